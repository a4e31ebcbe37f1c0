"""Two campaigns of free checkups: last year's, finished, and this year's in the middle of its season."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core import jobs
from core.models import Notice
from outreach.actions import checkup_days, checkup_lists, checkup_results, checkup_steps, checkups
from outreach.choices.checkups import OTHER_SCHEMES, ExamState
from outreach.models import (
    CheckupCampaign,
    CheckupInvoice,
    CheckupResult,
    CheckupSession,
    Exam,
    ExamMove,
    FollowUp,
    Institution,
    ResultSheet,
)
from outreach.workflow.checkups import CHECKUPS
from stations.models import Account
from veterans.choices import KEY_CATEGORIES
from veterans.models import Person

HOSPITAL = ("赤壁市人民医院体检中心", "赤壁市河北大道1号", "0715-5222120")
ITEMS = "内外科、心电图、彩超、胸片、血尿常规、肝肾功能、血脂、血糖、肿瘤标志物"
BEFORE, AFTER = 4, 8  # working days of the season that lie behind and ahead
SEASON_DAYS = 60  # from freezing the list to the last of those days, also around New Year
RESULTS, FLAGGED_EACH = 40, 5
FEWEST = 10  # entitled people that make a campaign worth showing
FOUND = (
    ("右肺上叶磨玻璃结节 8 毫米，建议增强 CT 复查。", "胸部 CT 异常，余未见明显异常。"),
    ("空腹血糖 11.2 mmol/L，建议内分泌科就诊。", "血糖明显升高，血脂偏高。"),
    ("血压 178/104 mmHg，建议尽快就诊调整用药。", "高血压 3 级。"),
    ("前列腺特异性抗原升高，建议泌尿外科复查。", "肿瘤标志物一项升高。"),
)
FINE = "未见明显异常，注意低盐低脂饮食，定期复查。"


def load(today, random):
    """Make the campaigns once; a second load adds nothing."""
    made = Exam.objects.filter(campaign__is_demo=True)
    entitled = Person.objects.filter(is_demo=True).key_recipients().count()
    if CheckupCampaign.objects.filter(is_demo=True).exists() or entitled < FEWEST:
        return {"checkups": made.count()}
    season = Season(today, random)
    season.last_year()
    season.this_year()
    return {"checkups": made.count()}


def remove():
    """Take the campaigns away again, before the people they are about."""
    exams = Exam.objects.filter(campaign__is_demo=True)
    FollowUp.objects.filter(result__exam__in=exams).delete()
    CheckupResult.objects.filter(exam__in=exams).delete()
    ExamMove.objects.filter(exam__in=exams).delete()
    count = exams.count()
    exams.delete()
    for model in (CheckupInvoice, ResultSheet, CheckupSession):
        model.objects.filter(campaign__is_demo=True).delete()
    CheckupCampaign.objects.filter(is_demo=True).delete()
    return count


class Season:
    """Plays the desks of bureau, hospital and stations; each day's work is done on its own day."""

    def __init__(self, today, random):
        self.today, self.random = today, random
        self.officer = Account.objects.get(username="yewu")
        self.clerk = Account.objects.get(username="cunzhan")
        name, address, phone = HOSPITAL
        self.institution, _new = Institution.objects.get_or_create(
            station=self.officer.station,
            name=name,
            defaults={"kind": "hospital", "address": address, "phone": phone, "capacity": 60, "is_demo": True},
        )

    def campaign(self, year, on):
        values = {
            "title": f"{year} 年度免费体检",
            "year": year,
            "season_from": min(date(year, 3, 1), on),
            "season_to": max(date(year, 12, 31), on + timedelta(days=SEASON_DAYS)),
            "categories": sorted(KEY_CATEGORIES),
            "without": list(OTHER_SCHEMES),
        }
        campaign = checkups.plan_campaign(by=self.officer, values=values, today=on)
        CheckupCampaign.objects.filter(pk=campaign.pk).update(is_demo=True)
        prices = {"institution": self.institution, "price_men": 420, "price_women": 520, "items": ITEMS}
        checkups.add_hospital(by=self.officer, campaign=campaign, values=prices, today=on)
        work = checkup_lists.freeze_list(by=self.officer, campaign=campaign, today=on, begin=jobs.prepare)
        self.do(work.job)
        hospital = work.hospitals.select_related("campaign").get()
        return hospital.campaign, hospital

    @staticmethod
    def do(job):
        """Run here and now; nobody waited for it, so the inbox is not to tell of it."""
        jobs.run_here(job)
        Notice.objects.filter(account=job.by, kind="job", url=job.url).delete()

    def last_year(self):
        """Five of six came; the others have been missed."""
        on = date(self.today.year - 1, 10, 20)
        campaign, hospital = self.campaign(on.year, on)
        came = [exam for exam in campaign.exams.select_related("person") if self.random.random() < 0.83]
        for sex in ("1", "2"):
            keys = [exam.pk for exam in came if (exam.person.sex == "2") == (sex == "2")]
            price = hospital.price_of(sex)
            done = {"state": "result_in", "examined_on": on, "hospital": hospital, "cost": price, "answer": "confirmed"}
            Exam.objects.filter(pk__in=keys).update(**done)
        CheckupCampaign.objects.filter(pk=campaign.pk).update(state="closed")

    def this_year(self):
        campaign, hospital = self.campaign(self.today.year, self.working_days(-30)[0])
        days = [*self.working_days(-BEFORE), *self.working_days(AFTER)]
        quota = max(2, round(campaign.exams.count() * 0.97 / len(days)))
        values = {"part": "day", "quota": quota, "is_makeup": False, "today": days[0]}
        checkups.add_sessions(by=self.officer, campaign=campaign, hospital=hospital, days=days, **values)
        work = checkup_days.allot_rest(by=self.officer, campaign=campaign, today=days[0], begin=jobs.prepare)
        self.do(work.job)
        sessions = list(campaign.sessions.select_related("campaign"))
        self.call(campaign)
        for session in sessions[:BEFORE]:
            self.hold(session, hospital)
        self.results(campaign)
        checkup_days.cancel_day(by=self.officer, session=sessions[-1], reason="医院设备检修", today=self.today)
        self.fill_too_full(campaign)
        bill = {"hospital": hospital, "number": f"TJ{self.today:%Y%m}01", "on": self.today}
        done = campaign.exams.examined().count()
        values = {**bill, "heads": done + 2, "amount": 420 * (done + 2)}
        checkup_results.add_invoice(by=self.officer, campaign=campaign, values=values, today=self.today)

    def working_days(self, count):
        """So many working days from tomorrow on, or before today."""
        step, day, found = (1 if count > 0 else -1), self.today, []
        while len(found) < abs(count):
            day += timedelta(days=step)
            if day.weekday() < 5:
                found.append(day)
        return sorted(found)

    def call(self, campaign):
        """The stations have called whoever comes within a week; most can."""
        near = self.today + timedelta(days=7)
        exams = list(campaign.exams.filter(state=ExamState.BOOKED, session__on__lte=near))
        answers = ("confirmed",) * 16 + ("unreachable", "unreachable", "declined")
        given = {exam.pk: self.random.choice(answers) for exam in exams}
        checkup_steps.record_calls(by=self.officer, exams=exams, answers=given, channel="phone", today=self.today)

    def hold(self, session, hospital):
        """A day at the hospital: nearly everybody comes, a few are examined at home."""
        booked = list(Exam.objects.filter(session=session, state=ExamState.BOOKED))
        came = [exam for exam in booked if self.random.random() < 0.93]
        arrived = timezone.make_aware(datetime.combine(session.on, time(8, 20)))
        changes = {"hospital": hospital, "arrived_at": arrived}
        CHECKUPS.advance_many("check_in", came, by=self.officer, today=session.on, changes=changes)
        checkup_steps.close_day(by=self.officer, session=session, today=session.on)
        for exam in Exam.objects.filter(session=session, state=ExamState.ABSENT)[:1]:
            home = {"hospital": hospital, "on": session.on, "today": session.on, "note": "卧床，上门体检"}
            checkup_steps.examine_at_home(by=self.officer, exam=exam, **home)

    def results(self, campaign):
        exams = list(campaign.exams.filter(state=ExamState.EXAMINED).order_by("pk")[:RESULTS])
        own = list(campaign.exams.filter(state=ExamState.EXAMINED, person__station=self.clerk.station)[:5])
        for place, exam in enumerate({exam.pk: exam for exam in [*own, *exams]}.values()):
            findings, summary = self.random.choice(FOUND)
            is_flagged = place % FLAGGED_EACH == 0
            values = {"received_on": self.today, "is_flagged": is_flagged, "summary": summary if is_flagged else FINE}
            values |= {"findings": findings, "due_on": self.today + timedelta(days=place % 9)} if is_flagged else {}
            exam = checkup_results.enter_result(by=self.officer, exam=exam, values=values, today=self.today)
            if is_flagged and place % 3 == 0:
                contact = {"on": self.today, "way": "phone", "said": "已告知本人，预约复查。", "today": self.today}
                exam = checkup_results.follow_up(by=self.officer, exam=exam, **contact)
                checkup_results.close_follow_up(by=self.officer, exam=exam, said="复查正常。", today=self.today)

    def fill_too_full(self, campaign):
        """One day of the demo clerk's town is beyond its places, so that the board shows the way out."""
        town = self.clerk.station.parent_id
        rows = campaign.exams.filter(state=ExamState.BOOKED, person__station__parent=town, session__on__gt=self.today)
        exam = rows.select_related("session", "person__station").order_by("-session__on", "pk").first()
        target = campaign.sessions.filter(on__gt=self.today, cancelled_on=None).order_by("on").first()
        if exam and exam.session != target:
            move = {"village": exam.person.station, "target": target, "is_granted": True, "today": self.today}
            checkup_days.move_village(by=self.officer, session=exam.session, **move)
