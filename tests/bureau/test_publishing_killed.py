"""A real worker killed in the midst of publishing: one published report with its lists, or none and it is published anew."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import timezone

from bureau.actions.reports import ask_publishing, begin_report, fill_in
from bureau.models import Answer, Report
from bureau.parts import breakdowns_of
from bureau.slots import SLOTS
from core import jobs
from core.models import Event, Job, Notice
from stations.models import Account
from tests.builders import TODAY
from tests.bureau.test_reports import FIRST
from tests.cast import *  # noqa: F403

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


@pytest.fixture
def report(leader):
    made = begin_report(by=leader, title="2026 年工作报告", first_on=FIRST, last_on=TODAY, has_job=False)
    made.sentences.update(source="省厅通报")
    return fill_in(by=leader, report=made)


def eventually(happened, worker):
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, worker.log.read_text()[-2000:]
        time.sleep(0.002)


def found(job):
    return Job.objects.get(pk=job.pk)


def asked(report, leader):
    ask_publishing(by=leader, report=report)
    return Job.objects.get(kind="report.publish", state__in=("queued", "running"))


def lose(job, **values):
    """The lease runs out, and the sweeper looks."""
    Job.objects.filter(pk=job.pk, state="running").update(lease_until="2020-01-01T00:00Z", **values)
    jobs.sweep()


def finished(job, worker):
    """A new worker takes the job up where the killed one left it."""
    worker.start()
    if not found(job).is_over:
        lose(job)
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now(), dispatched_at=None)
        jobs.sweep()
    eventually(lambda: found(job).is_over, worker)
    return found(job)


def check_published_once(report, leader):
    """Every number is there with as many rows as it counted, and all of it once."""
    report.refresh_from_db()
    assert report.is_published and report.published_by == leader
    kept = list(report.answers.all())
    assert sorted(answer.row for answer in kept) == sorted(SLOTS)
    for answer in kept:
        assert set(answer.parts) == set(breakdowns_of(answer.declared)), answer.row
        assert answer.rows is not None and len({row[0] for row in answer.rows}) == len(answer.rows)
    assert len(report.answers.get(row="6").rows) == report.answers.get(row="6").number == 4
    assert Event.objects.filter(verb="report.publish", result="done").count() == 1
    assert Notice.objects.filter(account=leader, kind="job").count() == 1


def check_untouched(report, before):
    report.refresh_from_db()
    assert not report.is_published
    assert sorted(Answer.objects.values_list("pk", flat=True)) == before
    assert not Event.objects.filter(verb="report.publish").exists()


def test_killed_while_numbers_are_looked_up_it_is_published_once_after_the_restart(own_worker, leader, report):
    before = sorted(report.answers.values_list("pk", flat=True))
    job = asked(report, leader)
    eventually(lambda: found(job).done >= 1, own_worker)
    own_worker.kill()
    assert found(job).state == "running", "killed in the midst"
    check_untouched(report, before)
    assert finished(job, own_worker).state == "done"
    check_published_once(report, leader)


def test_given_up_after_many_kills_the_draft_is_as_it_was_and_is_published_anew(own_worker, leader, report):
    before = sorted(report.answers.values_list("pk", flat=True))
    job = asked(report, leader)
    eventually(lambda: found(job).done >= 1, own_worker)
    own_worker.kill()
    lose(job, attempts=jobs.MOST_ATTEMPTS)
    assert found(job).state == "failed" and "次" in found(job).error
    check_untouched(report, before)
    Notice.objects.all().delete()
    own_worker.start()
    again = asked(report, leader)
    eventually(lambda: found(again).is_over, own_worker)
    check_published_once(report, leader)


@contextmanager
def held(rows):
    """Rows that another transaction holds, so that a worker stands still where it needs them."""
    let_go, holds = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            list(rows.select_for_update())
            holds.set()
            let_go.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait(PATIENCE)
    try:
        yield
    finally:
        let_go.set()
        thread.join()


def waits_for_a_lock(words):
    """Whether a statement of the database stands still."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            " AND query LIKE %s",
            [words],
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("rows", "stands_at"),
    [(Report.objects, "SELECT%bureau_report%FOR UPDATE%"), (Account.objects.filter(username="leader"), "COMMIT%")],
    ids=["before it writes", "as it commits"],
)
def test_killed_within_the_step_that_freezes_it_is_published_once(own_worker, leader, report, rows, stands_at):
    job = asked(report, leader)
    eventually(lambda: found(job).done >= 1, own_worker)
    with held(rows.all()):
        eventually(lambda: waits_for_a_lock(stands_at), own_worker)
        own_worker.kill()
        report.refresh_from_db()
        assert not report.is_published
    assert finished(job, own_worker).state == "done"
    check_published_once(report, leader)
