"""The returned workbook of a large file is made by a job; while it is made, the page says so."""

import io

import openpyxl
import pytest
from django.urls import reverse

from core import jobs
from core.imports import actions, books, mend
from core.imports.models import BatchFile
from core.models import Job, Notice
from tests.builders import TODAY, identity_number
from tests.imports.centre import WRONG_NUMBER, line, plan

TOKEN = "error:id_checksum:id_no"


@pytest.fixture
def large(town_admin, monkeypatch):
    monkeypatch.setattr(books, "ROWS_AT_ONCE", 1)
    return plan(town_admin, line("雷家喜", WRONG_NUMBER), line())


def returned(batch):
    return reverse("bureau:returned", args=[batch.pk])


def make_it():
    job = jobs.run_here(Job.objects.get(kind="import.returned", state="queued"))
    assert not job.error, job.error
    return job


def test_a_job_makes_it_and_a_notice_leads_to_it(enter, town_admin, large):
    client = enter(town_admin)
    page = client.get(returned(large)).content.decode()
    assert "hx-get" in page and Job.objects.filter(kind="import.returned").count() == 1
    client.get(returned(large))
    assert Job.objects.filter(kind="import.returned").count() == 1
    job = make_it()
    assert job.url == returned(large) and Notice.objects.filter(account=town_admin, url=job.url).exists()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(job.url).content)).active
    assert "校验" in sheet.cell(3, sheet.max_column).value
    live = client.get(returned(large), headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in live and returned(large) in live


def test_an_answer_makes_a_new_one_necessary(enter, town_admin, large):
    client = enter(town_admin)
    client.get(returned(large))
    make_it()
    row = mend.waiting(large, TOKEN).get()
    mend.mend(by=town_admin, batch=large, row=row, token=TOKEN, answer=identity_number(), today=TODAY)
    assert BatchFile.objects.get().returned is None
    assert "hx-get" in client.get(returned(large)).content.decode()


def test_reading_the_file_again_makes_a_new_one_necessary(enter, town_admin, large):
    enter(town_admin).get(returned(large))
    make_it()
    actions.plan_again(by=town_admin, batch=large)
    assert BatchFile.objects.get().returned is None


def test_the_short_one_is_made_for_itself(enter, town_admin, large):
    client = enter(town_admin)
    client.get(returned(large))
    make_it()
    assert "hx-get" in client.get(returned(large) + "?failed=1").content.decode()
    make_it()
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(returned(large) + "?failed=1").content)).active
    assert sheet.max_row == 3


def test_what_is_kept_is_sealed(enter, town_admin, large):
    enter(town_admin).get(returned(large))
    make_it()
    assert BatchFile.objects.get().returned.raw.split("$")[0] in ("sm4", "aes")


def test_nobody_else_gets_it(enter, outsider, town_admin, large):
    enter(town_admin).get(returned(large))
    make_it()
    assert enter(outsider).get(returned(large)).status_code == 404


@pytest.mark.parametrize("most", [1, 2000])
@pytest.mark.parametrize("content", [None, b"%PDF-1.4 nothing"])
def test_what_is_gone_or_was_never_read_leads_back_to_the_import(enter, town_admin, monkeypatch, most, content):
    monkeypatch.setattr(books, "ROWS_AT_ONCE", most)
    batch = plan(town_admin, line("雷家喜", WRONG_NUMBER), line(), content=content)
    if content is None:
        actions.discard(by=town_admin, batch=batch)
    client = enter(town_admin)
    for page in ("returned", "columns"):
        response = client.get(reverse(f"bureau:{page}", args=[batch.pk]))
        assert response.status_code == 302 and response["Location"] == batch.get_absolute_url(), page
    assert not Job.objects.filter(kind="import.returned").exists()
