"""Questionnaires: the list, one of them, building, handing out, results."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from appeals import reports
from appeals.actions import surveys
from appeals.answering import asked
from appeals.choices.questionnaires import NOTICE
from appeals.desk import surveys as desk
from appeals.forms.surveys import NewSurveyForm, QuestionForm, SurveyForm
from appeals.listings.surveys import SurveyListing
from appeals.models import Question, Survey
from appeals.results import Results
from appeals.rules import surveys as rules
from core import audit
from core.documents import download
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from core.papers import WORD

STATION = "station__division"


class SurveysPage(ListPage):
    model, needs = Survey, "survey.view"
    title = _("Questionnaires")
    listing = SurveyListing
    export = "survey.export"
    add, add_label = "appeals:make_survey", _("New questionnaire")
    blank_icon = "paper"

    def refine(self, rows):
        return desk.with_counts(self.user, rows).select_related(STATION)

    @property
    def crumbs(self):
        return ((_("Appeals"), reverse("appeals:appeals")),)

    @property
    def buttons(self):
        return [{"label": _("Points raised"), "icon": "talk", "address": reverse("appeals:issues")}]


class OfSurvey:
    """Pages below one questionnaire."""

    @property
    def survey(self):
        return self.row

    @property
    def crumbs(self):
        return ((_("Questionnaires"), reverse("appeals:surveys")), (str(self.survey), self.survey.get_absolute_url()))

    @property
    def back_address(self):
        return self.survey.get_absolute_url()


class MakeSurvey(FormPage):
    model, needs = Survey, "survey.make"
    title = _("New questionnaire")
    form = NewSurveyForm
    action = surveys.make_survey
    writes = False

    @property
    def crumbs(self):
        return ((_("Questionnaires"), reverse("appeals:surveys")),)

    def arguments(self, form):
        values = dict(form.cleaned_data)
        ready, earlier = values.pop("ready"), values.pop("earlier")
        return super().arguments(form) | {"station": self.user.station, "values": values, "template": earlier or ready}

    @property
    def back_address(self):
        return reverse("appeals:surveys")


class SurveyPage(OfSurvey, RecordPage):
    """The questions, the batches in sight, and what comes next."""

    model, needs = Survey, "survey.view"
    template = "appeals/surveys/survey.html"

    def refine(self, rows):
        return rows.select_related(STATION)

    @property
    def crumbs(self):
        return super().crumbs[:1]

    @cached_property
    def is_ours(self):
        """Whether the survey stands in the user's own subtree: its whole belongs to them."""
        return desk.is_whole(self.user, self.row)

    def context(self):
        batches = list(desk.batches(self.user, self.row))
        sums = {name: sum(getattr(batch, name) for batch in batches) for name in ("distributed", "returned", "valid")}
        return {
            "questions": asked(self.row.questions.select_related("depends").order_by("position")),
            "batches": batches,
            "sums": sums,
            "remarks": desk.remarks(self.user, self.row).count(),
            "unsorted": desk.remarks(self.user, self.row).filter(sorted_on__isnull=True).count(),
        }


class AmendSurvey(OfSurvey, FormPage):
    model, needs = Survey, "survey.amend"
    title = _("Title and days")
    form = SurveyForm
    action = surveys.amend_survey
    has_draft = False


class AddQuestion(OfSurvey, FormPage):
    model, needs = Survey, "survey.question"
    title = _("Add a question")
    form = QuestionForm
    action = surveys.add_question
    keeps = ("section", "kind")

    def done_address(self, result):
        return self.survey.get_absolute_url()


class OfQuestion(OfSurvey):
    model, needs = Question, "survey.question"

    def refine(self, rows):
        return rows.select_related("survey", "depends")

    @property
    def survey(self):
        return self.row.survey

    def done_address(self, result):
        return self.survey.get_absolute_url()


class AmendQuestion(OfQuestion, FormPage):
    title = _("Change a question")
    form = QuestionForm
    action = surveys.amend_question


def check_question(row, by, today):
    rules.check_draft(row.survey, by, today)


class RemoveQuestion(OfQuestion, ActionPage):
    action, check = surveys.remove_question, check_question
    label, icon, tone = _("Remove"), "cross", "sm quiet"


class RaiseQuestion(OfQuestion, ActionPage):
    action, check = surveys.raise_question, check_question
    label, icon, tone = _("Up"), "up", "sm quiet"


class StartSurvey(OfSurvey, ActionPage):
    model, needs = Survey, "survey.start"
    action, check = surveys.start_survey, rules.check_start
    label, icon, tone = _("Start: hand out"), "run", "go"


class CloseSurvey(OfSurvey, ActionPage):
    model, needs = Survey, "survey.close"
    action, check = surveys.close_survey, rules.check_close
    label, icon = _("Close and count"), "tick"


class NewVersion(OfSurvey, ActionPage):
    model, needs = Survey, "survey.make"
    action = surveys.new_version
    label, icon, tone = _("New version"), "swap", "quiet"


class Preview(OfSurvey, OfModel, PortalView):
    """As people will see it; printed, it is the paper sheet with the numbers to key."""

    model, needs = Survey, "survey.view"
    title = _("Preview and paper sheet")
    template = "appeals/surveys/preview.html"

    def get(self, request, pk):
        questions = self.row.questions.select_related("depends").order_by("position")
        return self.show(survey=self.row, questions=asked(questions), notice=NOTICE)


class ResultsPage(OfSurvey, OfModel, PortalView):
    """What a closed survey says. Only for whoever has the whole of it in sight: nobody gets a part to subtract."""

    model, needs, writes = Survey, "survey.view", True
    title = _("Results")
    template = "appeals/surveys/results.html"

    def refine(self, rows):
        return rows.select_related(STATION)

    def results(self):
        rules.check_results(self.row)
        questions = list(self.row.questions.select_related("depends").order_by("position"))
        return Results(self.row, questions, desk.places(self.user))

    def get(self, request, pk):
        results = self.results()
        findings = [(finding, results.crosses(finding)) for finding in results.findings]
        counts, remarks = desk.counts_of(self.user, self.row), desk.sorted_remarks(self.user, self.row)
        return self.show(survey=self.row, results=results, findings=findings, counts=counts, remarks=list(remarks))


class ResultsWorkbook(ResultsPage):
    needs = "survey.export"

    def get(self, request, pk):
        file = reports.workbook(self.results(), desk.counts_of(self.user, self.row))
        audit.record("survey.export", self.row, by=self.user, note="xlsx")
        return download(file, file_name(self.row, "xlsx"))


class ResultsPaper(ResultsPage):
    needs = "survey.export"

    def get(self, request, pk):
        remarks = list(desk.sorted_remarks(self.user, self.row))
        content = reports.paper(self.results(), desk.counts_of(self.user, self.row), today(), remarks)
        audit.record("survey.export", self.row, by=self.user, note="docx")
        response = HttpResponse(content, content_type=WORD)
        response["Content-Disposition"] = content_disposition_header(True, file_name(self.row, "docx"))
        return response


def file_name(survey, suffix):
    return get_valid_filename(f"{survey}_结果.{suffix}")
