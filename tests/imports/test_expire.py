"""Uploaded files hold everybody's numbers: what is past its use goes by itself (剩余信息保护)."""

from datetime import timedelta

from django.utils import timezone

from bureau.tasks import expire_imports
from core.imports.actions import expire
from core.imports.models import Batch, BatchFile, BatchState
from stations.actions import system_account
from tests.imports.centre import line, plan, write
from veterans.models import Person


def aged(batch, days, *, field="uploaded_at"):
    Batch.objects.filter(pk=batch.pk).update(**{field: timezone.now() - timedelta(days=days)})


def test_a_plan_that_nobody_wrote_is_put_aside_after_a_week(town_admin):
    old, young = plan(town_admin, line()), plan(town_admin, line("雷家喜"))
    aged(old, 9)
    aged(young, 5)
    assert expire(by=system_account(), today=timezone.localdate())["plans"] == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, young.state) == (BatchState.DISCARDED, BatchState.PLANNED)
    assert not old.plan_rows.exists() and list(BatchFile.objects.values_list("batch", flat=True)) == [young.pk]


def test_the_file_of_a_written_batch_goes_when_it_can_no_longer_be_undone(town_admin):
    done = write(town_admin, plan(town_admin, line(), line("雷家喜", village="石桥新村")))
    recent = write(town_admin, plan(town_admin, line("田福来")))
    aged(done, 32, field="applied_at")
    aged(recent, 20, field="applied_at")
    assert expire(by=system_account(), today=timezone.localdate())["files"] == 1
    assert list(BatchFile.objects.values_list("batch", flat=True)) == [recent.pk]
    assert not done.plan_rows.filter(cells__isnull=False).exists() and Person.objects.count() == 2


def test_the_clock_calls_it_and_a_second_time_finds_nothing(town_admin):
    aged(plan(town_admin, line()), 9)
    assert expire_imports()["plans"] == 1
    assert expire_imports() == {"plans": 0, "files": 0}
