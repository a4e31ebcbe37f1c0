"""When a visit may be entered, taken back; whom a plan may reach."""

from django.utils.translation import gettext as _

from core.actions import Refused
from core.scoping import is_visible


def check_in_force(visit):
    if visit.withdrawn_at:
        raise Refused("withdrawn", _("This visit was taken back."))


def check_not_to_come(on, today):
    """A visit is entered when it has taken place; what is to come is a plan."""
    if on > today:
        raise Refused("to_come", _("This day is still to come: enter a plan instead."))


def check_may_raise(visit, by):
    """An issue is registered where the person is on file now; a record that has gone takes its new matters along."""
    check_in_force(visit)
    if visit.person_id and not is_visible(visit.person, by):
        raise Refused("elsewhere", _("The record has gone to another station: what is new is registered there."))


def check_raised_none(visit):
    """An appeal that came from a visit keeps it."""
    check_in_force(visit)
    if visit.raised.exists():
        raise Refused("raised", _("An appeal came from this visit: it stays."))
