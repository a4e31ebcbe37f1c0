"""Tables by place: each declared figure for each town (or village), the sum below, every number with its list."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bureau.figures import rows_address
from core.figures import FIGURES, Value
from core.looks import table
from stations.choices import Tier
from veterans import figures as people
from veterans.change_table import BELOW, Changes
from veterans.models.movement import ALL, KEY

# What a table shows: key → (title, keys of figures); people on file count by movements, see `columns_of`
TABLES = {
    "people": (gettext_lazy("People on file"), ()),
    "appeals": (
        gettext_lazy("Appeals"),
        ("appeal.received", "appeal.decided", "appeal.in_time", "appeal.taken_in_time", "appeal.satisfaction",
         "appeal.in_village", "appeal.repeats", "appeal.groups"),
    ),
    "visits": (
        gettext_lazy("Visits and help"),
        ("visit.times", "visit.contacts", "visit.money", "visit.letters", "grant.times", "grant.money", "honour.cards",
         "honour.notices"),
    ),
    "work": (
        gettext_lazy("Employment and placement"),
        ("market.fairs", "market.welfare_posts", "placement.rate", "training.rate", "training.skills",
         "dependants.spouses", "dependants.schools", "loans.amount"),
    ),
    "publicity": (
        pgettext_lazy("department", "Publicity"),
        ("session.times", "session.people", "lecture.times", "lecture.people", "talk.times", "talk.people", "media.items",
         "survey.distributed"),
    ),
}  # fmt: skip
RATES = (
    "appeal.in_time", "appeal.taken_in_time", "appeal.satisfaction", "appeal.rated", "appeal.in_village",
    "person.complete", "person.with_phone", "visit.contacted", "honour.plaques", "placement.rate", "training.rate",
    "dependants.schools", "issue.settled", "station.staffed", "station.five_haves",
)  # fmt: skip
# What the page of rows of any kind lists: all of these, and what the board counts at a station without those below it
OPENED = (
    frozenset(RATES)
    | {"appeal.open", "appeal.overdue", "person.silent"}
    | {key for _title, keys in TABLES.values() for key in keys}
)


@dataclass(frozen=True)
class Column:
    """A figure as a column; of the people on file with the category that it is about."""

    figure: object
    label: str
    code: str = ""

    @property
    def asked(self):
        return {"category": self.code} if self.code else {}


def columns_of(name, tier):
    """The columns of a table, for lines that are places of a tier."""
    if name != "people":
        return [Column(FIGURES[key], FIGURES[key].label) for key in TABLES[name][1]]
    flows = (people.NEW, people.MOVED_IN[tier], people.DECEASED, people.MOVED_OUT[tier])
    closing = people.CLOSING.of(ALL), people.CLOSING.of(KEY)
    return [
        Column(closing[0], people.PEOPLE.label, ALL),
        Column(closing[1], people.KEY_PEOPLE.label, KEY),
        *(Column(figure.of(ALL), figure.label, ALL) for figure in flows),
    ]


@dataclass
class Line:
    label: str
    values: list
    columns: list
    asked: dict

    @property
    def cells(self):
        """(value, address of its rows)."""
        for column, value in zip(self.columns, self.values, strict=True):
            yield value, rows_address(column.figure, self.asked | column.asked) if value.number else ""


class ByPlace:
    """The columns for every place right below a station, and their sum."""

    def __init__(self, user, station, period, columns, stations):
        self.user, self.station, self.period, self.columns = user, station, period, columns
        self.places = Changes(user, station, period, stations)

    @cached_property
    def _sums(self):
        """{line: [(number, among) of each column]}."""
        sums = defaultdict(lambda: [[0, 0] for _column in self.columns])
        for group in self._groups:
            figures = [replace(column.figure, dimensions={"at": column.figure.station}) for _place, column in group]
            for at, values in table(figures, self.user, "at", self.period, self.station).items():
                for place, column in group:
                    said, sum_ = values[column.figure.key], sums[self.places.rows[at]][place]
                    sum_[0] += said.number
                    sum_[1] += said.among or 0
        return sums

    @property
    def _groups(self):
        """The columns that one look at a table answers, each with its place."""
        groups = defaultdict(list)
        for place, column in enumerate(self.columns):
            groups[column.figure.model, column.figure.station, column.code].append((place, column))
        return groups.values()

    def _values(self, sums):
        return [
            Value(column.figure, number, among if column.figure.among is not None else None)
            for column, (number, among) in zip(self.columns, sums, strict=True)
        ]

    def _asked(self, station, **more):
        return {"from": self.period.first.isoformat(), "to": self.period.last.isoformat(), "station": station.pk} | more

    @cached_property
    def lines(self):
        """A line for each place; one for what is kept at the station itself, when there is something."""
        made = [self._line(one, one.place) for one in self.places.below if self._is_shown(one)]
        if self.station.tier != Tier.VILLAGE and not self._is_empty(self.station.pk):
            made.append(self._line(self.station, _("%(place)s itself") % {"place": self.station.place}, alone="1"))
        return made or [self._line(self.station, self.station.place)]

    def _line(self, station, label, **more):
        return Line(label, self._values(self._sums[station.pk]), self.columns, self._asked(station, **more))

    def _is_shown(self, station):
        return station.closed_on is None or not self._is_empty(station.pk)

    def _is_empty(self, key):
        return not any(number or among for number, among in self._sums[key])

    @cached_property
    def total(self):
        sums = [[sum(part) for part in zip(*one, strict=True)] for one in zip(*self._sums.values(), strict=True)]
        values = self._values(sums or [[0, 0] for _column in self.columns])
        return Line(_("Total"), values, self.columns, self._asked(self.station))


@dataclass
class Standing:
    """A place in the league: its rate, never without the two numbers, and whom there is still to see to."""

    rank: int | None
    line: Line
    short: str

    @property
    def value(self):
        return self.line.values[0]

    @property
    def missing(self):
        return self.value.among - self.value.number


ORDERS = {
    "rate": lambda line: (line.values[0].rate is None, -(line.values[0].rate or 0), -line.values[0].among),
    "number": lambda line: -line.values[0].number,
    "among": lambda line: -line.values[0].among,
    "missing": lambda line: line.values[0].number - line.values[0].among,
    "place": lambda line: 0,
}


def league(by_place, order):
    """The places by one rate. Equal rates share a rank; who has nothing to count among has none."""
    rates = sorted({rate for line in by_place.lines if (rate := line.values[0].rate) is not None}, reverse=True)
    ahead = {rate: 1 + sum(1 for line in by_place.lines if (line.values[0].rate or -1) > rate) for rate in rates}
    for line in sorted(by_place.lines, key=ORDERS.get(order, ORDERS["rate"])):
        yield _standing(line, ahead.get(line.values[0].rate))


def _standing(line, rank):
    return Standing(rank, line, rows_address(line.columns[0].figure, line.asked | {"short": "1"}))


def tier_below(station):
    return BELOW.get(Tier(station.tier), Tier.TOWN)
