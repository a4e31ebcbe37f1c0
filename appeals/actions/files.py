"""Attachments and promises."""

from pathlib import Path

from django.utils.translation import gettext as _

from appeals.models import Attachment, Promise
from core import sealed_files
from core.actions import Refused, action
from core.audit import record
from core.uploads import check_file


@action("appeal.attach")
def attach(*, by, appeal, file, title, today):
    """Keep a file with the case: sealed, under a name that says nothing, outside what the web server gives out."""
    content = check_file(file)
    place = sealed_files.new_place("appeals", today)
    name = Path(file.name).name[-120:]
    attachment = Attachment.objects.create(
        appeal=appeal, title=title or name[:80], name=name, size=len(content), place=place, by=by
    )
    record("appeal.attach", appeal, by=by, note=f"#{attachment.pk}")
    sealed_files.keep(content, place)
    return attachment


@action("appeal.download")
def content_of(*, by, attachment):
    """The bytes of an attachment; who took it is in the ledger."""
    content = sealed_files.content(attachment.place)
    record("appeal.download", attachment.appeal, by=by, note=f"#{attachment.pk}")
    return content


@action("appeal.promise")
def promise(*, by, appeal, text, due_on, today):
    """What was promised, with the day it is due: it stands in the work list until it is kept."""
    made = Promise.objects.create(appeal=appeal, text=text, due_on=due_on, by=by, on=today)
    record("appeal.promise", appeal, by=by, changes={"due_on": (None, due_on)})
    return made


@action("appeal.promise")
def keep_promise(*, by, promise, kept_note, today):
    """It was done, and how."""
    if promise.kept_on:
        raise Refused("kept", _("This promise has been kept already."))
    promise.kept_on, promise.kept_note = today, kept_note
    promise.save()
    record("appeal.promise", promise.appeal, by=by, changes={"kept_on": (None, today)})
    return promise
