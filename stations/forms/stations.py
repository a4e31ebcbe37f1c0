"""Forms of stations: master data, staff, five haves, places, merging."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import NumberInput, Radios, WholeDateField
from stations.choices import Closing, Have
from stations.choosing import HOST_TOWNS, OPEN_STATIONS, have_labels
from stations.models import FiveHaves, StaffMember, Station


class StationForm(PortalModelForm):
    sections = (
        Section(
            "station",
            gettext_lazy("Station"),
            (
                Field("name", 6),
                Field("head_name", 3),
                Field("phone", 3),
                Field("address", 6),
                Field("open_hours", 4),
                Field("opened_on", 2),
            ),
        ),
    )

    class Meta:
        model = Station
        fields = ["name", "head_name", "phone", "address", "open_hours", "opened_on"]


class StaffForm(PortalModelForm):
    sections = (
        Section(
            "staff",
            gettext_lazy("Member of staff"),
            (
                Field("name", 3),
                Field("post", 3),
                Field("phone", 3),
                Field("since", 3),
                Field("is_full_time", 3),
                Field("is_veteran", 3),
            ),
        ),
    )

    class Meta:
        model = StaffMember
        fields = ["name", "post", "is_full_time", "is_veteran", "phone", "since"]


class LeavingForm(PortalForm):
    left_on = WholeDateField(label=gettext_lazy("last day"))
    sections = (Section("leaving", "", (Field("left_on", 6),)),)


class FiveHavesForm(PortalModelForm):
    """One line a have: ticked, and what proves it."""

    year = forms.IntegerField(label=gettext_lazy("year"), widget=NumberInput())
    sections = (
        Section("year", gettext_lazy("Year"), (Field("year", 2), Field("budget", 3), Field("premises_m2", 3))),
        Section(
            "haves",
            gettext_lazy("Five haves"),
            tuple(
                place
                for code in Have.values
                for place in (Field(f"has_{code}", 6, True), Field(f"{code}_evidence", 6, True))
            ),
            hint=gettext_lazy("Tick what there is and say what proves it"),
        ),
    )

    class Meta:
        model = FiveHaves
        fields = [
            "budget",
            "premises_m2",
            *(name for code in Have.values for name in (f"has_{code}", f"{code}_evidence")),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, (label, hint) in have_labels().items():
            self.fields[f"has_{code}"].label = label
            self.fields[f"{code}_evidence"].label = _("%(have)s: evidence") % {"have": label}
            self.fields[f"{code}_evidence"].help_text = hint


class HaveLabelsForm(PortalForm):
    """What the five are called here."""

    sections = (
        Section(
            "labels",
            gettext_lazy("Five haves"),
            tuple(
                place
                for code in Have.values
                for place in (Field(f"label_{code}", 6, True), Field(f"hint_{code}", 6, True))
            ),
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, (label, hint) in have_labels().items():
            self.fields[f"label_{code}"] = forms.CharField(label=Have(code).label, max_length=20, initial=label)
            self.fields[f"hint_{code}"] = forms.CharField(
                label=_("what proves it"), max_length=100, initial=hint, required=False
            )

    @property
    def labels(self):
        values = self.cleaned_data
        return {code: (values[f"label_{code}"], values[f"hint_{code}"]) for code in Have.values}


class DivisionForm(PortalForm):
    code = forms.RegexField(
        r"^\d{12}$", label=gettext_lazy("code"), help_text=gettext_lazy("12 digits, as published (GB/T 2260 and below)")
    )
    name = forms.CharField(label=gettext_lazy("name"), max_length=60)
    sections = (Section("division", gettext_lazy("New division"), (Field("code", 3), Field("name", 4))),)


class AliasesForm(PortalForm):
    names = forms.CharField(
        label=gettext_lazy("other names"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("One a line: short, long and former names that rosters use."),
    )
    sections = (Section("names", "", (Field("names", 12),)),)

    def __init__(self, *args, row=None, **kwargs):
        names = "\n".join(row.aliases.values_list("name", flat=True)) if row else ""
        super().__init__(*args, row=row, **{**kwargs, "initial": {"names": names}})

    def clean_names(self):
        return [name.strip() for name in self.cleaned_data["names"].splitlines() if name.strip()]


class HostForm(PortalForm):
    host = forms.ModelChoiceField(
        HOST_TOWNS,
        label=gettext_lazy("host town"),
        required=False,
    )
    sections = (Section("host", "", (Field("host", 6),)),)


class CloseForm(PortalForm):
    """Which station takes over, since when, and on whose decision."""

    kind = forms.ChoiceField(
        label=gettext_lazy("what happened"), choices=Closing, widget=Radios, initial=Closing.MERGED
    )
    successor = forms.ModelChoiceField(
        OPEN_STATIONS,
        label=gettext_lazy("successor"),
        empty_label=gettext_lazy("Please choose"),
    )
    on = WholeDateField(label=gettext_lazy("takes effect on"))
    reason = forms.CharField(
        label=gettext_lazy("decision or reason"),
        max_length=200,
        help_text=gettext_lazy("For example the number of the document"),
    )
    sections = (
        Section(
            "closing",
            gettext_lazy("Merge or close"),
            (Field("kind", 3), Field("successor", 6), Field("on", 3), Field("reason", 12)),
        ),
    )

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            field = self.fields["successor"]
            field.queryset = field.queryset.filter(tier=row.tier).exclude(pk=row.pk)
            field.label_from_instance = lambda one: f"{one.parent.place} · {one.place}" if one.parent else one.place


class ReasonForm(PortalForm):
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=200)
    sections = (Section("reason", "", (Field("reason", 12),)),)
