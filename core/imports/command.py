"""The import in one process, for the command line: the same upload, plan and apply as in the browser, no worker needed."""

from django.utils.translation import gettext as _

from core import jobs
from core.actions import Refused
from core.imports import undo
from core.imports.actions import address, begin_undoing, begin_writing, upload
from core.imports.models import Batch, BatchState, Outcome
from core.imports.plan import ASK, ERROR, QUESTION
from core.pages import today

LISTED = (ERROR, QUESTION, ASK)


def import_file(*, by, kind, path, plan_only=False):
    """Plan a file and, unless `plan_only`, write it. Returns the counts, every error and question, the columns, the batch."""
    batch = upload(by=by, kind=kind, file_name=path.name, content=path.read_bytes())
    run(batch, "import.plan", by)
    if batch.state == BatchState.FAILED:
        raise Refused(batch.failure_code, batch.failure)
    if not plan_only:
        begin_writing(by=by, batch=batch)
        run(batch, "import.apply", by)
    return report(batch)


def run(batch, kind, by):
    job = jobs.prepare(kind, by=by, args={"batch": batch.pk}, url=address(batch))
    Batch.objects.filter(pk=batch.pk).update(job=job.pk)
    job = jobs.run_here(job)
    if job.error:
        raise Refused("failed", job.error)
    batch.refresh_from_db()


def report(batch: Batch):
    """What the command prints with --json."""
    return {
        "rows": batch.rows,
        **{outcome: getattr(batch, outcome) for outcome in Outcome.values},
        "errors": list(errors(batch)),
        "columns": batch.columns,
        "batch": batch.pk,
    }


def errors(batch):
    """Every finding of every returned and questioned row, and every question about one field, in the order of the file."""
    rows = batch.plan_rows.exclude(findings=[]).order_by("pk").values_list("sheet", "row", "findings")
    for sheet, row, findings in rows.iterator():
        for said in findings:
            if said["level"] in LISTED:
                place = {"sheet": sheet, "row": row, "column": said["column"]}
                yield place | {"code": said["code"], "message": said["message"]}


def undo_batch(*, by, number):
    """Undo a batch in this process. Returns what was taken back and what stays, row by row."""
    batch = Batch.objects.visible_to(by).filter(pk=number).first()
    if batch is None:
        raise Refused("no_batch", _("There is no such import in your area."))
    begin_undoing(by=by, batch=batch, today=today())
    run(batch, "import.undo", by)
    return undo.report(batch)
