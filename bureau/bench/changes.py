"""The changes for another system: a copy from nothing, then what a working day brings, at thirty thousand people."""

import time
from datetime import timedelta
from statistics import median, quantiles

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.bench import Row, measure
from stations.actions import approve_integration, create_integration, issue_token
from stations.models import Account
from veterans.actions import amend_person
from veterans.models import Person

FEED = "/api/v1/changes/"
READS = ["person.view", "appeal.view", "station.view", "changes.view"]
LIMIT, ROUNDS, AMENDED = 1000, 5, 200
# who asks, the sealer, the reader's lock and place, then a fixed number for each kind, however many rows; a first copy
# has no limit: a quicker machine compares more rows within a request
STEADY_QUERIES, CHANGED_QUERIES = 40, 60


@measure("changes", "变更接口：首次复制与平时读取（市级令牌，一页 1,000 条）", sizes=(30_000,))
def changes(bench):
    """A first copy page by page until nothing is left; then reads with nothing new, and after a day's corrections."""
    reader = Reader(token(timezone.localdate()))
    pages = list(reader.follow())
    spent = sum(page.median_ms for page in pages)
    yield Row(f"首次复制：{reader.taken:,} 条，{len(pages)} 次请求，合计", spent, spent)
    yield summed("首次复制：每次请求", pages)
    yield summed("没有变化时读一次", [reader.page()[0] for _round in range(ROUNDS)], STEADY_QUERIES)
    yield summed(
        f"改动 {AMENDED} 人以后读一次", [after_changes(reader, start) for start in range(ROUNDS)], CHANGED_QUERIES
    )


class Reader:
    """A copy that counts what it is told and keeps the cursor."""

    def __init__(self, secret):
        self.client, self.cursor, self.taken = (
            Client(HTTP_HOST="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {secret}"),
            "",
            0,
        )

    def page(self):
        cache.clear()  # the throttle counts requests; here it is their cost that counts
        asked = {"limit": LIMIT, **({"cursor": self.cursor} if self.cursor else {})}
        with CaptureQueriesContext(connection) as queries:
            started = time.perf_counter()
            answer = self.client.get(FEED, asked)
            taken = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{FEED}: {answer.status_code} {answer.content[:200]}")
        said = answer.json()
        self.cursor, self.taken = said["cursor"], self.taken + len(said["changes"])
        return Row("", taken, taken, len(queries), len(answer.content)), said["more"]

    def follow(self):
        has_more = True
        while has_more:
            row, has_more = self.page()
            yield row


def token(today):
    """The secret of an integration that the two administrators made for the city."""
    admin, security = (Account.objects.get(username=name) for name in ("xitong", "anquan"))
    asked = create_integration(
        by=admin,
        name="省厅汇聚平台",
        purpose="量一量变更接口",
        station=admin.station,
        role="data_admin",
        permissions=READS,
        expires_on=today + timedelta(days=30),
        today=today,
    )
    approve_integration(by=security, integration=asked, today=today)
    return issue_token(by=admin, integration=asked, today=today).token


def after_changes(reader, start):
    """The request that follows some corrections of records."""
    author, today = Account.objects.get(username="shuju"), timezone.localdate()
    for person in Person.objects.order_by("pk")[start * AMENDED : (start + 1) * AMENDED]:
        amend_person(by=author, person=person, values={"rank": f"班长{start}"}, version=person.version, today=today)
    row, has_more = reader.page()
    while has_more:
        _row, has_more = reader.page()
    return row


def summed(name, rows, most_queries=0):
    times = [row.median_ms for row in rows]
    slowest = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    queries, size = max(row.queries for row in rows), max(row.bytes for row in rows)
    return Row(name, median(times), slowest, queries, size, most_queries=most_queries)
