"""Text files to rows: .csv, .txt, .tsv, and the text or HTML table that many systems hand out under the name .xls.

Runs inside `opener`. Encodings: UTF-8 and UTF-16 by their mark, UTF-8 that proves valid, else GB18030 (which holds GBK).
Every cell is text, as the file has it; only 1985.1 becomes a number, because it may be what Excel left of 1985.10.
"""

import codecs
import csv
import io
import itertools
import re
from html.parser import HTMLParser

from core.imports.limits import Refusal

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
HTML = re.compile(r"<(html|table|!doctype html|head|body)\b", re.IGNORECASE)
OTHER = re.compile(r"\s*(<\?xml|<\?mso|mime-version:|\{\\rtf|%pdf)", re.IGNORECASE)
LOST_ZERO = re.compile(r"([0-9]{4}|[0-9]{2})\.1")
AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # ="4290…": how systems keep Excel from reading a number
DELIMITERS = ",\t;"
END = ["\x00end"]


def read(data, name, limits, make_sheet):
    """("csv" or "html", encoding, [the one sheet], named after the file)."""
    if len(data) > limits.text_bytes:
        raise Refusal("too_large", limit=limits.text_bytes >> 20)
    content, encoding = decode(data)
    sheet = make_sheet(name)
    if HTML.search(content[:4096]):
        kind, rows = "html", read_html(content, sheet)
    elif OTHER.match(content):
        raise Refusal("unknown_format")
    else:
        kind, rows = "csv", read_delimited(content)
    for number, cells in enumerate(rows, 1):
        sheet.add(number, [_cell(cell) for cell in cells])
        if len(cells) > limits.columns and sheet.width > limits.columns:
            raise Refusal("too_many_columns", limit=limits.columns)
        if len(sheet.rows) > limits.text_rows:
            raise Refusal("too_many_rows", limit=limits.text_rows)
    return kind, encoding, [sheet]


def decode(data):
    """(text, encoding). Refuses binary data and text cut in the middle of a character."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if BINARY.search(content):
            raise Refusal("unknown_format")
        return content, encoding
    raise Refusal("broken" if marked else "encoding")


def read_delimited(content):
    """Yield the records of a comma, tab or semicolon separated text, blank ones too, so that they can be counted.

    A record may run over several lines within quotation marks. Quotation marks that never close are refused: they would
    swallow the rows after them.
    """
    delimiter = guess_delimiter(content)
    lines = itertools.chain(io.StringIO(content, newline=""), END)
    record, count = None, 0
    try:
        for record in csv.reader(lines, delimiter=delimiter):
            if record != END:
                count += 1
                yield record
    except csv.Error:
        raise Refusal("quotation", row=count + 1) from None
    if record != END:
        raise Refusal("quotation", row=count)


def guess_delimiter(content):
    """The one that splits the first lines widest, and most of them alike."""
    head = "".join(itertools.islice(io.StringIO(content), 30))

    def width(delimiter):
        try:
            widths = sorted(len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row) or [0]
        except csv.Error:
            return 0, 0
        middle = widths[len(widths) // 2]
        return middle, widths.count(middle)

    return max(DELIMITERS, key=width)


def read_html(content, sheet):
    """The rows of all tables of a page, one below the other; spans become merges of the sheet."""
    reader = Tables()
    reader.feed(content)
    reader.close()
    sheet.merges = reader.merges
    return reader.rows


class Tables(HTMLParser):
    """Collects cells as Excel lays them out: a spanned place stays blank, what follows moves on."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows, self.merges, self.taken = [], [], {}
        self.cell, self.span, self.is_silent = None, (1, 1), False

    def handle_starttag(self, tag, attrs):
        if tag in ("tr", "table"):
            self._finish_cell()
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._finish_cell()
            spans = dict(attrs)
            self.span = _count(spans.get("rowspan")), _count(spans.get("colspan"))
            self.cell = []
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append("\n")
        self.is_silent = tag in ("script", "style")

    def handle_endtag(self, tag):
        if tag in ("td", "th", "tr", "table"):
            self._finish_cell()
        self.is_silent = False

    def handle_data(self, data):
        if self.cell is not None and not self.is_silent:
            self.cell.append(data)

    def close(self):
        super().close()
        self._finish_cell()

    def _finish_cell(self):
        if self.cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row, number = self.rows[-1], len(self.rows)
        while self.taken.get(len(row), 0) >= number:
            row.append("")
        down, across = self.span
        if down > 1 or across > 1:
            self.merges.append([number, len(row), number + down - 1, len(row) + across - 1])
            self.taken.update((column, number + down - 1) for column in range(len(row), len(row) + across))
        row += ["".join(self.cell).strip(), *[""] * (across - 1)]
        self.cell = None


def _count(text):
    """A span of 1 to 1000: beyond that it is no table anyone laid out."""
    return min(max(int(text), 1), 1000) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _cell(value):
    if LOST_ZERO.fullmatch(value):
        return float(value)
    unwrapped = AS_TEXT.fullmatch(value)
    return unwrapped[1] if unwrapped else value
