"""The small forms of single verbs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import Radios, WholeDateField
from veterans import choices, rules
from veterans.actions.merging import differing
from veterans.models import CorrectionRequest, Household, Person
from veterans.places import destinations, station_of


class WideForm(PortalForm):
    """Every field on a line of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = (Section("fields", "", tuple(Field(name, 12) for name in self.fields)),)


class ReasonForm(WideForm):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))


class OpinionForm(WideForm):
    opinion = forms.CharField(label=_("Opinion"), max_length=200)


class ByDay(WideForm):
    """A form about something that happened on a day, today unless somebody says otherwise; never a day to come."""

    day = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault(self.day, self.today)

    def clean(self):
        values = super().clean()
        if values.get(self.day) and values[self.day] > self.today:
            self.add_error(self.day, ValidationError(_("This date is still to come."), "future"))
        return values


class DeathForm(ByDay):
    day = "died_on"
    died_on = WholeDateField(label=_("Died on"))
    note = forms.CharField(label=_("How it is known (certificate, visit)"), max_length=200, required=False)

    def clean_died_on(self):
        died, born = self.cleaned_data["died_on"], self.row.birth_date
        if born and died < born.first_day:
            raise ValidationError(_("This is before the birth."), code="before_birth")
        return died


class MovingOutForm(ByDay):
    day = "moved_out_on"
    moved_out_on = WholeDateField(label=_("Moved out on"))
    moved_out_to = forms.CharField(label=_("Where to"), max_length=100, required=False)
    note = forms.CharField(label=_("How it is known"), max_length=200, required=False)


class TransferForm(PortalForm):
    """Any station of the network may be named: divisions are public, who is on file there is not."""

    sections = (Section("fields", "", (Field("station", 12), Field("reason", 12))),)

    station = forms.TypedChoiceField(label=_("Transfer to which station"), coerce=station_of)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["station"].choices = [("", _("Please choose")), *destinations()]


class MergeForm(PortalForm):
    """One choice for each field in which two records differ; the kept record's value unless it has none."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    version = ""  # the action takes both records as they then are

    def __init__(self, *args, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.other = other
        self.rows = []
        found = sorted(differing(self.row, other), key=lambda one: not (one[1] and one[2]))
        self.contradictions = sum(bool(mine and theirs) for _field, mine, theirs in found)
        for field, mine, theirs in found:
            name = f"take_{field.name}"
            first, second = shown(field, mine, self.row), shown(field, theirs, other)
            self.fields[name] = forms.ChoiceField(
                label=field.verbose_name,
                choices=(("kept", first), ("absorbed", second)),
                initial="kept" if mine else "absorbed",
                widget=Radios,
            )
            self.rows.append(name)
        self.sections = (
            Section("reason", _("Reason"), (Field("reason", 12),)),
            Section("choices", _("Which value is right"), tuple(Field(name, 12) for name in self.rows)),
        )

    @property
    def choices(self):
        """The bound choices, contradictions first."""
        return [self[name] for name in self.rows]

    @property
    def taken(self):
        return [name.removeprefix("take_") for name in self.rows if self.cleaned_data[name] == "absorbed"]


HIDDEN = {"group", "hukou_addr", "addr", "work_addr"}


def shown(field, value, person):
    """A value as a reader of masked pages may see it (handbook §10.4): address to the village, numbers masked."""
    if value in (None, ""):
        return _("empty")
    if field.name in HIDDEN:
        return f"{person.station.place}…"
    if field.name in ("birth_date", "birth_stated"):
        return f"{value.year}年"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    labels = dict(field.flatchoices or ())
    return str(labels.get(value, value))


class CorrectionForm(PortalModelForm):
    sections = (Section("fields", "", (Field("field", 12), Field("proposed", 12), Field("evidence", 12))),)

    field = forms.ChoiceField(label=_("Which field"))

    class Meta:
        model = CorrectionRequest
        fields = ("field", "proposed", "evidence")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = [field for field in Person._meta.concrete_fields if field.editable and field.name not in NOT_CORRECTED]
        self.fields["field"].choices = [(field.name, field.verbose_name) for field in names]
        self.fields["proposed"].required = True

    def clean(self):
        """What is proposed must be something that could be entered; a word of a code table counts for its code."""
        values = super().clean()
        name, proposed = values.get("field"), values.get("proposed")
        if not name or not proposed:
            return values
        field = Person._meta.get_field(name)
        codes = {str(label): code for code, label in field.flatchoices or ()}
        proposed = codes.get(str(proposed), str(proposed))
        try:
            field.formfield().clean(proposed)
            values["proposed"] = proposed
        except ValidationError as problem:
            self.add_error("proposed", problem)
        return values


NOT_CORRECTED = frozenset({"id", "station", "household", "id_raw", "id_override", "birth_stated", "sex_stated", "alive",
                           "died_on", "moved_out_on", "moved_out_to"})  # fmt: skip


class SettleCorrectionForm(WideForm):
    is_accepted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=(("1", _("Take it over")), ("0", _("Leave it as it is"))),
        coerce=lambda value: value == "1",
        widget=Radios,
    )
    opinion = forms.CharField(label=_("Opinion"), max_length=200, required=False)

    def clean(self):
        values = super().clean()
        if values.get("is_accepted") is False and not values.get("opinion"):
            self.add_error("opinion", ValidationError(_("Say why not."), "required"))
        return values


class CardForm(ByDay):
    day = "accepted_on"
    accepted_on = WholeDateField(label=_("Accepted on"))


class StepForm(ByDay):
    """The next step of a card or plaque."""

    day = "on"
    steps: dict = {}
    labels: type = choices.CardState
    state = forms.ChoiceField(label=_("Next step"), widget=Radios)
    on = WholeDateField(label=_("Date"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        following = self.steps.get(self.row.state, ())
        self.fields["state"].choices = [(step, self.labels(step).label) for step in following]
        if following:
            self.initial.setdefault("state", following[0])


class AdvanceCardForm(StepForm):
    steps = rules.CARD_STEPS
    card_no = forms.CharField(label=_("Card number"), max_length=40, required=False)
    reason = forms.CharField(label=_("Reason (when refused or cancelled)"), max_length=200, required=False)


class PlaqueForm(ByDay):
    day = "applied_on"
    applied_on = WholeDateField(label=_("Applied on"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class AdvancePlaqueForm(StepForm):
    steps, labels = rules.PLAQUE_STEPS, choices.PlaqueState
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    reason = forms.CharField(label=_("Reason (when refused or cancelled)"), max_length=200, required=False)


class HouseholdForm(PortalModelForm):
    sections = (
        Section("fields", "", (Field("number", 6), Field("relation", 6), Field("head_name", 6), Field("address", 12))),
    )

    relation = forms.ChoiceField(label=_("Relation to the householder"), choices=choices.HOUSEHOLD_RELATIONS)

    class Meta:
        model = Household
        fields = ("number", "head_name", "address")


class WhoSeesForm(WideForm):
    number = forms.IntegerField(label=_("Number of the record"), min_value=1)
