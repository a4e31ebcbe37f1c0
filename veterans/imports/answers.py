"""What a waiting row of the roster is asked, and what an answer puts into its cells."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.imports.columns import CLEAR
from core.imports.kind import SheetKind
from core.imports.mend import LEAVE, Question, token_of
from core.imports.models import Outcome
from core.imports.plan import opened
from core.validators import PartialDate, mask_account, mask_identity, mask_phone
from stations.villages import options, remember_name
from veterans import choices
from veterans.imports.columns import COLUMNS
from veterans.models import Person

BY_KEY = {column.key: column for column in COLUMNS}
MASKS = {"id_no": mask_identity, "mobile": mask_phone, "account_no": mask_account}
VILLAGE = frozenset({"village_unknown", "village_ambiguous", "village_missing"})
NOBODY = frozenset({"needs_superior", "stale"})
SAME, OTHER = "same", "other"
YEAR = -1  # of an ambiguous date only the year is taken


def shown(key, value):
    """A cell of the file as a page may show it."""
    if value is None:
        return ""
    text = _("cleared") if value is CLEAR else str(value)
    return MASKS[key](text) if key in MASKS else text


class Answers(SheetKind):
    """The questions of a roster's rows; mixed into the sheet that evaluates them."""

    title, model = gettext_lazy("Roster of people"), Person
    knows_absent = True
    shown_fields = frozenset({"id_no", "mobile", "enlist_date", "discharge_date", "hukou_addr"})
    category_label = staticmethod(dict(choices.CATEGORIES).get)

    mask = staticmethod(shown)

    @staticmethod
    def absent(batch, people):
        """Of some people: those on file in the villages that the roster covers, whom it does not list.

        A village whose rows are all new is covered too, and whose number stands in a returned row is listed."""
        rows = batch.plan_rows
        listed = rows.filter(target__isnull=False).values("target")
        new = rows.filter(outcome=Outcome.CREATED, target__isnull=True).values_list("payload", flat=True)
        villages = {opened(payload)["derived"]["station"] for payload in new}
        villages.update(people.filter(pk__in=listed).values_list("station", flat=True))
        numbers = rows.filter(key__isnull=False).values("key")
        return people.on_file().filter(station__in=villages).exclude(pk__in=listed).exclude(id_digest__in=numbers)

    @classmethod
    def ask(cls, batch, row, said, cells):
        """The Question about one finding."""
        key, token = said["field"], token_of(said)
        about = {
            "token": token,
            "said": said,
            "written": shown(key, cells.get(key)),
            "may_leave": said["level"] == "ask",
        }
        if said["code"] in NOBODY:
            return Question(kind="none", **about)
        if said["code"] in VILLAGE:
            about["written"] = shown("village", cells.get("village") or cells.get("town"))
            return cls._ask_village(batch, said, cells, about)
        if said["code"] == "maybe_same":
            return cls._ask_twin(batch, row, cells, about)
        if said.get("choices"):
            readings = [(choice, PartialDate.parse(choice).label) for choice in said["choices"]]
            year = said["choices"][0][:4]
            readings.append((year, _("only the year %(year)s") % {"year": year}))
            return Question(kind="choice", options=readings, **about)
        column = BY_KEY.get(key)
        if column and column.choices:
            return Question(kind="select", options=[(word, word) for word in column.choices], **about)
        value = "" if key in MASKS else about["written"]
        return Question(kind="text", value=value, **about)

    @staticmethod
    def _ask_village(batch, said, cells, about):
        about["may_remember"] = bool(cells.get("village"))
        if said.get("choices"):
            return Question(kind="choice", options=options(batch.by, said["choices"]), **about)
        return Question(kind="select", options=options(batch.by), **about)

    @classmethod
    def _ask_twin(cls, batch, row, cells, about):
        twin = cls._twin_of(batch, cells, row)
        readings = [(OTHER, _("Somebody else: a new record"))]
        if twin:
            readings.insert(0, (SAME, _("The same person: keep the number on file, take over the rest")))
        beside = cls._beside(cells, twin) if twin else []
        return Question(kind="choice", options=readings, beside=beside, **about)

    @classmethod
    def _twin_of(cls, batch, cells, row):
        """The record on file that the row may mean."""
        roster = cls(by=batch.by, today=timezone.localdate(batch.uploaded_at), headings={})
        draft = roster._draft(SimpleNamespace(sheet_name=row.sheet, number=row.row, cells=cells))
        people = Person.objects.writable_by(batch.by).live()
        if not draft.identity:
            return None
        return people.filter(name=draft.name, birth_date=draft.identity.birth_date, station=draft.place).first()

    @staticmethod
    def _beside(cells, twin):
        """(label, in the file, on record) of the fields that tell two people apart."""
        rows = []
        for key in (
            "id_no",
            "village",
            "group",
            "mobile",
            "hukou_addr",
            "addr",
            "enlist_date",
            "discharge_date",
            "unit_name",
        ):
            held = twin.station.place if key == "village" else getattr(twin, key)
            held = held.label if isinstance(held, PartialDate) else str(held or "")
            if key in cells or held:
                rows.append((BY_KEY[key].label, shown(key, cells.get(key)) or "—", held or "—"))
        return rows

    # ——— answers ———

    @staticmethod
    def position(said, answer):
        """Which of the readings was chosen, so that the same one is taken in other rows."""
        choices = said.get("choices") or []
        if said["code"] != "date_ambiguous" or not choices:
            return None
        return choices.index(answer) if answer in choices else YEAR

    @staticmethod
    def answer_at(said, answer, position):
        if position is None or answer == LEAVE:
            return answer
        return said["choices"][0][:4] if position == YEAR else said["choices"][position]

    @staticmethod
    def is_alike(said, cells, other, texts):
        """Dates that can be read two ways are all alike; words and villages only where the same is written."""
        if said["code"] == "date_ambiguous":
            return len(other.get("choices") or []) == len(said["choices"])
        keys = ("village", "town") if said["code"] in VILLAGE else (said["field"],)
        return said["code"] == "maybe_same" or all(str(cells.get(key)) == str(texts.get(key)) for key in keys)

    @classmethod
    def take(cls, row, said, cells, answer):
        """Put an answer into the cells."""
        key = said["field"]
        if answer == LEAVE:
            cells.pop(key, None)
        elif said["code"] in VILLAGE:
            cells["station"] = int(answer)
        elif said["code"] == "maybe_same":
            cls._take_twin(row, cells, answer)
        else:
            cells[key] = answer

    @staticmethod
    def cells_of_answer(row, said, cells):
        """Of a row that is written: the answered cell alone, for the record as it is called by now."""
        name = Person.objects.filter(pk=row.target).values_list("name", flat=True).first() or row.name
        kept = {"name": name, "id_no": cells["id_no"]}
        return kept | ({said["field"]: cells[said["field"]]} if said["field"] in cells else {})

    @classmethod
    def _take_twin(cls, row, cells, answer):
        twin = cls._twin_of(row.batch, cells, row) if answer == SAME else None
        if twin:
            cells["id_no"] = twin.id_no.plain()
        else:
            cells["other_person"] = True

    @staticmethod
    def remember(*, by, said, cells, answer):
        """The name of a village as this roster writes it, for every roster to come."""
        if said["code"] in VILLAGE and cells.get("village"):
            remember_name(by=by, station_id=int(answer), name=str(cells["village"]))
