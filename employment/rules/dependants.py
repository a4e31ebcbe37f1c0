"""Deadlines and rules of dependants' cases. The law names no days: the limits are the bureau's own and editable. No writes."""

from datetime import timedelta

from django.utils.translation import gettext as _

from appeals.rules import calendar
from core import deadlines
from core.actions import Refused
from core.models import Setting
from employment.choices.dependants import OPEN_SCHOOL, OPEN_SPOUSE, Standing

SETTING = "dependants.limits"
LIMITS = {"spouse_days": 90, "school_days_before_term": 15}
# 对口: who worked for an organ or institution is placed in the like (§46)
MATCHED = (Standing.ORGAN, Standing.INSTITUTION)


def limits():
    """The bureau's own limits: days for a spouse, days before the term for a child."""
    return {**LIMITS, **Setting.read(SETTING, {})}


def spouse_deadline(case):
    return deadlines.due_date(case.applied_on, limits()["spouse_days"], calendar=calendar())


def school_deadline(case):
    """So many days before the term begins; a later application is due on the day before the term."""
    days = limits()["school_days_before_term"]
    due_on = case.term_on - timedelta(days=days)
    return due_on if due_on > case.applied_on else case.term_on - timedelta(days=1)


def check_spouse_open(case, by, today):
    if case.state not in OPEN_SPOUSE:
        raise Refused("ended", _("This case is over."))


def check_school_open(case, by, today):
    if case.state not in OPEN_SCHOOL:
        raise Refused("ended", _("This case is over."))


def check_not_matching(case, by, today):
    check_spouse_open(case, by, today)
    if case.state == "matching":
        raise Refused("matching", _("A match is being sought already."))


def check_not_forwarded(case, by, today):
    check_school_open(case, by, today)
    if case.state == "forwarded":
        raise Refused("forwarded", _("The education office has the case already."))


def is_matched(standing, placed_in):
    """Whether the new unit is of the like of the one before; everybody else may be placed anywhere."""
    return standing not in MATCHED or placed_in == standing


def check_happened(on, case, today):
    if on > today:
        raise Refused("future", _("This day is still to come."))
    if on < case.applied_on:
        raise Refused("before", _("This day lies before the application."))
