"""When something is due, and why: calendar days, working days or months, extensions, pauses, rest days.

The rules, as the handbook reads the Regulations on Petition Work (信访工作条例 §§22–36) and, by analogy, the Civil Code
§§201 and 203: the day of receipt does not count; a last day that is a rest day moves to the next working day; rest days
are weekends and announced holidays, except weekends worked to make up for a holiday. A clock of months ends on the day
of the last month that corresponds to its start, or on that month's last day where there is none (§202).
"""

import calendar as months
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from chinese_calendar import constants as announced
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

WARN_DAYS = 5
DAY = timedelta(days=1)
SATURDAY = 5


@cache
def _announced_days():
    """The holidays (True) and made-up working days (False) the State Council announced, as far as the package goes."""
    return {**dict.fromkeys(announced.holidays, True), **dict.fromkeys(announced.workdays, False)}


@dataclass(frozen=True)
class Calendar:
    """Working days and rest days. `holidays`: {day: is it off}, only days that differ from or confirm the weekend rule.

    In a year that is not in `published_years` only weekends are known, so whatever depends on it is provisional.
    """

    holidays: Mapping[date, bool] = field(default_factory=dict)
    published_years: frozenset[int] = frozenset()

    @classmethod
    def build(cls, overrides=None, announced_years=()):
        """The announced holidays, with the bureau's own entries (`overrides`: {day: is it off}) on top.

        `announced_years` are the years the bureau has entered beyond those the package knows.
        """
        known = _announced_days()
        return cls({**known, **(overrides or {})}, frozenset(day.year for day in known) | frozenset(announced_years))

    def covers(self, first, last):
        """Whether the holidays of all years from the day `first` to the day `last` are announced."""
        return self.published_years.issuperset(range(first.year, last.year + 1))

    def is_working_day(self, day):
        """Whether offices work on that day."""
        return not self.holidays.get(day, day.weekday() >= SATURDAY)

    def next_working_day(self, day):
        """The day itself when it is a working day, otherwise the first working day after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def add_working_days(self, start, n):
        """The n-th working day after `start`, which does not count itself; `start` for 0. Raises ValueError below 0."""
        return _counted(start, n, self.is_working_day)


STEP_LABELS = {
    "start": _("Received on %(date)s; the day itself does not count."),
    "count.calendar": _("%(days)s calendar days: %(date)s"),
    "count.working": _("%(days)s working days: %(date)s"),
    "count.month": _("%(days)s months, to the corresponding day: %(date)s"),
    "extension.calendar": _("Extended by %(days)s calendar days: %(date)s"),
    "extension.working": _("Extended by %(days)s working days: %(date)s"),
    "pause": _("Moved by %(days)s days for pauses: %(date)s"),
    "roll": _("Moved past %(days)s rest days: %(date)s"),
}


@dataclass(frozen=True)
class Step:
    """One line of the computation: after it the deadline stands on `date`, moved by `days`.

    `kind`: start, count, extension, pause, roll. `note`: for count, extension and pause the unit in which `days` are
    given, calendar, working or month (a pause always moves calendar days); for roll why the first day passed is a rest
    day, holiday or weekend. The days passed by a roll begin on the `date` of the step before.
    """

    kind: str
    date: date
    days: int = 0
    note: str = ""

    @property
    def label(self):
        """The line as a sentence, in the reader's language."""
        sentence = STEP_LABELS.get(f"{self.kind}.{self.note}") or STEP_LABELS[self.kind]
        return str(sentence) % {"days": self.days, "date": date_format(self.date)}


@dataclass(frozen=True)
class Deadline:
    """The last day, the day from which to warn, and how they came about.

    `is_provisional`: a rest day that matters lies in a year whose holidays are not announced.
    """

    due_on: date
    warn_on: date
    is_provisional: bool
    steps: tuple[Step, ...]


def due_date(start, days, *, calendar, unit="calendar", extension_days=0, pauses=(), roll=True):
    """The `Deadline` of a clock of `days` that starts with an event on `start`.

    `unit` says whether `days` and `extension_days` are calendar or working days. `pauses` are pairs of first and last
    day, both inside the pause: days within one (a hearing, §36) are not counted. `roll=False` lets a deadline stand on
    a rest day. Raises ValueError for another unit, negative days, or a pause that ends before it begins.
    """
    counts = _day_test(unit, calendar)
    counts_unpaused = _outside(pauses, counts)
    total = days + extension_days
    steps = [Step("start", start), Step("count", _counted(start, days, counts), days, unit)]
    if extension_days:
        steps.append(Step("extension", _counted(start, total, counts), extension_days, unit))
    _append_move(steps, "pause", _counted(start, total, counts_unpaused), "calendar")
    landing = steps[-1].date
    if roll:
        _append_move(steps, "roll", calendar.next_working_day(landing), _reason(landing, calendar))
    due_on = steps[-1].date
    is_exact = unit == "calendar" and not roll
    is_provisional = not is_exact and not calendar.covers(start if unit == "working" else landing, due_on)
    return Deadline(due_on, due_on - WARN_DAYS * DAY, is_provisional, tuple(steps))


def due_after_months(start, count, *, calendar, roll=True):
    """The `Deadline` of a clock of whole months (Civil Code §202) that starts with an event on `start`."""
    if count < 0:
        raise ValueError("months cannot be negative")
    landing = add_months(start, count)
    steps = [Step("start", start), Step("count", landing, count, "month")]
    if roll:
        _append_move(steps, "roll", calendar.next_working_day(landing), _reason(landing, calendar))
    due_on = steps[-1].date
    return Deadline(due_on, due_on - WARN_DAYS * DAY, roll and not calendar.covers(landing, due_on), tuple(steps))


def add_months(day, count):
    """The corresponding day `count` months on; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def state_on(deadline, today):
    """late, today, soon (from `warn_on`) or later. Takes anything with `due_on` and `warn_on`, so a stored row too."""
    if today > deadline.due_on:
        return "late"
    if today == deadline.due_on:
        return "today"
    return "soon" if today >= deadline.warn_on else "later"


def days_left(deadline, today):
    """Calendar days until the last day; 0 on it, negative after it."""
    return (deadline.due_on - today).days


def _day_test(unit, calendar):
    if unit == "working":
        return calendar.is_working_day
    if unit == "calendar":
        return lambda day: True
    raise ValueError(f"unit is 'calendar' or 'working', not {unit!r}")


def _outside(pauses, counts):
    if any(last < first for first, last in pauses):
        raise ValueError("a pause ends before it begins")
    return lambda day: counts(day) and not any(first <= day <= last for first, last in pauses)


def _counted(start, n, counts):
    """The n-th day after `start` for which `counts` holds; `start` for 0."""
    if n < 0:
        raise ValueError("days cannot be negative")
    day = start
    while n:
        day += DAY
        n -= counts(day)
    return day


def _append_move(steps, kind, moved_to, note):
    before = steps[-1].date
    if moved_to != before:
        steps.append(Step(kind, moved_to, (moved_to - before).days, note))


def _reason(day, calendar):
    return "holiday" if calendar.holidays.get(day) else "weekend"
