"""Workbooks (.xlsx, .xlsm, .xls) to rows. Runs inside `opener`; values only: formulas, macros and links stay unread.

Two things the reader (calamine) does not tell, and we need:
- a date shown as 1985年3月 says nothing of its day. Its style is swapped for a duration before reading, so that such
  cells arrive as durations and leave as the text 1985-03 (Excel's zh-CN formats 27, 36, 50, 52, 57 and custom ones);
- an error cell (#N/A) arrives blank. Its address and word are picked from the file beside it.
"""

import datetime
import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from core.imports import biff
from core.imports.limits import Refusal

EXACT = 10**15  # Excel keeps 15 digits; longer numbers have lost theirs and stay what they are
DURATION = 46  # the built-in format [h]:mm:ss
MONTHS = {17, 27, 36, 50, 52, 57}
LOCKED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = ("WordDocument".encode("utf-16-le"), "PowerPoint Document".encode("utf-16-le"))
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CHUNK, OVERLAP = 1 << 20, 4096
ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]+)"[^>]*>'
    rb"(?:(?!</(?:\w+:)?c>).){0,2000}?<(?:\w+:)?v>([^<]{1,20})<",
    re.DOTALL,
)


def read_xlsx(data, limits, make_sheet):
    """Yield the sheets of an .xlsx or .xlsm. Refuses what unpacks to too much, and zip files that are no workbook."""
    if len(data) > limits.workbook_bytes:
        raise Refusal("too_large", limit=limits.workbook_bytes >> 20)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Refusal("broken") from None
    parts = package.infolist()
    if not any(part.filename.startswith("xl/") for part in parts) or "xl/workbook.bin" in package.namelist():
        raise Refusal("unknown_format")
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("protected")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refusal("unpacks_too_large", limit=limits.unpacked_bytes >> 20)
    styles = _member(package, "xl/styles.xml")
    marked = mark_months(styles)
    if marked != styles:
        data = _replaced(data, "xl/styles.xml", marked)
    is_1904 = re.search(rb'date1904="(1|true)"', _member(package, "xl/workbook.xml")) is not None
    yield from _sheets(data, limits, make_sheet, is_1904, _package_errors(package))


def read_xls(data, limits, make_sheet):
    """Yield the sheets of a real .xls. Refuses other things Office keeps in the same container."""
    if len(data) > limits.workbook_bytes:
        raise Refusal("too_large", limit=limits.workbook_bytes >> 20)
    if LOCKED in data:
        raise Refusal("protected")
    if any(word in data for word in FOREIGN):
        raise Refusal("unknown_format")
    stream = biff.find_stream(data)
    if biff.is_locked(data, stream):
        raise Refusal("protected")
    data = biff.mark_months(data, stream, is_month_format, MONTHS, DURATION)
    yield from _sheets(data, limits, make_sheet, biff.is_1904(data, stream), biff.errors(data, stream))


def is_month_format(code):
    """Does a number format show year and month, and no day or time?"""
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", code.split(";")[0]).lower()
    return bool(re.search("[ye]", bare)) and "m" in bare and not re.search("[dhs]", bare)


def mark_months(styles):
    """A styles part in which cells that show only year and month are durations."""
    text = styles.decode("utf-8", "replace")
    custom = {}
    for tag in re.findall(r"<(?:\w+:)?numFmt\s[^>]*>", text):
        number, code = re.search(r'numFmtId="(\d+)"', tag), re.search(r'formatCode="([^"]*)"', tag)
        if number and code:
            custom[int(number[1])] = unescape(code[1])
    months = (MONTHS - custom.keys()) | {number for number, code in custom.items() if is_month_format(code)}

    def swap(found):
        return f'numFmtId="{DURATION}"' if int(found[1]) in months else found[0]

    section = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", text, re.DOTALL)
    if not section or not months:
        return styles
    swapped = re.sub(r'numFmtId="(\d+)"', swap, section[0])
    return styles if swapped == section[0] else (text[: section.start()] + swapped + text[section.end() :]).encode()


def _sheets(data, limits, make_sheet, is_1904, errors):
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        for position, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                source = book.get_sheet_by_name(about.name)
                sheet = make_sheet(about.name, about.visible != SheetVisibleEnum.Visible)
                sheet.merges = [[a + 1, b, c + 1, d] for (a, b), (c, d) in source.merged_cell_ranges or ()]
                _fill(sheet, source, limits, is_1904, errors.get(about.name) or errors.get(position) or {})
                yield sheet
    except PasswordError:
        raise Refusal("protected") from None
    except CalamineError:
        raise Refusal("broken") from None


def _fill(sheet, source, limits, is_1904, errors):
    indent = [""] * (source.start[1] if source.start else 0)
    for number, values in enumerate(source.iter_rows(), 1):
        cells = indent + [value if type(value) is str else _plain(value, is_1904) for value in values]
        for column, word in errors.get(number, {}).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = {"error": word}
        sheet.add(number, cells)
        if len(sheet.rows) > limits.workbook_rows:
            raise Refusal("too_many_rows", limit=limits.workbook_rows)
    if sheet.width > limits.columns:
        raise Refusal("too_many_columns", limit=limits.columns)


def _plain(value, is_1904):
    """What JSON can carry: whole numbers without a point, days as dates, durations of years as the month they show."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if isinstance(value, datetime.timedelta):
        return _month(value, datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30))
    if isinstance(value, datetime.datetime) and not value.time():
        value = value.date()
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return value if isinstance(value, (int, bool)) else str(value)


def _month(since, origin):
    """A date whose cell shows only its month: the month, unless a day was typed in all the same."""
    if since.days < 366:
        return str(since)
    day = origin + since
    return f"{day:%Y-%m}" if day.day == 1 else {"date": f"{day:%Y-%m-%d}"}


def _member(package, name):
    return package.read(name) if name in package.NameToInfo else b""


def _replaced(data, name, content):
    """The package with one member exchanged, the others untouched."""
    copy = io.BytesIO(data)
    with zipfile.ZipFile(copy, "a", zipfile.ZIP_DEFLATED) as package:
        package.filelist.remove(package.NameToInfo.pop(name))
        package.writestr(name, content)
    return copy.getvalue()


def _package_errors(package):
    """Where error cells stand: {sheet name: {row: {column: word}}}. Sheets without any are not named."""
    found = {}
    for part in package.namelist():
        if part.startswith("xl/worksheets/") and (cells := _part_errors(package, part)):
            found[part] = cells
    if not found:
        return {}
    targets = {
        link.get("Id"): "xl/" + link.get("Target", "").removeprefix("/xl/").removeprefix("./")
        for link in ElementTree.fromstring(_member(package, "xl/_rels/workbook.xml.rels"))
    }
    names = ElementTree.fromstring(_member(package, "xl/workbook.xml")).iter()
    parts = {sheet.get("name"): targets.get(sheet.get(RELATED)) for sheet in names if sheet.get(RELATED)}
    return {name: found[part] for name, part in parts.items() if part in found}


def _part_errors(package, part):
    errors, tail = {}, b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            window = tail + chunk
            if b't="e"' in window:
                for letters, row, word in ERROR_CELL.findall(window):
                    errors.setdefault(int(row), {})[_column(letters)] = unescape(word.decode("utf-8", "replace"))
            tail = window[-OVERLAP:]
    return errors


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
