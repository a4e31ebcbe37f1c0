"""Work reports: the list, a report whose numbers open, the rows behind a number, rewording, publishing, Word."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from bureau import drafting, rules
from bureau.actions import reports as verbs
from bureau.behind import Explained
from bureau.forms.reports import ReportForm, RewordForm, WritingForm
from bureau.listings.reports import ReportListing, WritersListing
from bureau.models import Report, Sentence
from bureau.parts import BREAKDOWNS
from bureau.rules import readable
from bureau.slots import period_before
from core import audit
from core.figures import FIGURES, Period
from core.listing import Look
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from core.papers import WORD

REPORTS = (_("Reports"), "/reports/")
DOORS = (
    ("bureau:changes", _("Tables of the month"), "chart"),
    ("bureau:tables", _("Tables of my own"), "chart"),
    ("bureau:blanks", _("Superior's forms"), "paper"),
    ("bureau:errands", _("Tasks for stations"), "tick"),
)


class Reports(ListPage):
    model, needs = Report, "report.view"
    title, listing = _("Reports"), ReportListing
    add, add_label = "bureau:report_add", _("Begin a report")
    export = "report.export"
    blank_icon = "paper"

    @property
    def buttons(self):
        for name, label, icon in DOORS:
            yield {"label": label, "icon": icon, "address": reverse(name)}

    @cached_property
    def look(self):
        listing = WritersListing if self.user.may("report.begin") else ReportListing
        return Look(listing(), self.rows, self.request)

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
        answers = drafting.answers_of(report)
        found = drafting.sentences(report, answers)
        paragraphs = drafting.paragraphs(report, found)
        claims = drafting.claims(found)
        chosen = answers.get(self.request.GET.get("row", ""))
        chosen = chosen and Explained(self.user, report, chosen)
        return {
            "paragraphs": paragraphs,
            "is_editing": self.is_editing,
            "chosen": chosen,
            "writings": chosen.writings([one for one, _parts in found]) if chosen and self.may_reword else (),
            "typed": sum(part.is_typed for _sentence, parts in found for part in parts),
            "claims": claims,
            "bare": [claim for sentence, claim in claims if not sentence.source],
            "shown": len({part.answer.row for _sentence, parts in found for part in parts if part.answer}),
            "corrected": [answer for answer in answers.values() if answer.is_corrected],
            "left_out": [sentence for sentence, parts in found if not parts],
            "before": before(report, self.rows, answers),
        }


def before(report, rows, answers):
    """How each number has moved since the period before: against that period's published report of the same station,
    else against what the records say of it. {report, first, last, pairs: (answer, label, words then)}."""
    first, last = period_before(report.first_on, report.last_on)
    told = rows.filter(station=report.station, published_at__isnull=False, last_on__year=last.year).exclude(
        pk=report.pk
    )
    told = told.first()
    then = {row: answer.before_words for row, answer in answers.items()}
    if told:
        then = {answer.row: answer.words for answer in told.answers.defer("rows")}
    pairs = [(answer, FIGURES[answer.figure].label, then[row]) for row, answer in answers.items() if then.get(row)]
    return {"report": told, "first": first, "last": last, "pairs": pairs} if pairs else None


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
        return Explained(self.user, self.row, answer, self.narrowed(answer))

    def narrowed(self, answer):
        """The part of a breakdown that the address names: {dimension: value}, of a published report as its rows keep it."""
        asked = {name: self.request.GET[name] for name in BREAKDOWNS if name in self.request.GET}
        if self.row.is_published:
            return {name: text for name, text in asked.items() if name in answer.parts}
        if not asked.keys() <= FIGURES[answer.figure].dimensions.keys():
            return {}
        try:
            return {name: value_of(name, text) for name, text in asked.items()}
        except ValueError:
            raise Http404 from None

    @property
    def title(self):
        return self.explained.figure.label

    @property
    def crumbs(self):
        return (REPORTS, (self.row.title, self.row.get_absolute_url()))

    def get(self, request, pk, number):
        one, by = self.explained, request.GET.get("by", "")
        parts = one.parts(by) if by in dict(one.breakdowns) else ()
        return self.show(one=one, by=by, parts=parts, rows=None if parts else one.page(request.GET.get("page")))


def value_of(name, text):
    """A value of a dimension as an address writes it."""
    if not text:
        return None
    if name == "town":
        return int(text)
    return date.fromisoformat(text) if name == "month" else text


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


class WriteAs(ActionPage):
    """One number in another wording, chosen beside it."""

    model, needs, action, form = Sentence, "report.reword", verbs.write_as, WritingForm
    label = _("Way of writing")

    def refine(self, rows):
        return rows.select_related("report")

    def reason_against(self):
        return None

    def done_address(self, result):
        return f"{result.report.get_absolute_url()}?row={self.request.POST.get('number', '')}#s{result.pk}"


class Evaluate(ActionPage):
    model, needs, action = Report, "report.evaluate", verbs.ask_evaluation
    label, icon = _("Look the numbers up again"), "run"
    saved = _("The numbers are being looked up.")


class Publish(ActionPage):
    """A job freezes some ten thousand rows; a second click meanwhile leads to the same job."""

    model, needs, action = Report, "report.publish", verbs.ask_publishing
    check = rules.check_ask_publishing
    label, icon, tone = _("Publish"), "tick", "go"
    saved = _("It is being published. The numbers and the lists behind them stay as they are now.")

    def reason_against(self):
        refusal = super().reason_against()
        return None if refusal and refusal.code == "publishing" else refusal


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
