"""The verbs of the import centre: upload, plan, confirm, discard, undo, and going on with what was stopped."""

import base64
import json
from datetime import timedelta
from pathlib import PurePath

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.actions import NotAllowed, Refused, action
from core.audit import record
from core.imports import kept
from core.imports.models import Batch, BatchFile, BatchState, Outcome, PlanRow, RememberedMapping
from core.imports.plan import sheet_of
from core.models import OPEN_JOB, Job

PAUSE = timedelta(minutes=1)  # after a failure, before the same is tried again
DAYS_TO_ANSWER, DAYS_TO_UNDO = timedelta(days=7), timedelta(days=30)


@action("import.upload")
def upload(*, by, kind, file_name, content, mapping=None):
    """Keep a file (bytes), sealed, as a new batch of the author's station. It is read by the planning job."""
    if not by.may(sheet_of(kind).needs):
        raise NotAllowed(sheet_of(kind).needs)
    batch = Batch.objects.create(
        kind=kind, station=by.station, by=by, file_name=PurePath(file_name).name[-200:], mapping=mapping or {}
    )
    BatchFile.objects.create(batch=batch, content=base64.b64encode(content).decode())
    record("import.upload", batch, by=by)
    return batch


@action("import.upload")
def receive(*, by, kind, file_name, content, is_complete=False):
    """Take a file and have it read at once."""
    batch = upload(by=by, kind=kind, file_name=file_name, content=content)
    batch.is_complete = is_complete and sheet_of(kind).knows_absent
    return plan_again(by=by, batch=batch)


def content_of(batch):
    """The bytes that were uploaded."""
    return base64.b64decode(kept_of(batch, "content"))


def kept_of(batch, name):
    """The opened text of the batch's file or of its layout; "" when it is gone. Not kept on the batch: it may be large."""
    sealed = BatchFile.objects.filter(batch=batch).values_list(name, flat=True).first()
    return sealed.plain() if sealed else ""


@action("import.upload")
def plan_again(*, by, batch, mapping=None):
    """Read the batch (again), with the mapping the user corrected. Returns the batch; its job plans it."""
    if batch.state not in (BatchState.UPLOADED, BatchState.PLANNED, BatchState.FAILED) and not (
        batch.state == BatchState.PLANNING and is_stopped(batch)
    ):
        raise Refused("batch_state", _("This file has already been written or put aside."))
    if mapping is not None:
        batch.mapping = mapping
        remember(by, batch, mapping)
    give_to_job(batch, "import.plan", by, state=BatchState.PLANNING)
    BatchFile.objects.filter(batch=batch).update(returned=None)
    PlanRow.objects.filter(batch=batch).delete()
    batch.rows = batch.created = batch.changed = batch.unchanged = batch.questioned = batch.rejected = 0
    batch.failure = ""
    batch.save()
    return batch


def give_to_job(batch, kind, by, state):
    """Start the batch's next job. Refused when somebody else has gone on with the batch since it was fetched: two jobs
    on one batch would do everything twice."""
    job = jobs.start(kind, by=by, args={"batch": batch.pk}, url=address(batch))
    unchanged = Batch.objects.filter(pk=batch.pk, state=batch.state, job=batch.job)
    if not unchanged.update(state=state, job=job.pk):
        raise Refused("batch_state", _("This import is still being worked on."))
    batch.state, batch.job = state, job.pk


def remember(by, batch, mapping):
    if batch.signature:
        RememberedMapping.objects.update_or_create(
            account=by, kind=batch.kind, signature=batch.signature, defaults={"mapping": mapping}
        )


@action("import.confirm")
def confirm(*, by, batch, moves_people=False):
    """Write the planned rows, by a job. Refused unless the batch is planned."""
    begin_writing(by=by, batch=batch, moves_people=moves_people)
    batch.job = jobs.start("import.apply", by=by, args={"batch": batch.pk}, url=address(batch)).pk
    batch.save(update_fields=["job"])
    return batch


@action("import.confirm")
def begin_writing(*, by, batch, moves_people=False):
    """Take a planned batch for writing; of two who confirm at once the second is refused."""
    if getattr(sheet_of(batch.kind), "is_readonly", False):
        raise Refused("batch_readonly", _("A comparison writes nothing."))
    states = [BatchState.PLANNED, BatchState.APPLIED] if is_waiting(batch) else [BatchState.PLANNED]
    planned = Batch.objects.filter(pk=batch.pk, state__in=states)
    if not planned.update(state=BatchState.APPLYING, moves_people=moves_people):
        raise Refused("batch_state", _("This plan has already been written or put aside."))
    batch.refresh_from_db()
    record("import.confirm", batch, by=by, note=f"+{batch.created} ~{batch.changed}")
    return batch


@action("import.confirm")
def discard(*, by, batch):
    """Put a plan aside; nothing of it was written. The uploaded file is removed."""
    states = [BatchState.UPLOADED, BatchState.PLANNED, BatchState.FAILED]
    if is_stopped(batch):
        states.append(BatchState.PLANNING)
    if not Batch.objects.filter(pk=batch.pk, state__in=states).update(state=BatchState.DISCARDED):
        raise Refused("batch_state", _("This plan has already been written or put aside."))
    PlanRow.objects.filter(batch=batch).delete()
    BatchFile.objects.filter(batch=batch).delete()
    batch.refresh_from_db()
    record("import.discard", batch, by=by)
    return batch


@action("import.confirm")
def stop(*, by, batch):
    """Ask the batch's job to stop at its next step; what it has done stays."""
    job = job_of(batch)
    if job is None or not jobs.cancel(job):
        raise Refused("batch_state", _("This work is over already."))
    return batch


@action("import.confirm")
def go_on(*, by, batch):
    """Take up again what was stopped or broke off; what is done already is not done twice."""
    if not is_stopped(batch):
        raise Refused("batch_state", _("This import is still being worked on."))
    if batch.state == BatchState.PLANNING:
        return plan_again(by=by, batch=batch)
    kind = "import.apply" if batch.state == BatchState.APPLYING else "import.undo"
    give_to_job(batch, kind, by, state=batch.state)
    return batch


@action("import.confirm")
def confirm_columns(*, by, batch, mapping):
    """The user's word on what the columns are: remembered for this header; read again only if it differs."""
    if batch.state != BatchState.PLANNED:
        raise Refused("batch_state", _("This file has already been written or put aside."))
    if mapping != batch.columns:
        return plan_again(by=by, batch=batch, mapping=mapping)
    remember(by, batch, mapping)
    batch.mapping = mapping
    batch.save(update_fields=["mapping"])
    return batch


@action("import.upload")
def prepare_returned(*, by, batch, only_failed):
    """Have the returned workbook of a large file made. Returns the job; one that is at it already, or has just failed."""
    args = {"batch": batch.pk, "only_failed": only_failed}
    last = Job.objects.filter(kind="import.returned", by=by, args=args).order_by("-pk").first()
    if last and (not last.is_over or (last.error and last.finished_at > timezone.now() - PAUSE)):
        return last
    query = "?failed=1" if only_failed else ""
    return jobs.start("import.returned", by=by, args=args, url=f"{address(batch)}returned/{query}")


@action("import.undo")
def undo(*, by, batch, today):
    """Take back what a batch wrote, by a job."""
    begin_undoing(by=by, batch=batch, today=today)
    batch.job = jobs.start("import.undo", by=by, args={"batch": batch.pk}, url=address(batch)).pk
    batch.save(update_fields=["job"])
    return batch


@action("import.undo")
def begin_undoing(*, by, batch, today):
    """Claim a written batch (or one whose writing was stopped) for undoing."""
    check_undo(batch, today)
    found = Batch.objects.filter(pk=batch.pk, state=batch.state)
    if not found.update(state=BatchState.UNDOING):
        raise not_written()
    batch.refresh_from_db()
    record("import.undo", batch, by=by)
    return batch


def check_undo(row, today):
    """Undone can be what was written, for 30 days (handbook §2.4 has no such limit; design §3.9)."""
    if row.state != BatchState.APPLIED and not (row.state == BatchState.APPLYING and is_stopped(row)):
        raise not_written()
    if row.applied_at and timezone.localdate(row.applied_at) + DAYS_TO_UNDO < today:
        raise Refused("undo_expired", _("The 30 days in which an import can be undone are over."))


def not_written():
    return Refused("batch_state", _("There is nothing written that could be undone."))


def job_of(batch):
    """The batch's latest job, whoever started it."""
    return Job.objects.filter(pk=batch.job).first() if batch.job else None


def with_jobs(batches):
    """Batches that know whether a job has them now (`has_job`)."""
    return batches.annotate(has_job=Exists(Job.objects.filter(pk=OuterRef("job"), state__in=OPEN_JOB)))


def is_stopped(batch):
    """Whether the batch waits for a job that has ended before its time."""
    job = job_of(batch) if batch.is_running else None
    return batch.is_running and (job is None or job.is_over)


def is_waiting(batch):
    """Whether rows of the plan could be written and are not yet."""
    return batch.plan_rows.filter(outcome__in=[Outcome.CREATED, Outcome.CHANGED], is_written=False).exists()


@action("import.expire")
def expire(*, by, today):
    """Put aside plans that nobody wrote, and drop the files of batches that can no longer be undone."""
    unwritten = [BatchState.UPLOADED, BatchState.PLANNED, BatchState.FAILED]
    old = Batch.objects.filter(state__in=unwritten, uploaded_at__date__lt=today - DAYS_TO_ANSWER)
    for batch in old:
        discard(by=by, batch=batch)
    over = BatchFile.objects.filter(batch__applied_at__date__lt=today - DAYS_TO_UNDO)
    files = over.delete()[0]
    PlanRow.objects.filter(batch__applied_at__date__lt=today - DAYS_TO_UNDO, cells__isnull=False).update(cells=None)
    return {"plans": len(old), "files": files}


def keep_layout(batch, book):
    """What the page about columns shows, so that the file need not be opened again."""
    text = json.dumps(kept.layout(book), ensure_ascii=False, default=str)
    BatchFile.objects.filter(batch=batch).update(layout=text)


def finish(batch, state, **values):
    """The last word of a job on its batch."""
    if state == BatchState.APPLIED:
        values["applied_at"] = timezone.now()
    Batch.objects.filter(pk=batch.pk).update(state=state, **values)


def address(batch):
    return batch.get_absolute_url()
