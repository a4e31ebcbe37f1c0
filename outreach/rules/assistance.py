"""When a grant may be asked for, reviewed, approved, paid; whom the watch list names and why (handbook §1.2, §8)."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from core.actions import Refused
from core.models import Setting
from outreach.choices.assistance import OPEN, STANDING
from outreach.models import FundYear, Grant

# Within so many days the same hardship of the same person is helped once, unless somebody says why again
AGAIN_DAYS = 365
AGAIN_SETTING = "grant.again_days"


def again_days():
    return Setting.read(AGAIN_SETTING, AGAIN_DAYS)


# ——— the same benefit twice ———


def standing_of(person, hardship, on, *, without=None):
    """Grants of the period for the same hardship of this person: under way, approved or paid."""
    rows = standing(hardship, on).filter(person=person)
    return rows.exclude(pk=without.pk) if without else rows


def standing(hardship, on):
    near = (on - timedelta(days=again_days()), on + timedelta(days=again_days()))
    return Grant.objects.filter(hardship=hardship, state__in=STANDING, applied_on__range=near)


def homes_of(person):
    """The household of a person as lookups on people: by its row, and by the number that the roster gives."""
    if person.household_id is not None:
        yield (("household", person.household_id),)
    if person.household_no:
        yield (("station", person.station_id), ("household_no", person.household_no))


def standing_at_home(person, hardship, on):
    """The same for other members of the household."""
    home = Q(pk__in=[])
    for lookups in homes_of(person):
        home |= Q(**{f"person__{name}": value for name, value in lookups})
    return standing(hardship, on).filter(home).exclude(person=person)


def check_none_under_way(person, hardship):
    """One application for one hardship at a time."""
    if Grant.objects.filter(person=person, hardship=hardship, state__in=OPEN).exists():
        raise Refused("under_way", _("An application of this person for the same hardship is under way."))


def check_why_again(person, hardship, on, why):
    """Help within the period needs its reason, which every reviewer reads."""
    if not why and standing_of(person, hardship, on).exists():
        raise helped_again()


def helped_again():
    message = _("This person was helped with the same hardship within %(days)s days. Say why help is due again.")
    return Refused("again", message % {"days": again_days()})


def helped_at_home():
    """Not forbidden: a form says it, a list waits until somebody has said why."""
    return Refused("home", _("Somebody of the same household was helped with the same hardship within the year."))


# ——— guards of the table ———


def check_not_involved(grant, by, today):
    """Nobody approves their own: who entered the application or reviewed it before leaves the next review to others."""
    if by.pk == grant.created_by_id:
        raise Refused("own", _("You entered this application: somebody else reviews it."))
    if grant.moves.filter(by=by, pk__gt=last_return(grant), action__in=REVIEWS).exists():
        raise Refused("own", _("You have reviewed this application already: the next review is somebody else's."))


REVIEWS = ("review", "check", "approve")


def last_return(grant):
    """The number of the step with which the reviews began anew, 0 when they never did."""
    returned = grant.moves.filter(action__in=("send_back", "hand_in_again")).order_by("-pk").first()
    return returned.pk if returned else 0


def check_reviews_of_village(grant, by, today):
    """A town takes the first review only for people of its own and of villages below it; a bureau's own go on at once."""
    if by.station_id != grant.station_id and not grant.station.parent_id == by.station_id:
        raise Refused("not_own", _("The first review is done by the station of the person, or by its town."))


def check_not_approver(grant, by, today):
    """Who approved the money does not pay it out."""
    if grant.moves.filter(by=by, action="approve").exists():
        raise Refused("own", _("You approved this grant: somebody else records the payment."))


def check_booked(grant, by, today):
    """Only what was entered from a list of payments is taken back; what went through the reviews stays."""
    if not grant.moves.filter(action="book").exists():
        raise Refused("not_booked", _("This payment went through the reviews; it is not taken back."))


def check_any_budget(grant, by, today):
    if not FundYear.objects.filter(year=today.year).exists():
        raise Refused("no_budget", _("No fund has a budget for this year: enter it first."))


def check_covered(budget, amount, *, promised=0):
    """A fund is never overdrawn. Asked with the row locked; the database holds it besides. `promised`: what is to be
    approved before."""
    left = budget.left - promised
    if amount > left:
        message = _("The fund has %(left)s yuan left, %(amount)s are asked for.")
        raise Refused("overdrawn", message % {"left": f"{left:,.2f}", "amount": f"{amount:,.2f}"})


def check_budget_not_below(budget, amount):
    if amount < budget.approved:
        message = _("%(approved)s yuan of it are approved already: the budget cannot be lower.")
        raise Refused("below", message % {"approved": f"{budget.approved:,.2f}"})


def check_paid_on(grant, paid_on, today):
    if paid_on > today or paid_on < grant.approved_on:
        raise Refused("day", _("The payment lies between the approval and today."))
