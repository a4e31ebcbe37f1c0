from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VeteransConfig(AppConfig):
    name = "veterans"
    verbose_name = _("People")

    def ready(self):
        from core import roles
        from veterans.permissions import GRANTS

        roles.grant(GRANTS)
