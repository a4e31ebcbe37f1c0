"""What changed, in an order that loses nothing: what another system follows with a cursor (docs/decisions/0015-changes.md).

The ledger's seals are the order: they are set one after the other on committed lines only. A line tells which rows to
look at; each is then compared with how it was last seen, from every station above it (`Sight`). What is new, other or
gone there gets the next number. One reader at a time does this, under a lock of the database, so that numbers are
committed in their order. Once a night everything is compared, whatever the ledger says.

    changes.register(Source("person", Person, "person.view", rows=…, item=PersonChange, stations=…))
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.db import transaction

from core import bulk, ledger, vault
from core.models import ChangesRead, Event, Seal, Segment, Sight

CHUNK = 500
PURPOSE = "changes"
REACH = "stations.Reach"
SEEN = ("sequence", "entered", "digest", "needs", "is_gone")  # what is remembered of a row in sight


@dataclass(frozen=True)
class Source:
    """A kind of row that is handed over.

    `needs`: the permission to read it. `rows`: of a queryset those that count, with what `item` reads. `item`: the
    serializer; with `plain` in its context it shows numbers, `within` are the stations in sight (None: all).
    `stations`: the keys of the stations where a row stands. `at`: the keys of the rows that stand at some stations.
    `follows`: kind of record or verb in the ledger → which of these rows such lines touch besides. `further`: a further
    permission that seeing the row takes. `beside`: what else the answer depends on, given the stations above each.
    """

    kind: str
    model: type
    needs: str
    rows: Callable
    item: type
    stations: Callable
    at: Callable
    follows: Mapping = field(default_factory=dict)
    further: Callable = lambda row: ""
    beside: Callable = lambda row, reach: None

    def told(self, rows, *, plain, within=None):
        """{key: the row as it is handed over}."""
        item = self.item(context={"plain": plain, "within": within})
        return {row.pk: item.to_representation(row) for row in rows}


SOURCES: dict[str, Source] = {}


def register(source):
    SOURCES[source.kind] = source


def catch_up(seconds=None):
    """Read on in the ledger until its end, or until the time is over. Returns whether the end was reached."""
    ledger.keep_up()
    start, is_done = time.monotonic(), False
    while not is_done and (seconds is None or time.monotonic() - start < seconds):
        with transaction.atomic():
            is_done = _Step().take()
        if not is_done:
            bulk.breathe()
    return is_done


def hand_over(source, rows, sights, *, plain, within):
    """What is handed over of rows: ({key: the row}, whether some are told again).

    What is read here may be of another moment than what the lines told: a row handed over otherwise than its `Sight` has
    it, or not at all, gets the next number, since it may have changed back by the time its line is read.
    """
    rows = list(rows)
    digests = _digests(source, rows, _reach())
    other = [sight for sight in sights if digests.get(sight.row) != sight.digest]
    if other:
        with transaction.atomic():
            _Step().look_again(source, other)
    return source.told(rows, plain=plain, within=within), bool(other)


def is_followed():
    """Whether anybody has ever asked for the changes; if not, nothing needs to be remembered."""
    return ChangesRead.objects.exists()


def compare_everything():
    """Have all rows compared, whatever the ledger says."""
    ChangesRead.objects.update(comparing=_all_kinds())


def _all_kinds():
    return [[kind, 0] for kind in SOURCES]


class _Step:
    """One chunk, in one transaction: the lines read and the changes found are committed together."""

    def __init__(self):
        ChangesRead.objects.get_or_create(pk=1, defaults={"comparing": _all_kinds(), "sealed": _last_seal()})
        self.state = ChangesRead.objects.select_for_update().get(pk=1)

    def take(self):
        if self.state.sealed < (Segment.objects.order_by("-last").values_list("last", flat=True).first() or 0):
            self.state.comparing, self.state.sealed = _all_kinds(), _last_seal()  # what was not read is archived
        is_done = not (self._compare() if self.state.comparing else self._read())
        self.state.save()
        return is_done

    # ——— which rows to look at ———

    def _compare(self):
        (kind, after), *rest = self.state.comparing
        source = SOURCES[kind]
        present = source.rows(source.model.objects.filter(pk__gt=after)).order_by("pk").values_list("pk", flat=True)
        remembered = Sight.objects.filter(kind=kind, row__gt=after, is_gone=False).order_by("row").distinct()
        keys = sorted({*present[:CHUNK], *remembered.values_list("row", flat=True)[:CHUNK]})[:CHUNK]
        self._look(source, keys)
        self.state.comparing = [[kind, keys[-1]], *rest] if keys else rest
        return True

    def _read(self):
        """The next lines of the ledger. Returns whether there were any."""
        seals = Seal.objects.filter(sequence__gt=self.state.sealed).order_by("sequence")[:CHUNK]
        seals = list(seals.values_list("sequence", "event_id"))
        if not seals:
            return False
        said = defaultdict(set)
        lines = Event.objects.filter(pk__in=[event for _number, event in seals])
        for kind, verb, key in lines.values_list("subject_type", "verb", "subject_id").distinct():
            said[kind].add(key)
            said[verb].add(key)
        self._follow(said)
        self.state.sealed = seals[-1][0]
        return True

    def _follow(self, said):
        """Look at what the lines are about, and at what hangs on it: one kind after the other."""
        moved = set()
        for source in SOURCES.values():
            label = source.model._meta.label_lower
            keys = {*said.get(label, ()), *(source.at(moved) if moved else ())} - {None}
            for name, touched in source.follows.items():
                if name in said:
                    keys |= set(touched(said[name] - {None}))
            moved |= self._look(source, sorted(keys))
            said[label] = keys

    # ——— comparing ———

    def look_again(self, source, sights):
        Sight.objects.filter(pk__in=[sight.pk for sight in sights], is_gone=False).update(digest="")
        self._look(source, sorted(sight.row for sight in sights))
        self.state.save()

    def _look(self, source, keys):
        """Compare rows with how they were last seen. Returns the keys of those seen from other stations than before."""
        moved = set()
        for start in range(0, len(keys), CHUNK):
            moved |= self._look_at_few(source, keys[start : start + CHUNK])
        return moved

    def _look_at_few(self, source, keys):
        rows = {row.pk: row for row in source.rows(source.model.objects.filter(pk__in=keys))}
        reach = _reach()
        digests = _digests(source, rows.values(), reach)
        known, new, changed, moved = defaultdict(dict), [], [], set()
        for sight in Sight.objects.filter(kind=source.kind, row__in=keys).order_by("pk"):
            known[sight.row][sight.upper_id] = sight
        for key in keys:
            row, seen = rows.get(key), known[key]
            uppers = set().union(*(reach[station] for station in source.stations(row))) if row else set()
            if uppers != {upper for upper, sight in seen.items() if not sight.is_gone}:
                moved.add(key)
            for upper in sorted(uppers - set(seen)):
                number = self._next()
                new.append(Sight(upper_id=upper, kind=source.kind, row=key, entered=number, sequence=number))
                self._show(new[-1], row, source, digests)
            changed += [
                sight for upper, sight in seen.items() if self._is_other(sight, upper in uppers, row, source, digests)
            ]
        bulk.insert_rows(
            Sight, (*SEEN, "upper", "kind", "row"), [(*_seen(one), one.upper_id, one.kind, one.row) for one in new]
        )
        bulk.update_rows(Sight, SEEN, [(*_seen(one), one.pk) for one in changed])
        return moved

    def _is_other(self, sight, is_in, row, source, digests):
        """Whether a row has gone from, come back into, or changed in somebody's sight; if so, it gets the next number."""
        if is_in and (sight.is_gone or sight.digest != digests[row.pk]):
            sight.sequence = self._next()
            sight.entered = sight.sequence if sight.is_gone else sight.entered
            self._show(sight, row, source, digests)
            return True
        if not is_in and not sight.is_gone:
            sight.sequence, sight.is_gone, sight.digest = self._next(), True, ""
            return True
        return False

    @staticmethod
    def _show(sight, row, source, digests):
        sight.is_gone, sight.digest, sight.needs = False, digests[row.pk], source.further(row)

    def _next(self):
        self.state.last += 1
        return self.state.last


def _last_seal():
    return Seal.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def _reach():
    """{station: the stations above it, itself included}."""
    found = defaultdict(set)
    for upper, lower in apps.get_model(REACH).objects.values_list("upper_id", "lower_id"):
        found[lower].add(upper)
    return found


def _seen(sight):
    return tuple(getattr(sight, name) for name in SEEN)


def _digests(source, rows, reach):
    """{key: a keyed digest of all that is handed over of the row}."""
    digest, rows = vault.digester(PURPOSE), list(rows)
    told = source.told(rows, plain=True)
    return {
        row.pk: digest(json.dumps([told[row.pk], source.beside(row, reach)], default=str, sort_keys=True))
        for row in rows
    }
