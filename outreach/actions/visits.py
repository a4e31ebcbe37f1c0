"""Recording visits, one or a village's afternoon, taking them back, raising issues, planning."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.actions import register_appeal
from core.actions import Refused, action
from core.audit import line, record, record_many
from outreach.actions.photos import keep_photos
from outreach.choices.visits import Team
from outreach.models import Goods, Raised, Visit, VisitPhoto, VisitPlan
from outreach.rules import visits as rules
from stations.choices import Tier
from veterans.models import Person
from veterans.rules import check_live

FIELDS = ("subject", "person", "unit_name", "occasion", "way", "on", "visitors", "money", "has_letter", "is_signed",
          "note")  # fmt: skip
TEAMS = {Tier.VILLAGE: Team.VILLAGE, Tier.TOWN: Team.TOWN}


@action("visit.record")
def record_visit(*, by, values, today, station=None):
    """One visit: to a person or household on file, else to the `station` or an enterprise there."""
    person = values.get("person")
    if person is not None:
        check_live(person)
    visit = _new_visit(by, person.station if person else station, values)
    _check_day(visit.on, today)
    visit.full_clean()
    visit.save()
    _bring(visit, values.get("goods") or ())
    keep_photos(VisitPhoto, visit, values.get("photos") or (), by=by, today=today)
    record("visit.record", visit, by=by, changes=_told(visit))
    return visit


@dataclass(frozen=True)
class Given:
    """What one person of an afternoon got."""

    person: Person
    money: Decimal = Decimal(0)
    goods: tuple = ()
    has_letter: bool = False
    note: str = ""


@action("visit.record")
def record_afternoon(*, by, rows, values, today):
    """Everybody who was visited on one afternoon in a village, all or nothing. Returns the visits."""
    if not rows:
        raise ValidationError(_("Tick who was visited."), code="nobody")
    _check_day(values["on"], today)
    made = [_one_of_afternoon(by, given, values) for given in rows]
    record_many([line("visit.record", visit, by=by, changes=_told(visit)) for visit in made])
    return made


def _one_of_afternoon(by, given, values):
    own = {"person": given.person, "money": given.money, "has_letter": given.has_letter, "note": given.note}
    check_live(given.person)
    visit = _new_visit(by, given.person.station, {**values, **own})
    visit.full_clean(validate_unique=False, validate_constraints=False)
    visit.save()
    _bring(visit, given.goods)
    return visit


def _new_visit(by, station, values):
    known = {name: values[name] for name in FIELDS if name in values}
    known["money"] = known.get("money") or Decimal(0)
    team = values.get("team") or TEAMS.get(by.station.tier if by.station else None, Team.CITY)
    visit = Visit(station=station, team=team, created_by=by, **known)
    visit.household = visit.person.household if visit.person_id else None
    return visit


def _check_day(on, today):
    try:
        rules.check_not_to_come(on, today)
    except Refused as refusal:
        raise ValidationError({"on": ValidationError(refusal.message, refusal.code)}) from refusal


def _bring(visit, goods):
    Goods.objects.bulk_create(Goods(visit=visit, name=one.name, quantity=one.quantity, unit=one.unit) for one in goods)


def _told(visit):
    told = {"occasion": (None, visit.get_occasion_display()), "on": (None, visit.on)}
    return told | ({"money": (None, visit.money)} if visit.money else {})


@action("visit.withdraw")
def withdraw_visit(*, by, visit, reason):
    """Take back what was entered by mistake: it no longer counts, and stays in the history."""
    rules.check_raised_none(visit)
    visit.withdrawn_at, visit.withdrawn_reason = timezone.now(), reason
    visit.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("visit.withdraw", visit, by=by, note=reason)
    return visit


@action("visit.raise")
def raise_issue(*, by, visit, title, category, facts, demand, today):
    """What was said on a visit becomes an appeal of the person, found on a visit (走访发现)."""
    rules.check_may_raise(visit, by)
    values = {
        "kind": "claim",
        "channel": "home_visit",
        "category": category,
        "person": visit.person,
        "name": "" if visit.person_id else visit.who[:50],
        "title": title,
        "facts": facts,
        "demand": demand,
        "received_on": today,
    }
    appeal = register_appeal(by=by, station=by.station, values=values, today=today)
    Raised.objects.create(visit=visit, appeal=appeal)
    record("visit.raise", visit, by=by, note=appeal.number)
    return appeal


@action("visit_plan.add")
def plan_visits(*, by, values):
    """Whom to reach between two days; seen by the stations below."""
    plan = VisitPlan(station=by.station, created_by=by, **values)
    plan.full_clean()
    plan.save()
    record(
        "visit_plan.add",
        plan,
        by=by,
        changes={"title": (None, plan.title), "target": (None, plan.get_target_display())},
    )
    return plan


@action("visit_plan.remove")
def remove_plan(*, by, plan):
    """A plan that is not carried out; the visits made stay."""
    record("visit_plan.remove", plan, by=by, note=plan.title)
    plan.delete()
    return None
