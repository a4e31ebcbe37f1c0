"""Any list of people (deceased, hospital, social insurance, another office) held against ours. Writes nothing.

The same reading as the roster's: rows are matched by identity number with the people in the user's own area. Somebody
held elsewhere is simply not ours: a comparison tells nothing of them.
"""

from django.utils.translation import gettext_lazy as _

from core.imports.models import Outcome
from core.imports.plan import ERROR, NOTE, sheet_kind
from veterans.imports.roster import OUT_OF_SIGHT, Roster

NEVER_ASKED = frozenset({"village_unknown", "village_ambiguous", "village_missing", "maybe_same", "needs_superior"})


@sheet_kind("veterans.compare")
class Comparison(Roster):
    """Created means not ours, changed means that fields differ; unchanged agrees in everything the list says."""

    title = _("List of people to compare")
    needs = "import.compare"
    is_readonly = True
    outcome_labels = {
        Outcome.CREATED: _("Not on file here"),
        Outcome.CHANGED: _("On file, fields differ"),
        Outcome.UNCHANGED: _("On file, all agrees"),
        Outcome.QUESTIONED: _("Open"),
        Outcome.REJECTED: _("Cannot be compared"),
    }

    def _decide(self, draft, on_file, twins):
        known = on_file.get(draft.key)
        if known is OUT_OF_SIGHT:
            on_file = {**on_file, draft.key: None}
        draft.findings = [said for said in draft.findings if said["code"] not in NEVER_ASKED]
        for said in draft.findings:
            if said["level"] != ERROR:
                said["level"] = NOTE
        planned = super()._decide(draft, on_file, twins)
        planned.proposal = None
        self.overlay.clear()
        return planned

    def _check_new(self, draft, twins):
        """Whoever is not on file need not say where they live."""

    def _create(self, draft):
        values = self._kept({"name": draft.name, "id_no": draft.identity.number})
        return self._planned(draft, Outcome.CREATED, payload={"values": values, "categories": []})

    def _say(self, draft, field, code, message, level, choices=()):
        if level == ERROR and field not in ("name", "id_no"):
            level = NOTE
        super()._say(draft, field, code, message, level, choices)
