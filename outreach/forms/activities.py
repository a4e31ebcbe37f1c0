"""The forms of sessions, lectures, talks: what a phone in a village hall can fill in under two minutes."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appeals.forms.surveys import IssueForm
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.validators import clean_text, parse_whole
from core.widgets import Radios
from outreach.forms.photos import photos_field
from outreach.models import Lecture, OutreachEvent, PropagandaSession
from stations.choices import Tier
from stations.choosing import OPEN_STATIONS

BETWEEN_NAMES = re.compile(r"[、,，;；/\s]+")
LONGEST_NAME = 50


class RecordedForm(PortalModelForm):
    """Of a station, on a day: a village's clerk is not asked where, and the day is today until somebody says otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is None:
            self.initial["on"] = self.initial.get("on") or self.today
        if "station" in self.fields:
            self._offer_places()

    def _offer_places(self):
        own = self.user.station
        if own is not None and own.tier == Tier.VILLAGE:
            del self.fields["station"]
            return
        field = self.fields["station"]
        field.queryset = field.queryset.filter(pk__in=OPEN_STATIONS.values("pk")).select_related("division")
        field.label_from_instance = lambda station: station.place
        field.label = _("Where it belongs")
        self.initial["station"] = self.initial.get("station") or self.user.station_id

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise ValidationError(_("This date is still to come."), code="future")
        return self.cleaned_data["on"]


def web_address():
    """A web address; one without its beginning gets https."""
    return forms.URLField(
        label=_("Web address"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )


class NamesField(forms.CharField):
    """Names as they are written: 涂长林、廖国清."""

    def to_python(self, value):
        found = (clean_text(name) for name in BETWEEN_NAMES.split(super().to_python(value)))
        return list(dict.fromkeys(name for name in found if name))

    def validate(self, value):
        super().validate(value)
        for name in value:
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("“%(name)s” is too long for a name."), params={"name": name[:12]}, code="long")


class SessionForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("theme", 6), Field("on", 3, True), Field("audience", 3), Field("venue", 12))),
        Section("who", _("Where and who"), (Field("station", 4), Field("place", 4), Field("speakers", 4),
                Field("photos", 12))),
        Section("more", _("More"), (Field("campaign", 4), Field("note", 12)), hint=_("If there is anything to say")),
    )  # fmt: skip
    speakers = NamesField(label=_("Speakers"), max_length=200, help_text=_("Several names with a comma between them"))
    photos = photos_field()

    class Meta:
        model = PropagandaSession
        fields = ["theme", "on", "venue", "station", "place", "audience", "campaign", "note"]
        widgets = {"venue": Radios()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].choices = PropagandaSession._meta.get_field("venue").choices
        if self.row is not None:
            self.initial["speakers"] = "、".join(speaker.name for speaker in self.row.speakers.all())
            del self.fields["photos"]


class LectureForm(RecordedForm):
    """The theme is that of the month; another one is said beside the field."""

    sections = (
        Section("what", _("What it was"), (Field("on", 3, True), Field("theme", 6), Field("attendees", 3))),
        Section("who", _("Who and where"), (Field("lecturer", 4), Field("lecturer_kind", 12), Field("station", 4),
                Field("place", 4), Field("material", 4))),
        Section("more", _("More"), (Field("photos", 6), Field("campaign", 3), Field("note", 12))),
    )  # fmt: skip
    live = ("on", "theme")
    linked = {"on": ("theme",)}
    photos = photos_field()

    class Meta:
        model = Lecture
        fields = ["on", "theme", "lecturer", "lecturer_kind", "station", "place", "attendees", "material", "campaign",
                  "note"]  # fmt: skip
        widgets = {"lecturer_kind": Radios()}

    def __init__(self, *args, themes=None, **kwargs):
        self.themes = themes or {}
        super().__init__(*args, **kwargs)
        self.fields["lecturer_kind"].choices = Lecture._meta.get_field("lecturer_kind").choices
        if self.row is not None:
            del self.fields["photos"]
        else:
            self.initial["theme"] = self.initial.get("theme") or self.themes.get(first_of(self.today), "")

    def clean(self):
        values = super().clean()
        on, theme = values.get("on"), values.get("theme")
        wanted = self.themes.get(first_of(on), "") if on else ""
        if wanted and theme and theme != wanted:
            self.warn("theme", _("The theme of that month is “%(theme)s”.") % {"theme": wanted})
        return values


def first_of(day):
    return day.replace(day=1)


class TalkForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("kind", 12), Field("topic", 6), Field("on", 3, True), Field("attendees", 3))),
        Section("where", _("Where and who"), (Field("station", 4), Field("place", 4), Field("hosts", 4))),
        Section("more", _("More"), (Field("photos", 6), Field("campaign", 3), Field("note", 12))),
    )  # fmt: skip
    photos = photos_field()

    class Meta:
        model = OutreachEvent
        fields = ["kind", "topic", "on", "attendees", "station", "place", "hosts", "campaign", "note"]
        widgets = {"kind": Radios()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = OutreachEvent._meta.get_field("kind").choices
        self.fields["note"].label = _("What was said")
        if self.row is not None:
            del self.fields["photos"]
        else:
            self.initial["hosts"] = self.initial.get("hosts") or self.user.full_name


class NamePersonForm(PortalForm):
    """Who on file a name means: one of those whom the page found."""

    sections = (Section("who", "", (Field("person", 12),)),)
    person = forms.TypedChoiceField(label=_("On file"), coerce=parse_whole, required=False, widget=Radios())

    def __init__(self, *args, candidates=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = {person.pk: person for person in candidates}
        said = [(str(pk), f"{person.name} {person.station.place}") for pk, person in self.candidates.items()]
        self.fields["person"].choices = [*said, ("", _("Nobody of these"))]
        self.initial["person"] = str(self.row.person_id or "")

    def clean_person(self):
        return self.candidates.get(self.cleaned_data["person"] or None)


class ThemeForm(PortalForm):
    sections = (Section("theme", "", (Field("month", 3), Field("theme", 6))),)
    month = forms.CharField(label=_("Month"), max_length=7, help_text=_("Written 2026-11"))
    theme = forms.CharField(label=_("Theme"), max_length=60)

    def clean_month(self):
        try:
            return date.fromisoformat(f"{self.cleaned_data['month'].strip()}-01")
        except ValueError as problem:
            raise ValidationError(_("Write a month as 2026-11."), code="month") from problem


class TalkPointForm(IssueForm):
    """A point raised at a talk, which says itself when and where."""

    sections = IssueForm.sections[1:]

    class Meta(IssueForm.Meta):
        fields = [field.name for part in IssueForm.sections[1:] for field in part.fields]
