"""The steps of people on and off the files: what is now, compared with what was last written (docs/decisions).

Every verb that may change where somebody is on file, whether, or in which category ends with `follow`.
"""

from collections import defaultdict

from django.utils import timezone

from core import bulk
from veterans.choices import Alive, MovementKind, RecordState, bits_of
from veterans.models import Movement, Person, PersonCategory, Transfer
from veterans.models.movement import marks, read, written
from veterans.models.past import Told, gone, past_of

# What goes along with people who came to another station, told by the departments above: function(keys of the people)
COMPANIONS: list = []
NOWHERE = frozenset()
CHUNK = 1000
LEFT_AS = {Alive.DECEASED: MovementKind.DECEASED, Alive.MOVED_OUT: MovementKind.LEFT}
HAPPENED = {MovementKind.DECEASED: "died_on", MovementKind.LEFT: "moved_out_on"}
FACTS = ("station", "alive", "record_state", "died_on", "moved_out_on", "holds")


def follow(people, on, *, is_correction=False):
    """Write what has changed of some people (their keys) since the last look, and on the record the categories held now.

    `is_correction`: a mistake was mended.
    """
    keys = sorted(set(people))
    found = list(Person.objects.filter(pk__among=keys).only(*FACTS).order_by("pk").select_for_update(of=("self",)))
    codes, latest = _held(keys), _latest(keys)
    bits = [(bits_of(codes[person.pk]), person) for person in found]
    _note_held([(held, person.pk) for held, person in bits if held != person.holds])
    made, ended = [], defaultdict(list)
    for person in found:
        last = latest.get(person.pk)
        steps = list(_steps(person, codes[person.pk], last, is_correction))
        day = max(on, last.on) if last else on
        for step in steps:
            step.on = step.until = day
        if steps:
            steps[-1].until = None
            made += steps
            if last:
                ended[day].append(last.pk)
    for day, movements in ended.items():
        Movement.objects.filter(pk__among=movements).update(until=day)
    bulk.insert_rows(Movement, STEP_FIELDS, [step_row(step) for step in made])
    if came := [step.person_id for step in made if step.kind == MovementKind.TRANSFERRED]:
        for go_along in COMPANIONS:
            go_along(came)


STEP_FIELDS = ("person", "kind", "origin", "target", "held", "gained", "lost", "on", "until", "happened_on")


def step_row(step):
    days = (str(day) if day else None for day in (step.on, step.until, step.happened_on))
    return (step.person_id, step.kind, step.origin_id, step.target_id, step.held, step.gained, step.lost, *days)


def _note_held(changed):
    """(categories held now, person), …: for who holds others than the record says."""
    if changed:
        bulk.update_rows(Person, ("holds",), changed)


def _held(keys):
    """{person: category codes held now}"""
    codes = defaultdict(set)
    rows = PersonCategory.objects.filter(person__pk__among=keys, ended_on__isnull=True)
    for person, code in rows.values_list("person_id", "category"):
        codes[person].add(code)
    return codes


def _latest(keys):
    """{person: the last movement written}"""
    rows = Movement.objects.filter(person__pk__among=keys, until__isnull=True)
    return {movement.person_id: movement for movement in rows}


def _steps(person, codes, last, is_correction):
    """The movements that lead from what was last written of a person to what is now, each of one kind."""
    is_here = person.record_state == RecordState.LIVE and person.alive == Alive.ALIVE
    now, was = marks(codes) if is_here else NOWHERE, read(last.held) if last else NOWHERE
    place, here = last and last.target_id, person.station_id
    if was and now and place != here:
        yield _step(person, MovementKind.TRANSFERRED, place, here, was, was, was)
        place = here
    if was != now:
        kind = _kind(person, last, was, now, is_correction)
        yield _step(person, kind, place if was else None, here if now else None, now, now - was, was - now)


def _step(person, kind, origin, target, held, gained, lost):
    return Movement(
        person=person,
        kind=kind,
        origin_id=origin,
        target_id=target,
        held=written(held),
        gained=written(gained),
        lost=written(lost),
        happened_on=getattr(person, HAPPENED[kind]) if kind in HAPPENED else None,
    )


def _kind(person, last, was, now, is_correction):
    if last is None:
        return MovementKind.NEW
    if is_correction or person.record_state != RecordState.LIVE:
        return MovementKind.CORRECTED
    if was and now:
        return MovementKind.CATEGORY
    if now:
        return MovementKind.RETURNED if last.kind == MovementKind.LEFT else MovementKind.CORRECTED
    return LEFT_AS.get(person.alive, MovementKind.CORRECTED)


NEW_FIELDS = ("person", "target", "held", "gained")
NEW_BLANKS = {"kind": "new", "origin": None, "lost": "", "until": None, "happened_on": None}


def enrol(people, on):
    """The first movement of many new people at once. `people`: (key, station's key, category codes) of who is on file."""
    rows = []
    for key, station, codes in people:
        held = written(marks(codes))
        rows.append((key, station, held, held))
    bulk.insert_rows(Movement, NEW_FIELDS, rows, same=NEW_BLANKS | {"on": str(on)})


def remember(people, today, since=None):
    """Write the past of people who have none yet (those put into the table at once). `since(person)`: the day of entry."""
    people = list(people.filter(movements__isnull=True).order_by("pk"))
    for start in range(0, len(people), CHUNK):
        made = []
        told = told_of(people[start : start + CHUNK], PersonCategory, Transfer, since)
        for person, one in told:
            made += [Movement(person=person, **step) for step in past_of(one, today)]
        Movement.objects.bulk_create(made)


def told_of(people, categories, transfers, since=None):
    """(person, what is known of their past) for some people, from the given tables."""
    keys = [person.pk for person in people]
    codes, moves = defaultdict(list), defaultdict(list)
    for row in categories.objects.filter(person__in=keys):
        codes[row.person_id].append((row.category, row.approved_on, row.ended_on))
    for row in transfers.objects.filter(person__in=keys).order_by("on", "pk"):
        moves[row.person_id].append((row.on, row.from_station_id, row.to_station_id))
    for person in people:
        entered = since(person) if since else timezone.localdate(person.created_at)
        left = gone(person, timezone.localdate(person.updated_at))
        yield person, Told(person.station_id, entered, codes[person.pk], moves[person.pk], left)
