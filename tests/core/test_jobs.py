import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core import audit, jobs, notices, tasks
from core.actions import Refused
from core.models import Draft, Heartbeat, Job, JobState, Seal
from tests.core import killed_worker
from tests.processes import ROOT, process_environment

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture(autouse=True)
def kinds():
    """The tests' own kinds of work come and go."""
    jobs.job(killed_worker.KIND)(killed_worker.slow)
    yield
    for name in (killed_worker.KIND, "test.work"):
        jobs.KINDS.pop(name, None)


def working(work, title="名册导入"):
    jobs.job("test.work", title=title)(work)


def prepared(clerk, **args):
    return jobs.prepare("test.work", by=clerk, args=args)


def lose_worker(row, attempts=1):
    """The state in which a killed worker leaves a job when its lease has run out."""
    values = {"state": JobState.RUNNING, "lease_token": "dead", "lease_until": timezone.now() - timedelta(seconds=1)}
    Job.objects.filter(pk=row.pk).update(attempts=attempts, **values)


def steps(count):
    def work(run):
        run.progress(total=count)
        for number in range(run.checkpoint.get("next", 0), count):
            with run.step(done=number + 1, checkpoint={"next": number + 1}):
                Draft.objects.create(account=run.by, form=str(number), values="x")
        return {"written": count}

    return work


# ——— one attempt ———


def test_a_job_keeps_its_progress_and_its_result(clerk):
    working(steps(3))
    row = jobs.run_here(prepared(clerk))
    assert (row.state, row.done, row.total, row.percent, row.result) == ("done", 3, 3, 100, {"written": 3})
    assert row.is_over and row.finished_at and row.lease_until is None


def test_the_one_who_asked_is_told_when_it_is_done(clerk):
    working(steps(1))
    jobs.run_here(jobs.prepare("test.work", by=clerk, args={}, url="/imports/1/"))
    [notice] = notices.inbox(clerk)
    assert "名册导入" in notice.text and (notice.url, notice.kind, notice.level) == ("/imports/1/", "job", "info")


def test_a_refusal_is_kept_as_the_sentence_that_people_read(clerk):
    def work(run):
        raise Refused("too_many", "文件超过二十万行，请分开上传。")

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert (row.state, row.error) == ("failed", "文件超过二十万行，请分开上传。")
    assert notices.inbox(clerk)[0].level == "warning" and row.error in notices.inbox(clerk)[0].text


def test_an_unexpected_error_is_told_without_its_innards(clerk):
    def work(run):
        raise ValueError("421281197311051234")

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert row.state == "failed" and str(row.pk) in row.error and "421281" not in row.error


def test_a_result_that_cannot_be_kept_fails_the_job(clerk):
    working(lambda run: {"not": object()})
    assert jobs.run_here(prepared(clerk)).state == "failed"


def test_the_work_speaks_the_language_of_whoever_asked(clerk):
    clerk.language = "en"
    clerk.save()
    working(lambda run: {"said": str(gettext_lazy("January"))})
    assert jobs.run_here(prepared(clerk)).result == {"said": "January"}


def test_an_unknown_kind_is_refused_at_once(clerk):
    with pytest.raises(KeyError):
        jobs.start("no.such", by=clerk, args={})


@pytest.mark.django_db(transaction=True)
def test_a_step_is_all_or_nothing(clerk):
    def work(run):
        with run.step(done=1, checkpoint={"next": 1}):
            Draft.objects.create(account=run.by, form="kept", values="x")
        with run.step(done=2, checkpoint={"next": 2}):
            Draft.objects.create(account=run.by, form="undone", values="x")
            raise Refused("no", "不行")

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert [draft.form for draft in Draft.objects.all()] == ["kept"]
    assert (row.done, row.checkpoint) == (1, {"next": 1})


def test_done_and_checkpoint_may_be_known_only_inside_the_step(clerk):
    def work(run):
        with run.step() as step:
            step.done, step.checkpoint = 7, {"after": 7}
        assert run.checkpoint == {"after": 7}

    working(work)
    assert jobs.run_here(prepared(clerk)).done == 7


@pytest.mark.django_db(transaction=True)
def test_the_lines_a_job_wrote_are_sealed_at_its_end(clerk):
    working(lambda run: audit.record("person.add", None, by=run.by) and None)
    jobs.run_here(prepared(clerk))
    assert Seal.objects.count() == 1


# ——— cancelling ———


def test_a_job_that_waits_is_cancelled_at_once(clerk):
    working(steps(3))
    row = prepared(clerk)
    assert jobs.cancel(row)
    with pytest.raises(Refused, match="job_taken"):
        jobs.run_here(row)
    row.refresh_from_db()
    assert row.state == "cancelled" and not jobs.cancel(row)


def test_a_running_job_stops_before_its_next_step_and_keeps_what_it_has(clerk):
    def work(run):
        for number in range(9):
            with run.step(done=number + 1, checkpoint={"next": number + 1}):
                Draft.objects.create(account=run.by, form=str(number), values="x")
            if number == 3:
                jobs.cancel(run.job)

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert (row.state, row.done, Draft.objects.count()) == ("cancelled", 4, 4)


# ——— losing the worker ———


def test_a_job_goes_on_from_its_checkpoint(clerk):
    working(steps(5))
    row = prepared(clerk)
    Job.objects.filter(pk=row.pk).update(checkpoint={"next": 3}, done=3)
    row = jobs.run_here(row)
    assert row.done == 5 and sorted(Draft.objects.values_list("form", flat=True)) == ["3", "4"]


def test_a_job_held_by_a_living_lease_is_not_run_again(clerk):
    calls = []
    working(lambda run: calls.append(jobs.run_if_free(run.job.pk)))
    row = prepared(clerk)
    jobs.run_if_free(row.pk)
    jobs.run_if_free(row.pk)
    assert calls == [None] and jobs.claim(row.pk) is None


def test_a_worker_that_lost_its_lease_cannot_commit(clerk):
    def work(run):
        with run.step(done=1):
            Draft.objects.create(account=run.by, form="mine", values="x")
        Job.objects.filter(pk=run.job.pk).update(lease_token="another worker")
        with pytest.raises(jobs.LostLease), run.step(done=2):
            raise AssertionError("the step must not begin")
        with pytest.raises(jobs.LostLease):
            run.progress(done=5)
        raise jobs.LostLease

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert (row.state, row.done, row.lease_token) == ("running", 1, "another worker")


def test_a_chunk_in_flight_is_undone_when_the_lease_is_lost_meanwhile(clerk):
    def work(run):
        with run.step(done=1):
            Draft.objects.create(account=run.by, form="mine", values="x")
            run.token = "stale"

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert row.state == "running" and row.done == 0 and not Draft.objects.exists()


def test_the_sweeper_wakes_what_lost_its_worker(clerk, monkeypatch):
    woken = []
    monkeypatch.setattr(jobs, "dispatch", lambda number: woken.append(number) or True)
    working(steps(3))
    row, alive = prepared(clerk), prepared(clerk)
    lose_worker(row)
    jobs.claim(alive.pk)
    assert jobs.sweep() == {"woken": 1, "given_up": 0} and woken == [row.pk]
    row.refresh_from_db()
    assert row.state == "queued" and jobs.run_here(row).state == "done"


def test_the_sweeper_wakes_what_lost_its_message_but_not_what_was_just_sent(clerk, monkeypatch):
    woken = []
    monkeypatch.setattr(jobs, "dispatch", lambda number: woken.append(number) or True)
    working(steps(3))
    old, _fresh = prepared(clerk), prepared(clerk)
    Job.objects.filter(pk=old.pk).update(dispatched_at=timezone.now() - timedelta(minutes=5))
    jobs.sweep()
    assert woken == [old.pk]


def test_each_further_loss_makes_the_sweeper_more_patient(clerk):
    assert [jobs.backoff(n).total_seconds() for n in range(5)] == [0, 0, 30, 60, 120]
    working(steps(3))
    row = prepared(clerk)
    lose_worker(row, attempts=3)
    jobs.sweep()
    assert jobs.claim(row.pk) is None


def test_a_job_that_kills_its_workers_without_getting_further_is_given_up_with_a_notice(clerk):
    working(steps(3))
    row = prepared(clerk)
    lose_worker(row, attempts=jobs.MOST_ATTEMPTS)
    assert jobs.sweep()["given_up"] == 1
    row.refresh_from_db()
    assert row.state == "failed" and row.error and notices.inbox(clerk)[0].level == "warning"


def test_a_step_that_commits_starts_the_count_of_attempts_anew(clerk):
    working(steps(1))
    row = prepared(clerk)
    Job.objects.filter(pk=row.pk).update(attempts=4)
    assert jobs.run_here(row).attempts == 0


@pytest.mark.django_db(transaction=True)
def test_a_database_that_went_away_is_no_failure_but_another_attempt(clerk, monkeypatch):
    monkeypatch.setattr(jobs, "dispatch", lambda number: True)
    lost = iter([True, False])

    def work(run):
        if next(lost):
            raise OperationalError("server closed the connection")

    working(work)
    row = jobs.run_here(prepared(clerk))
    assert row.state == "running" and row.error == ""
    jobs.sweep()
    assert jobs.run_here(row).state == "done"


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_lets_the_job_be_taken_up_at_once(clerk):
    def work(run):
        raise KeyboardInterrupt

    working(work)
    row = prepared(clerk)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_here(row)
    working(steps(2))
    assert jobs.run_here(row).state == "done"


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_leaves_the_job_waiting_for_the_sweeper(clerk, monkeypatch, settings):
    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.run_job, "apply_async", down)
    working(steps(1))
    row = jobs.start("test.work", by=clerk, args={})
    row.refresh_from_db()
    assert row.state == "queued" and jobs.sweep() == {"woken": 0, "given_up": 0}


@pytest.mark.django_db(transaction=True)
def test_the_lease_of_a_long_step_is_renewed_beside_it(clerk, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.05)

    def work(run):
        before = Job.objects.get(pk=run.job.pk).lease_until
        time.sleep(0.4)
        return {"renewed": Job.objects.get(pk=run.job.pk).lease_until > before}

    working(work)
    assert jobs.run_here(prepared(clerk)).result == {"renewed": True}


@pytest.mark.django_db(transaction=True)
def test_of_two_runners_racing_for_a_lease_one_works(clerk):
    working(steps(4))
    for _round in range(5):
        Draft.objects.all().delete()
        row, barrier = prepared(clerk), threading.Barrier(3)

        def race(number=row.pk, barrier=barrier):
            try:
                barrier.wait()
                jobs.run_if_free(number)
            finally:
                connection.close()

        threads = [threading.Thread(target=race) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        row.refresh_from_db()
        assert (row.state, row.done, Draft.objects.count()) == ("done", 4, 4)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_two_checkpoints_loses_nothing_and_repeats_nothing(clerk, tmp_path):
    trace = tmp_path / "trace"
    row = jobs.prepare(killed_worker.KIND, by=clerk, args={"trace": str(trace), "pause": 0.3})
    command = [sys.executable, "-m", "tests.core.killed_worker", str(row.pk)]
    environment = {**process_environment(), "PORTAL_DATA_DIR": str(tmp_path)}
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    deadline = time.monotonic() + 30
    while not (trace.exists() and trace.read_text() == "2") and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL

    row.refresh_from_db()
    assert (row.state, row.checkpoint, row.done) == ("running", {"next": 2}, 2)
    assert jobs.claim(row.pk) is None, "the lease has not run out"
    Job.objects.filter(pk=row.pk).update(lease_until=timezone.now() - timedelta(seconds=1), args={"trace": str(trace)})
    jobs.sweep()
    assert jobs.run_here(row).result == {"steps": killed_worker.STEPS}
    forms = sorted(Draft.objects.values_list("form", flat=True))
    assert forms == [f"step {number}" for number in range(killed_worker.STEPS)]


# ——— what people see ———


def test_the_time_left_follows_the_pace_of_the_present_attempt():
    now = timezone.now()
    row = Job(state="running", done=60, total=100, resumed_at=now - timedelta(seconds=40), resumed_done=40)
    assert row.seconds_left(now) == 80
    assert Job(state="running", done=40, total=100, resumed_at=now, resumed_done=40).seconds_left(now) is None
    assert Job(state="queued").seconds_left(now) is None and Job().percent is None


def test_a_job_is_seen_by_whoever_asked_for_it_only(clerk, colleague):
    working(steps(1))
    row = prepared(clerk)
    assert list(Job.objects.visible_to(clerk)) == [row] and not Job.objects.visible_to(colleague).exists()


def test_the_minute_leaves_a_sign_of_life_and_wakes_what_waits(clerk, monkeypatch):
    monkeypatch.setattr(jobs, "dispatch", lambda number: True)
    working(steps(1))
    row = prepared(clerk)
    lose_worker(row)
    tasks.every_minute()
    row.refresh_from_db()
    assert row.state == "queued"
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["worker"]
