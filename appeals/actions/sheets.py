"""Batches and what comes back. The writing of a sheet leaves no line in the ledger and no time anywhere: see
docs/decisions/0010. What is done to a batch (handed out, counted, closed) does, with its totals.
"""

import secrets

from django.utils.translation import gettext as _

from appeals.choices.surveys import SheetSource
from appeals.models import Batch, Remark, Response, Slip
from appeals.models.surveys import random_key
from appeals.rules import surveys as rules
from core import vault
from core.actions import Refused, action
from core.audit import record

# Without 0 O 1 I L: a code is copied from a paper slip
SLIP_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SLIP_LENGTH = 8
CHUNK = 500


@action("survey.batch")
def make_batch(*, by, survey, station, values, today):
    """A station hands out so many."""
    rules.check_running(survey, by, today)
    batch = Batch(survey=survey, station=station, created_by=by, **values)
    batch.full_clean()
    batch.save()
    record("survey.batch", batch, by=by, changes={"distributed": (None, batch.distributed)})
    return batch


@action("survey.batch")
def count_batch(*, by, batch, values, today):
    """How many were handed out after all, and how many paper sheets came back."""
    rules.check_batch_open(batch, by, today)
    changes = {name: (getattr(batch, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(batch, name, value)
    batch.full_clean()
    if batch.distributed < batch.sheets.count():
        raise Refused("more_returned", _("More sheets are in than were handed out. Please correct the number."))
    batch.save()
    record("survey.batch", batch, by=by, changes=changes)
    return batch


@action("survey.batch")
def make_slips(*, by, batch, today):
    """One-time codes for the sheets that have none yet. Returned once, to be printed; only their digests are kept."""
    rules.check_slips(batch, by, today)
    count = batch.distributed - batch.slips
    codes = ["".join(secrets.choice(SLIP_SIGNS) for _place in range(SLIP_LENGTH)) for _slip in range(count)]
    Slip.objects.bulk_create([Slip(batch=batch, digest=digest_of(batch, code)) for code in codes], batch_size=CHUNK)
    batch.slips, batch.has_slips = batch.slips + count, True
    batch.save(update_fields=["slips", "has_slips"])
    record("survey.batch", batch, by=by, changes={"slips": (batch.slips - count, batch.slips)})
    return codes


def digest_of(batch, code):
    """What is kept of a one-time code."""
    return vault.digest(f"{batch.pk}:{code.strip().upper().replace('-', '').replace(' ', '')}", "survey.slip")


@action("survey.answer")
def answer(*, by, batch, sheet, today, slip=""):
    """A sheet from a phone. `by` is the portal itself: nobody is logged in and nobody is asked who they are."""
    batch = _locked(batch)
    rules.check_answering(batch, today)
    rules.check_room(batch)
    if batch.has_slips:
        spend(batch, slip)
    keep(batch, sheet, SheetSource.ONLINE, today)


def _locked(batch):
    """The batch as it is now; who counts its sheets next waits until this one is in."""
    return Batch.objects.select_for_update(of=("self",)).select_related("survey").get(pk=batch.pk)


def spend(batch, code):
    """The code is gone, not marked: who holds the table learns neither which sheet it was for nor when."""
    gone, _kinds = Slip.objects.filter(batch=batch, digest=digest_of(batch, code)).delete()
    if not gone:
        raise Refused("slip", _("This code does not hold, or has been used already. Please compare it with your slip."))


def keep(batch, sheet, source, today, *, is_valid=True):
    """Write one sheet, and its words apart."""
    Response.objects.bulk_create(
        [Response(batch=batch, on=today, source=source, is_valid=is_valid, answers=sheet.answers)]
    )
    Remark.objects.bulk_create([Remark(batch=batch, question=question, text=text) for question, text in sheet.words])


@action("survey.key")
def key_sheet(*, by, batch, sheet, today, is_valid=True):
    """A paper sheet by number keys. A void one is counted as returned and nothing else."""
    batch = _locked(batch)
    rules.check_keying(batch, by, today)
    if is_valid and sheet.is_empty:
        raise Refused("empty", _("Nothing is keyed. A sheet without answers is void."))
    keep(batch, sheet, SheetSource.PAPER, today, is_valid=is_valid)
    return batch


@action("survey.key")
def take_sheets(*, by, batch, sheets, today):
    """The filled sheets of a workbook that fit, all together."""
    batch = _locked(batch)
    rules.check_batch_open(batch, by, today)
    rules.check_room_for(batch, len(sheets))
    batch.paper_returned = max(batch.paper_returned or 0, rules.keyed(batch) + len(sheets))
    batch.save(update_fields=["paper_returned"])
    for sheet in sheets:
        keep(batch, sheet, SheetSource.IMPORT, today, is_valid=not sheet.is_empty)
    record("survey.key", batch, by=by, changes={"imported": (None, len(sheets))})
    return batch


@action("survey.close_batch")
def close_batch(*, by, batch, today):
    """No more sheets. They are written anew in chance order, so that not even their place in the table tells a time."""
    rules.check_close_batch(batch, by, today)
    shuffle(batch)
    batch.closed_on = today
    batch.save(update_fields=["closed_on"])
    batch.open_slips.all().delete()
    totals = {"returned": (None, batch.sheets.count()), "valid": (None, batch.sheets.filter(is_valid=True).count())}
    record("survey.close_batch", batch, by=by, changes={"distributed": (None, batch.distributed), **totals})
    return batch


def shuffle(batch):
    """Every sheet and opinion again under a new number, one after the other by chance."""
    for model in (Response, Remark):
        rows = list(model.objects.filter(batch=batch))
        secrets.SystemRandom().shuffle(rows)
        model.objects.filter(batch=batch).delete()
        for row in rows:
            row.pk = random_key()
            row._state.adding = True
        model.objects.bulk_create(rows, batch_size=CHUNK)
