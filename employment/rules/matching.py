"""How well a post fits a wish: one declared criterion after the other, each with its own words. Nothing is hidden in a number.

Pure functions of what is on file. Distances are steps (same village, town, city): the data holds no coordinates.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from employment.choices import market as choices

TRADES, SKILLS, LEVELS = dict(choices.TRADES), dict(choices.ALL_SKILLS), dict(choices.MIN_EDUCATIONS)
# What is said of a place, by the steps to it
PLACES = (_("same village"), _("same town"), _("in the city"), _("outside the city"))
NO_WISH, NO_PAY, NO_AGE = _("trade: no wish stated"), _("pay: to be agreed"), _("age not known")
MISSING, PAY = _("missing: %(what)s"), _("pay %(difference)s")
EDUCATION, AGE = _("education from %(level)s"), _("age %(age)s")

# What each fulfilled criterion counts for in the order of a list
WEIGHTS = {"trade": 4, "skills": 3, "place": 2, "pay": 2, "education": 1, "age": 1}
# Without these the employer cannot take anybody, however well the rest fits
MUSTS = frozenset({"skills", "education", "age"})
STEPS = {choices.Reach.VILLAGE: 0, choices.Reach.TOWN: 1, choices.Reach.CITY: 2, choices.Reach.ANY: 3}
OUTSIDE = 3


@dataclass(frozen=True)
class Spot:
    """A village (None for a town's own) in a town (None for the city's)."""

    village: int | None
    town: int | None

    @classmethod
    def of(cls, station, tier, parent):
        """The spot of a station, from its key, tier and superior."""
        if tier == "village":
            return cls(station, parent)
        return cls(None, station if tier == "town" else None)


@dataclass(frozen=True)
class Wish:
    trades: frozenset
    reach: str
    pay_min: Decimal | None
    skills: frozenset
    education: int
    age: int | None
    home: Spot


@dataclass(frozen=True)
class Offer:
    """`spot` is None when the work is outside the city."""

    trade: str
    pay: Decimal | None
    skills: frozenset
    min_education: int | None
    age_from: int | None
    age_to: int | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion: met, not met, or not known (None), and the words for it. They are put together only when shown."""

    key: str
    is_met: bool | None
    words: str
    details: tuple = ()

    @property
    def said(self):
        return self.words % dict(self.details) if self.details else str(self.words)

    @property
    def tone(self):
        return {True: "", False: "red", None: "amber"}[self.is_met]


@dataclass(frozen=True)
class Match:
    marks: tuple

    @property
    def score(self):
        return sum(WEIGHTS[mark.key] for mark in self.marks if mark.is_met)

    @property
    def is_possible(self):
        """Nothing that the employer insists on is missing."""
        return not any(mark.is_met is False and mark.key in MUSTS for mark in self.marks)

    @property
    def rank(self):
        return self.is_possible, self.score


def match(wish, offer):
    """Every criterion that applies, in the order of what counts most. One that nobody asks for is left out."""
    made = [criterion(wish, offer) for criterion in CRITERIA]
    return Match(tuple(mark for mark in made if mark is not None))


def by_trade(wish, offer):
    if not wish.trades:
        return Mark("trade", None, NO_WISH)
    return Mark("trade", offer.trade in wish.trades, TRADES[offer.trade])


def by_skills(wish, offer):
    if not offer.skills:
        return None
    missing = offer.skills - covered(wish.skills)
    if missing:
        return Mark("skills", False, MISSING, (("what", listed(missing)),))
    return Mark("skills", True, listed(offer.skills))


def listed(skills):
    """The skills in words, in the order of the table."""
    return "、".join(label for code, label in choices.ALL_SKILLS if code in skills)


def covered(skills):
    """The skills with those they include: an A1 licence is a C1 licence too."""
    return skills | {lesser for skill in skills for lesser in choices.COVERS.get(skill, ())}


def by_place(wish, offer):
    step = steps_between(wish.home, offer.spot)
    return Mark("place", step <= STEPS[wish.reach], PLACES[step])


def steps_between(home, spot):
    """0 same village, 1 same town, 2 same city, 3 beyond."""
    if spot is None:
        return OUTSIDE
    if spot.village is not None and spot.village == home.village:
        return 0
    return 1 if spot.town is not None and spot.town == home.town else 2


def by_pay(wish, offer):
    if wish.pay_min is None:
        return None
    if offer.pay is None:
        return Mark("pay", None, NO_PAY)
    difference = offer.pay - wish.pay_min
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    return Mark("pay", difference >= 0, PAY, (("difference", f"{sign}{abs(difference):,.0f}"),))


def by_education(wish, offer):
    if offer.min_education is None:
        return None
    is_met = wish.education >= offer.min_education if wish.education else None
    return Mark("education", is_met, EDUCATION, (("level", LEVELS[offer.min_education]),))


def by_age(wish, offer):
    if offer.age_from is None and offer.age_to is None:
        return None
    if wish.age is None:
        return Mark("age", None, NO_AGE)
    fits = (offer.age_from or 0) <= wish.age <= (offer.age_to or 200)
    return Mark("age", fits, AGE, (("age", wish.age),))


CRITERIA = (by_trade, by_skills, by_place, by_pay, by_education, by_age)
