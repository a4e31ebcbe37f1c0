"""Freezing a list and giving days as long work: told at once, shown while it runs, once whatever happens to a worker."""

import signal
import subprocess
import sys
import time

import pytest
from django.urls import reverse

from core import jobs
from core.actions import Refused
from core.models import Event, Job, JobState, Notice
from outreach import tasks
from outreach.actions import checkup_days, checkup_lists
from outreach.models import CheckupCampaign, CheckupSession, Exam, ExamMove
from tests.builders import TODAY
from tests.outreach.made_checkups import (
    DAY,
    build_campaign,
    build_hospital,
    build_running,
    build_session,
    exam_of,
    given_days,
    village,
)
from tests.processes import ROOT, process_environment

LIVE = {"HTTP_HX_REQUEST": "true", "HTTP_PORTAL_POLL": "1"}


@pytest.fixture
def small(monkeypatch):
    """Chunks of three people."""
    for room in (tasks, checkup_lists):
        monkeypatch.setattr(room, "chunk_rows", lambda: 3)


def freeze(officer, campaign):
    return checkup_lists.freeze_list(by=officer, campaign=campaign, today=TODAY)


def give(officer, campaign, town=None):
    return checkup_days.allot_rest(by=officer, campaign=campaign, today=TODAY, town=town)


def fresh(campaign):
    return CheckupCampaign.objects.get(pk=campaign.pk)


def after(steps, monkeypatch, do):
    """Something happens between two steps of the next job."""
    kept, seen = jobs.Run.step, []

    def step(run, *args, **kwargs):
        seen.append(1)
        if len(seen) == steps + 1:
            do(run)
        return kept(run, *args, **kwargs)

    monkeypatch.setattr(jobs.Run, "step", step)


# ——— asked for on the page ———


@pytest.mark.usefixtures("on_the_day")
def test_a_second_click_is_refused_while_the_list_is_being_made(enter, officer, clerk):
    village(clerk, 2)
    campaign = build_campaign(officer)
    client, address = enter(officer), reverse("outreach:freeze_list", args=[campaign.pk])
    assert client.post(address)["Location"] == campaign.get_absolute_url()
    answer = client.post(address, follow=True)
    assert "系统正在处理这份名单" in answer.content.decode()
    assert Job.objects.filter(kind="checkup.freeze").count() == 1
    assert not Exam.objects.exists() and fresh(campaign).state == "freezing"


@pytest.mark.usefixtures("on_the_day")
def test_the_page_shows_the_progress_and_says_what_came_of_it(enter, officer, clerk):
    village(clerk, 2)
    campaign = build_campaign(officer)
    client, address = enter(officer), campaign.get_absolute_url()
    client.post(reverse("outreach:freeze_list", args=[campaign.pk]))
    page = client.get(address).content.decode()
    assert 'id="work"' in page and "<progress" in page and "冻结体检名单" in page
    part = client.get(address, **LIVE).content.decode()
    assert 'id="work"' in part and "<html" not in part
    jobs.run_here(fresh(campaign).job)
    assert client.get(address, **LIVE)["HX-Refresh"] == "true"
    assert "名单已冻结，共 2 人" in client.get(address).content.decode()
    notice = Notice.objects.get(account=officer, kind="job")
    assert notice.url == address and "冻结体检名单" in notice.text


@pytest.mark.usefixtures("on_the_day")
def test_only_who_began_it_is_offered_to_stop_it(enter, officer, leader, clerk):
    campaign = build_campaign(officer)
    enter(officer).post(reverse("outreach:freeze_list", args=[campaign.pk]))
    stop = reverse("core:cancel_job", args=[fresh(campaign).job_id])
    assert stop in enter(officer).get(campaign.get_absolute_url()).content.decode()
    assert stop not in enter(leader).get(campaign.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("on_the_day")
def test_without_a_day_the_button_says_so_and_no_job_begins(enter, officer, clerk):
    village(clerk, 1)
    campaign, _hospital = build_running(officer)
    board = reverse("outreach:board", args=[campaign.pk])
    page = enter(officer).get(board).content.decode()
    assert 'aria-disabled="true"' in page and "先加体检日" in page
    with pytest.raises(Refused) as refusal:
        give(officer, campaign)
    assert refusal.value.code == "no_days" and not Job.objects.filter(kind="checkup.allot").exists()


@pytest.mark.usefixtures("on_the_day")
def test_days_are_given_to_the_town_of_the_board(enter, officer, clerk, season):
    campaign, *_rest = season
    client, board = enter(officer), reverse("outreach:board", args=[campaign.pk])
    town = clerk.station.parent_id
    answer = client.post(f"{reverse('outreach:allot', args=[campaign.pk])}?town={town}")
    assert answer["Location"] == f"{board}?town={town}"
    with pytest.raises(Refused) as refusal:
        give(officer, campaign)
    assert refusal.value.code == "busy"
    assert 'id="work"' in client.get(board).content.decode()
    jobs.run_here(fresh(campaign).job)
    assert {exam.person.station for exam in Exam.objects.filter(state="booked")} == {clerk.station}
    client.get(campaign.get_absolute_url(), **LIVE)
    assert "已排 3 人，全部排完" in client.get(board).content.decode()


# ——— stopped, overtaken ———


def test_a_stopped_list_goes_on_where_it_was(officer, clerk, small, monkeypatch):
    people = village(clerk, 8)
    campaign = freeze(officer, build_campaign(officer))
    with monkeypatch.context() as patched:
        after(2, patched, lambda run: jobs.cancel(run.job))
        assert jobs.run_here(campaign.job).state == JobState.CANCELLED
    assert (fresh(campaign).state, Exam.objects.count()) == ("freezing", 6)
    job = jobs.run_here(freeze(officer, campaign).job)
    assert (job.result, job.done, job.total) == ({"people": 8}, 8, 8)
    assert Exam.objects.count() == len(people) == Event.objects.filter(verb="checkup.list").count()
    assert fresh(campaign).state == "running"


def test_a_stopped_list_can_be_dropped_and_the_rule_changed(officer, clerk, small, monkeypatch):
    village(clerk, 8)
    campaign = freeze(officer, build_campaign(officer))
    with pytest.raises(Refused) as refusal:
        checkup_lists.drop_list(by=officer, campaign=campaign, today=TODAY)
    assert refusal.value.code == "busy"
    after(2, monkeypatch, lambda run: jobs.cancel(run.job))
    jobs.run_here(campaign.job)
    checkup_lists.drop_list(by=officer, campaign=campaign, today=TODAY)
    assert fresh(campaign).state == "planned" and not Exam.objects.exists() and not ExamMove.objects.exists()


def test_nothing_happens_to_people_of_a_list_that_is_not_whole(officer, clerk, small, monkeypatch):
    people = village(clerk, 8)
    campaign = freeze(officer, build_campaign(officer))
    after(2, monkeypatch, lambda run: jobs.cancel(run.job))
    jobs.run_here(campaign.job)
    session = build_session(officer, build_hospital(officer, campaign))
    with pytest.raises(Refused) as refusal:
        checkup_days.book(by=officer, exam=exam_of(people[0]), session=session, today=TODAY)
    assert refusal.value.code == "not_frozen"


def test_days_are_worked_out_anew_when_a_clerk_has_booked_meanwhile(officer, clerk, outsider, small, monkeypatch):
    village(clerk, 3)
    theirs = village(outsider, 3)
    campaign, hospital = build_running(officer)
    first = build_session(officer, hospital, TODAY + 8 * DAY, quota=3)
    build_session(officer, hospital, TODAY + 9 * DAY, quota=5)
    work = give(officer, campaign)

    def book_one(run):
        checkup_days.book(by=officer, exam=exam_of(theirs[0]), session=first, today=TODAY)

    after(1, monkeypatch, book_one)
    job = jobs.run_here(work.job)
    assert (job.state, job.result) == (JobState.DONE, {"placed": 5, "left": 0})
    taken = dict(CheckupSession.objects.values_list("pk", "taken"))
    assert sum(taken.values()) == 6 == Exam.objects.filter(state="booked").count()
    homes = Exam.objects.filter(person__station=clerk.station).values_list("session", flat=True)
    assert len(set(homes)) == 1


# ——— killed ———

DAWDLING = """
import sys, time
import django
django.setup()
from core import jobs
from core.models import Job
from outreach import tasks
from outreach.actions import checkup_lists
tasks.chunk_rows = checkup_lists.chunk_rows = lambda: 3
kept = jobs.Run.step
def slow(run, *args, **kwargs):
    time.sleep(0.15)
    return kept(run, *args, **kwargs)
jobs.Run.step = slow
print("ready", flush=True)
jobs.run_here(Job.objects.get(pk=int(sys.argv[1])))
"""


def killed_after(seconds, job):
    """Begin the job in a process of its own and kill that process, as a power cut would."""
    command = [sys.executable, "-c", DAWDLING, str(job.pk)]
    worker = subprocess.Popen(command, cwd=ROOT, env=process_environment(), stdout=subprocess.PIPE)
    worker.stdout.readline()
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(lease_until="2020-01-01T00:00Z")
    jobs.sweep()
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(not_before="2020-01-01T00:00Z")
    return Job.objects.get(pk=job.pk)


def finished(job):
    return job if job.is_over else jobs.run_here(job)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_lists_nobody_twice_and_misses_nobody(officer, clerk, small):
    village(clerk, 14)
    campaign = freeze(officer, build_campaign(officer))
    job = finished(killed_after(0.5, campaign.job))
    assert (job.state, job.result) == (JobState.DONE, {"people": 14})
    assert Exam.objects.count() == 14 == ExamMove.objects.count() == Event.objects.filter(verb="checkup.list").count()
    assert Notice.objects.filter(kind="checkup", station__tier="town").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_gives_the_days_it_would_have_given(officer, clerk, outsider, small):
    village(clerk, 5)
    village(outsider, 7)
    campaign, hospital = build_running(officer)
    for number in range(4):
        build_session(officer, hospital, TODAY + (8 + number) * DAY, quota=(4, 5, 2, 1)[number])
    wanted = checkup_days.days_for(campaign, TODAY).places
    job = finished(killed_after(0.45, give(officer, campaign).job))
    assert (job.state, job.result) == (JobState.DONE, {"placed": 12, "left": 0})
    assert dict(Exam.objects.values_list("pk", "session")) == wanted
    assert (
        Event.objects.filter(verb="checkup.book").count()
        == 12
        == sum(CheckupSession.objects.values_list("taken", flat=True))
    )


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_them_up(own_worker, officer, clerk):
    village(clerk, 2)
    campaign = build_campaign(officer)
    build_session(officer, build_hospital(officer, campaign))
    for verb, state in ((freeze, "eligible"), (give, "booked")):
        job = verb(officer, campaign).job
        deadline = time.monotonic() + 30
        while not Job.objects.get(pk=job.pk).is_over and time.monotonic() < deadline:
            time.sleep(0.2)
        assert set(Exam.objects.values_list("state", flat=True)) == {state}, own_worker.log.read_text()[-2000:]
    assert Notice.objects.filter(account=officer, kind="job").count() == 2


def test_small_allotments_are_the_same_work(officer, clerk):
    village(clerk, 1)
    campaign, hospital = build_running(officer)
    build_session(officer, hospital)
    assert given_days(officer, campaign, clerk.station.parent) == {"placed": 1, "left": 0}
    with pytest.raises(Refused) as refusal:
        give(officer, campaign)
    assert refusal.value.code == "nobody"
