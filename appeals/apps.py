from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppealsConfig(AppConfig):
    name = "appeals"
    verbose_name = _("Appeals")

    def ready(self):
        from appeals import api, changes, desk, figures, panels  # noqa: F401 (routes, what is handed over, figures)
        from appeals.actions import leaving
        from appeals.desk import surveys
        from appeals.permissions import APPEAL_VERBS, GRANTS, SURVEY_VERBS, WORDS
        from appeals.workflow import APPEALS
        from core import audit, finding, handover, roles, worklist
        from core.navigation import Entry, menu, quick

        roles.grant(GRANTS)
        audit.VERB_LABELS.update({f"appeal.{step.action}": step.label for step in APPEALS.steps})
        audit.VERB_LABELS.update(APPEAL_VERBS | SURVEY_VERBS)
        audit.WORDS.update(WORDS)
        badge = {"badge": desk.overdue_count, "badge_label": _("overdue")}
        menu.register(Entry("appeals:appeals", _("Appeals"), "talk", needs="appeal.view", order=30, **badge))
        quick.register(Entry("appeals:register", _("Register an appeal"), "talk", needs="appeal.register", order=20))
        finding.register("appeal.view", _("Appeals"), desk.find_appeals)
        worklist.register("appeal.view", desk.work)
        worklist.register("survey.view", surveys.work)
        handover.register("cases", _("Appeals in hand"), leaving.count_cases, leaving.give_cases)
        handover.register("promises", _("Open promises"), leaving.count_promises, leaving.give_promises)
        panels.register_all()
