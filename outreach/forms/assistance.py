"""The forms of assistance: the application, a small form for each step, funds, the watch list."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appeals.forms.steps import choice, day, line, text
from core.forms import Field, PortalForm, Section
from core.widgets import DateInput, NumberInput, WholeDateField
from outreach.choices.assistance import PaidHow
from outreach.forms.whom import WhomForm
from outreach.models import Grant, Hardship
from outreach.rules import assistance as rules
from outreach.workflow.grants import STEPS


class ApplyForm(WhomForm):
    """The application of somebody on file. Help for the same hardship within the period must say why."""

    sections = (
        Section("who", _("Who asks"), (Field("whom", 4), Field("hardship", 4), Field("asked", 4))),
        Section("why", _("What has happened"), (Field("facts", 12), Field("why_again", 12)),
                hint=_("The village goes and sees, the town checks, the bureau decides")),
    )  # fmt: skip
    live = ("whom", "hardship")
    linked = {"whom": ("why_again",), "hardship": ("why_again",)}

    class Meta:
        model = Grant
        fields = ["person", "hardship", "asked", "facts", "why_again"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hardship"].queryset = Hardship.current()
        self.fields["facts"].widget.attrs["rows"] = 4
        self.fields["why_again"].help_text = _("Only when the same hardship was helped within a year.")

    def clean(self):
        values = super().clean()
        person, hardship = values.get("person"), values.get("hardship")
        if not (person and hardship):
            return values
        if rules.standing_of(person, hardship, self.today).exists() and not values.get("why_again"):
            message = _("Helped with the same hardship within %(days)s days: say why help is due again.")
            self.add_error("why_again", ValidationError(message, params={"days": rules.again_days()}, code="again"))
        if rules.standing_at_home(person, hardship, self.today).exists():
            self.warn("whom", rules.helped_at_home().message)
        return values


def money(label, hint=""):
    def make(needed):
        return forms.DecimalField(
            label=label,
            required=needed,
            min_value=0,
            max_digits=12,
            decimal_places=2,
            widget=NumberInput(),
            help_text=hint,
        )

    return make


def budget(needed):
    return forms.ModelChoiceField(label=_("From which fund"), queryset=None, required=needed)


MAKERS = {
    "note": text(_("Opinion"), length=500),
    "facts": text(_("What has happened"), rows=4, length=1000),
    "asked": money(_("Amount asked for (yuan)")),
    "amount": money(_("Amount approved (yuan)")),
    "budget": budget,
    "paid_on": day(_("Paid on")),
    "paid_how": choice(_("Way of payment"), PaidHow),
    "voucher": line(_("Voucher"), length=40),
}
NARROW = {"amount": 6, "budget": 6, "paid_on": 6, "voucher": 6, "asked": 6}
OPINIONS = {
    "review": _("Opinion of the village: who went, what was found"),
    "check": _("Opinion of the town"),
    "approve": _("Opinion of the bureau"),
    "send_back": _("What is missing"),
    "refuse": _("Why not, as the person is told"),
    "revoke": _("Why it is revoked"),
    "withdraw": _("What the person said"),
    "hand_in_again": _("What was completed"),
    "unbook": _("Why it is taken back"),
}


class StepForm(PortalForm):
    """The base of the small forms; `row` is the grant. Fund and amount begin with what was asked for."""

    def __init__(self, *args, budgets=None, **kwargs):
        super().__init__(*args, **kwargs)
        if "budget" in self.fields:
            self.fields["budget"].queryset = budgets
            self.fields["budget"].label_from_instance = lambda row: (
                _("%(fund)s, %(left)s yuan left")
                % {
                    "fund": row.fund,
                    "left": f"{row.left:,.2f}",
                }
            )
        starting = {"amount": self.row.asked, "asked": self.row.asked, "facts": self.row.facts, "paid_on": self.today}
        for name in set(starting) & set(self.fields):
            self.initial.setdefault(name, starting[name])


def form_of(step):
    """The form class of a step."""
    fields = {name: MAKERS[name](name in step.needs) for name in step.fields}
    if "note" in fields:
        fields["note"].label = OPINIONS.get(step.action, _("Note"))
    places = tuple(Field(name, NARROW.get(name, 12)) for name in step.fields)
    return type(f"{step.action.title()}Form", (StepForm,), {**fields, "sections": (Section("step", "", places),)})


FORMS = {step.action: form_of(step) for step in STEPS if step.source}


class FundForm(PortalForm):
    """The budget of a fund for a year."""

    sections = (Section("fund", "", (Field("name", 6), Field("year", 3), Field("budget", 3), Field("note", 12))),)
    name = forms.CharField(label=_("Fund"), max_length=60)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, widget=NumberInput())
    budget = money(_("Budget (yuan)"))(True)
    note = forms.CharField(label=_("By which document"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", self.today.year)


class BudgetForm(PortalForm):
    """Another amount for a fund's year."""

    sections = (Section("budget", "", (Field("budget", 6), Field("note", 12))),)
    budget = money(_("Budget (yuan)"))(True)
    note = forms.CharField(label=_("By which document"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("budget", self.row.budget)


class LookAfterForm(PortalForm):
    """What was done for somebody on the watch list."""

    sections = (Section("care", "", (Field("done", 12), Field("again_on", 6))),)
    done = forms.CharField(
        label=_("What was done"), max_length=200, help_text=_("Visited, minimum living allowance asked for, grant …")
    )
    again_on = WholeDateField(label=_("Look again on"), widget=DateInput())

    def clean_again_on(self):
        if self.cleaned_data["again_on"] <= self.today:
            raise ValidationError(_("The day to look again is still to come."), code="past")
        return self.cleaned_data["again_on"]


class LineForm(PortalForm):
    """The income of a year below which somebody counts as in need."""

    sections = (Section("line", "", (Field("line", 6),)),)
    line = money(_("Income a year and head below (yuan)"))(True)
