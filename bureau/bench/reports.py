"""The work report where thirty thousand people are: looking its numbers up, reading it, opening a number, the rows behind."""

from datetime import date

from django.test import Client
from django.utils import timezone

from bureau import drafting
from bureau.actions.reports import begin_report, fill_in
from bureau.bench import measure
from bureau.bench.checkups import once
from bureau.bench.people import page
from bureau.pages.reports import issuer_of
from stations.models import Account

READING = 22  # queries of the page with a number opened


@measure("reports", "工作报告：统计、阅读、点开数字、Word（在册人数）", sizes=(30_000,))
def reports(bench):
    """Looking up and the document are measured once; the pages a few times as the officer meets them."""
    officer, today = Account.objects.get(username="yewu"), timezone.localdate()
    said = {"title": "工作报告", "first_on": date(today.year - 1, 1, 1), "last_on": today, "has_job": False}
    report = begin_report(by=officer, **said)
    yield once("统计全部数字（一次）", lambda: fill_in(by=officer, report=report))
    report.refresh_from_db()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer, "stations.backends.PortalBackend")
    address = report.get_absolute_url()
    yield page(client, "报告页", address, most_queries=READING)
    yield page(client, "点开一个数字（光荣牌悬挂率）", f"{address}?row=25", most_queries=READING)
    yield page(client, "数字背后的记录第 1 页", f"{address}numbers/25/")
    yield page(client, "按镇看", f"{address}numbers/25/?by=town", most_queries=READING)
    yield once("Word（一次）", lambda: drafting.as_word(report, issuer_of(report), today))
