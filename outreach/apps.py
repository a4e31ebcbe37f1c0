from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        from core import audit, roles
        from core.navigation import Entry, menu
        from outreach import doors
        from outreach.permissions import GRANTS, VERB_LABELS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        menu.register(Entry("outreach:home", _("Services"), "heart", needs="outreach.view", order=40))
        doors.care_doors()
        self.entitlements()

    def entitlements(self):
        """Entitlements, confirmation, family doctors, care."""
        from core import worklist
        from outreach.desk import entitlements as desk
        from outreach.figures import entitlements as _figures  # noqa: F401 (the numbers register themselves)
        from outreach.panels import entitlements as panels

        worklist.register("confirmation.confirm", desk.confirmations_due)
        worklist.register("confirmation.decide", desk.proposals)
        worklist.register("contract.sign", desk.contracts)
        panels.register_all()
