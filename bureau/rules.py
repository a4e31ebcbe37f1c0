"""When something may happen to a report, a kept table, a form."""

import re

from django.utils.translation import gettext as _

from bureau.choices import Wording
from core.actions import Refused

SLOT = re.compile(r"\{(\w+)\}")


def check_draft(report, by=None, today=None):
    """A published report is never written again."""
    if report.is_published:
        raise Refused("published", _("This report is published; its words and numbers stay as they are."))


def check_evaluated(report, by=None, today=None):
    if report.evaluated_at is None:
        raise Refused("no_numbers", _("The numbers are still being looked up. Please wait a moment."))


def check_publish(report, by=None, today=None):
    check_draft(report)
    check_evaluated(report)


def check_own(row, by, today=None):
    """What somebody keeps is changed by themselves; others take a copy."""
    if row.made_by_id != by.pk:
        raise Refused("not_yours", _("Only %(name)s may change it; take a copy.") % {"name": row.made_by.full_name})


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


def check_slots(text, known):
    """Every `{…}` of a sentence names a row of the table."""
    for name in SLOT.findall(text):
        if name not in known:
            raise Refused("no_slot", _("{%(name)s} is no number of the report.") % {"name": name})
