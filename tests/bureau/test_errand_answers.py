"""Answers to tasks: person by person, corrected until the task is closed, asked for again; the board; reminders."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from bureau.actions.errands import (
    answer,
    answer_people,
    close_errand,
    give_back,
    issue_errand,
    receive,
    reissue,
    remind_of_due,
    urge_overdue,
)
from bureau.models import Errand, ErrandPerson
from core.actions import NotAllowed, OutOfScope, Refused
from core.models import Event, Notice
from stations.actions import system_account
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from veterans.actions import transfer_person

DAY = timedelta(days=1)
WHAT = {"title": "核对优待证照片", "body": "逐人核对。", "due_on": TODAY + 7 * DAY, "asks": ""}
DONE = {"outcome": "done", "answer": ""}


@pytest.fixture
def villages(network):
    return [network["羊楼洞村委会"], network["毕畈村委会"]]


@pytest.fixture
def people(clerk, outsider):
    return [
        build_person(clerk, name="涂长林"),
        build_person(clerk, name="雷家喜"),
        build_person(outsider, name="廖国清"),
    ]


@pytest.fixture
def errand(officer, villages, people):
    return issue_errand(by=officer, values=WHAT | {"stations": villages, "people": people}, today=TODAY)


@pytest.fixture
def part(errand, clerk):
    return errand.parts.get(station=clerk.station)


def row_of(person):
    return ErrandPerson.objects.get(person=person)


def at(name, row):
    return reverse(f"bureau:{name}", args=[row.pk])


# person by person


def test_each_person_is_answered_for_with_a_line_in_the_ledger(clerk, part, people):
    first, second = (row_of(person) for person in people[:2])
    answers = {first.pk: ("done", ""), second.pk: ("unable", "在外务工")}
    assert answer_people(by=clerk, part=part, answers=answers, today=TODAY) == 2
    assert [row_of(person).outcome for person in people] == ["done", "unable", ""]
    assert Event.objects.filter(verb="errand.answer", subject_type="bureau.errandperson").count() == 2
    part.refresh_from_db()
    assert part.received_on == TODAY and part.answered_on is None
    assert answer_people(by=clerk, part=part, answers=answers, today=TODAY) == 0
    assert answer_people(by=clerk, part=part, answers={first.pk: ("", "")}, today=TODAY) == 1


def test_could_not_needs_a_reason_and_nothing_is_kept_by_halves(clerk, part, people):
    first, second = (row_of(person) for person in people[:2])
    with pytest.raises(Refused):
        answer_people(by=clerk, part=part, answers={first.pk: ("done", ""), second.pk: ("unable", "")}, today=TODAY)
    with pytest.raises(ValidationError):
        answer_people(by=clerk, part=part, answers={first.pk: ("nonsense", "")}, today=TODAY)
    assert row_of(people[0]).outcome == "" and not Event.objects.filter(verb="errand.answer").exists()


def test_people_of_another_part_are_passed_over_and_strangers_refused(clerk, outsider, leader, part, people):
    foreign = row_of(people[2])
    assert answer_people(by=clerk, part=part, answers={foreign.pk: ("done", "")}, today=TODAY) == 0
    with pytest.raises(OutOfScope):
        answer_people(by=outsider, part=part, answers={row_of(people[0]).pk: ("done", "")}, today=TODAY)
    with pytest.raises(NotAllowed):
        answer_people(by=leader, part=part, answers={}, today=TODAY)


def test_the_table_keeps_what_was_entered_and_says_what_is_missing(clerk, part, people, enter):
    first, second = (row_of(person).pk for person in people[:2])
    page, client = at("errand_answers", part), enter(clerk)
    html = client.get(page).content.decode()
    assert "涂长林" in html and "雷家喜" in html and "廖国清" not in html
    wrong = client.post(page, {f"answer-{first}": "done", f"answer-{second}": "unable", f"note-{second}": ""})
    assert wrong.status_code == 422 and "aria-invalid" in wrong.content.decode()
    assert re.search(rf'name="answer-{first}" value="done" data-key="1" checked', wrong.content.decode())
    assert not ErrandPerson.objects.exclude(outcome="").exists()
    foreign = row_of(people[2]).pk
    given = {f"answer-{second}": "unable", f"note-{second}": "在外务工", f"answer-{foreign}": "done", "rest": "done"}
    assert client.post(page, given).status_code == 302
    assert [row_of(person).outcome for person in people] == ["done", "unable", ""]
    left = client.get(f"{page}?left=1").content.decode()
    assert "涂长林" not in left


def test_a_long_list_is_answered_page_by_page(clerk, part, people, enter, monkeypatch):
    monkeypatch.setattr("bureau.pages.errand.PEOPLE_SHOWN", 1)
    client, page = enter(clerk), at("errand_answers", part)
    assert client.post(page, {"rest": "done"}).url == f"{page}?page=2"
    assert client.post(f"{page}?page=2", {"rest": "done"}).url == part.get_absolute_url()
    assert part.people.filter(outcome="done").count() == 2


def test_done_as_a_whole_waits_for_everybody_who_is_still_here(clerk, city_admin, part, people, villages, enter):
    page = at("errand_answer", part)
    refused = enter(clerk).post(page, {"outcome": "done", "answer": ""})
    assert refused.status_code == 422 and "2" in refused.content.decode()
    transfer_person(by=city_admin, person=people[1], station=villages[1], reason="迁居", today=TODAY)
    answer_people(by=clerk, part=part, answers={row_of(people[0]).pk: ("done", "")}, today=TODAY)
    assert enter(clerk).post(page, {"outcome": "done", "answer": ""}).status_code == 302


def test_the_board_counts_nobody_who_has_moved_away(clerk, city_admin, part, people, villages):
    answers = {row_of(person).pk: ("done", "") for person in people if row_of(person).part == part}
    answer_people(by=clerk, part=part, answers=answers, today=TODAY)
    counted = lambda: type(part).objects.with_standing().get(pk=part.pk)  # noqa: E731
    assert (counted().named, counted().managed, counted().left) == (2, 2, 0)
    transfer_person(by=city_admin, person=people[1], station=villages[1], reason="迁居", today=TODAY)
    assert (counted().named, counted().managed, counted().left) == (1, 1, 0)


# corrected until closed


def test_an_answer_is_corrected_until_the_task_is_closed(officer, clerk, errand, part, people, enter):
    said = {"outcome": "partly", "answer": "一人在外"}
    answer(by=clerk, part=part, values=said, today=TODAY)
    page = at("errand_answer", part)
    assert "一人在外" in enter(clerk).get(page).content.decode()
    answer(by=clerk, part=part, values=said | {"answer": "两人在外"}, today=TODAY + DAY)
    part.refresh_from_db()
    assert (part.answer, part.answered_on, part.corrected_on) == ("两人在外", TODAY, TODAY + DAY)
    line = Event.objects.filter(verb="errand.answer", subject_id=part.pk).latest("pk")
    assert line.changes["answer"] == ["一人在外", "两人在外"]
    close_errand(by=officer, errand=errand, today=TODAY + DAY)
    for verb, given in ((answer, {"values": said}), (answer_people, {"answers": {}})):
        part.refresh_from_db()
        with pytest.raises(Refused):
            verb(by=clerk, part=part.__class__.objects.get(pk=part.pk), today=TODAY + DAY, **given)
    enter(clerk).post(page, {"outcome": "unable", "answer": "太晚"})
    part.refresh_from_db()
    assert part.outcome == "partly"


# asked again


def test_one_station_is_asked_again_with_a_reason_and_a_later_day(officer, clerk, errand, part, people):
    answer(by=clerk, part=part, values={"outcome": "partly", "answer": "办了一人"}, today=TODAY)
    before = Notice.objects.filter(station=clerk.station).count()
    later = errand.due_on + 3 * DAY
    reissue(by=officer, part=part, reason="雷家喜没有照片", due_on=later, today=TODAY + DAY)
    part.refresh_from_db()
    assert part.is_open and (part.due_on, part.reissues, part.answer) == (later, 1, "办了一人")
    notice = Notice.objects.filter(station=clerk.station).latest("pk")
    assert Notice.objects.filter(station=clerk.station).count() == before + 1 and "雷家喜没有照片" in notice.text
    assert Event.objects.get(verb="errand.reissue").note == "雷家喜没有照片"
    assert urge_overdue(by=system_account(), today=later) == 1  # the other village's, which is late
    part.refresh_from_db()
    assert part.urged_on is None


def test_what_was_given_back_may_be_asked_for_again(officer, clerk, part):
    give_back(by=clerk, part=part, reason="不属本村", today=TODAY)
    reissue(by=officer, part=part, reason="属本村", due_on=TODAY, today=TODAY)
    part.refresh_from_db()
    assert part.is_open and part.reason == ""


def test_only_from_above_and_only_what_came_back_is_asked_again(officer, clerk, town_clerk, errand, part):
    again = {"reason": "再核", "due_on": TODAY, "today": TODAY}
    with pytest.raises(Refused) as refusal:
        reissue(by=officer, part=part, **again)
    assert refusal.value.code == "no_answer"
    answer(by=clerk, part=part, values={"outcome": "partly", "answer": "x"}, today=TODAY)
    for own in (clerk, town_clerk):  # the task is the city's: neither sees it as a whole
        with pytest.raises(Refused):
            reissue(by=own, part=part, **again)
    with pytest.raises(ValidationError):
        reissue(by=officer, part=part, reason="再核", due_on=TODAY - DAY, today=TODAY)
    close_errand(by=officer, errand=errand, today=TODAY)
    with pytest.raises(Refused):
        reissue(by=officer, part=part.__class__.objects.get(pk=part.pk), **again)


def test_asked_again_by_the_form_and_seen_on_the_stations_page(officer, clerk, part, enter):
    answer(by=clerk, part=part, values={"outcome": "partly", "answer": "x"}, today=TODAY)
    assert at("errand_reissue", part) in enter(officer).get(part.get_absolute_url()).content.decode()
    given = {"reason": "照片还缺", "due_on": "2099-02-01"}
    assert enter(officer).post(at("errand_reissue", part), given).status_code == 302
    mine = enter(clerk).get(part.get_absolute_url()).content.decode()
    assert "照片还缺" in mine and at("errand_reissue", part) not in mine
    assert "照片还缺" in enter(clerk).get("/").content.decode()


# the board


def sheet_of(answered):
    return list(load_workbook(BytesIO(b"".join(answered.streaming_content))).active.iter_rows(values_only=True))


def test_the_board_shows_filters_and_exports_every_station(officer, clerk, outsider, errand, part, people, enter):
    answer(by=clerk, part=part, values={"outcome": "partly", "answer": "一人在外"}, today=TODAY)
    answer_people(by=clerk, part=part, answers={row_of(people[0]).pk: ("done", "")}, today=TODAY)
    client, page = enter(officer), errand.get_absolute_url()
    board = client.get(page).content.decode()
    assert board.index("毕畈村") < board.index("羊楼洞村")  # who has not signed for it comes first
    waiting = client.get(f"{page}?state=open").content.decode()
    assert at("errand_part", errand.parts.get(station=outsider.station)) in waiting
    assert at("errand_part", part) not in waiting
    head, *rows = sheet_of(client.post(page, {"export": "1"}))
    assert len(rows) == 2 and "已办人数" in head
    assert {row[head.index("所在站")]: row[head.index("已办人数")] for row in rows}[clerk.station.place] == 1
    assert len(sheet_of(client.post(f"{page}?state=open", {"export": "1"}))) == 2
    assert Event.objects.filter(verb="errand.export").count() == 2


def test_the_boards_queries_do_not_grow_with_its_stations(officer, network, enter, django_assert_max_num_queries):
    stations = [network[name] for name in ("羊楼洞村委会", "毕畈村委会", "蓼坪村委会", "赵李桥镇", "神山镇")]
    errand = issue_errand(by=officer, values=WHAT | {"stations": stations}, today=TODAY)
    client = enter(officer)
    client.get(errand.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(errand.get_absolute_url())


def test_late_is_what_the_part_and_not_the_task_says(officer, errand, part, enter):
    late = errand.due_on + DAY
    part.due_on = late + DAY
    part.save()
    assert Errand.objects.with_counts(late).get().late == 1


def test_who_has_not_answered_is_printed_with_a_line_in_the_ledger(officer, clerk, errand, part, enter):
    answer(by=clerk, part=part, values={"outcome": "partly", "answer": "x"}, today=TODAY)
    html = enter(officer).get(at("errand_silent", errand)).content.decode()
    assert "毕畈" in html and "羊楼洞" not in html
    assert Event.objects.filter(verb="list.print", subject_id=errand.pk).count() == 1
    assert enter(clerk).get(at("errand_silent", errand)).status_code == 404
    assert Event.objects.filter(verb="list.print").count() == 1


def test_the_people_of_all_stations_with_their_answers(officer, clerk, errand, part, people, enter):
    answer_people(by=clerk, part=part, answers={row_of(people[1]).pk: ("unable", "在外务工")}, today=TODAY)
    page = f"{at('errand_people', errand)}?outcome=unable"
    html = enter(officer).get(page).content.decode()
    assert "雷家喜" in html and "在外务工" in html and "涂长林" not in html
    assert enter(clerk).get(at("errand_people", errand)).status_code == 404
    own = enter(clerk).get(at("errand_part_people", part)).content.decode()
    assert "雷家喜" in own and "廖国清" not in own


def test_the_author_is_told_on_the_home_page_what_to_follow(officer, clerk, outsider, errand, part, people, enter):
    title = f">{WHAT['title']}</a>"
    assert title not in enter(officer).get("/").content.decode()
    give_back(by=clerk, part=part, reason="不属本村", today=TODAY)
    assert title in enter(officer).get("/").content.decode()
    assert title in enter(officer).get("/?all=1").content.decode()


# reminders


def test_a_station_is_reminded_once_before_the_day_by_working_days(officer, clerk, outsider, villages):
    due = date(2026, 12, 7)  # a Monday: two working days before is the Thursday
    values = WHAT | {"due_on": due, "stations": villages}
    errand = issue_errand(by=officer, values=values, today=TODAY)
    receive(by=clerk, part=errand.parts.get(station=clerk.station), today=TODAY)
    told = Notice.objects.filter(kind="errand", level="warning")
    assert remind_of_due(by=system_account(), today=date(2026, 12, 2)) == 0
    assert remind_of_due(by=system_account(), today=date(2026, 12, 3)) == 2
    assert {notice.station for notice in told} == set(villages)
    assert remind_of_due(by=system_account(), today=date(2026, 12, 4)) == 0
    assert Event.objects.filter(verb="errand.urge", subject_id=errand.pk).count() == 1


def test_nobody_is_reminded_of_what_came_today_or_is_answered(officer, clerk, villages):
    values = WHAT | {"due_on": TODAY + DAY, "stations": villages[:1]}
    errand = issue_errand(by=officer, values=values, today=TODAY)
    assert remind_of_due(by=system_account(), today=TODAY) == 0
    answer(by=clerk, part=errand.parts.get(), values=DONE, today=TODAY)
    assert remind_of_due(by=system_account(), today=TODAY + DAY) == 0
