"""The demonstration's checkups: told to nobody while they are made, and made on any day of the year."""

from datetime import date
from random import Random

import pytest

from bureau.demo.checkups import Season
from core import jobs
from core.models import Notice
from outreach.actions import checkup_lists
from outreach.rules.checkups import check_in_season
from tests.builders import TODAY, build_account
from tests.outreach.made_checkups import build_campaign, build_hospital, build_veteran


def test_a_job_that_nobody_waited_for_tells_nobody(clerk, officer):
    campaign = build_campaign(officer)
    build_hospital(officer, campaign)
    Notice.objects.create(account=officer, text="别的事", kind="fair")
    work = checkup_lists.freeze_list(by=officer, campaign=campaign, today=TODAY, begin=jobs.prepare)
    Season.do(work.job)
    work.job.refresh_from_db()
    assert work.job.state == "done"
    assert [notice.text for notice in Notice.objects.filter(account=officer)] == ["别的事"]


@pytest.mark.parametrize("today", [date(2027, 1, 5), date(2026, 6, 1), date(2026, 12, 30)])
def test_the_days_of_the_demonstration_lie_in_its_season_around_new_year_too(network, officer, clerk, today):
    for name, role, account in (("yewu", "bureau_officer", officer), ("cunzhan", "station_clerk", clerk)):
        build_account(name, account.station, role)
    build_veteran(clerk)
    season = Season(today, Random(1))
    campaign, _hospital = season.campaign(today.year, season.working_days(-30)[0])
    check_in_season(campaign, [*season.working_days(-4), *season.working_days(8)], is_makeup=False)
