"""Production starts with everything it needs or not at all."""

import os
import subprocess
import sys

import pytest

from tests.processes import ROOT

pytestmark = pytest.mark.once

NEEDED = ("SECRET_KEY", "PORTAL_DATA_DIR", "DATABASE_URL", "ALLOWED_HOSTS", "REDIS_URL")


def manage(*arguments, environment):
    command = [sys.executable, "manage.py", *arguments]
    basic = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        command, cwd=ROOT, env={**basic, **environment}, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def production(tmp_path):
    return {
        "PORTAL_MODE": "production",
        "SECRET_KEY": "k9-" + "aB3$xY7!" * 8,
        "PORTAL_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "ALLOWED_HOSTS": "portal.example",
        "REDIS_URL": "redis://127.0.0.1:6379/15",
    }


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_setting_stops_the_start(production, name):
    del production[name]
    ended = manage("check", environment=production)
    assert ended.returncode != 0
    assert f"{name} must be set when PORTAL_MODE=production" in ended.stderr


def test_an_empty_setting_is_a_missing_one(production):
    ended = manage("check", environment={**production, "SECRET_KEY": ""})
    assert "SECRET_KEY must be set" in ended.stderr


def test_an_unknown_mode_stops_the_start(production):
    ended = manage("check", environment={**production, "PORTAL_MODE": "prod"})
    assert ended.returncode != 0 and "PORTAL_MODE" in ended.stderr


def test_production_does_not_make_keys_by_itself(production):
    ended = manage("check", environment=production)
    assert ended.returncode != 0 and "make_keys" in ended.stderr


def test_deployment_checks_are_clean(production):
    assert manage("make_keys", environment=production).returncode == 0
    ended = manage("check", "--deploy", "--fail-level", "WARNING", environment=production)
    assert ended.returncode == 0, ended.stderr


def test_production_refuses_demo_data(production, demo):
    on_demo = {"PORTAL_DATA_DIR": str(demo), "DATABASE_URL": f"sqlite:///{demo}/portal.sqlite3"}
    ended = manage("portal_prepare", "--json", environment={**production, **on_demo})
    assert ended.returncode == 2 and '"demo_data"' in ended.stdout


def test_a_demo_needs_nothing(tmp_path):
    ended = manage("check", environment={"PORTAL_DATA_DIR": str(tmp_path / "new")})
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "new" / "demo_secret_key").exists()
