"""The bulk verb behind the import of people: many planned rows written, proved by set, in one transaction."""

import json
from collections import Counter, defaultdict
from datetime import datetime

from django.utils import timezone

from core import bulk, vault
from core.actions import action
from core.audit import Subject, line, record_many
from stations.models import Station
from veterans.actions.claims import submit
from veterans.models import EmploymentSnapshot, Person, PersonCategory

SEALED = ("id_no", "id_raw", "mobile", "phone_other", "account_no", "emergency_phone")
SKIPPED = ("id",)
PERSON_FIELDS = tuple(field.name for field in Person._meta.concrete_fields if field.name not in SKIPPED)
DEFAULTS = {
    field.name: field.get_default() if not field.null else None
    for field in Person._meta.concrete_fields
    if field.name in PERSON_FIELDS
    and field.name not in SEALED
    and not field.is_relation
    and not hasattr(field, "auto_now")
}
# Columns that say how the record came about and are not named in the ledger line
UNTOLD = frozenset({"id_digest", "station", "pinyin", "initials", "initials_other", "gap_count", "conflict_count"})


@action("person.import")
def write_rows(*, by, rows, today):
    """Write planned rows (`rows`: (PlanRow, payload) pairs, created and changed). Returns {plan row pk: person pk or None}.

    What a row rests on is checked again: a number free (created), the version seen (changed); a row whose ground has
    moved is not written and comes back as None.
    """
    writer = Writer(by, today)
    return writer.write(rows)


@action("person.import")
def claim_rows(*, by, batch, today):
    """One claim for each waiting row whose number is held out of sight (design §3.3). Returns how many are new."""
    rows = [row for row in batch.plan_rows.filter(outcome="questioned") if "needs_superior" in codes(row)]
    held = Person.objects.live().filter(id_digest__in=[row.key for row in rows])
    holders = {person.id_digest: person for person in held.select_related("station")}
    return sum(submit_row(by, batch, row, holders[row.key]) for row in rows if row.key in holders)


def codes(row):
    return {said["code"] for said in row.findings}


def submit_row(by, batch, row, holder):
    entry = json.loads(row.payload.plain())
    place = Station.objects.filter(pk=entry["station"]).first() or by.station
    return submit(by=by, station=place, person=holder, entry=entry, batch=batch.pk)


class Writer:
    """One chunk of rows on its way into the tables."""

    def __init__(self, by, today):
        self.by, self.today, self.now = by, today, timezone.now()
        self.lines, self.categories, self.snapshots = [], [], []

    def write(self, rows):
        on_file = self._on_file({row.key for row, _payload in rows})
        written = {}
        fresh = self._create([pair for pair in rows if pair[0].outcome == "created" and pair[0].key not in on_file])
        on_file |= fresh
        written |= {row.pk: None for row, _payload in rows}
        written |= {
            row.pk: fresh[row.key][0] for row, _payload in rows if row.outcome == "created" and row.key in fresh
        }
        written |= self._change([pair for pair in rows if pair[0].outcome == "changed"], on_file)
        bulk.insert_rows(PersonCategory, CATEGORY_FIELDS, self.categories)
        bulk.insert_rows(EmploymentSnapshot, SNAPSHOT_FIELDS, self.snapshots)
        record_many(self.lines)
        return written

    def _on_file(self, keys):
        """{digest: (pk, version)} of the live records in the author's reach, locked until the transaction ends."""
        people = Person.objects.writable_by(self.by).live().filter(id_digest__in=keys).select_for_update(of=("self",))
        return {key: (pk, version) for key, pk, version in people.values_list("id_digest", "pk", "version")}

    def _create(self, pairs):
        if not pairs:
            return {}
        sealed = {name: vault.seal_many([payload["values"].get(name) for _row, payload in pairs]) for name in SEALED}
        columns = [
            self._record(payload["values"], {name: sealed[name][i] for name in SEALED})
            for i, (_row, payload) in enumerate(pairs)
        ]
        bulk.insert_rows(Person, PERSON_FIELDS, columns)
        keys = [row.key for row, _payload in pairs]
        fresh = {
            key: (pk, 1) for key, pk in Person.objects.live().filter(id_digest__in=keys).values_list("id_digest", "pk")
        }
        for index, (row, payload) in enumerate(pairs):
            pk, values = fresh[row.key][0], payload["values"]
            told = {name: (None, value) for name, value in values.items() if name not in UNTOLD and name not in SEALED}
            told |= {name: (None, vault.Sealed(sealed[name][index])) for name in SEALED if sealed[name][index]}
            self._note(pk, payload, values.get("employment"), values.get("employer", ""))
            self._tell("person.add", pk, row, told)
        return fresh

    def _record(self, values, sealed):
        derived = {column: self._digest(values, column) for column in Person.digests}
        stamps = {"created_at": self.now, "updated_at": self.now, "created_by": self.by.pk, "updated_by": self.by.pk}
        whole = {**DEFAULTS, **{k: v for k, v in values.items() if k not in SEALED}, **sealed, **derived, **stamps}
        return [_stored(whole.get(name)) for name in PERSON_FIELDS]

    def _digest(self, values, column):
        field, purpose = Person.digests[column]
        return vault.digest(values[field], purpose) if values.get(field) else None

    def _change(self, pairs, on_file):
        written, groups, rounds = {}, defaultdict(list), Counter()
        for row, payload in pairs:
            pk, version = on_file.get(row.key, (None, None))
            if pk is None or version != row.version:
                continue
            on_file[row.key] = (pk, version + 1)
            written[row.pk] = pk
            new = self._new_values(payload)
            names = tuple(sorted(new))
            values = [_stored(new[name]) for name in names]
            groups[rounds[pk], names].append((*values, version + 1, self.by.pk, _stored(self.now), pk))
            rounds[pk] += 1
            self._follow(pk, row, payload)
        for (_round, names), rows in sorted(groups.items()):  # a record changed twice: in the order of its rows
            bulk.update_rows(Person, (*names, "version", "updated_by", "updated_at"), rows)
        return written

    def _new_values(self, payload):
        new = {name: pair[1] for name, pair in payload["changes"].items()}
        for column, (field, purpose) in Person.digests.items():
            if field in new:
                new[column] = vault.digest(new[field], purpose) if new[field] else None
        for name in SEALED:
            if name in new:
                new[name] = vault.seal(new[name]) if new[name] else None
        return new | payload["derived"]

    def _follow(self, pk, row, payload):
        """What a changed record brings with it: categories, an employment snapshot, its ledger line."""
        changes = payload["changes"]
        job = changes["employment"][1] if "employment" in changes else None
        self._note(pk, payload, job, (changes.get("employer") or [None, ""])[1])
        told = {
            name: tuple(vault.Sealed.of(v) if v else None for v in pair) if name in SEALED else tuple(pair)
            for name, pair in changes.items()
        }
        if payload["categories"]:
            told["categories"] = ([], payload["categories"])
        self._tell("person.amend", pk, row, told)

    def _note(self, pk, payload, employment, employer):
        self.categories += [(pk, code, "", None, None, "") for code in payload["categories"]]
        if employment:
            self.snapshots.append((pk, _stored(self.today), employment, employer or "", "", None, self.by.pk))

    def _tell(self, verb, pk, row, changes):
        subject = Subject("veterans.person", pk, f"#{pk}")
        self.lines.append(line(verb, subject, by=self.by, changes=changes, note=f"{row.sheet} {row.row}", at=self.now))


CATEGORY_FIELDS = ("person", "category", "certificate_no", "approved_on", "ended_on", "reason")
SNAPSHOT_FIELDS = ("person", "on", "employment", "employer", "occupation", "pay_month", "recorded_by")


def _stored(value):
    """A value as COPY and executemany take it."""
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value
