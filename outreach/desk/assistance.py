"""Grants that wait for a user, of a person; the ledger of the funds held against its grants; how many wait to be seen."""

from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from core.worklist import Work
from outreach.choices.assistance import State
from outreach.models import FundYear, Grant, LookedAfter
from outreach.workflow.grants import GRANTS, NEXT

MOST = 20
STANDING_MONEY = Q(grants__state__in=(State.APPROVED, State.PAID))


def grants(user):
    return Grant.objects.visible_to(user).select_related("person", "hardship", "station__division")


def of_person(person, user):
    """Whichever station they were entered at: where the record was before is part of the history."""
    rows = Grant.objects.told_to(user).filter(person=person)
    return rows.select_related("person", "hardship", "station__division", "budget__fund").order_by("-applied_on", "-pk")


def waiting(user):
    """The open grants whose next step one of the user's posts takes, and that they did not enter or review themselves."""
    ways = Q(pk__in=[])
    for state, action in NEXT.items():
        step = GRANTS[action]
        if user.may(GRANTS.permission(action)) and GRANTS.is_posted(step, user):
            ways |= Q(state=state, **_near(user, action))
    rows = grants(user).filter(ways).exclude(created_by=user, state__in=("applied", "reviewed", "checked"))
    return rows.order_by("applied_on", "pk")


def _near(user, action):
    """A first review waits at the person's own station; what was sent back waits where it came from."""
    return (
        {"station": user.station_id}
        if action in ("review", "hand_in_again") and not user.has_role("bureau_officer")
        else {}
    )


def work(user, today):
    """The work list: grants whose next step is the user's, with the button of that step."""
    for grant in waiting(user)[:MOST]:
        step = GRANTS[NEXT[grant.state]]
        if GRANTS.is_posted(step, user, grant):
            note = _("%(number)s, %(amount)s yuan") % {
                "number": grant.number,
                "amount": f"{grant.amount or grant.asked:,.2f}",
            }
            yield Work(
                _("Assistance"),
                f"{grant.person.name} {grant.hardship}",
                grant.get_absolute_url(),
                None,
                note,
                step.label,
            )


def offered(grant, user, today):
    """The steps of this state that are the user's, as names of addresses: the first is the main one."""
    if not Grant.objects.writable_by(user).filter(pk=grant.pk).exists():
        return []
    steps = GRANTS.offered(grant, user, today)
    return [f"outreach:grant_{step.action}" for step, why in steps if why is None or why.code != "not_booked"]


def budgets(user, year):
    """The funds that can be spent from: of the user's own station, and of those above."""
    return FundYear.objects.visible_to(user).filter(year=year).select_related("fund").order_by("fund__name")


def fund_sums():
    """What the grants themselves say of a fund's year, beside what its row says: the ledger reconciles both to the fen."""
    return {
        "grant_count": Count("grants", filter=STANDING_MONEY),
        "person_count": Count("grants__person", filter=STANDING_MONEY, distinct=True),
        "approved_by_grants": Sum("grants__amount", filter=STANDING_MONEY, default=Decimal(0)),
        "paid_by_grants": Sum("grants__amount", filter=Q(grants__state=State.PAID), default=Decimal(0)),
    }


def differences(user):
    """Budgets whose row does not say what their grants say: none, while nobody writes past the portal."""
    rows = FundYear.objects.visible_to(user).select_related("fund").annotate(**fund_sums())
    return [row for row in rows if (row.approved, row.paid) != (row.approved_by_grants, row.paid_by_grants)]


def earlier_of(person, user):
    """Grants of this person, whatever the hardship: what whoever enters another one should know."""
    return of_person(person, user).exclude(state__in=(State.REFUSED, State.WITHDRAWN))


def cares_of(person, user):
    return LookedAfter.objects.visible_to(user).filter(person=person).select_related("by")
