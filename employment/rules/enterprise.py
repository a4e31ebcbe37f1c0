"""When mentors, bases, contests and loans may change. No writes."""

from django.utils.translation import gettext as _

from core.actions import Refused
from employment.choices.enterprise import LoanState


def check_open_base(base, by, today):
    if base.closed_on:
        raise Refused("closed", _("This base is closed."))


def check_inside(stay, by, today):
    if stay.to_on:
        raise Refused("left", _("They have left already."))


def check_applied(loan, by, today):
    if loan.state != LoanState.APPLIED:
        raise Refused("decided", _("This loan has been decided on."))


def check_granted(loan, by, today):
    if loan.state != LoanState.GRANTED:
        raise Refused("not_granted", _("Only a granted loan is paid back."))


def check_day(on, first, today):
    if on > today:
        raise Refused("future", _("This day is still to come."))
    if first and on < first:
        raise Refused("before", _("This day lies before the beginning."))
