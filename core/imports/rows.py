"""Reads the rows below a header. Tells rows from what only looks so, and a value from a word for something else.

The law is the handbook's §2.4–2.5: a blank cell changes nothing, only 无 or 清空 clears, and nothing is dropped unsaid:
what is no row is counted, by reason, in the `SheetReport`.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from core.imports.headings import REASONS, SERIALS, normalise_heading, tidy
from core.imports.sheet import CellError
from core.validators.text import BLANKS

FOOTER = re.compile(
    r"合计|小计|总计|共计|填表|制表|审核|填报|经办|复核|单位负责人|负责人|分管领导|站长|单位\(?[盖公]|联系(人|电话):"
    r"|(注|备注|说明)([:\s\d、.]|$)"
)
SERIAL = re.compile(r"[\d.、]+")
NUMBER = re.compile(r"\d{8}")  # no footer has one in a column that names a person, except behind a word of FOOTER
LONGEST_MARK = 8
REMEMBERED_LINES = 50
FEWEST_OTHERS = 2  # cells besides the keys that make a row of somebody without name and number


class Mark(Enum):
    """What a cell may say instead of a value. Blank ones and their like (/, ——, 不详) say nothing and are left out."""

    VOID = "void"
    CLEAR = "clear"
    DITTO = "ditto"


CLEAR = Mark.CLEAR
CLEARS = frozenset({"无", "清空"})
DITTOS = frozenset({"同上", "″", "〃", '"', "“", "”", "〞", "''", "′′"})
VOIDS = BLANKS - CLEARS - {"没有"}  # 没有 is an answer in a yes-or-no column
ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"})  # as text, from CSV
MARKS = ((Mark.DITTO, DITTOS), (Mark.CLEAR, CLEARS), (Mark.VOID, VOIDS))
ROOM = 10_000  # short texts whose meaning is kept


@dataclass(slots=True)
class Row:
    """One row of the file. `cells`: {field: value or CLEAR}, blank ones missing. A CellError is no value."""

    sheet_name: str
    number: int
    cells: dict


@dataclass
class SheetReport:
    """How many rows were read, and what was none: blank, footer, repeated_header, no_person.

    `lines`: (row number, reason, text) of the first `most` that were none; blank ones are only counted.
    """

    most: int = REMEMBERED_LINES
    rows: int = 0
    skipped: Counter = field(default_factory=Counter)
    lines: list = field(default_factory=list)

    def skip(self, line, reason):
        """Count a line that is no row."""
        self.skipped[reason] += 1
        if reason != "blank" and len(self.lines) < self.most:
            text = " ".join(filter(None, map(tidy, line.cells)))
            self.lines.append((line.number, reason, text[:80]))


def read_rows(sheet, header, mapping, report=None):
    """Yield the Rows of a sheet, counting what is none into `report`."""
    reading = Reading(mapping, header.words, header.keys)
    report = report or SheetReport()
    above, last = {}, header.last_row
    for line in sheet.rows():
        if line.number <= header.last_row:
            continue
        report.skipped["blank"] += line.number - last - 1
        last = line.number
        cells, dittos = reading.named_cells(line.cells)
        if reason := reading.why_no_row(line, cells):
            report.skip(line, reason)
            continue
        reading.settle(cells, dittos, above)
        above = cells.copy()
        report.rows += 1
        yield Row(sheet.name, line.number, cells)


class Reading:
    """What is known of a sheet while its rows are read."""

    def __init__(self, mapping, words, keys):
        self.words, self.keys = words, keys
        self.fields = [(column.index, column.key) for column in mapping.columns if column.key]
        self.width = max((index + 1 for index, _key in self.fields), default=0)
        headings = {column.index: normalise_heading(column.heading) for column in mapping.columns}
        self.serials = {index for index, heading in headings.items() if heading in SERIALS}
        self.reasons = {index for index, heading in headings.items() if heading in REASONS}
        self.others = {key for index, key in self.fields if index not in self.serials} - keys
        self.undittoed = keys | {column.key for column in mapping.columns if not column.takes_ditto}

    def named_cells(self, line):
        """({field: value or Mark} of the cells that say anything, fields with a ditto mark).

        Nothing clears a key: 无 is no name.
        """
        cells, dittos, keys = {}, [], self.keys
        line = line + [""] * (self.width - len(line))
        for index, key in self.fields:
            value = line[index]
            if type(value) is str:
                value = value.strip()
                if len(value) <= LONGEST_MARK:
                    value = MEANINGS[value]
                    if value is Mark.DITTO:
                        dittos.append(key)
                    elif value is Mark.VOID or (value is CLEAR and key in keys):
                        continue
                elif "\n" in value or value[0] == "'":
                    value = tidy(value).removeprefix("'")
            cells[key] = value
        return cells, dittos

    def why_no_row(self, line, cells):
        """The reason why a line is no row, or None. What only a merged cell above fills makes none."""
        named = [cells[key] for key in self.keys if key in cells]
        is_somebody = any(map(_is_evidence, named))
        if is_somebody and not line.filled:
            return None
        texts = self._own_texts(line)
        if not texts:
            return "blank"
        first = texts[0]
        if first in self.words and sum(text in self.words for text in texts) * 2 >= len(texts):
            return "repeated_header"
        if _is_footer(first) and not is_somebody:
            return "footer"
        if not named and self._count_others(line, cells) < FEWEST_OTHERS:
            return "no_person"
        return None

    def _own_texts(self, line):
        """What a line itself says, apart from serial numbers and the reasons of an earlier return."""
        own = [
            (index, text)
            for index, cell in enumerate(line.cells)
            if cell != "" and index not in line.filled and index not in self.reasons and (text := tidy(cell))
        ]
        return [text for index, text in own if index not in self.serials or not SERIAL.fullmatch(text)]

    def _count_others(self, line, cells):
        """How many of a line's own cells say something of somebody."""
        filled = {key for index, key in self.fields if index in line.filled}
        return sum(cells[key] is not Mark.DITTO for key in self.others - filled if key in cells)

    def settle(self, cells, dittos, above):
        """Ditto marks take the value of the row above; where that makes no sense they are errors."""
        for key in dittos:
            if key in self.undittoed or not above:
                cells[key] = CellError("同上")
            elif key in above:
                cells[key] = above[key]
            else:
                del cells[key]


class Meanings(dict):
    """{short text: the Mark it is, or the value it is}, worked out once for each text."""

    def __missing__(self, text):
        if len(self) > ROOM:
            self.clear()
        value = tidy(text).removeprefix("'")
        narrow = unicodedata.normalize("NFKC", value).casefold().replace(" ", "")
        mark = next((mark for mark, words in MARKS if text in words or narrow in words), None)
        self[text] = meant = mark or (CellError(value) if narrow in ERRORS else value)
        return meant


MEANINGS = Meanings()


def is_ditto(value):
    """Does a cell only point to the one above it?"""
    return isinstance(value, str) and MEANINGS[value.strip()[:LONGEST_MARK]] is Mark.DITTO


def _is_footer(text):
    return bool(FOOTER.match(unicodedata.normalize("NFKC", text).lstrip("【[(")))


def _is_evidence(value):
    """Does a cell speak of a person even in a line that begins like a footer?"""
    text = str(value)
    return bool(NUMBER.search(text)) and (text[0].isdigit() or not _is_footer(text))
