"""Dates known to the year, the month or the day. What is not known is never invented."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

_STORED = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day. Ordered as its text: `1973` < `1973-01` < `1973-01-01`.

    Raises ValueError for a date that is not in the calendar, for a day without a month, and for years that do not have
    four digits (the text form sorts only because all have).
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not 1000 <= self.year <= 9999:
            raise ValueError("a year has four digits")
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    @lru_cache(maxsize=30_000)
    def parse(cls, text):
        """The date stored as `text` (`1973`, `1973-11`, `1973-11-05`). Raises ValueError for anything else."""
        match = _STORED.fullmatch(text)
        if not match:
            raise ValueError("not a stored partial date")
        return cls(*(int(part) for part in match.groups() if part))

    @classmethod
    def of(cls, day):
        """The whole date `day`, a `datetime.date`."""
        return cls(day.year, day.month, day.day)

    def __str__(self):
        if self.day:
            return f"{self.year}-{self.month:02}-{self.day:02}"
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    def __lt__(self, other):
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key < other._key

    @property
    def _key(self):
        return self.year, self.month or 0, self.day or 0

    @property
    def label(self):
        """As it is read: 1973年11月5日, 1973年11月, 1973年."""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{unit}" for number, unit in parts if number)

    @property
    def first_day(self):
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self):
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def age_on(birth, on):
    """The least and the greatest age in full years (周岁) on the day `on`; equal when `birth` is known to the day.

    An age is reached on the birthday itself; who was born on 29 February reaches it on 1 March of a common year.
    """
    return _years(birth.last_day, on), _years(birth.first_day, on)


def _years(born, on):
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))
