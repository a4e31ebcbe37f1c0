from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        from core import audit, roles
        from core.navigation import Entry, menu
        from outreach import activities, checkups, entitlements, figures, honours  # noqa: F401  (figures declare themselves)
        from outreach.permissions import GRANTS, VERB_LABELS, WORDS

        roles.grant(GRANTS)
        audit.VERB_LABELS.update(VERB_LABELS)
        audit.WORDS.update(WORDS)
        menu.register(
            Entry("outreach:home", pgettext_lazy("menu", "Services"), "heart", needs="outreach.view", order=40)
        )
        for topic in (honours, entitlements, checkups, activities):
            topic.register()
