"""Everything that brings work: employers, posts, fairs, referrals, placement, training."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EmploymentConfig(AppConfig):
    name = "employment"
    verbose_name = _("Employment")

    def ready(self):
        from importlib import import_module

        from core import audit, roles
        from core.navigation import Entry, menu
        from employment.panels import market
        from employment.permissions import GRANTS, VERB_LABELS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        menu.register(
            Entry(
                "employment:home", pgettext_lazy("department", "Employment"), "case", needs="employment.view", order=45
            )
        )
        market.register_all()
        import_module("employment.figures")
