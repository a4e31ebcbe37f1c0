"""The work report: looking its numbers up, reading it, opening the dearest one, its rows (design §4: 300 ms at 100,000)."""

from dataclasses import replace
from datetime import date

from django.test import Client
from django.utils import timezone

from bureau import drafting
from bureau.actions.reports import begin_report, fill_in
from bureau.bench import households, measure
from bureau.bench.appeals import DASHBOARD_MS, fill
from bureau.bench.checkups import once
from bureau.bench.people import page
from bureau.pages.reports import issuer_of
from stations.models import Account

READING = 22  # queries of the page with a number opened


@measure("reports", "工作报告：统计、阅读、点开数字、Word（在册人数）", sizes=(30_000, 100_000), most_ratio=6)
def reports(bench):
    """Looking up and the document are measured once; the pages a few times as the officer meets them."""
    fill(bench, bench.size // 2)
    households.fill(bench)
    officer, today = Account.objects.get(username="yewu"), timezone.localdate()
    said = {"title": "工作报告", "first_on": date(today.year - 1, 1, 1), "last_on": today, "has_job": False}
    report = begin_report(by=officer, **said)
    yield once("统计全部数字（一次）", lambda: fill_in(by=officer, report=report))
    report.refresh_from_db()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer, "stations.backends.PortalBackend")
    address = report.get_absolute_url()
    for name, more in (
        ("报告页", ""),
        ("点开一个数字（光荣牌悬挂率）", "?row=25"),
        ("数字背后的记录第 1 页", "numbers/25/"),
        ("按镇看", "numbers/25/?by=town"),
    ):
        row = page(client, name, f"{address}{more}", most_queries=READING)
        yield replace(row, budget_ms=DASHBOARD_MS)
    yield once("Word（一次）", lambda: drafting.as_word(report, issuer_of(report), today))
