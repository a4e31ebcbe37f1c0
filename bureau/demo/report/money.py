"""Rows 16, 40, 41: a loan of 1,500 万元 for one firm; 597.38 万元 of assistance for 11,432 people, some of them twice."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from bureau.demo.outreach import FACTS, MOVES
from bureau.demo.people import insert
from bureau.demo.report.scene import GRANT, HELPED, HELPED_TWICE
from core import bulk
from employment.models import LoanSupport
from outreach.choices.assistance import HARDSHIPS
from outreach.models import FundSource, FundYear, Grant, GrantMove, Hardship

TOTAL = Decimal("5973800.00")
AMOUNTS = (300, 400, 500, 500, 600, 800)
LESS = 100  # what some get less, so that the sum is the report's
YEARS = (2020, 2021)
MOVE = ("grant", "action", "from_state", "to_state", "by", "station", "on", "note")


def load(scene):
    loan(scene)
    return {"grants": grants(scene)}


def loan(scene):
    LoanSupport.objects.create(
        station=scene.city, enterprise="神龙防腐保温工程集团有限公司", amount=Decimal(15_000_000), purpose="疫情后复产",
        bank="赤壁农商银行", applied_on=date(2020, 4, 7), granted_on=date(2020, 5, 12), state="granted", is_demo=True,
    )  # fmt: skip


def amounts(count):
    """Sums of the usual size that add up to the report's."""
    found = [Decimal(AMOUNTS[number % len(AMOUNTS)]) for number in range(count)]
    too_much = sum(found) - TOTAL
    for number in range(int(too_much // LESS)):
        found[len(AMOUNTS) * number + len(AMOUNTS) - 1] -= LESS
    found[0] -= sum(found) - TOTAL
    return found


def grants(scene):
    people = scene.alive()[:HELPED]
    people += people[:HELPED_TWICE]
    hardships = [
        Hardship.objects.get_or_create(code=code, defaults={"label": label, "order": order})[0]
        for code, label, order in HARDSHIPS
    ]
    fund = FundSource.objects.create(station=scene.city, name="解四难帮扶资金", is_demo=True)
    budgets = {year: FundYear.objects.create(fund=fund, year=year, budget=TOTAL) for year in YEARS}
    days, sums = scene.days(len(people), last=date(2021, 12, 20)), amounts(len(people))
    rows = [
        grant(scene, number, person, on, amount, hardships[number % 4], budgets[on.year])
        for number, (person, on, amount) in enumerate(zip(people, days, sums, strict=True))
    ]
    insert(rows)
    for year, budget in budgets.items():
        spent = sum(row.amount for row in rows if row.paid_on.year == year)
        FundYear.objects.filter(pk=budget.pk).update(approved=spent, paid=spent)
    said = [move for row in rows for move in moves(scene, row)]
    bulk.insert_rows(GrantMove, MOVE, said, same={"at": said_at(), "data": "{}"})
    return len(rows)


def grant(scene, number, person, on, amount, hardship, budget):
    approved = max(on - timedelta(days=6), date(on.year, 1, 1))
    return Grant(
        number=f"{GRANT}{on:%Y%m%d}-{number:05d}", station=person.station, person=person, hardship=hardship,
        facts=FACTS[number % len(FACTS)], asked=amount, applied_on=approved - timedelta(days=8), state="paid",
        amount=amount, budget=budget, approved_on=approved, paid_on=on, paid_how="card", voucher=f"记{number + 101}",
        **scene.common,
    )  # fmt: skip


def moves(scene, row):
    """The review of the village, of the town, of the bureau, and the payment, each with its day and opinion."""
    authors = (scene.centre, scene.village_clerk, scene.town_clerk, scene.leader, scene.officer)
    days = (row.applied_on, row.applied_on, row.applied_on + timedelta(days=4), row.approved_on, row.paid_on)
    for (action, before, after, note), by, on in zip(MOVES, authors, days, strict=True):
        yield row.pk, action, before, after, by.pk, by.station_id, on.isoformat(), note


def said_at():
    """Now, as the database keeps it."""
    return GrantMove._meta.get_field("at").get_db_prep_save(timezone.now(), connection)
