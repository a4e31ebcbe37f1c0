"""One number, one declaration (design §3.10). Dashboard, list behind it, workbook and report evaluate the same object.

    OPEN = figures.register(Figure(
        "appeal.open", _("Open"), Appeal, Q(state__in=OPEN_STATES), unit="件", station="origin",
        source=_("Cases that are not finished, now"), dimensions={"category": "category"},
    ))
    OPEN.evaluate(user, period, station).number            278
    OPEN.evaluate(user, period, station, "category").parts {7: Value(55), …}
    OPEN.rows(user, period, station, category=7)           the rows it counts: as many as it says
    answers([OPEN, OVERDUE, …], user, period, station)     many at once, in one look at the table

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
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import BigIntegerField, Case, Count, F, Q, Sum, When
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.functional import cached_property

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

    def _whole(self, period):
        """What the number is taken of, within the period."""
        return self._bounds(period) & (condition(self.among, period) if self.among is not None else Q())

    def _counted(self, period):
        return self._whole(period) & condition(self.counts, period)

    def _within(self, rows, station, where):
        """`rows` of the station's subtree with the given values of dimensions."""
        if station is not None and self.station:
            rows = rows.filter(**{f"{self.station}__in": below(station)})
        for name, value in where.items():
            rows, lookup = self._along(rows, name)
            rows = rows.filter(**{f"{lookup}__isnull": True} if value is None else {lookup: value})
        return rows

    def _along(self, rows, name):
        lookup = self.dimensions[name]
        if isinstance(lookup, str):
            return rows, lookup
        return rows.alias(**{f"along_{name}": lookup}), f"along_{name}"

    def narrow(self, rows, period, station=None, **where):
        """Those of `rows` that are counted: what a list page applies to the rows its user sees."""
        return self._within(rows, station, where).filter(self._counted(period))

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
        whole = self._within(rows, station, where).filter(self._whole(period))
        return whole.exclude(pk__in=self.narrow(rows, period, station, **where).order_by().values("pk"))

    # how many

    def evaluate(self, user, period=None, station=None, breakdown=None, **where):
        """The `Value` for one user; with `breakdown` (one dimension, or a pair) its parts by key."""
        rows = self._within(self.model.objects.visible_to(user), station, where).order_by()
        if self.show == "median":
            return self._middle(rows.filter(self._counted(period)), breakdown)
        if self.among is None:
            rows, counts = rows.filter(self._counted(period)), EVERYTHING
        else:
            rows, counts = rows.filter(self._whole(period)), condition(self.counts, period)
        parts = self._parts(rows, counts, breakdown) if breakdown else {}
        if breakdown and not self.distinct:
            return self._value(sum(v.number for v in parts.values()), sum(v.among or 0 for v in parts.values()), parts)
        return self._value(**rows.aggregate(number=self._sum(counts), among=self._sum(EVERYTHING)), parts=parts)

    def _value(self, number, among, parts=None):
        return Value(self, number or 0, among or 0 if self.among is not None else None, parts or {})

    def _sum(self, condition):
        if self.field:
            return Sum(self.field, filter=condition)
        return Count(self.distinct or "pk", filter=condition, distinct=bool(self.distinct))

    def _grouped(self, rows, breakdown):
        """(rows by the values of the dimensions, the names of their columns)."""
        marks = {}
        for index, name in enumerate((breakdown,) if isinstance(breakdown, str) else breakdown):
            rows, lookup = self._along(rows, name)
            marks[f"part_{index}"] = F(lookup)
        return rows.values(**marks), tuple(marks)

    def _parts(self, rows, counts, breakdown):
        rows, marks = self._grouped(rows, breakdown)
        rows = rows.annotate(number=self._sum(counts), among=self._sum(EVERYTHING))
        found = rows.values_list(*marks, "number", "among")
        return {
            key_of(key): self._value(number, among) for *key, number, among in found if number or self.among is not None
        }

    def _middle(self, rows, breakdown):
        rows = rows.filter(**{f"{self.field}__isnull": False})
        whole = dict(rows.values_list(self.field).annotate(Count("pk")))
        piles = {}
        if breakdown:
            rows, marks = self._grouped(rows, breakdown)
            for *key, value, size in rows.annotate(size=Count("pk")).values_list(*marks, self.field, "size"):
                piles.setdefault(key_of(key), {})[value] = size
        return Value(self, median(whole), None, {key: Value(self, median(pile)) for key, pile in piles.items()})


def answers(figures, user, period=None, station=None):
    """{key: Value} of several figures; those of one model and station lookup are counted in one look at the table."""
    found, groups = {}, {}
    for figure in figures:
        if figure.show == "median":
            found[figure.key] = figure.evaluate(user, period, station)
        else:
            groups.setdefault((figure.model, figure.station), []).append(figure)
    for group in groups.values():
        found |= _together(group, user, period, station)
    return found


def table(figures, user, along, period=None, station=None, **where):
    """{part: {key: Value}} of several figures of one model along one dimension, in one look at the table.

    A part in which none of them counts anything is left out."""
    first = figures[0]
    rows = first._within(first.model.objects.visible_to(user), station, where).order_by()
    rows, marks = first._grouped(_looked_at(rows, figures, period), along)
    found = rows.annotate(**_wanted(figures, period))
    return {key_of([row[mark] for mark in marks]): _said(figures, row) for row in found}


def _together(group, user, period, station):
    rows = group[0]._within(group[0].model.objects.visible_to(user), station, {}).order_by()
    return _said(group, _looked_at(rows, group, period).aggregate(**_wanted(group, period)))


def _looked_at(rows, group, period):
    """The rows that a group of figures needs to look at: those that at least one of them counts or is taken of."""
    conditions = []
    for figure in group:
        asked = figure._counted(period) if figure.among is None else figure._whole(period)
        if not any(_is_within(asked, other) for other in conditions):
            conditions = [other for other in conditions if not _is_within(other, asked)] + [asked]
    return rows.filter(reduce(or_, conditions))


def _is_within(one, other):
    """Whether it is plain that `other` holds wherever `one` does: `one` asks all the same, and more."""
    are_simple = all(asked.connector == Q.AND and not asked.negated for asked in (one, other))
    return are_simple and all(part in one.children for part in other.children)


def _wanted(group, period):
    """The sums that a group of figures needs, by place."""
    wanted = {}
    for place, figure in enumerate(group):
        wanted[f"number_{place}"] = figure._sum(figure._counted(period))
        if figure.among is not None:
            wanted[f"among_{place}"] = figure._sum(figure._whole(period))
    return wanted


def _said(group, counted):
    return {
        figure.key: figure._value(counted[f"number_{place}"], counted.get(f"among_{place}"))
        for place, figure in enumerate(group)
    }


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

    def answers(self, figures):
        """{key: Value} of many, in few queries."""
        return answers(figures, self.user, self.period, self.station)
