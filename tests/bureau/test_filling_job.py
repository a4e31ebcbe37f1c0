"""A superior's form is filled by a job: asked twice it is one, a lost worker fills once, nothing is left lying."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bureau.actions.blanks import discard_blank, fill_blank
from bureau.demo.tables import province_form
from bureau.models import Filling
from core.jobs import run_here
from core.models import Event, Job, Notice
from tests.bureau.test_blanks import NOVEMBER, TOWNS, keep, sealed_path, tell
from tests.cast import *  # noqa: F403


@pytest.fixture
def blank(officer):
    return keep(officer, province_form(TOWNS))


def test_a_form_taken_away_leaves_no_file_behind(officer, blank, django_capture_on_commit_callbacks):
    tell(blank, "E5", "visit.times")
    filling = fill_blank(by=officer, blank=blank, **NOVEMBER)
    paths = [sealed_path(blank), sealed_path(filling)]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        discard_blank(by=officer, blank=blank)
    assert not any(path.exists() for path in paths)


def ask(client, blank):
    return client.post(
        reverse("bureau:blank_fill", args=[blank.pk]), {"first_on": "2026-11-01", "last_on": "2026-11-30"}
    )


def test_filling_asked_twice_is_one_job_and_one_workbook(enter, officer, blank):
    client = enter(officer)
    assert ask(client, blank).status_code == 302 and not Job.objects.exists(), "nothing is mapped: said at once"
    tell(blank, "E5", "visit.times")
    assert ask(client, blank).url == ask(client, blank).url
    job = run_here(Job.objects.get())
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    assert Notice.objects.get(account=officer, kind="job").url == Filling.objects.get().get_absolute_url()
    assert ask(client, blank).url != reverse("core:job", args=[job.pk])


def test_a_lost_worker_fills_a_form_once(enter, officer, blank, monkeypatch):
    tell(blank, "E5", "visit.times")
    ask(enter(officer), blank)
    job = Job.objects.get()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("bureau.filling.evaluate", killed)
        with pytest.raises(KeyboardInterrupt):
            run_here(job)
    assert run_here(job).state == "done"
    lost = {"state": "running", "lease_until": timezone.now() - timedelta(seconds=1), "finished_at": None}
    Job.objects.filter(pk=job.pk).update(**lost)
    assert run_here(job).state == "done"
    place = Filling.objects.get().place
    assert {path.name for path in sealed_path(blank).parent.iterdir()} >= {place.split("/")[-1]}
    assert Event.objects.filter(verb="blank.fill").count() == 1


def test_a_form_taken_away_meanwhile_is_told(enter, officer, blank):
    tell(blank, "E5", "visit.times")
    ask(enter(officer), blank)
    discard_blank(by=officer, blank=blank)
    assert "撤" in run_here(Job.objects.get()).error
