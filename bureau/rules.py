"""When something may happen to a report."""

from django.utils.translation import gettext as _

from bureau import drafting
from bureau.slots import SLOTS
from bureau.wording import RATES, SLOT, TYPED, WORDINGS
from core.actions import Refused


def check_draft(report, by=None, today=None):
    """A published report is never written again."""
    if report.is_published:
        raise Refused("published", _("This report is published; its words and numbers stay as they are."))


def check_evaluated(report, by=None, today=None):
    if report.evaluated_at is None:
        raise Refused("no_numbers", _("The numbers are still being looked up. Please wait a moment."))


def check_claims(report, by=None, today=None):
    """全省前列 is said by somebody: the sentence names who (handbook §9)."""
    bare = [claim for sentence, claim in drafting.claims(drafting.sentences(report)) if not sentence.source]
    if bare:
        said = {"claim": f"“{bare[0]}”", "count": len(bare)}
        raise Refused("no_source", _("Not yet: say where %(claim)s comes from (%(count)s claims in all).") % said)


def check_publish(report, by=None, today=None):
    check_draft(report)
    check_evaluated(report)
    check_claims(report)


def check_slots(text, template):
    """Every `{…}` of a sentence names a row of the table and a wording; no number is typed where it would pass as found."""
    for slot in SLOT.finditer(text):
        if slot["row"] not in SLOTS:
            raise Refused("no_slot", _("{%(name)s} is no number of the report.") % {"name": slot["row"]})
        is_rate = SLOTS[slot["row"]].declared.show == "rate"
        if slot["wording"] and slot["wording"] not in (RATES if is_rate else WORDINGS):
            raise Refused("no_wording", _("%(name)s is no way of writing this number.") % {"name": slot["wording"]})
        if slot["words"] and TYPED.search(slot["words"]) and slot["words"] not in template:
            raise Refused("typed_slot", _("Within {…} write # where the number stands, not a number."))
    if "{" in SLOT.sub("", text) or "}" in SLOT.sub("", text):
        raise Refused("no_slot", _("A brace has no partner: numbers are written as {12}."))
