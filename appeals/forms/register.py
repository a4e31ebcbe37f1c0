"""Registering an appeal in under a minute: who, what, how it came. Earlier cases and duplicates show while typing."""

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from appeals.choices import Kind
from appeals.models import Appeal, Category
from core.forms import Field, PortalModelForm, Section
from core.validators import parse_identity, parse_whole
from core.validators.problems import Problem
from core.widgets import Radios


class Chosen(HiddenInput):
    """The person chosen among those that the page shows as radio buttons named `chosen`; draws nothing itself."""

    def value_from_datadict(self, data, files, name):
        return parse_whole(data.get("chosen", ""))

    def value_omitted_from_data(self, data, files, name):
        return "chosen" not in data

    def render(self, name, value, attrs=None, renderer=None):
        return ""


class AppealForm(PortalModelForm):
    """`person` is chosen among the people on file whom the page shows above the form; a name alone is somebody unknown."""

    sections = (
        Section(
            "who",
            _("Who asks"),
            (Field("name", 3), Field("phone", 3), Field("id_no", 3), Field("is_anonymous", 3)),
            hint=_("Name or last four: the person on file is found"),
        ),
        Section(
            "what",
            _("What about"),
            (
                Field("title", 6),
                Field("category", 3),
                Field("aspect", 3),
                Field("facts", 12),
                Field("demand", 12),
                Field("kind", 6),
                Field("is_petition", 6),
            ),
            hint=_("In the person's own words"),
        ),
        Section(
            "how",
            _("How it came"),
            (
                Field("channel", 3),
                Field("received_on", 3),
                Field("head_count", 2),
                Field("address", 4),
                Field("representatives", 12),
            ),
        ),
    )
    live = ("name", "phone", "id_no", "title", "person")

    class Meta:
        model = Appeal
        fields = [
            "name", "phone", "id_no", "is_anonymous", "person", "title", "category", "aspect", "facts", "demand",
            "kind", "is_petition", "channel", "received_on", "head_count", "address", "representatives",
        ]  # fmt: skip
        widgets = {"kind": Radios(), "person": Chosen()}

    def __init__(self, *args, candidates=None, **kwargs):
        self.candidates = candidates or []
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.current()
        self.fields["received_on"].initial = self.today
        self.fields["channel"].initial = "visit"
        self.fields["head_count"].initial = 1
        self.fields["facts"].widget.attrs["rows"] = 4
        self.fields["demand"].widget.attrs["rows"] = 2
        self.fields["representatives"].widget.attrs["rows"] = 2
        self.fields["representatives"].help_text = _("One name a line, at most five, when several came.")
        self.fields["is_petition"].label = _("The person wishes the statutory way (petition)")
        self.fields["is_petition"].help_text = _("Then the law's deadlines hold, and written notices follow.")
        self.fields["kind"].choices = Kind.choices

    def clean_person(self):
        """Whoever was chosen among the people on file that the page showed (`candidates`), all within sight."""
        chosen = self.cleaned_data["person"]
        if chosen is not None and chosen.pk not in {person.pk for person in self.candidates}:
            raise ValidationError(_("Choose the person again, please."), code="not_offered")
        return chosen

    def clean_received_on(self):
        if self.cleaned_data["received_on"] > self.today:
            raise ValidationError(_("The day of receipt cannot be in the future."), code="future")
        return self.cleaned_data["received_on"]

    def clean_id_no(self):
        number = self.cleaned_data["id_no"]
        found = parse_identity(number) if number else None
        if isinstance(found, Problem):
            raise found.as_error()
        return number or None

    def clean(self):
        values = super().clean()
        if values.get("is_anonymous"):
            values.update(person=None, name="", phone=None, id_no=None)
        elif not values.get("person") and not values.get("name"):
            self.add_error("name", ValidationError(_("Give the name, or tick “anonymous”."), code="nobody"))
        elif not values.get("person") and self.candidates and "chosen" not in self.data:
            self.question(
                "not_on_file", _("People on file have this name or number. Choose above, or tick: it is none of them.")
            )
        elif not values.get("person") and not (values.get("phone") or values.get("id_no")):
            self.warn("phone", _("Without a phone or identity number the person cannot look the case up."))
        return values
