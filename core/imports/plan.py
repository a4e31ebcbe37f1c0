"""The plan: what every row of a file will do, stored before anything is written.

A department's sheet (`veterans.imports.Roster`) says what a row means; this module keeps the counts and the rows.
"""

import json
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.module_loading import autodiscover_modules

from core import bulk, vault
from core.audit import json_of
from core.imports.kept import pack
from core.imports.models import Batch, BatchFile, Outcome, PlanRow

# Levels of a finding: the row is returned, the row waits, only that field waits, for information
ERROR, QUESTION, ASK, NOTE = "error", "question", "ask", "note"
ANSWERED = (ERROR, QUESTION, ASK)

KINDS: dict = {}


def sheet_kind(kind):
    """Register a department's sheet under its kind."""

    def register(sheet):
        KINDS[kind] = sheet
        sheet.kind = kind
        return sheet

    return register


def sheet_of(kind):
    """The department's sheet of a kind; KeyError for one that no app's imports.py declares."""
    if kind not in KINDS:
        autodiscover_modules("imports")
    return KINDS[kind]


def kinds(user, *, comparing=False):
    """The sheets that a user may upload, or compare with what is on file."""
    autodiscover_modules("imports")
    found = [sheet for sheet in KINDS.values() if getattr(sheet, "is_readonly", False) == comparing]
    allowed = [sheet for sheet in found if user.may(getattr(sheet, "needs", "import.upload"))]
    return sorted(allowed, key=lambda sheet: getattr(sheet, "rank", 50))


def opened(payload):
    """A stored payload, or a part of it, with its sealed values as `Sealed`; None stays None."""
    if isinstance(payload, str):
        payload = json.loads(payload)
    if isinstance(payload, list):
        return [_opened(part) for part in payload]
    return payload and {name: _opened(part) for name, part in payload.items()}


def _opened(value):
    if isinstance(value, dict) and set(value) == {"sealed"}:
        return vault.Sealed(value["sealed"])
    return opened(value) if isinstance(value, (dict, list)) else value


@dataclass(slots=True)
class Planned:
    """What one row will do. `payload`: what to write (JSON); the rest as in PlanRow."""

    sheet: str
    row: int
    outcome: str
    name: str = ""
    key: str | None = None
    target: int | None = None
    version: int | None = None
    payload: dict | None = None
    findings: list = field(default_factory=list)
    proposal: int | None = None
    cells: dict | None = None


def keep_cells(rows, planned):
    """What stands in the file goes with the rows that somebody must answer."""
    for row, plan in zip(rows, planned, strict=True):
        if any(said["level"] in ANSWERED for said in plan.findings):
            plan.cells = row.cells


def codes_of(findings):
    """The findings of a row as words, so that the database can count and find rows by them."""
    return _words(f"{said['level']}:{said['code']}:{said['field'] or ''}" for said in findings)


def touched_by(plan):
    """The fields that a planned change touches, as words; empty for a new record."""
    if plan.outcome != Outcome.CHANGED:
        return ""
    return _words([*plan.payload["changes"], *(["categories"] if plan.payload.get("categories") else [])])


def _words(words):
    text = " ".join(dict.fromkeys(words))
    return f" {text} " if text else ""


def finding(code, message, *, level, column=None, field=None, choices=()):
    """One thing to say about a row. `column`: the heading as the file writes it; `choices`: the possible readings."""
    said = {"code": code, "message": str(message), "level": level, "column": column, "field": field}
    return said | ({"choices": list(choices)} if choices else {})


PLAN_FIELDS = (
    "sheet", "row", "outcome", "name", "key", "target", "version", "payload", "findings", "proposal", "is_written",
    "codes", "touched", "cells",
)  # fmt: skip


def store(batch, planned):
    """Write planned rows and add them to the batch's counts. Runs inside a step of the planning job."""
    rows = [(plan.sheet, plan.row, *stored) for plan, stored in zip(planned, as_stored(planned), strict=True)]
    bulk.insert_rows(PlanRow, PLAN_FIELDS, rows, same={"batch": batch.pk, "is_follow_up": False})
    for outcome in Outcome.values:
        setattr(batch, outcome, getattr(batch, outcome) + sum(plan.outcome == outcome for plan in planned))
    batch.rows += len(planned)
    batch.save(update_fields=["rows", *Outcome.values])


def store_follow_ups(batch, planned):
    """Write rows that carry answers to rows already written; they are counted nowhere."""
    rows = [(plan.sheet, plan.row, *stored) for plan, stored in zip(planned, as_stored(planned), strict=True)]
    bulk.insert_rows(PlanRow, PLAN_FIELDS, rows, same={"batch": batch.pk, "is_follow_up": True})


def as_stored(planned):
    """The columns of PlanRow behind `row`, in the order of PLAN_FIELDS."""
    cells = vault.seal_many([pack(plan.cells) if plan.cells is not None else None for plan in planned])
    return [
        (
            plan.outcome, plan.name, plan.key, plan.target, plan.version, json_of(plan.payload) if plan.payload else None,
            json_of(plan.findings) if plan.findings else "[]", plan.proposal, False, codes_of(plan.findings),
            touched_by(plan), cells[i],
        )
        for i, plan in enumerate(planned)
    ]  # fmt: skip


def changes_text(payload):
    """The changes within a stored payload, as the text they are: the ledger writes its lines in the same form.

    A quotation mark inside a value is escaped, so that the two marks stand nowhere else.
    """
    return payload[payload.index(CHANGES) + len(CHANGES) : payload.index(DERIVED) + 1]


CHANGES, DERIVED = '"changes":', '},"derived":{'


def recount(batch):
    """Count the outcomes anew after rows have changed theirs (stale rows, mended rows)."""
    counts = dict.fromkeys(Outcome.values, 0)
    of_file = batch.plan_rows.filter(is_follow_up=False)
    counts.update(of_file.values_list("outcome").annotate(n=Count("pk")).values_list("outcome", "n"))
    Batch.objects.filter(pk=batch.pk).update(rows=sum(counts.values()), **counts)
    BatchFile.objects.filter(batch=batch).update(returned=None)  # a workbook made before says something else
    batch.refresh_from_db()
