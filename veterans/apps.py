from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VeteransConfig(AppConfig):
    name = "veterans"
    verbose_name = _("People")

    def ready(self):
        from core import audit, choosing, finding, roles, worklist
        from core.navigation import Entry, menu, quick
        from stations.belongings import FOLLOWERS
        from veterans import api, changes, desk, figures, panels  # noqa: F401 (routes, what is handed over, numbers)
        from veterans.actions.movements import follow
        from veterans.pages.lists import CALL
        from veterans.permissions import GRANTS, VERB_LABELS, WORDS

        roles.grant(GRANTS)
        choosing.register(CALL)
        audit.VERB_LABELS.update(VERB_LABELS)
        audit.WORDS.update(WORDS)
        FOLLOWERS["veterans.person.station"] = follow
        menu.register(Entry("veterans:people", _("People"), "people", needs="person.view", order=20))
        menu.register(Entry("veterans:who_sees", _("Who sees whom"), "eye", needs="person.who_sees", order=60))
        quick.register(Entry("veterans:add", _("Enter a person"), "plus", needs="person.add", order=10))
        finding.register("person.view", _("People"), desk.find_people)
        worklist.register("claim.view", desk.waiting_claims)
        worklist.register("correction.settle", desk.open_corrections)
        panels.register_all()
