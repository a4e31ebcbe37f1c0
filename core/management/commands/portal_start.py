import fcntl
import json
import os
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from core.processes import Keeper, Supervisor
from core.roles import ROLES

LOCK_SECONDS = 25
CELERY = ["-A", "config", "--quiet", "worker", "--beat", "--loglevel", "INFO"]
CELERY += ["--without-gossip", "--without-mingle", "--without-heartbeat"]


class Command(PortalCommand):
    help = "Prepare, then run the web server and the worker (with its clock) until Ctrl+C."
    seals = False

    def arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--people", type=int, help="how many synthetic people a new demo gets")
        parser.add_argument("--with-parent", action="store_true", help="stop when the starting process ends")

    def work(self, *, host, port, people, with_parent, **options):
        self.host, self.port, self.is_announced = host, port, False
        lock = self.lock_data()
        self.check_port()
        call_command("portal_prepare", people=people, stdout=self.stderr, stderr=self.stderr)
        connections.close_all()
        parent = os.getppid()
        supervisor = Supervisor(self.keepers(), is_orphan=lambda: with_parent and os.getppid() != parent)
        supervisor.run(on_tick=self.announce)
        lock.close()
        return {"stopped": True}

    def lock_data(self):
        """One portal for one data directory; one that is just stopping is waited for."""
        file = open(settings.DATA_DIR / "portal.lock", "w")  # noqa: SIM115 - held until the portal stops
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return file
            except OSError as problem:
                if time.monotonic() > deadline:
                    message = _("A portal is running on %(folder)s already.") % {"folder": settings.DATA_DIR}
                    raise Refused("already_running", message) from problem
                time.sleep(0.3)

    def check_port(self):
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                message = _("Port %(port)s at %(host)s is not free.") % {"port": self.port, "host": self.host}
                raise Refused("port_taken", message) from problem

    def keepers(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        env = {**os.environ, "HOST": host, "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        web = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
        return [Keeper("web", web, env), Keeper("worker", [sys.executable, "-m", "celery", *CELERY], env)]

    def announce(self):
        """Once, when the portal answers: where it is and, in a demo, who can log in."""
        if self.is_announced:
            return
        home = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        if not answers(home, self.port):
            return
        self.is_announced = True
        address = f"http://{f'[{home}]' if ':' in home else home}:{self.port}/"
        self.stdout.write("\n" + _("The portal is ready: %(address)s") % {"address": address})
        for line in demo_accounts():
            self.stdout.write(line)
        self.stdout.write(_("Ctrl+C stops it.") + "\n")
        self.stdout.flush()


def answers(host, port):
    """Whether the web server at this address says that it is ready."""
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def demo_accounts():
    """The lines about who can log in; `load_demo` leaves the list beside the data."""
    file = settings.DATA_DIR / "demo_accounts.json"
    if not settings.IS_DEMO or not file.exists():
        return
    yield _("Demonstration accounts:")
    for account in json.loads(file.read_text(encoding="utf-8")):
        labels = "、".join(str(ROLES[name].label) for name in account["roles"])
        yield f"  {account['account']:<12} {account['password']}   {labels}   {account['station']}"
