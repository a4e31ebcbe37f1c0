"""The jobs of the import centre: each loads a batch and works in steps that commit with their checkpoint."""

import json

from django.utils.translation import gettext_lazy as _

from core import bulk
from core.actions import Refused
from core.bulk import chunk_rows
from core.imports import reading
from core.imports.actions import content_of, finish
from core.imports.models import Batch, BatchState, Outcome, PlanRow
from core.imports.plan import KINDS, QUESTION, finding, recount, store
from core.jobs import job
from core.pages import today

CHUNK = 1000  # rows planned at a time; written in chunks of the database's own size


@job("import.plan", _("Reading a roster"))
def plan(run):
    """Read the file and store what every row will do. A file that is none leaves its reason on the batch."""
    batch = Batch.objects.get(pk=run.args["batch"])
    try:
        book = reading.open_batch(batch, content_of(batch))
    except Refused as refusal:
        finish(batch, BatchState.FAILED, failure=str(refusal.message)[:300])
        return {"error": refusal.code, "message": str(refusal.message)}
    start = run.checkpoint.get("rows", 0)
    sheet = KINDS[batch.kind](by=batch.by, today=today(), headings=book.headings)
    run.progress(done=start, total=book.size)
    seen = 0
    for rows in book.chunks(CHUNK):
        planned = sheet.evaluate(rows)  # rows above shape the meaning of those below, also after a restart
        seen += len(rows)
        if seen > start:
            with run.step(done=seen, checkpoint={"rows": seen}):
                store(batch, planned)
    finish(
        batch, BatchState.PLANNED, columns=book.columns, skipped=book.skipped, signature=book.signature
    )
    return {"rows": batch.rows}


@job("import.apply", _("Writing a roster"))
def apply(run):
    """Write the planned rows chunk by chunk; a row whose ground has moved is questioned instead."""
    batch = Batch.objects.get(pk=run.args["batch"])
    sheet = KINDS[batch.kind]
    rows = PlanRow.objects.filter(batch=batch, outcome__in=[Outcome.CREATED, Outcome.CHANGED])
    run.progress(total=rows.count())
    last, done = run.checkpoint.get("last", 0), run.checkpoint.get("done", 0)
    while chunk := list(rows.filter(pk__gt=last, is_written=False).order_by("pk")[: min(chunk_rows(), CHUNK)]):
        last, done = chunk[-1].pk, done + len(chunk)
        with run.step(done=done, checkpoint={"last": last, "done": done}):
            write_chunk(sheet, batch, chunk)
    with run.step():
        sheet.settle(batch=batch, today=today())
        recount(batch)
        finish(batch, BatchState.APPLIED)
    return batch.counts


def write_chunk(sheet, batch, chunk):
    pairs = [(row, json.loads(row.payload.plain())) for row in chunk]
    written = sheet.write(batch=batch, rows=pairs, today=today())
    for row in chunk:
        row.target = written[row.pk] or row.target
        row.is_written = written[row.pk] is not None
        if not row.is_written:
            row.outcome = Outcome.QUESTIONED
            message = _("The record has changed since the plan was made. Plan this file again.")
            row.findings = [*row.findings, finding("stale", message, level=QUESTION)]
    bulk.update_rows(
        PlanRow,
        ("target", "is_written", "outcome", "findings"),
        [(row.target, row.is_written, row.outcome, json.dumps(row.findings), row.pk) for row in chunk],
    )
