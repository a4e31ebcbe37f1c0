"""A batch's file, opened: its tables with their headers and mappings, and its rows in chunks."""

from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _

from core.actions import Refused
from core.imports.columns import KEYS, SheetReport, find_headers, header_signature, map_columns
from core.imports.models import RememberedMapping
from core.imports.plan import sheet_of
from core.imports.rows import read_rows
from core.imports.sheet import Unreadable, open_workbook


class Book:
    """The tables of one file. `columns` {heading: field or None}; `headings` {field: heading}; `skipped` {reason: rows}."""

    def __init__(self, workbook, columns, mapping, keys=KEYS):
        self.workbook, self.tables = workbook, []
        self.columns, self.headings, self.samples = {}, {}, {}
        headers = find_headers(workbook, columns, keys)
        for sheet in workbook.sheets:
            if header := headers.get(sheet.name):
                self._add(sheet, header, map_columns(header, columns, mapping), columns)
        self.signature = header_signature(self.tables[0][1])
        self.reports = []

    def _add(self, sheet, header, mapping, columns):
        self.tables.append((sheet, header, mapping))
        for column in mapping.columns:
            self.columns.setdefault(column.heading, column.key)
            self.samples.setdefault(column.heading, column.samples)
            if column.key:
                self.headings.setdefault(column.key, column.heading)

    @property
    def size(self):
        """About how many rows there are: what progress is measured against."""
        return sum(sheet.row_count for sheet, _header, _mapping in self.tables)

    def rows(self):
        """Every row of every table, in order; what is no row is counted in `skipped`."""
        for sheet, header, mapping in self.tables:
            report = SheetReport()
            self.reports.append(report)
            yield from read_rows(sheet, header, mapping, report)

    def cells_of(self, key):
        """What stands in one column of every table, headers and all."""
        for sheet, _header, mapping in self.tables:
            index = next((column.index for column in mapping.columns if column.key == key), None)
            if index is not None:
                yield from (row.cells[index] for row in sheet.rows() if index < len(row.cells))

    def chunks(self, size):
        rows = self.rows()
        while chunk := list(islice(rows, size)):
            yield chunk

    @property
    def skipped(self):
        return dict(sum((report.skipped for report in self.reports), Counter()))


def open_batch(batch, content):
    """The Book of a batch. Raises Refused with the reader's own code and sentence for a file that cannot be taken."""
    sheet = sheet_of(batch.kind)
    try:
        workbook = open_workbook(content, batch.file_name)
        return Book(workbook, sheet.columns, batch.mapping or remembered(batch, workbook), sheet.key_columns)
    except Unreadable as problem:
        message = headings_wanted(sheet) if problem.code == "no_header" else problem.message
        raise Refused(problem.code, message) from problem


def headings_wanted(sheet):
    """What to do about a file without any heading of its kind."""
    names = "".join(f"“{column.heading}”" for column in sheet.columns if column.key in sheet.key_columns)
    return _(
        "No sheet has a row of headings of “%(title)s”. Put headings such as %(names)s above the columns; if the file lists "
        "something else, upload it again as that."
    ) % {"title": sheet.title, "names": names}


def remembered(batch, workbook):
    """The mapping that this user corrected for the same header before, if any."""
    sheet = sheet_of(batch.kind)
    header = next(iter(find_headers(workbook, sheet.columns, sheet.key_columns).values()))
    found = RememberedMapping.objects.filter(
        account=batch.by, kind=batch.kind, signature=header_signature(header)
    ).first()
    return found.mapping if found else None
