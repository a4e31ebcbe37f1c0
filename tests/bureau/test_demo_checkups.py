"""The demonstration's checkups: what was done while it was made stands in nobody's inbox."""

from bureau.demo.checkups import Season
from core import jobs
from core.models import Notice
from outreach.actions import checkup_lists
from tests.builders import TODAY
from tests.outreach.made_checkups import build_campaign, build_hospital


def test_a_job_that_nobody_waited_for_tells_nobody(clerk, officer):
    campaign = build_campaign(officer)
    build_hospital(officer, campaign)
    Notice.objects.create(account=officer, text="别的事", kind="fair")
    work = checkup_lists.freeze_list(by=officer, campaign=campaign, today=TODAY, begin=jobs.prepare)
    Season.do(work.job)
    work.job.refresh_from_db()
    assert work.job.state == "done"
    assert [notice.text for notice in Notice.objects.filter(account=officer)] == ["别的事"]
