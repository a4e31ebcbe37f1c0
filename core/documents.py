"""Workbooks: what a list shows, row by row, in constant memory. No cell is ever a formula."""

import re
import tempfile
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.conf import settings
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import audit
from core.vault import Sealed

CHUNK = 500
SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\]|^'|'$")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_as_workbook(page, *, is_plain, reason, columns=None, title=""):
    """The rows that a list page shows now, or those ticked there: same columns (or those given) and order.

    Numbers are masked unless `is_plain`.
    """
    columns, title = columns or [column for column in page.look.listing.columns if column.exported], title or page.title
    rows = page.taken.iterator(chunk_size=CHUNK)
    cells = ([cell(column.of(row), is_plain) for column in columns] for row in rows)
    file, count = sheet_file(title, columns, cells)
    note = _("%(count)s rows; %(reason)s") % {"count": count, "reason": reason or _("numbers masked")}
    audit.record(page.export_plain if is_plain else page.export, None, by=page.user, note=note)
    return download(file, dated(title))


def sheet_file(title, columns, rows):
    """(a workbook of one sheet in a temporary file, how many rows it holds). The answer streams the file and closes it."""
    file = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
    count = write_sheet(file, title, columns, rows)
    file.seek(0)
    return file, count


def dated(title):
    """The name of a workbook: what it holds, of which day."""
    return get_valid_filename(f"{title}_{timezone.localdate():%Y%m%d}.xlsx")


def download(file, name):
    """The answer that gives a workbook away under its name."""
    return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)


def write_sheet(file, title, columns, rows):
    """One sheet: a bold head that stays in view, then the rows. Returns how many rows."""
    # The writer's own files hold the rows in plain: they lie where only the portal can read.
    book = xlsxwriter.Workbook(file, {**SAFE, "tmpdir": settings.FILE_UPLOAD_TEMP_DIR})
    sheet = book.add_worksheet(NOT_IN_A_TAB.sub(" ", str(title)[:31]))
    bold = book.add_format({"bold": True, "bottom": 1})
    for index, column in enumerate(columns):
        sheet.write_string(0, index, str(column.title), bold)
        sheet.set_column(index, index, 10 if column.num else 18)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_footer(f"&L{timezone.localtime():%Y-%m-%d %H:%M}&R&P / &N")
    count = 0
    for count, row in enumerate(rows, start=1):
        for index, value in enumerate(row):
            write_cell(sheet, count, index, value)
    book.close()
    return count


def write_cell(sheet, row, column, value):
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, value)


def cell(value, is_plain=False):
    """A value as a cell holds it: a number stays a number, everything else is text; a sealed number is its mask."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, Sealed):
        return value.plain() if is_plain else str(value)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if timezone.is_aware(value) else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
