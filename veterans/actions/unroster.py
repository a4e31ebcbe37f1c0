"""The bulk verb behind the undoing of an import of people: newest first, and nobody's later work is lost."""

from collections import defaultdict

from django.utils import timezone

from core import bulk, vault
from core.actions import action
from core.audit import record_rows, stored
from core.imports.undo import EDITED, GONE, REFERRED, kept, referring
from veterans.actions.movements import follow
from veterans.actions.roster import DEFAULTS, stored_moment
from veterans.actions.roster_moves import reason_of
from veterans.choices import ClaimState, RecordState
from veterans.models import Claim, EmploymentSnapshot, Movement, Person, PersonCategory, Transfer, checks
from veterans.models.derive import digesters, digests_of, name_columns, plain

OWN = (PersonCategory, EmploymentSnapshot, Movement)  # what an import itself adds to a person
TEXT = {field.name: field for field in Person._meta.concrete_fields}


@action("person.unimport")
def take_back(*, by, batch, rows, today):
    """Undo written rows of a batch: (PlanRow, payload) pairs, all rows of each person among them.

    Returns {plan row pk: findings}: empty where everything was taken back, else what stays and why.
    """
    return Undoer(by, batch, today).undo(rows)


@action("person.unimport")
def withdraw_claims(*, by, batch):
    """Entries of the batch that still wait for a superior wait no longer."""
    waiting = Claim.objects.filter(batch=batch.pk, state=ClaimState.WAITING)
    return waiting.update(state=ClaimState.RETURNED, settled_at=timezone.now(), settled_by=by)


class Undoer:
    """One chunk of people on the way back."""

    def __init__(self, by, batch, today):
        self.by, self.batch, self.today, self.now = by, batch, today, timezone.now()
        self.told, self.updates = defaultdict(list), defaultdict(list)
        self.ended, self.snapshots, self.digesters = set(), [], digesters()

    def undo(self, rows):
        by_person = defaultdict(list)
        for row, payload in rows:
            by_person[row.target].append((row, payload))
        self._look_up(by_person)
        said = {}
        for key, pairs in by_person.items():
            pairs.sort(key=lambda pair: pair[0].pk)
            said |= self._undo_person(self.people.get(key), pairs)
        self._write()
        return said

    def _look_up(self, by_person):
        people = Person.objects.writable_by(self.by).live().filter(pk__among=by_person).select_for_update(of=("self",))
        self.people = people.in_bulk()
        created = [key for key, pairs in by_person.items() if any(row.outcome == "created" for row, _p in pairs)]
        self.referred = referring(Person, created, but=OWN)
        self.moves = {
            move.person_id: move
            for move in Transfer.objects.filter(person__pk__among=by_person, reason=reason_of(self.batch)).order_by(
                "pk"
            )
        }
        self.categories = defaultdict(dict)
        for category in PersonCategory.objects.filter(person__pk__among=by_person, ended_on__isnull=True):
            self.categories[category.person_id][category.category] = category
        self.jobs = defaultdict(list)
        jobs = EmploymentSnapshot.objects.filter(person__pk__among=by_person, withdrawn_at__isnull=True)
        for job in jobs.order_by("pk"):
            self.jobs[job.person_id].append(job)

    def _undo_person(self, person, pairs):
        rows = [row for row, _payload in pairs]
        if person is None:
            return {row.pk: [kept(GONE)] for row in rows}
        if rows[0].outcome == "created":
            stays = self._why_created_stays(person, pairs)
            if not stays:
                self._withdraw(person, rows[0])
            return {row.pk: [stays] if stays else [] for row in rows}
        return self._restore(person, pairs)

    # ——— created records ———

    def _why_created_stays(self, person, pairs):
        if things := self.referred.get(person.pk):
            return kept(REFERRED, things="、".join(dict.fromkeys(things)))
        codes = {code for _row, payload in pairs for code in payload["categories"]}
        is_newer = person.version != self._last_version(person, pairs)
        edited = [str(TEXT[name].verbose_name) for name in _edited(person, pairs)] if is_newer else []
        if set(self.categories[person.pk]) != codes:
            edited.append(str(PersonCategory._meta.verbose_name))
        if edited:
            return kept(EDITED, fields="、".join(edited))
        written = sum("employment" in payload["changes"] for _row, payload in pairs)
        if len(self.jobs[person.pk]) > written:
            return kept(REFERRED, things=str(EmploymentSnapshot._meta.verbose_name))
        return None

    def _last_version(self, person, pairs):
        """The version that the batch left behind; whoever wrote since has raised it."""
        written = max(1 if row.outcome == "created" else row.version + bool(row.touched) for row, _payload in pairs)
        return written + (person.pk in self.moves)

    def _withdraw(self, person, row):
        values = {"record_state": RecordState.WITHDRAWN}
        self._update(person, values)
        self._tell("person.withdraw", person, row, {"record_state": (person.record_state, values["record_state"])})

    # ——— changed records ———

    def _restore(self, person, pairs):
        """Each field goes back to what stood there before the batch, unless somebody has changed it since."""
        before, after = {}, {}
        for _row, payload in pairs:
            for name, (old, new) in payload["changes"].items():
                before.setdefault(name, old)
                after[name] = new
        edited = {name for name, new in after.items() if not _same(getattr(person, name), new)}
        back = {name: old for name, old in before.items() if name not in edited}
        move = self.moves.get(person.pk)
        if move and person.station_id == move.to_station_id:
            back["station"] = move.from_station_id
        stuck, ended = self._sort_categories(person, pairs)
        self.ended |= ended
        if back or ended:
            self._put_back(person, back, pairs, after)
        return {row.pk: self._said(payload, edited, stuck) for row, payload in pairs}

    def _said(self, payload, edited, stuck):
        fields = [str(TEXT[name].verbose_name) for name in payload["changes"] if name in edited]
        fields += [
            PersonCategory(category=code).get_category_display() for code in payload["categories"] if code in stuck
        ]
        return [kept(EDITED, fields="、".join(fields))] if fields else []

    def _sort_categories(self, person, pairs):
        """Of the categories that the batch added: the codes that somebody has worked on, the keys that end again."""
        stuck, ended = set(), set()
        for code in {code for _row, payload in pairs for code in payload["categories"]}:
            held = self.categories[person.pk].get(code)
            if held and (held.certificate_no or held.approved_on or held.reason):
                stuck.add(code)
            elif held:
                ended.add(held.pk)
        return stuck, ended

    def _put_back(self, person, back, pairs, after):
        if "employment" in back:
            mine = [job.pk for job in self.jobs[person.pk] if job.employment == after["employment"]]
            self.snapshots += mine[-1:]
        told = {name: (getattr(person, name), old) for name, old in back.items() if name != "station"}
        values = dict(back)
        for name, old in back.items():
            if name != "station":
                setattr(person, name, None if old is None and TEXT[name].null else TEXT[name].to_python(old or ""))
        values |= self._derived(person, back)
        self._update(person, {name: v.token if isinstance(v, vault.Sealed) else v for name, v in values.items()})
        self._tell("person.amend", person, pairs[-1][0], told)

    def _derived(self, person, back):
        """What follows from the restored fields."""
        values = digests_of({name: plain(value) for name, value in back.items()}, self.digesters)
        if "name" in back:
            values |= name_columns(person.name)
        held = [code for code, row in self.categories[person.pk].items() if row.pk not in self.ended]
        values["gap_count"] = len(list(checks.gaps(person, held)))
        found = checks.problems(person, held, self.today, is_number_read=True)  # no import changes the number
        values["conflict_count"] = len(list(found))
        return values

    # ——— writing ———

    def _update(self, person, values):
        names = tuple(sorted(values))
        self.updates[names].append((*(values[name] for name in names), person.version + 1, person.pk))

    def _tell(self, verb, person, row, changes):
        told = {name: (stored(old), stored(new)) for name, (old, new) in changes.items()}
        self.told[verb].append((person.pk, told, f"-{self.batch.pk} {row.sheet} {row.row}"))

    def _write(self):
        for names, rows in self.updates.items():
            same = {"updated_by": self.by.pk, "updated_at": stored_moment(self.now)}
            bulk.update_rows(Person, (*names, "version"), rows, same=same)
        ended = PersonCategory.objects.filter(pk__in=self.ended)
        ended.update(ended_on=self.today, withdrawn_at=self.now)
        EmploymentSnapshot.objects.filter(pk__in=self.snapshots).update(withdrawn_at=self.now)
        follow([row[-1] for rows in self.updates.values() for row in rows], self.today, is_correction=True)
        for verb, lines in self.told.items():
            record_rows(verb, "veterans.person", lines, by=self.by, at=self.now)


def _edited(person, pairs):
    """The fields of a record that hold something else than its rows gave them; none where what was changed since was
    changed back, as by a later import that is undone."""
    given, follows = dict(DEFAULTS), {"version", "holds"}
    for _row, payload in pairs:
        given |= {name: new for name, (_old, new) in payload["changes"].items()}
        follows |= payload["derived"].keys()
    for name, new in given.items():
        current = getattr(person, TEXT[name].attname) if name not in follows else new
        if not (current is new or _is_value(current, new)):
            yield name


def _is_value(current, new):
    """Whether a column holds a value of a stored payload; a sealed text is opened only where it was sealed anew."""
    if isinstance(new, dict):
        return current is not None and (current.raw == new["sealed"] or _same(current, vault.Sealed(new["sealed"])))
    return _same(current, new)


def _same(current, new):
    """Whether a record still holds what the import wrote; empty is empty, however it is stored."""
    text, new = plain(current), plain(new)
    if text in (None, "") or new in (None, ""):
        return text in (None, "") and new in (None, "")
    return text == new if isinstance(text, bool) or isinstance(new, bool) else str(text) == str(new)
