"""The ledger's pen: every write, reveal, export and view of a record leaves one line (网络安全法 §21, GB/T 22239).

A line names the record by kind and number, never by a personal number; values of sealed fields stay sealed.
Each line carries a stamp, a keyed digest of all it says: a line that others put into the table, or altered,
is told from ours even before the chain (`core.ledger`) has taken it in.
"""

import contextlib
import functools
import ipaddress
import json
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from core import bulk, vault
from core.models import Event

origin: ContextVar[str | None] = ContextVar("origin", default=None)
_batch: ContextVar[int | None] = ContextVar("batch", default=None)

NONCE_LENGTH = 16
LABEL_LENGTH = 120
PLAIN = (str, int, bool, type(None))
# What changed, in people's words, where no field says it (counts, settings) or says it too briefly; apps put theirs in.
# One word may mean another thing of another kind of record: `outreach.exam.session`; a setting has none: `.village`.
WORDS = {"added": _("new entry"), "id": _("number of the entry")}
VERB_LABELS = {
    "keys.reseal": _("Changed the keys"),
    "keys.reindex": _("Changed the key of the search indexes"),
    "ledger.archive": _("Archived part of the ledger"),
    "list.print": _("Printed rows of a list"),
}


class Subject(NamedTuple):
    """What a line is about when there is no instance at hand: kind (`veterans.person`), number, label."""

    type: str
    id: int | None = None
    label: str = ""


class Line(NamedTuple):
    """A stamped line as it will stand in the ledger; `record_many` writes it."""

    at: datetime
    by_id: int | None
    by_name: str
    by_roles: str
    station_id: int | None
    address: str | None
    verb: str
    subject_type: str
    subject_id: int | None
    subject_label: str
    changes: dict
    note: str
    result: str
    batch: int | None
    stamp: str = ""


COLUMNS = Line._fields
SPOKEN = COLUMNS[:-1]
CHANGES = COLUMNS.index("changes")


def record(verb, subject, *, by, changes=None, note="", result="done", station=None):
    """Write one line. `by` is an account, or None for an anonymous visitor; `changes` is {field: (old, new)}.

    `station` replaces the author's own where the line belongs elsewhere. Returns the saved Event.
    """
    written = line(verb, subject, by=by, changes=changes, note=note, result=result, station=station)
    return Event.objects.create(**written._asdict())


def record_many(lines):
    """Write lines made by `line`, in the order given: 40 µs a line on PostgreSQL. Returns how many."""
    lines, size = list(lines), bulk.chunk_rows()
    adapt = connection.ops.adapt_datetimefield_value
    for start in range(0, len(lines), size):
        rows = [
            (adapt(one.at), *one[1:CHANGES], json_of(one.changes), *one[CHANGES + 1 :])
            for one in lines[start : start + size]
        ]
        bulk.insert_rows(Event, COLUMNS, rows)
    return len(lines)


def record_rows(verb, kind, rows, *, by, at):
    """Many lines of one verb by one author at one moment, about records of one kind.

    `rows`: (record's number, changes, note), the changes as `stored` gives them, or as `json_of` made text of them
    already. What is alike in all lines is said once. After the commit the lines are chained as they were written.
    """
    rows = list(rows)
    word_rows(verb, kind, rows, by=by, at=at, keys=bulk.reserve_keys(Event, len(rows)))()


def word_rows(verb, kind, rows, *, by, at, keys):
    """As `record_rows` in two steps: word and stamp the lines under reserved keys, which asks the database nothing;
    calling what it returns writes them."""
    from core.ledger import seal_written  # the ledger imports this module

    who, address, stamp = _author(by, None), address_of(origin.get()), vault.stamper()
    head = json_of([_moment(at), *who, address, verb, kind])[:-1]
    tail = json_of(["done", _batch.get()])[1:]
    lines, written = [], []
    for key, (number, changes, note) in zip(keys, rows, strict=True):
        told = changes if type(changes) is str else json_of(changes)
        nonce = secrets.token_hex(NONCE_LENGTH // 2)
        data = f'{head},{number},"#{number}",{told},{_quoted(note)},{tail}'.encode()
        mark = nonce + stamp(nonce.encode() + data)
        lines.append((key, number, f"#{number}", told, note, mark))
        written.append((key, data, mark))
    same = dict(zip(("at", "by_id", "by_name", "by_roles", "station_id", "address"), (at, *who, address), strict=True))
    same |= {"at": connection.ops.adapt_datetimefield_value(at), "verb": verb, "subject_type": kind}
    same |= {"result": "done", "batch": _batch.get()}

    def write():
        bulk.insert_rows(Event, ("id", "subject_id", "subject_label", "changes", "note", "stamp"), lines, same=same)
        transaction.on_commit(functools.partial(seal_written, written))

    return write


def line(verb, subject, *, by, changes=None, note="", result="done", station=None, at=None):
    """A stamped line that is not written yet."""
    spoken = (
        at or datetime.now(UTC),
        *_author(by, station),
        address_of(origin.get()),
        verb,
        *subject_of(subject),
        {name: [stored(old), stored(new)] for name, (old, new) in changes.items()} if changes else {},
        str(note),
        result,
        _batch.get(),
    )
    return Line(*spoken, stamp_of(canonical(spoken), secrets.token_hex(NONCE_LENGTH // 2)))


def _author(by, station):
    """(number, name, roles, station) of who did it, as they are now."""
    place = station.pk if station else getattr(by, "station_id", None)
    if getattr(by, "pk", None) is None:
        return None, "", "", place
    return by.pk, by.full_name, ",".join(by.role_names), place


def canonical(values):
    """The bytes that stand for a line, the same before it is written and after it is read from either database."""
    at, *rest = values
    rest[4] = address_of(rest[4])
    return json_of([_moment(at), *rest]).encode()


def _moment(at):
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def stamp_of(data, nonce):
    """The nonce keeps equal lines apart; the database refuses the same stamp twice."""
    return nonce + vault.stamp(nonce.encode() + data)


def has_own_stamp(data, stamp):
    return stamp_check()(data, stamp)


def stamp_check():
    """A function (data, stamp) that tells whether the portal put the stamp on the data."""
    own = vault.stamper()

    def check(data, stamp):
        nonce = stamp[:NONCE_LENGTH]
        return secrets.compare_digest((nonce + own(nonce.encode() + data)).encode(), stamp.encode())

    return check


# The one written form of values: what is stamped, chained and stored
json_of = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False).encode
_quoted = json.encoder.encode_basestring


def stored(value):
    """A value as the ledger keeps it: sealed texts sealed, codes and numbers as they are, everything else as text."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, vault.Sealed):
        return {"sealed": value.token}
    if isinstance(value, models.Model):
        return label(value)
    if isinstance(value, dict):
        return {str(key): stored(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [stored(part) for part in (sorted(value, key=str) if isinstance(value, (set, frozenset)) else value)]
    return value.isoformat() if isinstance(value, datetime) else str(value)


def subject_of(subject):
    """The Subject of an instance, of a model class (a whole list), of None (nothing in particular)."""
    if subject is None:
        return Subject("")
    if isinstance(subject, Subject):
        return subject
    if isinstance(subject, type):
        return Subject(subject._meta.label_lower)
    return Subject(subject._meta.label_lower, subject.pk, label(subject))


def label(subject):
    """How the ledger calls a record: its `ledger_label` (a record number, a place), else its number."""
    return str(getattr(subject, "ledger_label", "") or f"#{subject.pk}")[:LABEL_LENGTH]


@functools.lru_cache(maxsize=1024)
def address_of(text):
    """The address in its one written form, or None when it is not one."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0]) if text else None
    except ValueError:
        return None
    return address and str(getattr(address, "ipv4_mapped", None) or address)


@contextlib.contextmanager
def batch(number=None):
    """Lines written inside carry one batch number, so that a bulk verb can be found and undone as a whole."""
    token = _batch.set(number or secrets.randbits(52))
    try:
        yield _batch.get()
    finally:
        _batch.reset(token)


@dataclass(frozen=True)
class Change:
    """One field of a line: its label in the user's language, the old and the new value (Sealed where sealed)."""

    field: str
    label: str
    old: object
    new: object


def history(subject, limit=200):
    """The latest lines about a record, newest first; each has `.said` (the verb in words) and `.differences`."""
    events = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)[:limit]
    for event in events:
        event.said, event.differences = said(event.verb), differences(event)
    return list(events)


def said(verb):
    """The verb in the user's words; apps put theirs into VERB_LABELS."""
    return str(VERB_LABELS.get(verb, verb))


def kind_of(subject_type):
    """The kind of record in the user's words."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type


def differences(event):
    """The changes of a line, ready to be shown: sealed values print as their field's mask."""
    return [_change(event.subject_type, name, *pair) for name, pair in event.changes.items()]


def _change(subject_type, name, old, new):
    fields = _fields(subject_type, name)
    codes = {value for value in (old, new) if isinstance(value, (str, int))} - {""}
    tables = (dict(field.flatchoices) for field in fields)
    words = next((table for table in tables if codes <= set(table)), {})
    mask = getattr(fields[0], "mask", vault.hide) if fields else vault.hide
    return Change(name, label_of(subject_type, name), *(_shown(value, mask, words) for value in (old, new)))


def label_of(kind, name):
    """What a changed field is called. Bulk verbs count rows by the field they change: `veterans.person.station`."""
    word = WORDS.get(f"{kind}.{name}", WORDS.get(name))
    if word is not None:
        return str(word)
    if fields := _fields(kind, name):
        return str(fields[0].verbose_name)
    return kind_of(name.rpartition(".")[0]) if name.count(".") == 2 else name


@functools.lru_cache(maxsize=1024)
def _fields(kind, name):
    """The fields that a line about a record may mean: its own, else those of rows that hang on it, its department's first."""
    try:
        subject = apps.get_model(kind)._meta
    except (LookupError, ValueError):
        return ()
    own = [field for field in (*subject.concrete_fields, *subject.many_to_many) if field.name == name]
    hanging = [relation.related_model._meta for relation in subject.related_objects]
    hanging.sort(key=lambda row: row.app_label != subject.app_label)
    return own or [field for row in hanging for field in row.concrete_fields if field.name == name]


def _shown(value, mask, words):
    if isinstance(value, dict) and set(value) == {"sealed"}:
        return vault.Sealed(value["sealed"], mask)
    return words.get(value, value) if isinstance(value, (str, int)) else value
