"""Keeping the portal's processes alive together: one command starts them, restarts what dies and stops them all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

TERM_SECONDS, QUIT_SECONDS = 12, 4
QUICK_DEATH_SECONDS = 30
LONGEST_PAUSE = 30


def die_with_parent():
    """In the child, before it starts: end when the supervisor is gone, however it went (Linux)."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


class Keeper:
    """One process that should be running. It leads a group of its own, so that what it leaves behind can be ended."""

    def __init__(self, name, command, env):
        self.name, self.command, self.env = name, command, env
        self.process, self.started, self.pause, self.due = None, 0.0, 1, 0.0

    def start(self):
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=self.env, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent
        )

    def look(self):
        """Restart the process when it has died; ever more slowly when it dies at once."""
        if self.process is not None and self.process.poll() is not None:
            self.signal(signal.SIGKILL)
            lived = time.monotonic() - self.started
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if lived < QUICK_DEATH_SECONDS else 1
            self.due = time.monotonic() + self.pause
            self.process = None
        if self.process is None and time.monotonic() >= self.due:
            self.start()

    def signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def is_up(self):
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts the keepers, watches them, and ends them on SIGINT or SIGTERM or when `is_orphan()`."""

    def __init__(self, keepers, is_orphan=lambda: False):
        self.keepers, self.is_orphan, self.is_stopping = keepers, is_orphan, False

    def run(self, on_tick):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            while not self.is_stopping and not self.is_orphan():
                for keeper in self.keepers:
                    keeper.look()
                on_tick()
                time.sleep(0.2)
        finally:
            self.end_all()

    def stop(self, *_):
        self.is_stopping = True

    def end_all(self):
        """Politely, then firmly: a job in flight is taken up again at the next start."""
        for number, seconds in ((signal.SIGTERM, TERM_SECONDS), (signal.SIGQUIT, QUIT_SECONDS), (signal.SIGKILL, 5)):
            running = [keeper for keeper in self.keepers if keeper.is_up()]
            for keeper in running:
                # Celery and gunicorn end their own children; only the last word goes to the whole group.
                keeper.signal(number) if number == signal.SIGKILL else keeper.process.send_signal(number)
            deadline = time.monotonic() + seconds
            while any(keeper.is_up() for keeper in running) and time.monotonic() < deadline:
                time.sleep(0.1)
