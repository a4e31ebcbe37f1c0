"""The forms of visits: one visit, a unit's visit, a village's afternoon, photos, plans."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appeals.models import Category
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, NumberInput, Radios, WholeDateField
from outreach.choices.visits import Occasion, Subject, Target, Way
from outreach.forms.photos import photos_field
from outreach.forms.whom import WhomForm
from outreach.models import Visit, VisitPlan
from outreach.rules.goods import parse_goods


class GoodsField(forms.CharField):
    """Goods as they are written: 大米 2袋、食用油 1桶."""

    def to_python(self, value):
        return parse_goods(super().to_python(value))


def goods_field():
    return GoodsField(
        label=_("Goods"), max_length=400, required=False, help_text=_("The goods and how many: 大米 2袋、食用油 1桶")
    )


class VisitForm(WhomForm):
    """One visit or call to somebody on file."""

    sections = (
        Section("who", _("Visited"), (Field("whom", 4), Field("subject", 3), Field("occasion", 3), Field("on", 2, True)),
                hint=_("Name or last four: the person on file is found")),
        Section("how", _("What was brought"), (Field("way", 6), Field("visitors", 6), Field("money", 2), Field("goods", 6),
                Field("has_letter", 2), Field("is_signed", 2))),
        Section("said", _("How they are"), (Field("note", 6), Field("photos", 6)),
                hint=_("Issues become appeals on the next page")),
    )  # fmt: skip
    goods = goods_field()
    photos = photos_field()

    class Meta:
        model = Visit
        fields = ["person", "subject", "occasion", "way", "on", "visitors", "money", "has_letter", "is_signed", "note"]
        widgets = {"way": Radios()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [(code.value, code.label) for code in (Subject.PERSON, Subject.HOUSEHOLD)]
        self.fields["way"].choices = Way.choices
        self.fields["occasion"].choices = Occasion.choices
        self.fields["money"].required = False
        self.initial.setdefault("on", self.today)
        self.initial.setdefault("visitors", self.user.full_name)
        self.initial["money"] = self.initial.get("money") or ""

    def clean_on(self):
        return self.no_day_to_come("on")


class UnitVisitForm(PortalModelForm):
    """A visit to a service station or an enterprise (handbook §9 row 15)."""

    sections = (
        Section("unit", _("Visited"), (Field("subject", 3), Field("station", 4), Field("unit_name", 5))),
        Section("how", _("When and who"), (Field("on", 2), Field("occasion", 3), Field("visitors", 7), Field("money", 2),
                Field("goods", 6))),
        Section("said", _("What was said"), (Field("note", 6), Field("photos", 6))),
    )  # fmt: skip
    goods = goods_field()
    photos = photos_field()

    class Meta:
        model = Visit
        fields = ["subject", "station", "unit_name", "on", "occasion", "visitors", "money", "note"]
        widgets = {"subject": Radios()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [(code.value, code.label) for code in (Subject.STATION, Subject.ENTERPRISE)]
        self.initial["subject"] = self.initial.get("subject") or Subject.STATION
        self.fields["station"].queryset = self.fields["station"].queryset.open().select_related("division")
        self.fields["station"].label = _("Station, or where the enterprise is")
        self.fields["occasion"].choices = Occasion.choices
        self.fields["money"].required = False
        self.initial.setdefault("on", self.today)
        self.initial.setdefault("visitors", self.user.full_name)
        self.initial["money"] = self.initial.get("money") or ""

    def clean(self):
        values = super().clean()
        if values.get("subject") == Subject.ENTERPRISE and not values.get("unit_name"):
            self.add_error("unit_name", ValidationError(_("Name the enterprise."), code="unnamed"))
        if values.get("on") and values["on"] > self.today:
            self.add_error("on", ValidationError(_("This date is still to come."), code="future"))
        return values


class AfternoonForm(PortalForm):
    """What everybody of the afternoon has in common; the rows are read by the page."""

    sections = (
        Section("all", _("For everybody ticked"), (Field("occasion", 2), Field("on", 2), Field("visitors", 4),
                Field("money", 2), Field("goods", 6), Field("has_letter", 3), Field("is_household", 3)),
                hint=_("An amount or goods in a row go before these")),
    )  # fmt: skip
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Occasion.choices)
    on = WholeDateField(label=_("Date"), widget=DateInput())
    visitors = forms.CharField(label=_("Visitors"), max_length=120)
    money = forms.DecimalField(
        label=_("Money each (yuan)"), min_value=0, max_digits=10, decimal_places=2, required=False, widget=NumberInput()
    )
    goods = goods_field()
    has_letter = forms.BooleanField(label=_("Letter of sympathy"), required=False)
    is_household = forms.BooleanField(label=_("Counts for the household"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)
        self.initial.setdefault("visitors", self.user.full_name)

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise ValidationError(_("This date is still to come."), code="future")
        return self.cleaned_data["on"]


class RaiseForm(PortalForm):
    """What was said on a visit, as an appeal."""

    sections = (
        Section("issue", "", (Field("title", 12), Field("category", 6), Field("facts", 12), Field("demand", 12))),
    )
    title = forms.CharField(label=_("Matter"), max_length=60)
    category = forms.ModelChoiceField(label=_("Appeal category"), queryset=Category.current())
    facts = forms.CharField(label=_("Facts"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    demand = forms.CharField(label=_("Demand"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("facts", self.row.note)


def quarter_of(day):
    """The first and last day of the quarter of a day."""
    month = day.month - (day.month - 1) % 3
    following = date(day.year + 1, 1, 1) if month == 10 else date(day.year, month + 3, 1)
    return date(day.year, month, 1), following - timedelta(days=1)


class PlanForm(PortalModelForm):
    """Whom to reach between two days. A routine plan is offered for the quarter."""

    sections = (
        Section("plan", "", (Field("title", 6), Field("occasion", 3), Field("target", 3), Field("first_on", 3),
                Field("last_on", 3), Field("note", 6))),
    )  # fmt: skip

    class Meta:
        model = VisitPlan
        fields = ["title", "occasion", "target", "first_on", "last_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, last = quarter_of(self.today)
        self.initial.setdefault("first_on", first)
        self.initial.setdefault("last_on", last)
        self.initial.setdefault("occasion", Occasion.ROUTINE)
        self.initial.setdefault("target", Target.KEY)
        self.initial.setdefault("title", f"{first.year}年第{'一二三四'[(first.month - 1) // 3]}季度常态化联系")

    def clean(self):
        values = super().clean()
        first, last = values.get("first_on"), values.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", ValidationError(_("The plan ends before it begins."), code="backwards"))
        return values
