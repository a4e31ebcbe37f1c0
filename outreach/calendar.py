"""What is planned, by day. Each topic of outreach registers its source in `AppConfig.ready()`:

calendar.register("visit.view", planned_visits)      planned_visits(user, first, last) yields `Planned`
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SOURCES: list[tuple[str | None, Callable]] = []
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Planned:
    """One thing on one day; `tone`: "over" for what is late, "did" for what is done."""

    on: date
    title: str
    url: str
    tone: str = ""


@dataclass(frozen=True)
class Day:
    on: date
    is_inside: bool
    is_today: bool
    items: tuple


def register(needs, source: Callable[..., Iterable[Planned]]):
    """Add a source for everybody who holds the permission `needs`."""
    SOURCES.append((needs, source))


def month_of(user, first, today):
    """The weeks of the month that begins on `first`, Monday to Sunday, each a list of `Day`."""
    following = (first + timedelta(days=31)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    weeks = -(-(following - start).days // 7)
    last = start + weeks * WEEK - timedelta(days=1)
    items = {}
    for needs, source in SOURCES:
        if needs is None or user.may(needs):
            for planned in source(user, start, last):
                items.setdefault(planned.on, []).append(planned)
    days = [start + timedelta(days=n) for n in range(weeks * 7)]
    made = [Day(day, first <= day < following, day == today, tuple(items.get(day, ()))) for day in days]
    return [made[n : n + 7] for n in range(0, len(made), 7)]
