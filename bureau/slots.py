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
        Slot("9", "talk.meeting_towns", names="town"),
        Slot("10", "visit.towns"),
        Slot("11", "issue.forms"),
        Slot("12", "survey.distributed"),
        Slot("13", "issue.categories", wording="chinese"),
        Slot("15", "visit.stations", wording="rate"),
        Slot("16", "loans.amount", wording="wan"),
        Slot("17", "issue.talk_aspects"),
        Slot("18", "issue.talk_points"),
        Slot("19", "session.venues"),
        Slot("20", "session.motherland", wording="over"),
        Slot("21", "institution.health_centres", STOCK),
        Slot("22", "checkup.campaigns"),
        Slot("23", "care.beneficiaries", wording="over"),
        Slot("24", "institution.care_centres", STOCK),
        Slot("25", "honour.plaques", STOCK, "rate"),
        Slot("28", "organisation.six_ones"),
        Slot("29", "media.province_briefs", wording="over"),
        Slot("30", "media.tv_web", wording="near"),
        Slot("32", "lecture.months"),
        Slot("33", "honour.province_awards"),
        Slot("34", "honour.front_line"),
        Slot("35", "placement.rate", wording="rate"),
        Slot("37", "training.rate", wording="rate"),
        Slot("38", "dependants.spouses"),
        Slot("40", "grant.money", wording="wan"),
        Slot("41", "grant.people"),
        Slot("42", "market.welfare_posts"),
        Slot("43", "dependants.schools", wording="rate"),
        Slot("44", "policy.issuers"),
        Slot("45", "column.employment"),
        Slot("46", "market.fair_intents", wording="chinese"),
        Slot("47", "market.referred", wording="chinese"),
        Slot("48", "market.referred_hired", wording="chinese"),
        Slot("49", "bases"),
        Slot("50", "mentors"),
        Slot("51", "contest.entries"),
    )
}
