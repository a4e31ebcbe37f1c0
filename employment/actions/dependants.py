"""Dependants: applying, matching, placing spouses; applying, forwarding, entering children."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from core.deadlines import WARN_DAYS
from core.models import Setting
from employment.actions.keeping import keeper
from employment.choices.dependants import OPEN_SCHOOL, OPEN_SPOUSE, EnrolState, SpouseState
from employment.models import SchoolEnrolmentCase, SpousePlacement
from employment.rules import dependants as rules


def _settle_spouse(case, by, today):
    rules.check_spouse_open(case, by, today)
    _check_application(case, today)
    deadline = rules.spouse_deadline(case)
    case.due_on, case.warn_on = deadline.due_on, deadline.warn_on


def _settle_school(case, by, today):
    rules.check_school_open(case, by, today)
    _check_application(case, today)
    if case.term_on <= case.applied_on:
        return  # the model's own check says it beside the field
    case.due_on = rules.school_deadline(case)
    case.warn_on = case.due_on - timedelta(days=WARN_DAYS)


def _check_application(case, today):
    if case.applied_on > today:
        raise Refused("future", _("This day is still to come."))


apply_for_work, amend_spouse = keeper(
    "dependant.apply", SpousePlacement, amending="dependant.amend", settle=_settle_spouse
)
apply_for_school, amend_school = keeper(
    "dependant.apply", SchoolEnrolmentCase, amending="dependant.amend", settle=_settle_school
)


@action("dependant.decide")
def seek_match(*, by, case, today):
    return _step(case, OPEN_SPOUSE, SpouseState.MATCHING, by)


@action("dependant.decide")
def place_spouse(*, by, case, values, today):
    """Placed in a unit; `reason` says why it is not of the like, where it is not."""
    rules.check_happened(values["placed_on"], case, today)
    employer = values.get("employer")
    unit = values.get("unit_name") or (employer.name if employer else "")
    if not unit:
        raise Refused("no_unit", _("Name the unit."))
    kept = {"placed_on": values["placed_on"], "placed_in": values["placed_in"], "employer": employer, "unit_name": unit}
    return _step(case, OPEN_SPOUSE, SpouseState.PLACED, by, note=values.get("reason") or "", **kept)


@action("dependant.amend")
def withdraw_spouse(*, by, case, reason, today):
    return _step(case, OPEN_SPOUSE, SpouseState.WITHDRAWN, by, note=reason)


@action("dependant.decide")
def forward_school(*, by, case, today):
    return _step(case, OPEN_SCHOOL, EnrolState.FORWARDED, by)


@action("dependant.decide")
def enter_school(*, by, case, values, today):
    """In school: which, public or not, since when."""
    rules.check_happened(values["enrolled_on"], case, today)
    kept = {name: values[name] for name in ("school", "is_public", "enrolled_on")}
    return _step(case, OPEN_SCHOOL, EnrolState.ENROLLED, by, **kept)


@action("dependant.amend")
def withdraw_school(*, by, case, reason, today):
    return _step(case, OPEN_SCHOOL, EnrolState.WITHDRAWN, by, note=reason)


def _step(case, before, after, by, note="", **changes):
    """Compare and set: of two people who decide at once the second is refused."""
    if not type(case).objects.filter(pk=case.pk, state__in=before).update(state=after, **changes):
        raise Refused("ended", _("This case is over."))
    was = case.state
    case.refresh_from_db()
    told = {name: (None, value) for name, value in changes.items() if value not in (None, "")}
    record("dependant.decide", case, by=by, note=note, changes={"state": (was, after), **told})
    return case


@action("dependant.limits")
def set_limits(*, by, spouse_days, school_days_before_term, today):
    """They hold for applications entered from now on."""
    before = rules.limits()
    after = {"spouse_days": spouse_days, "school_days_before_term": school_days_before_term}
    Setting.objects.update_or_create(pk=rules.SETTING, defaults={"value": after})
    record("dependant.limits", None, by=by, changes={name: (before[name], after[name]) for name in after})
    return after
