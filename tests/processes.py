"""Real processes of the portal beside a test: a Celery worker, a web server, on the test's own database and files."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
IS_CI = bool(os.environ.get("CI") or os.environ.get("PORTAL_CI"))


def missing(what):
    """Leave a test out for want of a service or a browser; in CI that is a failure."""
    if IS_CI:
        pytest.fail(f"{what} is missing; in CI nothing is left out for that")
    pytest.skip(f"{what} is missing")


def database_url(database):
    """The address of the database that a Django configuration names, for a process of its own."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    login = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    return f"postgres://{login}@{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}/{database['NAME']}"


def process_environment():
    """The environment in which a process of the portal works on the test's own database, files and broker."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.live_settings",
        "PORTAL_DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database_url(connection.settings_dict),
        "REDIS_URL": settings.REDIS_URL,
    }


class Process:
    """A process of the portal beside the test; what it says goes to a file that is shown when it fails."""

    def __init__(self, name, *arguments, environment=None):
        self.log = Path(settings.DATA_DIR) / f"{name}.log"
        self.command = [sys.executable, "-m", *arguments]
        self.environment = environment or process_environment()
        self.start()

    def start(self):
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def wait_for(self, is_ready, seconds=90):
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.popen.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"{self.command[2]} did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)

    def kill(self):
        """As a power cut would: the process and all its children at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, 9)
        self.popen.wait()

    def stop(self):
        """Politely; what is still there after ten seconds, and what it left behind, is killed."""
        self.popen.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.popen.wait(10)
        self.kill()


WORKER = ("celery", "-A", "config", "worker", "--without-gossip", "--without-mingle", "--without-heartbeat")


def start_worker(*extra):
    """A real Celery worker on the test database. For tests with real transactions (`django_db(transaction=True)`)."""
    worker = Process("worker", *WORKER, "--loglevel", "INFO", *extra)
    worker.wait_for(lambda: " ready." in worker.log.read_text())
    return worker


def find_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
