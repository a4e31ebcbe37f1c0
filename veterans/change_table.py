"""The change table: how many people were on file, who came, who went, how many are now; by category or by place."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.looks import table
from stations.choices import Tier
from veterans import choices, figures
from veterans.models.movement import ALL, KEY, read

GROUPS = {ALL: "全部在册人员", KEY: "其中：重点优抚对象"}
NAMES = GROUPS | dict(choices.CATEGORIES)
BELOW = {Tier.TOWN: Tier.VILLAGE, Tier.VILLAGE: Tier.VILLAGE}


@dataclass
class Line:
    """One line: a number for each column and where its people are listed."""

    label: str
    figures: tuple
    counts: Counter
    asked: dict
    place_address: str = ""

    @property
    def cells(self):
        """(figure, number, address); nothing to open where there is nobody."""
        for figure in self.figures:
            number = self.counts[figure.key]
            yield figure, number, address(figure, self.asked) if number else ""

    @property
    def numbers(self):
        return [self.counts[figure.key] for figure in self.figures]

    @property
    def opening(self):
        return address(self.figures[0], self.asked)

    @property
    def closing(self):
        return address(self.figures[-1], self.asked)

    @property
    def more(self):
        return sum(self.counts[figure.key] for figure in self.figures[1:5])

    @property
    def fewer(self):
        return sum(self.counts[figure.key] for figure in self.figures[5:9])

    @property
    def adds_up(self):
        return self.counts[figures.OPENING.key] + self.more - self.fewer == self.counts[figures.CLOSING.key]


def address(figure, asked):
    return f"{reverse('veterans:changes', args=[figure.key])}?{urlencode(asked)}"


class Changes:
    """What one question (user, station, period) finds. `stations`: those of the subtree, as (key, tier, parent's key, place)."""

    def __init__(self, user, station, period, stations=()):
        self.user, self.station, self.period, self.stations = user, station, period, list(stations)

    def _counted(self, columns, along, *, has_stocks=True):
        """{part: Counter of the columns} in three looks: what stood, what came, what went."""
        found = defaultdict(Counter)
        stocks = [(columns[0], columns[-1])] if has_stocks else []
        for group in (*stocks, columns[1:5], columns[5:9]):
            for part, values in table(list(group), self.user, along, self.period, self.station).items():
                for key, value in values.items():
                    found[part][key] += value.number
        return found

    def _asked(self, station, code):
        days = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        return days | {"station": station.pk, "category": code}

    @property
    def tier(self):
        """Of what rank the places are between which a transfer counts, as seen from the station itself."""
        return Tier(self.station.tier)

    @cached_property
    def by_category(self):
        """A line for everybody, one for key recipients, one for each category that somebody held or came to hold."""
        columns, sums = figures.columns(self.tier), defaultdict(Counter)
        for marks, counts in self._counted(columns, "marks").items():
            for code in read(marks):
                sums[code] += counts
        wanted = [code for code in NAMES if code in GROUPS or any(sums[code].values())]
        return [Line(NAMES[code], columns, sums[code], self._asked(self.station, code)) for code in wanted]

    def up_to(self, standing):
        """A line for each code of `standing` ({code: how many are on file now}), of a period that today is part of: who
        came and who went since its beginning says what stood then (0017), and the stock is not looked up again."""
        columns, sums = figures.columns(self.tier), defaultdict(Counter)
        for marks, counts in self._counted(columns, "marks", has_stocks=False).items():
            for code in read(marks):
                sums[code] += counts
        lines = [Line(NAMES[code], columns, sums[code], self._asked(self.station, code)) for code in standing]
        for line, number in zip(lines, standing.values(), strict=True):
            line.counts[figures.CLOSING.key] = number
            line.counts[figures.OPENING.key] = number - line.more + line.fewer
        return lines

    @property
    def whole(self):
        return self.by_category[0]

    def by_place(self, code):
        """A line for each place right below the station, one for what is kept at the station itself, and their sum."""
        tier = BELOW.get(self.tier, Tier.TOWN)
        columns, sums = figures.columns(tier), defaultdict(Counter)
        rows = self.rows
        for place, counts in self._counted([figure.of(code) for figure in columns], "place").items():
            sums[rows[place]] += counts
        lines = [
            self._line(station, sums[station.pk], columns, code)
            for station in self.below
            if self._is_shown(station, sums)
        ]
        if any(sums[self.station.pk].values()):
            own = self._line(self.station, sums[self.station.pk], columns, code, alone=True)
            own.label = _("%(place)s itself") % {"place": self.station.place}
            lines.append(own)
        total = sum((line.counts for line in lines), Counter())
        asked = self._asked(self.station, code)
        return lines, Line(_("Total"), columns, total, asked)

    def _line(self, station, counts, columns, code, alone=False):
        asked = self._asked(station, code) | ({"alone": "1"} if alone else {})
        return Line(station.place, columns, counts, asked)

    def _is_shown(self, station, sums):
        """What was closed before the period only where something is told of it."""
        is_open = station.closed_on is None or station.closed_on > self.period.first
        return is_open or any(sums[station.pk].values())

    @cached_property
    def below(self):
        return [one for one in self.stations if one.parent_id == self.station.pk]

    @cached_property
    def rows(self):
        """{station: the line it belongs to} of the whole subtree."""
        parents = {one.pk: one.parent_id for one in self.stations}
        lines = {self.station.pk: self.station.pk}
        for key in parents:
            line = key
            while parents.get(line) not in (None, self.station.pk):
                line = parents[line]
            lines.setdefault(key, line)
        return lines
