from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BureauConfig(AppConfig):
    name = "bureau"
    verbose_name = _("Bureau")

    def ready(self):
        from core.navigation import Entry, menu

        menu.register(Entry("bureau:home", _("Home"), "home", order=10))
        menu.register(Entry("bureau:imports", _("Imports"), "up", needs="import.desk", order=60))
