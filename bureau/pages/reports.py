"""Work reports: the list, a report whose numbers open, the rows behind a number, rewording, publishing, Word."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from bureau import drafting, rules
from bureau.actions import reports as verbs
from bureau.behind import Explained
from bureau.forms.reports import ReportForm, RewordForm
from bureau.listings.reports import ReportListing
from bureau.models import Report, Sentence
from core import audit
from core.figures import FIGURES, Period
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from core.papers import WORD

REPORTS = (_("Reports"), "/reports/")


def readable(rows, user):
    """Drafts are for those who write them; everybody else reads what is published."""
    return rows if user.may("report.begin") else rows.filter(published_at__isnull=False)


class Reports(ListPage):
    model, needs = Report, "report.view"
    title, listing = _("Reports"), ReportListing
    add, add_label = "bureau:report_add", _("Begin a report")
    export = "report.export"
    blank_icon = "paper"

    @property
    def buttons(self):
        doors = (("bureau:tables", _("Tables of my own"), "chart"), ("bureau:blanks", _("Superior's forms"), "paper"))
        return [{"label": label, "icon": icon, "address": reverse(name)} for name, label, icon in doors]

    def refine(self, rows):
        return readable(rows, self.user).select_related("station__division", "made_by")


class BeginReport(FormPage):
    model, needs = Report, "report.begin"
    title, form, action = _("Begin a report"), ReportForm, verbs.begin_report
    save_label = _("Write the draft")
    saved = _("The draft stands; its numbers are being looked up.")
    crumbs = (REPORTS,)
    back_address = "/reports/"

    def initial(self):
        whole = Period.year(today())
        return {
            "title": _("Work report of %(year)s") % {"year": today().year},
            "first_on": whole.first,
            "last_on": today(),
        }


class ReportPage(RecordPage):
    """The report as a page of paper; the number that was opened is explained beside it."""

    model, needs = Report, "report.view"
    template = "bureau/reports/report.html"
    has_aside = True
    crumbs = (REPORTS,)

    def refine(self, rows):
        return readable(rows, self.user).select_related("station__division", "made_by", "published_by")

    @property
    def may_reword(self):
        return not self.row.is_published and self.user.may("report.reword")

    @property
    def is_editing(self):
        return self.may_reword and "edit" in self.request.GET

    def context(self):
        report = self.row
        paragraphs = drafting.paragraphs(report)
        answers = {answer.row: answer for answer in report.answers.defer("rows")}
        chosen = answers.get(self.request.GET.get("row", ""))
        return {
            "paragraphs": paragraphs,
            "is_editing": self.is_editing,
            "chosen": chosen and Explained(self.user, report, chosen),
            "typed": sum(part.is_typed for one in paragraphs for _sentence, parts in one.sentences for part in parts),
            "shown": len(answers),
            "corrected": [answer for answer in answers.values() if answer.is_corrected],
            "left_out": drafting.left_out(report),
            "before": before(report, self.rows),
        }


def before(report, rows):
    """The same station's published report of the year before, and how each number has moved: (label, now, then)."""
    year = report.last_on.year - 1
    last = rows.filter(station=report.station, published_at__isnull=False, last_on__year=year).first()
    if last is None:
        return None
    then = {answer.row: answer for answer in last.answers.defer("rows")}
    pairs = [(answer, then.get(answer.row)) for answer in report.answers.defer("rows").order_by("pk")]
    return {"report": last, "pairs": [(FIGURES[now.figure].label, now, old) for now, old in pairs if old]}


class ReportRows(OfModel, PortalView):
    """The very rows that a number of a report counts."""

    model, needs = Report, "report.view"
    template = "bureau/reports/rows.html"

    def refine(self, rows):
        return readable(rows, self.user).select_related("station")

    @cached_property
    def explained(self):
        answer = self.row.answers.defer("rows").filter(row=self.kwargs["number"]).first()
        if answer is None:
            raise Http404
        return Explained(self.user, self.row, answer)

    @property
    def title(self):
        return self.explained.figure.label

    @property
    def crumbs(self):
        return (REPORTS, (self.row.title, self.row.get_absolute_url()))

    def get(self, request, pk, number):
        return self.show(one=self.explained, rows=self.explained.page(request.GET.get("page")))


class RewordSentence(ActionPage):
    model, needs, action, form = Sentence, "report.reword", verbs.reword, RewordForm
    label, icon = _("Change the words"), "pen"
    title = _("Change the words")

    def refine(self, rows):
        return rows.select_related("report")

    def reason_against(self):
        return None

    def done_address(self, result):
        return result.report.get_absolute_url()

    @property
    def crumbs(self):
        return (REPORTS, (self.row.report.title, self.row.report.get_absolute_url()))


class Evaluate(ActionPage):
    model, needs, action = Report, "report.evaluate", verbs.ask_evaluation
    label, icon = _("Look the numbers up again"), "run"
    saved = _("The numbers are being looked up.")


class Publish(ActionPage):
    model, needs, action = Report, "report.publish", verbs.publish
    check = rules.check_publish
    label, icon, tone = _("Publish"), "tick", "go"
    saved = _("Published. The numbers and the lists behind them stay as they are now.")


class Discard(ActionPage):
    model, needs, action = Report, "report.discard", verbs.discard
    check = rules.check_draft
    label, icon, tone = _("Discard the draft"), "cross", "stop"
    saved, done = _("The draft is gone."), "bureau:reports"


def issuer_of(report):
    """The bureau's reports carry its name, a station's own theirs."""
    return settings.BUREAU_NAME if report.station.tier == "city" else report.station.name


class ReportWord(OfModel, PortalView):
    """The report as .docx in official layout (GB/T 9704-2012, handbook §10.6)."""

    model, needs = Report, "report.view"

    def refine(self, rows):
        return readable(rows, self.user).select_related("station")

    def get(self, request, pk):
        audit.record("report.export", self.row, by=self.user, note=".docx")
        response = HttpResponse(drafting.as_word(self.row, issuer_of(self.row), today()), content_type=WORD)
        response["Content-Disposition"] = content_disposition_header(True, f"{self.row.title}.docx")
        response["X-Content-Type-Options"] = "nosniff"
        return response
