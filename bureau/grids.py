"""The superior's form as a grid: what stands in its cells, which are empty, which rows name a place, and how to fill them.

It is read with openpyxl and filled in its own XML: openpyxl, saving, loses text boxes, headings in two fonts and the
computed value of every formula (docs/decisions/0016-forms-filled-in-place.md). Filled in place, every byte of every
other cell and part stays what it was.
"""

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from bureau.cells import write
from core.actions import Refused
from core.imports.limits import MEGABYTE, Limits
from core.imports.sheet import Unreadable, open_workbook
from core.validators import clean_text
from stations.places import spellings

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 300, 60, 12
LIMITS = Limits(workbook_bytes=3 * MEGABYTE, unpacked_bytes=12 * MEGABYTE, workbook_rows=5000)
AT = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,4}")


def check_form(content, name):
    """Refuses what is no form to fill: checked as an import is, and nothing in it is ever run."""
    try:
        opened = open_workbook(content, name, LIMITS)
    except Unreadable as problem:
        raise Refused(problem.code, problem.message) from problem
    if opened.format != "xlsx":
        raise Refused("no_xlsx", _("Open the form in Excel or WPS, save it as .xlsx and upload that."))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if any(part.endswith("vbaProject.bin") for part in package.namelist()):
            raise Refused("macros", _("The form holds macros. Save it as .xlsx without macros and upload that."))
        if any(b"<!DOCTYPE" in package.read(part) for part in package.namelist() if part.endswith(".xml")):
            raise Refused("broken", _("The form holds parts that no spreadsheet writes. Save it anew as .xlsx."))
    if any(sheet.row_count > MOST_ROWS or sheet.width > MOST_COLUMNS for sheet in opened.sheets):
        raise too_large()
    try:
        form = Form(content)
        form.filled({})
        is_small = all(grid.height <= MOST_ROWS and grid.width <= MOST_COLUMNS for grid in form.grids)
    except Exception as problem:  # parts of a workbook that openpyxl or we do not know: nothing is kept of it
        raise Refused(
            "broken", _("The form holds parts that no spreadsheet writes. Save it anew as .xlsx.")
        ) from problem
    if not is_small or len(form.grids) > MOST_SHEETS:
        raise too_large()


def too_large():
    words = _("A form has at most %(sheets)s sheets of %(rows)s rows and %(columns)s columns.")
    return Refused("too_large", words % {"sheets": MOST_SHEETS, "rows": MOST_ROWS, "columns": MOST_COLUMNS})


@dataclass(frozen=True)
class Spot:
    """One cell as the grid shows it. `covered`: the range of the merged cells it lies under without being their first."""

    row: int
    column: int
    text: str = ""
    is_formula: bool = False
    is_percent: bool = False
    covered: str = ""
    across: int = 1
    down: int = 1

    @property
    def at(self):
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_free(self):
        return not (self.text or self.is_formula or self.covered)


class Grid:
    """One sheet of a form."""

    def __init__(self, number, sheet):
        self.number, self.sheet, self.name = number, sheet, sheet.title
        self.merged = {}
        for area in sheet.merged_cells.ranges:
            for row, column in area.cells:
                self.merged[row, column] = area

    @cached_property
    def cells(self):
        """{(row, column): Spot} of what holds something, has a border or belongs to merged cells."""
        found = {place: self._spot(*place) for place in self.merged}
        for place, cell in self.sheet._cells.items():
            if place not in found and (cell.value not in (None, "") or has_border(cell)):
                found[place] = self._spot(*place)
        return found

    def _spot(self, row, column):
        cell, area = self.sheet.cell(row, column), self.merged.get((row, column))
        first = area is None or (row, column) == (area.min_row, area.min_col)
        is_formula = cell.data_type == "f"
        return Spot(
            row,
            column,
            text="" if cell.value is None else formula_of(cell.value) if is_formula else str(cell.value),
            is_formula=is_formula,
            is_percent="%" in (cell.number_format or ""),
            covered="" if first else area.coord,
            across=area.max_col - area.min_col + 1 if area and first else 1,
            down=area.max_row - area.min_row + 1 if area and first else 1,
        )

    @cached_property
    def height(self):
        return max((row for row, _column in self.cells), default=0)

    @cached_property
    def width(self):
        return max((column for _row, column in self.cells), default=0)

    @property
    def letters(self):
        return [get_column_letter(column) for column in range(1, self.width + 1)]

    @property
    def lines(self):
        """(row number, its cells from left to right without those that merged cells cover)."""
        for row in range(1, self.height + 1):
            spots = (self.spot(row, column) for column in range(1, self.width + 1))
            yield row, [spot for spot in spots if not spot.covered]

    def with_each(self, known):
        """The lines with what is known of each cell, by (sheet, row, column), or None."""
        for row, spots in self.lines:
            yield row, [(spot, known.get((self.name, spot.row, spot.column))) for spot in spots]

    def spot(self, row, column):
        return self.cells.get((row, column)) or Spot(row, column)

    def at(self, coordinate):
        """The cell of an address such as C7 within the grid, or None."""
        if not AT.fullmatch(coordinate):
            return None
        letters, row = coordinate_from_string(coordinate)
        column = openpyxl.utils.column_index_from_string(letters)
        return self.spot(row, column) if row <= self.height and column <= self.width else None

    def words_before(self, spot):
        """The texts left of a cell, the nearest first; what is merged over several rows counts in each of them."""
        for column in range(spot.column - 1, 0, -1):
            area = self.merged.get((spot.row, column))
            text = self.spot(area.min_row, area.min_col).text if area else self.spot(spot.row, column).text
            if text:
                yield text

    def below(self, spot, places):
        """[(cell, station)] of the rows from this one down that name a place and are free in this column."""
        found = []
        for row in range(spot.row, self.height + 1):
            one = self.spot(row, spot.column)
            station = places.named(self.words_before(one)) if one.is_free else None
            if station is not None:
                found.append((one, station))
        return found


class Form:
    """The uploaded workbook: its grids, and the same workbook filled."""

    def __init__(self, content):
        self.content = content
        self.book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)

    @cached_property
    def grids(self):
        return [Grid(number, sheet) for number, sheet in enumerate(self.book.worksheets, start=1)]

    def grid(self, name):
        """The grid of a sheet's name, or None."""
        return next((grid for grid in self.grids if grid.name == name), None)

    def filled(self, values):
        """The workbook with {(sheet, row, column): number or text} written, all else as it was."""
        return write(self.content, values)


class Places:
    """Stations by every way of writing their place; those that the user sees."""

    def __init__(self, stations):
        self.known = defaultdict(set)
        for station in stations:
            for spelling in spellings(station.division.name):
                self.known[spelling].add(station)

    def named(self, texts):
        """The station that the nearest of the texts names; one of several of that name if a town beside it says which."""
        texts = [clean_text(text).replace(" ", "") for text in texts]
        for text in texts:
            found = self.known.get(text, ())
            if len(found) > 1:
                around = {town.pk for other in texts if other != text for town in self.known.get(other, ())}
                found = [station for station in found if station.parent_id in around]
            if len(found) == 1:
                return next(iter(found))
        return None


def has_border(cell):
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def formula_of(value):
    """The text of a formula; of one that fills an area its own text."""
    return str(getattr(value, "text", value))
