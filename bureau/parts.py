"""A number broken down: by town, month or category, as it is now or as it was when its report was published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.figures import Value
from stations.choosing import TOWN_STATIONS
from stations.models.network import short_names

# By what a number is broken down, where its figure can be; the others are the figure's own words
BREAKDOWNS = {"town": _("by town"), "month": _("by month"), "category": _("by category")}


@dataclass(frozen=True)
class Part:
    """One part. `key`: the value of the dimension as an address and a frozen row write it, "" where none is stated."""

    key: str
    label: str
    value: Value

    @property
    def frozen(self):
        number = self.value.number
        return [self.key, self.label, str(number) if isinstance(number, Decimal) else number, self.value.among]


def breakdowns_of(figure):
    return [name for name in BREAKDOWNS if name in figure.dimensions]


def parts_of(figure, name, user, period, station, where):
    """The parts along one dimension. Every town has one, also where nothing is to be counted: zero is said."""
    found = figure.evaluate(user, period, station, name, **where).parts
    if name == "town":
        found = {key: figure.value(0) for key in towns_of(station)} | found
    names = labels(figure, name, found)
    return [Part(key_text(key), str(names[key]), value) for key, value in found.items()]


def towns_of(station):
    rows = TOWN_STATIONS.filter(reached_by__upper=station).order_by("division__code")
    return list(rows.values_list("pk", flat=True))


def thawed(figure, kept):
    """Frozen parts as they were."""
    return [Part(key, label, Value(figure, number_of(number), among)) for key, label, number, among in kept]


def number_of(kept):
    return Decimal(kept) if isinstance(kept, str) else kept


def in_order(parts, name):
    """Months as they come; else the largest first."""
    return sorted(parts, key=(lambda part: part.key) if name == "month" else (lambda part: -(part.value.number or 0)))


def key_text(key):
    if key is None:
        return ""
    return f"{key:%Y-%m-%d}" if isinstance(key, date) else str(key)


def marked(rows, figure):
    """The rows with the value of each dimension beside them."""
    for name in breakdowns_of(figure):
        lookup = figure.dimensions[name]
        rows = rows.annotate(**{f"part_{name}": F(lookup) if isinstance(lookup, str) else lookup})
    return rows


def marks_of(row, figure):
    return {name: key_text(getattr(row, f"part_{name}")) for name in breakdowns_of(figure)}


def labels(figure, name, keys):
    """{key: what a part of a breakdown is called}."""
    known = {None: _("not stated")}
    if name == "town":
        return {None: _("the city itself"), **short_names([key for key in keys if key])}
    if name == "month":
        return known | {key: f"{key:%Y-%m}" for key in keys if key}
    field = field_of(figure.model, figure.dimensions[name])
    if field.is_relation:
        rows = field.related_model.objects.in_bulk([key for key in keys if key])
        return known | {key: str(row) for key, row in rows.items()}
    return known | {key: dict(field.flatchoices).get(key, key) for key in keys if key is not None}


def field_of(model, lookup):
    """The field at the end of a lookup path."""
    *way, last = lookup.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)
