"""Many figures at once: those of one table are counted in one look at it, for a whole or part by part.

answers([OPEN, OVERDUE, …], user, period, station)     {key: Value}
parts = table([OPEN, OVERDUE], user, "town")           {town: {key: Value}}
summed([OPEN, OVERDUE], parts.values())                {key: Value} of the whole, without another look
Question(user, request.GET, today, stations)           period and station as an address asks for them
"""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.functional import cached_property

from core.figures import EVERYTHING, Period, key_of


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
    rows = first.sight(user, station, where).order_by()
    look = Look(figures, period)
    rows, marks = first.grouped(rows.filter(look.asked), along)
    return {key_of([row[mark] for mark in marks]): look.said(row) for row in rows.annotate(**look.wanted)}


def summed(figures, parts):
    """{key: Value} of the whole, from the parts ({key: Value} each) of a `table` of these figures."""
    parts = list(parts)
    if any(figure.distinct or figure.show == "median" for figure in figures):
        raise ValueError("what counts in several parts, and a median, are not the sum of their parts")
    return {figure.key: _sum(figure, [part[figure.key] for part in parts]) for figure in figures}


def _sum(figure, values):
    return figure.value(sum(value.number for value in values), sum(value.among or 0 for value in values))


def _together(group, user, period, station):
    rows = group[0].sight(user, station, {}).order_by()
    look = Look(group, period)
    return look.said(rows.filter(look.asked).aggregate(**look.wanted))


class Look:
    """One look at a table for a group of figures. `asked`: of every row, what at least one of the figures counts or is
    taken of; `wanted`: the sums by name. What all of them ask is not asked again for each sum."""

    def __init__(self, group, period):
        self.group, self.period = group, period
        conditions = []
        for figure in group:
            one = figure.counted(period) if figure.among is None else figure.whole(period)
            if not any(_is_within(one, other) for other in conditions):
                conditions = [other for other in conditions if not _is_within(other, one)] + [one]
        self.asked = reduce(or_, conditions)
        self.shared = conditions[0] if len(conditions) == 1 else EVERYTHING

    @property
    def wanted(self):
        wanted = {}
        for place, figure in enumerate(self.group):
            wanted[f"number_{place}"] = figure.total(self._beyond(figure.counted(self.period)))
            if figure.among is not None:
                wanted[f"among_{place}"] = figure.total(self._beyond(figure.whole(self.period)))
        return wanted

    def _beyond(self, one):
        """What a condition asks beyond what is asked of every row."""
        if not (self.shared and _is_within(one, self.shared)):
            return one
        return Q(*(part for part in one.children if part not in self.shared.children))

    def said(self, counted):
        return {
            figure.key: figure.value(counted[f"number_{place}"], counted.get(f"among_{place}"))
            for place, figure in enumerate(self.group)
        }


def _is_within(one, other):
    """Whether it is plain that `other` holds wherever `one` does: `one` asks all the same, and more."""
    are_simple = all(asked.connector == Q.AND and not asked.negated for asked in (one, other))
    return are_simple and all(part in one.children for part in other.children)


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
