"""The workbooks that the import centre hands out, and the layout of what was uploaded."""

import base64
import json
import re
from urllib.parse import quote

from django.utils.text import Truncator

from core.audit import record
from core.imports import reading
from core.imports.actions import content_of, kept_of
from core.imports.models import BatchFile
from core.imports.plan import ANSWERED, sheet_of
from core.imports.returned import Finding, returned_workbook
from core.imports.template import template_workbook

ROWS_AT_ONCE = 2000  # the returned workbook of so many rows is made while somebody waits: a second
NO_LAYOUT = '{"sheets": [], "others": [], "columns": [], "lines": []}'
SHOWN = 20  # characters of a sample value: enough to know a column by, and three fit beside one another
DIGITS = re.compile(r"\d{7,}[\dXx]?")  # what may be somebody's number, in a column that nobody has recognised


def layout_of(batch):
    """The layout of a batch's file, its sample values masked."""
    layout = json.loads(kept_of(batch, "layout") or NO_LAYOUT)
    sheet = sheet_of(batch.kind)
    for column in layout["columns"]:
        samples = [masked(sheet, column["key"], str(text)) for text in column["samples"]]
        column["samples"] = [Truncator(text).chars(SHOWN) for text in samples]
    layout["lines"] = [[name, number, reason, hide_digits(text)] for name, number, reason, text in layout["lines"]]
    return layout


def masked(sheet, key, text):
    """A sample value: known numbers by their own mask, anything that looks like a number by its last digits."""
    shown = sheet.mask(key, text)
    return shown if shown != text else hide_digits(text)


def hide_digits(text):
    return DIGITS.sub(lambda found: "*" * (len(found[0]) - 4) + found[0][-4:], text)


def has_open_columns(batch):
    return any(column["problem"] in ("unknown", "duplicate") for column in layout_of(batch)["columns"])


def can_return(batch):
    """Whether there are rows to give back, and the file that holds them; both go when a plan is put aside."""
    return batch.plan_rows.exists() and BatchFile.objects.filter(batch=batch).exists()


def returned(batch, *, by, only_failed=False):
    """The uploader's own workbook, the bad cells coloured, the reasons in a last column."""
    batch.mapping = batch.columns
    data = content_of(batch)
    book = reading.open_batch(batch, data)
    record("import.returned", batch, by=by)
    return returned_workbook(data, book.workbook, book.tables, list(findings(batch)), only_failed=only_failed)


def prepared(batch, *, only_failed):
    """The returned workbook that a job has made, or None."""
    file = BatchFile.objects.filter(batch=batch, is_returned_short=only_failed, returned__isnull=False)
    return base64.b64decode(kept_of(batch, "returned")) if file.exists() else None


def prepare(batch, *, by, only_failed):
    """Make the returned workbook and keep it, sealed, beside the file."""
    data = returned(batch, by=by, only_failed=only_failed)
    text = base64.b64encode(data).decode()
    BatchFile.objects.filter(batch=batch).update(returned=text, is_returned_short=only_failed)


def findings(batch):
    rows = batch.plan_rows.exclude(codes="").filter(is_written=False).order_by("pk")
    for sheet, row, outcome, found in rows.values_list("sheet", "row", "outcome", "findings").iterator():
        for said in found:
            if said["level"] in ANSWERED:
                yield Finding(sheet, row, said["column"], said["code"], said["message"], outcome)


def template(kind, *, by):
    """(bytes, title) of the empty workbook of a kind."""
    sheet = sheet_of(kind)
    return template_workbook(sheet.columns, str(sheet.title)), str(sheet.title)


def disposition(name):
    """The header that makes a browser save a file under a Chinese name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"
