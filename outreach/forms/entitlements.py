"""Forms of institutions, entitlements, standards and the yearly confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, NumberInput, Radios, WholeDateField
from outreach.choices.confirmation import How
from outreach.models import Agreement, BenefitStandard, Institution


class InstitutionForm(PortalModelForm):
    sections = (
        Section("what", _("Institution"), (Field("kind", 4), Field("name", 8), Field("address", 12))),
        Section("reach", _("How to reach it"), (Field("contact", 4), Field("phone", 4), Field("capacity", 4))),
        Section("time", _("Time"), (Field("opened_on", 4), Field("closed_on", 4), Field("note", 12))),
    )

    class Meta:
        model = Institution
        fields = ("kind", "name", "address", "contact", "phone", "capacity", "opened_on", "closed_on", "note")

    def clean(self):
        values = super().clean()
        start, end = values.get("opened_on"), values.get("closed_on")
        if start and end and end < start:
            self.add_error("closed_on", forms.ValidationError(_("This is before the beginning."), code="before"))
        return values


class AgreementForm(PortalModelForm):
    sections = (
        Section("agreed", "", (Field("subject", 12), Field("signed_on", 4), Field("until", 4), Field("number", 4))),
    )

    class Meta:
        model = Agreement
        fields = ("subject", "signed_on", "until", "number")

    def clean(self):
        values = super().clean()
        start, end = values.get("signed_on"), values.get("until")
        if start and end and end < start:
            self.add_error("until", forms.ValidationError(_("This is before the beginning."), code="before"))
        return values


class ReceivedForm(PortalForm):
    sections = (Section("received", "", (Field("from_on", 6), Field("note", 12))),)
    from_on = WholeDateField(label=_("Received on"), widget=DateInput())
    note = forms.CharField(label=_("How it is known"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", self.today)


class ReasonForm(PortalForm):
    sections = (Section("reason", "", (Field("reason", 12),)),)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class StandardForm(PortalModelForm):
    sections = (
        Section("whom", _("For whom"), (Field("category", 6), Field("level", 3), Field("nature", 3))),
        Section(
            "what",
            _("What is paid"),
            (Field("valid_from", 3), Field("amount", 3), Field("per", 3), Field("document", 12)),
        ),
    )

    class Meta:
        model = BenefitStandard
        fields = ("category", "level", "nature", "valid_from", "amount", "per", "document")


class RoundForm(PortalForm):
    sections = (Section("round", "", (Field("year", 3), Field("due_on", 4))),)
    year = forms.IntegerField(label=_("Year"), widget=NumberInput())
    due_on = WholeDateField(label=_("To be confirmed by"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", self.today.year)


class ConfirmForm(PortalForm):
    """How and when; the people are ticked in the list above."""

    sections = (Section("confirm", "", (Field("how", 12), Field("confirmed_on", 4))),)
    how = forms.ChoiceField(label=_("Confirmed how"), choices=How.choices, widget=Radios())
    confirmed_on = WholeDateField(label=_("Confirmed on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("confirmed_on", self.today)


class DecisionForm(PortalForm):
    sections = (Section("decision", "", (Field("is_stop", 12), Field("decision", 12))),)
    is_stop = forms.TypedChoiceField(
        label=_("Decision on the payment"),
        choices=(("1", _("stop the payment")), ("0", _("go on paying"))),
        coerce=lambda value: value == "1",
        widget=Radios(),
    )
    decision = forms.CharField(label=_("Grounds"), max_length=200)
