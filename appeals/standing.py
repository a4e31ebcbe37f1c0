"""The dashboard's numbers, tables and trend: every mark with the address of the rows it counts."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from appeals import desk
from appeals import figures as f
from appeals.choices import Channel
from appeals.models import Category
from core.charts import Heat, Ledger, Mark, Point, Row, Trend
from core.figures import Period
from stations.choices import Tier

MONTHS = 12
OVERDUE_SHOWN = 8
CITY_ROW = "市本级"


@dataclass(frozen=True)
class Tile:
    """A number with its small print and its list."""

    value: object
    address: str
    tone: str = ""

    @property
    def label(self):
        return self.value.figure.label

    @property
    def note(self):
        return self.value.detail or self.value.figure.source


class Standing:
    """What one question (period, station) finds."""

    def __init__(self, question, strip, beside):
        self.question, self.strip_figures, self.beside_figures = question, strip, beside

    def address(self, figure, **where):
        known = {name: "" if value is None else value for name, value in where.items()}
        return f"{reverse('appeals:figure', args=[figure.key])}?{urlencode({**self.question.where, **known})}"

    @cached_property
    def values(self):
        return self.question.answers([*self.strip_figures, *self.beside_figures])

    def _tile(self, figure):
        value = self.values[figure.key]
        tone = {f.OVERDUE.key: "red", f.SOON.key: "amber"}.get(figure.key, "") if value.number else ""
        return Tile(value, self.address(figure), tone)

    @cached_property
    def strip(self):
        return [self._tile(figure) for figure in self.strip_figures]

    @cached_property
    def beside(self):
        return [self._tile(figure) for figure in self.beside_figures]

    @cached_property
    def towns(self):
        return list(desk.towns(self.question.user))

    @cached_property
    def categories(self):
        return list(Category.current())

    @cached_property
    def heat(self):
        """In hand: towns × categories. What the city registered itself has a row of its own."""
        parts = self.question.answer(f.OPEN, ("town", "category")).parts
        rows = [(town.pk, town.place) for town in self.towns]
        if any(key[0] is None for key in parts):
            rows.append((None, CITY_ROW))
        return Heat(
            _("In hand, by town and category"),
            tuple(category.short for category in self.categories),
            [self._heat_row(pk, place, parts) for pk, place in rows],
            corner=_("Town"),
            total_address=self.address(f.OPEN),
            total_addresses=[self.address(f.OPEN, category=category.pk) for category in self.categories],
        )

    def _heat_row(self, pk, place, parts):
        cells = []
        for category in self.categories:
            value = parts.get((pk, category.pk))
            cells.append((value.number if value else 0, self.address(f.OPEN, town=pk, category=category.pk)))
        return Row(place, self.address(f.OPEN, town=pk), cells)

    @cached_property
    def trend(self):
        """The last twelve months: received and settled, each month with both lists."""
        months = list(self._months())
        period = Period(months[0], Period.month(months[-1]).last)
        counts = [
            {_first(key): value.number for key, value in self._by_month(figure, period).items()}
            for figure in (f.RECEIVED, f.DECIDED)
        ]
        points = [self._point(month, [count.get(month, 0) for count in counts]) for month in months]
        return Trend(_("Twelve months"), (_("received"), _("settled")), points)

    def _by_month(self, figure, period):
        user, station = self.question.user, self.question.station
        return figure.evaluate(user, period, station, "month").parts

    def _point(self, month, values):
        period = Period.month(month)
        asked = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        addresses = tuple(self.address(figure, **asked) for figure in (f.RECEIVED, f.DECIDED))
        return Point(f"{month.month}月", tuple(values), addresses)

    def _months(self):
        last = self.question.today.replace(day=1)
        for back in range(MONTHS - 1, -1, -1):
            months = last.year * 12 + last.month - 1 - back
            yield date(months // 12, months % 12 + 1, 1)

    @cached_property
    def overdue(self):
        rows = f.OVERDUE.rows(self.question.user, None, self.question.station)
        return rows.select_related("handler__division", "officer").order_by("due_on", "pk")[:OVERDUE_SHOWN]

    @property
    def overdue_address(self):
        return self.address(f.OVERDUE)

    @cached_property
    def by_channel(self):
        parts = self.question.answer(f.RECEIVED, "channel").parts
        marks = [self._mark(f.RECEIVED, "channel", key, Channel(key).label, value) for key, value in parts.items()]
        return Ledger(sorted(marks, key=lambda mark: -mark.value))

    @cached_property
    def by_tier(self):
        """Where cases were settled: 小事不出村."""
        parts = self.question.answer(f.DECIDED, "tier").parts
        order = [tier for tier in (Tier.VILLAGE, Tier.TOWN, Tier.CITY) if tier in parts]
        return Ledger([self._mark(f.DECIDED, "tier", str(tier), tier.label, parts[tier]) for tier in order])

    @cached_property
    def by_category(self):
        """On time by category, with both numbers."""
        parts = self.question.answer(f.IN_TIME, "category").parts
        return [
            (category, parts[category.pk], self.address(f.DECIDED, category=category.pk))
            for category in self.categories
            if category.pk in parts
        ]

    def _mark(self, figure, name, key, label, value):
        return Mark(label, value.number, self.address(figure, **{name: key}))

    @property
    def checkup(self):
        return desk.checkup(self.question.user, self.question.today)


def _first(moment):
    """A month's first day, whichever way the database gives the month."""
    return date(moment.year, moment.month, 1)
