"""The entry form of a person: the fields of handbook §2.4 in the order of the paper form."""

import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalModelForm, Section
from core.validators import Problem, parse_identity
from core.vault import Sealed
from core.widgets import Checkboxes, PhoneInput
from veterans import choices
from veterans.models import Person, checks
from veterans.models.derive import derive

# Beside the last four digits these would give the number or the home away (handbook §10.4)
SECRET = ("birth_date", "birth_stated", "group", "hukou_addr", "addr", "work_addr")
STATED = ("birth_stated", "sex_stated")


class PersonForm(PortalModelForm):
    """Adds or amends one person. Masked, it leaves out what the mask is there to hide."""

    sections = (
        Section(
            "identity",
            _("Identity"),
            (
                Field("name", 2, True),
                Field("id_no", 4),
                Field("birth_date", 2),
                Field("sex", 2),
                Field("ethnic_group", 2),
                Field("station", 4),
                Field("group", 2),
                Field("political_status", 2),
                Field("education", 2),
                Field("marriage", 2),
                Field("birth_stated", 2),
                Field("sex_stated", 2),
                Field("id_type", 2),
            ),
            hint=_("Enter the number, the rest follows from it"),
        ),
        Section(
            "contact",
            _("Contact and home"),
            (
                Field("mobile", 2, True),
                Field("phone_other", 2, True),
                Field("hukou_addr", 4),
                Field("addr", 4),
                Field("hukou_type", 2),
                Field("native_place", 2),
                Field("emergency_contact", 2),
                Field("emergency_phone", 2),
                Field("work_addr", 4),
            ),
        ),
        Section(
            "service",
            _("Service"),
            (
                Field("enlist_date", 2),
                Field("discharge_date", 2),
                Field("branch", 2),
                Field("rank", 2),
                Field("unit_name", 4),
                Field("unit_code", 2),
                Field("enlist_place", 2),
                Field("enlist_hukou_type", 2),
                Field("discharge_mode", 2),
                Field("discharge_cert_no", 2),
                Field("placement_unit", 2),
                Field("awards", 6),
            ),
            hint=_("1973-11, 197311 and 1973年 can all be read"),
        ),
        Section(
            "categories",
            _("Categories and benefits"),
            (
                Field("categories", 12),
                Field("disability_level", 2),
                Field("disability_nature", 2),
                Field("disability_part", 2),
                Field("benefit_cert_no", 3),
                Field("bank", 3),
                Field("account_name", 2),
                Field("account_no", 4),
                Field("plaque_hung", 2),
                Field("card_issued", 2),
            ),
        ),
        Section(
            "living",
            _("Living and work"),
            (
                Field("health", 2),
                Field("work_ability", 2),
                Field("viability", 2),
                Field("living_state", 2),
                Field("housing", 2),
                Field("is_dibao", 2),
                Field("is_wubao", 2),
                Field("old_lonely", 2),
                Field("orphan", 2),
                Field("medical_ins", 2),
                Field("pension_ins", 2),
                Field("income_year", 2),
                Field("family_size", 2),
                Field("employment", 2),
                Field("employer", 4),
                Field("skills", 4),
                Field("note", 12),
            ),
            hint=_("Can be filled in later"),
        ),
    )
    live = ("id_no", "mobile", "phone_other", "name", "disability_level", "discharge_date", "enlist_date")
    linked = {
        "id_no": ("birth_date", "sex"),
        "birth_date": ("id_no",),
        "enlist_date": ("discharge_date",),
        "discharge_date": ("enlist_date",),
        "disability_level": ("disability_nature",),
    }

    categories = forms.MultipleChoiceField(
        label=_("Several may apply to one person"), choices=choices.CATEGORIES, widget=Checkboxes, required=False
    )

    class Meta:
        model = Person
        fields = (
            "name", "id_no", "birth_date", "sex", "ethnic_group", "station", "group", "political_status", "education",
            "marriage", "birth_stated", "sex_stated", "id_type", "mobile", "phone_other", "hukou_addr", "addr",
            "hukou_type", "native_place", "emergency_contact", "emergency_phone", "work_addr", "enlist_date",
            "discharge_date", "branch", "rank", "unit_name", "unit_code", "enlist_place", "enlist_hukou_type",
            "discharge_mode", "discharge_cert_no", "placement_unit", "awards", "disability_level", "disability_nature",
            "disability_part", "benefit_cert_no", "bank", "account_name", "account_no", "plaque_hung", "card_issued",
            "health", "work_ability", "viability", "living_state", "housing", "is_dibao", "is_wubao", "old_lonely",
            "orphan", "medical_ins", "pension_ins", "income_year", "family_size", "employment", "employer", "skills",
            "note",
        )  # fmt: skip
        widgets = {
            "mobile": PhoneInput,
            "phone_other": PhoneInput,
            "emergency_phone": PhoneInput,
            "note": forms.Textarea({"rows": 2}),
        }
        help_texts = {
            "addr": _("May stay empty if it is the registered address"),
            "account_no": _("Only the last four digits are shown after saving"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["id_no"].widget.attrs |= {"autocomplete": "off", "maxlength": 24}
        if self.row is None:
            self._for_new()
        else:
            self._for_known()

    def _for_new(self):
        self._drop(*STATED)
        self.fields["id_no"].required = True
        station = self.fields["station"]
        station.queryset = station.queryset.select_related("division", "parent__division")
        station.label_from_instance = place_of
        self.initial.setdefault("station", self.user.station_id)
        self.initial.setdefault("ethnic_group", "01")

    def _for_known(self):
        self._drop("station", *(name for name in STATED if not getattr(self.row, name)))
        if not self.unmasked:
            self._drop(*SECRET)
        self.initial.setdefault("categories", [held.category for held in self.row.held])

    def _drop(self, *names):
        for name in names:
            self.fields.pop(name, None)

    def clean_id_no(self):
        """An officer may take a number whose check digit is wrong, with the reason (handbook §2.3)."""
        given = self.cleaned_data["id_no"]
        if isinstance(given, Sealed) or not given or self.data.get("id_type", "identity") != "identity":
            return given
        self.instance.id_override = ""
        found = parse_identity(given, today=self.today)
        if not isinstance(found, Problem):
            return found.number if not found.is_converted else given
        if found.code != "id_checksum" or not self.user.may("person.override_number"):
            raise found.as_error()
        message = _("The check digit of this number does not fit. Take it all the same?")
        self.question("id_checksum", message, needs_reason=True)
        self.instance.id_override = self.confirmed.get("id_checksum", "?")
        return given

    def _post_clean(self):
        super()._post_clean()
        self._warn()

    def _warn(self):
        """What is doubtful but may be saved: the contradictions that the record would then hold."""
        held = self.cleaned_data.get("categories") or ()
        future = copy.copy(self.instance)
        derive(future, held, self.today)
        for problem in checks.problems(future, held, self.today):
            if problem.level == "warning" and problem.field in self.fields and problem.field not in self.errors:
                self.warn(problem.field, problem.message)

    @property
    def values(self):
        """What the action is given: the cleaned fields without the station, and the reason for a wrong check digit."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "station"}
        if "id_no" in values and not isinstance(values["id_no"], Sealed):
            values["id_override"] = self.confirmed.get("id_checksum", "")
        return values


def place_of(station):
    """A station in a list of choices: town and village."""
    return (
        f"{station.parent.place} {station.place}" if station.tier == "village" and station.parent_id else station.place
    )
