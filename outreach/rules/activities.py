"""When an activity may be entered, changed or taken back."""

from django.utils.translation import gettext as _

from core.actions import Refused
from stations.choices import Tier


def check_in_force(row):
    """What was taken back is not changed any more."""
    if row.withdrawn_at:
        raise Refused("withdrawn", _("It was taken back; enter it anew."))


def check_not_to_come(on, today):
    """Only what has taken place is entered."""
    if on > today:
        raise Refused("future", _("This date is still to come."))


def check_running(row):
    """What has ended is not ended again."""
    check_in_force(row)
    if row.ended_on:
        raise Refused("ended", _("It has ended already."))


def check_holds_post(row):
    """A post that was given up is not given up again."""
    check_in_force(row.organ)
    if row.until:
        raise Refused("ended", _("It has ended already."))


def check_sets_themes(by):
    """One theme a month for the whole city (每月选取一个主题): the city's centre sets it."""
    if by.station is None or by.station.tier != Tier.CITY:
        raise Refused("not_the_centre", _("The city's centre sets the themes of the months."))


class MonthState:
    """How a month stands with its lecture (每月一个主题, 一堂课)."""

    HELD, GAP, NOW, TO_COME = "held", "gap", "now", "to_come"


def month_state(month, held, today):
    """A month gone by without a lecture is a gap; this month may still have its own."""
    if held:
        return MonthState.HELD
    this = today.replace(day=1)
    if month < this:
        return MonthState.GAP
    return MonthState.NOW if month == this else MonthState.TO_COME
