"""What the tests of outreach share."""

import pytest

from outreach.actions import checkup_results
from outreach.models import CheckupResult
from tests.builders import TODAY
from tests.outreach.made_checkups import DAY, FOUND, build_running, build_session, build_veteran, examined


@pytest.fixture
def on_the_day(monkeypatch):
    """Pages of the checkups work on the tests' day."""
    import core.pages.base
    import core.pages.entry
    import core.pages.runs
    from outreach.pages import campaigns, checkin, checkup_calls, checkup_days, checkup_results, exams

    rooms = (campaigns, checkin, checkup_calls, checkup_days, checkup_results, exams)
    for module in (core.pages.base, core.pages.entry, core.pages.runs, *rooms):
        monkeypatch.setattr(module, "today", lambda: TODAY)


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
