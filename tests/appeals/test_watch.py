"""The hourly watch: warned before, urged after, passed on, closed; nothing overdue without its urge on record."""

import logging

import pytest

from appeals.actions.watch import overdue_clocks, self_check, watch
from appeals.choices import ClockKind
from appeals.models import Urge
from core.models import Notice
from core.notices import inbox
from stations.actions import system_account
from stations.models import Account
from tests.appeals.made import DAY, Way, build_appeal, build_petition, fresh
from tests.builders import TODAY
from tests.cast import *  # noqa: F403


def round_on(day):
    return watch(by=system_account(), today=day)


def test_a_case_is_warned_of_once_before_its_day(clerk):
    appeal = build_appeal(clerk)
    assert round_on(TODAY)["warned"] == 1
    assert round_on(TODAY)["warned"] == 0
    assert [notice.level for notice in inbox(clerk)] == ["warning"]
    assert not fresh(appeal).is_supervised


def test_an_overdue_case_is_urged_on_paper_and_in_the_inbox(clerk):
    appeal = build_appeal(clerk)
    day = fresh(appeal).due_on + DAY
    assert round_on(day)["urged"] == 1
    assert round_on(day) == {
        "warned": 0,
        "urged": 0,
        "passed_on": 0,
        "closed": 0,
        "failed": 0,
        "overdue": 1,
        "missing": 0,
    }
    found = fresh(appeal)
    assert found.is_supervised and found.state == "registered"
    assert appeal.papers.get(kind="urge").number.startswith("羊楼洞村委会退信督〔2026〕")
    assert inbox(clerk)[0].level == "urgent"
    assert appeal.moves.first().action == "supervise"


def test_after_three_days_the_superior_is_told_after_a_week_the_leader(clerk, town_clerk, leader):
    appeal = build_appeal(clerk)
    due = fresh(appeal).due_on
    round_on(due + 3 * DAY)
    assert [notice.kind for notice in inbox(town_clerk)] == ["appeal.urge"]
    assert not inbox(leader).filter(account=leader)
    round_on(due + 7 * DAY)
    assert [notice.kind for notice in inbox(leader).filter(account=leader)] == ["appeal.urge"]
    assert not Urge.objects.filter(is_alarm=True)


def test_an_absent_superior_is_passed_over_and_raises_an_alarm(clerk, city_clerk, leader, caplog):
    """The town has no account in use: the city is told, and the leader that nobody answers in between."""
    appeal = build_appeal(clerk)
    with caplog.at_level(logging.ERROR):
        round_on(fresh(appeal).due_on + 3 * DAY)
    urge = Urge.objects.get(level=2)
    assert urge.is_alarm and urge.to_station == city_clerk.station
    assert inbox(leader).filter(kind="appeal.alarm").count() == 1
    assert "alarm" in caplog.text and appeal.name not in caplog.text


def test_without_anybody_above_the_alarm_stays_on_record(clerk):
    appeal = build_appeal(clerk)
    round_on(fresh(appeal).due_on + 3 * DAY)
    assert Urge.objects.get(level=2).is_alarm


def test_the_citys_own_case_goes_to_the_leader_without_an_alarm(city_clerk, leader):
    appeal = build_appeal(city_clerk)
    round_on(fresh(appeal).due_on + 3 * DAY)
    assert not Urge.objects.get(level=2).is_alarm
    assert inbox(leader).filter(account=leader, kind="appeal.urge")


@pytest.mark.parametrize("late", [1, 2, 4, 8, 30])
def test_every_overdue_deadline_has_its_urge_after_a_round(late, clerk, town_clerk, officer, leader, city_clerk):
    for by in (clerk, town_clerk, city_clerk):
        build_appeal(by)
        build_petition(by)
    Way(officer, leader, city_clerk).to("in_progress", build_petition(city_clerk))
    day = TODAY + (14 + late) * DAY
    assert round_on(day)["missing"] == 0
    for clock in overdue_clocks(day):
        assert clock.urges.filter(level__gte=1).exists()


def test_the_self_check_tells_of_a_gap(clerk, caplog):
    appeal = build_appeal(clerk)
    with caplog.at_level(logging.ERROR):
        assert self_check(fresh(appeal).due_on + DAY) == {"overdue": 1, "missing": 1}
    assert "no urge on record" in caplog.text


def test_what_has_run_its_course_is_closed(city_clerk, officer, leader):
    way = Way(officer, leader, city_clerk)
    replied = way.to("replied", build_petition(city_clerk))
    reviewed = way.to("reviewed", build_petition(city_clerk))
    changed = build_petition(city_clerk)
    way.to_reviewed(changed, TODAY, result="changed")
    last = max(c.due_on for c in replied.clocks.filter(kind=ClockKind.REVIEW_WINDOW))
    assert round_on(last + 3 * DAY)["closed"] == 2
    assert [fresh(case).state for case in (replied, reviewed, changed)] == ["closed", "closed", "reviewed"]


def test_a_week_after_the_service_the_centre_is_asked_to_call_once(city_clerk, officer, leader):
    Way(officer, leader, city_clerk).to("replied", build_petition(city_clerk))
    for day in (6, 7, 8):
        round_on(TODAY + day * DAY)
    assert Notice.objects.filter(kind="appeal.rating").count() == 1


def test_one_case_that_fails_does_not_hold_up_the_others(clerk, town_clerk, monkeypatch):
    from appeals.actions import watch as room
    from core.actions import Refused

    first, second = build_appeal(clerk), build_appeal(clerk)
    usual = room.file_paper

    def broken(appeal, *args, **kwargs):
        if appeal.pk == first.pk:
            raise Refused("broken", "…")
        return usual(appeal, *args, **kwargs)

    monkeypatch.setattr(room, "file_paper", broken)
    counts = round_on(fresh(second).due_on + DAY)
    assert (counts["urged"], counts["failed"], counts["missing"]) == (1, 1, 1)
    assert not fresh(first).is_supervised and fresh(second).is_supervised


def test_the_hourly_task_runs_as_the_system(clerk):
    from appeals.tasks import watch_clocks

    build_appeal(clerk)
    watch_clocks()
    assert set(Urge.objects.values_list("by__username", flat=True)) <= {"system"}
    assert Account.objects.filter(username="system").exists()
