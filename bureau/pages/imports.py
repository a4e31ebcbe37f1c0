"""The import centre: uploads, the plan of each, its confirmation, its result, its undoing."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from bureau.forms.imports import ConfirmForm, UploadForm
from bureau.listings.imports import BatchListing
from core.imports import actions, books, mend, showing
from core.imports.models import Batch, BatchState, Outcome
from core.imports.plan import sheet_of
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, is_partial, today

CENTRE = (_("Imports"), "/imports/")


class Batches(ListPage):
    """Every file that was uploaded in the user's area."""

    model, needs = Batch, "import.view"
    title, listing = _("Imports"), BatchListing
    export = "import.export"
    add, add_label = "bureau:upload", _("Upload a roster")
    lede = _("See the plan first, then write; undo for 30 days")
    blank_icon = "up"

    def refine(self, rows):
        return actions.with_jobs(rows.select_related("station__division", "by"))

    @property
    def buttons(self):
        compare = {"label": _("Compare a list"), "icon": "people", "address": reverse("bureau:compare")}
        return (compare,) if self.user.may("import.compare") else ()


class Upload(FormPage):
    """One file, by drag or choice. It is read at once; nothing is written."""

    model, needs = Batch, "import.upload"
    title, form = _("Upload a roster"), UploadForm
    template = "bureau/imports/upload.html"
    action = actions.receive
    has_draft = False
    save_label = _("Read the file")
    crumbs = (CENTRE,)
    back_address = "/imports/"
    comparing = False

    def make_form(self, data=None, files=None):
        return self.form(data, files, user=self.user, today=today(), initial=self.initial(), comparing=self.comparing)

    def arguments(self, form):
        file = form.cleaned_data["file"]
        return super().arguments(form) | {"file_name": file.name, "content": file.read()}

    def saved_text(self, result):
        return ""


class Compare(Upload):
    """Any list held against ours; nothing is written."""

    needs = "import.compare"
    title = _("Compare a list with ours")
    comparing = True


class OfBatch(OfModel):
    """Pages of one batch."""

    model = Batch

    def refine(self, rows):
        return rows.select_related("station__division", "by")

    @property
    def crumbs(self):
        return (CENTRE, (_("Batch %(number)s") % {"number": self.row.pk}, self.row.get_absolute_url()))


class BatchPage(OfBatch, PortalView):
    """A batch where it stands: being read, planned, being written, written, undone."""

    needs = "import.view"
    template = "bureau/imports/result.html"

    def get(self, request, pk):
        if self.row.is_running:
            return self.show_progress()
        if is_partial(request):
            return HttpResponse(headers={"HX-Redirect": self.row.get_absolute_url()})
        if self.row.state == BatchState.PLANNED and self.needs_columns:
            return redirect("bureau:columns", pk=pk)
        return self.show_plan() if self.row.state == BatchState.PLANNED else self.show_result()

    @property
    def needs_columns(self):
        """Columns that nobody has recognised or confirmed are shown before the plan."""
        return None in self.row.columns.values() and not self.row.mapping and books.has_open_columns(self.row)

    @property
    def heading(self):
        titles = {
            BatchState.PLANNING: _("Reading the file"),
            BatchState.APPLYING: _("Writing the roster"),
            BatchState.UNDOING: _("Undoing the import"),
            BatchState.PLANNED: _("See the plan, then write"),
            BatchState.FAILED: _("This file could not be read"),
            BatchState.APPLIED: _("The roster is written"),
            BatchState.UNDONE: _("The import is undone"),
            BatchState.DISCARDED: _("This plan was put aside"),
        }
        if sheet_of(self.row.kind).is_readonly and self.row.state == BatchState.PLANNED:
            return _("The list against ours")
        if self.is_stopped:
            return _("Stopped in the midst")
        return titles.get(self.row.state, _("Import"))

    @property
    def crumbs(self):
        return (CENTRE, (_("Batch %(number)s") % {"number": self.row.pk}, ""))

    @cached_property
    def is_stopped(self):
        return actions.is_stopped(self.row)

    def show_progress(self):
        job = actions.job_of(self.row)
        left = job.seconds_left(timezone.now()) if job else None
        template = "bureau/imports/progress.html" if is_partial(self.request) else "bureau/imports/running.html"
        return self.show(template, batch=self.row, job=job, left=left, is_stopped=self.is_stopped, **self.steps())

    def steps(self):
        """The stages of an import: (label, done, current)."""
        names = [
            pgettext("stage", "Read"),
            pgettext("stage", "Check"),
            pgettext("stage", "Confirm"),
            pgettext("stage", "Write"),
            pgettext("stage", "Count"),
        ]
        at = {BatchState.PLANNING: 0, BatchState.PLANNED: 1, BatchState.APPLYING: 3, BatchState.UNDOING: 4}[
            self.row.state
        ]
        return {"steps": [(name, index < at, index == at) for index, name in enumerate(names)]}

    def show_plan(self):
        template = "bureau/imports/compared.html" if sheet_of(self.row.kind).is_readonly else "bureau/imports/plan.html"
        return self.show(template, batch=self.row, **self.told(), **self.first_question())

    def first_question(self):
        """The question that is asked on the plan itself, below its reason."""
        cause = next((cause for cause in self.causes if cause.may_answer), None)
        row = mend.waiting(self.row, cause.token).first() if cause and self.user.may("import.mend") else None
        if row is None:
            return {"asked": None}
        row.batch = self.row
        return {
            "asked": cause,
            "plan_row": row,
            "question": mend.question(self.row, row, cause.token),
            "position": 1,
            "total": cause.open,
        }

    def show_result(self):
        is_known = self.row.state in (BatchState.APPLIED, BatchState.UNDONE)
        return self.show(batch=self.row, until=self.undo_until, **(self.told() if is_known else {}))

    @property
    def undo_until(self):
        return timezone.localdate(self.row.applied_at) + actions.DAYS_TO_UNDO if self.row.applied_at else None

    @cached_property
    def causes(self):
        return showing.causes(self.row)

    def told(self):
        """What the plan and the result have in common: outcomes, causes, the question that comes first."""
        causes = [cause for cause in self.causes if cause.level != showing.NOTE]
        planned = self.row.plan_rows.filter(outcome__in=[Outcome.CREATED, Outcome.CHANGED])
        return {
            "bar": outcome_bar(self.row),
            "causes": causes,
            "has_asks": self.row.may_answer and any(cause.level == showing.ASK for cause in causes),
            "notes": [
                cause for cause in self.causes if cause.level == showing.NOTE and not cause.code.startswith("kept_")
            ],
            "kept": [cause for cause in self.causes if cause.code.startswith("kept_")],
            "unwritable": self.row.questioned + self.row.rejected,
            "to_write": planned.filter(is_written=False).count(),
            "written": self.row.plan_rows.filter(is_written=True).count(),
            "moves": self.row.plan_rows.filter(proposal__isnull=False).count(),
            "read_columns": sum(key is not None for key in self.row.columns.values()),
            **self.changes(),
        }

    def changes(self):
        """The first changes, and how often each field changes."""
        touched = showing.touched_fields(self.row)
        chosen = self.request.GET.get("field", "")
        rows = self.row.plan_rows.filter(outcome=Outcome.CHANGED)
        if chosen in {name for name, _label, _rows in touched}:
            rows = rows.filter(touched__contains=f" {chosen} ")
        else:
            chosen = ""
        return {
            "touched": touched,
            "touched_total": sum(rows for _name, _label, rows in touched),
            "chosen": chosen,
            "shown_changes": list(islice(self.change_lines(rows.order_by("pk"), chosen), showing.SHOWN_CHANGES)),
        }

    def change_lines(self, rows, chosen):
        """(row, change, whether it is the row's first), line by line."""
        for row in rows[: showing.SHOWN_CHANGES]:
            row.batch = self.row
            for index, change in enumerate(showing.changes(row, chosen)):
                yield row, change, index == 0


def outcome_bar(batch):
    """The outcomes side by side: (outcome, label, rows, class, where the piece begins)."""
    classes = {"created": "k-new", "changed": "k-chg", "unchanged": "k-same", "questioned": "k-ask", "rejected": "k-no"}
    labels = sheet_of(batch.kind).outcome_labels
    start, pieces = 0, []
    for outcome, rows in batch.counts.items():
        pieces.append((outcome, labels.get(outcome, Outcome(outcome).label), rows, classes[outcome], start))
        start += rows
    return pieces


class Confirm(OfBatch, ActionPage):
    """Write what the plan says, by a job."""

    needs, action, form = "import.confirm", actions.confirm, ConfirmForm
    label, icon = _("Write"), "tick"

    def saved_text(self, result):
        return ""


class Discard(OfBatch, ActionPage):
    needs, action = "import.confirm", actions.discard
    label, tone = _("Put this plan aside"), "stop"

    def saved_text(self, result):
        return _("The plan was put aside; nothing was written.")

    def done_address(self, result):
        return "/imports/"


class GoOn(OfBatch, ActionPage):
    needs, action = "import.confirm", actions.go_on
    label, icon = _("Go on"), "run"

    def saved_text(self, result):
        return ""


class Stop(OfBatch, ActionPage):
    needs, action = "import.confirm", actions.stop
    label, tone = _("Stop"), "stop"

    def saved_text(self, result):
        return ""


class Undo(OfBatch, ActionPage):
    """Take the whole batch back."""

    needs, action, check = "import.undo", actions.undo, actions.check_undo
    label, tone = _("Undo this import"), "stop"

    def saved_text(self, result):
        return ""
