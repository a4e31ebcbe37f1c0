"""The queue, one case, the dashboard and a list behind a number, with half as many cases as people (design §4: 50,000)."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from appeals.choices import OPEN, Channel, State
from appeals.models import Appeal, Category
from bureau.bench import Row, measure
from bureau.bench.people import page
from stations.models import Account, Station
from veterans.models import Person

CHUNK = 5000
DASHBOARD_MS, DASHBOARD_QUERIES = 300, 30
CASE_QUERIES = 30
# In a year's desk one case in twelve is open
WEIGHTS = dict.fromkeys(OPEN, 1) | {State.SETTLED: 70, State.CLOSED: 20, State.TRANSFERRED: 2, State.REJECTED: 2}


@measure(
    "appeals",
    "诉求：队列、看板、一件事项（局业务干部，全市范围；件数为人数的一半）",
    sizes=(30_000, 100_000),
    most_ratio=6,
)
def appeals(bench):
    """Each page is asked for a few times; queries and bytes are those of the last answer."""
    fill(bench, bench.size // 2)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="yewu"), "stations.backends.PortalBackend")
    town = Station.objects.filter(tier="town").first().pk
    category = Category.current().first().pk
    yield page(client, "队列第 1 页", "/appeals/")
    yield page(client, "队列：逾期", "/appeals/?view=overdue")
    yield page(client, "队列：全部，镇 + 类别", f"/appeals/?view=all&town={town}&category={category}")
    answer = client.post("/appeals/", {"q": "补发"})
    yield page(client, "查找：事项中的词", answer["Location"])
    yield dashboard(page(client, "看板（全年、全市）", "/appeals/dashboard/", most_queries=DASHBOARD_QUERIES))
    yield page(client, "数字后面的名单（登记）", "/appeals/figures/appeal.received/")
    case = Appeal.objects.filter(state="in_progress").first()
    yield page(client, "一件事项", f"/appeals/{case.pk}/", most_queries=CASE_QUERIES)


def dashboard(row):
    return Row(
        row.name, row.median_ms, row.p95_ms, row.queries, row.bytes, DASHBOARD_MS, DASHBOARD_QUERIES, row.most_bytes
    )


def fill(bench, count):
    """Cases straight into the table, spread over five years; the pages do not tell them from others."""
    pick, today = bench.random, timezone.localdate()
    people = list(Person.objects.values_list("pk", "name", "station_id")[: bench.size])
    categories = list(Category.current())
    by = Account.objects.get(username="yewu")
    start = Appeal.objects.count()
    for first in range(start, count, CHUNK):
        last = min(count, first + CHUNK)
        Appeal.objects.bulk_create(one(number, pick, today, people, categories, by) for number in range(first, last))


def one(number, pick, today, people, categories, by):
    person, name, station = pick.choice(people)
    state = pick.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    is_open = state in OPEN
    received = today - timedelta(days=pick.randint(0, 60 if is_open else 5 * 365))
    days = pick.randint(1, 70)
    done = None if is_open else min(today, received + timedelta(days=days))
    return Appeal(
        number=f"SQ-B-{number:07d}",
        query_code=f"BENCH{number:07d}",
        channel=pick.choice(Channel.values),
        category=pick.choice(categories),
        person_id=person,
        name=name,
        title=pick.choice(("抚恤金差额未补发", "安置岗位未落实", "医疗报销未到账", "军龄认定有异议")),
        matter="",
        facts="事实。",
        origin_id=station,
        handler_id=station,
        state=state,
        received_on=received,
        is_petition=pick.random() < 0.3,
        due_on=today + timedelta(days=pick.randint(-3, 40)) if is_open else None,
        warn_on=today + timedelta(days=pick.randint(-8, 35)) if is_open else None,
        taken_on=done,
        decided_on=done,
        finished_on=done,
        was_accepted_in_time=None if is_open else pick.random() < 0.97,
        was_finished_in_time=None if is_open else pick.random() < 0.95,
        days_to_reply=None if is_open else days,
        days_to_finish=None if is_open else days,
        settled_tier="" if is_open else pick.choice(("village", "village", "town", "city")),
        rating="" if is_open or pick.random() < 0.4 else pick.choice(("good", "good", "fair", "bad")),
        rated_on=done,
        is_demo=True,
        created_by=by,
    )
