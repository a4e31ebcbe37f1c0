"""What somebody entered today, and what visits and the watch list put into the calendar."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from outreach.calendar import Planned
from outreach.desk.visits import plans
from outreach.models import Award, Grant, LookedAfter, MeritNotice, Visit
from veterans.desk import named
from veterans.models import HonourPlaque

MOST = 60


@dataclass(frozen=True)
class Done:
    """One thing that was entered."""

    kind: str
    about: str
    url: str
    note: str = ""


def done_today(user, today):
    """What this user entered today, newest of each kind first."""
    mine = {"created_by": user, "created_at__date": today}
    visits = Visit.objects.visible_to(user).in_force().filter(**mine).select_related("person", "station")
    for row in named(visits, user).order_by("-pk")[:MOST]:
        yield Done(_("Visit"), row.who, row.get_absolute_url(), row.get_occasion_display())
    grants = Grant.objects.visible_to(user).filter(**mine).select_related("person", "hardship")
    for row in named(grants, user).order_by("-pk")[:MOST]:
        yield Done(_("Assistance"), row.named, row.get_absolute_url(), row.hardship.label)
    for row in MeritNotice.objects.visible_to(user).filter(**mine)[:MOST]:
        yield Done(_("Merit notice"), row.soldier, row.get_absolute_url(), row.get_merit_display())
    for row in named(Award.objects.visible_to(user).filter(**mine).select_related("person"), user)[:MOST]:
        yield Done(_("Award"), row.named, row.get_absolute_url(), row.name)


def planned_visits(user, first, last):
    """The first and last day of every plan."""
    for plan in plans(user).filter(last_on__gte=first, first_on__lte=last):
        if first <= plan.first_on <= last:
            yield Planned(plan.first_on, _("begins: %(plan)s") % {"plan": plan}, plan.get_absolute_url())
        if first <= plan.last_on <= last:
            yield Planned(plan.last_on, _("ends: %(plan)s") % {"plan": plan}, plan.get_absolute_url(), "over")


def planned_looks(user, first, last):
    """When somebody of the watch list is to be looked at again."""
    rows = LookedAfter.objects.visible_to(user).filter(again_on__range=(first, last)).select_related("person")
    for row in rows.order_by("again_on", "pk")[:MOST]:
        yield Planned(row.again_on, _("look again: %(who)s") % {"who": row.person.name}, row.person.get_absolute_url())


def plaques_hung(user, today):
    return HonourPlaque.objects.visible_to(user).filter(hung_on=today).count()
