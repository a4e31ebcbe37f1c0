"""Households with and without a plaque, and everybody's last contact, where thirty thousand people are."""

from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bureau.bench import measure
from bureau.bench.people import page
from bureau.bench.scratch import settle
from core import bulk
from outreach.choices.visits import Team
from outreach.models import Visit
from stations.models import Account, Station
from veterans.models import HonourPlaque, Household, Person

HOME = 3  # people of one household


@measure("households", "光荣牌户、最近联系（局业务干部，全市范围）", sizes=(30_000, 100_000), most_ratio=6)
def households(bench):
    """Every third person shares a household with the two before; half of the households have a plaque, half were visited."""
    fill(bench)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="yewu"), "stations.backends.PortalBackend")
    town = Station.objects.filter(tier="town").first().pk
    for name, query in (("全部", ""), ("未悬挂", "?standing=owed"), ("未悬挂，镇", f"?standing=owed&town={town}")):
        yield page(client, f"光荣牌户：{name}", f"/outreach/households/{query}")
    for name, query in (("全部", ""), ("90 天未联系", "?since=90"), ("从未联系，镇", f"?since=never&town={town}")):
        yield page(client, f"最近联系：{name}", f"/outreach/contacts/{query}")


def fill(bench):
    """Straight into the tables; people who have a household already keep it."""
    by, today = Account.objects.get(username="yewu"), timezone.localdate()
    people = list(Person.objects.filter(household__isnull=True).order_by("station", "pk").only("pk", "station"))
    heads = people[::HOME]
    homes = Household.objects.bulk_create(
        [Household(station_id=one.station_id, number=f"B{one.pk}") for one in heads], batch_size=5000
    )
    pairs = zip(people, (home for home in homes for _member in range(HOME)), strict=False)
    with transaction.atomic():
        members = [(home.pk, one.pk) for one, home in pairs if one.station_id == home.station_id]
        bulk.update_rows(Person, ("household",), members)
    half = list(zip(heads, homes, strict=True))[::2]
    HonourPlaque.objects.bulk_create(
        [HonourPlaque(household=home, person=one, state="hung", hung_on=today) for one, home in half], batch_size=5000
    )
    about = {"subject": "household", "team": Team.values[0], "created_by": by}
    Visit.objects.bulk_create(
        [
            Visit(station_id=one.station_id, person=one, household=home, on=today - timedelta(number % 400), **about)
            for number, (one, home) in enumerate(half)
        ],
        batch_size=5000,
    )
    settle()
