"""The forms of mentors, bases, contests, loans, policy documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, NumberInput, WholeDateField
from employment.forms.people import PersonField
from employment.models import Base, BaseStay, ContestEntry, LoanSupport, Mentor, MentorSession, PolicyDocument


class MentorForm(PortalModelForm):
    sections = (
        Section("mentor", _("Mentor"), (Field("name", 3), Field("field", 3), Field("firm", 6))),
        Section(
            "term",
            _("Appointment"),
            (Field("appointed_on", 3), Field("until_on", 3), Field("is_veteran", 3), Field("is_active", 3)),
        ),
    )

    class Meta:
        model = Mentor
        fields = ["name", "field", "firm", "appointed_on", "until_on", "is_veteran", "is_active"]


class MentorSessionForm(PortalModelForm):
    sections = (Section("session", "", (Field("on", 4), Field("attendees", 2), Field("topic", 6), Field("place", 12))),)

    class Meta:
        model = MentorSession
        fields = ["on", "attendees", "topic", "place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today


class BaseForm(PortalModelForm):
    sections = (
        Section("base", _("Base"), (Field("name", 6), Field("kind", 3), Field("partner", 3))),
        Section(
            "where", _("Place"), (Field("address", 6), Field("places", 2), Field("opened_on", 2), Field("closed_on", 2))
        ),
    )

    class Meta:
        model = Base
        fields = ["name", "kind", "partner", "address", "places", "opened_on", "closed_on"]


class StayForm(PortalModelForm):
    sections = (Section("stay", "", (Field("firm", 6), Field("person", 6), Field("from_on", 4))),)
    live = ("person",)
    person = PersonField(required=False, label=_("Trainee or owner on file"))

    class Meta:
        model = BaseStay
        fields = ["firm", "person", "from_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = self.today

    def clean(self):
        values = super().clean()
        if not values.get("firm") and not values.get("person"):
            self.add_error("firm", forms.ValidationError(_("Name the firm, or the trainee."), code="nobody"))
        return values


class LeaveForm(PortalForm):
    sections = (Section("leave", "", (Field("to_on", 6),)),)
    to_on = WholeDateField(label=_("Left on"), widget=DateInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_on"].initial = self.today


class EntryForm(PortalModelForm):
    sections = (
        Section("contest", _("Contest"), (Field("contest", 6), Field("level", 3), Field("held_on", 3))),
        Section(
            "project", _("Project"), (Field("project", 6), Field("firm", 6), Field("person", 6), Field("prize", 6))
        ),
    )
    live = ("person",)
    person = PersonField(required=False)

    class Meta:
        model = ContestEntry
        fields = ["contest", "level", "held_on", "project", "firm", "person", "prize"]


class LoanForm(PortalModelForm):
    sections = (
        Section(
            "firm",
            _("Enterprise"),
            (Field("employer", 6), Field("enterprise", 6), Field("person", 6), Field("enterprise_is_veteran_owned", 6)),
        ),
        Section(
            "loan",
            _("Loan"),
            (Field("amount", 3), Field("purpose", 3), Field("bank", 3), Field("applied_on", 3),
             Field("has_interest_subsidy", 6)),
        ),
    )  # fmt: skip
    live = ("person",)
    person = PersonField(required=False, label=_("Borrower on file"))

    class Meta:
        model = LoanSupport
        fields = [
            "employer", "enterprise", "person", "enterprise_is_veteran_owned", "amount", "purpose", "bank",
            "applied_on", "has_interest_subsidy",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applied_on"].initial = self.today
        self.fields["enterprise"].required = False
        self.fields["enterprise"].help_text = _("Taken from the employer when left empty.")

    def clean(self):
        values = super().clean()
        employer = values.get("employer")
        if employer and not values.get("enterprise"):
            values["enterprise"] = employer.name
        if not values.get("enterprise"):
            self.add_error("enterprise", forms.ValidationError(_("Name the enterprise."), code="no_firm"))
        if employer and employer.is_veteran_owned and not values.get("enterprise_is_veteran_owned"):
            self.warn("enterprise_is_veteran_owned", _("The employer's record says that it is owned by a veteran."))
        return values


class GrantForm(PortalForm):
    sections = (Section("grant", "", (Field("granted_on", 6), Field("amount", 6))),)
    granted_on = WholeDateField(label=_("Granted on"), widget=DateInput())
    amount = forms.DecimalField(
        label=_("Amount granted (yuan)"), max_digits=14, decimal_places=2, min_value=1, widget=NumberInput()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["granted_on"].initial, self.fields["amount"].initial = self.today, self.row.amount


class PolicyForm(PortalModelForm):
    """A document; its issuing bodies one a line, in the order of the heading."""

    sections = (
        Section(
            "head",
            _("Document"),
            (Field("title", 12), Field("number", 4), Field("level", 2), Field("issued_on", 3), Field("ended_on", 3)),
        ),
        Section("bodies", _("Issued by"), (Field("bodies", 12),), hint=_("one a line, or with 、 between")),
        Section("text", _("Text"), (Field("text", 12),), hint=_("The search looks through it")),
    )
    bodies = forms.CharField(label=_("Issuing bodies"), widget=forms.Textarea({"rows": 5}), max_length=4000)

    class Meta:
        model = PolicyDocument
        fields = ["title", "number", "level", "issued_on", "ended_on", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 12
        if self.row:
            self.fields["bodies"].initial = "\n".join(issuer.name for issuer in self.row.issuers.all())

    def clean_bodies(self):
        """The bodies, each once, as they stand."""
        parts = self.cleaned_data["bodies"].replace("、", "\n").splitlines()
        bodies = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if not bodies:
            raise forms.ValidationError(_("Name at least one body."), code="nobody")
        if any(len(body) > 80 for body in bodies):
            raise forms.ValidationError(
                _("A body's name has at most 80 characters. Is a line break missing?"), code="long"
            )
        return bodies
