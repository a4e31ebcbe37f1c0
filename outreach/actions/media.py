"""Recording media items, online lessons and how often they were looked at, columns and telephone campaigns."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from outreach.actions.activities import check_day, keep_changes, keep_new, take_back
from outreach.rules import activities as rules


@action("media.record")
def record_media(*, by, model, values, today):
    """An item, a lesson, a column or a telephone campaign."""
    return keep_new("media.record", model, by=by, values=values, today=today)


@action("media.record")
def amend_media(*, by, row, values, today):
    """Correct it."""
    return keep_changes("media.record", row, by=by, values=values, today=today)


@action("media.withdraw")
def withdraw_media(*, by, row, reason):
    """Take it back."""
    return take_back("media.withdraw", row, by=by, reason=reason)


@action("media.record")
def read_views(*, by, row, views, counted_on, today):
    """How often a lesson had been looked at on a day."""
    rules.check_in_force(row)
    check_day(counted_on, today)
    if row.counted_on and counted_on < row.counted_on:
        raise ValidationError({"counted_on": ValidationError(_("They were read on a later day already."), "older")})
    changes = {"views": (row.views, views), "counted_on": (row.counted_on, counted_on)}
    row.views, row.counted_on, row.version = views, counted_on, row.version + 1
    row.full_clean()
    row.save()
    record("media.record", row, by=by, changes=changes)
    return row


@action("media.record")
def end_column(*, by, row, ended_on, today):
    """A column or campaign comes to its end."""
    return end("media.record", row, ended_on, by=by, today=today)


def end(verb, row, ended_on, *, by, today):
    """Something lasting ends on a day."""
    rules.check_running(row)
    if ended_on > today:
        raise ValidationError({"ended_on": ValidationError(_("This date is still to come."), "future")})
    row.ended_on, row.version = ended_on, row.version + 1
    row.full_clean()
    row.save()
    record(verb, row, by=by, changes={"ended_on": (None, ended_on)})
    return row
