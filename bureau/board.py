"""The board: what needs attention, how the month goes, where it gathers, how good the records are; by role."""

import re
from dataclasses import dataclass, replace

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from appeals import figures as appeals
from appeals.standing import Standing
from bureau import spans
from bureau.figures import SILENT, rows_address
from core import health
from core.charts import Heat, Ledger, Mark, Point, Row, Trend, steps_for
from core.figures import Figure, Period
from core.looks import Question, answers, summed, table
from core.models import Event
from core.roles import DataAdmin
from stations.choices import Tier
from stations.models import Account
from veterans import figures as people
from veterans.change_table import Changes, address
from veterans.models.movement import ALL

MEASURES = (
    appeals.OPEN, appeals.OVERDUE, people.GAPS, people.CONFLICTS, people.NO_PHONE, SILENT, people.KEY_PEOPLE,
    people.PEOPLE,
)  # fmt: skip
QUALITY = (people.COMPLETE, people.WITH_PHONE, people.GAPS, people.CONFLICTS, people.NO_PHONE, SILENT)
URGENT = (appeals.OVERDUE, appeals.SOON, appeals.UNASSIGNED, appeals.OPEN, SILENT, people.CONFLICTS)
TONES = {
    appeals.OVERDUE.key: "red",
    appeals.SOON.key: "amber",
    appeals.UNASSIGNED.key: "amber",
    people.CONFLICTS.key: "amber",
}
MONTHS = 12


@dataclass(frozen=True)
class Tile:
    value: object
    address: str
    tone: str


@dataclass(frozen=True)
class Cell:
    """One village of a town's row: its name, its number, how dark, where its rows are."""

    label: str
    number: int
    shade: int
    address: str


@dataclass(frozen=True)
class Strip:
    """A town with its villages, and what is kept at the town itself."""

    label: str
    address: str
    cells: list
    total: int
    total_address: str


class Board:
    """What somebody who works with records sees of one place. `stations`: those in sight."""

    def __init__(self, user, station, today, stations, measure=""):
        self.user, self.station, self.today, self.stations = user, station, today, stations
        self.measure = next((figure for figure in MEASURES if figure.key == measure), appeals.OPEN)

    @property
    def asked(self):
        return {"station": self.station.pk}

    @property
    def figures(self):
        """What the page shows a number of."""
        return (*URGENT, *QUALITY, people.PEOPLE, *([self.measure] if self.is_city else MEASURES))

    @cached_property
    def looks(self):
        """{table: (its figures, {station: {key: Value}})}: each table is looked at once, whatever is drawn from it."""
        groups = {}
        for figure in {figure.key: figure for figure in self.figures}.values():
            groups.setdefault(figure.model, []).append(figure)
        return {model: (figures, self._at(figures)) for model, figures in groups.items()}

    @cached_property
    def values(self):
        """{key: Value} of the whole place: the sum of its stations."""
        found = {}
        for figures, by_station in self.looks.values():
            found |= summed(figures, by_station.values())
        return found

    def _by_station(self, figure):
        """{station: number}"""
        _figures, found = self.looks[figure.model]
        return {at: values[figure.key].number for at, values in found.items()}

    def _tile(self, figure):
        value = self.values[figure.key]
        return Tile(value, rows_address(figure, self.asked), TONES.get(figure.key, "") if value.number else "")

    @property
    def urgent(self):
        return [self._tile(figure) for figure in URGENT]

    @property
    def is_quality_first(self):
        """Who keeps the records in order begins with them."""
        return self.user.has_role(DataAdmin.name)

    @property
    def quality(self):
        """Each as a part of everybody on file, with its list."""
        whole = self.values[people.PEOPLE.key].number
        marks = [
            Mark(figure.label, self.values[figure.key].number, rows_address(figure, self.asked)) for figure in QUALITY
        ]
        return Ledger(marks, total=whole)

    # ——— why did this change ———

    @cached_property
    def span(self):
        return spans.month(self.today)

    @cached_property
    def change(self):
        return self.changes.by_category[:2]

    @property
    def changes(self):
        return Changes(self.user, self.station, self.span.period, self.stations)

    @property
    def reasons(self):
        """What made the number of people on file another one than at the end of last month: (figure, number, address)."""
        return [cell for cell in list(self.change[0].cells)[1:-1] if cell[1]]

    # ——— twelve months ———

    @cached_property
    def trend(self):
        """Who came and who went, month by month."""
        months = spans.months(self.today, MONTHS)
        whole = Period(months[0].period.first, months[-1].period.last)
        flows = [flow[Tier(self.station.tier)].of(ALL) for flow in (people.CAME, people.WENT)]
        counts = [self._by_month(figure, whole) for figure in flows]
        points = [self._point(month, flows, counts) for month in months]
        return Trend(_("People who came and went"), tuple(str(figure.label) for figure in flows), points)

    def _by_month(self, figure, period):
        found = table([figure], self.user, "month", period, self.station)
        return {(month.year, month.month): values[figure.key].number for month, values in found.items()}

    def _point(self, month, flows, counts):
        first = month.period.first
        asked = {"from": first.isoformat(), "to": month.period.last.isoformat(), "category": ALL} | self.asked
        values = tuple(count.get((first.year, first.month), 0) for count in counts)
        return Point(f"{first.month}月", values, tuple(address(figure, asked) for figure in flows))

    @cached_property
    def cases(self):
        """Appeals received and settled, month by month."""
        question = Question(self.user, {}, self.today, None)
        question.station = self.station
        return Standing(question, (), ()).trend

    # ——— where ———

    @property
    def is_city(self):
        return any(one.tier == Tier.TOWN for one in self.below)

    @cached_property
    def below(self):
        return [one for one in self.stations if one.parent_id == self.station.pk and one.closed_on is None]

    def _at(self, figures):
        """{station: {key: Value}} of some figures of one model."""
        placed = [replace(figure, dimensions={"at": figure.station}) for figure in figures]
        return table(placed, self.user, "at", None, self.station)

    @cached_property
    def strips(self):
        """Towns × villages by the chosen measure, each village a cell."""
        counts = self._by_station(self.measure)
        steps = steps_for(counts.values())
        strips = [self._strip(town, counts, steps) for town in self.below]
        own = counts.get(self.station.pk, 0)
        if own:
            label = _("%(place)s itself") % {"place": self.station.place}
            strips.append(Strip(label, "", [], own, rows_address(self.measure, self.asked | {"alone": "1"})))
        return strips

    def _strip(self, town, counts, steps):
        villages = [one for one in self.stations if one.parent_id == town.pk]
        villages = [one for one in villages if _is_shown(one, counts)]
        cells = [self._cell(one, name, counts, steps) for one, name in zip(villages, names_of(villages), strict=True)]
        if counts.get(town.pk):
            cells.insert(0, self._cell(town, _("town itself"), counts, steps, alone="1"))
        total = sum(cell.number for cell in cells)
        address = f"{reverse('bureau:board')}?station={town.pk}"
        return Strip(town.place, address, cells, total, rows_address(self.measure, {"station": town.pk}))

    def _cell(self, station, label, counts, steps, **more):
        number = counts.get(station.pk, 0)
        asked = {"station": station.pk} | more
        return Cell(label, number, sum(number >= step for step in steps), rows_address(self.measure, asked))

    @property
    def most_cells(self):
        return max((len(strip.cells) for strip in self.strips), default=1)

    @cached_property
    def heat(self):
        """The villages of one town (or whatever lies right below) by every measure."""
        counts = [self._by_station(figure) for figure in MEASURES]
        places = [*self.below, self.station] if self.below else [self.station]
        rows = [self._heat_row(one, counts) for one in places]
        names, totals = tuple(str(figure.label) for figure in MEASURES), self.asked
        sums = [rows_address(figure, totals) for figure in MEASURES]
        return Heat(_("Towns and villages"), names, rows, corner=_("Place"), total_addresses=sums, is_mixed=True)

    def _heat_row(self, station, counts):
        cells, alone = [], {"alone": "1"} if station == self.station and self.below else {}
        for figure, numbers in zip(MEASURES, counts, strict=True):
            cells.append((numbers.get(station.pk, 0), rows_address(figure, {"station": station.pk} | alone)))
        return Row(station.place, "", cells)


def _is_shown(station, counts):
    return station.closed_on is None or counts.get(station.pk)


COMMITTEE = re.compile(r"(?:居民委员会|村民委员会|居委会|村委会)$")
KIND = re.compile(r"(?<=..)(?:社区|村)$")


def names_of(stations):
    """羊楼洞村委会 → 羊楼洞, as narrow as a cell; a village and a community of one name are told apart."""
    whole = [COMMITTEE.sub("", one.place) or one.place for one in stations]
    names = [KIND.sub("", name) for name in whole]
    return [name if names.count(name) == 1 else full for name, full in zip(names, whole, strict=True)]


# ——— the three administrators ———


def account_figure(key, label, counts):
    return Figure(f"account.{key}", label, Account, counts, unit="个")


class Health:
    """Accounts, the ledger, what runs: nothing of the records (三员 see none)."""

    def __init__(self, user):
        self.user = user

    @property
    def accounts(self):
        """(what, how many, where they are listed), for who may read accounts."""
        if not self.user.may("account.view"):
            return []
        places = reverse("stations:accounts")
        figures = (
            (account_figure("in_use", _("Accounts in use"), Q(is_active=True)), f"{places}?state=1"),
            (account_figure("disabled", _("Accounts disabled"), Q(is_active=False)), f"{places}?state=0"),
            (account_figure("no_role", _("Accounts without a role"), Q(role_names=[])), f"{places}?role=none"),
        )
        values = answers([figure for figure, _address in figures], self.user)
        return [(figure.label, values[figure.key].number, address) for figure, address in figures]

    @property
    def lines(self):
        """Lines of the ledger written today, and those of what failed or was refused."""
        if not self.user.may("ledger.view"):
            return []
        page, start = (
            reverse("stations:ledger"),
            timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0),
        )
        today = Q(at__gte=start)
        figures = (
            (Figure("ledger.today", _("Ledger lines today"), Event, today), f"{page}?period=1"),
            (Figure("ledger.failed", _("Of these failed or refused"), Event, today & ~Q(result="done")),
             f"{page}?period=1&result=failed"),
        )  # fmt: skip
        values = answers([figure for figure, _address in figures], self.user)
        return [(figure.label, values[figure.key].number, address) for figure, address in figures]

    @property
    def silent(self):
        return health.silent_parts(timezone.now())
