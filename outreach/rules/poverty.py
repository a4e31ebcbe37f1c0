"""Who may be falling, or falling back, into poverty through illness (因病致贫、返贫): the declared rule, sign by sign.

Somebody on file is on the list with at least one sign of illness and one of need, until they have been looked after
and the day to look again has come. The line of income is the bureau's to change (handbook §13).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import BooleanField, Case, Count, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from core.models import Setting
from outreach.choices.assistance import STANDING, State, WatchKind
from outreach.choices.visits import Occasion
from outreach.models import Grant, LookedAfter, Visit

INCOME_LINE = Decimal(10000)  # yuan a year and head
LINE_SETTING = "watch.income_line"
YEAR = timedelta(days=365)
TWICE = 2


def income_line():
    return Decimal(Setting.read(LINE_SETTING, str(INCOME_LINE)))


@dataclass(frozen=True)
class Sign:
    """One sign: its name in a row, the words that tell it, the condition on a person by the day and the line of income."""

    key: str
    label: str
    condition: Callable


def _was_ill(today, line):
    visits = Visit.objects.in_force().filter(person__isnull=False, occasion=Occasion.ILLNESS)
    return Q(pk__in=visits.filter(on__range=(today - YEAR, today)).values("person"))


def _medical_help(today, line):
    grants = Grant.objects.filter(hardship__code="MEDICAL", state__in=STANDING, applied_on__gte=today - YEAR)
    return Q(pk__in=grants.values("person"))


def _helped_twice(today, line):
    grants = Grant.objects.filter(state=State.PAID, paid_on__gte=today - 2 * YEAR).order_by()
    often = grants.values("person").annotate(times=Count("pk")).filter(times__gte=TWICE)
    return Q(pk__in=often.values("person"))


ILLNESS = (
    Sign("chronic", _("chronically ill or disabled"), lambda today, line: Q(health__in=("30", "60"))),
    Sign("care", _("cannot fully look after themselves"), lambda today, line: Q(viability__in=("2", "3"))),
    Sign("ill", _("ill or in hospital within a year"), _was_ill),
    Sign("medical", _("medical hardship on record within a year"), _medical_help),
)
NEED = (
    Sign("income", _("income below the line"), lambda today, line: Q(income_year__lt=line)),
    Sign("living", _("poor living conditions"), lambda today, line: Q(living_state="3")),
    Sign("housing", _("dilapidated or no housing"), lambda today, line: Q(housing__in=("DILAPIDATED", "NONE"))),
    Sign(
        "relief",
        _("minimum living allowance or destitute support"),
        lambda today, line: Q(is_dibao=True) | Q(is_wubao=True),
    ),
    Sign("twice", _("helped twice within two years"), _helped_twice),
)


def any_sign(signs, today, line):
    condition = Q(pk__in=[])
    for sign in signs:
        condition |= sign.condition(today, line)
    return condition


def looked_after(today):
    """Seen to, and the day to look again is still to come."""
    return Q(pk__in=LookedAfter.objects.filter(again_on__gt=today).values("person"))


def at_risk(today, line=None):
    """The condition on people on file. `line`: the line of income, read when it is not given."""
    line = income_line() if line is None else line
    return any_sign(ILLNESS, today, line) & any_sign(NEED, today, line)


def was_helped_before(today):
    """返贫: paid help lies more than a year back, and the need is here again."""
    return Q(pk__in=Grant.objects.filter(state=State.PAID, paid_on__lt=today - YEAR).values("person"))


def with_signs(people, today, line=None):
    """Each sign of a person as `sign_…`, whether they were helped before, and the last time somebody saw to them."""
    line = income_line() if line is None else line
    signs = {f"sign_{sign.key}": _truth(sign.condition(today, line)) for sign in (*ILLNESS, *NEED)}
    last = LookedAfter.objects.filter(person=OuterRef("pk"))
    return people.annotate(
        **signs,
        is_again=_truth(was_helped_before(today)),
        looked_on=Subquery(last.values("on")[:1]),
        look_again_on=Subquery(last.values("again_on")[:1]),
    )


def _truth(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def reasons_of(person):
    """The signs of an annotated person, in words."""
    return [str(sign.label) for sign in (*ILLNESS, *NEED) if getattr(person, f"sign_{sign.key}", False)]


def kind_of(person):
    return WatchKind.AGAIN if person.is_again else WatchKind.FALLING
