"""What checkup campaigns register with the frame: doors, work, panels, words of the ledger."""

from django.utils.translation import gettext_lazy as _

from core import audit, worklist
from core.navigation import Entry
from outreach import doors
from outreach.desk import checkups as desk
from outreach.panels import checkups as panels
from outreach.permissions.checkups import CHECKUP_VERBS
from outreach.workflow.checkups import CHECKUPS

DOORS = (
    Entry("outreach:campaigns", _("Checkup campaigns"), "calendar", needs="checkup.view", order=10,
          about=_("Who is entitled, days for the villages, calls, check-in, results and follow-up.")),
    Entry("outreach:missed", _("Not examined for two years"), "people", needs="checkup.view", order=11,
          about=_("Who stood on an earlier list and did not come for two years.")),
)  # fmt: skip


def register():
    audit.VERB_LABELS.update({f"checkup.{step.action}": step.label for step in CHECKUPS.steps} | CHECKUP_VERBS)
    for entry in DOORS:
        doors.care.register(entry)
    worklist.register("checkup.view", desk.work)
    panels.register_all()
