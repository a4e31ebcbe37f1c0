from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = _("Stations")

    def ready(self):
        from core import audit, roles, worklist
        from core.navigation import Entry, menu
        from stations import api, changes, desk, figures  # noqa: F401  (declare routes, what is handed over, numbers)
        from stations.permissions import GRANTS
        from stations.verbs import LABELS, WORDS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(LABELS)
        audit.WORDS.update(WORDS)
        menu.register(
            Entry("stations:network", pgettext_lazy("menu", "Network"), "tree", needs="station.view", order=60)
        )
        menu.register(Entry("stations:accounts", _("Accounts"), "user", needs="account.view", order=70))
        menu.register(Entry("stations:ledger", _("Ledger"), "paper", needs="ledger.view", order=75))
        worklist.register("integration.approve", desk.waiting_integrations)
