"""Opens any file a station sends and gives its rows: number as Excel shows it, cells with the type they were typed in.

Reads .xlsx, .xlsm, real .xls, HTML tables and text under an .xls name, and .csv, .txt, .tsv in UTF-8, UTF-16 or GB18030.
What a file is, is told from its content; the name only names the sheet of a text file.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from core.imports.limits import MEGABYTE, Limits
from core.validators.problems import said

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits()
INHERITED = ("PATH", "LD_LIBRARY_PATH", "LANG")  # all the opener learns of our environment: no secret is in it
PATIENCE = 60  # seconds of waiting beyond the opener's processor time, on a machine with other work

SENTENCES = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large: at most %(limit)s MB. Take out the pictures or split it by town."),
    "unpacks_too_large": _(
        "The workbook unpacks to more than %(limit)s MB. Copy the table alone into a new workbook and upload that."
    ),
    "protected": _(
        "The workbook is locked with a password. Open it, take the password off, save it and upload it again."
    ),
    "broken": _("The file is damaged or incomplete. Open it in Excel or WPS, save it again as .xlsx and upload that."),
    "unknown_format": _("This is no table the import can read. Save it as .xlsx, .xls or .csv and upload that."),
    "encoding": _("The characters of this text file cannot be read. Open it in Excel or WPS and save it as .xlsx."),
    "quotation": _(
        "A quotation mark that is never closed swallows the rows after row %(row)s. Correct it there, or save as .xlsx."
    ),
    "too_many_rows": _(
        "More than %(limit)s rows. Save the sheet as CSV, which may hold more, or split the file by town."
    ),
    "too_many_columns": _(
        "More than %(limit)s columns. Something stands far to the right of the table: delete it, save and upload again."
    ),
    "memory": _(
        "The file cannot be opened in the memory allowed: it is damaged, or something stands far below or to the right "
        "of the table. Copy the table alone into a new workbook and upload that."
    ),
    "no_header": _(
        "No sheet has a row of headings that the import knows. Put headings such as 姓名 and 身份证号 above the columns."
    ),
}


class Unreadable(Exception):
    """The file cannot be taken. `code` for machines, `message` says what to do about it (lazy)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.message = code, said(SENTENCES[code], **values)


class CellError(str):
    """What stands in a cell and is no value: #N/A and its like, or a ditto mark that nothing answers."""

    __slots__ = ()


class SheetRow(NamedTuple):
    """A row that holds something. `filled`: the columns that only a merged cell above fills."""

    number: int
    cells: list
    filled: tuple = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows are kept as the opener wrote them and taken apart each time they are asked for: from `start` on
    in the `answer` that all sheets of a file share.

    `merges`: (first row, first column, last row, last column); rows count from 1, columns from 0.
    """

    name: str
    is_hidden: bool
    merges: tuple
    width: int
    row_count: int
    start: int
    size: int
    answer: bytes = field(repr=False)

    def rows(self) -> Iterator[SheetRow]:
        """Every row that holds anything, in order; text, int, float, bool, date, datetime or CellError; "" is blank.

        A value merged over several rows is there in each of them. Hidden and filtered rows are rows.
        """
        starts = {}
        for merge in self.merges:
            if merge[2] > merge[0]:
                starts.setdefault(merge[0], []).append(merge)
        running = []
        answer = io.BytesIO(self.answer)
        answer.seek(self.start)
        for _nth in range(self.row_count):
            number, cells = decode(answer.readline().decode())
            filled = ()
            if running:
                running = [(last, column, value) for last, column, value in running if last >= number]
                filled = tuple(_fill(cells, column, value) for _last, column, value in running)
            for _first, column, last, _right in starts.get(number, ()):
                if column < len(cells) and cells[column] != "":
                    running.append((last, column, cells[column]))
            yield SheetRow(number, cells, filled)

    def spread(self, row):
        """The cells of a row of headings, values merged over several columns repeated in each."""
        cells = list(row.cells)
        for first, column, last, right in self.merges:
            if first <= row.number <= last and right > column and column < len(cells) and cells[column] != "":
                stop = min(right + 1, self.width)
                cells += [""] * (stop - len(cells))
                cells[column:stop] = [cells[column]] * (stop - column)
        return cells


@dataclass(frozen=True)
class Workbook:
    """An opened file. `format`: xlsx, xls, html or csv; `encoding` of text files only."""

    sheets: tuple[Sheet, ...]
    format: str
    encoding: str | None = None


def open_workbook(source, name="", limits=LIMITS):
    """The Workbook in a path or in bytes. Raises Unreadable, whatever the file holds; nothing else.

    `name` is the file's own name: a text file's only sheet is called after it, which may be a village's name.
    """
    data = source if isinstance(source, bytes) else _load(Path(source), limits)
    if not data.strip(b"\x00\t\r\n "):
        raise Unreadable("empty")
    if len(data) > limits.text_bytes:
        raise Unreadable("too_large", limit=limits.text_bytes // MEGABYTE)
    answer = _ask_opener(data, name or (source.name if isinstance(source, Path) else ""), limits)
    start = answer.index(b"\n") + 1 if b"\n" in answer else len(answer)
    head = json.loads(answer[:start])
    if "refused" in head:
        raise Unreadable(head["refused"], **head["values"])
    sheets = []
    for about in head["sheets"]:
        merges = tuple(map(tuple, about.pop("merges")))
        sheets.append(Sheet(**about, merges=merges, start=start, answer=answer))
        start += about["size"]
    return Workbook(tuple(sheets), head["format"], head["encoding"])


def _load(path, limits):
    if path.stat().st_size > limits.text_bytes:
        raise Unreadable("too_large", limit=limits.text_bytes // MEGABYTE)
    return path.read_bytes()


def _ask_opener(data, name, limits):
    """The opener's answer. An opener that died was killed by the file's size or by its damage."""
    command = [sys.executable, "-m", "core.imports.opener", json.dumps(asdict(limits)), name.replace("\x00", "")]
    environment = {key: os.environ[key] for key in INHERITED if key in os.environ}
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
            timeout=limits.seconds + PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("broken") from None
    if done.returncode:
        raise Unreadable("memory")
    return done.stdout


def _special(value):
    if "error" in value:
        return CellError(value["error"])
    text = value["date"]
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


decode = json.JSONDecoder(object_hook=_special).decode


def _fill(cells, column, value):
    cells += [""] * (column + 1 - len(cells))
    if cells[column] == "":
        cells[column] = value
    return column
