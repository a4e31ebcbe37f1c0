"""The result of a comparison as a workbook: who differs in what, who is not ours, who agrees, what could not be read."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from core.audit import record
from core.documents import SAFE, write_cell
from core.imports import showing
from core.imports.models import Outcome
from core.imports.plan import sheet_of

WIDTHS = (8, 14, 12, 22, 20, 30, 30)


def compared(batch, *, by):
    """The workbook's bytes. Numbers are masked; the rows carry the numbers of the uploaded file to be found again."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, SAFE | {"in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    labels = sheet_of(batch.kind).outcome_labels
    _summary(book, bold, batch, labels)
    for outcome in (Outcome.CHANGED, Outcome.CREATED, Outcome.UNCHANGED, Outcome.REJECTED):
        page = book.add_worksheet(str(labels[outcome])[:31])
        heads = [_("Row"), _("Sheet"), _("Name"), _("Field"), _("In our records"), _("In the list"), _("Remark")]
        for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=False)):
            page.write_string(0, column, str(head), bold)
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        for number, cells in enumerate(_lines(batch, outcome), start=1):
            for column, value in enumerate(cells):
                write_cell(page, number, column, value)
    book.close()
    record("import.compared", batch, by=by, note=f"{batch.rows}")
    return output.getvalue()


def _summary(book, bold, batch, labels):
    page = book.add_worksheet(_("Summary"))
    page.set_column(0, 0, 28)
    page.write_string(0, 0, batch.file_name, bold)
    for number, (outcome, rows) in enumerate(batch.counts.items(), start=1):
        page.write_string(number, 0, str(labels[outcome]))
        page.write_number(number, 1, rows)
    page.write_string(len(batch.counts) + 1, 0, _("Rows in all"), bold)
    page.write_number(len(batch.counts) + 1, 1, batch.rows, bold)


def _lines(batch, outcome):
    """One line per differing field; one per row where none differs."""
    for row in batch.plan_rows.filter(outcome=outcome).order_by("pk").iterator(chunk_size=1000):
        row.batch = batch
        head = (row.row, row.sheet, row.name)
        remark = "；".join(said["message"] for said in row.findings)
        changes = showing.changes(row)
        if not changes:
            yield (*head, "", "", "", remark)
        for change in changes:
            yield (*head, change.label, change.old, change.new, remark)
