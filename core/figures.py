"""One number, one declaration (design §3.10). Dashboard, list behind it, workbook and report evaluate the same object.

    OPEN = figures.register(Figure(
        "appeal.open", _("Open"), unit="件", model=Appeal, counts=lambda rows, period: rows.open(),
        among=None, date=None, station="handler", source=_("Cases that are not finished, now"),
        dimensions={"category": "category__code"},
    ))
    OPEN.evaluate(user, period, station).number            278
    OPEN.evaluate(user, period, station, "category").parts {"BENEFIT": Value(55), …}
    OPEN.rows(user, period, station, category="BENEFIT")   the rows it counts: as many as it says

A rate counts one set among a wider one (`among`) and always shows both numbers. A sum adds a field; `distinct` counts
people instead of rows (人, not 人次). Everything starts from `visible_to(user)`: nobody counts what they may not see.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.apps import apps
from django.db.models import Count, F, Sum
from django.utils.functional import cached_property

TEN_THOUSAND = Decimal(10000)
HOW = ("count", "rate", "money", "median")


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both counted. A stock figure (目前) looks at no period."""

    first: date
    last: date

    @classmethod
    def month(cls, day):
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @classmethod
    def year(cls, day):
        return cls(date(day.year, 1, 1), date(day.year, 12, 31))

    @property
    def label(self):
        return f"{self.first:%Y-%m-%d} — {self.last:%Y-%m-%d}"


@dataclass(frozen=True)
class Value:
    """What a figure says: `number`, for rates also `among`; `parts` when it was broken down."""

    figure: "Figure"
    number: int | Decimal | None
    among: int | None = None
    parts: Mapping = dataclasses.field(default_factory=dict)

    @property
    def rate(self):
        """Per cent with one decimal, or None when there is nothing to count among."""
        return round(Decimal(self.number) * 100 / self.among, 1) if self.among else None

    @property
    def text(self):
        """The number as it is printed, without its unit."""
        if self.figure.show == "rate":
            return "—" if self.rate is None else f"{self.rate.normalize():f}"
        if self.number is None:
            return "—"
        if self.figure.show == "money":
            return f"{Decimal(self.number) / TEN_THOUSAND:,.2f}"
        return f"{self.number:,}"

    @property
    def unit(self):
        return {"rate": "%", "money": "万元"}.get(self.figure.show, self.figure.unit)

    @property
    def detail(self):
        """For a rate its two numbers: 199 / 205."""
        return f"{self.number:,} / {self.among:,}" if self.figure.show == "rate" else ""


@dataclass(frozen=True)
class Figure:
    """One number, declared once.

    `counts(rows, period)` narrows the model's rows to what is counted, `among(rows, period)` to what a rate is taken of
    (`counts` then narrows those). `date`: the lookup that the period bounds; None for a stock. `station`: the lookup of
    the station whose subtree is asked for. `dimensions`: name → lookup or expression to break down by. `field`: what a
    sum adds or a median is the middle of. `source`: the rule in words, shown beside the number.
    """

    key: str
    label: str
    model: type
    counts: Callable
    unit: str = ""
    show: str = "count"
    among: Callable | None = None
    date: str | None = None
    station: str = "station"
    distinct: str = ""
    field: str = ""
    source: str = ""
    dimensions: Mapping = dataclasses.field(default_factory=dict)

    def __post_init__(self):
        if self.show not in HOW or (self.show == "rate") != (self.among is not None):
            raise ValueError(f"{self.key}: a rate counts among something, nothing else does")

    # which rows

    def base(self, rows, period, station, **where):
        """`rows` within the period, the station's subtree and the given values of dimensions."""
        if self.date and period:
            rows = rows.filter(**{f"{self.date}__range": (period.first, period.last)})
        if station is not None:
            below = apps.get_model("stations", "Reach").objects.filter(upper=station).values("lower")
            rows = rows.filter(**{f"{self.station}__in": below})
        for name, value in where.items():
            rows, lookup = self._along(rows, name)
            rows = rows.filter(**{f"{lookup}__isnull": True} if value is None else {lookup: value})
        return self.among(rows, period) if self.among else rows

    def narrow(self, rows, period, station=None, **where):
        """Those of `rows` that are counted: what a list page applies to the rows its user sees."""
        return self.counts(self.base(rows, period, station, **where), period)

    def rows(self, user, period=None, station=None, **where):
        """The list behind the number."""
        return self.narrow(self.model.objects.visible_to(user), period, station, **where)

    def _along(self, rows, name):
        lookup = self.dimensions[name]
        if isinstance(lookup, str):
            return rows, lookup
        return rows.alias(**{f"along_{name}": lookup}), f"along_{name}"

    # how many

    def evaluate(self, user, period=None, station=None, breakdown=None, **where):
        """The `Value` for one user; with `breakdown` (one dimension, or a pair) its parts by key."""
        base = self.base(self.model.objects.visible_to(user), period, station, **where)
        counted = self.counts(base, period)
        value = Value(self, self._number(counted), self._size(base) if self.among else None)
        if breakdown is None:
            return value
        return Value(self, value.number, value.among, self._parts(base, counted, breakdown))

    def _number(self, rows):
        if self.show == "median":
            return median(dict(self._histogram(rows.order_by())))
        if self.field:
            return rows.aggregate(number=Sum(self.field))["number"] or 0
        return self._size(rows)

    def _size(self, rows):
        rows = rows.order_by()
        return rows.values(self.distinct).distinct().count() if self.distinct else rows.values("pk").count()

    def _histogram(self, rows):
        return rows.filter(**{f"{self.field}__isnull": False}).values_list(self.field).annotate(Count("pk"))

    def _parts(self, base, counted, breakdown):
        names = (breakdown,) if isinstance(breakdown, str) else tuple(breakdown)
        numbers = self._grouped(counted, names)
        wholes = self._grouped(base, names) if self.among else {}
        keys = {**wholes, **numbers}
        return {key: Value(self, numbers.get(key, 0), wholes.get(key, 0) if self.among else None) for key in keys}

    def _grouped(self, rows, names):
        lookups = []
        for name in names:
            rows, lookup = self._along(rows, name)
            lookups.append(lookup)
        marks = {f"part_{index}": F(lookup) for index, lookup in enumerate(lookups)}
        rows = rows.order_by().values(**marks)
        if self.show == "median":
            return self._medians(rows, tuple(marks))
        how = Sum(self.field) if self.field else Count(self.distinct or "pk", distinct=bool(self.distinct))
        found = rows.annotate(number=how).values_list(*marks, "number")
        return {(key[0] if len(names) == 1 else tuple(key)): number for *key, number in found}

    def _medians(self, rows, marks):
        found = (
            rows.filter(**{f"{self.field}__isnull": False})
            .annotate(size=Count("pk"))
            .values_list(*marks, self.field, "size")
        )
        piles = {}
        for *key, value, size in found:
            piles.setdefault(key[0] if len(marks) == 1 else tuple(key), {})[value] = size
        return {key: median(pile) for key, pile in piles.items()}


def median(histogram):
    """The middle value of {value: how often}; the mean of the two middle ones when their number is even; None for none."""
    total = sum(histogram.values())
    if not total:
        return None
    middle = []
    for wanted in ((total - 1) // 2, total // 2):
        seen = 0
        for value in sorted(histogram):
            seen += histogram[value]
            if seen > wanted:
                middle.append(value)
                break
    half = Decimal(middle[0] + middle[1]) / 2
    return int(half) if half == half.to_integral_value() else half


FIGURES: dict[str, Figure] = {}


def register(figure):
    """Make a figure known by its key, so that pages, workbook and report find it. Returns it."""
    FIGURES[figure.key] = figure
    return figure


class Question:
    """Period and station as a page's address asks for them (`from`, `to`, `station`), and what the figures answer."""

    def __init__(self, user, asked, today, stations):
        self.user, self.asked, self.today = user, asked, today
        self.stations = stations

    @cached_property
    def period(self):
        usual = Period.year(self.today)
        first, last = (self._day(name) for name in ("from", "to"))
        first, last = first or usual.first, last or usual.last
        return Period(min(first, last), max(first, last))

    def _day(self, name):
        try:
            return date.fromisoformat(self.asked.get(name, ""))
        except ValueError:
            return None

    @cached_property
    def station(self):
        """A station of those the user may ask about, or None for all they see."""
        key = self.asked.get("station", "")
        return self.stations.filter(pk=int(key)).first() if key.isdecimal() else None

    @property
    def where(self):
        """The parameters that links to lists carry."""
        kept = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        return kept | ({"station": self.station.pk} if self.station else {})

    def answer(self, figure, breakdown=None, **where):
        return figure.evaluate(self.user, self.period, self.station, breakdown, **where)
