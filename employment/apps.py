from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmploymentConfig(AppConfig):
    name = "employment"
    verbose_name = _("Employment")

    def ready(self):
        from core import roles
        from core.navigation import Entry, menu
        from employment.permissions import GRANTS

        roles.grant(GRANTS)
        menu.register(Entry("employment:home", _("Employment"), "case", needs="employment.view", order=45))
