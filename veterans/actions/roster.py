"""The bulk verb behind the import of people: many planned rows written, proved by set, in one transaction."""

from collections import Counter, defaultdict
from operator import itemgetter

from django.utils import timezone

from core import bulk, vault
from core.actions import action
from core.audit import record_rows
from core.imports.plan import opened
from stations.models import Station
from veterans.actions.claims import submit
from veterans.actions.movements import enrol, follow
from veterans.models import EmploymentSnapshot, Person, PersonCategory
from veterans.models.derive import SEALED

SEALED_FIELDS = frozenset(SEALED)
DEFAULTS = {
    field.name: None if field.null or field.is_relation else field.get_default()
    for field in Person._meta.concrete_fields
    if field.name not in ("id", "created_at", "updated_at", "created_by", "updated_by")
}
# Columns that say how the record came about and are not named in the ledger line
UNTOLD = frozenset({"station", "pinyin", "initials", "initials_other", "gap_count", "conflict_count", *Person.digests})


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
    rows = [row for row in batch.plan_rows.filter(outcome="questioned") if "needs_superior" in codes(row)]
    held = Person.objects.live().filter(id_digest__in=[row.key for row in rows])
    holders = {person.id_digest: person for person in held.select_related("station")}
    return sum(submit_row(by, batch, row, holders[row.key]) for row in rows if row.key in holders)


def codes(row):
    return {said["code"] for said in row.findings}


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

    def write(self, rows):
        on_file, taken = self._on_file({row.key for row, _payload in rows})
        written = dict.fromkeys((row.pk for row, _payload in rows), None)
        new = [pair for pair in rows if pair[0].outcome == "created" and pair[0].key not in taken]
        for pk, (row, payload) in zip(bulk.reserve_keys(Person, len(new)), new, strict=True):
            on_file[row.key], written[row.pk] = (pk, 1), pk
            self._follow("person.add", pk, row, payload)
        self._create([(written[row.pk], payload["values"]) for row, payload in new])
        written |= self._change([pair for pair in rows if pair[0].outcome == "changed"], on_file)
        bulk.insert_rows(PersonCategory, CATEGORY_FIELDS, self.categories, same=CATEGORY_BLANKS)
        bulk.insert_rows(EmploymentSnapshot, SNAPSHOT_FIELDS, self.snapshots, same=SNAPSHOT_BLANKS)
        self._move(new, written)
        for verb, told in self.told.items():
            lines = ((pk, changes_of(payload), f"{row.sheet} {row.row}") for pk, row, payload in told)
            record_rows(verb, "veterans.person", lines, by=self.by, at=self.at)
        return written

    def _on_file(self, keys):
        """{digest: (pk, version)} of the live records in the author's reach, locked until the transaction ends; and
        every digest that is taken, out of reach too."""
        taken = dict(Person.objects.live().filter(id_digest__among=keys).values_list("id_digest", "pk"))
        if not taken:
            return {}, taken
        reach = Person.objects.writable_by(self.by).filter(pk__among=taken.values()).select_for_update(of=("self",))
        return {key: (pk, version) for key, pk, version in reach.values_list("id_digest", "pk", "version")}, taken

    def _create(self, people):
        """Insert ((pk, values), …). Columns that no row fills are the same in all of them."""
        if not people:
            return
        filled = set().union(*(values for _pk, values in people))
        fields = [name for name in DEFAULTS if name in filled]
        blanks, take = {name: DEFAULTS[name] for name in fields}, itemgetter(*fields, "id")
        rows = [take(blanks | _columns(values) | {"id": pk}) for pk, values in people]
        stamps = {"created_at": self.now, "updated_at": self.now, "created_by": self.by.pk, "updated_by": self.by.pk}
        same = {name: value for name, value in DEFAULTS.items() if name not in filled} | stamps
        bulk.insert_rows(Person, (*fields, "id"), rows, same=same)

    def _change(self, pairs, on_file):
        written, groups, rounds = {}, defaultdict(list), Counter()
        for row, payload in pairs:
            pk, version = on_file.get(row.key, (None, None))
            if pk is None or version != row.version:
                continue
            on_file[row.key] = (pk, version + 1)
            written[row.pk] = pk
            new = _columns({name: new for name, (_old, new) in payload["changes"].items()}) | payload["derived"]
            names = tuple(sorted(new))
            groups[rounds[pk], names].append((*(new[name] for name in names), version + 1, pk))
            rounds[pk] += 1
            self._follow("person.amend", pk, row, payload)
        for (_round, names), rows in sorted(groups.items()):  # a record changed twice: in the order of its rows
            same = {"updated_by": self.by.pk, "updated_at": self.now}
            bulk.update_rows(Person, (*names, "version"), rows, same=same)
        return written

    def _move(self, new, written):
        """Who came on file with the chunk, and of whom that has changed."""
        came = ((written[row.pk], payload["values"], payload["categories"]) for row, payload in new)
        here = [(pk, values["station"], codes) for pk, values, codes in came if values.get("alive", "alive") == "alive"]
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
        job, employer = (new_value(payload, name) for name in ("employment", "employer"))
        if job:
            self.snapshots.append((pk, str(self.today), job, employer or "", self.by.pk))


def new_value(payload, name):
    """The value that a payload gives a field, or None."""
    return payload["values"].get(name) if "values" in payload else payload["changes"].get(name, (None, None))[1]


def changes_of(payload):
    """What the ledger says of a payload. Of a new record: the fields filled, not the categories, which are its own."""
    if "values" in payload:
        return {name: (None, value) for name, value in payload["values"].items() if name not in UNTOLD}
    return payload["changes"] | ({"categories": ([], payload["categories"])} if payload["categories"] else {})


def _columns(values):
    """The values of a payload as their columns hold them."""
    return values | {name: values[name] and values[name]["sealed"] for name in SEALED_FIELDS & values.keys()}


CATEGORY_FIELDS, CATEGORY_BLANKS = (
    ("person", "category"),
    {"certificate_no": "", "approved_on": None, "ended_on": None, "reason": ""},
)
SNAPSHOT_FIELDS = ("person", "on", "employment", "employer", "recorded_by")
SNAPSHOT_BLANKS = {"occupation": "", "pay_month": None}


def stored_moment(at):
    """A moment as COPY and executemany take it."""
    return at.isoformat(sep=" ")
