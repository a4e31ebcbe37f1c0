"""Other systems: who is let in through the interface, by whom, for what, until when."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.pages import ActionPage, FormPage, ListPage, RecordPage, today
from stations import actions, rules
from stations.forms.integrations import IntegrationForm, RevokeForm, said
from stations.listings import IntegrationListing
from stations.models import Integration

CRUMBS = ((gettext_lazy("Accounts"), "/accounts/"), (gettext_lazy("Other systems"), "/accounts/integrations/"))
HISTORY_SHOWN = 10


class Integrations(ListPage):
    model, needs = Integration, "integration.view"
    title, listing = gettext_lazy("Other systems"), IntegrationListing
    export = "account.export"
    add, add_label = "stations:integration_add", gettext_lazy("Ask for an integration")
    crumbs = CRUMBS[:1]
    blank_icon = "swap"

    def refine(self, rows):
        return rows.select_related("station", "account")


class IntegrationPage(RecordPage):
    model, needs = Integration, "integration.view"
    template = "stations/integration.html"
    has_aside = aside_last = True
    crumbs = CRUMBS

    def refine(self, rows):
        return rows.select_related("station", "account", "created_by", "approved_by", "revoked_by")

    def context(self):
        return {
            "standing": self.row.standing(today()),
            "allowed": [said(permission) for permission in self.row.permissions],
            "history": audit.history(self.row, HISTORY_SHOWN),
        }


class AddIntegration(FormPage):
    model, needs = Integration, "integration.create"
    title, form, action = gettext_lazy("Ask for an integration"), IntegrationForm, actions.create_integration
    save_label = gettext_lazy("Ask for approval")
    saved = gettext_lazy("It waits for the security administrator; then you issue the token.")
    crumbs = CRUMBS
    has_draft = False

    @property
    def back_address(self):
        return reverse("stations:integrations")


class OneIntegration(ActionPage):
    """What is done to one integration."""

    model = Integration

    def refine(self, rows):
        return rows.select_related("station", "account")

    crumbs = CRUMBS


class Approve(OneIntegration):
    needs = "integration.approve"
    action, check = actions.approve_integration, rules.check_approve
    label, icon, tone = gettext_lazy("Approve"), "tick", "go"
    saved = gettext_lazy("Approved. The system administrator now issues the token.")


class IssueToken(OneIntegration):
    needs = "integration.issue"
    action, check = actions.issue_token, rules.check_issue
    label, icon = gettext_lazy("Issue a token"), "run"

    def saved_text(self, integration):
        return _("Token: %(token)s. It is shown only now; the one before no longer works.") % {
            "token": integration.token
        }


class Revoke(OneIntegration):
    needs = "integration.revoke"
    action, form, check = actions.revoke_integration, RevokeForm, rules.check_revoke
    title, label, icon, tone = gettext_lazy("Revoke the integration"), gettext_lazy("Revoke"), "cross", "stop"
    saved = gettext_lazy("Revoked: its token lets nobody in any more.")
