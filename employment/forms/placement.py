"""The forms of placement and of choosing posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, NumberInput, Radios, WholeDateField
from employment.choices import placement as choices
from employment.forms.people import PersonField, offer
from employment.models import MinimumWage, PlacementBatch, PlacementCase, PlacementPost
from employment.rules import placement as rules


class CaseForm(PortalModelForm):
    """Registering somebody for placement, and correcting it."""

    sections = (
        Section("who", _("Who"), (Field("person", 6), Field("mode", 6), Field("from_unit", 6), Field("along_with", 6))),
        Section(
            "when",
            _("Acceptance"),
            (Field("accepted_on", 3), Field("batch_year", 3), Field("training_exempt", 6)),
            hint=_("The six months run from this day"),
        ),
        Section(
            "score",
            _("Score and order"),
            (Field("score", 2), Field("service_months", 3), Field("lot_no", 2), Field("batch", 4), Field("note", 12)),
            hint=_("Assigned work only"),
        ),
    )
    live = ("person", "accepted_on")
    person = PersonField()

    class Meta:
        model = PlacementCase
        fields = [
            "person", "mode", "from_unit", "along_with", "accepted_on", "batch_year", "training_exempt", "score",
            "service_months", "lot_no", "batch", "note",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.row:
            self.fields["batch_year"].initial = self.today.year
            self.fields["accepted_on"].initial = self.today
        planned = self.fields["batch"].queryset
        kept = getattr(self.row, "batch_id", None)
        self.fields["batch"].queryset = planned.filter(session="planned") | planned.filter(pk=kept)
        self.fields["score"].help_text = _("By the national scoring of archives.")
        self.fields["lot_no"].help_text = _("Only for equal score and service.")

    def clean_accepted_on(self):
        if self.cleaned_data["accepted_on"] > self.today:
            raise forms.ValidationError(_("The day of acceptance is still to come."), code="future")
        return self.cleaned_data["accepted_on"]

    def clean(self):
        values = super().clean()
        is_choosing = values.get("mode") in choices.CHOOSING
        if values.get("batch") and not is_choosing:
            self.add_error("batch", forms.ValidationError(_("Only assigned work has a batch."), code="other_mode"))
        if is_choosing and values.get("score") is None:
            self.warn("score", _("Without a score nobody can choose a post."))
        return values


class UnitForm(PortalForm):
    """Unit and post that the bureau names."""

    sections = (Section("unit", "", (Field("employer", 6), Field("unit_name", 6), Field("post_title", 12))),)
    employer = forms.ModelChoiceField(label=_("Employer on file"), queryset=None, required=False)
    unit_name = forms.CharField(label=_("or another unit"), max_length=100, required=False)
    post_title = forms.CharField(label=_("Post"), max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "employer", rules.employers())

    def clean(self):
        values = super().clean()
        if not values.get("employer") and not values.get("unit_name"):
            self.add_error("unit_name", forms.ValidationError(_("Name the unit."), code="no_unit"))
        return values


class OnForm(PortalForm):
    """On which day it happened, and a word about it."""

    sections = (Section("on", "", (Field("on", 6), Field("note", 12))),)
    on = WholeDateField(label=_("Day"), widget=DateInput())
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("This day is still to come."), code="future")
        return self.cleaned_data["on"]


class ReceiveForm(OnForm):
    sections = (Section("on", "", (Field("on", 6), Field("unit_name", 6), Field("note", 12))),)
    unit_name = forms.CharField(label=_("Where they are received"), max_length=100, required=False)


class WithdrawForm(PortalForm):
    sections = (Section("why", "", (Field("leaving", 12), Field("note", 12))),)
    leaving = forms.ChoiceField(label=_("Reason"), choices=choices.Leaving.choices, widget=Radios())
    note = forms.CharField(label=_("What there is on paper"), max_length=200)


class TickForm(PortalForm):
    """One thing a retiree got."""

    sections = (Section("tick", "", (Field("item", 12), Field("done_on", 6), Field("note", 6))),)
    item = forms.ChoiceField(label=_("Item"), choices=choices.TREATMENT_CHOICES, widget=forms.Select())
    done_on = WholeDateField(label=_("Done on"), widget=DateInput())
    note = forms.CharField(label=_("How"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = self.today


class BatchForm(PortalModelForm):
    sections = (
        Section("batch", _("Batch"), (Field("title", 6), Field("year", 2), Field("session_on", 4), Field("place", 12))),
    )

    class Meta:
        model = PlacementBatch
        fields = ["title", "year", "session_on", "place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.row:
            self.fields["year"].initial = self.today.year


class PostForm(PortalModelForm):
    sections = (
        Section(
            "post",
            "",
            (Field("employer", 6), Field("unit_name", 6), Field("title", 6), Field("places", 2), Field("pay", 4),
             Field("requirements", 12)),
        ),
    )  # fmt: skip

    class Meta:
        model = PlacementPost
        fields = ["employer", "unit_name", "title", "places", "pay", "requirements"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit_name"].label = _("or another unit")
        offer(self, "employer", rules.employers())

    def clean(self):
        values = super().clean()
        if not values.get("unit_name") and values.get("employer"):
            values["unit_name"] = self.instance.unit_name = values["employer"].name
        if not values.get("unit_name"):
            self.add_error("unit_name", forms.ValidationError(_("Name the unit."), code="no_unit"))
        return values


class WageForm(PortalModelForm):
    sections = (Section("wage", "", (Field("valid_from", 4), Field("amount", 3), Field("source", 12))),)

    class Meta:
        model = MinimumWage
        fields = ["valid_from", "amount", "source"]


class PayForm(PortalForm):
    """The month whose subsidy has been paid."""

    sections = (Section("pay", "", (Field("month", 4), Field("paid_on", 4), Field("voucher", 4))),)
    month = WholeDateField(label=_("Month (any day of it)"), widget=DateInput())
    paid_on = WholeDateField(label=_("Paid on"), widget=DateInput())
    voucher = forms.CharField(label=_("Voucher"), max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].initial = rules.first_of(self.today)
        self.fields["paid_on"].initial = self.today


class LimitsForm(PortalForm):
    """The bureau's own limits for dependants' cases."""

    sections = (Section("limits", _("Days"), (Field("spouse_days", 4), Field("school_days_before_term", 4))),)
    spouse_days = forms.IntegerField(
        label=_("Spouse to be placed within"), min_value=1, max_value=730, widget=NumberInput()
    )
    school_days_before_term = forms.IntegerField(
        label=_("School settled before the term by"), min_value=1, max_value=180, widget=NumberInput()
    )
