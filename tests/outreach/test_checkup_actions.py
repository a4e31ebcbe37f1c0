"""Campaigns from the rule to the last follow-up: what each verb does, refuses, and leaves in the ledger."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core import jobs
from core.actions import NotAllowed, Refused
from core.models import Event, Notice
from outreach.actions import checkup_days, checkup_lists, checkup_results, checkup_steps, checkups
from outreach.choices.checkups import ExamState
from outreach.models import CheckupResult, CheckupSession, Exam, ExamCall, ExamMove
from outreach.workflow.checkups import CHECKUPS
from tests.builders import TODAY
from tests.outreach.made_checkups import (
    DAY,
    booked,
    build_campaign,
    build_hospital,
    build_running,
    build_session,
    build_veteran,
    exam_of,
    examined,
    given_days,
    village,
)
from veterans.actions import report_death
from veterans.models import Household, Person


def states(campaign):
    return dict(Exam.objects.filter(campaign=campaign).values_list("person__name", "state"))


# ——— the rule and the frozen list ———


@pytest.mark.parametrize(
    ("birth", "is_listed"),
    [(date(1966, 12, 31), True), (date(1967, 1, 1), False), (date(1966, 1, 1), True), (date(1935, 5, 5), True)],
)
def test_the_age_is_that_of_the_last_day_of_the_year(officer, clerk, birth, is_listed):
    build_veteran(clerk, birth=birth)
    campaign, _hospital = build_running(officer)
    assert Exam.objects.filter(campaign=campaign).exists() == is_listed


def test_the_list_says_why_and_leaves_out_other_schemes_and_the_dead(officer, clerk):
    both = build_veteran(clerk, name="任和平", categories=["51", "81"])
    build_veteran(clerk, name="干休所", categories=["51", "MIL_RETIREE"])
    build_veteran(clerk, name="无类别", categories=["SELF_EMPLOYED_PATH"])
    dead = build_veteran(clerk, name="已去世")
    report_death(by=clerk, person=dead, died_on=TODAY, today=TODAY)
    campaign, _hospital = build_running(officer)
    exam = Exam.objects.get(campaign=campaign)
    assert exam.person == both
    assert exam.reason == "参战退役军人、年满60周岁农村籍退役士兵；年底满68岁"
    assert Event.objects.filter(verb="checkup.list", subject_id=exam.pk).count() == 1
    assert Notice.objects.filter(kind="checkup", station__tier="town").count() == 2


def test_the_list_is_frozen_once_and_the_rule_stands(officer, clerk):
    campaign, _hospital = build_running(officer)
    build_veteran(clerk)
    with pytest.raises(Refused) as refusal:
        checkup_lists.freeze_list(by=officer, campaign=campaign, today=TODAY)
    assert refusal.value.code == "frozen"
    with pytest.raises(Refused):
        checkups.amend_campaign(by=officer, campaign=campaign, values={"min_age": 65}, today=TODAY)
    assert not Exam.objects.exists()


def test_somebody_is_added_by_hand_with_the_reason_and_only_once(officer, clerk):
    campaign, _hospital = build_running(officer)
    person = build_veteran(clerk, categories=["SELF_EMPLOYED_PATH"])
    exam = checkup_lists.add_to_list(by=officer, campaign=campaign, person=person, reason="长期卧病", today=TODAY)
    assert (exam.listed_by, exam.reason) == ("hand", "长期卧病")
    with pytest.raises(Refused) as refusal:
        checkup_lists.add_to_list(by=officer, campaign=campaign, person=person, reason="再来", today=TODAY)
    assert refusal.value.code == "listed"
    with pytest.raises(NotAllowed):
        checkup_lists.add_to_list(by=clerk, campaign=campaign, person=person, reason="村里要求", today=TODAY)


def test_who_is_taken_off_gives_the_place_back_and_the_reason_stays(officer, clerk):
    person = build_veteran(clerk)
    _campaign, hospital = build_running(officer)
    session = build_session(officer, hospital)
    booked(officer, person, session)
    exam = checkup_steps.remove(by=officer, exam=exam_of(person), note="单位已组织体检", today=TODAY)
    session.refresh_from_db()
    assert (exam.state, exam.session, session.taken) == ("removed", None, 0)
    assert exam.moves.first().note == "单位已组织体检"
    back = checkup_steps.restore(by=officer, exam=exam_of(person), note="核对有误", today=TODAY)
    assert back.state == "eligible"


def test_a_price_above_the_limit_is_refused_beside_the_field(officer):
    campaign = build_campaign(officer, limit_men=300)
    with pytest.raises(ValidationError) as problem:
        build_hospital(officer, campaign)
    assert "price_men" in problem.value.error_dict


# ——— days ———


def test_whole_villages_get_days_and_what_finds_no_place_waits(officer, clerk, outsider):
    village(clerk, 3)
    village(outsider, 4)
    campaign, hospital = build_running(officer)
    first = build_session(officer, hospital, TODAY + 8 * DAY, quota=3)
    build_session(officer, hospital, TODAY + 9 * DAY, quota=3)
    assert given_days(officer, campaign) == {"placed": 6, "left": 1}
    assert {exam.person.station for exam in first.exams.all()} == {clerk.station}
    assert list(CheckupSession.objects.values_list("taken", flat=True)) == [3, 3]
    assert ExamMove.objects.filter(action="book", to_session=first).count() == 3


def test_spouses_of_one_household_get_the_same_day(officer, clerk):
    pair = village(clerk, 2)
    home = Household.objects.create(station=clerk.station, number="1")
    Person.objects.filter(pk__in=[person.pk for person in pair]).update(household=home)
    village(clerk, 1)
    campaign, hospital = build_running(officer)
    build_session(officer, hospital, TODAY + 8 * DAY, quota=1)
    second = build_session(officer, hospital, TODAY + 9 * DAY, quota=2)
    given_days(officer, campaign)
    assert {exam.session for exam in Exam.objects.filter(person__in=pair)} == {second}


def test_who_has_died_meanwhile_gives_the_place_back_when_days_are_given(officer, clerk):
    person, other = village(clerk, 2)
    campaign, hospital = build_running(officer)
    session = build_session(officer, hospital, quota=1)
    booked(officer, person, session)
    report_death(by=clerk, person=person, died_on=TODAY, today=TODAY)
    given_days(officer, campaign)
    assert states(campaign) == {"老兵0": "deceased", "老兵1": "booked"}
    assert exam_of(other).session == session


def test_a_full_day_takes_nobody_unless_an_officer_grants_it(officer, clerk):
    people = village(clerk, 3)
    campaign, hospital = build_running(officer)
    session = build_session(officer, hospital, quota=2)
    arguments = {"session": session, "village": clerk.station, "today": TODAY}
    with pytest.raises(Refused) as refusal:
        checkup_days.book_village(by=clerk, **arguments)
    assert refusal.value.code == "full"
    with pytest.raises(NotAllowed):
        checkup_days.book_village(by=clerk, is_granted=True, **arguments)
    assert set(states(campaign).values()) == {"eligible"}
    checkup_days.book_village(by=officer, is_granted=True, **arguments)
    session.refresh_from_db()
    assert (session.taken, session.over, session.extra) == (3, 1, 1)
    checkup_steps.unbook(by=officer, exam=exam_of(people[0]), today=TODAY)
    session.refresh_from_db()
    assert (session.taken, session.over) == (2, 0)


def test_the_database_itself_refuses_more_than_the_places(officer):
    _campaign, hospital = build_running(officer)
    session = build_session(officer, hospital, quota=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckupSession.objects.filter(pk=session.pk).update(taken=3)


def test_a_village_is_moved_to_another_day_and_has_to_be_told_anew(officer, clerk):
    people = village(clerk, 2)
    _campaign, hospital = build_running(officer)
    first = build_session(officer, hospital, TODAY + 8 * DAY)
    second = build_session(officer, hospital, TODAY + 9 * DAY)
    checkup_days.book_village(by=clerk, session=first, village=clerk.station, today=TODAY)
    checkup_steps.record_call(by=clerk, exam=exam_of(people[0]), channel="phone", answer="confirmed", today=TODAY)
    checkup_days.move_village(by=clerk, session=first, village=clerk.station, target=second, today=TODAY)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.taken, second.taken) == (0, 2)
    assert exam_of(people[0]).answer == "" and exam_of(people[0]).calls.count() == 1


def test_a_cancelled_day_plans_its_people_anew_and_shows_who_moved(officer, clerk, outsider):
    people = [*village(clerk, 2), *village(outsider, 3)]
    campaign, hospital = build_running(officer)
    falls_out = build_session(officer, hospital, TODAY + 8 * DAY)
    given_days(officer, campaign)
    other = build_session(officer, hospital, TODAY + 9 * DAY, quota=4)
    done = checkup_days.cancel_day(by=officer, session=falls_out, reason="设备检修", today=TODAY)
    other.refresh_from_db()
    assert (done.taken, other.taken, done.cancelled_on) == (0, 4, TODAY)
    moves = ExamMove.objects.filter(from_session=falls_out)
    assert {(move.exam.person.station.place, move.to_session) for move in moves} == {
        ("羊楼洞村委会", other),
        ("毕畈村委会", other),
        ("毕畈村委会", None),
    }
    assert sum(exam_of(person).state == "eligible" for person in people) == 1
    assert Notice.objects.filter(station=clerk.station, text__contains="2").exists()
    with pytest.raises(Refused):
        booked(officer, people[0], falls_out)


def test_what_fails_half_way_leaves_nothing(officer, clerk, monkeypatch):
    village(clerk, 2)
    campaign, hospital = build_running(officer)
    build_session(officer, hospital)
    work = checkup_days.allot_rest(by=officer, campaign=campaign, today=TODAY, begin=jobs.prepare)
    before = Event.objects.count()
    monkeypatch.setattr(CHECKUPS, "_keep", lambda *args: 1 / 0)
    assert jobs.run_here(work.job).state == "failed"
    assert set(states(campaign).values()) == {"eligible"}
    assert CheckupSession.objects.get().taken == 0 and Event.objects.count() == before


# ——— told, here, absent, at home ———


def test_calls_are_logged_and_who_declines_gives_the_place_back(officer, clerk):
    people = village(clerk, 3)
    campaign, hospital = build_running(officer)
    session = build_session(officer, hospital)
    given_days(officer, campaign)
    exams = list(Exam.objects.order_by("pk"))
    answers = dict(zip((exam.pk for exam in exams), ("confirmed", "declined", "unreachable"), strict=True))
    checkup_steps.record_calls(by=clerk, exams=exams, answers=answers, channel="phone", today=TODAY)
    session.refresh_from_db()
    assert [exam_of(person).state for person in people] == ["booked", "declined", "booked"]
    assert [exam_of(person).told_on for person in people] == [TODAY, TODAY, None]
    assert session.taken == 2
    assert {call.by for call in ExamCall.objects.all()} == {clerk} and ExamCall.objects.count() == 3


def test_who_comes_on_another_day_is_taken_in_and_the_kept_place_is_free_again(officer, clerk):
    early, walk_in = village(clerk, 2)
    _campaign, hospital = build_running(officer)
    later, today = build_session(officer, hospital), build_session(officer, hospital, TODAY)
    booked(officer, early, later)
    for person in (early, walk_in):
        exam = checkup_steps.check_in(by=clerk, exam=exam_of(person), today=TODAY)
        assert (exam.state, exam.session, exam.hospital) == ("checked_in", None, hospital)
    later.refresh_from_db(), today.refresh_from_db()
    assert (later.taken, today.taken) == (0, 0)
    with pytest.raises(Refused):
        checkup_steps.check_in(by=clerk, exam=exam_of(early), today=TODAY)


def test_the_end_of_a_day_settles_everybody_and_the_absent_get_a_make_up_day(officer, clerk):
    came, stayed = village(clerk, 2)
    campaign, hospital = build_running(officer)
    session = build_session(officer, hospital, TODAY)
    makeup = build_session(officer, hospital, TODAY + 20 * DAY, is_makeup=True)
    checkup_days.book_village(by=officer, session=session, village=clerk.station, today=TODAY)
    checkup_steps.check_in(by=clerk, exam=exam_of(came), today=TODAY)
    checkup_steps.close_day(by=officer, session=session, today=TODAY)
    assert (exam_of(came).state, exam_of(came).examined_on, exam_of(came).cost) == ("examined", TODAY, 400)
    assert exam_of(stayed).state == "absent"
    with pytest.raises(Refused) as refusal:
        checkup_days.allot_rest(by=officer, campaign=campaign, today=TODAY + DAY)
    assert refusal.value.code == "no_days"
    assert booked(officer, stayed, makeup, TODAY + DAY).session == makeup


def test_somebody_bed_ridden_is_examined_at_home(officer, clerk):
    person = build_veteran(clerk, sex="2")
    _campaign, hospital = build_running(officer)
    exam = checkup_steps.examine_at_home(by=clerk, exam=exam_of(person), hospital=hospital, on=TODAY, today=TODAY)
    assert (exam.state, exam.is_home, exam.cost) == ("examined", True, 480)


@pytest.mark.parametrize(("on", "code"), [(TODAY + DAY, "future"), (date(2026, 2, 28), "too_early")])
def test_the_day_of_an_examination_at_home_is_refused_beside_its_field(officer, clerk, on, code):
    person = build_veteran(clerk)
    _campaign, hospital = build_running(officer)
    with pytest.raises(ValidationError) as problem:
        checkup_steps.examine_at_home(by=clerk, exam=exam_of(person), hospital=hospital, on=on, today=TODAY)
    assert [error.code for error in problem.value.error_dict["on"]] == [code]


# ——— results ———

FOUND = {
    "received_on": TODAY,
    "summary": "肺部结节",
    "is_flagged": True,
    "findings": "右肺上叶结节 8 毫米，建议增强 CT",
}


def test_a_finding_is_followed_up_until_it_is_closed(officer, clerk):
    person = build_veteran(clerk)
    build_running(officer)
    exam = checkup_results.enter_result(by=officer, exam=examined(officer, person), values=FOUND, today=TODAY)
    assert (exam.state, exam.needs_callback, exam.callback_on) == ("result_in", True, TODAY + 7 * DAY)
    with pytest.raises(Refused) as refusal:
        checkup_results.close_follow_up(by=officer, exam=exam, said="好了", today=TODAY)
    assert refusal.value.code == "not_contacted"
    later = TODAY + timedelta(days=30)
    contact = {"on": TODAY, "way": "hospital", "said": "陪同复查", "due_on": later}
    exam = checkup_results.follow_up(by=officer, exam=exam_of(person), today=TODAY, **contact)
    assert exam.callback_on == later
    checkup_results.close_follow_up(by=officer, exam=exam_of(person), said="良性，年度复查", today=later)
    assert exam_of(person).state == "followed_up"
    assert CheckupResult.objects.get().closed_on == later


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"on": TODAY + DAY}, {"on": "future"}),
        ({"on": TODAY - 30 * DAY}, {"on": "too_early"}),
        ({"on": TODAY, "due_on": TODAY - DAY}, {"due_on": "past"}),
        ({"on": TODAY + DAY, "due_on": TODAY - DAY}, {"on": "future", "due_on": "past"}),
    ],
)
def test_the_days_of_a_contact_are_refused_beside_their_fields(officer, finding, said, codes):
    with pytest.raises(ValidationError) as problem:
        checkup_results.follow_up(by=officer, exam=finding.exam, way="phone", said="已约", today=TODAY, **said)
    assert {name: errors[0].code for name, errors in problem.value.error_dict.items()} == codes
    assert not finding.contacts.exists()


def test_a_follow_up_does_not_begin_overdue(officer, season):
    exam = examined(officer, season[3][0])
    with pytest.raises(ValidationError) as problem:
        values = {**FOUND, "due_on": TODAY - DAY}
        checkup_results.enter_result(by=officer, exam=exam, values=values, today=TODAY)
    assert [error.code for error in problem.value.error_dict["due_on"]] == ["past"]


def test_a_result_without_findings_is_done_and_one_with_them_must_say_which(officer, clerk):
    person = build_veteran(clerk)
    build_running(officer)
    exam = examined(officer, person)
    with pytest.raises(ValidationError) as problem:
        checkup_results.enter_result(by=officer, exam=exam, values={**FOUND, "findings": ""}, today=TODAY)
    assert "findings" in problem.value.error_dict
    fine = {"received_on": TODAY, "summary": "未见异常", "is_flagged": False}
    exam = checkup_results.enter_result(by=officer, exam=exam_of(person), values=fine, today=TODAY)
    assert not exam.needs_callback and str(exam.outcome) == "已完成"
    with pytest.raises(Refused):
        checkup_results.follow_up(by=officer, exam=exam, on=TODAY, way="phone", said="…", today=TODAY)
    later = {"received_on": TODAY, "summary": "", "is_flagged": True, "findings": "复核后需复查"}
    checkup_results.enter_result(by=officer, exam=exam, values=later, today=TODAY)
    result = CheckupResult.objects.get()
    assert (result.summary.plain(), result.findings.plain()) == ("未见异常", "复核后需复查")


def test_invoices_are_entered_once_and_settled_once(officer):
    campaign, hospital = build_running(officer)
    values = {"hospital": hospital, "number": "A-1", "on": TODAY, "heads": 3, "amount": 1200}
    invoice = checkup_results.add_invoice(by=officer, campaign=campaign, values=values, today=TODAY)
    with pytest.raises(ValidationError):
        checkup_results.add_invoice(by=officer, campaign=campaign, values=values, today=TODAY)
    checkup_results.settle_invoice(by=officer, invoice=invoice, today=TODAY)
    with pytest.raises(Refused):
        checkup_results.settle_invoice(by=officer, invoice=invoice, today=TODAY)


@pytest.mark.parametrize("step", CHECKUPS.steps, ids=lambda step: step.action)
def test_a_step_is_open_in_its_states_only(step, officer, clerk):
    person = build_veteran(clerk)
    build_running(officer)
    exam = exam_of(person)
    for state in set(ExamState) - set(step.source):
        exam.state = state
        with pytest.raises(Refused) as refusal:
            CHECKUPS.check(step.action, exam, officer, TODAY)
        assert refusal.value.code == "wrong_state"
