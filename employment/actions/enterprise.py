"""Mentors and their sessions, bases and who is in them, contests, loans, policy documents."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from employment.actions.keeping import keeper, remover
from employment.choices.enterprise import LoanState
from employment.models import (
    Base,
    BaseStay,
    ContestEntry,
    LoanSupport,
    Mentor,
    MentorSession,
    PolicyDocument,
    PolicyIssuer,
)
from employment.rules import enterprise as rules

KEEP = "enterprise.keep"
add_mentor, amend_mentor = keeper(KEEP, Mentor)
add_base, amend_base = keeper(KEEP, Base)
remove_kept = remover("enterprise.remove")
enter_contest, amend_entry = keeper(KEEP, ContestEntry)


def _settle_loan(loan, by, today):
    """What the bank has decided on is corrected only by who may record its decision."""
    if not by.may("enterprise.grant"):
        rules.check_applied(loan, by, today)
    rules.check_day(loan.applied_on, None, today)


apply_for_loan, amend_loan = keeper(KEEP, LoanSupport, settle=_settle_loan)


@action(KEEP)
def hold_session(*, by, mentor, values, today):
    """A mentor has advised: when, on what, how many listened."""
    rules.check_day(values["on"], mentor.appointed_on, today)
    session = MentorSession(mentor=mentor, **values)
    session.full_clean()
    session.save()
    record(KEEP, mentor, by=by, note=f"{session.on} {session.topic}")
    return session


@action(KEEP)
def move_in(*, by, base, station, values, today):
    """A firm or a trainee comes into a base; a trainee on file belongs to their own station."""
    rules.check_open_base(base, by, today)
    rules.check_day(values["from_on"], base.opened_on, today)
    person = values.get("person")
    if not (person or values.get("firm")):
        raise ValidationError({"firm": _("Name the firm, or the trainee.")})
    stay = BaseStay(base=base, station=person.station if person else station, **values)
    stay.full_clean()
    stay.save()
    record(KEEP, stay, by=by)
    return stay


@action(KEEP)
def move_out(*, by, stay, to_on, today):
    rules.check_inside(stay, by, today)
    rules.check_day(to_on, stay.from_on, today)
    stay.to_on = to_on
    stay.save(update_fields=["to_on"])
    record(KEEP, stay, by=by, changes={"to_on": (None, to_on)})
    return stay


@action("enterprise.grant")
def grant(*, by, loan, granted_on, amount, today):
    """The bank has paid out; the amount granted replaces the amount applied for."""
    rules.check_day(granted_on, loan.applied_on, today)
    return _decide(loan, LoanState.APPLIED, LoanState.GRANTED, by, granted_on=granted_on, amount=amount)


@action("enterprise.grant")
def decline(*, by, loan, reason, today):
    return _decide(loan, LoanState.APPLIED, LoanState.DECLINED, by, note=reason)


@action("enterprise.grant")
def repaid(*, by, loan, today):
    return _decide(loan, LoanState.GRANTED, LoanState.REPAID, by)


def _decide(loan, before, after, by, note="", **changes):
    if not LoanSupport.objects.filter(pk=loan.pk, state=before).update(state=after, **changes):
        raise Refused("decided", _("This loan has been decided on."))
    told = {name: (getattr(loan, name), value) for name, value in changes.items()}
    loan.refresh_from_db()
    record("enterprise.grant", loan, by=by, note=note, changes={"state": (before, after), **told})
    return loan


@action("policy.keep")
def add_policy(*, by, station, values, issuers, today):
    """A document with the bodies that issued it, in the order of its heading."""
    return _write_policy(PolicyDocument(station=station, **values), issuers, by)


@action("policy.keep")
def amend_policy(*, by, row, values, issuers, today):
    for name, value in values.items():
        setattr(row, name, value)
    return _write_policy(row, issuers, by)


def _write_policy(document, issuers, by):
    document.full_clean()
    document.save()
    document.issuers.all().delete()
    PolicyIssuer.objects.bulk_create(
        PolicyIssuer(document=document, name=name, order=order) for order, name in enumerate(issuers, start=1)
    )
    record("policy.keep", document, by=by, note=f"{document.number} {len(issuers)}")
    return document
