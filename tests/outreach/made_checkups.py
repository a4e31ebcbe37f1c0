"""Campaigns for tests, made by the actions themselves."""

from datetime import date, timedelta

from core import jobs
from core.models import JobState
from core.validators import PartialDate
from outreach.actions import checkup_days, checkup_lists, checkup_steps, checkups
from outreach.models import CheckupCampaign, CheckupSession, Exam, Institution
from tests.builders import TODAY, build_person, identity_number

DAY = timedelta(days=1)
OLD = date(1958, 3, 12)
SECRET = "右肺上叶结节 8 毫米"
CONCLUSION = "肺部影像异常"
FOUND = {"received_on": TODAY, "summary": CONCLUSION, "is_flagged": True, "findings": SECRET}


def campaign_values(**changes):
    values = {
        "title": "2026 年度免费体检",
        "year": 2026,
        "season_from": date(2026, 3, 1),
        "season_to": date(2026, 12, 20),
        "categories": ["51", "81"],
        "without": ["MIL_RETIREE"],
        "min_age": 60,
    }
    return values | changes


def build_veteran(by, station=None, birth=OLD, sex="1", **changes):
    """Somebody the rule entitles."""
    values = {"id_no": identity_number(birth, sex), "categories": ["51"], "enlist_date": PartialDate(birth.year + 18)}
    return build_person(by, station, **{**values, "discharge_date": PartialDate(birth.year + 22), **changes})


def village(clerk, count, **changes):
    """So many people of one village whom the rule entitles."""
    return [build_veteran(clerk, name=f"老兵{number}", **changes) for number in range(count)]


def build_campaign(officer, **changes):
    return checkups.plan_campaign(by=officer, values=campaign_values(**changes), today=TODAY)


def build_hospital(officer, campaign, name="市人民医院体检中心"):
    institution, _new = Institution.objects.get_or_create(station=officer.station, name=name, kind="hospital")
    values = {"institution": institution, "price_men": 400, "price_women": 480, "items": "内外科、心电图、彩超"}
    return checkups.add_hospital(by=officer, campaign=campaign, values=values, today=TODAY)


def build_session(officer, hospital, on=TODAY + 8 * DAY, quota=40, **changes):
    values = {"days": [on], "part": "day", "quota": quota, "is_makeup": False, **changes}
    checkups.add_sessions(by=officer, campaign=hospital.campaign, hospital=hospital, today=TODAY, **values)
    return CheckupSession.objects.get(hospital=hospital, on=on, part=values["part"], cancelled_on=None)


def build_running(officer, **changes):
    """A campaign with its frozen list and one hospital."""
    campaign = build_campaign(officer, **changes)
    build_hospital(officer, campaign)
    frozen(officer, campaign)
    campaign = CheckupCampaign.objects.get(pk=campaign.pk)
    return campaign, campaign.hospitals.get()


def frozen(officer, campaign):
    """The campaign with its list, made by the job."""
    campaign = checkup_lists.freeze_list(by=officer, campaign=campaign, today=TODAY, begin=jobs.prepare)
    assert jobs.run_here(campaign.job).state == JobState.DONE, campaign.job.error


def given_days(officer, campaign, town=None, today=TODAY):
    """What the job that gives days came to."""
    work = checkup_days.allot_rest(by=officer, campaign=campaign, today=today, town=town, begin=jobs.prepare)
    job = jobs.run_here(work.job)
    assert job.state == JobState.DONE, job.error
    return job.result


def exam_of(person):
    return Exam.objects.get(person=person)


def examined(officer, person, today=TODAY):
    """Checked in and examined."""
    checkup_steps.check_in(by=officer, exam=exam_of(person), today=today)
    checkup_steps.examine(by=officer, exam=exam_of(person), today=today)
    return exam_of(person)


def booked(officer, person, session, today=TODAY):
    return checkup_days.book(by=officer, exam=exam_of(person), session=session, today=today)
