"""Days of a checkup campaign: make-up days, days outside of the season, who is told when one is cancelled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.models import Notice
from outreach.actions import checkup_days, checkup_steps, checkups
from outreach.desk.checkup_board import Board
from outreach.forms.checkups import DayForm, DaysForm
from tests.builders import TODAY
from tests.outreach.made_checkups import (
    DAY,
    booked,
    build_running,
    build_session,
    build_veteran,
    exam_of,
    given_days,
    village,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def fallen_out(officer, clerk, outsider):
    """A day with five people that was cancelled; the other day takes four of them."""
    village(clerk, 2), village(outsider, 3)
    campaign, hospital = build_running(officer)
    day = build_session(officer, hospital, TODAY + 8 * DAY)
    given_days(officer, campaign)
    build_session(officer, hospital, TODAY + 9 * DAY, quota=4)
    return checkup_days.cancel_day(by=officer, session=day, reason="设备检修", today=TODAY)


def test_a_station_is_told_who_of_its_people_has_a_day_and_who_waits(fallen_out, clerk, outsider):
    assert "您处 2 人改了日期，请" in Notice.objects.get(station=clerk.station, kind="checkup").text
    assert "您处 2 人改了日期，1 人等待排期" in Notice.objects.get(station=outsider.station, kind="checkup").text


def test_a_station_whose_people_all_wait_is_not_told_of_another_day(officer, clerk):
    village(clerk, 2)
    campaign, hospital = build_running(officer)
    day = build_session(officer, hospital, TODAY + 8 * DAY)
    given_days(officer, campaign)
    checkup_days.cancel_day(by=officer, session=day, reason="设备检修", today=TODAY)
    said = Notice.objects.get(station=clerk.station, kind="checkup").text
    assert "2 人暂无新日期" in said and "改了日期" not in said


def test_a_cancelled_day_counts_who_moved_who_waits_and_the_stations_told(fallen_out, enter, officer, clerk):
    page = enter(officer).get(fallen_out.get_absolute_url())
    assert [page.context[name] for name in ("went", "left", "told")] == [4, 1, 2]
    assert "已提醒 2 个村（社区）站" in text(page) and "去排期表" in text(page)
    mine = text(enter(clerk).get(fallen_out.get_absolute_url()))
    assert "已提醒" not in mine and "去排期表" not in mine and "都要重新通知" in mine


def test_who_has_nobody_on_a_cancelled_day_is_not_asked_to_tell_anybody(fallen_out, enter, town_clerk):
    page = text(enter(town_clerk).get(fallen_out.get_absolute_url()))
    assert "都要重新通知" in page  # their village stood there
    other = build_session(fallen_out.campaign.created_by, fallen_out.hospital, TODAY + 12 * DAY)
    checkup_days.cancel_day(by=fallen_out.campaign.created_by, session=other, reason="停电", today=TODAY)
    assert "都要重新通知" not in text(enter(town_clerk).get(other.get_absolute_url()))


@pytest.mark.parametrize(
    ("on", "is_makeup", "field"),
    [(date(2027, 1, 5), False, "last"), (date(2026, 12, 28), False, "last"), (date(2027, 1, 5), True, "last")],
)
def test_a_day_outside_of_the_season_is_refused_beside_its_field(officer, on, is_makeup, field):
    _campaign, hospital = build_running(officer)
    with pytest.raises(ValidationError) as problem:
        build_session(officer, hospital, on, is_makeup=is_makeup)
    assert list(problem.value.error_dict) == [field]


def test_a_make_up_day_may_come_after_the_season(officer):
    _campaign, hospital = build_running(officer)
    assert build_session(officer, hospital, date(2026, 12, 28), is_makeup=True).is_makeup


def test_a_make_up_day_is_called_so_wherever_it_is_chosen_and_shown(enter, officer, clerk):
    person = build_veteran(clerk)
    campaign, hospital = build_running(officer)
    day = build_session(officer, hospital, TODAY)
    booked(officer, person, day)
    checkup_steps.miss(by=officer, exam=exam_of(person), today=TODAY)
    makeup = build_session(officer, hospital, TODAY + 9 * DAY, is_makeup=True)
    form = DayForm(user=officer, today=TODAY, row=exam_of(person))
    assert "补检日" in str(form["session"])
    client = enter(officer)
    for address in (reverse("outreach:board", args=[campaign.pk]), makeup.get_absolute_url()):
        assert "补检日" in text(client.get(address))


def test_no_village_is_sent_to_a_make_up_day_when_a_day_is_too_full(officer, clerk):
    village(clerk, 3)
    campaign, hospital = build_running(officer)
    day = build_session(officer, hospital, TODAY + 8 * DAY)
    given_days(officer, campaign)
    checkups.set_quota(by=officer, session=day, quota=2, today=TODAY)
    build_session(officer, hospital, TODAY + 9 * DAY, is_makeup=True)
    ((_session, way),) = Board(officer, campaign, TODAY, {}).overfull
    assert way is None


def test_the_only_hospital_is_chosen_already(officer):
    campaign, hospital = build_running(officer)
    assert DaysForm(user=officer, today=TODAY, row=campaign)["hospital"].value() == hospital.pk


def test_a_step_says_that_it_was_taken(enter, officer, clerk):
    person = build_veteran(clerk)
    build_running(officer)
    address = reverse("outreach:exam_decline", args=[exam_of(person).pk])
    page = enter(clerk).post(address, {"note": "已在别处检过"}, follow=True)
    assert "已保存" in text(page) and exam_of(person).state == "declined"


def test_the_history_says_what_was_done_and_from_which_day_somebody_came(enter, officer, clerk):
    person = build_veteran(clerk)
    _campaign, hospital = build_running(officer)
    booked(officer, person, build_session(officer, hospital))
    checkup_steps.record_call(by=clerk, exam=exam_of(person), channel="phone", answer="confirmed", today=TODAY)
    checkup_steps.examine_at_home(by=officer, exam=exam_of(person), hospital=hospital, on=TODAY, today=TODAY)
    page = text(enter(clerk).get(exam_of(person).get_absolute_url()))
    assert "原排 12-01 全天" in page and "<b>登记通知</b>" in page


def test_a_note_typed_without_an_answer_is_not_lost(enter, clerk, officer, season):
    campaign, *_rest, people = season
    given_days(officer, campaign)
    note = f"note-{exam_of(people[0]).pk}"
    answer = enter(clerk).post(
        reverse("outreach:village_calls", args=[campaign.pk]), {"channel": "phone", note: "住院"}
    )
    assert answer.status_code == 422 and 'value="住院"' in text(answer)


def test_who_was_examined_already_is_refused_at_the_door_in_chinese(enter, officer, clerk, season):
    campaign, hospital, _days, people = season
    checkup_steps.examine_at_home(by=officer, exam=exam_of(people[0]), hospital=hospital, on=TODAY, today=TODAY)
    address = reverse("outreach:checkin", args=[campaign.pk])
    page = text(enter(clerk).post(address, {"q": exam_of(people[0]).code}, follow=True))
    assert "已办“上门体检”" in page and "Not possible" not in page


def test_at_the_door_who_has_not_come_yet_stands_before_who_has(enter, officer, clerk):
    people = [build_veteran(clerk, name=name) for name in ("陈安", "陈白", "陈长")]
    campaign, _hospital = build_running(officer)
    checkup_steps.check_in(by=clerk, exam=exam_of(people[0]), today=TODAY)
    address = reverse("outreach:checkin", args=[campaign.pk])
    page = enter(clerk).post(address, {"q": "陈"}, follow=True)
    assert [exam.person.name for exam, _open in page.context["found"]] == ["陈白", "陈长", "陈安"]
