"""The slots of the yearly report: which figure stands where, over which period, in which wording (handbook §9).

The key of a slot is the number of its row in the handbook's table (15b: words of the same row that another figure makes
true, docs/decisions/0020-row-15.md). What is missing there is no figure: the constants of
rows 14, 26, 27, 39 and 52 are text; a product's name (row 31) and the page's footer (row 53) are no statistics.

How the template (`annual_report.txt`) writes them:

    {12}            the number, as the slot words it
    {12|over}       in another wording
    {21:words}      these words, which are true because of the figure; they open it
    {42:words # }   the same, with the number in the place of #
    {42?:words}     a clause that falls away alone where the figure has nothing to say; else its whole sentence does
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings

from core.figures import FIGURES, Period

TEXT = settings.BASE_DIR / "bureau" / "annual_report.txt"
# 目前 (as of the last day), 近年来 (the whole period), the last twelve months
STOCK, PERIOD, YEAR = "stock", "period", "year"


def months_of(period):
    """How many months a period touches."""
    return (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1


@dataclass(frozen=True)
class Slot:
    """`names`: a dimension whose names are written instead of the number. `where`: the values of dimensions that the
    sentence speaks of (this firm, that fair). `least`: with words in the text, the number from which they are true; of
    a rate they are true when nothing is missing. `beside`: figures told beside it (人 beside 人次, settled of raised)."""

    row: str
    figure: str
    over: str = PERIOD
    wording: str = "exact"
    names: str = ""
    where: Mapping = field(default_factory=dict)
    least: int | Callable = 1
    beside: tuple = ()

    @property
    def declared(self):
        """The figure itself."""
        return FIGURES[self.figure]

    @property
    def is_stock(self):
        return self.over == STOCK

    def period(self, first, last):
        """The days this slot looks at within a report from `first` to `last`."""
        return Period(max(first, a_year_before(last)), last) if self.over == YEAR else Period(first, last)

    def holds(self, number, among, period):
        """Whether words that stand for the figure are true."""
        if among is not None:
            return bool(among) and number == among
        return (number or 0) >= (self.least(period) if callable(self.least) else self.least)


def years_before(day, years):
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def a_year_before(last):
    """The first of the twelve months that end on `last`."""
    return years_before(last + timedelta(days=1), 1)


def period_before(first, last):
    """The days that a report is compared with: as many whole years earlier as it touches."""
    years = max(1, last.year - first.year + ((last.month, last.day) >= (first.month, first.day)))
    return years_before(first, years), years_before(last, years)


BY_GROUP = ("care.disabled", "care.half", "care.dementia")
SLOTS = {
    slot.row: slot
    for slot in (
        Slot("1", "station.five_items", STOCK, "chinese", beside=("station.five_haves",)),
        Slot("2", "station.tiers", STOCK, "chinese"),
        Slot("3", "station.covered", STOCK, "covered"),
        Slot("4", "station.centres", STOCK),
        Slot("5", "station.towns", STOCK),
        Slot("6", "station.villages", STOCK),
        Slot("7", "station.staffed", STOCK, "in_place"),
        Slot("8", "station.fengqiao", STOCK),
        Slot("9", "talk.meeting_towns", names="town"),
        Slot("10", "talk.reached_towns", beside=("visit.towns", "talk.bureau_towns")),
        Slot("11", "issue.forms", names="source"),
        Slot("12", "survey.distributed", beside=("survey.returned", "survey.valid")),
        Slot("13", "issue.categories", wording="chinese", beside=("issue.raised",)),
        Slot("15", "visit.stations", wording="visited", beside=("visit.enterprises",)),
        Slot("15b", "visit.enterprises"),
        Slot(
            "16", "loans.amount", wording="wan", where={"enterprise": "神龙防腐保温工程集团有限公司"},
            beside=("loans.amount", "loans.firms"),
        ),
        Slot("17", "issue.talk_aspects"),
        Slot("18", "issue.talk_points", beside=("issue.talk_settled",)),
        Slot("19", "session.venues", least=8),
        Slot("20", "session.motherland", wording="over", beside=("session.times", "session.people")),
        Slot("21", "institution.health_centres", STOCK),
        Slot("22", "checkup.campaigns", YEAR),
        Slot(
            "23", "care.beneficiaries", STOCK, "over", beside=("checkup.people", "contract.running", "care.residents")
        ),
        Slot("24", "institution.care_centres", STOCK, beside=("care.residents", *BY_GROUP)),
        Slot("25", "honour.plaques", STOCK, "rate"),
        Slot("28", "organisation.six_ones", least=6),
        Slot("29", "media.province_briefs", wording="over"),
        Slot("30", "media.tv_web", wording="near"),
        Slot("32", "lecture.months", YEAR, least=months_of, beside=("lecture.times", "lecture.themes")),
        Slot("33", "honour.province_awards", where={"holder": "张向温"}, beside=("honour.province_people",)),
        Slot("34", "honour.front_line"),
        Slot("35", "placement.rate", YEAR, "rate"),
        Slot("36", "training.parts", least=2, beside=("training.education", "training.skills")),
        Slot("37", "training.rate", YEAR, "rate"),
        Slot("38", "dependants.spouses"),
        Slot("40", "grant.money", wording="wan", beside=("grant.hardships",)),
        Slot("41", "grant.people", beside=("grant.times",)),
        Slot("42", "market.welfare_posts", beside=("market.welfare_filled",)),
        Slot("43", "dependants.schools", wording="rate"),
        Slot("44", "policy.issuers", STOCK, where={"title": "湖北省促进新时代退役军人就业创业工作实施意见"}),
        Slot("45", "column.employment", least=4, beside=("column.called",)),
        Slot(
            "46", "market.fair_intents", wording="chinese", where={"place": "黄龙中小学生实践基地"},
            beside=("market.fair_attendance",),
        ),
        Slot("47", "market.referred", wording="chinese", where={"unit": "市融媒体中心"}),
        Slot("48", "market.referred_hired", wording="chinese", where={"unit": "市融媒体中心"}),
        Slot("49", "bases", STOCK, least=3),
        Slot("50", "mentors", STOCK),
        Slot("51", "contest.entries", where={"level": "province"}),
    )
}  # fmt: skip
