"""Tasks for stations: issued, signed for, answered, given back, urged, closed; each station knows its own part only."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from bureau.actions.errands import (
    answer,
    answer_people,
    close_errand,
    give_back,
    issue_errand,
    people_of,
    receive,
    urge,
    urge_overdue,
)
from bureau.models import Errand, ErrandPart
from core.actions import NotAllowed, OutOfScope, Refused
from core.models import Event, Notice
from stations.actions import close_station, system_account
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from veterans.actions import transfer_person

DAY = timedelta(days=1)
WHAT = {"title": "核对优待证照片", "body": "逐人核对，缺的补拍。", "due_on": TODAY + 7 * DAY, "asks": ""}
ANSWER = {"outcome": "done", "answer": ""}


@pytest.fixture
def villages(network):
    return [network["羊楼洞村委会"], network["毕畈村委会"]]


def issue(by, stations, **changes):
    return issue_errand(by=by, values=WHAT | {"stations": stations, "people": ()} | changes, today=TODAY)


def part_of(errand, station):
    return errand.parts.get(station=station)


def test_each_station_gets_a_part_a_notice_and_only_its_own_people(officer, clerk, outsider, villages):
    mine = build_person(clerk, name="涂长林", categories=["81"])
    theirs = build_person(outsider, name="廖国清", categories=["81"])
    errand = issue(officer, villages, people=people_of("81", villages))
    assert [one.person for one in part_of(errand, clerk.station).people.all()] == [mine]
    assert [one.person for one in part_of(errand, outsider.station).people.all()] == [theirs]
    assert Notice.objects.filter(kind="errand").count() == 2
    assert Event.objects.filter(verb="errand.issue", subject_id=errand.pk).count() == 1


def test_people_of_a_village_go_into_the_part_of_its_town(officer, clerk, network):
    person = build_person(clerk, categories=["81"])
    town = network["赵李桥镇"]
    errand = issue(officer, [town], people=people_of("81", [town]))
    assert part_of(errand, town).people.get().person == person


def test_a_day_gone_by_nobody_addressed_and_a_village_are_refused(officer, clerk, villages):
    with pytest.raises(ValidationError):
        issue(officer, villages, due_on=TODAY - DAY)
    with pytest.raises(ValidationError):
        issue(officer, [])
    with pytest.raises(Refused) as refusal:
        issue(clerk, villages)
    assert refusal.value.code == "nobody_below"
    assert not Errand.objects.exists() and not Notice.objects.filter(kind="errand").exists()


def test_a_part_is_signed_for_answered_and_counted(officer, clerk, villages):
    person = build_person(clerk, categories=["81"])
    errand = issue(officer, villages, asks="核对人数", people=[person])
    part = part_of(errand, clerk.station)
    receive(by=clerk, part=part, today=TODAY)
    with pytest.raises(ValidationError):
        answer(by=clerk, part=part, values=ANSWER, today=TODAY)
    part.refresh_from_db()
    assert part.is_open
    values = ANSWER | {"number": 12}
    with pytest.raises(ValidationError):  # one of the list has no answer yet
        answer(by=clerk, part=part, values=values, today=TODAY)
    answer_people(by=clerk, part=part, answers={part.people.get().pk: ("done", "")}, today=TODAY)
    answer(by=clerk, part=part, values=values, today=TODAY)
    row = Errand.objects.with_counts(TODAY + 8 * DAY).get()
    assert (row.many, row.received, row.answered, row.late) == (2, 1, 1, 1)
    assert part.people.get().outcome == "done"
    for verb in (receive, give_back):
        with pytest.raises(Refused):
            verb(by=clerk, part=part, today=TODAY, **({"reason": "x"} if verb is give_back else {}))


def test_given_back_its_author_learns_why_and_nobody_is_urged_for_it(officer, clerk, villages):
    errand = issue(officer, villages[:1])
    part = part_of(errand, clerk.station)
    give_back(by=clerk, part=part, reason="不属本村", today=TODAY)
    assert Notice.objects.filter(account=officer, kind="errand").count() == 1
    assert urge_overdue(by=system_account(), today=TODAY + 30 * DAY) == 0


def test_who_has_not_answered_is_urged_once_a_day(officer, clerk, outsider, villages):
    errand = issue(officer, villages)
    answer(by=clerk, part=part_of(errand, clerk.station), values=ANSWER, today=TODAY)
    before = Notice.objects.count()
    urge(by=officer, errand=errand, today=TODAY)
    assert Notice.objects.count() == before + 1
    part = part_of(errand, outsider.station)
    assert (part.urges, part.urged_on) == (1, TODAY)
    late = errand.due_on + DAY
    assert urge_overdue(by=system_account(), today=late) == 1
    assert urge_overdue(by=system_account(), today=late) == 0
    close_errand(by=officer, errand=errand, today=late)
    assert urge_overdue(by=system_account(), today=late + DAY) == 0


def test_a_foreign_station_cannot_answer_nor_a_leader_in_its_place(officer, leader, clerk, outsider, villages):
    part = part_of(issue(officer, villages[:1]), clerk.station)
    with pytest.raises((OutOfScope, NotAllowed)):
        answer(by=outsider, part=part, values=ANSWER, today=TODAY)
    with pytest.raises(NotAllowed):
        answer(by=leader, part=part, values=ANSWER, today=TODAY)
    assert ErrandPart.objects.get().is_open


def test_a_station_sees_its_part_and_nothing_of_the_others(officer, clerk, outsider, villages, enter):
    build_person(outsider, name="廖国清", categories=["81"])
    errand = issue(officer, villages, people=people_of("81", villages))
    mine, theirs = (part_of(errand, station) for station in villages)
    page = enter(clerk).get(mine.get_absolute_url()).content.decode()
    assert WHAT["title"] in page and "廖国清" not in page and "毕畈" not in page
    for address in (theirs.get_absolute_url(), errand.get_absolute_url()):
        assert enter(clerk).get(address).status_code == 404
    listed = enter(clerk).get(reverse("bureau:errand_parts")).content.decode()
    assert "羊楼洞村委会" in listed and "毕畈" not in listed
    assert WHAT["title"] in enter(clerk).get("/").content.decode()


def test_the_officer_issues_by_form_and_the_board_shows_who_waits(officer, clerk, network, enter):
    typed = {
        "title": "报送台账",
        "body": "按月报送。",
        "due_on": "2099-01-05",
        "to": "chosen",
        "chosen": [],
        "asks": "份数",
    }
    refused = enter(officer).post(reverse("bureau:errand_add"), typed)
    assert refused.status_code == 422
    typed |= {"chosen": [network["赵李桥镇"].pk]}
    answered = enter(officer).post(reverse("bureau:errand_add"), typed)
    errand = Errand.objects.get()
    assert answered.status_code == 302 and [part.station for part in errand.parts.all()] == [network["赵李桥镇"]]
    board = enter(officer).get(errand.get_absolute_url()).content.decode()
    assert "未签收" in board and "赵李桥镇" in board


def test_a_merged_villages_part_goes_to_the_successor(officer, city_admin, clerk, network, villages):
    errand = issue(officer, villages[:1])
    to = network["蓼坪村委会"]
    close_station(
        by=city_admin, station=clerk.station, successor=to, kind="merged", on=TODAY, reason="合村", today=TODAY
    )
    assert errand.parts.get().station == to


def test_people_ticked_in_a_list_become_a_task_for_their_stations(officer, clerk, outsider, enter):
    mine, theirs = build_person(clerk, name="涂长林"), build_person(outsider, name="廖国清")
    build_person(outsider, name="另一人")
    ticked = {"row": [mine.pk, theirs.pk], "use": "assign"}
    asked = enter(officer).post(reverse("veterans:people"), ticked)
    assert asked.status_code == 302
    typed = {"title": "上门核对", "body": "核对电话。", "due_on": "2099-01-05", "to": "theirs", "asks": ""}
    assert "2 人" in enter(officer).get(asked["Location"]).content.decode()
    assert enter(officer).post(asked["Location"], typed).status_code == 302
    errand = Errand.objects.get()
    assert {(part.station, part.people.get().person.name) for part in errand.parts.all()} == {
        (clerk.station, "涂长林"),
        (outsider.station, "廖国清"),
    }


def test_ticks_that_came_to_nothing_are_not_taken_along_by_the_next_task(officer, clerk, network, enter):
    person = build_person(clerk)
    enter(officer).post(reverse("veterans:people"), {"row": [person.pk], "use": "assign"})
    typed = {"title": "报送台账", "body": "按月报送。", "due_on": "2099-01-05", "to": "next", "asks": ""}
    assert enter(officer).post(reverse("bureau:errand_add"), typed).status_code == 302
    assert Errand.objects.get().parts.count() == 2
    assert not Errand.objects.filter(parts__people__isnull=False).exists()


def test_who_moves_away_is_seen_by_the_new_station_only(officer, city_admin, clerk, outsider, enter):
    person = build_person(clerk, name="涂长林")
    part = part_of(issue(officer, [clerk.station], people=[person]), clerk.station)
    names = ("errand_answers", "errand_part_people")
    pages = [part.get_absolute_url(), *(reverse(f"bureau:{name}", args=[part.pk]) for name in names)]
    assert all("涂长林" in enter(clerk).get(address).content.decode() for address in pages)
    transfer_person(by=city_admin, person=person, station=outsider.station, reason="迁居", today=TODAY)
    assert not any("涂长林" in enter(clerk).get(address).content.decode() for address in pages)
    assert enter(outsider).get(part.get_absolute_url()).status_code == 404


def test_a_villages_clerk_is_offered_no_task_for_ticked_rows(clerk, enter):
    build_person(clerk)
    assert "下达任务" not in enter(clerk).get(reverse("veterans:people")).content.decode()
