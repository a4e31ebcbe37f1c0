"""Forms of accounts and access."""

from django import forms
from django.utils.translation import gettext_lazy

from core import roles
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.ledger import SHORTEST_RETENTION
from core.widgets import Checkboxes, NumberInput, WholeDateField
from stations.choosing import ACCOUNTS_IN_USE
from stations.models import Account

ROLE_CHOICES = [(name, role.label) for name, role in roles.ROLES.items()]
PLACE = (Field("username", 3), Field("full_name", 3), Field("station", 6), Field("phone", 3))


class AccountForm(PortalModelForm):
    sections = (
        Section(
            "account",
            gettext_lazy("Account"),
            PLACE,
            hint=gettext_lazy("The security administrator then gives the roles"),
        ),
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9_.-]{2,40}$",
        label=gettext_lazy("account name"),
        help_text=gettext_lazy("Letters, digits, dot, dash; one person, one account."),
    )

    class Meta:
        model = Account
        fields = ["username", "full_name", "station", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["station"]
        field.required = True
        field.queryset = field.queryset.filter(closed_on__isnull=True)


class AmendAccountForm(AccountForm):
    sections = (Section("account", gettext_lazy("Account"), PLACE[1:]),)
    username = None

    class Meta:
        model = Account
        fields = ["full_name", "station", "phone"]


class RolesForm(PortalForm):
    role_names = forms.MultipleChoiceField(
        label=gettext_lazy("roles"), choices=ROLE_CHOICES, widget=Checkboxes, required=False
    )
    sections = (Section("roles", "", (Field("role_names", 12),)),)

    def __init__(self, *args, row=None, **kwargs):
        held = row.role_names if row else []
        super().__init__(*args, row=row, **{**kwargs, "initial": {"role_names": held}})


class PersonChoice(forms.ModelChoiceField):
    """An account as people know each other: name, account, station."""

    def label_from_instance(self, row):
        return f"{row.full_name}（{row.username}，{row.station.name}）"


class HandOverForm(PortalForm):
    successor = PersonChoice(
        ACCOUNTS_IN_USE, label=gettext_lazy("who takes over"), empty_label=gettext_lazy("Please choose")
    )
    sections = (Section("successor", gettext_lazy("Who takes over"), (Field("successor", 6),)),)

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            above = self.fields["successor"].queryset.filter(station__reaches__lower=row.station_id)
            self.fields["successor"].queryset = above.exclude(pk=row.pk)


class StandInForm(PortalForm):
    substitute = PersonChoice(
        ACCOUNTS_IN_USE, label=gettext_lazy("who stands in"), empty_label=gettext_lazy("Please choose")
    )
    starts_on = WholeDateField(label=gettext_lazy("from"))
    ends_on = WholeDateField(label=gettext_lazy("to"))
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=200)
    sections = (
        Section(
            "stand_in", "", (Field("substitute", 12), Field("starts_on", 6), Field("ends_on", 6), Field("reason", 12))
        ),
    )

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            self.fields["substitute"].queryset = self.fields["substitute"].queryset.exclude(pk=row.pk)


class PoliciesForm(PortalForm):
    factor_roles = forms.MultipleChoiceField(
        label=gettext_lazy("second factor required of"),
        choices=ROLE_CHOICES,
        widget=Checkboxes,
        required=False,
        help_text=gettext_lazy("At protection level 3, at least of everybody in the bureau (GB/T 22239)."),
    )
    password_days = forms.IntegerField(
        label=gettext_lazy("password valid for (days)"), min_value=0, max_value=365, widget=NumberInput(),
        help_text=gettext_lazy("90 days are usual; 0: without end."),
    )  # fmt: skip
    ledger_days = forms.IntegerField(
        label=gettext_lazy("ledger kept for (days)"), min_value=SHORTEST_RETENTION.days, widget=NumberInput(),
        help_text=gettext_lazy("At least 180 days (Cyber-Security Law §21); older lines are archived, not deleted."),
    )  # fmt: skip
    api_rate = forms.IntegerField(
        label=gettext_lazy("requests a minute, each token or account"), min_value=1, max_value=6000,
        widget=NumberInput(),
    )  # fmt: skip
    api_anonymous = forms.IntegerField(
        label=gettext_lazy("requests a minute, each address without a token"), min_value=1, max_value=6000,
        widget=NumberInput(),
    )  # fmt: skip
    sections = (
        Section("factor", gettext_lazy("Second factor"), (Field("factor_roles", 12),)),
        Section("terms", gettext_lazy("Periods"), (Field("password_days", 3), Field("ledger_days", 4))),
        Section("api", gettext_lazy("Interface for other systems"), (Field("api_rate", 4), Field("api_anonymous", 4))),
    )


class CodeForm(PortalForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": ""}),
    )
    sections = (Section("code", "", (Field("code", 6),)),)
