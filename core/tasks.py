"""What Celery calls. Each task loads little and calls one function; the rows in the database are the truth."""

import contextlib

from celery import shared_task
from celery.signals import before_task_publish
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from core import changes, drafts, indexes, jobs, ledger, rotation

CHANGES_SECONDS = 30

jobs.job("keys.reseal", title=rotation.TITLE)(rotation.reseal)
jobs.job("keys.reindex", title=rotation.TITLE)(rotation.reindex)


@shared_task(ignore_result=True)
def run_job(number):
    jobs.run_if_free(number)


@shared_task(ignore_result=True)
def sweep_jobs():
    jobs.sweep()


@shared_task(ignore_result=True)
def seal_ledger(everything=False):
    ledger.keep_up(everything=everything)


@shared_task(ignore_result=True)
def archive_ledger():
    ledger.archive_old(by=None)


@shared_task(ignore_result=True)
def read_changes():
    """What other systems follow is kept up, so that their requests find little to do."""
    if changes.is_followed():
        changes.catch_up(CHANGES_SECONDS)


@shared_task(ignore_result=True)
def beat_heartbeat(name="worker"):
    jobs.pulse(name)


@shared_task(ignore_result=True)
def every_minute():
    """The clock's one task: it runs, so the worker lives; then what waits is woken.

    Once an hour the ledger looks at all its lines, once a night it archives what is old; ended sessions and forgotten drafts
    go, and indexes are written anew.
    """
    now = timezone.localtime()
    beat_heartbeat("worker")
    sweep_jobs()
    seal_ledger(everything=now.minute == 0)
    read_changes()
    if (now.hour, now.minute) == (3, 30):
        archive_ledger()
        call_command("clearsessions")
        drafts.forget_old(now)
        changes.compare_everything()
        indexes.rebuild_covering()


@before_task_publish.connect(sender="core.tasks.every_minute")
def beat_is_alive(**_):
    """Said by the beat itself while it asks for the minute: with the worker dead or busy, the beat is not.

    Without a database nothing can be said; the minute is asked for all the same.
    """
    try:
        with contextlib.suppress(DatabaseError, InterfaceError):
            jobs.pulse("beat")
    finally:
        if not connection.in_atomic_block:
            connection.close()
