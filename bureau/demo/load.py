"""Loading and removing the demonstration."""

import json
import random

from django.conf import settings
from django.db import transaction

from bureau.demo import (
    activities,
    appeals,
    checkups,
    entitlements,
    errands,
    market,
    movements,
    outreach,
    photos,
    placement,
    records,
    report,
    surveys,
    tables,
)
from bureau.demo.accounts import make_accounts
from bureau.demo.integrations import make_integrations
from bureau.demo.people import Maker, save_people
from bureau.demo.stations import load as load_stations
from core.actions import Refused
from stations.actions import load_divisions, read_divisions, system_account
from stations.choices import Tier
from stations.models import Division, Station
from veterans.models import Person, PersonCategory

SEED = 20260101
# each: load(today, rng) -> {what: how many}, remove(); in the order in which they build upon one another
PARTS = (
    *(movements, records, appeals, surveys, market, placement, outreach, entitlements, checkups, activities, photos),
    *(errands, tables),
)
FIRST = (movements, records, appeals)
# What the departments tell of takes people of every kind: fairs with eighty visitors, a placement session, campaigns
ENOUGH = 300
SCENARIOS = {"report": report}
DIVISIONS = settings.BASE_DIR / "data" / "chibi_divisions.csv"


def load(*, people, today):
    """The network, the accounts and `people` synthetic people. Returns what was made."""
    accounts = prepare(today)
    make_integrations(today)
    missing = max(0, people - Person.objects.filter(is_demo=True).count())
    stations = Station.objects.filter(tier=Tier.VILLAGE).select_related("division").order_by("division__code")
    with transaction.atomic():
        made = save_people(Maker(stations, today).people(missing)) if missing else 0
        load_stations(today, random.Random(today.year))
    cases = {}
    for part in PARTS if Person.objects.filter(is_demo=True).count() >= ENOUGH else FIRST:
        cases |= part.load(today, random.Random(SEED))
    return {"people": made, "accounts": accounts, "stations": Station.objects.count(), **cases}


def load_scenario(name, *, today):
    """The network, the accounts and the records of one scenario, whose numbers are known."""
    if name not in SCENARIOS:
        raise Refused("no_scenario", f"There is no scenario {name}; there is: {', '.join(SCENARIOS)}.")
    accounts = prepare(today)
    return {"scenario": name, "accounts": accounts, **SCENARIOS[name].load()}


def prepare(today):
    """What every demonstration stands on: the network and one account for each kind of work. Returns how many."""
    if not settings.IS_DEMO:
        raise Refused("production", "Demonstration data is refused when PORTAL_MODE=production.")
    if not Division.objects.exists():
        load_divisions(by=system_account(), rows=read_divisions(DIVISIONS), today=today)
    accounts = make_accounts()
    (settings.DATA_DIR / "demo_accounts.json").write_text(json.dumps(accounts, ensure_ascii=False, indent=1))
    return len(accounts)


def remove():
    """Take every demonstration record away again (accounts stay and can be disabled)."""
    people = Person.objects.filter(is_demo=True)
    with transaction.atomic():
        for part in reversed(PARTS):
            part.remove()
        PersonCategory.objects.filter(person__in=people).delete()
        removed = people.count()
        people.delete()
    return {"removed": removed}
