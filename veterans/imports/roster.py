"""What a row of the roster of people means (handbook §2.4, “What a roster row means”)."""

import re
from collections import defaultdict
from types import SimpleNamespace

from django.utils.translation import gettext as _

from core import vault
from core.imports.columns import CLEAR
from core.imports.models import Outcome
from core.imports.plan import ASK, ERROR, NOTE, QUESTION, Planned, finding, sheet_kind
from core.imports.sheet import CellError
from core.validators import Problem, clean_name, clean_text, parse_identity
from stations.choices import Tier
from stations.places import PlaceFinder
from veterans.actions.roster import claim_rows, write_rows
from veterans.actions.roster_moves import move_people
from veterans.actions.unroster import take_back, withdraw_claims
from veterans.imports import cells
from veterans.imports.answers import Answers
from veterans.imports.columns import COLUMNS, IGNORED
from veterans.models import Person, PersonCategory, checks
from veterans.models.derive import SEALED, digesters, digests_of, name_columns, winning

# Columns that are no attributes of the record: read apart from the others
PLACE_COLUMNS = frozenset({"town", "village"})
# What an answer puts beside the cells: the village that was chosen, and that it is another person
ANSWERS = frozenset({"station", "other_person"})
CLEAN_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
ROW_COLUMNS = PLACE_COLUMNS | IGNORED | ANSWERS | {"name", "id_no"}

# What is compared and checked of a record already on file
KNOWN = tuple(
    dict.fromkeys(
        ("pk", "station_id", "version", "id_digest", "name", "id_type", "id_override", "sex", "birth_date", "birth_stated",
         "sex_stated", "gap_count", "conflict_count", "mobile_digest", "phone_other_digest", "mobile", "phone_other",
         "account_no", "enlist_date", "discharge_date", "disability_level", "disability_nature", "alive", "died_on",
         *cells.TEXT_FIELDS, *cells.YES_NO_FIELDS, "ethnic_group", "political_status", "education", "marriage",
         "hukou_type", "household_relation", "branch", "discharge_mode", "employment", "health", "work_ability",
         "viability", "living_state", "medical_ins", "pension_ins", "income_year", "family_size")
    )
)  # fmt: skip
DIGESTED = {"mobile": "mobile_digest", "phone_other": "phone_other_digest"}
BLANK_PERSON = dict.fromkeys(KNOWN, "") | {
    field.attname: field.get_default() for field in Person._meta.concrete_fields if field.attname in KNOWN
}
BLANK_PERSON |= {"id_no": None, "version": 0, "pk": None, "categories": ()}


@sheet_kind("veterans.roster")
class Roster(Answers):
    """Evaluates the rows of one file, in order, for one user. Writes nothing."""

    columns, rank = COLUMNS, 10
    key_columns = ("name", "id_no")

    def __init__(self, *, by, today, headings):
        self.by, self.today, self.headings = by, today, headings
        self.places, self.readers = PlaceFinder(by), cells.Readers(today)
        self.home = by.station_id if by.station.tier == Tier.VILLAGE else None
        self.overlay = {}  # what the rows above have already planned, by digest
        self.repeated = None  # the numbers that come more than once, where the whole file is known
        self.sheet_places = {}
        self._take_keys()

    def _take_keys(self):
        """The keys of this moment, for one chunk of rows."""
        self.seal = vault.sealer()
        self.digesters = [one for one in digesters() if one[0] != "id_digest"]  # that one is the row's key
        self.digest, self.phone_digest = vault.digester("identity"), vault.digester("phone")

    def expect(self, book):
        """Only of numbers that the file holds more than once need be remembered what the rows above have planned."""
        once, self.repeated = set(), set()
        for raw in book.cells_of("id_no"):
            if type(raw) is not str or not CLEAN_NUMBER.fullmatch(raw):
                raw = getattr(parse_identity(raw), "number", None)
            (self.repeated if raw in once else once).add(raw)

    def evaluate(self, rows):
        """A Planned for each row. Rows of one person build on one another."""
        self._take_keys()
        drafts = [self._draft(row) for row in rows]
        on_file = self._on_file({draft.key for draft in drafts if draft.key} - set(self.overlay))
        twins = self._twins([draft for draft in drafts if draft.key and draft.key not in on_file])
        return [self._decide(draft, on_file, twins) for draft in drafts]

    @staticmethod
    def write(*, by, batch, rows, today):
        return write_rows(by=by, rows=rows, today=today)

    @staticmethod
    def settle(*, by, batch, today):
        """After the last row: what waits for the superior becomes claims."""
        return claim_rows(by=by, batch=batch, today=today)

    @staticmethod
    def move(*, by, batch, rows, today):
        """The proposed transfers, where the user has ticked them."""
        return move_people(by=by, batch=batch, rows=rows, today=today)

    @staticmethod
    def take_back(*, batch, by, rows, today):
        return take_back(by=by, batch=batch, rows=rows, today=today)

    @staticmethod
    def unsettle(*, batch, by):
        """After the last row of an undoing: claims that still wait are withdrawn."""
        return withdraw_claims(by=by, batch=batch)

    # ——— reading one row ———

    def _draft(self, row):
        draft = Draft(row)
        self._read_name(draft)
        self._read_identity(draft)
        values, readers = draft.values, self.readers
        for field, raw in row.cells.items():
            if field in ROW_COLUMNS:
                continue
            found = None if raw is CLEAR or type(raw) is CellError else readers[field](raw)
            if type(found) is dict and field != "note":
                values.update(found)
            else:
                self._take_cell(draft, field, raw, found)
        self._read_place(draft)
        return draft

    def _say(self, draft, field, code, message, level, choices=()):
        heading = self.headings.get(field)
        draft.findings.append(finding(code, message, level=level, column=heading, field=field, choices=choices))

    def _read_name(self, draft):
        raw = draft.row.cells.get("name")
        is_given = raw is not None and raw is not CLEAR and not isinstance(raw, CellError)
        name, remark = clean_name(raw) if is_given else ("", None)
        draft.name = name[:50]
        if not name:
            self._say(draft, "name", "name_missing", _("Give the name."), ERROR)
        elif len(name) > 50:
            self._say(draft, "name", "name_too_long", _("A name has 50 characters at most."), ERROR)
        if remark:
            draft.values["note"] = remark
            if cells.stated_dead(remark):
                draft.values["alive"] = "deceased"

    def _read_identity(self, draft):
        raw = draft.row.cells.get("id_no")
        identity = parse_identity("" if raw is CLEAR or isinstance(raw, CellError) else raw, today=self.today)
        if isinstance(identity, Problem):
            self._say(draft, "id_no", identity.code, identity.message, ERROR)
            return
        draft.identity, draft.key = identity, self.digest(identity.number)
        draft.born = str(identity.birth_date)

    def _take_cell(self, draft, field, raw, found):
        """A cell that does not simply say a value."""
        if raw is CLEAR:
            attribute = "categories" if field == "category" else field
            if attribute not in ("categories", "alive", "service_span"):
                draft.values[attribute] = cells.CLEARED.get(field, "")
            return
        if type(raw) is CellError:
            self._say(draft, field, "cell_error", _("The cell holds no value: %(text)s.") % {"text": raw}, ASK)
            return
        if type(found) is Problem:
            self._say(draft, field, found.code, found.message, ASK, found.choices)
        else:
            remarks = filter(None, (draft.values.get("note"), found["note"]))
            draft.values["note"] = "；".join(dict.fromkeys(remarks))

    def _read_place(self, draft):
        """The station from the village column, the sheet's name, or the uploader's own village."""
        given = draft.row.cells
        if given.get("station") in self.places.labels:
            draft.place = given["station"]
            return
        town, village = (
            clean_text(v) if (v := given.get(key)) not in (None, CLEAR) else "" for key in ("town", "village")
        )
        if village or town:
            place = self.places.find(village or town, town if village else "")
            if place.station_id is None and not village:
                place = self._of_sheet(draft.row.sheet_name, town)
            elif place.station_id is None:
                self._ask_place(draft, place, "village")
        else:
            place = self._of_sheet(draft.row.sheet_name, "")
        draft.place = place.station_id if place else None
        if draft.place is None and not village:
            draft.place = self.home
        if place and place.group and "group" not in draft.values:
            draft.values["group"] = place.group

    def _of_sheet(self, name, town):
        if (name, town) not in self.sheet_places:
            self.sheet_places[name, town] = self.places.find(name, town)
        return self.sheet_places[name, town]

    def _ask_place(self, draft, place, field):
        if place.options:
            labels = [self.places.labels[pk] for pk in place.options]
            message = _("This name means several villages: %(names)s.") % {"names": "、".join(labels)}
            self._say(draft, field, "village_ambiguous", message, QUESTION, [str(pk) for pk in place.options])
        else:
            self._say(draft, field, "village_unknown", _("No village of your area has this name."), QUESTION)

    # ——— what is on file ———

    def _on_file(self, keys):
        """{digest: known values} of the live records with these numbers; those out of sight only as OUT_OF_SIGHT."""
        people = Person.objects.live().filter(id_digest__among=keys)
        found = [dict(zip(KNOWN, values, strict=True)) for values in people.values_list(*KNOWN)]
        if not found:
            return {}
        writable = Person.objects.writable_by(self.by).filter(pk__among=[known["pk"] for known in found])
        in_sight = set(writable.values_list("pk", flat=True))
        found = {known["id_digest"]: known if known["pk"] in in_sight else OUT_OF_SIGHT for known in found}
        held = defaultdict(list)
        rows = PersonCategory.objects.filter(person__pk__among=in_sight, ended_on__isnull=True)
        for person, category in rows.values_list("person_id", "category"):
            held[person].append(category)
        for known in found.values():
            if known is not OUT_OF_SIGHT:
                known["categories"] = tuple(held[known["pk"]])
        return found

    def _twins(self, drafts):
        """{(name, birth date, station)} of records on file under another number: two possible people."""
        wanted = {(draft.name, draft.born, draft.place) for draft in drafts if draft.place}
        people = (
            Person.objects.writable_by(self.by)
            .live()
            .filter(
                name__among={name for name, _birth, _place in wanted},
                birth_date__among={birth for _name, birth, _place in wanted},
            )
        )
        found = {
            (name, str(birth), station) for name, birth, station in people.values_list("name", "birth_date", "station")
        }
        return wanted & found

    # ——— deciding ———

    def _decide(self, draft, on_file, twins):
        known = self.overlay.get(draft.key) or on_file.get(draft.key)
        if known is OUT_OF_SIGHT:
            message = _("Submitted to the superior for checking.")
            self._say(draft, "id_no", "needs_superior", message, QUESTION)
        elif known is None and draft.key:
            self._check_new(draft, twins)
        if draft.identity and known is not OUT_OF_SIGHT:
            self._settle(draft, known or BLANK_PERSON)
        levels = {said["level"] for said in draft.findings}
        if ERROR in levels:
            return self._planned(draft, Outcome.REJECTED)
        if QUESTION in levels:
            return self._planned(draft, Outcome.QUESTIONED, payload=self._entry(draft))
        return self._create(draft) if known is None else self._change(draft, known)

    def _check_new(self, draft, twins):
        if draft.place is None and not any(said["field"] == "village" for said in draft.findings):
            self._say(draft, "village", "village_missing", _("Give the village: a new person needs one."), ERROR)
        twin = (draft.name, draft.born, draft.place)
        if twin in twins and "other_person" not in draft.row.cells:
            message = _("Somebody of this name and birth date is on file there under another number.")
            self._say(draft, "id_no", "maybe_same", message, QUESTION)

    def _settle(self, draft, known):
        """The record as it would be after this row: derived values, and the checks across fields."""
        values, identity = draft.values, draft.identity
        birth, stated = winning(values.get("birth_date"), identity.birth_date, known["birth_stated"])
        values["birth_date"], values["birth_stated"] = birth, stated
        if values.get("sex") not in (None, "", identity.sex):
            values["sex_stated"] = values["sex"]
        values["sex"] = identity.sex
        added = tuple(code for code in values.pop("categories", ()) if code not in known["categories"])
        draft.added = added
        draft.after = after = SimpleNamespace(**{**known, **values, "id_no": identity.number, "id_type": "identity"})
        after.categories = (*known["categories"], *added)
        found = list(checks.problems(after, after.categories, self.today, is_number_read=True))
        for problem in found:
            level = ERROR if problem.level == "error" else NOTE
            self._say(draft, problem.field, problem.code, problem.message, level)
        after.gap_count = len(list(checks.gaps(after, after.categories)))
        after.conflict_count = len(found)

    def _planned(self, draft, outcome, **more):
        row = draft.row
        return Planned(row.sheet_name, row.number, outcome, draft.name, draft.key, findings=draft.findings, **more)

    def _entry(self, draft):
        """What a waiting row would write, kept for the answer."""
        number = self._sealed(draft.identity.number) if draft.identity else None
        return {"values": self._kept(draft.values), "name": draft.name, "id_no": number, "station": draft.place}

    def _create(self, draft):
        values = draft.values | {"name": draft.name, "id_no": draft.identity.number}
        if draft.identity.is_converted:
            values["id_raw"] = draft.identity.raw
        digests = digests_of(values, self.digesters)
        derived = digests | name_columns(draft.name) | self._counts(draft)
        derived |= {"id_digest": draft.key, "station": draft.place}
        self._remember(draft, 1, draft.place, digests)
        given = {name: value for name, value in values.items() if value is not None and value != ""}
        changes = {name: (None, value) for name, value in self._kept(given).items()}
        payload = {"changes": changes, "categories": list(draft.added), "derived": derived}
        return self._planned(draft, Outcome.CREATED, payload=payload)

    def _change(self, draft, known):
        new = {name: value for name, value in draft.values.items() if self._differs(known, name, value)}
        changes = {name: [self._plain(name, known[name]), self._plain(name, value)] for name, value in new.items()}
        if draft.name != known["name"]:
            changes["name"] = [known["name"], draft.name]
        proposal = draft.place if draft.place not in (None, known["station_id"]) else None
        target = {"target": known["pk"], "version": known["version"], "proposal": proposal}
        if not changes and not draft.added:
            return self._planned(draft, Outcome.UNCHANGED, **target)
        digests = digests_of(new, self.digesters)
        derived = digests | self._counts(draft)
        if "name" in changes:
            derived |= name_columns(draft.name)
        self._remember(draft, known["version"] + 1, known["station_id"], digests)
        payload = {"changes": changes, "categories": list(draft.added), "derived": derived}
        return self._planned(draft, Outcome.CHANGED, payload=payload, **target)

    @staticmethod
    def _counts(draft):
        return {"gap_count": draft.after.gap_count, "conflict_count": draft.after.conflict_count}

    def _remember(self, draft, version, station, digests):
        """Later rows of the same person build on this one."""
        if self.repeated is not None and draft.identity.number not in self.repeated:
            return
        after = vars(draft.after)
        after.update(digests, version=version, station_id=station, name=draft.name, id_digest=draft.key)
        self.overlay[draft.key] = after

    def _differs(self, known, name, new):
        if name in DIGESTED:
            return (self.phone_digest(new) if new else None) != known[DIGESTED[name]]
        old = known[name]
        if isinstance(old, vault.Sealed):
            old = old.plain()
        return old != new and not (old in ("", None) and new in ("", None))

    # ——— as the plan keeps it ———

    def _kept(self, values):
        return {name: self._plain(name, value) for name, value in values.items()}

    def _plain(self, name, value):
        """A value as the payload keeps it: personal numbers sealed, dates and amounts as text."""
        if name in SEALED_FIELDS:
            return self._sealed(value)
        return value if type(value) in KEPT_AS_IS else str(value)

    def _sealed(self, value):
        token = value.token if isinstance(value, vault.Sealed) else self.seal(value)
        return {"sealed": token} if token else None


class Draft:
    """A row on its way to its plan: what was read of it, and what is to be said about it."""

    __slots__ = ("added", "after", "born", "findings", "identity", "key", "name", "place", "row", "values")

    def __init__(self, row):
        self.row, self.values, self.findings = row, {}, []
        self.key = self.identity = self.place = None
        self.name = ""


OUT_OF_SIGHT = {"id_digest": None, "pk": None}
SEALED_FIELDS = frozenset(SEALED)
KEPT_AS_IS = frozenset({str, bool, int, type(None)})
