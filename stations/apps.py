from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = _("Stations")

    def ready(self):
        from core import roles, worklist
        from core.audit import VERB_LABELS
        from core.navigation import Entry, menu
        from stations import api, changes, desk, figures  # noqa: F401  (declare routes, what is handed over, numbers)
        from stations.permissions import GRANTS
        from stations.verbs import LABELS

        roles.grant(GRANTS)
        VERB_LABELS.update(LABELS)
        menu.register(
            Entry("stations:network", pgettext_lazy("menu", "Network"), "tree", needs="station.view", order=60)
        )
        menu.register(Entry("stations:accounts", _("Accounts"), "user", needs="account.view", order=70))
        menu.register(Entry("stations:ledger", _("Ledger"), "paper", needs="ledger.view", order=75))
        worklist.register("integration.approve", desk.waiting_integrations)
