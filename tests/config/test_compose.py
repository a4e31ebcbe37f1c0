"""docker-compose.yml holds what it promises: its services run here as plain processes, with their own health checks."""

import os
import re
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg2
import pytest
import yaml
from django.conf import settings
from django.db import connection

from tests.processes import ROOT, database_url

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if "PORTAL_MODE" in service["environment"]}
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "ALLOWED_HOSTS")


def test_services():
    assert set(COMPOSE["services"]) == {"prepare", "web", "worker", "beat", "database", "redis"}
    assert set(OURS) == {"prepare", "web", "worker", "beat"}
    lasting = [name for name in COMPOSE["services"] if name != "prepare"]
    assert all("healthcheck" in COMPOSE["services"][name] for name in lasting)
    assert all("/data" in service["volumes"][0] for service in OURS.values())


def test_secrets_have_no_default():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in SECRETS:
        uses = re.findall(r"\$\{" + name + r"([^}]*)\}", text)
        assert uses and all(use.startswith(":?") for use in uses), name
    assert not re.search(r"PASSWORD: +[^$\s]", text)


def test_the_image_starts_what_the_web_service_starts():
    command = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.M).group(1)
    assert yaml.safe_load(command) == OURS["web"]["command"]


def test_nothing_secret_goes_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", "var", "*.env", ".env"} <= set(ignored)


class Services:
    """The services' environment with this machine's database, Redis, folder and port in place of the containers'."""

    def __init__(self, folder, database, port):
        url = database_url({**connection.settings_dict, "NAME": database})
        local = {"DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL, "PORTAL_DATA_DIR": str(folder)}
        local |= {"SECRET_KEY": uuid.uuid4().hex * 2, "ALLOWED_HOSTS": "portal.example", "HOST": "127.0.0.1"}
        local |= {"PORT": str(port), "CSRF_TRUSTED_ORIGINS": "", "BEHIND_TLS": "1"}
        given = OURS["web"]["environment"]
        basic = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        self.environment = {**basic, **{key: local.get(key, value) for key, value in given.items()}}
        self.folder, self.port, self.running = folder, port, {}

    def command(self, parts):
        return [part.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}") for part in parts]

    def run(self, parts):
        options = {"cwd": ROOT, "env": self.environment, "capture_output": True, "text": True, "timeout": 300}
        return subprocess.run(self.command(parts), check=False, **options)

    def start(self, name):
        log = (self.folder / f"{name}.log").open("wb")
        command = self.command(OURS[name]["command"])
        self.running[name] = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)

    def is_healthy(self, name):
        kind, *parts = OURS[name]["healthcheck"]["test"]
        assert kind == "CMD"
        return self.run(parts).returncode == 0

    def wait_until_healthy(self, name, seconds=180):
        deadline = time.monotonic() + seconds
        while not self.is_healthy(name):
            said = (self.folder / f"{name}.log").read_text()[-2000:]
            assert self.running[name].poll() is None, f"{name} ended:\n{said}"
            assert time.monotonic() < deadline, f"{name} is not healthy:\n{said}"
            time.sleep(0.5)

    def stop(self):
        for process in self.running.values():
            process.terminate()
        return {name: process.wait(90) for name, process in self.running.items()}


@pytest.fixture
def database(db):
    """An empty database beside the test's own; yields its name."""
    name = f"portal_compose_{uuid.uuid4().hex[:8]}"
    given = connection.settings_dict
    address = {
        "host": given["HOST"],
        "port": given["PORT"] or 5432,
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    server = psycopg2.connect(dbname="postgres", **address)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
        yield name
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.mark.postgresql
def test_services_run_and_are_healthy(database, tmp_path, free_port):
    services = Services(tmp_path, database, free_port)
    try:
        assert services.run(OURS["prepare"]["command"]).returncode != 0, "production starts without keys"
        assert services.run(["python", "manage.py", "make_keys"]).returncode == 0
        prepared = services.run(OURS["prepare"]["command"])
        assert prepared.returncode == 0, prepared.stderr
        assert not services.is_healthy("web") and not services.is_healthy("worker") and not services.is_healthy("beat")
        for name in ("worker", "web", "beat"):
            services.start(name)
        for name in ("web", "worker", "beat"):
            services.wait_until_healthy(name)
    finally:
        ended = services.stop()
    assert ended == {"web": 0, "worker": 0, "beat": 0}
    age = "UPDATE core_heartbeat SET at = at - interval '11 minutes'"
    silence = [
        "python",
        "manage.py",
        "shell",
        "-c",
        f"from django.db import connection as c; c.cursor().execute({age!r})",
    ]
    assert services.run(silence).returncode == 0
    assert not services.is_healthy("web") and not services.is_healthy("worker") and not services.is_healthy("beat")
