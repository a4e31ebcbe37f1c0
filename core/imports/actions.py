"""The verbs of the import centre: upload, plan, confirm, discard."""

import base64
from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _

from core import jobs
from core.actions import Refused, action
from core.audit import record
from core.imports.models import Batch, BatchFile, BatchState, PlanRow, RememberedMapping


@action("import.upload")
def upload(*, by, kind, file_name, content, mapping=None):
    """Keep a file (bytes), sealed, as a new batch of the author's station. It is read by the planning job."""
    batch = Batch.objects.create(
        kind=kind, station=by.station, by=by, file_name=PurePath(file_name).name[-200:], mapping=mapping or {}
    )
    BatchFile.objects.create(batch=batch, content=base64.b64encode(content).decode())
    record("import.upload", batch, by=by)
    return batch


def content_of(batch):
    """The bytes that were uploaded."""
    return base64.b64decode(batch.file.content.plain())


@action("import.upload")
def plan_again(*, by, batch, mapping=None):
    """Read the batch (again), with the mapping the user corrected. Returns the batch; its job plans it."""
    if batch.state not in (BatchState.UPLOADED, BatchState.PLANNED, BatchState.FAILED):
        raise Refused("batch_state", _("This file has already been written or put aside."))
    if mapping is not None:
        batch.mapping = mapping
        remember(by, batch, mapping)
    PlanRow.objects.filter(batch=batch).delete()
    batch.rows = batch.created = batch.changed = batch.unchanged = batch.questioned = batch.rejected = 0
    batch.state, batch.failure = BatchState.PLANNING, ""
    batch.job = jobs.start("import.plan", by=by, args={"batch": batch.pk}, url=address(batch)).pk
    batch.save()
    return batch


def remember(by, batch, mapping):
    if batch.signature:
        RememberedMapping.objects.update_or_create(
            account=by, kind=batch.kind, signature=batch.signature, defaults={"mapping": mapping}
        )


@action("import.confirm")
def confirm(*, by, batch, moves_people=False):
    """Write the planned rows, by a job. Refused unless the batch is planned."""
    claimed = Batch.objects.filter(pk=batch.pk, state=BatchState.PLANNED).update(
        state=BatchState.APPLYING, moves_people=moves_people
    )
    if not claimed:
        raise Refused("batch_state", _("This plan has already been written or put aside."))
    batch.refresh_from_db()
    batch.job = jobs.start("import.apply", by=by, args={"batch": batch.pk}, url=address(batch)).pk
    batch.save(update_fields=["job"])
    record("import.confirm", batch, by=by, note=f"+{batch.created} ~{batch.changed}")
    return batch


@action("import.confirm")
def discard(*, by, batch):
    """Put a plan aside; nothing of it was written. The uploaded file is removed."""
    if not Batch.objects.filter(pk=batch.pk, state__in=[BatchState.UPLOADED, BatchState.PLANNED, BatchState.FAILED]).update(
        state=BatchState.DISCARDED
    ):
        raise Refused("batch_state", _("This plan has already been written or put aside."))
    PlanRow.objects.filter(batch=batch).delete()
    BatchFile.objects.filter(batch=batch).delete()
    batch.refresh_from_db()
    record("import.discard", batch, by=by)
    return batch


def finish(batch, state, **values):
    """The last word of a job on its batch."""
    if state == BatchState.APPLIED:
        values["applied_at"] = timezone.now()
    Batch.objects.filter(pk=batch.pk).update(state=state, **values)


def address(batch):
    return f"/imports/{batch.pk}/"
