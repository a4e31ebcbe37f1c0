"""Inside one plan: its columns, its rows, the answers to what is open, the workbooks to take home."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bureau.forms.imports import AnswerForm, ColumnsForm
from bureau.listings.imports import AbsentListing, RowListing
from bureau.pages.imports import OfBatch
from core.documents import WORKBOOK
from core.imports import actions, books, compare, mend, secondary, showing
from core.imports.models import PlanRow
from core.imports.plan import ASK, kinds, sheet_of
from core.listing import Look
from core.pages import FormPage, ListPage, PortalView, is_partial, today
from core.validators import parse_whole
from veterans.models import Person


class Columns(OfBatch, FormPage):
    """What each column of the file becomes, with its first values; the user's word is remembered for this header."""

    needs, form = "import.upload", ColumnsForm
    title = gettext_lazy("What the columns are")
    template = "bureau/imports/columns.html"
    action = actions.confirm_columns
    has_draft = False
    save_label = gettext_lazy("These are the columns")

    def get(self, request, *args, **kwargs):
        if not self.layout["columns"]:
            return redirect(self.row.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def make_form(self, data=None, files=None):
        sheet = sheet_of(self.row.kind)
        return ColumnsForm(data, user=self.user, columns=sheet.columns, shown=self.layout["columns"])

    @cached_property
    def layout(self):
        return books.layout_of(self.row)

    def arguments(self, form):
        return super().arguments(form) | {"mapping": form.mapping, "batch": self.row}

    def saved_text(self, result):
        return _("Remembered: the next file with these headings is read in the same way.")

    def ask(self, form, status=200, **context):
        columns = [(form[f"c{index}"], column) for index, column in enumerate(self.layout["columns"])]
        open_ = sum(column["problem"] in ("unknown", "duplicate") for column in self.layout["columns"])
        return super().ask(form, status, columns=columns, layout=self.layout, open=open_, batch=self.row, **context)


class Rows(ListPage):
    """Every row of a plan, by outcome, reason or field."""

    model, needs = PlanRow, "import.view"
    title, listing = gettext_lazy("Rows of the plan"), RowListing

    @cached_property
    def batch(self):
        return batch_of(self)

    def refine(self, rows):
        return rows.filter(batch=self.batch).select_related("batch")

    @cached_property
    def look(self):
        causes, touched = showing.causes(self.batch), showing.touched_fields(self.batch)
        labels = sheet_of(self.batch.kind).outcome_labels

        class OfThisPlan(RowListing):
            @staticmethod
            def filters(data, **kwargs):
                return RowListing.filters(data, causes=causes, touched=touched, labels=labels, **kwargs)

        return Look(OfThisPlan(), self.rows, self.request)

    def context(self):
        sheet = sheet_of(self.batch.kind)
        may_answer = self.batch.may_answer and self.user.may("import.mend")
        for row in self.look.page:
            row.changes = showing.changes(row)
            row.outcome_label = sheet.outcome_labels.get(row.outcome, row.get_outcome_display())
            row.address = sheet.address_of(row)
            row.to_answer = next((said for said in row.findings if showing.is_answerable(said)), None)
            is_open = row.to_answer and (not row.is_written or row.to_answer["level"] == ASK)
            row.token = mend.token_of(row.to_answer) if is_open and may_answer else ""
        return {"batch": self.batch}

    @property
    def heading(self):
        return _("Rows of batch %(number)s") % {"number": self.batch.pk}

    @property
    def crumbs(self):
        return ((_("Imports"), "/imports/"), (str(self.batch), self.batch.get_absolute_url()))


class Mend(OfBatch, PortalView):
    """One open question after another, answered where it stands; or all that are alike at once."""

    needs = "import.mend"
    title = gettext_lazy("Answer the open rows")
    template = "bureau/imports/mend.html"

    @property
    def token(self):
        return self.request.GET.get("cause", "")

    @cached_property
    def waiting(self):
        return mend.waiting(self.row, self.token)

    def get(self, request, pk):
        asked = parse_whole(request.GET.get("row", ""))
        row = (self.after(request) if asked is None else self.waiting.filter(pk=asked)).first()
        if row is None or not self.row.may_answer:
            return redirect(self.row.get_absolute_url())
        return self.ask(row, AnswerForm(user=self.user))

    def after(self, request):
        """The rows behind the one just answered; from the beginning again when there are none left."""
        number = parse_whole(request.GET.get("after", ""))
        later = self.waiting if number is None else self.waiting.filter(pk__gt=number)
        return later if later.exists() else self.waiting

    def ask(self, row, form, status=200, token=""):
        row.batch = self.row
        question = mend.question(self.row, row, token or self.token)
        if question.kind == "text" and form.is_bound:
            question.value = form.data.get("answer", "")
        waiting = mend.waiting(self.row, question.token)
        return self.show(
            status=status,
            batch=self.row,
            plan_row=row,
            question=question,
            form=form,
            cells=mend.shown_cells(self.row, row),
            position=waiting.filter(pk__lte=row.pk).count(),
            total=waiting.count(),
        )

    def post(self, request, pk):
        row = self.waiting.filter(pk=parse_whole(request.POST.get("row", ""))).first()
        if row is None:
            messages.info(request, _("This row has been answered already."))
            return redirect(self.row.get_absolute_url())
        form = AnswerForm(request.POST, user=self.user)
        if not form.is_valid():
            return self.ask(row, form, 422)
        given = form.cleaned_data
        try:
            count = mend.mend(
                by=self.user, batch=self.row, row=row, token=given["token"], answer=given["answer"],
                does_all=given["all"], remembers=given["remember"], today=today(),
            )  # fmt: skip
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.ask(row, form, 422)
        row.refresh_from_db()
        if again := self.still_wrong(row, given["token"]):
            form.add_error("answer", again["message"])
            return self.ask(row, form, 422, mend.token_of(again))
        return self.go_on(row, count)

    @staticmethod
    def still_wrong(row, token):
        """What is wrong with the text that was just typed, or None. The row waits with it, as if the file said so."""
        field = token.rpartition(":")[2]
        return next((said for said in row.findings if said["field"] == field and showing.is_answerable(said)), None)

    def go_on(self, row, count):
        said = ngettext("%(count)s row answered.", "%(count)s rows answered.", count) % {"count": count}
        messages.success(self.request, f"{said} {_('Row')} {row.row}：{row.get_outcome_display()}")
        address = reverse("bureau:mend", args=[self.row.pk])
        is_left = mend.waiting(self.row, self.token).exists()
        query = urlencode({"cause": self.token, "after": row.pk})
        return redirect(f"{address}?{query}" if is_left else self.row.get_absolute_url())


class Returned(OfBatch, PortalView):
    """The uploader's own workbook with what is wrong marked in it."""

    needs = "import.upload"
    template = "bureau/imports/preparing.html"
    title = gettext_lazy("Returned workbook")

    def get(self, request, pk):
        only_failed = "failed" in request.GET
        if not books.can_return(self.row):
            return redirect(self.row.get_absolute_url())
        if self.row.rows <= books.ROWS_AT_ONCE:
            return self.give(books.returned(self.row, by=self.user, only_failed=only_failed))
        data = books.prepared(self.row, only_failed=only_failed)
        if data and not is_partial(request):
            return self.give(data)
        return self.wait(only_failed, is_ready=data is not None)

    def wait(self, only_failed, is_ready):
        """A large file's workbook is made by a job; this page looks whether it is there."""
        job = None if is_ready else actions.prepare_returned(by=self.user, batch=self.row, only_failed=only_failed)
        template = "bureau/imports/preparing_part.html" if is_partial(self.request) else None
        return self.show(template, batch=self.row, job=job, is_ready=is_ready, only_failed=only_failed)

    def give(self, data):
        stem = self.row.file_name.rpartition(".")[0] or self.row.file_name
        return as_download(data, _("%(name)s returned.xlsx") % {"name": stem})


class Compared(OfBatch, PortalView):
    """The comparison as a workbook."""

    needs = "import.compare"

    def get(self, request, pk):
        if not sheet_of(self.row.kind).is_readonly:
            raise Http404
        data = compare.compared(self.row, by=self.user)
        stem = self.row.file_name.rpartition(".")[0] or self.row.file_name
        return as_download(data, _("%(name)s compared.xlsx") % {"name": stem})


class Template(PortalView):
    """An empty workbook with drop-downs, notes and an example, made of the same declarations that read it."""

    needs = "import.upload"

    def get(self, request, kind):
        data, title = books.template(kind, by=request.user)
        return as_download(data, f"{title}.xlsx")


class Export(PortalView):
    """One of the smaller tables as a workbook that the import reads back."""

    needs = "import.view"

    def get(self, request, kind):
        sheet = next((one for one in kinds(request.user) if one.kind == kind and one.export_needs), None)
        if sheet is None or not request.user.may(sheet.export_needs):
            raise Http404
        file = io.BytesIO()
        secondary.export(by=request.user, sheet=sheet, file=file)
        return as_download(file.getvalue(), f"{sheet.title}.xlsx")


def as_download(data, name):
    response = HttpResponse(data, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = books.disposition(get_valid_filename(name))
    return response


class Absent(ListPage):
    """Who is on file in the villages of a roster that lists everybody, and does not stand in it. Never changed by it."""

    model, needs = Person, "import.view"
    title, listing = gettext_lazy("On file, not in the roster"), AbsentListing
    export = "person.export"

    @cached_property
    def batch(self):
        return batch_of(self)

    def refine(self, rows):
        return sheet_of(self.batch.kind).absent(self.batch, rows).select_related("station__division")

    @property
    def crumbs(self):
        return ((_("Imports"), "/imports/"), (str(self.batch), self.batch.get_absolute_url()))


def batch_of(page):
    """The batch in the address of a list page about something else, or 404."""
    found = OfBatch()
    found.request, found.kwargs, found.user = page.request, page.kwargs, page.user
    return found.row
