"""The forms of other systems: what one may do, and why one is ended."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from core import api, audit, roles
from core.actions import check
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import Checkboxes, WholeDateField
from stations import rules
from stations.models import Integration

# Business work, in the order of the roles
ROLES = [(name, role.label) for name, role in roles.ROLES.items() if name in roles.BUSINESS]
GROUPS = {
    "person": gettext_lazy("People"),
    "related": gettext_lazy("People"),
    "appeal": gettext_lazy("Appeals"),
    "changes": gettext_lazy("Changes, for a copy kept elsewhere"),
    "station": gettext_lazy("Stations"),
    "figure": gettext_lazy("Figures and reports"),
    "report": gettext_lazy("Figures and reports"),
}
OTHERS = gettext_lazy("Figures also of")
FIELD_OF = {"beyond_role": "permissions", "expiry": "expires_on", "plain_reason": "plain_reason"}
LABELS = {
    "person.view": gettext_lazy("read people (masked)"),
    "person.add": gettext_lazy("enter people"),
    "person.amend": gettext_lazy("amend people"),
    "related.add": gettext_lazy("add service, family, merits …"),
    "related.amend": gettext_lazy("amend service, family, merits …"),
    "related.withdraw": gettext_lazy("take back service, family, merits …"),
    "appeal.view": gettext_lazy("read appeals (masked)"),
    "station.view": gettext_lazy("read stations"),
    "figure.view": gettext_lazy("ask for figures"),
    "report.view": gettext_lazy("read work reports"),
    "changes.view": gettext_lazy("follow changes of what it reads"),
    "changes.plain": gettext_lazy("with numbers in plain"),
    "employment.view": gettext_lazy("employment"),
    "outreach.view": gettext_lazy("outreach"),
    "checkup.view": gettext_lazy("checkups"),
    "issue.view": gettext_lazy("points raised"),
}


def said(permission):
    return LABELS.get(permission) or audit.said(permission)


def permission_choices():
    """What the routes of the interface ask for, by subject."""

    def group(permission):
        return GROUPS.get(permission.partition(".")[0], OTHERS)

    order = list(dict.fromkeys([*GROUPS.values(), OTHERS]))
    found = sorted(api.permissions(), key=lambda permission: order.index(group(permission)))
    return [(name, [(one, said(one)) for one in ones]) for name, ones in groupby(found, key=group)]


class IntegrationForm(PortalModelForm):
    sections = (
        Section(
            "system", gettext_lazy("Which system"), (Field("name", 6), Field("expires_on", 3), Field("purpose", 12))
        ),
        Section(
            "scope",
            gettext_lazy("What it sees and does"),
            (Field("station", 6), Field("role", 6), Field("permissions", 12), Field("plain_reason", 12)),
            hint=gettext_lazy("As somebody of this role at this station, and no more than what is ticked"),
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", ""), *ROLES])
    permissions = forms.MultipleChoiceField(label=gettext_lazy("may"), choices=permission_choices, widget=Checkboxes)
    expires_on = WholeDateField(label=gettext_lazy("valid until"), help_text=gettext_lazy("A year at most."))

    class Meta:
        model = Integration
        fields = ["name", "purpose", "expires_on", "station", "plain_reason"]
        help_texts = {
            "plain_reason": gettext_lazy("Needed for numbers in plain; each page then is a line in the ledger.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["station"]
        field.queryset = field.queryset.filter(closed_on__isnull=True).select_related("division")

    def clean(self):
        values = super().clean()
        role, expires_on = values.get("role"), values.get("expires_on")
        if role and expires_on and "permissions" in values:
            wanted = (role, values["permissions"], values.get("plain_reason", ""), expires_on, self.today)
            if refusal := check(rules.check_integration, *wanted):
                self.add_error(FIELD_OF.get(refusal.code), ValidationError(refusal.message, code=refusal.code))
        return values


class RevokeForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=200)
    sections = (Section("reason", "", (Field("reason", 12),)),)
