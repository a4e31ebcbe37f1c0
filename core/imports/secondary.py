"""Smaller tables through django-import-export, behind the same pages and job as the roster (design §3).

A department declares a resource (`Scoped`: which fields, how a row is found, which actions write) and a sheet
(`Secondary`: columns, kind). Planning is the resource's dry run, row by row, in a transaction that is rolled back: the
very actions that will write have judged the row. Writing does the same again and keeps it, if it still does what the
plan said.
"""

import json
from datetime import date
from types import SimpleNamespace

from django.core.exceptions import MultipleObjectsReturned, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from import_export import resources
from import_export.instance_loaders import ModelInstanceLoader

from core.actions import OutOfScope, Refused, action
from core.audit import record
from core.documents import write_sheet
from core.imports.columns import CLEAR
from core.imports.kind import SheetKind
from core.imports.mend import Question, token_of
from core.imports.models import Outcome
from core.imports.plan import ERROR, QUESTION, Planned, finding, opened
from core.imports.sheet import CellError
from core.imports.undo import EDITED, GONE, REFERRED, REFUSED, kept, referring
from core.imports.words import Read
from core.validators import LOST_DIGITS, Problem, clean_text, has_lost_digits
from core.vault import Sealed

REFUSALS = (Refused, OutOfScope, ValueError, MultipleObjectsReturned)
HIDDEN = "*"  # in a number that a list of ours has masked: it changes nothing
OUTCOMES = {"new": Outcome.CREATED, "update": Outcome.CHANGED, "skip": Outcome.UNCHANGED}


class Scoped(resources.ModelResource):
    """A resource for one user: it finds what they may change and writes through audited actions only.

    `add(values)`, `amend(row, values)` and `remove(row)` call the department's actions; without `add` nothing is created.
    `widgets()` says how the columns are read that are no plain text.
    """

    remove = None
    order = ("pk",)

    class Meta:
        skip_unchanged = report_skipped = store_instance = clean_model_instances = skip_html_diff = True

    def __init__(self, *, by, today):
        super().__init__()
        self.by, self.today = by, today
        for name, widget in self.widgets().items():
            self.fields[name].widget = widget
        self.column_of = {field.attribute: name for name, field in self.fields.items()}

    def widgets(self):
        """{column: Read}"""
        return {}

    def get_queryset(self):
        return self._meta.model._default_manager.writable_by(self.by)

    def named(self, model):
        """Rows of another table that a row may name: those its user sees."""
        return model._default_manager.visible_to(self.by)

    def add(self, values):
        raise Refused("unknown_record", _("Nothing in your area has this key."))

    def in_order(self, rows):
        """How an export lists them."""
        return rows.order_by(*self.order)

    def written_fields(self):
        return [field for field in self.get_import_fields() if not field.readonly]

    def save_instance(self, instance, is_create, row, **kwargs):
        values = {
            field.attribute: getattr(instance, field.attribute)
            for field in self.written_fields()
            if field.column_name in row
        }
        if is_create:
            instance.pk = self.add(values | self.fixed(instance)).pk
        else:
            self.amend(self.get_queryset().get(pk=instance.pk), values)

    def fixed(self, instance):
        """What a new record is given besides the columns."""
        return {}

    def reckon(self, outcome, payload):
        """Told what a row is planned to do: what the rows below it must reckon with, though nothing is written yet."""

    def save_m2m(self, *args, **kwargs):
        """No table of ours has such fields."""

    def attempt(self, row, *, keeps):
        """Import one row ({field: text}). Returns (outcome or None, target, payload, errors); written only if `keeps(outcome,
        payload)` says so."""
        row = self.completed(row)
        if wrong := list(self.misread(row)):
            return None, None, None, wrong
        with transaction.atomic():
            result = self.import_row(row, ModelInstanceLoader(self, None), row_number=0)
            outcome, payload = OUTCOMES.get(result.import_type), None
            errors = [(self.column_of.get(name, name), *said) for name, *said in errors_of(result)]
            if not errors and outcome in (Outcome.CREATED, Outcome.CHANGED):
                payload = self.payload(row, result)
            if errors or not keeps(outcome, payload):
                transaction.set_rollback(True)
            target = result.instance.pk if result.instance and outcome != Outcome.CREATED else None
            return outcome, target or (result.instance and result.instance.pk), payload, errors

    def completed(self, row):
        """The cells with what they leave unsaid."""
        return row

    def misread(self, row):
        """[(column, code, message)] of cells that cannot be read."""
        for name, field in self.fields.items():
            if isinstance(field.widget, Read):
                found = field.widget.look(row.get(name, ""), row)
                if isinstance(found, Problem):
                    yield name, found.code, str(found.message)

    def payload(self, row, result):
        """What a row does, as the plan keeps it: so that it can be shown, done again and taken back. The cells are sealed."""
        names = [field.attribute for field in self.written_fields()]
        new = {name: stored(getattr(result.instance, name)) for name in names}
        cells = {"categories": [], "row": Sealed.of(json.dumps(row, ensure_ascii=False))}
        if result.import_type == "new":
            return {"values": {name: value for name, value in new.items() if value not in ("", None)}} | cells
        old = {name: stored(getattr(result.original, name)) for name in names}
        return {"changes": {name: [old[name], new[name]] for name in names if old[name] != new[name]}} | cells


def errors_of(result):
    """[(field or None, code, message)] of what the resource, the model or an action found wrong."""
    found = []
    if result.validation_error:
        errors = result.validation_error.update_error_dict({})
        for name, problems in errors.items():
            for problem in problems:
                said = problem if hasattr(problem, "messages") else None
                texts = said.messages if said else [str(problem)]
                field = None if name == "__all__" else name
                found += [(field, getattr(problem, "code", "") or "invalid", text) for text in texts]
    for wrong in result.errors:
        if not isinstance(wrong.error, REFUSALS):
            raise wrong.error  # a lost connection, a fault of ours: nothing that the row could help
        found.append((None, getattr(wrong.error, "code", "refused"), told_of(wrong.error)))
    return found


def told_of(error):
    if isinstance(error, MultipleObjectsReturned):
        return _("Several records on file answer to this row; change them on their pages.")
    return str(getattr(error, "message", "") or _("This row cannot be taken as it stands."))


def stored(value):
    """A value as plans compare it: rows by their key, numbers and days as text, personal numbers as they are."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Sealed):
        return value or ""
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)


def sealed_away(payload):
    """The payload as it is written down: `plan.opened` makes it what it was."""
    if isinstance(payload, Sealed):
        return {"sealed": payload.token}
    if isinstance(payload, list):
        return [sealed_away(part) for part in payload]
    return {name: sealed_away(part) for name, part in payload.items()} if isinstance(payload, dict) else payload


def restored(field, value):
    """A value of a payload as the field takes it."""
    if field.is_relation:
        return value and field.related_model._base_manager.get(pk=value)
    return field.to_python(value)


def as_text(raw):
    """A cell of the file as the resource reads it."""
    if raw is CLEAR:
        return ""
    return raw.isoformat()[:10] if isinstance(raw, date) else clean_text(raw)


class Secondary(SheetKind):
    """A sheet whose rows a resource evaluates and writes. Declare `resource`, `columns`, `key_columns`, `title`, `model`.

    `called`: the column by whose text people know a row; `masks` {column: mask} for personal numbers; `brings`: models
    whose rows a record brings with it, which do not keep it from being taken back; `blames` {code of a refusal: column};
    `asks`: codes of refusals that are a question: the row is not returned, it waits for what the column then says.
    """

    resource = None
    called = "name"
    masks: dict = {}
    brings: tuple = ()
    blames: dict = {}
    asks: tuple = ()
    export_needs = ""

    def __init_subclass__(cls):
        """Of a new record the pages show what every row must say."""
        if cls.resource:
            needed = [column.key for column in cls.columns if column.is_required]
            cls.shown_fields = frozenset(cls.resource.fields[key].attribute for key in needed)

    def __init__(self, *, by, today, headings):
        self.headings, self.seen = headings, {}
        self.source = self.resource(by=by, today=today)

    def evaluate(self, rows):
        """A Planned for each row."""
        return [self._evaluate(row) for row in rows]

    def _evaluate(self, row):
        cells = {key: as_text(raw) for key, raw in row.cells.items() if not isinstance(raw, CellError)}
        cells = {key: text for key, text in cells.items() if not (key in self.masks and HIDDEN in text)}
        plan = Planned(row.sheet_name, row.number, Outcome.REJECTED, cells.get(self.called, "")[:50])
        plan.findings = [*self._unread(row), *self._missing(row, cells)] or self._twice(row, cells)
        if not plan.findings:
            outcome, target, payload, errors = self.source.attempt(cells, keeps=lambda *_what: False)
            plan.findings = [self._wrong(*error) for error in errors]
            if errors and all(said["level"] == QUESTION for said in plan.findings):
                plan.outcome = Outcome.QUESTIONED
            if not errors:
                plan.outcome, plan.payload = outcome, payload and sealed_away(payload)
                self.source.reckon(outcome, payload)
                plan.target = None if outcome == Outcome.CREATED else target
        return plan

    def _unread(self, row):
        for key, raw in row.cells.items():
            if isinstance(raw, CellError):
                yield self._wrong(key, "cell_error", _("The cell holds no value: %(text)s.") % {"text": raw})
            elif has_lost_digits(raw):
                yield self._wrong(key, "lost_digits", LOST_DIGITS)

    def _missing(self, row, cells):
        for column in self.columns:
            if column.is_required and not cells.get(column.key) and type(row.cells.get(column.key)) is not CellError:
                yield self._wrong(column.key, "missing", _("Fill in this cell."))

    def _twice(self, row, cells):
        key = tuple(cells.get(name, "") for name in self.key_columns)
        first = self.seen.setdefault(key, (row.sheet_name, row.number))
        if first == (row.sheet_name, row.number):
            return []
        message = _("The same record stands in row %(row)s already.") % {"row": first[1]}
        return [self._wrong(self.key_columns[-1], "twice", message)]

    def _wrong(self, field, code, message):
        """A finding beside its column, if need be the one that a refusal is answered in; the file may not have it."""
        field = field or self.blames.get(code)
        column = next((column for column in self.columns if column.key == field), None)
        heading = self.headings.get(field) or (column and column.heading)
        level = QUESTION if code in self.asks else ERROR
        return finding(code, message, level=level, column=heading, field=column and field)

    @classmethod
    def write(cls, *, by, batch, rows, today):
        """{plan row: record or None}; a row that would do something else by now waits for a new plan."""
        source = cls.resource(by=by, today=today)
        return {row.pk: cls._redo(source, row, opened(payload)) for row, payload in rows}

    @staticmethod
    def _redo(source, row, payload):
        def is_as_planned(outcome, now):
            return outcome == row.outcome and now == payload

        outcome, target, now, errors = source.attempt(json.loads(payload["row"].plain()), keeps=is_as_planned)
        return target if not errors and is_as_planned(outcome, now) else None

    # ——— undoing ———

    @classmethod
    def take_back(cls, *, batch, by, rows, today):
        """{plan row: findings} of what stays; changed fields go back, new records go unless something builds on them."""
        source = cls.resource(by=by, today=today)
        return {row.pk: cls._undo(source, row, opened(payload)) for row, payload in rows}

    @classmethod
    def _undo(cls, source, row, payload):
        """A row of which an action takes nothing back any more stays whole."""
        try:
            with transaction.atomic():
                return cls._restore(source, row, payload)
        except (Refused, ValidationError) as refusal:
            return [kept(REFUSED, why="".join(getattr(refusal, "messages", None) or [str(refusal.message)]))]

    @classmethod
    def _restore(cls, source, row, payload):
        record = source.get_queryset().filter(pk=row.target).first()
        if record is None:
            return [kept(GONE)]
        after = payload.get("values") or {name: new for name, (_old, new) in payload["changes"].items()}
        edited = [name for name, new in after.items() if stored(getattr(record, name)) != new]
        said = [kept(EDITED, fields="、".join(label_of(cls.model, name) for name in edited))] if edited else []
        if "values" in payload:
            return said or cls._remove(source, record)
        fields = {name: cls.model._meta.get_field(name) for name in after if name not in edited}
        if fields:
            old = {name: payload["changes"][name][0] for name in fields}
            source.amend(record, {name: restored(field, old[name]) for name, field in fields.items()})
        return said

    @classmethod
    def _remove(cls, source, record):
        if things := referring(cls.model, [record.pk], but=cls.brings)[record.pk]:
            return [kept(REFERRED, things="、".join(things))]
        if source.remove is None:
            return [kept(EDITED, fields=str(cls.model._meta.verbose_name))]
        source.remove(record)
        return []

    # ——— answering ———

    @classmethod
    def ask(cls, batch, row, said, cells):
        column = next((column for column in cls.columns if column.key == said["field"]), None)
        written = as_text(cells.get(said["field"], ""))
        about = {"token": token_of(said), "said": said, "written": cls.mask(said["field"], written)}
        if column is None:
            return Question(kind="none", **about)
        if column.choices:
            return Question(kind="select", options=[(word, word) for word in column.choices], **about)
        return Question(kind="text", value="" if column.key in cls.masks else written, **about)

    @classmethod
    def mask(cls, key, text):
        hide = cls.masks.get(key)
        return hide(as_text(text)) if hide and text else text

    @staticmethod
    def position(said, answer):
        return None

    @staticmethod
    def answer_at(said, answer, position):
        return answer

    @staticmethod
    def is_alike(said, cells, other, texts):
        return cells.get(said["field"]) == texts.get(said["field"])

    @staticmethod
    def take(row, said, cells, answer):
        cells[said["field"]] = answer

    # ——— taking it away ———

    @classmethod
    def rows_for(cls, user):
        """What a user may take away: lines of texts under the sheet's own headings."""
        source = cls.resource(by=user, today=None)
        rows = cls.model._default_manager.visible_to(user)
        keys = [column.key for column in cls.columns]
        for row in source.in_order(rows).iterator(chunk_size=500):
            yield [source.fields[key].export(row) for key in keys]


def label_of(model, name):
    return str(model._meta.get_field(name).verbose_name)


@action("import.view")
def export(*, by, sheet, file):
    """Write a sheet's table into a file, as the import reads it back."""
    if not by.may(sheet.export_needs):
        raise Refused("not_yours", _("This is not allowed."))
    heads = [SimpleNamespace(title=column.heading, num=False) for column in sheet.columns]
    count = write_sheet(file, sheet.title, heads, sheet.rows_for(by))
    record(sheet.export_needs, sheet.model, by=by, note=_("%(count)s rows") % {"count": count})
    return count
