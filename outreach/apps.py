from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        from core import audit, roles, worklist
        from core.navigation import Entry, menu
        from outreach import doors
        from outreach.desk import checkups
        from outreach.panels import checkups as checkup_panels
        from outreach.permissions import CHECKUP_VERBS, GRANTS
        from outreach.workflow.checkups import CHECKUPS

        roles.grant(GRANTS)
        menu.register(Entry("outreach:home", _("Services"), "heart", needs="outreach.view", order=40))

        # checkups
        audit.VERB_LABELS.update({f"checkup.{step.action}": step.label for step in CHECKUPS.steps} | CHECKUP_VERBS)
        about = _("Who is entitled, days for the villages, calls, check-in, results and follow-up.")
        doors.care.register(
            Entry("outreach:campaigns", _("Checkup campaigns"), "calendar", needs="checkup.view", order=10, about=about)
        )
        about = _("Who stood on an earlier list and did not come for two years.")
        doors.care.register(
            Entry(
                "outreach:missed",
                _("Not examined for two years"),
                "people",
                needs="checkup.view",
                order=11,
                about=about,
            )
        )
        worklist.register("checkup.view", checkups.work)
        checkup_panels.register_all()
