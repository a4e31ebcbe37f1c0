"""Reading dates as they are written in rosters and typed into forms."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from .dates import PartialDate
from .problems import Problem, said
from .text import is_blank, is_number, narrow_text

EARLIEST_YEAR = 1850  # nobody in the records was born or enlisted before

_MISSING = Problem("date_missing", _("Give a date, such as 1973-11-05, 1973-11 or 1973."))
_UNREADABLE = Problem(
    "date_unreadable", _("This date cannot be read. Write it as 1973-11-05; 1973-11 or 1973 if no more is known.")
)
_INVALID = Problem("date_invalid", _("There is no such day in the calendar."))
_FUTURE = Problem("date_future", _("This date is still to come."))
_SPAN_UNREADABLE = Problem(
    "span_unreadable", _("A beginning and an end cannot be told apart here. Write them as 1985.3-1988.12.")
)
_SPAN_REVERSED = Problem("span_reversed", _("The end is before the beginning."))
_SPAN_AMBIGUOUS = Problem(
    "date_ambiguous",
    _("This can be read as several periods. Write the beginning and the end as 1985.3-1988.12."),
    level="warning",
)

_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(\d{4})年?",
        r"(\d{2})年",
        r"(\d{4})(\d{2})",
        r"(\d{4})(\d{2})(\d{2})",
        r"(\d{4}|\d{2}) ?[年./-] ?(\d{1,2})(?: ?月份?)?",
        r"(\d{4}|\d{2}) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2})(?: ?[日号])?",
    )
)
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}.*", re.DOTALL)
_DASHES = str.maketrans("‐‑‒–—―−─", "--------")
_LOST_ZERO = re.compile(r"(\d{4}|\d{2})\.1", re.ASCII)
_SERIAL = re.compile(r"([1-5]\d{4}|60000)(\.\d+)?", re.ASCII)
_SERIAL_OR_MONTH = re.compile(r"((?:19|20)\d{2})([1-9])", re.ASCII)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SPAN_MARK = re.compile(r"\s*(?:至|到|~|-+)\s*")


def parse_partial_date(raw, *, today):
    """The date in a cell or an input: a `PartialDate`, or a `Problem`.

    Reads 1985.3, 1985.03, 1985年3月, 198503, 1985-3, 85.3, 1985/3/1, 19850301, 1985, 1985年, dates with a time of day
    behind, date cells, and Excel's day numbers 10000–60000. Two-digit years up to this year's are of this century.
    A number cell with 1985.1 may have been 1985.10, and 19853 may be a month or a day number: both are asked
    (`date_ambiguous`, a warning with `choices`). Files without typed cells should hand over such texts as numbers.
    Codes: date_missing, date_unreadable, date_invalid, date_future, date_ambiguous.
    """
    if isinstance(raw, date):
        return _checked((raw.year, raw.month, raw.day), today)
    if is_blank(raw):
        return _MISSING
    text = _TIME.sub("", narrow_text(raw).translate(_DASHES)).rstrip(" .。,;、")
    if is_number(raw) and (match := _LOST_ZERO.fullmatch(text)):
        return _ask(*(_checked((_year(match[1], today), month), today) for month in (1, 10)))
    if match := _SERIAL_OR_MONTH.fullmatch(text):
        return _ask(_checked((int(match[1]), int(match[2])), today), _from_serial(text, today))
    if match := _SERIAL.fullmatch(text):
        return _from_serial(match[1], today)
    return _from_forms(text, today)


def parse_date_span(raw, *, today):
    """The beginning and the end in one cell: a pair of `PartialDate`, or a `Problem`.

    Reads 1985.3-1988.12, 1985年3月至1988年12月, 1985.03—1988.12, 1985-1988, 1985-3-1988-12.
    Codes: those of `parse_partial_date`, span_unreadable, span_reversed.
    """
    if is_blank(raw):
        return _MISSING
    if is_number(raw):
        return _SPAN_UNREADABLE
    text = narrow_text(raw).translate(_DASHES)
    pairs = [
        tuple(parse_partial_date(side, today=today) for side in (text[: mark.start()], text[mark.end() :]))
        for mark in _SPAN_MARK.finditer(text)
    ]
    readable = [pair for pair in pairs if not any(isinstance(side, Problem) for side in pair)]
    if len(readable) > 1:
        return _SPAN_AMBIGUOUS
    if not readable:
        return _telling_problem(pairs)
    start, end = readable[0]
    return _SPAN_REVERSED if end.last_day < start.first_day else (start, end)


def _from_forms(text, today):
    for form in _FORMS:
        if match := form.fullmatch(text):
            year, *rest = match.groups()
            return _checked((_year(year, today), *map(int, rest)), today)
    return _UNREADABLE


def _from_serial(digits, today):
    return _checked_day(_EXCEL_DAY_ZERO + timedelta(days=int(digits)), today)


def _year(digits, today):
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _checked_day(day, today):
    return _checked((day.year, day.month, day.day), today)


def _checked(parts, today):
    if parts[0] < EARLIEST_YEAR:
        return _UNREADABLE
    try:
        found = PartialDate(*parts)
    except ValueError:
        return _INVALID
    return _FUTURE if found.first_day > today else found


def _ask(*readings):
    """A question between two readings; a reading that is impossible anyway leaves no question."""
    possible = [reading for reading in readings if not isinstance(reading, Problem)]
    if len(possible) < 2:
        return possible[0] if possible else readings[0]
    first, second = possible
    message = said(
        _("Is this %(first)s or %(second)s? The cell shows both alike."), first=first.label, second=second.label
    )
    return Problem("date_ambiguous", message, level="warning", choices=(str(first), str(second)))


def _telling_problem(pairs):
    """The problem that says most about a span none of whose readings works."""
    for pair in pairs:
        codes = {side.code for side in pair if isinstance(side, Problem)}
        if not codes & {"date_unreadable", "date_missing"}:
            return next(side for side in pair if isinstance(side, Problem))
    return _SPAN_UNREADABLE
