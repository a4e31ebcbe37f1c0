"""The board in short, on the home page: today's attention, twelve months, where it gathers, how good the records are."""

from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from appeals import figures as appeals
from bureau.board import URGENT, Board
from bureau.figures import SILENT, rows_address
from core.charts import Ledger, Mark, steps_for
from core.roles import BureauOfficer, DataAdmin, Leader, StationClerk
from veterans import desk
from veterans import figures as people
from veterans.models.movement import ALL, KEY

DOUBTS = (people.GAPS, people.CONFLICTS, people.NO_PHONE, SILENT)
TOWNS, VILLAGES = 6, 8


@dataclass(frozen=True)
class Interest:
    """What one role looks at first. `is_first`: the numbers stand above the work list, which is short for this role."""

    figures: tuple
    measure: object = appeals.OPEN
    is_first: bool = False


# In the order in which they count for somebody who holds several roles
INTERESTS = {
    BureauOfficer: Interest(URGENT),
    Leader: Interest((appeals.OVERDUE, appeals.SOON, appeals.UNASSIGNED, appeals.OPEN, SILENT, people.KEY_PEOPLE),
                     is_first=True),
    StationClerk: Interest((appeals.OVERDUE, appeals.SOON, appeals.OPEN, SILENT, people.GAPS, people.CONFLICTS)),
    DataAdmin: Interest((people.CONFLICTS, people.GAPS, people.NO_PHONE, SILENT, people.PEOPLE),
                        people.GAPS, is_first=True),
}  # fmt: skip


def interest_of(user):
    return next(interest for role, interest in INTERESTS.items() if user.has_role(role.name))


@dataclass(frozen=True)
class Gathered:
    """A town with its villages where most is; `rest`: how many more of them have some."""

    strip: object
    cells: list
    rest: int


class Glance(Board):
    """What the home page says of the user's own place."""

    def __init__(self, user, today, stations):
        self.interest = interest_of(user)
        super().__init__(user, user.station, today, stations, self.interest.measure.key)

    @property
    def figures(self):
        return (*self.interest.figures, self.measure, *DOUBTS, *desk.FIGURES)

    @property
    def numbers(self):
        """The station's numbers in the side column."""
        return desk.station_numbers(self.values)

    @property
    def urgent(self):
        return [self._tile(figure) for figure in self.interest.figures]

    @property
    def doubts(self):
        """What keeps records from being of use, each as a part of everybody on file."""
        marks = [self._doubt(figure) for figure in DOUBTS]
        return Ledger(marks, total=self.values[people.PEOPLE.key].number)

    def _doubt(self, figure):
        return Mark(figure.label, self.values[figure.key].number, rows_address(figure, self.asked))

    @cached_property
    def change(self):
        standing = {ALL: self.values[people.PEOPLE.key].number, KEY: self.values[people.KEY_PEOPLE.key].number}
        return self.changes.up_to(standing)

    @property
    def months(self):
        """Who keeps the records sees who came and went, everybody else the appeals."""
        return self.trend if self.is_quality_first else self.cases

    @cached_property
    def gathered(self):
        """Towns × villages in short: only where something is, the most first."""
        if not self.below:
            return []
        strips = sorted(self._whole, key=lambda strip: -strip.total)
        return [gathered(strip) for strip in strips[:TOWNS] if strip.total]

    @property
    def _whole(self):
        if self.is_city:
            return self.strips
        counts = self._by_station(self.measure)
        return [replace(self._strip(self.station, counts, steps_for(counts.values())), address="")]


def gathered(strip):
    cells = sorted((cell for cell in strip.cells if cell.number), key=lambda cell: -cell.number)
    return Gathered(strip, cells[:VILLAGES], len(cells[VILLAGES:]))
