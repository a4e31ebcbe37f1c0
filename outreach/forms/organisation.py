"""The forms of evidence, leading groups, key villages and posts."""

from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, WholeDateField
from outreach.forms.activities import RecordedForm, web_address
from outreach.forms.photos import photos_field
from outreach.models import Evidence, Organ, Post


class EvidenceForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("part", 4), Field("title", 6), Field("on", 3), Field("ended_on", 3),
                Field("document_no", 6))),
        Section("more", _("More"), (Field("url", 6), Field("station", 6), Field("note", 6), Field("photos", 6))),
    )  # fmt: skip
    photos = photos_field()
    url = web_address()

    class Meta:
        model = Evidence
        fields = ["part", "title", "on", "ended_on", "document_no", "url", "station", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Since")
        self.fields["part"].choices = Evidence._meta.get_field("part").choices
        if self.row is not None:
            del self.fields["photos"]


class OrganForm(RecordedForm):
    sections = (
        Section("what", _("What it was"), (Field("kind", 4), Field("name", 6), Field("station", 4), Field("on", 3),
                Field("ended_on", 3), Field("document_no", 6), Field("note", 12)),
                hint=_("A key village is entered at that village")),
    )  # fmt: skip

    class Meta:
        model = Organ
        fields = ["kind", "name", "station", "on", "ended_on", "document_no", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Set up on")
        self.fields["kind"].choices = Organ._meta.get_field("kind").choices


class PostForm(PortalModelForm):
    sections = (
        Section(
            "post", "", (Field("duty", 3), Field("name", 3), Field("office", 6), Field("since", 3), Field("until", 3))
        ),
    )

    class Meta:
        model = Post
        fields = ["duty", "name", "office", "since", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["since"] = self.initial.get("since") or self.today


class EndPostForm(PortalForm):
    sections = (Section("end", "", (Field("until", 6),)),)
    until = WholeDateField(label=_("Until"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", self.today)
