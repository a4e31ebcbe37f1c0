"""What a form's cells say for a period, as one user sees it: every number a figure, evaluated from the rows in sight."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from bureau import wording
from bureau.behind import Row
from bureau.choices import Over, Wording
from bureau.drafting import listed
from core.figures import FIGURES, Period
from core.looks import answers
from core.scoping import is_visible

A_PAGE = 50
LONG_AGO = date(1949, 10, 1)


def days_of(over, first, last):
    """The days that a cell looks at in a form of `first` to `last`."""
    if over == Over.MONTH:
        return Period.month(last)
    if over == Over.QUARTER:
        begin = date(last.year, last.month - (last.month - 1) % 3, 1)
        return Period(begin, last)
    if over == Over.YEAR:
        return Period(date(last.year, 1, 1), last)
    return Period(LONG_AGO, last) if over == Over.AS_OF else Period(first, last)


def said(first, last):
    """The period as forms write it: 2026年10月, 2026年, 2026年1月1日至11月23日."""
    period = Period(first, last)
    if period == Period.month(first):
        return f"{first.year}年{first.month}月"
    if period == Period.year(first):
        return f"{first.year}年"
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"


def in_words(text, station, first, last, today):
    """Words with their {单位}, {时段} and {日期} put in."""
    known = {"单位": station.name, "时段": said(first, last), "日期": f"{today.year}年{today.month}月{today.day}日"}
    for name, word in known.items():
        text = text.replace(f"{{{name}}}", word)
    return text


def as_cell(value, how, is_percent=False):
    """A figure's value as a cell holds it: a number where it can be, words for 余 and 近; None when there is none."""
    if how == Wording.RATE:
        return per_cent(value, is_percent)
    if how == Wording.AMONG:
        return value.among
    if value.number is None:
        return None
    if how == Wording.WAN:
        return round(Decimal(value.number) / wording.TEN_THOUSAND, 2)
    if how in (Wording.OVER, Wording.NEAR):
        return wording.WORDINGS[how](value.number)
    return value.number


def per_cent(value, is_percent):
    """99.5, or 0.995 for a cell that shows per cent itself; never rounded up to all."""
    if not value.among:
        return None
    rate = value.rate
    if rate == 100 and value.number < value.among:
        rate = Decimal("99.9")
    return rate / 100 if is_percent else rate.normalize()


def evaluate(blank, form, by, first, last, today, told=None):
    """({place: what is written}, the lines that tell of it): all cells of a form for one period, in few looks.

    `told`: hears how many of how many looks are done.
    """
    values, lines, groups, sight = {}, [], {}, {}
    for cell in blank.cells.select_related("station__division"):
        cell.station = cell.station or by.station
        if cell.words:
            text = in_words(cell.words, by.station, first, last, today)
            values[cell.spot] = text
            lines.append(_line(form, cell, words=text))
        elif cell.figure not in FIGURES:
            lines.append(_line(form, cell, reason=_("The figure is no longer there; choose another one.")))
        elif not _is_in_sight(cell.station, by, sight):
            lines.append(_line(form, cell, reason=_("The station lies outside your own; left empty.")))
        else:
            groups.setdefault((days_of(cell.over, first, last), cell.station), []).append(cell)
    for done, ((period, station), cells) in enumerate(groups.items(), start=1):
        found = answers([FIGURES[cell.figure] for cell in cells], by, period, station)
        for cell in cells:
            lines.append(_number(form, cell, found[cell.figure], period, values))
        if told:
            told(done, len(groups))
    return values, sorted(lines, key=lambda line: (line["sheet"], line["row"], line["column"]))


def _is_in_sight(station, by, known):
    if station.pk not in known:
        known[station.pk] = is_visible(station, by)
    return known[station.pk]


def _number(form, cell, value, period, values):
    """The line of one number; what is written goes into `values`."""
    spot = form.grid(cell.sheet).spot(cell.row, cell.column)
    written = as_cell(value, cell.wording, spot.is_percent)
    if written is None:
        return _line(form, cell, period=period, reason=_("There is nothing to count among; left empty."))
    values[cell.spot] = written
    return _line(form, cell, period=period, words=as_read(written, spot.is_percent))


def as_read(written, is_percent):
    """What is in a cell as it is read there: 0.909 in a cell of per cent is 90.9%."""
    if isinstance(written, Decimal):
        return f"{(written * 100).normalize():f}%" if is_percent else f"{written:f}"
    return str(written)


def _line(form, cell, words="", reason="", period=None):
    grid = form.grid(cell.sheet)
    return {
        "sheet": cell.sheet,
        "row": cell.row,
        "column": cell.column,
        "at": grid.spot(cell.row, cell.column).at,
        "figure": cell.figure,
        "station": cell.station_id,
        "where": cell.station.place,
        "first": period.first.isoformat() if period else "",
        "last": period.last.isoformat() if period else "",
        "words": words,
        "reason": reason,
    }


@dataclass
class Written:
    """One line of a filled form: what was written where, what it counts, and the rows behind it as the reader sees them."""

    user: object
    number: int
    line: dict

    @property
    def figure(self):
        return FIGURES.get(self.line["figure"])

    @property
    def spot(self):
        """Where it stands in the workbook."""
        return self.line["sheet"], self.line["row"], self.line["column"]

    @property
    def words(self):
        return self.line["words"]

    @property
    def answer(self):
        """What the page of rows prints as the number."""
        return self

    @cached_property
    def period(self):
        first, last = (self.line[name] for name in ("first", "last"))
        return Period(date.fromisoformat(first), date.fromisoformat(last)) if first else None

    @cached_property
    def live(self):
        return self.figure.rows(self.user, self.period, self.line["station"]).order_by("-pk")

    @property
    def total(self):
        return self.live.count()

    def page(self, number):
        page = Paginator(self.live, A_PAGE).get_page(number)
        page.rows = [Row(*row) for row in listed(self.figure, page.object_list, self.user)]
        return page
