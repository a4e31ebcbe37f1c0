from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EmploymentConfig(AppConfig):
    name = "employment"
    verbose_name = pgettext_lazy("department", "Employment")

    def ready(self):
        from core import audit, roles
        from core.navigation import Entry, menu
        from employment import figures  # noqa: F401  (declares the numbers)
        from employment.panels import market
        from employment.permissions import GRANTS, VERB_LABELS, WORDS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        audit.WORDS.update(WORDS)
        menu.register(
            Entry("employment:home", pgettext_lazy("menu", "Employment"), "case", needs="employment.view", order=45)
        )
        market.register_all()
        self.ready_for_placement()

    def ready_for_placement(self):
        """Placement, training, dependants, enterprise, policies."""
        from core import audit, finding, worklist
        from employment.desk import placement as desk
        from employment.doors import PLACEMENT_DOORS, placement
        from employment.panels import placement as panels
        from employment.permissions import PLACEMENT_VERBS
        from employment.workflow.placement import PLACEMENTS

        audit.VERB_LABELS.update(PLACEMENT_VERBS)
        audit.VERB_LABELS.update({f"placement.{step.action}": step.label for step in PLACEMENTS.steps})
        finding.register("policy.view", _("Policy documents"), desk.find_policies)
        worklist.register("placement.view", desk.work)
        worklist.register("dependant.view", desk.dependants_work)
        panels.register_all()
        for entry in PLACEMENT_DOORS:
            placement.register(entry)
