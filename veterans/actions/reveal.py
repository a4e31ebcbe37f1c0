"""Looking behind the mask, and taking lists away: what changes nothing and still leaves a line."""

from core.actions import action
from core.audit import record
from veterans import rules


@action("person.reveal")
def reveal(*, by, person, reason):
    """The numbers and addresses of one record, for a reason (handbook §10.4)."""
    rules.check_live(person)
    record("person.reveal", person, by=by, note=reason)
    return person


@action("person.print")
def print_form(*, by, person, is_unmasked=False):
    """The collection form of one person, filled."""
    record("person.print", person, by=by, note="" if is_unmasked else "masked")
    return person


@action("person.call_list")
def take_call_list(*, by, count, note=""):
    """A list of people to be called: one line for the whole list."""
    record("person.call_list", None, by=by, note=f"{count} {note}".strip())
    return count
