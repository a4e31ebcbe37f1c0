"""List, search and record page as somebody of the bureau meets them, at growing numbers of people."""

import time
from statistics import median, quantiles

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bureau.bench import Row, measure
from stations.models import Account
from veterans.models import Person

ROUNDS = 15
LIST_MS, LIST_QUERIES, LIST_BYTES = 100, 12, 60_000  # design §4
RECORD_QUERIES = 30


@measure("people", "人员：名单、查找、档案页（局业务干部，全市范围）", sizes=(30_000, 100_000), most_ratio=6)
def people(bench):
    """Each page is asked for a few times; queries and bytes are those of the last answer."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="yewu"), "stations.backends.PortalBackend")
    somebody = Person.objects.filter(mobile_digest__isnull=False).order_by("pk")[bench.size // 2]
    number = somebody.id_no.plain()
    town = somebody.station.parent_id
    yield page(client, "名单第 1 页", "/veterans/")
    yield page(client, "名单：镇 + 类别 + 年龄段", f"/veterans/?town={town}&category=81&age=60")
    yield page(client, "名单：按姓名排序，第 50 页", "/veterans/?o=name&page=50")
    for name, text in (
        ("查找：一个字（王）", "王"),
        ("查找：两个字", somebody.name[:2]),
        ("查找：全名", somebody.name),
        ("查找：拼音首字母", somebody.initials),
        ("查找：证号后四位", number[-4:]),
        ("查找：完整证号", number),
        ("查找：手机号", somebody.mobile.plain()),
        ("查找：查无此人", "龘龘"),
    ):
        answer = client.post("/veterans/", {"q": text})
        yield page(client, name, answer["Location"])
    yield page(client, "档案页", f"/veterans/{somebody.pk}/", most_queries=RECORD_QUERIES)


def page(client, name, address, most_queries=LIST_QUERIES):
    """Median and 95th percentile of the server's own time for one address."""
    taken = []
    for _round in range(ROUNDS + 2):
        started = time.perf_counter()
        answer = client.get(address)
        taken.append((time.perf_counter() - started) * 1000)
    if answer.status_code != 200:
        raise RuntimeError(f"{name}: {answer.status_code}")
    warm = taken[2:]
    return Row(
        name,
        median(warm),
        quantiles(warm, n=20)[-1],
        min(queries_of(client, address) for _time in range(2)),
        len(answer.content),
        LIST_MS,
        most_queries,
        LIST_BYTES,
    )


def queries_of(client, address):
    """How many queries an answer takes. Twice in a minute the frame of a page also looks after the portal itself
    (`core.navigation.Glance`), so that one answer alone may tell of two more."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
