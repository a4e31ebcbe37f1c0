"""Forms beside the steps: attachments, promises, the calendar, limits, categories, the public page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.choices import Rating
from appeals.models import Category
from core.forms import Field, PortalForm, Section
from core.widgets import DateInput, Drop, NumberInput, Radios, WholeDateField
from stations.choices import Tier


class AttachForm(PortalForm):
    sections = (Section("file", "", (Field("file", 12), Field("title", 12))),)
    file = forms.FileField(
        label=_("File"), widget=Drop(), help_text=_("Photo, PDF, Word, Excel or recording, at most 10 MB.")
    )
    title = forms.CharField(label=_("What it is"), max_length=80, required=False)


class PromiseForm(PortalForm):
    sections = (Section("promise", "", (Field("text", 12), Field("due_on", 6))),)
    text = forms.CharField(label=_("What was promised"), max_length=120)
    due_on = WholeDateField(label=_("Until"), widget=DateInput())

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < self.today:
            raise forms.ValidationError(_("A promise is for today or later."), code="past")
        return self.cleaned_data["due_on"]


class KeptForm(PortalForm):
    kept_note = forms.CharField(label=_("How it was kept"), max_length=200)
    sections = (Section("kept", "", (Field("kept_note", 12),)),)


class HolidayForm(PortalForm):
    sections = (Section("day", "", (Field("day", 4), Field("name", 4), Field("is_off", 4))),)
    day = WholeDateField(label=_("Day"), widget=DateInput())
    name = forms.CharField(label=_("Holiday"), max_length=40, required=False)
    is_off = forms.TypedChoiceField(
        label=_("What it is"),
        choices=(("1", _("a day off")), ("0", _("a working day (moved)"))),
        coerce=lambda value: value == "1",
        widget=Radios(),
        initial="1",
    )


class YearForm(PortalForm):
    sections = (Section("year", "", (Field("year", 3),)),)
    year = forms.IntegerField(label=_("Year"), widget=NumberInput())


class LimitsForm(PortalForm):
    """Days at each tier."""

    sections = (Section("limits", _("Days"), tuple(Field(tier, 3) for tier in ("village", "town", "city"))),)
    village = forms.IntegerField(label=Tier.VILLAGE.label, min_value=1, max_value=60, widget=NumberInput())
    town = forms.IntegerField(label=Tier.TOWN.label, min_value=1, max_value=60, widget=NumberInput())
    city = forms.IntegerField(label=Tier.CITY.label, min_value=1, max_value=60, widget=NumberInput())


class CategoryForm(PortalForm):
    """What follows a category that ends: a new one, or another of the list."""

    sections = (Section("next", "", (Field("label", 6), Field("short", 6), Field("successor", 12))),)
    label = forms.CharField(label=_("New category"), max_length=30, required=False)
    short = forms.CharField(label=_("Short form"), max_length=6, required=False)
    successor = forms.ModelChoiceField(label=_("or an existing one"), queryset=Category.current(), required=False)

    def clean(self):
        values = super().clean()
        if not values.get("successor") and not (values.get("label") and values.get("short")):
            self.add_error(
                "label", forms.ValidationError(_("Name the new category or choose an existing one."), code="none")
            )
        return values


class PublicQuery(forms.Form):
    """What the public page asks: the code and the last four."""

    code = forms.CharField(
        label=_("Query code"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    last4 = forms.CharField(
        label=_("Last four of the identity number or phone"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "text"}),
    )

    def clean_code(self):
        return self.cleaned_data["code"].replace("-", "").replace(" ", "").upper()

    def clean_last4(self):
        return self.cleaned_data["last4"].upper()


class PublicRating(PublicQuery):
    rating = forms.ChoiceField(choices=Rating.choices, label=_("How satisfied are you?"))
    note = forms.CharField(label=_("Remark (optional)"), max_length=200, required=False)
