"""The uploader's own workbook, given back: what is wrong coloured in its cell, the reasons in a last column.

Mended and uploaded again it is read like any other: the column of reasons is known and ignored.
"""

import io
import re
import zipfile
from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.dimensions import DimensionHolder

from core.imports.headings import REASON_HEADING, REASONS, normalise_heading
from core.imports.rows import CLEAR, is_ditto, read_rows

RED, AMBER = "FFFFC7CE", "FFFFEB9C"
LABELS = {RED: "退回", AMBER: "待答"}
FILLS = {colour: PatternFill("solid", fgColor=colour) for colour in LABELS}
WIDTH = 60  # characters, of the column of reasons
EDITABLE = 16 << 20  # bytes of sheets, some 20,000 rows: editing more costs too much memory, so it is rebuilt
FORMULA = re.compile("[=+@-]")  # text that a spreadsheet would take for a formula once somebody edits it
SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a row. `column`: its index, its heading as mapped, or None for the row as a whole.

    `outcome`: "rejected" is shown in red, anything else waits for an answer and is amber.
    """

    sheet: str
    row: int
    column: int | str | None
    code: str
    message: str
    outcome: str

    @property
    def colour(self):
        return RED if self.outcome == "rejected" else AMBER


def returned_workbook(data, workbook, tables, findings, *, only_failed=False):
    """The .xlsx to give back, as bytes.

    `data` is the uploaded file, `workbook` what was read of it, `tables` its (sheet, header, mapping). An .xlsx keeps its
    look, formulas give way to the values that were read; other formats, and workbooks too large or too odd to edit, are
    rebuilt with the same cells. `only_failed` keeps titles, headings and the rows with findings.
    """
    marks = [Marks(*table, findings) for table in tables]
    if only_failed:
        for mark, (_sheet, _header, mapping) in zip(marks, tables, strict=True):
            mark.answer_dittos(mapping)
    if workbook.format == "xlsx" and _is_editable(data):
        try:
            return _edited(data, marks, only_failed)
        except Exception:  # parts of a workbook that openpyxl does not know: the cells themselves are known
            return _rebuilt(workbook, marks, only_failed)
    return _rebuilt(workbook, marks, only_failed)


class Marks:
    """What is to be marked in one sheet."""

    def __init__(self, sheet, header, mapping, findings):
        self.sheet, self.header = sheet, header
        self.indexes = {column.heading: column.index for column in mapping.columns}
        headings = {column.index: column.heading for column in mapping.columns}
        self.cells, self.said, self.answers = {}, defaultdict(dict), {}
        for finding in findings:
            if finding.sheet == sheet.name:
                index = self.indexes.get(finding.column, finding.column)
                where = f"{headings.get(index, '')}：" if isinstance(index, int) else ""
                self.said[finding.row][f"【{LABELS[finding.colour]}】{where}{finding.message}"] = finding.colour
                if isinstance(index, int) and self.cells.get((finding.row, index)) != RED:
                    self.cells[finding.row, index] = finding.colour
        self.reason_column = self._reason_column(mapping)

    def keeps(self, number):
        """Is a row part of what only shows the failed ones?"""
        return number <= self.header.last_row or number in self.said

    def reason(self, number):
        """(text, colour) of the reasons of a row."""
        said = self.said[number]
        return "\n".join(said), RED if RED in said.values() else AMBER

    def answer_dittos(self, mapping):
        """Where the row above may go, 同上 has to say itself what it means."""
        kept = {line.number: line.cells for line in self.sheet.rows() if line.number in self.said}
        for row in read_rows(self.sheet, self.header, mapping):
            line = kept.get(row.number, ())
            for column in mapping.columns:
                if column.key and column.index < len(line) and is_ditto(line[column.index]):
                    meant = row.cells.get(column.key, "")
                    self.answers[row.number, column.index] = "无" if meant is CLEAR else meant

    def _reason_column(self, mapping):
        """The column of reasons of an earlier return, or the first that is free."""
        for column in mapping.columns:
            if normalise_heading(column.heading) in REASONS:
                return column.index
        merged = (right + 1 for _first, _left, last, right in self.sheet.merges if last >= self.header.first_row)
        return max(self.sheet.width, *merged, 0)


def _is_editable(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sizes = (part.file_size for part in package.infolist() if part.filename.startswith("xl/worksheets/"))
        return sum(sizes) <= EDITABLE


# ——— the same workbook ———


def _edited(data, marks, only_failed):
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for mark in marks:
        page = book[mark.sheet.name]
        _clean(page, mark)
        for (number, index), colour in mark.cells.items():
            page.cell(number, index + 1).fill = FILLS[colour]
        _write_reasons(page, mark)
        if only_failed:
            for (number, index), meant in mark.answers.items():
                page.cell(number, index + 1).value = meant
            _drop_good_rows(page, mark)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _clean(page, mark):
    """Take away the marks of an earlier return, and keep text that looks like a formula from ever becoming one."""
    for (number, column), cell in page._cells.items():
        if number > mark.header.last_row:
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in LABELS:
                cell.fill = PatternFill()
            if column == mark.reason_column + 1 and not isinstance(cell, MergedCell):
                cell.value = None
            if isinstance(cell.value, str) and FORMULA.match(cell.value):
                cell.data_type, cell.quotePrefix = "s", True


def _write_reasons(page, mark):
    column = mark.reason_column + 1
    heading = page.cell(mark.header.last_row, column)
    if not isinstance(heading, MergedCell):
        heading.value = REASON_HEADING
    if column > 1:
        heading._style = copy(page.cell(mark.header.last_row, column - 1)._style)
    page.column_dimensions[openpyxl.utils.get_column_letter(column)].width = WIDTH
    for number in mark.said:
        text, colour = mark.reason(number)
        cell = page.cell(number, column)
        cell.value, cell.data_type = text, "s"
        cell.fill, cell.alignment = FILLS[colour], Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[number].hidden = False


def _drop_good_rows(page, mark):
    """Close up what is kept. Values merged downwards are written into each row first."""
    for merged in list(page.merged_cells.ranges):
        if merged.max_row > mark.header.last_row:
            top = page.cell(merged.min_row, merged.min_col)
            page.unmerge_cells(str(merged))
            for number in range(merged.min_row + 1, merged.max_row + 1):
                page.cell(number, merged.min_col).value = top.value
    numbers = sorted({number for number, _column in page._cells if mark.keeps(number)})
    moved = {number: number for number in numbers if number <= mark.header.last_row}
    below = (number for number in numbers if number > mark.header.last_row)
    moved |= {number: mark.header.last_row + place for place, number in enumerate(below, 1)}
    heights = {new: page.row_dimensions[old].height for old, new in moved.items() if old in page.row_dimensions}
    cells = {}
    for (number, column), cell in page._cells.items():
        if number in moved:
            cell.row = moved[number]
            cells[cell.row, column] = cell
            if cell.hyperlink:
                cell.hyperlink.ref = cell.coordinate
    page._cells, page.auto_filter.ref = cells, None
    page.row_dimensions = DimensionHolder(page, "index", page.row_dimensions.default_factory)
    for number, height in heights.items():
        page.row_dimensions[number].height = height


# ——— the same cells in a new workbook ———


def _rebuilt(workbook, marks, only_failed):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    look = Look(book)
    by_name = {mark.sheet.name: mark for mark in marks}
    for sheet in workbook.sheets:
        page = book.add_worksheet(sheet.name if _may_be_called(sheet.name) else None)
        if sheet.is_hidden and len(workbook.sheets) > 1:
            page.hide()
        _rebuild(page, sheet, by_name.get(sheet.name), look, only_failed)
    book.close()
    return out.getvalue()


def _may_be_called(name):
    return 0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name)


def _rebuild(page, sheet, mark, look, only_failed):
    page.set_column(0, max(sheet.width - 1, 0), 14)
    if mark:
        page.set_column(mark.reason_column, mark.reason_column, WIDTH)
        page.freeze_panes(mark.header.last_row, 0)
    place = 0
    for row in sheet.rows():
        if mark and only_failed and not mark.keeps(row.number):
            continue
        closes_up = mark and only_failed and row.number > mark.header.last_row
        place = max(place, mark.header.last_row) + 1 if closes_up else row.number
        cells = row.cells + [""] * (mark.reason_column + 1 - len(row.cells)) if mark else row.cells
        for index, value in enumerate(cells):
            if mark and index == mark.reason_column:
                _write_reason(page, place - 1, row.number, mark, look)
            else:
                value = mark.answers.get((row.number, index), value) if mark else value
                look.write(page, place - 1, index, value, mark.cells.get((row.number, index)) if mark else None)


def _write_reason(page, place, number, mark, look):
    if number == mark.header.last_row:
        look.write(page, place, mark.reason_column, REASON_HEADING)
    elif number in mark.said:
        text, colour = mark.reason(number)
        look.write(page, place, mark.reason_column, text, colour)


class Look:
    """The formats of a rebuilt workbook, and the one way a value is written: by its type, text always as text."""

    def __init__(self, book):
        self.formats = {}
        for colour in (None, *LABELS):
            fill = {"bg_color": f"#{colour[2:]}", "text_wrap": True, "valign": "top"} if colour else {}
            for kind, more in {
                "text": {"num_format": "@"},
                "risky": {"num_format": "@", "quote_prefix": True},
                "date": {"num_format": "yyyy-mm-dd"},
                "other": {},
            }.items():
                self.formats[kind, colour] = book.add_format({**fill, **more})

    def write(self, page, row, column, value, colour=None):
        if isinstance(value, str):
            kind = "risky" if FORMULA.match(value) else "text"
            if value or colour:
                page.write_string(row, column, value, self.formats[kind, colour])
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, self.formats["other", colour])
        elif isinstance(value, date):
            page.write_datetime(row, column, value, self.formats["date", colour])
        else:
            page.write_number(row, column, value, self.formats["other", colour])
