"""The small form of each step, made from what the table says must be filled (`needs`) and may be (`may`)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import rules
from appeals.choices import Escalation, Outcome, Rating, RecheckBody, Rejection, Review, ServedHow, Superior, Work
from appeals.papers import REPLY_TEMPLATES
from appeals.workflow import STEPS
from core.forms import Field, PortalForm, Section
from core.widgets import DateInput, NumberInput, Radios, WholeDateField


def text(label, *, rows=3, length=2000, hint=""):
    widget = forms.Textarea({"rows": rows})
    return lambda needed: forms.CharField(
        label=label, max_length=length, required=needed, widget=widget, help_text=hint
    )


def line(label, *, length=80, hint=""):
    return lambda needed: forms.CharField(label=label, max_length=length, required=needed, help_text=hint)


def day(label, hint=""):
    return lambda needed: WholeDateField(label=label, required=needed, widget=DateInput(), help_text=hint)


def choice(label, table, *, radios=True):
    def make(needed):
        widget = Radios() if radios else forms.Select()
        options = table.choices if radios else [("", "—"), *table.choices]
        return forms.ChoiceField(label=label, choices=options, required=needed, widget=widget)

    return make


def row(label, hint=""):
    """A choice among rows; which ones, `prepare_…` says when the form knows its case."""
    return lambda needed: forms.ModelChoiceField(label=label, queryset=None, required=needed, help_text=hint)


def tick(label):
    return lambda needed: forms.BooleanField(label=label, required=needed)


GROUNDS = (("new_facts", "有新的事实和理由"), ("wish", "本人要求按信访程序办理"))


def ground(needed):
    return forms.ChoiceField(label=_("Why it is reopened"), choices=GROUNDS, widget=Radios(), required=needed)


def number(label, hint):
    return lambda needed: forms.IntegerField(
        label=label, required=needed, min_value=1, max_value=rules.EXTENSION_DAYS, widget=NumberInput(), help_text=hint
    )


MAKERS = {
    "note": text(_("What is to be said")),
    "merged_into": row(_("Into which case"), _("Open cases of the same person.")),
    "outcome": choice(_("Outcome"), Outcome),
    "is_agreed": tick(_("The person agrees and has signed (or a photo is attached)")),
    "escalation": choice(_("Why it is handed up"), Escalation),
    "recipient": line(_("To which organ")),
    "station": row(_("To which station")),
    "officer": row(_("To which officer"), _("Only when it stays at the bureau.")),
    "feedback_on": day(_("Answer until")),
    "rejection": choice(_("Reason"), Rejection),
    "work": choice(_("What was done"), Work),
    "days": number(_("Days"), _("At most 30, once (§34).")),
    "first_on": day(_("Hearing from")),
    "last_on": day(_("to")),
    "found": text(_("Facts found"), rows=5, length=3000),
    "opinion": text(_("Opinion"), rows=6, length=3000),
    "law": line(_("Legal basis"), length=300),
    "served_on": day(_("Served on")),
    "served_how": choice(_("Way of service"), ServedHow),
    "served_to": line(_("Who received it"), length=50),
    "superior": choice(_("Which body reviews"), Superior),
    "recheck_body": choice(_("Which body rechecks"), RecheckBody),
    "review_result": choice(_("Result"), Review),
    "ground": ground,
    "told_on": day(_("Told to the person on")),
    "rating": choice(_("How satisfied"), Rating),
}
NARROW = {"days": 3, "first_on": 6, "last_on": 6, "feedback_on": 6, "served_on": 6, "served_to": 6, "told_on": 6}
NOTES = {
    "settle_on_spot": _("What was said and done"),
    "transfer": _("Why it belongs there"),
    "object": _("Why it is not ours"),
    "reject": _("Reasons, and which way the person can go"),
    "work": _("What was found"),
    "ask_extension": _("Why it is complex"),
    "return_opinion": _("What has to be changed"),
    "supervise": _("What is asked of the handler"),
    "withdraw": _("What the person wrote"),
    "settle": _("How it was settled"),
    "reopen": _("The new facts or the wish"),
    "hearing": _("Who took part, what was said"),
    "record_review": _("What the review says"),
    "record_recheck": _("What the recheck says"),
    "ask_review": _("What the person asks for"),
    "ask_recheck": _("What the person asks for"),
}


class StepForm(PortalForm):
    """The base of the small forms; `row` is the case."""

    step = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, rows in self.offers().items():
            if name in self.fields:
                self.fields[name].queryset = rows
                self._scope(self.fields[name])
        if "outcome" in self.fields:
            codes = rules.outcomes_of(self.row)
            self.fields["outcome"].choices = [(code.value, code.label) for code in codes]

    def offers(self):
        """The rows of each choice; the base class narrows them to what the user sees."""
        return {
            "merged_into": rules.pending_of_person(self.row),
            "station": rules.open_stations(),
            "officer": rules.officers(rules.city_of(self.row.handler)),
        }


class DraftForm(StepForm):
    """The draft of an opinion begins with the text of its outcome, the last returned draft's words are in its note."""

    def __init__(self, *args, initial=None, **kwargs):
        initial = dict(initial or {})
        if initial.get("outcome") in Outcome.values:
            initial.setdefault("opinion", REPLY_TEMPLATES.get(initial["outcome"], ""))
        initial.setdefault("law", "《信访工作条例》第三十二条；")
        super().__init__(*args, initial=initial, **kwargs)


def form_of(step):
    """The form class of a step; None when there is nothing to fill."""
    if not step.fields:
        return None
    fields = {name: MAKERS[name](name in step.needs) for name in step.fields}
    if "note" in fields:
        fields["note"].label = NOTES.get(step.action, _("Note"))
    places = tuple(Field(name, NARROW.get(name, 12)) for name in step.fields)
    base = DraftForm if step.action == "draft_opinion" else StepForm
    return type(
        f"{step.action.title()}Form", (base,), {**fields, "step": step, "sections": (Section("step", "", places),)}
    )


# The first rows are entered by the large form
FORMS = {step.action: form_of(step) for step in STEPS if step.source}


class ServeForm(PortalForm):
    """送达回证 of a paper that is no opinion."""

    sections = (Section("serve", "", (Field("served_on", 6), Field("served_to", 6), Field("served_how", 12))),)
    served_on = MAKERS["served_on"](True)
    served_to = MAKERS["served_to"](True)
    served_how = MAKERS["served_how"](True)
