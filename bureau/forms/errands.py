"""The forms of tasks: issuing one, answering one's part."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.choices import PartOutcome, PersonOutcome
from bureau.models import Errand
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import Checkboxes, DateInput, NumberInput, Radios, Select, WholeDateField
from stations.choices import Tier
from stations.choosing import OPEN_STATIONS
from veterans.choices import CATEGORIES
from veterans.forms.small import WideForm

NEXT, VILLAGES, CHOSEN, THEIRS = "next", "villages", "chosen", "theirs"
TARGETS = (
    (NEXT, _("All stations directly below")),
    (VILLAGES, _("All villages and communities")),
    (CHOSEN, _("Those ticked below")),
)


class ErrandForm(PortalModelForm):
    sections = (
        Section("what", _("What is to be done"), (Field("title", 6), Field("due_on", 3), Field("body", 12))),
        Section("whom", _("To whom"), (Field("to", 12), Field("chosen", 12))),
        Section(
            "more",
            _("With it"),
            (Field("category", 6), Field("asks", 6)),
            hint=_("A list of people, a number to come back: both may be left out"),
        ),
    )
    due_on = WholeDateField(label=_("Due on"), widget=DateInput())
    to = forms.ChoiceField(label=_("Which stations"), choices=TARGETS, widget=Radios(), initial=NEXT)
    chosen = forms.ModelMultipleChoiceField(OPEN_STATIONS, label=_("Stations"), required=False, widget=Checkboxes())
    category = forms.ChoiceField(
        label=_("List of people"),
        required=False,
        widget=Select,
        choices=[("", _("no list")), *CATEGORIES],
        help_text=_("Everybody on file of this category; each station gets its own people."),
    )

    class Meta:
        model = Errand
        fields = ("title", "body", "due_on", "asks")
        widgets = {"body": forms.Textarea({"rows": 4})}
        help_texts = {"asks": _("For example: households visited. Each station then fills in one number.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        below = self.fields["chosen"]
        below.queryset = below.queryset.filter(parent=self.user.station).order_by("division__code")
        below.label_from_instance = lambda station: station.division.name
        if self.user.station is not None and self.user.station.tier != Tier.CITY:
            self.fields["to"].choices = [pair for pair in TARGETS if pair[0] != VILLAGES]

    def offer_ticked(self, count):
        """People were ticked in a list: the task goes to their stations, and no category is asked for."""
        to = self.fields["to"]
        to.choices = [(THEIRS, _("The stations of the %(count)s people ticked") % {"count": count}), *to.choices]
        to.initial = THEIRS
        del self.fields["category"]

    def clean(self):
        given = super().clean()
        if given.get("to") == CHOSEN and not given.get("chosen"):
            self.add_error("chosen", forms.ValidationError(_("Tick at least one station."), "nobody"))
        return given


class AnswerForm(PortalForm):
    """What became of the part; of its people, single answers are entered in their own table."""

    outcome = forms.ChoiceField(label=_("How it went"), choices=PartOutcome.choices, widget=Radios())
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=0, max_value=2_000_000_000, widget=NumberInput()
    )
    answer = forms.CharField(label=_("Answer"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    sections = (Section("answer", "", (Field("outcome", 12), Field("number", 6), Field("answer", 12))),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        part = self.row
        self.fields["number"].label = part.errand.asks
        if not part.errand.asks:
            del self.fields["number"]
        said = {"outcome": part.outcome, "number": part.number, "answer": part.answer}
        self.initial = {name: value for name, value in said.items() if value not in ("", None)} | self.initial

    def clean(self):
        given = super().clean()
        if given.get("outcome") in (PartOutcome.PARTLY, PartOutcome.UNABLE) and not given.get("answer"):
            self.add_error("answer", forms.ValidationError(_("Say what is left and why."), "required"))
        return given


class ReissueForm(WideForm):
    """Why, and until when."""

    reason = forms.CharField(
        label=_("What is to be done again, and why"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    due_on = WholeDateField(label=_("Due on"), widget=DateInput())


class PeopleForm:
    """The table of a part's people: `answer-7` and `note-7` of each row; `rest` answers for all of whom nothing is said.

    `given`: {row: (outcome, note)}; `errors`: {row: what is wrong}.
    """

    def __init__(self, rows, data=None):
        self.errors, self.given, self.rows = {}, {}, rows
        rest = data.get("rest", "") if data else ""
        for row in rows:
            row.now, row.typed = row.outcome, row.note
            if data is not None:
                self._read(row, data, rest if rest == PersonOutcome.DONE else "")

    def _read(self, row, data, rest):
        row.now = data.get(f"answer-{row.pk}", row.outcome) or rest
        row.typed = data.get(f"note-{row.pk}", row.note).strip()[:200]
        if row.now not in ("", *PersonOutcome.values):
            row.now = row.outcome
        if row.now == PersonOutcome.UNABLE and not row.typed:
            self.errors[row.pk] = row.problem = _("Say why it could not be done.")
        self.given[row.pk] = (row.now, row.typed)
