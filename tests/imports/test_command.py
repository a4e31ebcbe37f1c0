"""`manage.py undo_import` and files that are no files."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from core.imports.models import Batch, BatchState
from tests.imports.centre import line, plan, workbook, write
from tests.rosters.make import ROSTERS
from veterans.models import Person


def undo_import(*arguments):
    out = StringIO()
    try:
        call_command("undo_import", *arguments, "--json", stdout=out)
        status = 0
    except SystemExit as end:
        status = end.code
    return status, json.loads(out.getvalue())


def test_an_import_is_undone_from_the_command_line(town_admin):
    batch = write(town_admin, plan(town_admin, line(), line("雷家喜")))
    status, said = undo_import(str(batch.pk), "--user", "town_admin")
    assert (status, said["batch"], said["withdrawn"], said["kept"]) == (0, batch.pk, 2, [])
    assert not Person.objects.live().exists()


def test_what_stays_is_in_the_answer(town_admin):
    batch = write(town_admin, plan(town_admin, line("涂传英")))
    Person.objects.update(version=7, note="核实过")
    _status, said = undo_import(str(batch.pk), "--user", "town_admin")
    assert said["kept"][0]["name"] == "涂传英" and said["kept"][0]["code"] == "kept_edited" and said["withdrawn"] == 0


def test_another_area_is_told_of_no_batch(town_admin, outsider):
    batch = write(town_admin, plan(town_admin, line()))
    assert undo_import(str(batch.pk), "--user", "outsider") == undo_import("999999", "--user", "outsider")
    assert undo_import(str(batch.pk), "--user", "outsider")[0] == 2


def test_a_batch_that_was_not_written_is_refused(town_admin):
    batch = plan(town_admin, line())
    status, said = undo_import(str(batch.pk), "--user", "town_admin")
    assert (status, said["error"]) == (2, "batch_state")


def test_an_unknown_account_is_refused(town_admin):
    assert undo_import("1", "--user", "nobody")[1]["error"] == "no_user"


@pytest.mark.parametrize("name", sorted(ROSTERS))
def test_every_kind_of_dirt_ends_with_counts_that_add_up_or_a_sentence(city_admin, name):
    made = ROSTERS[name]()
    file_name, content = made[:2]
    batch = plan(city_admin, content=content, name=file_name)
    if batch.state == BatchState.FAILED:
        assert batch.failure and batch.failure_code
    else:
        assert batch.rows == sum(batch.counts.values()) == batch.plan_rows.count()


@pytest.mark.parametrize("part", [1, 40, 400, 1500, 3000])
def test_truncated_files_give_a_sentence(town_admin, part):
    batch = plan(town_admin, content=workbook(line(), line())[:part])
    assert batch.state == BatchState.FAILED and Batch.objects.get().failure
