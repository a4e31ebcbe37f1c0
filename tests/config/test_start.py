"""`make run`: one command starts everything, keeps it up, stops it cleanly and loses nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from tests.config.conftest import demo_environment
from tests.processes import ROOT

pytestmark = pytest.mark.once

COUNT = "from veterans.models import Person; print(Person.objects.count())"
BEATS = "from core.models import Heartbeat; print(Heartbeat.objects.filter(name__in=['worker', 'beat']).count())"


class Portal:
    """A portal as the start command runs it, on the embedded database and broker of a data directory."""

    def __init__(self, folder, port):
        self.port, self.log, self.environment = port, folder.parent / "start.log", demo_environment(folder)
        self.process = None

    def command(self, *extra):
        return [sys.executable, "manage.py", "portal_start", "--port", str(self.port), *extra]

    def start(self, command=None):
        with self.log.open("w") as log:
            options = {"stdout": log, "stderr": log, "start_new_session": True}
            self.process = subprocess.Popen(command or self.command(), cwd=ROOT, env=self.environment, **options)
        self.wait_for(lambda: "Ctrl+C" in self.log.read_text())

    def wait_for(self, happened, seconds=180):
        deadline = time.monotonic() + seconds
        while not happened():
            said = self.log.read_text()[-3000:]
            assert self.process.poll() is None, f"it ended:\n{said}"
            assert time.monotonic() < deadline, f"not in time:\n{said}"
            time.sleep(0.2)

    def get(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        return connection.getresponse()

    def ask(self, code):
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
        ended = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return ended.stdout.strip()

    def part(self, word):
        """The process of one part: a child of the start command."""
        told = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        found = re.search(rf"^\s*(\d+) .*{word}", told.stdout, re.M)
        return int(found.group(1)) if found else None

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def portal(demo, free_port):
    portal = Portal(demo, free_port)
    yield portal
    if portal.process and portal.process.poll() is None:
        portal.process.kill()
        portal.process.wait()


def test_one_command_starts_keeps_and_stops_the_portal(portal):
    portal.start()
    said = portal.log.read_text()
    assert f"http://127.0.0.1:{portal.port}/" in said and "Chibi-Demo-2026" in said
    assert portal.get("/healthz").status == 200
    assert portal.get("/login/").status == 200
    portal.wait_for(lambda: portal.ask(BEATS) == "2")

    worker = portal.part("celery")
    os.kill(worker, signal.SIGKILL)
    portal.wait_for(lambda: portal.part("celery") not in (None, worker))

    children = [portal.part("celery"), portal.part("gunicorn")]
    assert portal.stop() == 0
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)

    portal.start()
    assert portal.ask(COUNT) == "20", "a restart loses nothing and loads nothing twice"


def test_a_port_in_use_is_refused(tmp_path, free_port):
    portal = Portal(tmp_path / "data", free_port)
    with socket.create_server(("127.0.0.1", free_port)):
        command = portal.command("--json")
        ended = subprocess.run(command, cwd=ROOT, env=portal.environment, capture_output=True, text=True, timeout=180)
    assert ended.returncode == 2 and '"port_taken"' in ended.stdout


def test_the_portal_ends_when_its_parent_does(portal):
    """`make` killed outright takes the portal along; no process stays behind."""
    portal.start(["/bin/sh", "-c", " ".join(portal.command("--with-parent")) + " & wait"])
    os.kill(portal.process.pid, signal.SIGKILL)
    portal.process.wait()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            portal.get("/healthz")
        except OSError:
            return
        time.sleep(0.3)
    pytest.fail("the web server outlived its parent")
