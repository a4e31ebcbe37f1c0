"""What the tests of outreach share."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import outreach.pages
from outreach.actions import checkup_results
from outreach.models import CheckupResult
from tests.builders import TODAY
from tests.outreach.made_checkups import DAY, FOUND, build_running, build_session, build_veteran, examined
from tests.outreach.made_visits import Way

BASES = ("core.pages.base", "core.pages.entry", "core.pages.runs")


@pytest.fixture
def on_the_day(monkeypatch):
    """Pages work on the tests' day."""
    rooms = [f"outreach.pages.{found.name}" for found in iter_modules(outreach.pages.__path__)]
    for module in map(import_module, (*BASES, *rooms)):
        if hasattr(module, "today") and callable(module.today):
            monkeypatch.setattr(module, "today", lambda: TODAY)


@pytest.fixture
def way(clerk, town_clerk, leader, officer):
    """Brings a grant through its reviews."""
    return Way(clerk, town_clerk, leader, officer)


@pytest.fixture
def season(officer, clerk, outsider):
    """A running campaign: three people of the home village, one of another town; days to come."""
    people = [build_veteran(clerk, name=name) for name in ("任和平", "彭传英", "胡德胜")]
    people.append(build_veteran(outsider, name="毕青山"))
    campaign, hospital = build_running(officer)
    days = [build_session(officer, hospital, TODAY + n * DAY, quota=4) for n in (8, 9)]
    return campaign, hospital, days, people


@pytest.fixture
def finding(season, officer):
    person = season[3][0]
    exam = checkup_results.enter_result(by=officer, exam=examined(officer, person), values=FOUND, today=TODAY)
    return CheckupResult.objects.get(exam=exam)
