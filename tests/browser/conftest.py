"""The portal as people meet it: gunicorn and a worker on the test database, and Debian's chromium.

The database is filled once for all browser tests of a process and not emptied between them: each test makes what it
needs under names of its own. Rows may be read and made directly in a test.
"""

import os
import re
import subprocess
import sys
from http.client import HTTPConnection
from io import StringIO

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.tools import CHROMIUM, DESKTOP, FLAGS, PASSWORD, watch
from tests.processes import ROOT, Process, find_free_port, missing, process_environment, start_worker

PATIENCE = 30_000  # milliseconds: a busy machine may take its time, what is awaited must come
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def open_database(django_db_setup, django_db_blocker):
    """Playwright keeps an event loop in this thread; Django would take the test for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def whole_network(open_database):
    """The whole network of the city: 14 towns, 182 villages."""
    from django.core.management import call_command

    from stations.models import Division

    if not Division.objects.exists():
        call_command("import_divisions", str(ROOT / "data" / "chibi_divisions.csv"), json=True, stdout=StringIO())


@pytest.fixture(scope="session")
def account(whole_network):
    """`account("station_clerk", "421281100")` -> an Account of that role at the station of that division, made once."""
    from stations.actions import create_account, system_account
    from stations.models import Account, Station

    def make(role, code="421281"):
        username = f"{role}-{code}"
        found = Account.objects.filter(username=username).first()
        return found or create_account(
            by=system_account(),
            username=username,
            full_name="测试员",
            station=Station.objects.get(division__code=code.ljust(12, "0")),
            role_names=[role],
            password=PASSWORD,
        )

    return make


@pytest.fixture(scope="session")
def live_portal(whole_network):
    """The address of a running portal: the same web server and worker as in production, on the test database."""
    port = find_free_port()
    environment = {**process_environment(), "HOST": "127.0.0.1", "PORT": str(port), "WEB_WORKERS": "1"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    web = Process("web", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi", environment=environment)
    worker = start_worker()

    def answers():
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False

    web.wait_for(answers)
    yield f"http://127.0.0.1:{port}"
    worker.stop()
    web.stop()


@pytest.fixture(scope="session")
def browser(open_database):
    from playwright.sync_api import sync_playwright

    if not os.path.exists(CHROMIUM):
        missing("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def server_errors():
    """The last errors that the portal's own log tells of."""
    log = settings.DATA_DIR / "web.log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [line for line in lines if '"ERROR"' in line][-3:]


@pytest.fixture
def new_page(browser, live_portal):
    """`new_page(PHONE)` -> a page in a context of its own. The test fails on any console error on it.

    A test that provokes an answer such as 404 takes its line out of `page.complaints` itself: `forgive(page, "404")`.
    """
    opened = []

    def make(viewport=DESKTOP, **options):
        context = browser.new_context(base_url=live_portal, viewport=viewport, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch(page)
        opened.append((context, page))
        return page

    yield make
    complaints = [line for _context, page in opened for line in page.complaints]
    for context, _page in opened:
        context.close()
    assert not complaints, "the browser complained:\n" + "\n".join([*complaints, *server_errors()])


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def shoot():
    """`shoot(page, "people")` keeps a picture in docs/screenshots when PORTAL_SCREENSHOTS says so."""
    folder = os.environ.get("PORTAL_SCREENSHOTS")

    def keep(page, name):
        if folder:
            os.makedirs(folder, exist_ok=True)
            width = page.viewport_size["width"]
            page.screenshot(path=f"{folder}/{re.sub(r'[^a-z0-9-]', '', name)}-{width}.png")

    return keep
