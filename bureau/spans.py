"""A month, a quarter or a year, as a page's address names it: 2026-11, 2026-Q4, 2026."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.figures import Period

MONTHS, QUARTERS, YEARS = 18, 8, 3
SPAN = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


@dataclass(frozen=True)
class Span:
    key: str
    label: str
    period: Period

    @property
    def before(self):
        """The span of the same kind just before."""
        day = self.period.first - timedelta(days=1)
        if len(self.key) == 4:
            return year(day)
        return quarter(day) if "Q" in self.key else month(day)


def month(day):
    return Span(f"{day:%Y-%m}", f"{day.year}年{day.month}月", Period.month(day))


def quarter(day):
    number = (day.month - 1) // 3 + 1
    last = Period.month(date(day.year, number * 3, 1)).last
    period = Period(date(day.year, number * 3 - 2, 1), last)
    return Span(f"{day.year}-Q{number}", f"{day.year}年第{'一二三四'[number - 1]}季度", period)


def year(day):
    return Span(str(day.year), f"{day.year}年", Period.year(day))


def span_of(text, today):
    """The span that an address names; this month when it names none."""
    found = SPAN.fullmatch(text)
    if not found:
        return month(today)
    if found[2]:
        return month(date(int(found[1]), int(found[2]), 1))
    return quarter(date(int(found[1]), int(found[3]) * 3, 1)) if found[3] else year(date(int(found[1]), 1, 1))


def _back(make, today, count):
    """A span and those of its kind before it."""
    one, found = make(today), []
    for _number in range(count):
        found.append(one)
        one = one.before
    return found


def months(today, count):
    """The last months up to this one, oldest first."""
    return _back(month, today, count)[::-1]


def options(today):
    """[(kind, [Span, …])], the latest first."""
    kinds = ((_("Month"), month, MONTHS), (_("Quarter"), quarter, QUARTERS), (_("Year"), year, YEARS))
    return [(title, _back(make, today, count)) for title, make, count in kinds]
