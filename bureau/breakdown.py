"""Counting the rows of a list along one or two of its own coded dimensions: by town, by category, by month.

    found = dimensions(look)                       {key: Dimension}; nothing that the list itself does not show or filter by
    cross = Cross(look, found["town"], found["category"])
    cross.rows                                     lines of counts with their labels and totals

A dimension is derived from what the list declares: a filter among codes, a column that shows a code, a place or a date.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Count, F
from django.db.models.functions import ExtractYear, Left, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.actions import Refused
from core.fields import PartialDateField
from core.listing import Choice, RowChoice
from outreach.figures.honours import town_of

MOST_LINES, MOST_COLUMNS = 400, 60
MOST_ROWS = 200_000  # beyond, values are not counted filter by filter
PLACES = ("town", "village")
NOT_GIVEN = gettext_lazy("Not stated")


@dataclass(frozen=True)
class Dimension:
    """What rows are counted along. `along`: the lookup or expression to group by; None when the choices of the filter are
    asked one by one, since one row may fall under several of them. `labels(keys)`: {key: label} in the order to print.
    `filter`: the list's own filter that opens one value.
    """

    key: str
    label: str
    labels: object
    along: object = None
    filter: str = ""


def dimensions(look):
    """{key: Dimension} of a look at a list: its places first, then what it filters by, then what it shows."""
    filters = look.filterset.filters if look.filterset is not None else {}
    found = {}
    for made in (*_of_filters(look, filters), *_of_columns(look, filters)):
        same = [one for one in found.values() if one.along is not None and one.along == made.along]
        if made.key not in found and not same:
            found[made.key] = made
    return {key: found[key] for key in sorted(found, key=lambda key: key not in PLACES)}


def _of_filters(look, filters):
    for name, one in filters.items():
        bound = look.filterset.form.fields[name]
        if isinstance(one, Choice):
            along = None if one.method else one.field_name
            labels = {str(key): str(label) for key, label in bound.choices if key not in ("", None)}
            if len(labels) > 1:
                yield Dimension(name, str(bound.label), _in_order(labels), along, name)
        elif isinstance(one, RowChoice) and not one.method and name not in PLACES:
            labels = {str(key): name for key, name in bound.queryset}
            yield Dimension(name, str(bound.label), _in_order(labels), one.field_name, name)


def _of_columns(look, filters):
    for column in look.listing.columns:
        if not column.exported or callable(column.value):
            continue
        path = (column.value or column.key).split(".")
        if path[-1] == "place" and len(path) > 1:
            yield from _places(look.found.model, path[:-1], filters)
        elif made := _of_field(look.found.model, path, column):
            yield from made


def _places(model, path, filters):
    """Town and village of the first place that a list shows; “parent” already is the town."""
    station = "__".join(path[:-1] if path[-1] == "parent" and len(path) > 1 else path)
    if field_at(model, station.split("__")) is not None:
        yield Dimension("town", _("Town"), places, town_of(station), "town" if "town" in filters else "")
        yield Dimension("village", _("Station"), places, f"{station}_id", "village" if "village" in filters else "")


def _of_field(model, path, column):
    """The dimensions of a column that shows a code, a yes or no, or a date as it is stored."""
    is_code = path[-1].startswith("get_") and path[-1].endswith("_display")
    path = [*path[:-1], path[-1].removeprefix("get_").removesuffix("_display")] if is_code else path
    stored, lookup = field_at(model, path), "__".join(path)
    if stored is None:
        return ()
    if is_code and stored.flatchoices:
        labels = {str(key): str(label) for key, label in stored.flatchoices}
        return (Dimension(column.key, str(column.title), _in_order(labels), lookup),)
    if isinstance(stored, models.BooleanField):
        labels = {"True": pgettext("value", "yes"), "False": pgettext("value", "no")}
        return (Dimension(column.key, str(column.title), _in_order(labels), lookup),)
    return _of_date(stored, lookup, column)


def _of_date(stored, lookup, column):
    year = Dimension(f"{column.key}_year", _("%(date)s: year") % {"date": column.title}, sorted_labels)
    if isinstance(stored, PartialDateField):
        return (_with(year, Left(lookup, 4, output_field=models.CharField())),)
    if not isinstance(stored, models.DateField):
        return ()
    month = Dimension(f"{column.key}_month", _("%(date)s: month") % {"date": column.title}, sorted_labels)
    return _with(month, TruncMonth(lookup, output_field=models.DateField())), _with(year, ExtractYear(lookup))


def _with(dimension, along):
    return Dimension(dimension.key, dimension.label, dimension.labels, along)


def field_at(model, path):
    """The stored field at the end of a path of single-valued relations, or None."""
    stored = None
    for name in path:
        if model is None:
            return None
        try:
            stored = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        if not stored.concrete or stored.many_to_many:
            return None
        model = stored.related_model
    return stored


def _in_order(labels):
    """Every code in its own order; what stands in the rows and in no table comes last."""
    return lambda keys: labels | {key: key for key in keys if key not in labels}


def sorted_labels(keys):
    return {key: key[:7] for key in sorted(keys)}


def places(keys):
    """The stations that rows were counted at, as rosters name them, by division code."""
    stations = apps.get_model("stations", "Station")._default_manager
    found = stations.filter(pk__in=keys).select_related("division", "parent__division").order_by("division__code")
    return {str(one.pk): f"{one.parent.place} {one.place}" if one.tier == "village" else one.place for one in found}


@dataclass
class Line:
    """One line of a cross table: its label, a count a column with its address, and the total."""

    label: str
    key: str
    cells: list = field(default_factory=list)
    total: int = 0
    address: str = ""

    @property
    def numbers(self):
        """The counts of the line with its total, as a workbook writes them."""
        return [*(count for count, _address in self.cells), self.total]


class Cross:
    """The counts of a look's rows by one dimension, or by two. `address(filters)` opens the list of one cell."""

    def __init__(self, look, down, across=None, address=None):
        self.look, self.down, self.across, self.address = look, down, across, address

    @cached_property
    def found(self):
        """The rows of the look, each once and without what the list annotates."""
        rows = self.look.found.order_by()
        return rows.model._default_manager.filter(pk__in=rows.values("pk"))

    @cached_property
    def total(self):
        return self.found.count()

    @property
    def adds_up(self):
        """Whether every row stands in exactly one place, so that the parts add up to the whole."""
        return self.down.along is not None and (self.across is None or self.across.along is not None)

    @cached_property
    def counts(self):
        """{(down, across): how many}; None stands for the whole of a direction."""
        counted = Counter({(None, None): self.total})
        if self.adds_up:
            self._count_in_groups(counted)
        else:
            self._count_by_filters(counted)
        return counted

    def _count_in_groups(self, counted):
        """The database groups: each row has one value of each dimension."""
        axes = {"a": self.down} | ({"b": self.across} if self.across else {})
        rows = self.found.annotate(**{f"along_{name}": _expression(axis) for name, axis in axes.items()})
        for row in rows.values(**{name: F(f"along_{name}") for name in axes}).annotate(n=Count("pk")):
            down, across = _text(row["a"]), _text(row["b"]) if self.across else None
            for cell in {(down, across), (down, None), (None, across)} - {(None, None)}:
                counted[cell] += row["n"]

    def _count_by_filters(self, counted):
        """A row may fall under several values: the rows of each are looked up once, then put across one another."""
        if self.total > MOST_ROWS:
            words = _("Counting this way takes too long for more than %(most)s rows. Please narrow the list down.")
            raise Refused("too_many_rows", words % {"most": f"{MOST_ROWS:,}"})
        down, across = self._members(self.down), self._members(self.across)
        for key, rows in down.items():
            counted[key, None] = len(rows)
            for other, others in across.items():
                counted[key, other] = len(rows & others)
        for other, others in across.items():
            counted[None, other] = len(others)

    def _members(self, dimension):
        """{value: the keys of its rows}"""
        if dimension is None:
            return {}
        if dimension.along is None:
            filter_ = self.look.filterset.filters[dimension.filter]
            picked = {key: filter_.filter(self.look.found, key).order_by() for key in dimension.labels(())}
            return {key: set(rows.values_list("pk", flat=True)) for key, rows in picked.items()}
        members = defaultdict(set)
        for value, key in self.found.annotate(along_it=_expression(dimension)).values_list("along_it", "pk"):
            members[_text(value)].add(key)
        return members

    def _labels(self, dimension, side):
        """{key: label} of a direction: the values that the rows have, as the dimension names them, none last."""
        keys = {key[side] for key, count in self.counts.items() if count and key[side] is not None}
        labels = {key: label for key, label in dimension.labels(keys - {""}).items() if key in keys}
        unknown = {key: _("elsewhere") for key in keys - {""} if key not in labels}
        return labels | unknown | ({"": str(NOT_GIVEN)} if "" in keys else {})

    @cached_property
    def headings(self):
        """{key: label} of the columns; none when there is one dimension only."""
        labels = self._labels(self.across, 1) if self.across else {}
        if len(labels) > MOST_COLUMNS:
            words = _("“%(name)s” makes %(count)s columns; at most %(most)s fit. Please choose it as the lines.")
            raise Refused("too_wide", words % {"name": self.across.label, "count": len(labels), "most": MOST_COLUMNS})
        return labels

    @cached_property
    def rows(self):
        labels = self._labels(self.down, 0)
        if len(labels) > MOST_LINES:
            raise Refused(
                "too_long", _("More than %(most)s lines. Please narrow the list down.") % {"most": MOST_LINES}
            )
        return [self._line(key, label) for key, label in labels.items()]

    @property
    def sums(self):
        """The last line: the whole of every column."""
        return self._line(None, _("Total"))

    def _line(self, key, label):
        cells = [(self.counts[key, other], self._open(key, other)) for other in self.headings]
        return Line(label, key, cells, self.counts[key, None], self._open(key, None))

    def _open(self, down, across):
        """The address of the list behind a cell, where the list's own filters can say it."""
        asked = {}
        for dimension, key in ((self.down, down), (self.across, across)):
            if key is None or dimension is None:
                continue
            if not dimension.filter or key == "":
                return ""
            asked[dimension.filter] = key
        return self.address(asked) if self.address else ""


def _expression(dimension):
    return F(dimension.along) if isinstance(dimension.along, str) else dimension.along


def _text(value):
    """A value as the key of a line."""
    return "" if value is None else str(value)
