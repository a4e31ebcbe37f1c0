"""A plan as people read it: labels for fields, words for codes, masks for numbers; reasons counted by cause."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.fields import PartialDateField
from core.imports.models import Outcome
from core.imports.plan import ASK, ERROR, NOTE, QUESTION, opened, sheet_of
from core.imports.undo import KEPT
from core.validators import PartialDate
from core.vault import SealedField, hide

LEVELS = (QUESTION, ASK, ERROR, NOTE)
WORDS = {
    QUESTION: gettext_lazy("to be answered"),
    ASK: gettext_lazy("one field open"),
    ERROR: gettext_lazy("returned"),
    NOTE: gettext_lazy("please note"),
}
# What to do about a finding, by its code; by its level where nothing is said
REMEDIES = {
    "date_ambiguous": gettext_lazy("Answer below, one row after another or all at once"),
    "village_ambiguous": gettext_lazy("Choose the village, and have the name remembered"),
    "village_unknown": gettext_lazy("Choose the village, and have the name remembered"),
    "village_missing": gettext_lazy("Choose the village"),
    "maybe_same": gettext_lazy("Compare both and decide"),
    "needs_superior": gettext_lazy("Nothing to do: the superior checks"),
    "unknown_code": gettext_lazy("Choose the right word, or leave the field as it is"),
    "choice": gettext_lazy("Choose the right word"),
    "stale": gettext_lazy("Upload the file again"),
    "name_missing": gettext_lazy("Add the name"),
    **dict.fromkeys(KEPT, gettext_lazy("Nothing to do; what should go is corrected in the record itself")),
    **dict.fromkeys(
        ("id_missing", "id_length", "id_characters", "id_birth", "id_checksum"),
        gettext_lazy("Correct it against the papers"),
    ),
    "id_numeric": gettext_lazy("Ask the station to format the column as text and fill it in again"),
}
BY_LEVEL = {
    QUESTION: gettext_lazy("Answer below"),
    ASK: gettext_lazy("Answer it, or leave the field as it is"),
    ERROR: gettext_lazy("Look it up and correct it"),
    NOTE: gettext_lazy("The row is written; check it some time"),
}
COMPARED = gettext_lazy("Nothing is written; check it some time")
OF_NO_CELL = gettext_lazy("Correct the file and upload it again, or change the record itself")
NOBODY = frozenset({"needs_superior", "stale"})  # waits for somebody else, or for a new upload
SHOWN_CHANGES = 10


@dataclass(frozen=True)
class Change:
    """One field of a row: what stands there, what will."""

    label: str
    old: str
    new: str


@dataclass
class Cause:
    """Rows that wait or were returned for one reason. `token` finds them again."""

    token: str
    level: str
    code: str
    field: str
    rows: int
    message: str = ""
    first: int = 0
    open: int = 0
    is_compared: bool = False
    others: list = field(default_factory=list)

    @property
    def word(self):
        return WORDS[self.level]

    @property
    def css(self):
        return {ERROR: "bad", NOTE: "ok"}.get(self.level, "ask")

    @property
    def remedy(self):
        if self.code in REMEDIES:
            return REMEDIES[self.code]
        if self.level == NOTE and self.is_compared:
            return COMPARED
        return BY_LEVEL[self.level] if self.field or self.level == NOTE else OF_NO_CELL

    @property
    def may_answer(self):
        return self.level != NOTE and self.code not in NOBODY and self.field and self.open


def causes(batch):
    """The reasons of the batch's findings, what waits first; counted in the database, no row is opened."""
    rows = batch.plan_rows.exclude(codes="").values("codes", "is_written")
    counts, first, unwritten = Counter(), {}, Counter()
    for group in rows.annotate(n=Count("pk"), first=Min("pk")).order_by():
        for token in group["codes"].split():
            counts[token] += group["n"]
            is_open = not group["is_written"] or token.startswith(f"{ASK}:")
            unwritten[token] += group["n"] if is_open else 0
            first[token] = min(first.get(token, group["first"]), group["first"])
    samples = dict(batch.plan_rows.filter(pk__in=set(first.values())).values_list("pk", "findings"))
    found, is_compared = [], sheet_of(batch.kind).is_readonly
    for token, rows in counts.items():
        level, code, name = token.split(":", 2)
        said = next((s for s in samples[first[token]] if s["code"] == code and (s["field"] or "") == name), {})
        message = (
            f"{said.get('column')}：{said.get('message', '')}" if said.get("column") else said.get("message", code)
        )
        found.append(Cause(token, level, code, name, rows, message, first[token], unwritten[token], is_compared))
    return sorted(found, key=lambda cause: (LEVELS.index(cause.level), -cause.rows))


def is_answerable(said):
    """Whether somebody here can answer a finding."""
    return said["level"] in (QUESTION, ASK, ERROR) and said["code"] not in NOBODY and bool(said["field"])


def touched_fields(batch):
    """[(field, label, rows)] of the planned changes, the most frequent first."""
    counts = Counter()
    rows = batch.plan_rows.filter(outcome=Outcome.CHANGED).values_list("touched")
    for touched, count in rows.annotate(n=Count("pk")).order_by():
        for name in touched.split():
            counts[name] += count
    model = sheet_of(batch.kind).model
    return [(name, label_of(model, name), count) for name, count in counts.most_common()]


def label_of(model, name):
    if name == "categories":
        return _("Categories")
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def changes(row, only=""):
    """The Changes of a planned row; of a new record the values it will have. `only`: one field's."""
    if not row.payload:
        return []
    payload = opened(row.payload)
    sheet = sheet_of(row.batch.kind)
    pairs = payload.get("changes")
    if pairs is None:
        pairs = {name: (None, value) for name, value in payload.get("values", {}).items()}
    if row.outcome != Outcome.CHANGED:
        pairs = {name: pair for name, pair in pairs.items() if name in sheet.shown_fields}
    order = {column.key: number for number, column in enumerate(sheet.columns)}
    found = [
        Change(label_of(sheet.model, name), said(sheet.model, name, old), said(sheet.model, name, new))
        for name, (old, new) in sorted(pairs.items(), key=lambda pair: order.get(pair[0], len(order)))
        if not only or name == only
    ]
    if payload.get("categories") and only in ("", "categories"):
        found.append(Change(_("Categories"), "", "、".join(map(sheet.category_label, payload["categories"]))))
    return found


def said(model, name, value):
    """A value of a payload as people read it."""
    if value in (None, ""):
        return ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(value)
    if field.is_relation:
        return str(field.related_model._base_manager.filter(pk=value).first() or value)
    if isinstance(field, SealedField):
        return (field.mask or hide)(value.plain())
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(field, PartialDateField):
        return PartialDate.parse(value).label
    return str(dict(field.flatchoices).get(value, value))
