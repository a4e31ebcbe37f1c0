"""Forms of family-doctor contracts and of the care centre."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.validators import Problem, parse_phones
from core.widgets import DateInput, NumberInput, WholeDateField
from outreach.choices.care import FeeSource
from outreach.choices.institutions import InstitutionKind
from outreach.models import (
    CareAssessment,
    CareBed,
    CareRequest,
    DoctorVisit,
    FamilyDoctorContract,
    Institution,
)
from outreach.rules.doctors import usual_end

DOCTORS = (InstitutionKind.CLINIC, InstitutionKind.HOSPITAL, InstitutionKind.HEALTH_CENTRE)


class ContractForm(PortalModelForm):
    sections = (
        Section(
            "with", _("With whom"), (Field("institution", 6), Field("team", 6), Field("doctor", 6), Field("phone", 6))
        ),
        Section("what", _("Contract"), (Field("package", 4), Field("starts_on", 4), Field("ends_on", 4))),
    )
    institution = forms.ModelChoiceField(label=_("Institution"), queryset=Institution.working(*DOCTORS))

    class Meta:
        model = FamilyDoctorContract
        fields = ("institution", "team", "doctor", "phone", "package", "starts_on", "ends_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        start = self.initial["starts_on"] = self.beginning()
        self.initial.setdefault("ends_on", year_after(start))

    def beginning(self):
        """The day that the address of a renewal names; today when it names none."""
        try:
            return self.fields["starts_on"].to_python(self.initial.get("starts_on")) or self.today
        except forms.ValidationError:
            return self.today

    def clean_phone(self):
        found = parse_phones(self.cleaned_data["phone"])
        if isinstance(found, Problem):
            raise forms.ValidationError(found.message, code=found.code)
        return " / ".join(found)

    def clean(self):
        values = super().clean()
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", forms.ValidationError(_("This is before the beginning."), code="before"))
        return values


def year_after(start):
    """The last day of a contract of one year."""
    try:
        return start.replace(year=start.year + 1) - timedelta(days=1)
    except ValueError:  # from 29 February
        return start.replace(year=start.year + 1, day=28)


class VisitForm(PortalModelForm):
    sections = (Section("visit", "", (Field("on", 4), Field("kind", 4), Field("done", 12))),)

    class Meta:
        model = DoctorVisit
        fields = ("on", "kind", "done")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)


class EndForm(PortalForm):
    sections = (Section("end", "", (Field("ended_on", 4), Field("reason", 12))),)
    ended_on = WholeDateField(label=_("Ended on"), widget=DateInput())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ended_on", usual_end(self.row, self.today))


class AssessmentForm(PortalModelForm):
    sections = (
        Section("who", "", (Field("on", 6), Field("assessor", 6))),
        Section(
            "result", _("Result of the assessment"), (Field("scale", 12), Field("score", 6), Field("is_dementia", 6))
        ),
    )

    score = forms.IntegerField(
        label=_("Points or level"),
        min_value=0,
        widget=NumberInput(),
        help_text=_("GB/T 42195: points from 0 to 90. 医保 2021: the level from 0 to 5."),
    )
    is_dementia = forms.BooleanField(
        label=_("Dementia"),
        required=False,
        help_text=_("Dementia was found (CDR 0.5 to 3); it is told apart from the level."),
    )

    class Meta:
        model = CareAssessment
        fields = ("on", "assessor", "scale")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)


class RequestForm(PortalModelForm):
    sections = (
        Section("ask", "", (Field("institution", 12), Field("group", 6), Field("stay", 6), Field("is_urgent", 12))),
    )
    institution = forms.ModelChoiceField(
        label=_("Care centre"), queryset=Institution.working(InstitutionKind.CARE_CENTRE)
    )

    class Meta:
        model = CareRequest
        fields = ("institution", "group", "stay", "is_urgent")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.take_the_only("institution")


class BedForm(PortalModelForm):
    sections = (Section("bed", "", (Field("label", 6),)),)

    class Meta:
        model = CareBed
        fields = ("label",)


class PlaceForm(PortalForm):
    sections = (
        Section("place", "", (Field("bed", 12), Field("in_on", 6), Field("fee_source", 6), Field("fee_month", 6))),
    )
    bed = forms.ModelChoiceField(label=_("Free bed"), queryset=CareBed.to_choose())
    in_on = WholeDateField(label=_("Moved in on"), widget=DateInput())
    fee_source = forms.ChoiceField(label=_("Paid by"), choices=FeeSource.choices)
    fee_month = forms.DecimalField(
        label=_("A month (yuan)"), max_digits=8, decimal_places=2, min_value=0, required=False, widget=NumberInput()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("in_on", self.today)
        beds = self.fields["bed"]
        beds.queryset = beds.queryset.filter(institution=self.row.institution_id)


class LeaveForm(PortalForm):
    sections = (Section("leave", "", (Field("out_on", 6), Field("out_reason", 12))),)
    out_on = WholeDateField(label=_("Left on"), widget=DateInput())
    out_reason = forms.CharField(label=_("Why they left"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("out_on", self.today)
