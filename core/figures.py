"""One number, one declaration (design §3.10). Dashboard, list behind it, workbook and report evaluate the same object.

    OPEN = figures.register(Figure(
        "appeal.open", _("Open"), Appeal, Q(state__in=OPEN_STATES), unit="件", station="origin",
        source=_("Cases that are not finished, now"), dimensions={"category": "category"},
    ))
    OPEN.evaluate(user, period, station).number            278
    OPEN.evaluate(user, period, station, "category").parts {7: Value(55), …}
    OPEN.rows(user, period, station, category=7)           the rows it counts: as many as it says
    looks.answers([OPEN, OVERDUE, …], user, period)        many at once, in one look at the table (core/looks.py)

A rate counts one set among a wider one (`among`) and always shows both numbers. A sum adds a field; `distinct` counts
people instead of rows (人, not 人次). Every figure breaks down by `town`, and by `month` when it has a date. A stock (目前)
is as of the last day of the period: `lasting("opened_on", "closed_on")`, `as_of(period)`.
Everything starts from `visible_to(user)`: nobody counts what they may not see.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.apps import apps
from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from core.scoping import Owned

TEN_THOUSAND = Decimal(10000)
EVERYTHING = Q()
A_CHUNK = 10_000
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

    `counts`: the condition (Q) of what is counted, or a function of the period that gives it; `among`: that of what a
    rate is taken of. Conditions on other tables are `Exists(…)`, so that no row counts twice. `date`: the lookup that the
    period bounds; None for a stock (目前). `station`: the lookup of the station whose subtree is asked for, "" where rows
    have none. `dimensions`: name → lookup or expression to break down by. `field`: what a sum adds or a median is the
    middle of. `since`: of a stock, the day that says which came first. `source`: the rule in words, shown beside it.
    """

    key: str
    label: str
    model: type
    counts: Q | Callable = EVERYTHING
    unit: str = ""
    show: str = "count"
    among: Q | Callable | None = None
    date: str | None = None
    station: str = "station"
    distinct: str = ""
    field: str = ""
    since: str = ""
    source: str = ""
    dimensions: Mapping = dataclasses.field(default_factory=dict)

    def __post_init__(self):
        if self.show not in HOW or (self.show == "rate") != (self.among is not None):
            raise ValueError(f"{self.key}: a rate counts among something, nothing else does")
        usual = {"town": town_of(self.station)} if self.station else {}
        usual |= {"month": TruncMonth(self.date)} if self.date else {}
        object.__setattr__(self, "dimensions", usual | dict(self.dimensions))

    # which rows

    def _bounds(self, period):
        """The condition of the period."""
        return Q(**{f"{self.date}__range": (period.first, period.last)}) if self.date and period else Q()

    def whole(self, period):
        """What the number is taken of, within the period."""
        return self._bounds(period) & (condition(self.among, period) if self.among is not None else Q())

    def counted(self, period):
        return self.whole(period) & condition(self.counts, period)

    def within(self, rows, station, where):
        """`rows` of the station's subtree with the given values of dimensions."""
        if station is not None and self.station:
            rows = rows.filter(**{f"{self.station}__in": below(station)})
        for name, value in where.items():
            rows, lookup = self._along(rows, name)
            rows = rows.filter(**{f"{lookup}__isnull": True} if value is None else {lookup: value})
        return rows

    def sight(self, user, station, where):
        """What the user sees of the station's subtree. Their own station's is all they see: it is not looked up twice."""
        rows, scope = self.model.objects.visible_to(user), self.model.scope
        is_own = station is not None and user.station_id == getattr(station, "pk", station)
        is_all = is_own and isinstance(scope, Owned) and scope.station == self.station
        return self.within(rows, None if is_all else station, where)

    def _along(self, rows, name):
        lookup = self.dimensions[name]
        if isinstance(lookup, str):
            return rows, lookup
        return rows.alias(**{f"along_{name}": lookup}), f"along_{name}"

    def narrow(self, rows, period, station=None, **where):
        """Those of `rows` that are counted: what a list page applies to the rows its user sees."""
        return self.within(rows, station, where).filter(self.counted(period))

    def rows(self, user, period=None, station=None, **where):
        """The list behind the number."""
        return self.narrow(self.model.objects.visible_to(user), period, station, **where)

    def seen(self, user, keys):
        """Those of the given rows of its table that the user may see now."""
        rows = self.model.objects.visible_to(user)
        chunks = (keys[start : start + A_CHUNK] for start in range(0, len(keys), A_CHUNK))
        return {pk for chunk in chunks for pk in rows.filter(pk__in=chunk).values_list("pk", flat=True)}

    def values(self, user, name, period=None, station=None, **where):
        """The different values of a dimension among what is counted, in the order in which they came."""
        rows, lookup = self._along(self.rows(user, period, station, **where), name)
        rows = rows.order_by(*[self.date] if self.date else [], "pk").annotate(found_value=F(lookup))
        found = rows.values_list("found_value", flat=True)
        return list(dict.fromkeys(value for value in found if value not in (None, "")))

    def short_of(self, rows, period, station=None, **where):
        """Those of `rows` that a rate is taken of and does not count: whom there is still to see to."""
        whole = self.within(rows, station, where).filter(self.whole(period))
        return whole.exclude(pk__in=self.narrow(rows, period, station, **where).order_by().values("pk"))

    # how many

    def evaluate(self, user, period=None, station=None, breakdown=None, **where):
        """The `Value` for one user; with `breakdown` (one dimension, or a pair) its parts by key."""
        rows = self.sight(user, station, where).order_by()
        if self.show == "median":
            return self._middle(rows.filter(self.counted(period)), breakdown)
        if self.among is None:
            rows, counts = rows.filter(self.counted(period)), EVERYTHING
        else:
            rows, counts = rows.filter(self.whole(period)), condition(self.counts, period)
        parts = self._parts(rows, counts, breakdown) if breakdown else {}
        if breakdown and not self.distinct:
            return self.value(sum(v.number for v in parts.values()), sum(v.among or 0 for v in parts.values()), parts)
        return self.value(**rows.aggregate(number=self.total(counts), among=self.total(EVERYTHING)), parts=parts)

    def value(self, number, among=0, parts=None):
        """A value of this figure; of a rate with what it is taken of."""
        return Value(self, number or 0, among or 0 if self.among is not None else None, parts or {})

    def total(self, condition):
        if self.field:
            return Sum(self.field, filter=condition)
        return Count(self.distinct or "pk", filter=condition, distinct=bool(self.distinct))

    def grouped(self, rows, breakdown):
        """(rows by the values of the dimensions, the names of their columns)."""
        marks = {}
        for index, name in enumerate((breakdown,) if isinstance(breakdown, str) else breakdown):
            rows, lookup = self._along(rows, name)
            marks[f"part_{index}"] = F(lookup)
        return rows.values(**marks), tuple(marks)

    def _parts(self, rows, counts, breakdown):
        rows, marks = self.grouped(rows, breakdown)
        rows = rows.annotate(number=self.total(counts), among=self.total(EVERYTHING))
        found = rows.values_list(*marks, "number", "among")
        return {
            key_of(key): self.value(number, among) for *key, number, among in found if number or self.among is not None
        }

    def _middle(self, rows, breakdown):
        rows = rows.filter(**{f"{self.field}__isnull": False})
        whole = dict(rows.values_list(self.field).annotate(Count("pk")))
        piles = {}
        if breakdown:
            rows, marks = self.grouped(rows, breakdown)
            for *key, value, size in rows.annotate(size=Count("pk")).values_list(*marks, self.field, "size"):
                piles.setdefault(key_of(key), {})[value] = size
        return Value(self, median(whole), None, {key: Value(self, median(pile)) for key, pile in piles.items()})


def condition(declared, period):
    """The Q of a declaration."""
    return declared(period) if callable(declared) else declared


def as_of(period):
    """The day of a stock: the last of the period; today when none is asked for or that day is still to come."""
    today = timezone.localdate()
    return min(period.last, today) if period else today


def lasting(since, until, counts=EVERYTHING):
    """What had begun by the day of a stock and had not ended. A beginning nobody wrote down lies long ago."""

    def standing(period):
        day = as_of(period)
        begun = Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": day})
        return counts & begun & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": day}))

    return standing


def town_of(station="station"):
    """The town of a row, by the lookup of its station: the one above a village, a town itself, nothing for the city."""
    at = "" if station == "pk" else f"{station}__"
    return Case(
        When(**{f"{at}tier": "village"}, then=F(f"{at}parent_id")),
        When(**{f"{at}tier": "town"}, then=F(f"{at}pk")),
        default=None,
        output_field=BigIntegerField(),
    )


def below(station):
    """The stations of a station's subtree."""
    return apps.get_model("stations", "Reach").objects.filter(upper=station).values("lower")


def key_of(values):
    return values[0] if len(values) == 1 else tuple(values)


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
