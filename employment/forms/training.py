"""The forms of training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import Checkboxes, DateInput, WholeDateField
from employment.forms.people import PersonField, offer
from employment.models import Course, Provider
from employment.rules.training import nobody, taking_part


class ProviderForm(PortalModelForm):
    sections = (
        Section("provider", _("Provider"), (Field("name", 6), Field("kind", 3), Field("approved_on", 3))),
        Section(
            "more", _("Contact"), (Field("contact", 3), Field("phone", 3), Field("is_active", 3), Field("subjects", 12))
        ),
    )

    class Meta:
        model = Provider
        fields = ["name", "kind", "approved_on", "contact", "phone", "is_active", "subjects"]


class CourseForm(PortalModelForm):
    sections = (
        Section("course", _("Course"), (Field("title", 6), Field("kind", 3), Field("provider", 3))),
        Section(
            "when",
            _("When and where"),
            (Field("starts_on", 3), Field("ends_on", 3), Field("days", 2), Field("places", 2), Field("place", 12)),
        ),
        Section("ends", _("What it leads to"), (Field("certificate", 6), Field("subsidy", 3))),
    )

    class Meta:
        model = Course
        fields = [
            "title", "kind", "provider", "starts_on", "ends_on", "days", "places", "place", "certificate", "subsidy",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.fields["provider"].queryset
        kept = getattr(self.row, "provider_id", None)
        self.fields["provider"].queryset = rows.filter(is_active=True) | rows.filter(pk=kept)


class EnrolForm(PortalForm):
    sections = (Section("enrol", "", (Field("person", 12), Field("enrolled_on", 6))),)
    live = ("person",)
    person = PersonField()
    enrolled_on = WholeDateField(label=_("Enrolled on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enrolled_on"].initial = self.today


class AttendForm(PortalForm):
    """The register of one day: who was there, among those the user sees."""

    sections = (Section("on", _("Day"), (Field("on", 4),)), Section("present", _("Present"), (Field("present", 12),)))
    on = WholeDateField(label=_("Day"), widget=DateInput())
    present = forms.ModelMultipleChoiceField(
        label=_("Who was there"), queryset=nobody(), required=False, widget=Checkboxes()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "present", taking_part(self.row).select_related("person", "course"))
        self.fields["present"].label_from_instance = lambda enrolment: enrolment.person.name
        on = self.initial.get("on") or self.today
        self.fields["on"].initial = on
        self.fields["present"].initial = self.fields["present"].queryset.filter(attendance__on=on)


class FinishForm(PortalForm):
    sections = (Section("finish", "", (Field("ended_on", 4), Field("certificate_no", 4), Field("certified_on", 4))),)
    ended_on = WholeDateField(label=_("Finished the course on"), widget=DateInput())
    certificate_no = forms.CharField(label=_("Certificate"), max_length=60, required=False)
    certified_on = WholeDateField(label=_("Certificate dated"), widget=DateInput(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].initial = min(self.row.course.ends_on, self.today)


class WhyForm(PortalForm):
    """A reason, in words."""

    sections = (Section("why", "", (Field("reason", 12),)),)
    reason = forms.CharField(label=_("Reason"), max_length=120)


class PaidForm(PortalForm):
    sections = (Section("paid", "", (Field("paid_on", 6),)),)
    paid_on = WholeDateField(label=_("Paid on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = self.today
