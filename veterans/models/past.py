"""The movements of somebody who was on file before movements were written: as far as the record still tells. Pure."""

from itertools import pairwise
from typing import NamedTuple

from veterans.choices import Alive, MovementKind, RecordState
from veterans.models.movement import marks, written

GONE = {Alive.DECEASED: (MovementKind.DECEASED, "died_on"), Alive.MOVED_OUT: (MovementKind.LEFT, "moved_out_on")}


class Told(NamedTuple):
    """What is known of one person: `since`, the day of entry; categories as (code, approved_on, ended_on), transfers as
    (on, from, to), both as they lie in their tables; `gone`: (kind, day), or None for who is on file."""

    station: int
    since: object
    categories: list
    transfers: list
    gone: tuple | None


def gone(person, changed_on):
    """How and when somebody went off the files; the day of the last change where nobody wrote another down."""
    if person.record_state != RecordState.LIVE:
        return MovementKind.CORRECTED, changed_on
    if person.alive == Alive.ALIVE:
        return None
    kind, field = GONE.get(person.alive, (MovementKind.CORRECTED, ""))
    return kind, (getattr(person, field) if field else None) or changed_on


def past_of(told, today):
    """[{column: value}] of the movements, oldest first; none for somebody who had gone before the day of entry."""
    if told.gone and told.gone[1] < told.since:
        return []
    end = min(told.gone[1], today) if told.gone else today
    steps, codes, station = [], _codes_on(told, told.since), told.transfers[0][1] if told.transfers else told.station
    held = marks(codes)
    _add(steps, told.since, MovementKind.NEW, None, station, held, frozenset())
    for day, what, value in sorted(_events(told, end), key=lambda event: event[0]):
        before = held
        if what == "transfer":
            if value != station:
                _add(steps, day, MovementKind.TRANSFERRED, station, value, held, held, held)
            station = value
            continue
        codes = codes | {value} if what == "begun" else codes - {value}
        held = marks(codes)
        if held != before:
            _add(steps, day, MovementKind.CATEGORY, station, station, held, before)
    if station != told.station:
        _add(steps, end, MovementKind.TRANSFERRED, station, told.station, held, held, held)
    if told.gone:
        _add(steps, end, told.gone[0], told.station, None, frozenset(), held)
    for step, after in pairwise(steps):
        step["until"] = after["on"]
    return steps


def _codes_on(told, day):
    """The categories held on the first day: what has no day of approval was held from the beginning."""
    return {
        code
        for code, approved, ended in told.categories
        if (approved is None or approved <= day) and (ended is None or ended > day)
    }


def _events(told, end):
    """What happened after the first day and no later than `end`; what is dated later happened on that day."""
    for on, _from, to in told.transfers:
        yield min(max(on, told.since), end), "transfer", to
    for code, approved, ended in told.categories:
        if approved and approved > told.since and (ended is None or ended > approved):
            yield min(approved, end), "begun", code
        if ended and ended > told.since:
            yield min(ended, end), "ended", code


def _add(steps, on, kind, origin, target, held, before, gained=None):
    steps.append(
        {
            "on": on,
            "until": None,
            "kind": kind,
            "origin_id": origin,
            "target_id": target,
            "held": written(held),
            "gained": written(held - before if gained is None else gained),
            "lost": written(before - held if gained is None else gained),
        }
    )
