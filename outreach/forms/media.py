"""The forms of media items, online lessons, columns and telephone campaigns."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, Section
from core.widgets import DateInput, NumberInput, WholeDateField
from outreach.choices.media import PUBLISHING, Channel, Level
from outreach.forms.activities import RecordedForm, web_address
from outreach.models import MediaColumn, MediaItem, OnlineLesson


class MediaItemForm(RecordedForm):
    """An outlet that was entered before brings its level and channel along."""

    sections = (
        Section("where", _("Where it appeared"), (Field("outlet", 4), Field("level", 3), Field("channel", 3),
                Field("on", 2, True))),
        Section("what", _("What it was"), (Field("title", 12), Field("kind", 3), Field("url", 6), Field("station", 3),
                Field("note", 12))),
    )  # fmt: skip
    url = web_address()
    live = ("outlet",)

    class Meta:
        model = MediaItem
        fields = ["outlet", "level", "channel", "on", "title", "kind", "url", "station", "note"]

    def __init__(self, *args, same=None, **kwargs):
        self.same = same
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [("", _("Please choose")), *Level.choices]
        self.fields["channel"].choices = [("", _("Please choose")), *PUBLISHING]
        self.fields["kind"].choices = MediaItem._meta.get_field("kind").choices

    def clean(self):
        values = super().clean()
        if self.same and self.same(values):
            self.question("double", _("This item of that outlet and day is entered already. Is it another one?"))
        return values


class LessonForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("title", 6), Field("lecturer", 3), Field("on", 3, True))),
        Section("where", _("Where to see it"), (Field("outlet", 4), Field("channel", 3), Field("url", 4), Field("views", 3),
                Field("counted_on", 3), Field("station", 4), Field("note", 12))),
    )  # fmt: skip
    url = web_address()

    class Meta:
        model = OnlineLesson
        fields = ["title", "lecturer", "on", "outlet", "channel", "url", "views", "counted_on", "station", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["views"].required = False
        self.fields["channel"].choices = [("", _("Please choose")), *PUBLISHING]

    def clean(self):
        values = super().clean()
        values["views"] = values.get("views") or 0
        if values["views"] and not values.get("counted_on"):
            values["counted_on"] = self.today
        if values.get("counted_on") and values["counted_on"] > self.today:
            self.add_error("counted_on", ValidationError(_("This date is still to come."), code="future"))
        return values


class ViewsForm(PortalForm):
    sections = (Section("views", "", (Field("views", 6), Field("counted_on", 6))),)
    views = forms.IntegerField(label=_("Views"), min_value=0, max_value=2_000_000_000, widget=NumberInput())
    counted_on = WholeDateField(label=_("Read on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("counted_on", self.today)


class ColumnForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("name", 6), Field("purpose", 3), Field("on", 3, True))),
        Section("where", _("Where it can be found"), (Field("outlet", 4), Field("channel", 2),
                Field("url", 6), Field("reached", 3),
                Field("ended_on", 3), Field("station", 4), Field("note", 12)),
                hint=_("A telephone campaign has the channel “telephone” and counts the people called")),
    )  # fmt: skip
    url = web_address()

    class Meta:
        model = MediaColumn
        fields = ["name", "purpose", "on", "outlet", "channel", "url", "reached", "ended_on", "station", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Since")
        self.fields["channel"].choices = [("", _("Please choose")), *Channel.choices]
        self.fields["purpose"].choices = MediaColumn._meta.get_field("purpose").choices


class EndForm(PortalForm):
    sections = (Section("end", "", (Field("ended_on", 6),)),)
    ended_on = WholeDateField(label=_("Ended on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ended_on", self.today)
