"""Long work: the Job row is the truth, Celery only wakes it (design §3.7).

A job is held under a lease. It works in steps; each step is one transaction that commits the chunk's writes together
with the checkpoint, and only while the lease still holds. So a job whose worker was killed goes on from its last
checkpoint, in another worker, and nothing is done twice: `sweep` finds it when the lease has run out. Brokers lose
tasks and give them out twice; neither does harm here.
"""

import contextlib
import logging
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta

from celery.exceptions import OperationalError as BrokerDown
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from core import ledger
from core.actions import NotAllowed, OutOfScope, Refused
from core.bulk import breathe, chunk_rows, commit_lightly
from core.models import Heartbeat, Job, JobState
from core.notices import notify

__all__ = [
    "Cancelled", "Run", "breathe", "cancel", "chunk_rows", "job", "prepare", "run_here", "start", "sweep", "under_way",
]  # fmt: skip

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
BEAT_SECONDS = 10
MOST_ATTEMPTS = 5
BACKOFF = timedelta(seconds=30)
PATIENCE = timedelta(minutes=2)

KINDS: dict = {}


class Cancelled(Exception):
    """Somebody asked the job to stop. What its steps have committed stays."""


class LostLease(Exception):
    """Another worker has the job now; whatever this one has not committed is undone."""


@dataclass(frozen=True)
class Kind:
    """A kind of work: its name, what people call it, the function that does it."""

    name: str
    title: object
    work: object


def job(name, title=""):
    """Register a function `work(run) -> result dict or None` as a kind of long work."""

    def register(work):
        KINDS[name] = Kind(name, title or name, work)
        return work

    return register


def kind_of(name):
    """The registered kind; KeyError for a name that no app's tasks.py knows."""
    if name not in KINDS:
        autodiscover_modules("tasks")
    return KINDS[name]


# ——— asking for work ———


def prepare(kind, *, by, args, station=None, url=""):
    """A job that waits, for `run_here`. `url` is the page that shows it."""
    kind_of(kind)
    place = station or getattr(by, "station", None)
    return Job.objects.create(kind=kind, by=by, args=args, station=place, url=url, dispatched_at=timezone.now())


def start(kind, *, by, args, station=None, url=""):
    """A job that a worker takes up after the commit; with the broker down it waits for the sweeper."""
    row = prepare(kind, by=by, args=args, station=station, url=url)
    transaction.on_commit(lambda: dispatch(row.pk))
    return row


def under_way(kind, **args):
    """The job of this kind with these arguments that waits or runs, or None: what is asked twice is done once."""
    asked = {f"args__{name}": value for name, value in args.items()}
    return Job.objects.filter(kind=kind, state__in=(JobState.QUEUED, JobState.RUNNING), **asked).first()


def dispatch(number):
    """Ask a worker to look at the job. Returns whether the broker took the message."""
    from core.tasks import run_job  # the tasks import this module

    Job.objects.filter(pk=number).update(dispatched_at=timezone.now())
    try:
        run_job.apply_async([number])
    except (BrokerDown, OSError) as problem:
        logger.warning("job %s waits for the sweeper, the broker is down: %s", number, type(problem).__name__)
        return False
    return True


def cancel(row):
    """Ask a job to stop at its next step; one that waits stops at once. Returns whether there was something to stop."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=row.pk, state=JobState.QUEUED)
    if waiting.update(state=JobState.CANCELLED, is_cancel_requested=True, finished_at=now):
        return True
    return bool(Job.objects.filter(pk=row.pk, state=JobState.RUNNING).update(is_cancel_requested=True))


# ——— doing it ———


class Run:
    """One attempt at a job, as its function sees it: `args`, `checkpoint`, `by`, `station`, `step()`, `progress()`."""

    is_in_worker = False

    def __init__(self, row, token):
        self.job, self.token = row, token
        self.args, self.checkpoint = row.args, row.checkpoint

    @cached_property
    def by(self):
        return self.job.by

    @cached_property
    def station(self):
        return self.job.station

    @contextlib.contextmanager
    def step(self, done=None, checkpoint=None):
        """One chunk: its writes and its checkpoint commit together, or not at all.

        Yields a Step whose `done` and `checkpoint` may still be set inside. Raises Cancelled before the chunk when
        somebody asked to stop, LostLease (undoing the chunk) when another worker has taken over.
        """
        self.check()
        step = Step(done, checkpoint)
        with transaction.atomic():
            commit_lightly()
            yield step
            values = {"attempts": 0, "heartbeat_at": timezone.now(), "lease_until": timezone.now() + LEASE}
            if step.done is not None:
                values["done"] = step.done
            if step.checkpoint is not None:
                values["checkpoint"] = step.checkpoint
            self._update(**values)
        if step.checkpoint is not None:
            self.checkpoint = step.checkpoint
        breathe()

    def progress(self, done=None, total=None):
        """Tell how far the work is, outside a step."""
        values = {"done": done, "total": total}
        self._update(**{name: value for name, value in values.items() if value is not None})

    def leads_to(self, url):
        """Where the result is shown, once there is one."""
        self._update(url=url)
        self.job.url = url

    def check(self):
        """Raises Cancelled or LostLease when the work is not to go on. Long readings call it now and then."""
        row = self._mine().values_list("is_cancel_requested").first()
        if row is None:
            raise LostLease
        if row[0]:
            raise Cancelled

    def beat(self):
        """A sign of life: the lease holds for another while. Returns whether it was still ours."""
        now = timezone.now()
        return bool(self._mine().update(heartbeat_at=now, lease_until=now + LEASE))

    def _mine(self):
        return Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, lease_token=self.token)

    def _update(self, **values):
        if values and not self._mine().update(**values):
            raise LostLease


@dataclass
class Step:
    done: int | None = None
    checkpoint: dict | None = None


def run_here(row):
    """Do the job in this process, now. Returns the row as it is afterwards.

    Raises Refused (`job_taken`) when a living worker holds it or it is over.
    """
    run = claim(row.pk, waits=False)
    if run is None:
        raise Refused("job_taken", _("This work is being done elsewhere or is over already."))
    perform(run)
    row.refresh_from_db()
    return row


def run_if_free(number):
    """What a worker does with a message: the job, unless somebody has it, it is over or its time has not come."""
    run = claim(number)
    if run is not None:
        run.is_in_worker = True
        perform(run)


def claim(number, *, waits=True):
    """Take the lease by compare-and-set. Returns a Run, or None when the job is not to be had."""
    now, token = timezone.now(), secrets.token_hex(16)
    queued = Q(state=JobState.QUEUED, not_before__lte=now) if waits else Q(state=JobState.QUEUED)
    orphaned = Q(state=JobState.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(queued | orphaned, pk=number).update(
        state=JobState.RUNNING,
        lease_token=token,
        lease_until=now + LEASE,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        resumed_at=now,
        resumed_done=F("done"),
    )
    return Run(Job.objects.select_related("by", "station").get(pk=number), token) if taken else None


def perform(run):
    """Run the job's function under its lease and keep how it ended."""
    with translation.override(_language(run.by)):
        _attempt(run)
    ledger.keep_up()


def _language(account):
    return getattr(account, "language", None) or translation.get_language()


def _attempt(run):
    try:
        with _kept_alive(run):
            result = kind_of(run.job.kind).work(run)
        _finish(run, JobState.DONE, result=result)
    except LostLease:
        logger.warning("job %s is held by another worker now", run.job.pk)
    except Cancelled:
        _finish(run, JobState.CANCELLED)
    except (Refused, NotAllowed, OutOfScope) as refusal:
        _finish(run, JobState.FAILED, error=str(getattr(refusal, "message", "")) or _("This is not allowed."))
    except (OperationalError, InterfaceError):
        logger.exception("job %s lost the database", run.job.pk)
        _hand_back(run)
    except Exception:
        logger.exception("job %s failed", run.job.pk)
        _finish(run, JobState.FAILED, error=broken_off(run.job.pk))
    except BaseException:
        _hand_back(run)
        raise


def broken_off(number):
    message = _("The work broke off because of an unexpected error. Its log entry carries the number %(number)s.")
    return message % {"number": number}


def backoff(attempts):
    """Nothing after the first loss, then 30 s, 1 min, 2 min, …"""
    return BACKOFF * 2 ** (attempts - 2) if attempts > 1 else timedelta()


def _finish(run, state, *, result=None, error=""):
    """End the job, while it is ours, and tell whoever wanted it."""
    with transaction.atomic():
        try:
            run._update(state=state, result=result, error=error, finished_at=timezone.now(), lease_until=None)
        except LostLease:
            logger.warning("job %s ended here, but another worker has it", run.job.pk)
            return
        _tell(run.job, state, error)


def _tell(row, state, error):
    if row.by is None or row.by.is_system:
        return
    said = {
        JobState.DONE: _("%(work)s: done."),
        JobState.FAILED: _("%(work)s: failed. %(error)s"),
        JobState.CANCELLED: _("%(work)s: stopped at your request."),
    }[state]
    level = "warning" if state == JobState.FAILED else "info"
    text = said % {"work": kind_of(row.kind).title, "error": error}
    notify(account=row.by, text=text, url=row.url, kind="job", level=level)


def _hand_back(run):
    """Let the lease end now, for the sweeper; with the database out of reach it ends by itself a little later."""
    with contextlib.suppress(DatabaseError, InterfaceError):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        run._mine().update(lease_until=timezone.now())


@contextlib.contextmanager
def _kept_alive(run):
    """Renew the lease every few seconds from a thread, on its own connection, while a chunk takes its time."""
    over = threading.Event()

    def keep():
        try:
            while not over.wait(BEAT_SECONDS) and _beats(run):
                pass
        finally:
            connection.close()

    thread = threading.Thread(target=keep, name=f"lease of job {run.job.pk}", daemon=True)
    if not connection.in_atomic_block:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if thread.ident:
            thread.join()


def _beats(run):
    try:
        if run.is_in_worker:
            pulse("worker")
        return run.beat()
    except (OperationalError, InterfaceError) as problem:
        logger.warning("the lease of job %s could not be renewed: %s", run.job.pk, problem)
        connection.close()
        return True


def pulse(name):
    """A sign of life of the worker or the clock; pages warn when it is ten minutes old."""
    Heartbeat.objects.update_or_create(pk=name, defaults={"at": timezone.now()})


# ——— the sweeper ———


def sweep():
    """Wake what lost its worker or its message; give up what failed too often. Returns {"woken": n, "given_up": n}."""
    now = timezone.now()
    woken = given_up = 0
    for row in Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now).select_related("by"):
        if row.attempts >= MOST_ATTEMPTS:
            given_up += _give_up(row)
        else:
            _put_back(row, now)
    silent = Q(dispatched_at=None) | Q(dispatched_at__lt=now - PATIENCE)
    for number in list(
        Job.objects.filter(silent, state=JobState.QUEUED, not_before__lte=now).values_list("pk", flat=True)
    ):
        if not dispatch(number):
            break
        woken += 1
    return {"woken": woken, "given_up": given_up}


def _put_back(row, now):
    lost = Job.objects.filter(pk=row.pk, state=JobState.RUNNING, lease_token=row.lease_token, lease_until__lt=now)
    lost.update(
        state=JobState.QUEUED,
        lease_token="",
        lease_until=None,
        dispatched_at=None,
        not_before=now + backoff(row.attempts),
    )


def _give_up(row):
    with translation.override(_language(row.by)), transaction.atomic():
        error = _("Its worker was lost %(times)s times without getting any further.") % {"times": row.attempts}
        lost = Job.objects.filter(pk=row.pk, lease_token=row.lease_token, lease_until__lt=timezone.now())
        if not lost.update(state=JobState.FAILED, error=error, finished_at=timezone.now(), lease_until=None):
            return 0
        _tell(row, JobState.FAILED, error)
        return 1
