"""Who fits which post, both ways: 5,000 people who look for work and 1,000 posts, and twice as many people."""

from dataclasses import replace
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bureau.bench import measure
from bureau.bench.people import page
from employment.choices.employers import credit_check_sign
from employment.choices.market import SKILLS, TRADES, Reach, joined
from employment.models import Employer, Post, Seeker
from stations.models import Account, Station
from veterans.models import Person

POSTS, CHUNK = 1000, 2000
MATCH_MS, MATCH_QUERIES = 300, 12
CODES, PAPERS = [code for code, _label in TRADES], [code for code, _label in SKILLS]


@measure(
    "matching", "人岗匹配：求职人数为列数，岗位 1,000 个（局业务干部，全市范围）", sizes=(5_000, 10_000), most_ratio=4
)
def matching(bench):
    """Both directions judge every pair; queries and bytes are those of the last answer."""
    officer = Account.objects.get(username="yewu")
    posts, seekers = offer(bench, officer), seek(bench, officer)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer, "stations.backends.PortalBackend")
    yield matched(client, "一人：适合的岗位", f"/employment/people/{seekers.first().person_id}/posts/")
    yield matched(client, "一岗：适合的人", f"/employment/posts/{posts.first().pk}/people/")
    yield page(client, "求职名单第 1 页", "/employment/seekers/")
    yield page(client, "岗位名单第 1 页", "/employment/posts/")


def matched(client, name, address):
    """Both sides are judged pair by pair: the budget is a dashboard's, not a list's."""
    return replace(page(client, name, address, most_queries=MATCH_QUERIES), budget_ms=MATCH_MS)


def offer(bench, officer):
    """Posts straight into the table, of one vetted employer a hundred."""
    pick, today, places = bench.random, timezone.localdate(), list(Station.objects.filter(tier="town"))
    for number in range(Post.objects.count(), POSTS):
        employer = firm(number // 100, officer, today)
        Post.objects.create(
            employer=employer, station=officer.station, title=f"岗位{number}", trade=pick.choice(CODES), openings=3,
            pay_from=pick.randint(3, 6) * 1000, pay_to=pick.randint(6, 9) * 1000, workplace=pick.choice(places),
            min_education=pick.choice([None, 1, 2, 4]), age_to=pick.choice([None, 45, 55]),
            skills=joined(pick.sample(PAPERS, pick.randint(0, 1))), offered_on=today, created_by=officer,
        )  # fmt: skip
    return Post.objects.offered().order_by("pk")


def firm(number, officer, today):
    body = f"91990000{number:09d}"
    values = {"station": officer.station, "name": f"测量企业{number}", "kind": "PRIVATE_FIRM", "contact_name": "王",
              "vetted_on": today, "created_by": officer}  # fmt: skip
    return Employer.objects.get_or_create(credit_code=body + credit_check_sign(body), defaults=values)[0]


def seek(bench, officer):
    """A wish for each of the people there are, up to the size."""
    pick, today = bench.random, timezone.localdate()
    missing = bench.size - Seeker.objects.count()
    keys = Person.objects.on_file().filter(seekers__isnull=True).values_list("pk", flat=True).order_by("pk")
    keys = list(keys[: max(0, missing)])
    for first in range(0, len(keys), CHUNK):
        Seeker.objects.bulk_create(
            Seeker(
                person_id=key, trades=joined(pick.sample(CODES, 2)), reach=pick.choice(Reach.values),
                since_on=today - timedelta(days=pick.randint(0, 700)),
                pay_min=pick.choice([None, 3000, 4500]), skills=joined(pick.sample(PAPERS, pick.randint(0, 2))),
                updated_by=officer,
            )
            for key in keys[first : first + CHUNK]
        )  # fmt: skip
    return Seeker.objects.order_by("pk")
