from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EmploymentConfig(AppConfig):
    name = "employment"
    verbose_name = _("Employment")

    def ready(self):
        from core import roles
        from core.navigation import Entry, menu
        from employment.permissions import GRANTS

        roles.grant(GRANTS)
        menu.register(
            Entry("employment:home", pgettext_lazy("menu", "Employment"), "case", needs="employment.view", order=45)
        )
