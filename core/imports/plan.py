"""The plan: what every row of a file will do, stored before anything is written.

A department's sheet (`veterans.imports.Roster`) says what a row means; this module keeps the counts and the rows.
"""

import json
from dataclasses import dataclass, field

from django.db.models import Count

from core import bulk, vault
from core.imports.models import Batch, Outcome, PlanRow

# Levels of a finding: the row is returned, the row waits, only that field waits, for information
ERROR, QUESTION, ASK, NOTE = "error", "question", "ask", "note"

KINDS: dict = {}


def sheet_kind(kind):
    """Register a department's sheet under its kind."""

    def register(sheet):
        KINDS[kind] = sheet
        sheet.kind = kind
        return sheet

    return register


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


def finding(code, message, *, level, column=None, field=None, choices=()):
    """One thing to say about a row. `column`: the heading as the file writes it; `choices`: the possible readings."""
    said = {"code": code, "message": str(message), "level": level, "column": column, "field": field}
    return said | ({"choices": list(choices)} if choices else {})


PLAN_FIELDS = (
    "batch", "sheet", "row", "outcome", "name", "key", "target", "version", "payload", "findings", "proposal", "is_written",
)  # fmt: skip


def store(batch, planned):
    """Write planned rows and add them to the batch's counts. Runs inside a step of the planning job."""
    sealed = vault.seal_many([_json(plan.payload) if plan.payload else None for plan in planned])
    bulk.insert_rows(
        PlanRow,
        PLAN_FIELDS,
        [
            (
                batch.pk, plan.sheet, plan.row, plan.outcome, plan.name, plan.key, plan.target, plan.version, payload,
                _json(plan.findings), plan.proposal, False,
            )
            for plan, payload in zip(planned, sealed, strict=True)
        ],
    )  # fmt: skip
    for outcome in Outcome.values:
        setattr(batch, outcome, getattr(batch, outcome) + sum(plan.outcome == outcome for plan in planned))
    batch.rows += len(planned)
    batch.save(update_fields=["rows", *Outcome.values])


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def recount(batch):
    """Count the outcomes anew after rows have changed theirs (stale rows, mended rows)."""
    counts = dict.fromkeys(Outcome.values, 0)
    counts.update(batch.plan_rows.values_list("outcome").annotate(n=Count("pk")).values_list("outcome", "n"))
    Batch.objects.filter(pk=batch.pk).update(rows=sum(counts.values()), **counts)
    batch.refresh_from_db()
