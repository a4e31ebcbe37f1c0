from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BureauConfig(AppConfig):
    name = "bureau"
    verbose_name = _("Bureau")

    def ready(self):
        from bureau.pages.tables import table_way
        from bureau.permissions import GRANTS
        from core import roles
        from core.navigation import Entry, menu
        from core.pages import ListPage

        roles.grant(GRANTS)
        ListPage.doors.append(table_way)
        menu.register(Entry("bureau:home", _("Home"), "home", order=10))
        menu.register(Entry("bureau:imports", _("Imports"), "up", needs="import.desk", order=60))
        menu.register(Entry("bureau:reports", _("Reports"), "paper", needs="report.view", order=50))
