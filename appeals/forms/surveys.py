"""Forms of questionnaires, batches and points raised."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.choices.questionnaires import READY
from appeals.models import Batch, Category, Issue, Question, Survey
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import DateInput, Radios, WholeDateField
from stations.choosing import OPEN_STATIONS


class SurveyForm(PortalModelForm):
    sections = (
        Section(
            "survey",
            _("Questionnaire"),
            (Field("title", 6), Field("starts_on", 3), Field("ends_on", 3), Field("purpose", 12)),
        ),
    )

    class Meta:
        model, fields = Survey, ["title", "starts_on", "ends_on", "purpose"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].help_text = _("One sentence for those who answer; it stands above the first question.")
        if self.row is not None and not self.row.is_draft:
            for name in ("title", "starts_on", "purpose"):
                del self.fields[name]


class NewSurveyForm(SurveyForm):
    """`template`: a ready questionnaire, one of the surveys in sight, or nothing."""

    sections = (
        *SurveyForm.sections,
        Section("from", _("Begin with"), (Field("ready", 6), Field("earlier", 6))),
    )
    ready = forms.ChoiceField(
        label=_("Ready questionnaire"),
        choices=[*((key, title) for key, (title, _questions) in READY.items()), ("", _("None: begin empty"))],
        widget=Radios(),
        required=False,
        initial="full",
    )
    earlier = forms.ModelChoiceField(
        label=_("or the questions of an earlier survey"), queryset=Survey.every(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = self.today


class QuestionForm(PortalModelForm):
    sections = (
        Section(
            "question",
            _("Question"),
            (
                Field("text", 12),
                Field("kind", 3),
                Field("section", 3),
                Field("most", 2),
                Field("least", 2),
                Field("greatest", 2),
            ),
        ),
        Section(
            "options",
            _("Answers"),
            (Field("options", 6), Field("items", 6)),
            hint=_("Numbered in this order, also on paper"),
        ),
        Section(
            "when",
            _("When it is asked"),
            (Field("is_required", 6), Field("is_dimension", 6), Field("depends", 6), Field("depends_on", 6)),
        ),
    )

    class Meta:
        model = Question
        fields = [
            "text", "kind", "section", "options", "items", "most", "least", "greatest", "is_required", "is_dimension",
            "depends", "depends_on",
        ]  # fmt: skip

    def __init__(self, *args, survey=None, **kwargs):
        super().__init__(*args, **kwargs)
        is_amending = isinstance(self.row, Question)
        survey = self.row.survey if is_amending else self.row
        earlier = self.fields["depends"].queryset
        if survey is not None:
            earlier = earlier.filter(survey=survey).order_by("position")
        self.fields["depends"].queryset = earlier.filter(position__lt=self.row.position) if is_amending else earlier
        self.fields["options"].widget.attrs["rows"] = self.fields["items"].widget.attrs["rows"] = 6
        self.fields["is_dimension"].help_text = _("Age and category, for instance; two at most are used.")
        self.fields["depends_on"].help_text = _("Numbers of its options: 3 4 means not satisfied, ask why.")
        self.fields["most"].help_text = _("Several choices only.")

    def clean(self):
        values = super().clean()
        if values.get("depends") and not values.get("depends_on"):
            self.add_error(
                "depends_on", forms.ValidationError(_("Say which answers it is asked after."), code="missing")
            )
        if not values.get("depends"):
            values["depends_on"] = ""
        return values


class BatchForm(PortalModelForm):
    """`station`: the author's own or one below it."""

    sections = (Section("batch", _("Handing out"), (Field("station", 6), Field("distributed", 3), Field("on", 3))),)
    station = forms.ModelChoiceField(label=_("Station"), queryset=OPEN_STATIONS)

    class Meta:
        model, fields = Batch, ["distributed", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = self.today
        self.fields["station"].initial = self.user.station_id
        self.fields["station"].label_from_instance = lambda station: station.place
        self.fields["distributed"].help_text = _("Paper sheets and codes together; no more can come back.")

    def clean_on(self):
        if self.cleaned_data["on"] > self.today:
            raise forms.ValidationError(_("The day cannot be in the future."), code="future")
        return self.cleaned_data["on"]


class CountForm(PortalModelForm):
    sections = (Section("count", "", (Field("distributed", 6), Field("paper_returned", 6))),)

    class Meta:
        model, fields = Batch, ["distributed", "paper_returned"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper_returned"].required = True


class SheetFileForm(PortalForm):
    """A filled workbook of one batch."""

    sections = (Section("file", "", (Field("file", 12),)),)
    file = forms.FileField(label=_("Filled workbook (.xlsx)"))


class IssueForm(PortalModelForm):
    sections = (
        Section(
            "where",
            _("Where it was raised"),
            (Field("source", 3), Field("raised_on", 3), Field("occasion", 6)),
        ),
        Section(
            "what",
            _("What about"),
            (Field("title", 6), Field("category", 3), Field("aspect", 3), Field("detail", 12)),
        ),
        Section("who", _("Who sees to it"), (Field("handler", 4), Field("owner", 4), Field("due_on", 4))),
    )

    class Meta:
        model = Issue
        fields = [
            "source",
            "raised_on",
            "occasion",
            "title",
            "category",
            "aspect",
            "detail",
            "handler",
            "owner",
            "due_on",
        ]
        help_texts = {
            "aspect": _("The grouping of this talk: policy, roads, water …"),
            "occasion": _("Which evening or meeting, and where."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stations = self.fields["handler"].queryset.open().select_related("division")
        self.fields["handler"].queryset = stations
        self.fields["handler"].label_from_instance = lambda station: station.place
        self.fields["handler"].required = False
        self.fields["category"].queryset = Category.current()
        if not isinstance(self.row, Issue):
            begin = {"raised_on": self.today, "handler": self.user.station_id}
            self.initial = {name: value for name, value in begin.items() if name in self.fields} | self.initial


class SettleIssueForm(PortalForm):
    sections = (Section("settle", "", (Field("outcome", 12), Field("settled_on", 6), Field("result", 12))),)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Issue._meta.get_field("outcome").choices, widget=Radios())
    settled_on = WholeDateField(label=_("Settled on"), widget=DateInput())
    result = forms.CharField(label=_("What was done"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["settled_on"].initial = self.today
