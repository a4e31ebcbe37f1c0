"""Finds the headings of a sheet and what each column becomes: a dictionary of declared `Column`s, and a user's word."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from openpyxl.utils import get_column_letter

from core.imports.sheet import Unreadable

KEYS = ("name", "id_no")  # what names a row: it needs one of these to be about somebody
DEEPEST = 15  # rows that hold something, within which the header must begin
TALLEST = 3  # rows a header may have
FEWEST = 2  # headings that make a header, a key among them
SAMPLES, SAMPLED_ROWS = 3, 60

REASON_HEADING = "退回原因/待答"  # the column that `returned` appends
HINTS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>|《[^《》]*》")
NOISE = re.compile(r"[\s*:.。'\"()\[\]【】]")


@dataclass(frozen=True)
class Column:
    """One field of a department's sheet.

    `formal`: the heading of official templates (the label unless given); `synonyms`: headings seen in rosters;
    `choices`: labels for a drop-down; `takes_ditto=False`: 同上 makes no sense here and becomes a CellError, as it always
    does in the `KEYS`.
    """

    key: str
    label: str
    formal: str = ""
    synonyms: tuple = ()
    example: str = ""
    note: str = ""
    is_required: bool = False
    choices: tuple = ()
    takes_ditto: bool = True

    @property
    def heading(self):
        return self.formal or self.label


@dataclass(frozen=True)
class Header:
    """Where the headings stand and what they say.

    `parts`: per column, its headings from top to bottom; `words`: every text of the header and of the titles above it;
    `samples`: per column, the first values that differ; `keys`: the fields of which a row needs one.
    """

    first_row: int
    last_row: int
    parts: tuple[tuple[str, ...], ...]
    words: frozenset
    samples: tuple[tuple[str, ...], ...]
    keys: frozenset = frozenset(KEYS)

    @property
    def headings(self):
        """Per column, the whole heading: 服役情况 入伍时间. Blank for spacer columns."""
        return [" ".join(parts) for parts in self.parts]


@dataclass(frozen=True)
class MappedColumn:
    """What one column of the file becomes. `problem`: None, ignored, unknown, duplicate or left_out (by the user)."""

    index: int
    heading: str
    key: str | None
    problem: str | None
    samples: tuple = ()
    takes_ditto: bool = True

    @property
    def letter(self):
        return get_column_letter(self.index + 1)


@dataclass(frozen=True)
class Mapping:
    """All columns of a sheet that hold anything, in order."""

    columns: tuple[MappedColumn, ...]

    @property
    def by_key(self):
        """{field: MappedColumn} of those that are read."""
        return {column.key: column for column in self.columns if column.key}

    @property
    def by_heading(self):
        """{heading: field or None}, as the page shows it and as it is remembered."""
        return {column.heading: column.key for column in self.columns}


def normalise_heading(text):
    """A heading as the dictionary knows it: half-width, lower case, without blanks, marks and bracketed hints."""
    text = unicodedata.normalize("NFKC", str(text))
    bare = NOISE.sub("", HINTS.sub("", text)) or NOISE.sub("", text)
    return bare.casefold()


REASONS = frozenset(map(normalise_heading, (REASON_HEADING, "退回原因", "待答")))
SERIALS = frozenset(map(normalise_heading, ("序号", "编号", "NO", "序", "行号")))
IGNORED = REASONS | SERIALS


def tidy(value):
    """A cell as one line of text."""
    return " ".join(value.split()) if isinstance(value, str) else str(value)


def find_header(sheet, columns, keys=KEYS):
    """The Header of a sheet, or None: the rows that name the most columns of the dictionary, a key among them.

    Headings stacked in two or three rows are taken together where that names more columns than one row alone, or where
    the row above groups them (基本情况 | 服役情况).
    """
    known = dictionary(columns)
    head = [(row.number, [tidy(cell) for cell in sheet.spread(row)]) for row in islice(sheet.rows(), DEEPEST + TALLEST)]
    most, place = FEWEST - 1, None
    for height in range(1, TALLEST + 1):
        for top in range(min(DEEPEST, len(head) + 1 - height)):
            block = head[top : top + height]
            if block[-1][0] - block[0][0] == height - 1:
                named = _named(block, known)
                if len(named) > most and named & set(keys):
                    most, place = len(named), (top, height)
    if not place:
        return None
    top, height = place
    if height < TALLEST and top and _groups(head[top - 1], head[top]):
        top, height = top - 1, height + 1
    return _header(sheet, head[: top + height], height, frozenset(keys))


def find_headers(workbook, columns, keys=KEYS):
    """{sheet name: Header} of the sheets that are tables. Raises Unreadable("no_header") if none is."""
    found = {sheet.name: find_header(sheet, columns, keys) for sheet in workbook.sheets}
    tables = {name: header for name, header in found.items() if header}
    if not tables:
        raise Unreadable("no_header")
    return tables


def map_columns(header, columns, remembered=None):
    """The Mapping of a header by the dictionary. `remembered` {heading: field or None} goes before it.

    Of two columns for one field the remembered one is read, else the one with the formal heading, else the first; the
    other is a duplicate and stays unread. Every heading is shown once: a second 姓名 is 家庭成员 姓名 or 姓名 (K).
    """
    known, remembered = dictionary(columns), remembered or {}
    fields = {column.key: column for column in columns}
    shown = _shown(header, known)
    claims = {}  # {column: (rank, fields it may become)}
    for index, heading in shown.items():
        if heading in remembered:
            claims[index] = 0, fields.keys() & {remembered[heading]}
        else:
            _text, keys, is_formal = recognise(header.parts, index, known)
            claims[index] = 1 if is_formal else 2, keys
    owners = {}
    for index in sorted(claims, key=lambda index: (claims[index][0], index)):
        key = next((key for key in claims[index][1] if key not in owners.values()), None)
        if key:
            owners[index] = key
    found = []
    for index, heading in shown.items():
        problem = None if index in owners else _problem(heading, claims[index][1], header.parts[index], remembered)
        takes_ditto = index not in owners or fields[owners[index]].takes_ditto
        found.append(MappedColumn(index, heading, owners.get(index), problem, header.samples[index], takes_ditto))
    return Mapping(tuple(found))


def header_signature(header):
    """A stable name for a header, under which a corrected mapping is remembered. Ignored columns do not count."""
    headings = [normalise_heading("".join(parts)) for parts in header.parts]
    counted = [heading for heading in headings if heading and heading not in IGNORED]
    return hashlib.sha256("\x1f".join(counted).encode()).hexdigest()


def dictionary(columns):
    """{normalised heading: [(field, whether it is the formal heading)]}; one heading may serve several fields."""
    known = {}
    for column in columns:
        words = dict.fromkeys(normalise_heading(text) for text in (column.heading, column.label, *column.synonyms))
        for position, word in enumerate(words):
            known.setdefault(word, []).append((column.key, position == 0))
    return known


def recognise(parts, index, known):
    """(the heading that was recognised or None, the fields it may name, whether formally) of one column.

    The joined heading goes before the lower one alone (入伍 over 时间); the upper one counts for itself only where it
    covers no neighbour.
    """
    stack = parts[index]
    readings = ["".join(stack[start:]) for start in range(len(stack))]
    if len(stack) > 1 and not any(stack[:1] == near[:1] for near in _neighbours(parts, index)):
        readings.append(stack[0])
    for text in readings:
        if named := known.get(normalise_heading(text)):
            return text, [key for key, _formal in named], named[0][1]
    return None, [], False


def _neighbours(parts, index):
    return (*parts[max(index - 1, 0) : index], *parts[index + 1 : index + 2])


def _named(block, known):
    """The fields that the headings of some rows name."""
    parts = _stack(block)
    return {keys[0] for index in range(len(parts)) if (keys := recognise(parts, index, known)[1])}


def _stack(block):
    """Per column, what differs from top to bottom."""
    width = max(len(cells) for _number, cells in block)
    columns = [[cells[index] if index < len(cells) else "" for _number, cells in block] for index in range(width)]
    return [tuple(dict.fromkeys(filter(None, column))) for column in columns]


def _groups(upper, lower):
    """Does a row group the headings right below it? Titles and 填报单位：… do not."""
    if upper[0] != lower[0] - 1:
        return False
    texts = [text for text in upper[1] if text]
    is_wide = len(texts) * 2 >= len([text for text in lower[1] if text])
    return is_wide and len(set(texts)) > 1 and not any(re.search("[:：]", text) or len(text) > 15 for text in texts)


def _header(sheet, head, height, keys):
    """The header whose rows are the last `height` of `head`; rows above are titles."""
    block = head[-height:]
    last = block[-1][0]
    parts = _stack(block)
    parts += [()] * (sheet.width - len(parts))
    samples = [{} for _part in parts]
    for row in islice(sheet.rows(), len(head) + SAMPLED_ROWS):
        if row.number > last:
            for index, cell in enumerate(row.cells):
                if len(samples[index]) < SAMPLES and (text := tidy(cell)):
                    samples[index][text] = None
    words = frozenset(text for _number, cells in head for text in cells if text)
    return Header(block[0][0], last, tuple(parts), words, tuple(map(tuple, samples)), keys)


def _shown(header, known):
    """{column: heading}, each heading once, of the columns that have a heading or values."""
    shown = {}
    for index, stack in enumerate(header.parts):
        letter = f"({get_column_letter(index + 1)})"
        whole = " ".join(stack)
        text = recognise(header.parts, index, known)[0] or whole
        if stack or header.samples[index]:
            names = (text or letter, whole or letter, f"{whole} {letter}")
            shown[index] = next(name for name in names if name not in shown.values())
    return shown


def _problem(heading, wanted, stack, remembered):
    if heading in remembered:
        return "left_out"
    if wanted:
        return "duplicate"
    return "ignored" if stack and normalise_heading(stack[-1]) in IGNORED else "unknown"
