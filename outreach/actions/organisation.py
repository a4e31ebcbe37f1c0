"""Recording the evidence of the “six ones”, leading groups and key villages, and who holds which post."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from outreach.actions.activities import add_shown, keep_changes, keep_new, refuse_as_error, take_back
from outreach.actions.media import end
from outreach.models import Post
from outreach.rules import activities as rules


@action("organisation.record")
def record_organisation(*, by, model, values, today):
    """A piece of evidence, a group or a key village."""
    return keep_new("organisation.record", model, by=by, values=values, today=today)


@action("organisation.record")
def amend_organisation(*, by, row, values, today):
    """Correct it."""
    return keep_changes("organisation.record", row, by=by, values=values, today=today)


@action("organisation.withdraw")
def withdraw_organisation(*, by, row, reason):
    """Take it back."""
    return take_back("organisation.withdraw", row, by=by, reason=reason)


@action("organisation.record")
def end_organisation(*, by, row, ended_on, today):
    """It is no longer in force; it stays on file with its term."""
    return end("organisation.record", row, ended_on, by=by, today=today)


@action("organisation.record")
def add_evidence_photos(*, by, row, photos, today):
    """More photos of a piece of evidence."""
    return add_shown("organisation.record", row, photos, by=by, today=today)


@action("organisation.record")
def add_post(*, by, row, values):
    """Somebody takes a post in a group."""
    refuse_as_error(rules.check_in_force, row)
    post = Post(organ=row, **values)
    post.full_clean()
    post.save()
    record("organisation.record", row, by=by, changes={"post": (None, str(post)), "since": (None, post.since)})
    return post


@action("organisation.record")
def end_post(*, by, row, until, today):
    """Somebody gives up a post."""
    rules.check_holds_post(row)
    if until > today:
        raise ValidationError({"until": ValidationError(_("This date is still to come."), "future")})
    row.until = until
    row.full_clean()
    row.save()
    record("organisation.record", row.organ, by=by, changes={"until": (None, until)}, note=str(row))
    return row
