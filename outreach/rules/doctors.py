"""When a family-doctor contract may be signed, logged on, ended."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused
from outreach.models import FamilyDoctorContract
from veterans.choices import Alive, RecordState


def check_on_file(person):
    """Nothing new begins for somebody who is no longer on file."""
    if person.record_state != RecordState.LIVE or person.alive != Alive.ALIVE:
        raise Refused("not_on_file", _("This person is no longer on file here."))


def check_span(person, starts_on, ends_on):
    """One contract at a time."""
    others = FamilyDoctorContract.objects.filter(person=person, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if any(row.last_day >= starts_on for row in others):
        message = _("Another contract runs in these days; renew it from the day after its end.")
        raise ValidationError({"starts_on": ValidationError(message, "overlap")})


def check_runs(contract, by, today):
    if contract.ended_on:
        raise Refused("ended", _("This contract was ended."))
    if contract.ends_on < today:
        raise Refused("over", _("This contract has run out; sign a new one."))


def check_end(contract, ended_on, today):
    """It ends on a day that has come, after its last visit; one that has not begun, on its first day."""
    if not contract.starts_on <= ended_on <= min(usual_end(contract, today), contract.ends_on):
        message = _("This day lies outside the contract or in the future.")
        raise ValidationError({"ended_on": ValidationError(message, "outside")})
    if contract.last_visit_on and ended_on < contract.last_visit_on:
        message = _("The doctor was there on %(day)s: the contract ended on that day or later.")
        raise ValidationError({"ended_on": ValidationError(message % {"day": contract.last_visit_on}, "visited")})


def usual_end(contract, today):
    """The day on which it is ended as a rule."""
    return max(today, contract.starts_on)


def check_not_ended(contract, by, today):
    """Visits of a contract that has run out may still be entered late."""
    if contract.ended_on:
        raise Refused("ended", _("This contract was ended."))
