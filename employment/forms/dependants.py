"""The forms of dependants' cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, Radios, WholeDateField
from employment.choices.dependants import Standing
from employment.forms.people import PersonField, offer
from employment.models import SchoolEnrolmentCase, SpousePlacement
from employment.rules.dependants import is_matched
from employment.rules.placement import employers

WHO = Section("who", _("Who"), (Field("name", 3), Field("soldier", 3), Field("soldier_unit", 6), Field("person", 6)))
YES_NO = (("1", _("public")), ("0", _("not public")))


class SpouseForm(PortalModelForm):
    """An accompanying spouse applies for work."""

    sections = (
        WHO,
        Section(
            "work",
            _("Work"),
            (
                Field("standing", 6),
                Field("work_before", 6),
                Field("wish", 6),
                Field("applied_on", 3),
                Field("note", 12),
            ),
            hint=_("Organs and institutions are matched with their like (§46)"),
        ),
    )
    live = ("person",)
    person = PersonField(required=False, label=_("Family member on file"))

    class Meta:
        model = SpousePlacement
        fields = ["name", "soldier", "soldier_unit", "person", "standing", "work_before", "wish", "applied_on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applied_on"].initial = self.today


class SchoolForm(PortalModelForm):
    """A soldier's child is to enter school."""

    sections = (
        WHO,
        Section(
            "school",
            _("School"),
            (Field("born_on", 3), Field("stage", 3), Field("ground", 6), Field("wished_school", 6),
             Field("term_on", 3), Field("applied_on", 3), Field("note", 12)),
            hint=_("The family chooses among five grounds (§43)"),
        ),
    )  # fmt: skip
    live = ("person", "term_on")
    person = PersonField(required=False, label=_("Family member on file"))

    class Meta:
        model = SchoolEnrolmentCase
        fields = [
            "name", "soldier", "soldier_unit", "person", "born_on", "stage", "ground", "wished_school", "term_on",
            "applied_on", "note",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applied_on"].initial = self.today


class PlaceSpouseForm(PortalForm):
    """Where the spouse works now; another kind of unit than before is asked about."""

    sections = (
        Section(
            "unit",
            "",
            (
                Field("employer", 6),
                Field("unit_name", 6),
                Field("placed_in", 6),
                Field("placed_on", 6),
                Field("reason", 12),
            ),
        ),
    )
    employer = forms.ModelChoiceField(label=_("Employer on file"), queryset=None, required=False)
    unit_name = forms.CharField(label=_("or another unit"), max_length=100, required=False)
    placed_in = forms.ChoiceField(label=_("Kind of unit"), choices=[("", "—"), *Standing.choices[:-1]])
    placed_on = WholeDateField(label=_("Placed on"), widget=DateInput())
    reason = forms.CharField(
        label=_("Why not the like of before"),
        max_length=120,
        required=False,
        help_text=_("Needed when an organ or institution is not followed by its like (§46)."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "employer", employers())
        self.fields["placed_on"].initial = self.today

    def clean(self):
        values = super().clean()
        if not values.get("employer") and not values.get("unit_name"):
            self.add_error("unit_name", forms.ValidationError(_("Name the unit."), code="no_unit"))
        placed_in = values.get("placed_in")
        if placed_in and not is_matched(self.row.standing, placed_in) and not values.get("reason"):
            message = _("Before it was “%(before)s”: say why it is another kind now.")
            said = forms.ValidationError(
                message, code="not_matched", params={"before": self.row.get_standing_display()}
            )
            self.add_error("reason", said)
        return values


class EnterSchoolForm(PortalForm):
    sections = (Section("school", "", (Field("school", 6), Field("enrolled_on", 6), Field("is_public", 12))),)
    school = forms.CharField(label=_("School entered"), max_length=80)
    enrolled_on = WholeDateField(label=_("Entered on"), widget=DateInput())
    is_public = forms.TypedChoiceField(
        label=_("What school"), choices=YES_NO, coerce=lambda value: value == "1", widget=Radios()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].initial = self.row.wished_school
        self.fields["enrolled_on"].initial = self.today
