"""A checkup campaign with as many entitled people as there are on file: freezing, the list, the board, the statistics."""

import time
from datetime import date, timedelta

from django.db import connection
from django.db.models.functions import Mod
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.bench import Row, measure
from bureau.bench.people import page as measured
from bureau.bench.scratch import settle
from core import jobs
from outreach.actions import checkup_days, checkup_lists, checkups
from outreach.models import CheckupCampaign, Exam, Institution
from stations.models import Account
from veterans.choices import CATEGORIES

PAGE_MS, PAGE_QUERIES = 300, 12  # the brief's budget of board and statistics at 30,000 entitled people
DAYS = 120


@measure("checkups", "免费体检：名单、排期表、统计（应检人数 = 在册人数）", sizes=(30_000,))
def people(bench):
    """Freezing and giving days are measured once; the pages a few times as the officer meets them."""
    officer, today = Account.objects.get(username="yewu"), timezone.localdate()
    campaign = campaign_of(officer, today, bench.size)
    asked = {"by": officer, "campaign": campaign, "today": today}
    yield once("冻结名单（一次）", lambda: done(checkup_lists.freeze_list, **asked))
    add_days(officer, campaign, today, Exam.objects.filter(campaign=campaign).count())
    yield once("全市自动排期（一次）", lambda: done(checkup_days.allot_rest, **asked))
    come(campaign, today)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer, "stations.backends.PortalBackend")
    base = f"/outreach/checkups/{campaign.pk}/"
    for name, address in (
        ("应检名单第 1 页", f"{base}list/"),
        ("应检名单：没通知的", f"{base}list/?view=untold"),
        ("排期表（一镇）", f"{base}board/"),
        ("各镇进展", base),
    ):
        yield budgeted(measured(client, name, address, most_queries=PAGE_QUERIES))


def done(verb, **arguments):
    """The job that the verb begins, done in this process."""
    return jobs.run_here(verb(begin=jobs.prepare, **arguments).job)


def budgeted(row):
    return Row(row.name, row.median_ms, row.p95_ms, row.queries, row.bytes, PAGE_MS, row.most_queries, row.most_bytes)


def campaign_of(officer, today, size):
    """Everybody of any category and age, so that the list is as long as the file."""
    values = {
        "title": f"{today.year} 年度免费体检（{size}）",
        "year": today.year,
        "season_from": date(today.year, 1, 1),
        "season_to": max(date(today.year, 12, 31), today + timedelta(days=DAYS)),
        "categories": [code for code, _label in CATEGORIES],
        "min_age": 0,
    }
    campaign = checkups.plan_campaign(by=officer, values=values, today=today)
    institution, _new = Institution.objects.get_or_create(station=officer.station, name="体检医院", kind="hospital")
    prices = {"institution": institution, "price_men": 400, "price_women": 480}
    checkups.add_hospital(by=officer, campaign=campaign, values=prices, today=today)
    return CheckupCampaign.objects.get(pk=campaign.pk)


def add_days(officer, campaign, today, count):
    campaign.refresh_from_db()
    days = [today + timedelta(days=number) for number in range(DAYS)]
    values = {"part": "day", "quota": max(1, count // DAYS), "is_makeup": False, "today": today}
    checkups.add_sessions(by=officer, campaign=campaign, hospital=campaign.hospitals.get(), days=days, **values)


def come(campaign, today):
    """Two of three have been examined, one in twenty of them has something to follow up."""
    exams = Exam.objects.filter(campaign=campaign)
    done = exams.annotate(third=Mod("pk", 3)).filter(third__lt=2)
    hospital = campaign.hospitals.get()
    done.update(state="result_in", examined_on=today, hospital=hospital, cost=400, answer="confirmed")
    exams.annotate(sixtieth=Mod("pk", 60)).filter(sixtieth=0).update(needs_callback=True, callback_on=today)
    settle()


def once(name, work):
    """One run: its time and its queries."""
    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        work()
        taken = (time.perf_counter() - started) * 1000
    return Row(name, taken, taken, len(asked))
