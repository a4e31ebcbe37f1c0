"""The jobs of the import centre: each loads a batch and works in steps that commit with their checkpoint."""

import json

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import bulk, keyring
from core.actions import Refused
from core.bulk import calm_collector, chunk_rows
from core.imports import books, reading
from core.imports.actions import content_of, finish, keep_layout
from core.imports.models import Batch, BatchState, Outcome, PlanRow
from core.imports.plan import QUESTION, codes_of, finding, keep_cells, opened, recount, sheet_of, store
from core.jobs import job
from core.pages import today

NOTHING = {"changes": {}, "categories": []}
WRITTEN = ("pk", "sheet", "row", "outcome", "key", "target", "version", "payload")
MOVED = 200  # people transferred at a time, each with its own line and version
CHUNK = 2000  # rows planned at a time; written in chunks of the database's own size


@job("import.plan", _("Reading a roster"))
@calm_collector()
def plan(run):
    """Read the file and store what every row will do. A file that is none leaves its reason on the batch."""
    batch = Batch.objects.get(pk=run.args["batch"])
    try:
        book = reading.open_batch(batch, content_of(batch))
    except Refused as refusal:
        finish(batch, BatchState.FAILED, failure=str(refusal.message)[:300], failure_code=refusal.code)
        return {"error": refusal.code, "message": str(refusal.message)}
    start = run.checkpoint.get("rows", 0)
    sheet = sheet_of(batch.kind)(by=batch.by, today=today(), headings=book.headings)
    if not start:
        batch.digest_key = keyring.ring().digesting
        batch.save(update_fields=["digest_key"])
    run.progress(done=start, total=book.size)
    sheet.expect(book)
    seen = 0
    for rows in book.chunks(CHUNK):
        planned = sheet.evaluate(rows)  # rows above shape the meaning of those below, also after a restart
        keep_cells(rows, planned)
        seen += len(rows)
        if seen > start:
            with run.step(done=seen, checkpoint={"rows": seen}):
                store(batch, planned)
    keep_layout(batch, book)
    finish(batch, BatchState.PLANNED, columns=book.columns, skipped=book.skipped, signature=book.signature)
    return {"rows": batch.rows}


@job("import.apply", _("Writing a roster"))
@calm_collector()
def apply(run):
    """Write the planned rows chunk by chunk; a row whose ground has moved is questioned instead."""
    batch = Batch.objects.get(pk=run.args["batch"])
    sheet = sheet_of(batch.kind)
    rows = PlanRow.objects.filter(batch=batch, outcome__in=[Outcome.CREATED, Outcome.CHANGED])
    run.progress(total=rows.count())
    last, done = run.checkpoint.get("last", 0), run.checkpoint.get("done", 0)
    rows = rows.filter(is_written=False).order_by("pk").values_list(*WRITTEN, named=True)
    while chunk := list(rows.filter(pk__gt=last)[: min(chunk_rows(), CHUNK)]):
        last, done = chunk[-1].pk, done + len(chunk)
        with run.step(done=done, checkpoint={"last": last, "done": done}):
            write_chunk(sheet, batch, run.by, chunk)
    if batch.moves_people:
        move(run, sheet, batch)
    with run.step():
        sheet.settle(by=run.by, batch=batch, today=today())
        recount(batch)
        finish(batch, BatchState.APPLIED)
    return batch.counts


def move(run, sheet, batch):
    """The proposed transfers, after the rows; a row that only moves somebody counts as written from then on."""
    rows = PlanRow.objects.filter(batch=batch, proposal__isnull=False, target__isnull=False)
    rows = rows.filter(Q(is_written=True) | Q(outcome=Outcome.UNCHANGED)).order_by("pk")
    last = run.checkpoint.get("moved", 0)
    while chunk := list(rows.filter(pk__gt=last)[:MOVED]):
        last = chunk[-1].pk
        with run.step(checkpoint={**run.checkpoint, "moved": last}):
            moved = sheet.move(by=run.by, batch=batch, rows=chunk, today=today())
            PlanRow.objects.filter(pk__in=moved).update(is_written=True)


@job("import.returned", _("The returned workbook"))
def returned(run):
    """Make the workbook to take home; it is fetched from the address of the job."""
    batch = Batch.objects.visible_to(run.by).get(pk=run.args["batch"])
    with run.step():
        books.prepare(batch, by=run.by, only_failed=run.args["only_failed"])


@job("import.undo", _("Undoing an import"))
@calm_collector()
def undo(run):
    """Take back what the batch wrote, person by person, the latest first; what later work stands on is kept and told."""
    batch = Batch.objects.get(pk=run.args["batch"])
    sheet = sheet_of(batch.kind)
    rows = PlanRow.objects.filter(batch=batch, is_written=True, target__isnull=False)
    run.progress(total=rows.count())
    below, done = run.checkpoint.get("below"), run.checkpoint.get("done", 0)
    while targets := next_targets(rows, below):
        below = targets[-1]
        chunk = list(rows.filter(target__among=targets).order_by("pk"))
        done += len(chunk)
        with run.step(done=done, checkpoint={"below": below, "done": done}):
            take_back_chunk(sheet, batch, run.by, chunk)
    with run.step():
        sheet.unsettle(batch=batch, by=run.by)
        finish(batch, BatchState.UNDONE, undone_at=timezone.now())
    return {"kept": batch.plan_rows.filter(is_written=True).count()}


def next_targets(rows, below):
    """The records of the next chunk: the latest that come before `below`."""
    rows = rows.filter(target__lt=below) if below else rows
    targets = rows.order_by("-target").values_list("target", flat=True).distinct()
    return list(targets[: min(chunk_rows(), CHUNK)])


def payload_of(row):
    """What a row did; what it gave a new record need not be opened to take the record back."""
    if not row.payload:
        return NOTHING
    return opened(row.payload) if row.outcome == Outcome.CHANGED else json.loads(row.payload)


def take_back_chunk(sheet, batch, by, chunk):
    pairs = [(row, payload_of(row)) for row in chunk]
    said = sheet.take_back(batch=batch, by=by, rows=pairs, today=today())
    for row in chunk:
        row.is_written = bool(said[row.pk])
        row.findings = [*row.findings, *said[row.pk]]
    bulk.update_rows(
        PlanRow,
        ("is_written", "findings", "codes"),
        [(row.is_written, json.dumps(row.findings), codes_of(row.findings), row.pk) for row in chunk],
    )


def write_chunk(sheet, batch, by, chunk):
    """Write some planned rows; digests made with a key of the blind indexes that is no longer in use lead nowhere."""
    is_current = batch.digest_key == keyring.ring().digesting
    pairs = [(row, json.loads(row.payload)) for row in chunk] if is_current else []
    written = sheet.write(by=by, batch=batch, rows=pairs, today=today())
    done = [(target, pk) for pk, target in written.items() if target is not None]
    bulk.update_rows(PlanRow, ("target",), done, same={"is_written": True})
    question_stale([row.pk for row in chunk if written.get(row.pk) is None])


def question_stale(keys):
    """Planned rows whose ground has moved wait for the file to be planned again."""
    message = _("The record has changed since the plan was made. Plan this file again.")
    rows = PlanRow.objects.filter(pk__among=keys).values_list("pk", "findings")
    stale = [(pk, [*findings, finding("stale", message, level=QUESTION)]) for pk, findings in rows]
    bulk.update_rows(
        PlanRow,
        ("findings", "codes"),
        [(json.dumps(findings), codes_of(findings), pk) for pk, findings in stale],
        same={"outcome": Outcome.QUESTIONED},
    )
