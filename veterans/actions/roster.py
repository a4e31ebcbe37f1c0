"""The bulk verb behind the import of people: many planned rows written, proved by set, in one transaction."""

from collections import Counter, defaultdict
from itertools import islice
from operator import itemgetter

from django.utils import timezone

from core import bulk, vault
from core.actions import action
from core.audit import word_rows
from core.imports.plan import changes_text, opened
from core.models import Event
from stations.models import Station
from veterans.actions.claims import submit
from veterans.actions.movements import enrol, follow
from veterans.choices import Alive, bits_of
from veterans.models import EmploymentSnapshot, Person, PersonCategory
from veterans.models.derive import SEALED

SEALED_FIELDS = frozenset(SEALED)
OUT_OF_SIGHT = "question:needs_superior:id_no"  # as `plan.codes_of` writes it
AT_ONCE = 500  # waiting rows looked at together: a whole file may wait
UNSAID = (None, None)  # the old and the new value of a field that a payload says nothing of
ON_FILE = (None, Alive.ALIVE)
DEFAULTS = {
    field.name: None if field.null or field.is_relation else field.get_default()
    for field in Person._meta.concrete_fields
    if field.name not in ("id", "created_at", "updated_at", "created_by", "updated_by")
}


@action("person.import")
def write_rows(*, by, rows, today):
    """Write planned rows (`rows`: (PlanRow, payload) pairs, created and changed). Returns {plan row pk: person pk or None}.

    What a row rests on is checked again: a number free (created), the version seen (changed); a row whose ground has
    moved is not written and comes back as None. Raises Refused while the blind indexes are recomputed.
    """
    vault.digester("identity")
    return Writer(by, today).write(rows)


@action("person.import")
def claim_rows(*, by, batch, today):
    """One claim for each waiting row whose number is held out of sight (design §3.3). Returns how many are new."""
    rows = batch.plan_rows.filter(outcome="questioned", codes__contains=f" {OUT_OF_SIGHT} ").order_by("pk")
    claimed, last = 0, 0
    while chunk := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        last = chunk[-1].pk
        held = Person.objects.live().filter(id_digest__among=[row.key for row in chunk])
        holders = {person.id_digest: person for person in held.select_related("station")}
        claimed += sum(submit_row(by, batch, row, holders[row.key]) for row in chunk if row.key in holders)
    return claimed


def submit_row(by, batch, row, holder):
    entry = opened(row.payload)
    entry["id_no"] = entry["id_no"].plain()
    place = Station.objects.filter(pk=entry["station"]).first() or by.station
    return submit(by=by, station=place, person=holder, entry=entry, batch=batch.pk)


class Writer:
    """One chunk of rows on its way into the tables. Payloads come as they were planned: sealed, digests and all."""

    def __init__(self, by, today):
        self.by, self.today, self.at = by, today, timezone.now()
        self.now = stored_moment(self.at)
        self.told, self.categories, self.snapshots = defaultdict(list), [], []
        self.new, self.changed = None, defaultdict(list)

    def write(self, rows):
        on_file, taken = self._on_file({row.key for row, _payload in rows})
        written = dict.fromkeys((row.pk for row, _payload in rows), None)
        new = [pair for pair in rows if pair[0].outcome == "created" and pair[0].key not in taken]
        for pk, (row, payload) in zip(bulk.reserve_keys(Person, len(new)), new, strict=True):
            on_file[row.key], written[row.pk] = (pk, 1), pk
            self._follow("person.add", pk, row, payload)
        self._create([(written[row.pk], _columns(payload) | _held(payload)) for row, payload in new])
        written |= self._change([pair for pair in rows if pair[0].outcome == "changed"], on_file)
        self._put()
        self._move(new, written)
        return written

    def _put(self):
        """Everything into the tables; the lines of the ledger are worded while the people go in."""
        keys = iter(bulk.reserve_keys(Event, sum(map(len, self.told.values()))))
        with bulk.beside(self._put_people):
            record = [self._worded(verb, told, islice(keys, len(told))) for verb, told in self.told.items()]
        for write in record:
            write()

    def _put_people(self):
        if self.new:
            fields, rows, same = self.new
            bulk.insert_rows(Person, fields, rows, same=same)
        same = {"updated_by": self.by.pk, "updated_at": self.now}
        for (_round, names), rows in sorted(self.changed.items()):  # a record changed twice: in the order of its rows
            bulk.update_rows(Person, (*names, "version"), rows, same=same)
        bulk.insert_rows(PersonCategory, CATEGORY_FIELDS, self.categories, same=CATEGORY_BLANKS)
        bulk.insert_rows(EmploymentSnapshot, SNAPSHOT_FIELDS, self.snapshots, same=SNAPSHOT_BLANKS)

    def _worded(self, verb, told, keys):
        lines = [(pk, changes_of(row, payload), f"{row.sheet} {row.row}") for pk, row, payload in told]
        return word_rows(verb, "veterans.person", lines, by=self.by, at=self.at, keys=keys)

    def _on_file(self, keys):
        """{digest: (pk, version)} of the live records in the author's reach, locked until the transaction ends; and
        every digest that is taken, out of reach too."""
        taken = dict(Person.objects.live().filter(id_digest__among=keys).values_list("id_digest", "pk"))
        if not taken:
            return {}, taken
        reach = Person.objects.writable_by(self.by).filter(pk__among=taken.values()).select_for_update(of=("self",))
        return {key: (pk, version) for key, pk, version in reach.values_list("id_digest", "pk", "version")}, taken

    def _create(self, people):
        """New people as ((pk, values), …). Columns that no row fills are the same in all of them."""
        if not people:
            return
        filled = set().union(*(values for _pk, values in people))
        fields = [name for name in DEFAULTS if name in filled]
        blanks, take = {name: DEFAULTS[name] for name in fields}, itemgetter(*fields, "id")
        rows = [take(blanks | values | {"id": pk}) for pk, values in people]
        stamps = {"created_at": self.now, "updated_at": self.now, "created_by": self.by.pk, "updated_by": self.by.pk}
        same = {name: value for name, value in DEFAULTS.items() if name not in filled} | stamps
        self.new = (*fields, "id"), rows, same

    def _change(self, pairs, on_file):
        written, rounds = {}, Counter()
        for row, payload in pairs:
            pk, version = on_file.get(row.key, (None, None))
            if pk is None or version != row.version:
                continue
            on_file[row.key] = (pk, version + 1)
            written[row.pk] = pk
            new = _columns(payload)
            names = tuple(sorted(new))
            self.changed[rounds[pk], names].append((*(new[name] for name in names), version + 1, pk))
            rounds[pk] += 1
            self._follow("person.amend", pk, row, payload)
        return written

    def _move(self, new, written):
        """Who came on file with the chunk, and of whom that has changed."""
        here = [
            (written[row.pk], payload["derived"]["station"], payload["categories"])
            for row, payload in new
            if payload["changes"].get("alive", ON_FILE)[1] == Alive.ALIVE
        ]
        enrol(here, self.today)
        changed = [
            pk
            for pk, _row, payload in self.told["person.amend"]
            if payload["categories"] or "alive" in payload["changes"]
        ]
        if changed:
            follow(changed, self.today)

    def _follow(self, verb, pk, row, payload):
        """What comes with a record: its ledger line, categories, an employment snapshot."""
        self.told[verb].append((pk, row, payload))
        self.categories += [(pk, code) for code in payload["categories"]]
        job, employer = (payload["changes"].get(name, UNSAID)[1] for name in ("employment", "employer"))
        if job:
            self.snapshots.append((pk, str(self.today), job, employer or "", self.by.pk))


def changes_of(row, payload):
    """What the ledger says of a planned row. The categories of a new record are its own, they are no change."""
    if row.outcome == "changed" and payload["categories"]:
        return payload["changes"] | {"categories": ([], payload["categories"])}
    return changes_text(row.payload)


def _columns(payload):
    """The new values of a payload as their columns hold them."""
    values = {name: pair[1] for name, pair in payload["changes"].items()}
    for name in SEALED_FIELDS & values.keys():
        values[name] = values[name] and values[name]["sealed"]
    return values | payload["derived"]


def _held(payload):
    return {"holds": bits_of(payload["categories"])}


CATEGORY_FIELDS, CATEGORY_BLANKS = (
    ("person", "category"),
    {"certificate_no": "", "approved_on": None, "ended_on": None, "reason": ""},
)
SNAPSHOT_FIELDS = ("person", "on", "employment", "employer", "recorded_by")
SNAPSHOT_BLANKS = {"occupation": "", "pay_month": None}


def stored_moment(at):
    """A moment as COPY and executemany take it."""
    return at.isoformat(sep=" ")
