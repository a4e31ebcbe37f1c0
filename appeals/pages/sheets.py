"""Batches of questionnaires: handing out, one-time codes, keying paper sheets, filled workbooks, closing."""

import base64

import segno
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from appeals import filled
from appeals.actions import sheets
from appeals.answering import asked
from appeals.desk import surveys as desk
from appeals.forms.surveys import BatchForm, CountForm, SheetFileForm
from appeals.models import Batch, Survey
from appeals.pages.surveys import OfSurvey, file_name
from appeals.rules import surveys as rules
from appeals.rules.answers import from_keys
from core.actions import Refused, check
from core.documents import WORKBOOK, download
from core.pages import ActionPage, FormPage, OfModel, PortalView, RecordPage, today


class MakeBatch(OfSurvey, FormPage):
    """A station reads the survey of a superior and hands it out itself."""

    model, needs, writes = Survey, "survey.batch", False
    title = _("Hand out")
    form = BatchForm
    action = sheets.make_batch
    has_draft = False

    def arguments(self, form):
        values = dict(form.cleaned_data)
        return super().arguments(form) | {"station": values.pop("station"), "values": values}

    def done_address(self, result):
        return result.get_absolute_url()


class OfBatch(OfSurvey):
    model, needs = Batch, "survey.batch"

    def refine(self, rows):
        return rows.select_related("survey", "station__division")

    @property
    def survey(self):
        return self.row.survey

    @property
    def crumbs(self):
        return (*super().crumbs, (self.row.station.place, self.row.get_absolute_url()))

    @property
    def back_address(self):
        return self.row.get_absolute_url()

    @cached_property
    def questions(self):
        return list(self.survey.questions.select_related("depends").order_by("position"))


class BatchPage(OfBatch, RecordPage):
    """How many were handed out, came back and hold; the address and its picture; what comes next."""

    needs = "survey.view"
    template = "appeals/surveys/batch.html"

    def refine(self, rows):
        return super().refine(rows).annotate(**desk.COUNTS)

    @property
    def heading(self):
        return self.row.station.place

    @property
    def crumbs(self):
        return super().crumbs[:2]

    def context(self):
        address = self.request.build_absolute_uri(reverse("appeals:answer", args=[self.row.code]))
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
        paper = self.row.returned - self.row.online
        return {"public": address, "picture": picture, "paper": paper, "survey": self.row.survey}


class CountBatch(OfBatch, ActionPage):
    action, form, check = sheets.count_batch, CountForm, rules.check_batch_open
    label, icon, title = _("Enter the counts"), "pen", _("Counted sheets")


class MakeSlips(OfBatch, ActionPage):
    """The codes are shown once, to be printed and cut; nobody can show them again."""

    action, check = sheets.make_slips, rules.check_slips
    label, icon = _("Make one-time codes"), "key"

    def go_on(self, result):
        address = self.request.build_absolute_uri(reverse("appeals:answer", args=[self.row.code]))
        return self.show("appeals/surveys/slips.html", codes=result, public=address, survey=self.row.survey)


class CloseBatch(OfBatch, ActionPage):
    needs = "survey.close_batch"
    action, check = sheets.close_batch, rules.check_close_batch
    label, icon = _("Close the batch"), "tick"


class KeySheets(OfBatch, OfModel, PortalView):
    """Paper sheets, one after the other, by number keys: Enter goes on, the last Enter saves and opens the next."""

    needs, writes = "survey.key", True
    title = _("Key paper sheets")
    template = "appeals/surveys/key.html"

    def get(self, request, pk):
        rules.check_batch_open(self.row, self.user, today())
        return self.ask()

    def ask(self, status=200, data=None, problems=None):
        done = rules.keyed(self.row)
        context = {"done": done, "counted": self.row.paper_returned or 0, "batch": self.row, "problems": problems or {}}
        return self.show(status=status, questions=asked(self.questions, data, problems), **context)

    def post(self, request, pk):
        is_void = "void" in request.POST
        typed = (
            {} if is_void else {question.key: request.POST.get(f"q{question.key}", "") for question in self.questions}
        )
        sheet = from_keys(self.questions, typed)
        if sheet.problems:
            return self.ask(422, request.POST, sheet.problems)
        try:
            sheets.key_sheet(by=self.user, batch=self.row, sheet=sheet, today=today(), is_valid=not is_void)
        except Refused as refusal:
            return self.ask(409, request.POST, {"": refusal.message})
        done = gettext("Sheet %(number)s is in.") % {"number": rules.keyed(self.row)}
        messages.success(request, done + (gettext(" It is void.") if is_void else ""))
        return redirect("appeals:key_sheets", pk=pk)


class SheetWorkbook(OfBatch, OfModel, PortalView):
    """The empty workbook of this questionnaire."""

    needs = "survey.key"

    def get(self, request, pk):
        file = filled.empty_workbook(self.questions)
        return download(file, file_name(self.survey, "xlsx"))


class TakeSheets(OfBatch, FormPage):
    """A filled workbook: first what is in it and what is wrong with it, then the sheets that fit, together and once.

    The plan is the page itself: no row of the file is stored before it is taken (docs/decisions/0014).
    """

    needs = "survey.key"
    title = _("Filled workbook")
    form = SheetFileForm
    template = "appeals/surveys/take.html"
    has_draft = False
    save_label = _("Read the file")

    def post(self, request, pk):
        return self.take(request.POST["sheets"]) if "sheets" in request.POST else self.preview(request)

    def preview(self, request):
        form = self.make_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(form, 422)
        file = form.cleaned_data["file"]
        try:
            found = filled.read(self.questions, file.read(), file.name)
        except filled.Unfit as unfit:
            form.add_error("file", str(unfit))
            return self.ask(form, 422)
        wrong, fitting = found.wrong, found.sheets
        return self.show(
            "appeals/surveys/taking.html",
            counts=counted(found.good, found.void, len(wrong)),
            wrong=wrong,
            returned=as_link(found.returned()) if wrong else "",
            carried=filled.carry(self.row, fitting),
            fitting=len(fitting),
            refusal=check(rules.check_room_for, self.row, len(fitting)),
            total=len(found.rows),
            row=self.row,
            survey=self.survey,
        )

    def take(self, token):
        once, found = filled.carried(self.row, self.questions, token)
        with filled.first_time(once):
            sheets.take_sheets(by=self.user, batch=self.row, sheets=found, today=today())
        messages.success(self.request, gettext("%(count)s sheets are in.") % {"count": len(found)})
        return redirect(self.row.get_absolute_url())


def counted(good, void, wrong):
    """The outcomes side by side, as the import centre shows them: (label, sheets, class, where the piece begins)."""
    return [
        (pgettext("sheets", "Fit"), good, "k-new", 0),
        (pgettext("sheets", "Void"), void, "k-same", good),
        (pgettext("sheets", "Returned"), wrong, "k-no", good + void),
    ]


def as_link(workbook):
    """A workbook that the page carries itself."""
    return f"data:{WORKBOOK};base64,{base64.b64encode(workbook).decode()}"
