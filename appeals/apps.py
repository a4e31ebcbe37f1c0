from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = _("Appeals")

    def ready(self):
        from appeals import desk, panels
        from appeals.permissions import GRANTS
        from appeals.workflow import APPEALS
        from core import audit, finding, roles, worklist
        from core.navigation import Entry, menu, quick

        roles.grant(GRANTS)
        audit.VERB_LABELS.update({f"appeal.{step.action}": step.label for step in APPEALS.steps})
        badge = {"badge": desk.overdue_count, "badge_label": _("overdue")}
        menu.register(Entry("appeals:appeals", _("Appeals"), "talk", needs="appeal.view", order=30, **badge))
        quick.register(Entry("appeals:register", _("Register an appeal"), "talk", needs="appeal.register", order=20))
        finding.register("appeal.view", _("Appeals"), desk.find_appeals)
        worklist.register("appeal.view", desk.work)
        panels.register_all()
