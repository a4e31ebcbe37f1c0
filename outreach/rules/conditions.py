"""What a right depends on, each condition with two faces that say the same: about one person, and in SQL about all.

    judge(facts, day) -> True, False, or None where what is on file cannot decide
    sql(day)          -> (yes, no): two conditions on `Person`; who meets neither is undecided

Conditions never look at a null without saying so: `~yes & ~no` is then safe to ask of the database.
`is_settled`: never undecided, and the same on every day, so that it need be asked only once.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from core.validators import PartialDate
from veterans.choices import Alive
from veterans.models.related import holding

NOBODY = Q(pk__in=[])
ON_THE_DAY, END_OF_YEAR = "on_the_day", "end_of_year"


def among(rows, who="person"):
    """(yes, no) of “a row of these is theirs”. Not correlated: the database looks the rows up once for everybody, where
    one look a person took seconds for 20,000."""
    yes = Q(pk__in=rows.order_by().values(who))
    return yes, ~yes


def reference(rule, day):
    """The day on which an age counts."""
    return date(day.year, 12, 31) if rule == END_OF_YEAR else day


def born_by(age, day):
    """The text of the last birth date of those who are `age` on the day; 29 February is reached on 1 March."""
    return f"{day.year - age:04d}-{day:%m-%d}"


def at_most(field, last):
    """(yes, no) of “the partial date is no later than `last`”, on its stored text (`1966`, `1966-11`, `1966-11-23`).

    A month or year counts with its last day; only the month and the year of `last` itself leave it open.
    """
    known = Q(**{f"{field}__isnull": False})
    later = Q(**{f"{field}__gt": last})
    open_ones = Q(**{f"{field}__in": undecided(last)})
    return known & ~later & ~open_ones, known & later


def undecided(last):
    """The partial dates that may lie on either side of the day written as `last`."""
    year, month, day = last[:4], int(last[5:7]), int(last[8:])
    is_end_of_month = day >= PartialDate(int(year), month).last_day.day
    found = [] if is_end_of_month else [last[:7]]
    return found if is_end_of_month and month == 12 else [*found, year]


def is_at_most(found, last):
    """The same about one partial date."""
    if found is None:
        return None
    if tuple_of(found.last_day) <= last:
        return True
    return False if tuple_of(found.first_day) > last else None


def tuple_of(day):
    return f"{day:%Y-%m-%d}"


@dataclass(frozen=True)
class HoldsAny:
    """Holds at least one of the categories on file."""

    codes: frozenset
    is_settled = True

    def judge(self, facts, day):
        return bool(facts.categories & self.codes)

    def sql(self, day):
        yes = holding(*self.codes)
        return yes, ~yes


@dataclass(frozen=True)
class AgeAtLeast:
    """Has reached an age, on the day itself or by the end of its year."""

    age: int
    on: str = ON_THE_DAY
    is_settled = False

    def judge(self, facts, day):
        return is_at_most(facts.birth_date, born_by(self.age, reference(self.on, day)))

    def sql(self, day):
        return at_most("birth_date", born_by(self.age, reference(self.on, day)))


@dataclass(frozen=True)
class EnlistedBetween:
    """Joined up within a span of days, both counted."""

    first: date
    last: date
    is_settled = False

    @property
    def _bounds(self):
        return tuple_of(self.first - timedelta(days=1)), tuple_of(self.last)

    def judge(self, facts, day):
        before, last = self._bounds
        is_early, is_in_time = is_at_most(facts.enlist_date, before), is_at_most(facts.enlist_date, last)
        if is_early is True or is_in_time is False:
            return False
        return True if is_early is False and is_in_time is True else None

    def sql(self, day):
        before, last = self._bounds
        early, not_early = at_most("enlist_date", before)
        in_time, too_late = at_most("enlist_date", last)
        return not_early & in_time, early | too_late


@dataclass(frozen=True)
class FieldIs:
    """A code on the record. `blank`: what an empty field means (None: it is not known)."""

    field: str
    code: str
    blank: bool | None = None

    @property
    def is_settled(self):
        return self.blank is not None

    def judge(self, facts, day):
        found = getattr(facts, self.field)
        return found == self.code if found else self.blank

    def sql(self, day):
        yes, empty = Q(**{self.field: self.code}), Q(**{self.field: ""})
        if self.blank is None:
            return yes, ~yes & ~empty
        return (yes | empty, ~yes & ~empty) if self.blank else (yes, ~yes)


@dataclass(frozen=True)
class OnFile:
    """在册: alive and not moved away; 不详 is not known."""

    is_settled = False

    def judge(self, facts, day):
        return {Alive.ALIVE: True, Alive.UNKNOWN: None}.get(facts.alive, False)

    def sql(self, day):
        return Q(alive=Alive.ALIVE), ~Q(alive__in=(Alive.ALIVE, Alive.UNKNOWN))


@dataclass(frozen=True)
class Not:
    inner: object

    @property
    def is_settled(self):
        return self.inner.is_settled

    def judge(self, facts, day):
        found = self.inner.judge(facts, day)
        return None if found is None else not found

    def sql(self, day):
        yes, no = self.inner.sql(day)
        return no, yes


@dataclass(frozen=True)
class All:
    """One false settles it, whatever else is unknown."""

    parts: tuple

    def judge(self, facts, day):
        found = [part.judge(facts, day) for part in self.parts]
        return False if False in found else None if None in found else True

    def sql(self, day):
        yes, no = Q(), NOBODY
        for part in self.parts:
            met, failed = part.sql(day)
            yes, no = yes & met, no | failed
        return yes, no


@dataclass(frozen=True)
class AnyOf:
    """Of things on file (never unknown): at least one."""

    parts: tuple

    def judge(self, facts, day):
        return any(part.judge(facts, day) for part in self.parts)

    def sql(self, day):
        yes = NOBODY
        for part in self.parts:
            yes |= part.sql(day)[0]
        return yes, ~yes
