"""Registering an appeal in under a minute: who, what, how it came. Earlier cases and duplicates show while typing."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appeals.choices import Kind
from appeals.models import Appeal, Category
from core.forms import Field, PortalModelForm, Section
from core.validators import parse_identity
from core.validators.problems import Problem
from core.widgets import Radios


class AppealForm(PortalModelForm):
    """`found` is the person on file; a name without one is somebody unknown; both empty and ticked is anonymous."""

    sections = (
        Section(
            "who",
            _("Who asks"),
            (Field("name", 3), Field("phone", 3), Field("id_no", 3), Field("is_anonymous", 3), Field("person", 12)),
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
        widgets = {"kind": Radios()}

    def __init__(self, *args, candidates=None, **kwargs):
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
        self._offer_people(candidates)

    def _offer_people(self, candidates):
        """The select lists the few people on file that fit what was typed, and whoever was chosen."""
        field = self.fields["person"]
        field.empty_label = _("Not on file, or not chosen")
        field.help_text = _("People on file appear here while you type the name.")
        rows = candidates if candidates is not None else ()
        field.choices = [("", field.empty_label), *((person.pk, label_of(person)) for person in rows)]

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
        elif not values.get("person") and not (values.get("phone") or values.get("id_no")):
            self.warn("phone", _("Without a phone or identity number the person cannot look the case up."))
        return values


def label_of(person):
    """A candidate as the select names it: masked, with the village."""
    born = f"{person.birth_date.year}年生" if person.birth_date else ""
    return " · ".join(part for part in (person.name, born, person.station.place, str(person.id_no or "")) if part)
