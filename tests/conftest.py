"""What all tests share. The environment is laid by tests/settings.py, before Django starts."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.cast import *  # noqa: F403  (the people of the tests are everybody's fixtures)
from tests.processes import IS_CI, find_free_port, start_worker
from tests.world import ground, world  # noqa: F401  (the world of the permission matrix)

LAYING = 7311  # the advisory lock of whoever makes the migrated database
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
hypothesis_settings.register_profile("ci", max_examples=50, deadline=None, suppress_health_check=QUIET)
hypothesis_settings.register_profile("dev", max_examples=25, deadline=None, suppress_health_check=QUIET)
hypothesis_settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=QUIET)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IS_CI else "dev"))


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        from core.management.commands.catalogue import compile_catalogues

        compile_catalogues()


def pytest_collection_modifyitems(config, items):
    """Browser tests fill the database for good: they run by themselves (`-m browser`), never among the others.

    What is proved on PostgreSQL and Redis only is no part of the run on SQLite: not a skipped test, another list. What
    asks no database of the run says the same in both, and is part of the one on SQLite.
    """
    is_mixed = not config.option.markexpr and not all("browser" in item.keywords for item in items)
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    is_whole = not all("once" in item.keywords for item in items)
    left_out = [
        item
        for item in items
        if (is_mixed and "browser" in item.keywords)
        or (is_sqlite and "postgresql" in item.keywords)
        or (is_whole and not is_sqlite and "once" in item.keywords)
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_unconfigure(config):
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, also for tests that do not ask for it by a mark (in the browser the portal itself uses it)."""
    with django_db_blocker.unblock():
        made = lay_database()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            # The server may not have noticed yet that a killed process is gone.
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            connection.cursor().execute(f"{others} AND pid <> pg_backend_pid()")
        teardown_databases(made, verbosity=0)


def lay_database():
    """Migrated from nothing once for each set of migrations; a copy is kept for the next run."""
    return on_postgresql() if connection.vendor == "postgresql" else on_sqlite()


def on_postgresql():
    """A copy of the kept database. Of several processes the first makes it while the others wait."""
    kept, name = f"portal_migrated_{digest_of_migrations()}", connection.settings_dict["TEST"]["NAME"]
    name = name or f"test_{connection.settings_dict['NAME']}"
    with connection.creation._nodb_cursor() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LAYING])
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if server.fetchone():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')
            return setup_databases(verbosity=0, interactive=False, keepdb=True)
        made = setup_databases(verbosity=0, interactive=False)
        connection.close()
        server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_migrated_%'")
        for (old,) in server.fetchall():
            server.execute(f'DROP DATABASE "{old}"')
        server.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{connection.settings_dict["NAME"]}"')
        return made


def on_sqlite():
    file, kept = Path(connection.settings_dict["TEST"]["NAME"]), migrated_file()
    if kept.exists():
        shutil.copy(kept, file)
        return setup_databases(verbosity=0, interactive=False, keepdb=True)
    made = setup_databases(verbosity=0, interactive=False)
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    fresh = kept.with_suffix(f".{os.getpid()}")
    shutil.copy(file, fresh)
    fresh.replace(kept)
    return made


def migrated_file():
    return Path(tempfile.gettempdir()) / f"portal-test-{digest_of_migrations()}.sqlite3"


def digest_of_migrations():
    """Names the database of these very migrations."""
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(Path(settings.BASE_DIR).glob("**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(autouse=True)
def clean_cache():
    """No test sees what another has cached."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def every_line_in_the_readers_words(request, monkeypatch):
    """Whatever a test of a department writes into the ledger, its verb and what it changes can be said in Chinese."""
    from core import audit

    if request.path.parent.name == "core":  # its tests make up verbs
        return

    write = audit.line

    def line(verb, subject, **said):
        written = write(verb, subject, **said)
        with translation.override("zh-hans"):
            words = [audit.said(verb), *(audit.label_of(written.subject_type, name) for name in written.changes)]
        unsaid = [word for word in words if word.isascii() and not word.isdecimal()]
        assert not unsaid, f"{verb} of {written.subject_type or 'nothing'}: no words for {unsaid}"
        return written

    monkeypatch.setattr(audit, "line", line)


@pytest.fixture
def free_port():
    return find_free_port()


@pytest.fixture(scope="session")
def worker(django_db_setup, django_db_blocker):
    """One worker for all tests of this process; its clock (beat) runs too. `worker.kill()` needs one of its own."""
    with django_db_blocker.unblock():
        process = start_worker("--beat")
    yield process
    process.stop()


@pytest.fixture
def own_worker(transactional_db):
    """A worker for one test, which may kill it and start it again."""
    process = start_worker()
    yield process
    process.kill()
