from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        from core import roles
        from core.navigation import Entry, menu
        from outreach.permissions import GRANTS

        roles.grant(GRANTS)
        menu.register(Entry("outreach:home", _("Services"), "heart", needs="outreach.view", order=40))
        from outreach import activities

        activities.register()
