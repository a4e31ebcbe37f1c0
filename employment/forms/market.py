"""The forms of employers, posts, seekers and candidacies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Field, PortalForm, PortalModelForm, Section
from core.validators import parse_phones
from core.widgets import Checkboxes, DateInput, NumberInput, PhoneInput, Radios, WholeDateField
from employment.choices import market as choices
from employment.choices.employers import CREDIT_LENGTH, credit_code
from employment.choosing import OFFERED_POSTS
from employment.desk.matching import people_named
from employment.models import Employer, Post, Seeker
from employment.workflow.candidacies import CANDIDACIES, STEPS


class Codes(forms.MultipleChoiceField):
    """Several codes in one column."""

    widget = Checkboxes

    def prepare_value(self, value):
        return value.split() if isinstance(value, str) else value

    def clean(self, value):
        return choices.joined(super().clean(value))


def one_phone(text):
    """A telephone number as the portal keeps it."""
    found = parse_phones(text)
    if isinstance(found, list) and len(found) == 1:
        return found[0]
    raise forms.ValidationError(
        _("Please write one telephone number: a mobile, or a landline with its area code."), "phone"
    )


class EmployerForm(PortalModelForm):
    sections = (
        Section(
            "who",
            _("Employing unit"),
            (Field("name", 6), "short_name", "kind", Field("credit_code", 4, full=True), Field("industry", 4),
             Field("is_veteran_owned", 4)),
            hint=_("The credit code stands on the licence"),
        ),
        Section("contact", _("Contact"), ("contact_name", "contact_phone", Field("address", 6), Field("note", 12))),
    )  # fmt: skip
    live = ("credit_code", "contact_phone")
    credit_code = forms.CharField(label=_("unified social credit code"), max_length=40)

    class Meta:
        model = Employer
        fields = ["name", "short_name", "kind", "credit_code", "industry", "is_veteran_owned",
                  "contact_name", "contact_phone", "address", "note"]  # fmt: skip

    def clean_credit_code(self):
        code = credit_code(self.cleaned_data["credit_code"])
        if len(code) > CREDIT_LENGTH:
            raise forms.ValidationError(_("A credit code has eighteen signs."), "credit_length")
        return code

    def clean_contact_phone(self):
        value = self.cleaned_data["contact_phone"]
        return one_phone(value) if isinstance(value, str) and value else value


class PostForm(PortalModelForm):
    sections = (
        Section(
            "post",
            _("Post"),
            (Field("title", 6), "trade", "openings", "pay_from", "pay_to", "workplace", "place"),
        ),
        Section(
            "asks",
            _("What is asked for"),
            ("min_education", Field("age_from", 2), Field("age_to", 2), Field("is_veteran_preferred", 4),
             Field("skills", 12), Field("requirements", 12)),
        ),
        Section(
            "welfare",
            _("Public-welfare post"),
            ("is_welfare", "funder", "from_on", "to_on"),
            hint=_("Who pays, and for how long"),
        ),
    )  # fmt: skip
    skills = Codes(label=_("certificates asked for"), choices=choices.SKILLS, required=False)

    class Meta:
        model = Post
        fields = ["title", "trade", "openings", "pay_from", "pay_to", "workplace", "place",
                  "min_education", "age_from", "age_to", "skills", "requirements", "is_veteran_preferred",
                  "is_welfare", "funder", "from_on", "to_on"]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "workplace" in self.fields:
            places = self.fields["workplace"]
            below = places.queryset.filter(closed_on__isnull=True, tier__in=("town", "village"))
            places.queryset = below.select_related("division", "parent__division")
            places.label_from_instance = place_of

    def clean(self):
        super().clean()
        pay = self.cleaned_data.get("pay_to") or self.cleaned_data.get("pay_from")
        if pay is not None and pay < 1000:
            self.warn("pay_to", _("Less than 1,000 yuan a month, please check."))


def place_of(station):
    """羊楼洞村（赵李桥镇）"""
    return station.place if station.tier == "town" else f"{station.place}（{station.parent.place}）"


class SeekerForm(PortalModelForm):
    sections = (
        Section("wish", _("What is wished for"), (Field("trades", 12), Field("reach", 6), Field("pay_min", 3))),
        Section("can", _("What the person can do"), (Field("skills", 12), Field("military_skills", 12), Field("note", 12)),
                hint=_("Education and age come from the record")),
    )  # fmt: skip
    trades = Codes(label=_("trades wished for"), choices=choices.TRADES, required=False)
    skills = Codes(label=_("certificates"), choices=choices.SKILLS, required=False)
    military_skills = Codes(label=_("skills from service"), choices=choices.MILITARY_SKILLS, required=False)

    class Meta:
        model = Seeker
        fields = ["trades", "reach", "pay_min", "skills", "military_skills", "note"]
        widgets = {"reach": Radios}


class ReasonForm(PortalForm):
    sections = (Section("why", "", (Field("reason", 12),)),)
    reason = forms.CharField(label=_("Why"), max_length=200, widget=forms.Textarea({"rows": 2}))


class ContactForm(PortalForm):
    sections = (Section("talk", "", (Field("on", 6), Field("how", 12), Field("note", 12))),)
    on = WholeDateField(label=_("Day"), widget=DateInput())
    how = forms.ChoiceField(label=_("How"), choices=choices.Contacted.choices, widget=Radios(), initial="phone")
    note = forms.CharField(label=_("What was said"), max_length=200, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today

    def clean_on(self):
        return not_later(self.cleaned_data["on"], self.today)


def not_later(day, today):
    if day > today:
        raise forms.ValidationError(_("This day lies in the future."), code="future")
    return day


class HoldingForm(PortalForm):
    sections = (Section("who", "", (Field("who", 12), Field("started_on", 6), Field("until_on", 6))),)
    who = forms.CharField(label=_("Who: name and, if need be, the last four of the number"), max_length=40)
    started_on = WholeDateField(label=_("started on"), widget=DateInput())
    until_on = WholeDateField(label=_("term ends on"), widget=DateInput())

    def clean_who(self):
        """Exactly one person in sight."""
        found = list(people_named(self.user, self.cleaned_data["who"])[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Nobody on file matches this."), code="nobody")
        names = "、".join(f"{person.name}（{person.station.place} {person.id_no or ''}）" for person in found[:5])
        message = _("Several people match: %(names)s. Add the last four of the number.") % {"names": names}
        raise forms.ValidationError(message, code="several")


class EndForm(PortalForm):
    sections = (Section("end", "", (Field("on", 6), Field("reason", 12))),)
    on = WholeDateField(label=_("Day"), widget=DateInput())
    reason = forms.CharField(label=_("Why"), max_length=100)

    def clean_on(self):
        return not_later(self.cleaned_data["on"], self.today)


class RecommendForm(PortalForm):
    sections = (Section("post", "", (Field("post", 12), Field("note", 12))),)
    post = forms.ModelChoiceField(label=_("For which post"), queryset=OFFERED_POSTS)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].label_from_instance = lambda post: f"{post.employer}：{post.title}（{post.left}）"


class CheckForm(PortalForm):
    sections = (Section("work", "", (Field("is_in_work", 12), Field("note", 12))),)
    is_in_work = forms.TypedChoiceField(
        label=_("Still in work there?"),
        choices=(("1", _("Yes, in work")), ("0", _("No longer"))),
        coerce=lambda value: value == "1",
        widget=Radios(),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


def step_fields(step):
    """The fields of a step's small form, as the table says."""
    made = {}
    for name in step.fields:
        needed = name in step.needs
        if name == "on":
            made[name] = WholeDateField(label=_("Day"), widget=DateInput(), required=needed)
        elif name == "pay_month":
            made[name] = forms.DecimalField(
                label=_("Pay a month (yuan)"),
                max_digits=10,
                decimal_places=2,
                min_value=0,
                required=needed,
                widget=NumberInput(),
            )
        elif name == "note":
            made[name] = forms.CharField(
                label=_("Note"), max_length=500, required=needed, widget=forms.Textarea({"rows": 2})
            )
    return made


FORMS = {
    step.action: type("StepForm", (PortalForm,), step_fields(step)) for step in STEPS if step.source and step.fields
}
LABELS = {step.action: step.label for step in CANDIDACIES.steps}


class GuestFields(forms.Form):
    """Name and telephone of somebody who is not on file; at the desk and on a phone."""

    name = forms.CharField(label=_("Full name"), max_length=50, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(label=_("Phone"), max_length=20, widget=PhoneInput({"autocomplete": "tel"}))

    def clean_phone(self):
        return one_phone(self.cleaned_data["phone"])
