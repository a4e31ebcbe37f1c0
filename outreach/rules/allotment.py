"""Giving days to villages: a pure function from people and sessions to days. No query, no clock.

    given = allot(people, sessions)      given.places {person: session}, given.left [person, …]

What holds for every outcome (tests/outreach/test_allotment.py proves it):
- nobody stands twice, no session takes more than its free places;
- a household stays together in one session, or waits together;
- a village stays whole on one day whenever some day still has room for all of it when its turn comes;
- villages of one town stand beside one another, from the first day on.
"""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Waiting:
    """Somebody without a day. `joins`: the session where the rest of the household stands already."""

    key: int
    village: int
    household: int | None = None
    joins: int | None = None


@dataclass(frozen=True)
class Room:
    """A session with its free places; sessions of one `day` serve a village together. In the order of the calendar."""

    key: int
    day: object
    free: int


@dataclass
class Given:
    places: dict = field(default_factory=dict)
    left: list = field(default_factory=list)


@dataclass(frozen=True)
class Shift:
    """A way out of a session that is too full: these people of a village could go to `room`."""

    village: int
    count: int
    room: int
    free: int


def allot(people, rooms, beside=None):
    """Give every village a day. `people` in the order of towns; `beside` {village: day} where its others stand."""
    free = {room.key: max(0, room.free) for room in rooms}
    days = defaultdict(list)
    for room in rooms:
        days[room.day].append(room.key)
    given = Given()
    villages = defaultdict(list)
    for bundle in bundles(people):
        if bundle[0].joins is not None:
            _put(given, bundle, bundle[0].joins, free)
        else:
            villages[bundle[0].village].append(bundle)
    torn = [
        village for village in villages if not _whole(given, villages[village], days, free, (beside or {}).get(village))
    ]
    for village in torn:
        _split(given, villages[village], days, free)
    return given


def bundles(people):
    """People who go together: a household, or one alone; the largest first within a village, villages in their order."""
    found = {}
    for person in people:
        key = ("h", person.household, person.joins) if person.household is not None else ("p", person.key, None)
        found.setdefault(key, []).append(person)
    order = {}
    for bundle in found.values():
        order.setdefault(bundle[0].village, []).append(bundle)
    return [bundle for village in order.values() for bundle in sorted(village, key=len, reverse=True)]


def _put(given, bundle, room, free):
    """The whole bundle into one session, or nobody of it."""
    if free.get(room, 0) < len(bundle):
        given.left += [person.key for person in bundle]
        return False
    free[room] -= len(bundle)
    given.places.update({person.key: room for person in bundle})
    return True


def packed(village, rooms, free):
    """{place in the list: session} of a village's bundles on one day, or None when they do not all fit."""
    left, found = {room: free[room] for room in rooms}, {}
    for place, bundle in enumerate(village):
        room = next((room for room in rooms if left[room] >= len(bundle)), None)
        if room is None:
            return None
        left[room] -= len(bundle)
        found[place] = room
    return found


def _whole(given, village, days, free, beside):
    """The village on one day: where its others stand if there is room, else the first day with room for all."""
    wanted = [beside] if beside in days else []
    for day in (*wanted, *days):
        if found := packed(village, days[day], free):
            for place, room in found.items():
                _put(given, village[place], room, free)
            return True
    return False


def _split(given, village, days, free):
    """No day takes it whole: as few days as possible, the one with the most room first."""
    rest = list(village)
    for day in sorted(days, key=lambda day: -sum(free[room] for room in days[day])):
        kept = []
        for bundle in rest:
            room = next((room for room in days[day] if free[room] >= len(bundle)), None)
            if room is None:
                kept.append(bundle)
            else:
                _put(given, bundle, room, free)
        rest = kept
    given.left += [person.key for bundle in rest for person in bundle]


def way_out(over, groups, rooms):
    """The smallest village of an overfull session that frees it and fits elsewhere: a Shift, or None.

    `over`: how many too many; `groups` {village: how many stand there}; `rooms` other sessions in calendar order.
    """
    for village, count in sorted(groups.items(), key=lambda pair: (pair[1] < over, pair[1])):
        for room in rooms:
            if room.free >= count:
                return Shift(village, count, room.key, room.free)
    return None
