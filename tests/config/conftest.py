"""A small demonstration, made once for each test process and copied for each test that spoils it."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.processes import ROOT


def demo_environment(folder):
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PORTAL_DATA_DIR": str(folder)}


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "data"
    command = [sys.executable, "manage.py", "portal_prepare", "--people", "20"]
    subprocess.run(command, cwd=ROOT, env=demo_environment(folder), check=True, timeout=300)
    return folder


@pytest.fixture
def demo(made_demo, tmp_path):
    """The data directory of a demonstration with twenty people."""
    return shutil.copytree(made_demo, tmp_path / "demo")
