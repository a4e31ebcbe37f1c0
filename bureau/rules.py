"""When something may happen to a report, a task, a kept table, a form."""

from django.utils.translation import gettext as _

from bureau import drafting
from bureau.choices import PersonOutcome, Wording
from bureau.slots import SLOTS
from bureau.wording import RATES, SLOT, TYPED, WORDINGS
from core import jobs, scoping
from core.actions import Refused
from stations.choices import Tier


def readable(rows, user):
    """Drafts are for those who write them; everybody else reads what is published."""
    return rows if user.may("report.begin") else rows.filter(published_at__isnull=False)


def publishing(report):
    """The job that freezes the report's numbers now, or None."""
    return None if report.is_published else jobs.under_way("report.publish", report=report.pk)


def check_unpublished(report):
    """A published report is never written again."""
    if report.is_published:
        raise Refused("published", _("This report is published; its words and numbers stay as they are."))


def check_idle(report):
    if publishing(report):
        raise Refused("publishing", _("It is being published: the numbers and their lists are being frozen."))


def check_draft(report, by=None, today=None):
    check_unpublished(report)
    check_idle(report)


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
    check_unpublished(report)
    check_evaluated(report)
    check_claims(report)


def check_ask_publishing(report, by=None, today=None):
    check_publish(report)
    check_idle(report)


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


# ——— tasks for stations ———


def check_issues(by):
    """A task goes down the network: a village has nobody below it."""
    if by.station is None or by.station.tier == Tier.VILLAGE:
        raise Refused("nobody_below", _("Tasks are issued by the city and the towns."))


def check_runs(errand, by=None, today=None):
    if errand.closed_on:
        raise Refused("closed", _("This task is closed."))


def check_urge(errand, by=None, today=None):
    check_runs(errand)
    waiting = [part for part in errand.parts.all() if part.is_open]
    if not waiting:
        raise Refused("all_answered", _("Every station has answered."))
    if today and all(part.urged_on == today for part in waiting):
        raise Refused("urged_today", _("They were urged today already."))


def check_part_open(part, by=None, today=None):
    """What is answered is corrected, not signed for or given back."""
    if part.answered_on:
        raise Refused("answered", _("It is answered already."))
    check_answerable(part)


def check_answerable(part, by=None, today=None):
    """Answers are given, and corrected, until the task is closed."""
    if part.returned_on:
        raise Refused("returned", _("It was given back."))
    check_runs(part.errand)


def check_person_answer(row):
    if row.outcome == PersonOutcome.UNABLE and not row.note:
        raise Refused("no_reason", _("%(name)s: say why it could not be done.") % {"name": row.person.name})


def check_reissue(part, by, today=None):
    """Whoever sees the whole task asks again, as long as it runs and something came back."""
    if not scoping.is_visible(part.errand, by):
        raise Refused("not_above", _("Only who issued the task asks again."))
    check_runs(part.errand)
    if part.is_open:
        raise Refused("no_answer", _("Nothing came back yet; urge the station instead."))


def check_receive(part, by=None, today=None):
    check_part_open(part)
    if part.received_on:
        raise Refused("received", _("It is signed for already."))


# ——— kept tables and forms ———


def check_own(row, by, today=None):
    """What somebody keeps is changed by themselves; others take a copy."""
    if row.made_by_id != by.pk:
        raise Refused("not_yours", _("Only %(name)s may change it; take a copy.") % {"name": row.made_by.full_name})


def check_discard(blank, by, today=None):
    """What others filled of a form is theirs: the form stays, out of sight if its owner wants it so."""
    check_own(blank, by)
    if blank.fillings.exclude(made_by=by).exists():
        message = _("Others have filled this form; it is kept so that theirs stay. To withdraw it, share it no longer.")
        raise Refused("filled_by_others", message)


def check_spot(spot, words=""):
    """A cell takes a number or words only where nothing is: no formula, no text, no cell under a merged one.

    Words may carry on what stands there: 填报单位：{单位}.
    """
    if spot.is_formula:
        raise Refused("formula", _("%(at)s holds a formula and is computed by itself.") % {"at": spot.at})
    if spot.covered:
        said = {"at": spot.at, "area": spot.covered}
        raise Refused("covered", _("%(at)s belongs to the merged cells %(area)s; take their first cell.") % said)
    if spot.text and not words.startswith(spot.text):
        raise Refused(
            "filled",
            _("%(at)s already says “%(text)s”; it is not overwritten.") % {"at": spot.at, "text": spot.text[:40]},
        )


def check_mapped(blank, by=None, today=None):
    """A form is filled once somebody has said what its cells are to hold."""
    if not blank.cells.exists():
        raise Refused("no_cells", _("Nothing is chosen for its cells yet. Open a cell and say what it is to hold."))


WORDINGS_OF = {Wording.RATE: "rate", Wording.AMONG: "rate", Wording.WAN: "money"}


def check_wording(figure, wording):
    """Per cent is said of rates, 万元 of money."""
    needed = WORDINGS_OF.get(wording)
    if needed and figure.show != needed:
        words = _("“%(figure)s” is no rate.") if needed == "rate" else _("“%(figure)s” is no sum of money.")
        raise Refused("wording", words % {"figure": figure.label})
