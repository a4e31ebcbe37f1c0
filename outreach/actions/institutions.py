"""Institutions and what is agreed with them."""

from core.actions import action
from outreach.actions.saving import add, amend
from outreach.models import Agreement, Institution


@action("institution.add")
def add_institution(*, by, values):
    """A partner of the author's station, known to every station below it."""
    return add("institution.add", Institution(station=by.station), values, by=by)


@action("institution.amend")
def amend_institution(*, by, institution, values):
    return amend("institution.amend", institution, values, by=by)


@action("institution.amend")
def add_agreement(*, by, institution, values):
    """What was signed, from when to when."""
    return add("institution.amend", Agreement(institution=institution), values, by=by, about=institution)
