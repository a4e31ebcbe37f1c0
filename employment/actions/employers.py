"""Employers: registered, vetted, put on the black list with a reason and taken off it."""

from core.actions import action
from core.audit import record
from employment.actions.amending import amend, told_of_new
from employment.actions.keeping import remover
from employment.models import Employer
from employment.rules import market as rules

remove_employer = remover("employer.remove")


@action("employer.add")
def add_employer(*, by, values, today):
    """A new employer of the author's station, to be vetted by the bureau."""
    employer = Employer(station=by.station, created_by=by, **values)
    employer.full_clean()
    employer.save()
    record("employer.add", employer, by=by, changes=told_of_new(values))
    return employer


@action("employer.amend")
def amend_employer(*, by, employer, values):
    return amend(employer, values, verb="employer.amend", by=by)


@action("employer.vet")
def vet_employer(*, by, employer, today):
    """The licence has been compared: posts of this employer are offered from now on."""
    rules.check_can_vet(employer)
    employer.vetted_on, employer.vetted_by = today, by
    employer.save(update_fields=["vetted_on", "vetted_by", "updated_at"])
    record("employer.vet", employer, by=by, changes={"vetted_on": (None, str(today))})
    return employer


@action("employer.blacklist")
def blacklist_employer(*, by, employer, reason, today):
    """Posts of a blacklisted employer are offered to nobody; who works there already is not touched."""
    rules.check_not_blacklisted(employer)
    employer.blacklisted_on, employer.blacklisted_by, employer.blacklist_reason = today, by, reason
    employer.save(update_fields=["blacklisted_on", "blacklisted_by", "blacklist_reason", "updated_at"])
    record("employer.blacklist", employer, by=by, changes={"blacklisted_on": (None, str(today))}, note=reason)
    return employer


@action("employer.clear")
def clear_employer(*, by, employer, reason, today):
    """Off the black list; why it stood there and why it does no longer, the ledger keeps."""
    rules.check_is_blacklisted(employer)
    before = str(employer.blacklisted_on)
    employer.blacklisted_on, employer.blacklisted_by, employer.blacklist_reason = None, None, ""
    employer.save(update_fields=["blacklisted_on", "blacklisted_by", "blacklist_reason", "updated_at"])
    record("employer.clear", employer, by=by, changes={"blacklisted_on": (before, None)}, note=reason)
    return employer
