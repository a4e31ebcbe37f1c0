"""Home of each role, the board, the tables of a month; half as many cases as people (design §4: 300 ms at 100,000 and 50,000)."""

from dataclasses import replace
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bureau.bench import measure
from bureau.bench.appeals import fill
from bureau.bench.people import page
from stations.models import Account, Station
from veterans.actions.movements import remember
from veterans.models import Person

BOARD_MS, BOARD_QUERIES, HOME_QUERIES, BOARD_BYTES = 300, 30, 40, 120_000
HOMES = (("yewu", "局业务干部"), ("lingdao", "局领导"), ("shuju", "数据管理员"), ("cunzhan", "村站"))


@measure(
    "board",
    "工作台、看板与统计表（看板：局领导，全市范围；诉求件数为人数的一半）",
    sizes=(30_000, 100_000),
    most_ratio=6,
)
def board(bench):
    """Each page is asked for a few times; queries and bytes are those of the last answer."""
    fill(bench, bench.size // 2)
    pick, today = bench.random, timezone.localdate()
    remember(Person.objects.all(), today, since=lambda _person: today - timedelta(days=pick.randint(0, 5 * 365)))
    for name, label in HOMES:
        yield asked(signed_in(name), f"工作台（{label}）", "/", HOME_QUERIES)
    client = signed_in("lingdao")
    town = Station.objects.filter(tier="town").first().pk
    for name, address in (
        ("看板（在办诉求）", "/board/"),
        ("看板（90天未联系）", "/board/?measure=person.silent"),
        ("看板（一个镇）", f"/board/?station={town}"),
        ("增减变化表，按类别，全年", f"/reports/changes/?period={today.year}"),
        ("增减变化表，按镇，全年", f"/reports/changes/?period={today.year}&by=place"),
        ("分镇统计表：诉求", f"/reports/periods/?table=appeals&period={today.year}"),
        ("排名：档案完整", "/reports/league/?rate=person.complete"),
        ("增减名单（新增，全年）", f"/veterans/changes/change.new/?from={today.year}-01-01&to={today.year}-12-31"),
    ):
        yield asked(client, name, address, BOARD_QUERIES)


def signed_in(name):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username=name), "stations.backends.PortalBackend")
    return client


def asked(client, name, address, most_queries):
    row = page(client, name, address, most_queries=most_queries)
    return replace(row, budget_ms=BOARD_MS, most_queries=most_queries, most_bytes=BOARD_BYTES)
