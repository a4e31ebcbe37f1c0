from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        from core import audit, roles
        from core.navigation import Entry, menu
        from outreach.permissions import GRANTS, VERB_LABELS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        menu.register(Entry("outreach:home", _("Services"), "heart", needs="outreach.view", order=40))
        self.entitlements()

    def entitlements(self):
        """Entitlements, confirmation, family doctors, care."""
        from core import worklist
        from core.navigation import Entry
        from outreach.desk import entitlements as desk
        from outreach.doors import CARE_DOORS, care
        from outreach.figures import entitlements as _figures  # noqa: F401 (the numbers register themselves)
        from outreach.panels import entitlements as panels

        for url, label, icon, needs, about in CARE_DOORS:
            care.register(Entry(f"outreach:{url}", label, icon, needs=needs, order=20, about=about))
        worklist.register("confirmation.confirm", desk.confirmations_due)
        worklist.register("confirmation.decide", desk.proposals)
        worklist.register("contract.sign", desk.contracts)
        panels.register_all()
