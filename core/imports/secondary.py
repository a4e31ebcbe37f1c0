"""Smaller tables through django-import-export, behind the same pages and job as the roster (design §3).

A department declares a resource (`Scoped`: which fields, how a row is found, which actions write) and a sheet
(`Secondary`: columns, kind). Planning is the resource's dry run, row by row, in a transaction that is rolled back: the
very actions that will write have judged the row. Writing does the same again and keeps it, if it still does what the
plan said.
"""

from datetime import date
from types import SimpleNamespace

from django.core.exceptions import MultipleObjectsReturned
from django.db import transaction
from django.utils.translation import gettext as _
from import_export import resources, widgets
from import_export.instance_loaders import ModelInstanceLoader

from core.actions import OutOfScope, Refused, action
from core.audit import record
from core.documents import write_sheet
from core.imports.columns import CLEAR
from core.imports.kind import SheetKind
from core.imports.mend import Question, token_of
from core.imports.models import Outcome
from core.imports.plan import ERROR, Planned, finding
from core.imports.sheet import CellError
from core.imports.undo import EDITED, GONE, REFERRED, kept, referring
from core.validators import Problem, clean_text

REFUSALS = (Refused, OutOfScope, ValueError, MultipleObjectsReturned)
OUTCOMES = {"new": Outcome.CREATED, "update": Outcome.CHANGED, "skip": Outcome.UNCHANGED}


class Read(widgets.Widget):
    """A field read by one of the portal's validators, `parse(text)` → value or Problem, and shown as `show(value)`."""

    def __init__(self, parse, show=str):
        super().__init__()
        self.parse, self.show = parse, show

    def clean(self, value, row=None, **kwargs):
        found = self.parse(value) if value else None
        if isinstance(found, Problem):
            raise ValueError(found.message)
        return found

    def render(self, value, obj=None, **kwargs):
        return "" if value in (None, "") else self.show(value)


class Scoped(resources.ModelResource):
    """A resource for one user: it finds what they may change and writes through audited actions only.

    `add(values)`, `amend(row, values)` and `remove(row)` call the department's actions; without `add` nothing is created.
    """

    remove = None
    order = ("pk",)

    class Meta:
        skip_unchanged = report_skipped = store_instance = clean_model_instances = skip_html_diff = True

    def __init__(self, *, by, today):
        super().__init__()
        self.by, self.today = by, today

    def get_queryset(self):
        return self._meta.model._default_manager.writable_by(self.by)

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

    def save_m2m(self, *args, **kwargs):
        """No table of ours has such fields."""

    def attempt(self, row, *, keeps):
        """Import one row ({field: text}). Returns (outcome or None, target, payload, errors); written only if `keeps(outcome,
        payload)` says so."""
        with transaction.atomic():
            result = self.import_row(row, ModelInstanceLoader(self, None), row_number=0)
            outcome, errors, payload = OUTCOMES.get(result.import_type), errors_of(result), None
            if not errors and outcome in (Outcome.CREATED, Outcome.CHANGED):
                payload = self.payload(row, result)
            if errors or not keeps(outcome, payload):
                transaction.set_rollback(True)
            target = result.instance.pk if result.instance and outcome != Outcome.CREATED else None
            return outcome, target or (result.instance and result.instance.pk), payload, errors

    def payload(self, row, result):
        """What a row does, as the plan keeps it: texts, so that it can be shown, done again and taken back."""
        names = [field.attribute for field in self.written_fields()]
        new = {name: stored(getattr(result.instance, name)) for name in names}
        if result.import_type == "new":
            return {"values": {name: value for name, value in new.items() if value not in ("", None)}} | rest(row)
        old = {name: stored(getattr(result.original, name)) for name in names}
        return {"changes": {name: [old[name], new[name]] for name in names if old[name] != new[name]}} | rest(row)


def rest(row):
    return {"categories": [], "row": row}


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
        message = getattr(wrong.error, "message", "") or _("This row cannot be taken as it stands.")
        found.append((None, getattr(wrong.error, "code", "refused"), str(message)))
    return found


def stored(value):
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)


def as_text(raw):
    """A cell of the file as the resource reads it."""
    if raw is CLEAR:
        return ""
    return raw.isoformat()[:10] if isinstance(raw, date) else clean_text(raw)


class Secondary(SheetKind):
    """A sheet whose rows a resource evaluates and writes. Declare `resource`, `columns`, `key_columns`, `title`, `model`."""

    resource = None
    export_needs = ""

    def __init__(self, *, by, today, headings):
        self.headings, self.seen = headings, {}
        self.source = self.resource(by=by, today=today)

    def evaluate(self, rows):
        """A Planned for each row."""
        return [self._evaluate(row) for row in rows]

    def _evaluate(self, row):
        cells = {key: as_text(raw) for key, raw in row.cells.items() if not isinstance(raw, CellError)}
        plan = Planned(row.sheet_name, row.number, Outcome.REJECTED, cells.get("name", "")[:50])
        plan.findings = [*self._unread(row), *self._missing(row, cells)] or self._twice(row, cells)
        if not plan.findings:
            outcome, target, payload, errors = self.source.attempt(cells, keeps=lambda *_what: False)
            plan.findings = [self._wrong(*error) for error in errors]
            if not errors:
                plan.outcome, plan.payload = outcome, payload
                plan.target = None if outcome == Outcome.CREATED else target
        return plan

    def _unread(self, row):
        for key, raw in row.cells.items():
            if isinstance(raw, CellError):
                yield self._wrong(key, "cell_error", _("The cell holds no value: %(text)s.") % {"text": raw})

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
        heading = self.headings.get(field)
        return finding(code, message, level=ERROR, column=heading, field=field if heading else None)

    @classmethod
    def write(cls, *, by, batch, rows, today):
        """{plan row: record or None}; a row that would do something else by now waits for a new plan."""
        source = cls.resource(by=by, today=today)
        return {row.pk: cls._redo(source, row, payload) for row, payload in rows}

    @staticmethod
    def _redo(source, row, payload):
        def is_as_planned(outcome, now):
            return outcome == row.outcome and now == payload

        outcome, target, now, errors = source.attempt(payload["row"], keeps=is_as_planned)
        return target if not errors and is_as_planned(outcome, now) else None

    # ——— undoing ———

    @classmethod
    def take_back(cls, *, batch, by, rows, today):
        """{plan row: findings} of what stays; changed fields go back, new records go unless something builds on them."""
        source = cls.resource(by=by, today=today)
        return {row.pk: cls._undo(source, row, payload) for row, payload in rows}

    @classmethod
    def _undo(cls, source, row, payload):
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
            source.amend(record, {name: field.to_python(old[name]) for name, field in fields.items()})
        return said

    @classmethod
    def _remove(cls, source, record):
        if things := referring(cls.model, [record.pk])[record.pk]:
            return [kept(REFERRED, things="、".join(things))]
        if source.remove is None:
            return [kept(EDITED, fields=str(cls.model._meta.verbose_name))]
        source.remove(record)
        return []

    # ——— answering ———

    @classmethod
    def ask(cls, batch, row, said, cells):
        column = next((column for column in cls.columns if column.key == said["field"]), None)
        about = {"token": token_of(said), "said": said, "written": as_text(cells.get(said["field"], ""))}
        if column is None:
            return Question(kind="none", **about)
        if column.choices:
            return Question(kind="select", options=[(word, word) for word in column.choices], **about)
        return Question(kind="text", value=about["written"], **about)

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
