"""Killed workers and dropped connections: the batch ends as if nothing had happened, once."""

import signal
import subprocess
import sys
import time

import pytest
from django.db import OperationalError, connection

from core import jobs
from core.imports import actions, tasks
from core.imports.models import Batch, BatchState
from core.models import Event, Job, JobState
from tests.builders import TODAY, identity_number
from tests.imports.centre import finish_job, line, on_file, plan, undo, workbook
from tests.processes import ROOT, process_environment
from veterans.models import Person

LINES, CHUNK = 60, 10
DAWDLING = """
import sys, time
import django
django.setup()
from core import jobs
from core.imports import actions, tasks
from core.models import Job
tasks.CHUNK = {chunk}
tasks.breathe = lambda: None
kept = jobs.Run.step
def slow(run, *args, **kwargs):
    time.sleep(0.15)
    return kept(run, *args, **kwargs)
jobs.Run.step = slow
jobs.LEASE = jobs.timedelta(seconds=1)
print("ready", flush=True)
jobs.run_here(Job.objects.get(pk=int(sys.argv[1])))
"""


def lines():
    return [line(f"王{n}", identity_number(serial=n + 3000)) for n in range(LINES)]


def killed_after(seconds, job):
    """Begin the job in a process of its own and kill that process, as a power cut would."""
    command = [sys.executable, "-c", DAWDLING.format(chunk=CHUNK), str(job)]
    worker = subprocess.Popen(command, cwd=ROOT, env=process_environment(), stdout=subprocess.PIPE)
    worker.stdout.readline()
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    Job.objects.filter(pk=job, state=JobState.RUNNING).update(lease_until="2020-01-01T00:00Z")


def settle(batch):
    """What the sweeper does: the job is waiting again, and a living worker finishes it."""
    jobs.sweep()
    Job.objects.filter(pk=batch.job, state=JobState.QUEUED).update(not_before="2020-01-01T00:00Z")
    job = Job.objects.get(pk=batch.job)
    return finish_job(batch) if not job.is_over else Batch.objects.get(pk=batch.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.5, 0.8])
def test_a_killed_worker_repeats_nothing_and_loses_nothing(town_admin, monkeypatch, seconds):
    monkeypatch.setattr(tasks, "CHUNK", CHUNK)
    batch = actions.receive(by=town_admin, kind="veterans.roster", file_name="花名册.xlsx", content=workbook(*lines()))
    killed_after(seconds, batch.job)
    batch = settle(batch)
    assert (batch.rows, batch.created, batch.plan_rows.count()) == (LINES, LINES, LINES)
    actions.confirm(by=town_admin, batch=batch)
    batch.refresh_from_db()
    killed_after(seconds, batch.job)
    batch = settle(batch)
    assert batch.state == BatchState.APPLIED and Person.objects.count() == LINES
    assert Event.objects.filter(verb="person.add").count() == LINES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seconds", [0.3, 0.6])
def test_a_killed_undoing_ends_like_an_undisturbed_one(town_admin, monkeypatch, seconds):
    monkeypatch.setattr(tasks, "CHUNK", CHUNK)
    before = on_file()
    batch = plan(town_admin, *lines())
    finish_job(actions.confirm(by=town_admin, batch=batch))
    actions.undo(by=town_admin, batch=batch, today=TODAY)
    batch.refresh_from_db()
    killed_after(seconds, batch.job)
    batch = settle(batch)
    assert batch.state == BatchState.UNDONE and on_file() == before
    assert Event.objects.filter(verb="person.withdraw").count() == LINES


@pytest.mark.django_db(transaction=True)
def test_a_dropped_connection_at_every_step(town_admin, monkeypatch):
    """The step's writes are gone with the connection; the job is handed back and goes on from its checkpoint."""
    monkeypatch.setattr(tasks, "CHUNK", CHUNK)
    batch = plan(town_admin, *lines())
    actions.confirm(by=town_admin, batch=batch)
    real, calls = tasks.write_chunk, []

    def drops(*args):
        real(*args)
        calls.append(1)
        if len(calls) % 2:
            raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(tasks, "write_chunk", drops)
    batch.refresh_from_db()
    for _attempt in range(2 * LINES // CHUNK + 2):
        job = Job.objects.get(pk=batch.job)
        if job.is_over:
            break
        Job.objects.filter(pk=job.pk).update(lease_until="2020-01-01T00:00Z", attempts=0)
        jobs.run_here(job)
    batch.refresh_from_db()
    assert (
        batch.state == BatchState.APPLIED
        and Person.objects.count() == LINES == Event.objects.filter(verb="person.add").count()
    )
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_same_file_again_writes_nothing_after_all_that(town_admin):
    rows = lines()
    finish_job(actions.confirm(by=town_admin, batch=plan(town_admin, *rows)))
    again = plan(town_admin, *rows)
    assert again.unchanged == LINES
    undo(town_admin, again)
    assert Person.objects.live().count() == LINES
