"""The slots of the yearly report: which figure stands where, over which period, in which wording (handbook §9).

The key of a slot is the number of its row in the handbook's table.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from core.figures import FIGURES, Period

TEXT = settings.BASE_DIR / "bureau" / "annual_report.txt"
# 目前 (as of the last day), 近年来 (the whole period), the last twelve months
STOCK, PERIOD, YEAR = "stock", "period", "year"


@dataclass(frozen=True)
class Slot:
    row: str
    figure: str
    over: str = PERIOD
    wording: str = "exact"
    names: str = ""  # a dimension whose names are written instead of the number

    @property
    def declared(self):
        """The figure itself."""
        return FIGURES[self.figure]

    def period(self, first, last):
        """The days this slot looks at within a report from `first` to `last`."""
        return Period(max(first, a_year_before(last)), last) if self.over == YEAR else Period(first, last)


def a_year_before(last):
    """The first of the twelve months that end on `last`."""
    after = last + timedelta(days=1)
    is_leap_day = (after.month, after.day) == (2, 29)
    return after.replace(year=after.year - 1, day=28 if is_leap_day else after.day)


SLOTS = {
    slot.row: slot
    for slot in (
        Slot("2", "station.tiers", STOCK, "chinese"),
        Slot("3", "station.covered", STOCK, "covered"),
        Slot("4", "station.centres", STOCK),
        Slot("5", "station.towns", STOCK),
        Slot("6", "station.villages", STOCK),
        Slot("7", "station.staffed", STOCK, "in_place"),
        Slot("8", "station.fengqiao", STOCK),
    )
}
