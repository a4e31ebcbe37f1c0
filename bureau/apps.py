from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BureauConfig(AppConfig):
    name = "bureau"
    verbose_name = _("Bureau")

    def ready(self):
        from bureau import api, figures  # noqa: F401 (routes of the interface, numbers)
        from bureau.desk import issued_tasks, waiting_tasks
        from bureau.pages.errands import ASSIGN
        from bureau.pages.tables import table_way
        from bureau.permissions import GRANTS, VERB_LABELS, WORDS
        from core import audit, choosing, roles, worklist
        from core.navigation import Entry, menu
        from core.pages import ListPage

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        audit.WORDS.update(WORDS)
        choosing.register(ASSIGN)
        worklist.register("errand.answer", waiting_tasks)
        worklist.register("errand.issue", issued_tasks)
        ListPage.doors.append(table_way)
        menu.register(Entry("bureau:home", _("Home"), "home", order=10))
        menu.register(Entry("bureau:imports", _("Imports"), "up", needs="import.desk", order=60))
        menu.register(Entry("bureau:reports", _("Reports"), "paper", needs="report.view", order=50))
