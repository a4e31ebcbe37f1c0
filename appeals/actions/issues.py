"""Points raised at talks and symposia: noted, amended, settled."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from appeals.models import Issue
from appeals.rules import surveys as rules
from core.actions import action
from core.audit import record


@action("issue.raise")
def raise_issue(*, by, station, values, today):
    """Note a point. `values`: attributes of Issue; `handler` is the station itself when nobody else is named."""
    values = {"raised_on": today, **values}
    issue = Issue(station=station, created_by=by, **{**values, "handler": values.get("handler") or station})
    _check_day(issue, today)
    issue.full_clean()
    issue.save()
    record("issue.raise", issue, by=by, changes={"title": (None, issue.title), "source": (None, issue.source)})
    return issue


@action("issue.amend", hands_over=True)
def amend_issue(*, by, issue, values, today):
    """Correct what was noted, or give it to another station to see to."""
    rules.check_unsettled(issue, by, today)
    changes = {name: (getattr(issue, name), value) for name, value in values.items() if getattr(issue, name) != value}
    for name, value in values.items():
        setattr(issue, name, value)
    issue.handler = issue.handler or issue.station
    _check_day(issue, today)
    issue.full_clean()
    issue.save()
    record("issue.amend", issue, by=by, changes=changes)
    return issue


@action("issue.settle")
def settle_issue(*, by, issue, values, today):
    """What became of it. `values`: outcome, result, and settled_on when it was on an earlier day."""
    rules.check_unsettled(issue, by, today)
    issue.outcome, issue.result = values["outcome"], values["result"]
    issue.settled_on = values.get("settled_on") or today
    if not issue.raised_on <= issue.settled_on <= today:
        raise ValidationError({"settled_on": _("Between the day it was raised and today, please.")})
    issue.full_clean()
    issue.save()
    record(
        "issue.settle", issue, by=by, changes={"outcome": ("", issue.outcome), "settled_on": (None, issue.settled_on)}
    )
    return issue


def _check_day(issue, today):
    if issue.raised_on > today:
        raise ValidationError({"raised_on": _("The day cannot be in the future.")})
