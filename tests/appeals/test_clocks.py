"""Clocks start, end and move by their own events only, and each can be explained."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import rules
from appeals.actions import calendar, cases, opinions, reviews, steps
from appeals.choices import ClockKind
from appeals.models import Clock, HolidayYear
from core.actions import Refused
from core.deadlines import Calendar
from tests.appeals.made import DAY, OPINION, SERVED, Way, build_accusation, build_appeal, build_petition, fresh
from tests.builders import TODAY
from tests.cast import *  # noqa: F403


def clock(appeal, kind):
    return appeal.clocks.get(kind=kind, ended_on__isnull=True)


def by_brute_force(start, days, calendar):
    """Day by day: the n-th day after the start, then on to a working day."""
    day = start
    for _each in range(days):
        day += DAY
    while not calendar.is_working_day(day):
        day += DAY
    return day


@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)), st.sampled_from([3, 7, 15, 30, 60, 90]), st.integers(0, 30))
def test_a_clocks_day_is_what_counting_day_by_day_gives(start, days, extension):
    known = Calendar.build()
    stored = Clock(kind="opinion", started_on=start, days=days, extension_days=extension)
    assert stored.deadline(known).due_on == by_brute_force(start, days + extension, known)


@given(st.dates(date(2024, 1, 1), date(2026, 6, 30)))
def test_the_objection_is_the_fifth_working_day(start):
    known = Calendar.build()
    stored = Clock(kind="objection", started_on=start, days=5, unit="working")
    day, left = start, 5
    while left:
        day += DAY
        left -= known.is_working_day(day)
    assert stored.deadline(known).due_on == day


@pytest.mark.parametrize(("who", "days"), [("clerk", 3), ("town_clerk", 7), ("city_clerk", 15)])
def test_a_station_has_its_own_limit(who, days, request):
    appeal = build_appeal(request.getfixturevalue(who))
    assert clock(appeal, ClockKind.LOCAL).days == days
    assert not appeal.clocks.filter(kind=ClockKind.RECEIPT).exists()


def test_a_petition_has_fifteen_days_from_receipt_also_when_it_is_handed_up(clerk):
    appeal = build_petition(clerk, received_on=TODAY - DAY)
    due = clock(appeal, ClockKind.RECEIPT).due_on
    steps.escalate(by=clerk, appeal=appeal, today=TODAY, values={"escalation": "no_power", "note": ""})
    assert clock(appeal, ClockKind.RECEIPT).due_on == due
    assert fresh(appeal).due_on == due


def test_handing_up_starts_the_next_stations_own_limit(clerk):
    appeal = build_appeal(clerk)
    steps.escalate(by=clerk, appeal=appeal, today=TODAY + DAY, values={"escalation": "no_power", "note": ""})
    local = clock(appeal, ClockKind.LOCAL)
    assert (local.days, local.started_on) == (7, TODAY + DAY)
    assert fresh(appeal).handler.tier == "town"


def test_an_anonymous_petition_has_no_clock_of_receipt(clerk):
    appeal = build_petition(clerk, is_anonymous=True, name="", phone=None)
    assert not appeal.clocks.exists()
    assert appeal.query_code is None


def test_assigning_and_taking_up_move_no_clock(city_clerk, officer, network):
    appeal = build_appeal(city_clerk)
    before = clock(appeal, ClockKind.LOCAL).due_on
    values = {"station": network["赵李桥镇"], "feedback_on": TODAY + 9 * DAY}
    steps.assign(by=officer, appeal=appeal, today=TODAY + DAY, values=values)
    assert clock(appeal, ClockKind.LOCAL).due_on == before
    assert clock(appeal, ClockKind.FEEDBACK).due_on == TODAY + 9 * DAY
    steps.take_up(by=officer, appeal=appeal, today=TODAY + 2 * DAY, values={})
    assert clock(appeal, ClockKind.LOCAL).due_on == before
    assert fresh(appeal).due_on == min(before, TODAY + 9 * DAY)


def test_sixty_days_run_from_the_acceptance_and_thirty_can_be_added_once(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    opinion = clock(appeal, ClockKind.OPINION)
    assert (opinion.started_on, opinion.days, opinion.law) == (TODAY, 60, "信访工作条例第三十四条")
    steps.ask_extension(by=officer, appeal=appeal, today=TODAY, values={"days": 30, "note": "跨省调档。"})
    steps.extend(by=leader, appeal=appeal, today=TODAY, values={})
    longer = clock(appeal, ClockKind.OPINION)
    assert longer.due_on == by_brute_force(TODAY, 90, rules.calendar())
    assert fresh(appeal).due_on == longer.due_on == fresh(appeal).extended_until
    assert leader.full_name in longer.extension_note
    paper = appeal.papers.get(kind="extension")
    assert "30日" in paper.body and "跨省调档" in paper.body
    with pytest.raises(Refused) as refusal:
        steps.ask_extension(by=officer, appeal=fresh(appeal), today=TODAY, values={"days": 5, "note": "再延。"})
    assert refusal.value.code == "extended"


def test_an_extension_is_too_late_after_the_day(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    late = clock(appeal, ClockKind.OPINION).due_on + DAY
    with pytest.raises(Refused) as refusal:
        steps.ask_extension(by=officer, appeal=appeal, today=late, values={"days": 10, "note": "忘了。"})
    assert refusal.value.code == "too_late"


def test_the_objection_ends_after_five_working_days(city_clerk, officer, town_clerk, network):
    appeal = build_petition(city_clerk)
    values = {"station": network["赵李桥镇"], "feedback_on": TODAY + 20 * DAY}
    steps.assign(by=officer, appeal=appeal, today=TODAY, values=values)
    late = clock(appeal, ClockKind.OBJECTION).due_on + DAY
    with pytest.raises(Refused) as refusal:
        steps.object_to(by=town_clerk, appeal=appeal, today=late, values={"note": "不属我镇。"})
    assert refusal.value.code == "too_late"


def test_the_days_of_a_hearing_are_not_counted_in_a_recheck(city_clerk, officer, leader):
    appeal = Way(officer, leader, city_clerk).to("under_recheck", build_petition(city_clerk))
    before = clock(appeal, ClockKind.RECHECK).due_on
    values = {"first_on": TODAY + 3 * DAY, "last_on": TODAY + 9 * DAY, "note": "听证。"}
    steps.hearing(by=officer, appeal=appeal, today=TODAY, values=values)
    assert clock(appeal, ClockKind.RECHECK).due_on >= before + 7 * DAY - 2 * DAY
    assert [step.kind for step in clock(appeal, ClockKind.RECHECK).deadline(rules.calendar()).steps][:2] == [
        "start",
        "count",
    ]


def test_the_window_for_a_review_begins_with_the_service(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to_replied(appeal, TODAY, is_served=False)
    with pytest.raises(Refused) as refusal:
        reviews.ask_review(
            by=city_clerk, appeal=appeal, today=TODAY, values={"superior": "city_government", "note": "不服"}
        )
    assert refusal.value.code == "not_served"
    opinions.serve(by=officer, appeal=appeal, today=TODAY + 2 * DAY, values={**SERVED, "served_on": TODAY + DAY})
    assert clock(appeal, ClockKind.REVIEW_WINDOW).started_on == TODAY + DAY


def test_turning_into_a_petition_starts_the_statutory_clock_that_day(clerk):
    appeal = build_appeal(clerk)
    steps.make_petition(by=clerk, appeal=appeal, today=TODAY + 2 * DAY, values={})
    assert [c.kind for c in appeal.clocks.filter(ended_on__isnull=True)] == ["receipt"]
    assert clock(appeal, ClockKind.RECEIPT).started_on == TODAY + 2 * DAY


def test_whether_it_was_in_time_is_kept(city_clerk, officer, leader):
    late, punctual = build_petition(city_clerk), build_petition(city_clerk)
    steps.accept(by=officer, appeal=punctual, today=TODAY, values={})
    steps.accept(by=officer, appeal=late, today=TODAY + 40 * DAY, values={})
    assert (fresh(punctual).was_accepted_in_time, fresh(late).was_accepted_in_time) == (True, False)
    assert fresh(late).days_to_accept == 40


def test_a_new_holiday_moves_nothing_until_somebody_has_looked(clerk, officer):
    appeal = build_appeal(clerk)
    before = clock(appeal, ClockKind.LOCAL)
    calendar.set_holiday(by=officer, day=before.due_on, is_off=True, name="临时放假", today=TODAY)
    assert clock(appeal, ClockKind.LOCAL).due_on == before.due_on
    moved = calendar.moved_clocks(Clock.objects.running())
    assert [found.pk for found, _deadline in moved] == [before.pk]
    assert calendar.recompute(by=officer, clocks_to_move=[found for found, _d in moved], today=TODAY) == 1
    assert clock(appeal, ClockKind.LOCAL).due_on > before.due_on
    assert fresh(appeal).due_on == clock(appeal, ClockKind.LOCAL).due_on
    assert calendar.moved_clocks(Clock.objects.running()) == []


def test_a_date_in_a_year_without_holidays_is_provisional_until_they_are_entered(city_clerk, officer):
    far = date(2031, 3, 3)
    appeal = build_petition(city_clerk, today=far)
    assert fresh(appeal).is_provisional
    calendar.publish_year(by=officer, year=2031, today=far)
    assert HolidayYear.objects.filter(year=2031).exists()
    found = [found for found, _deadline in calendar.moved_clocks(Clock.objects.running())]
    calendar.recompute(by=officer, clocks_to_move=found, today=far)
    assert not fresh(appeal).is_provisional


def test_new_limits_hold_for_new_clocks_only(clerk, leader):
    old = build_appeal(clerk)
    calendar.set_limits(by=leader, days={"village": 5}, today=TODAY)
    assert clock(build_appeal(clerk), ClockKind.LOCAL).days == 5
    assert clock(old, ClockKind.LOCAL).days == 3


def test_a_merged_case_leaves_the_other_clock_alone(clerk, town_clerk, person_on_file):
    target, double = (build_appeal(clerk, person=person_on_file) for _each in range(2))
    due = fresh(target).due_on
    steps.merge(by=town_clerk, appeal=double, today=TODAY + DAY, values={"merged_into": target})
    assert fresh(target).due_on == due
    assert fresh(double).due_on is None


def test_a_changed_review_starts_sixty_days_anew(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to_reviewed(appeal, TODAY, result="changed")
    reviews.handle_again(by=officer, appeal=appeal, today=TODAY + 9 * DAY, values={})
    found = fresh(appeal)
    assert (found.state, found.accepted_on, found.replied_on) == ("accepted", TODAY + 9 * DAY, None)
    assert clock(appeal, ClockKind.OPINION).started_on == TODAY + 9 * DAY


def test_whoever_decided_has_no_hand_in_the_review(city_clerk, officer, leader, network):
    appeal = Way(officer, leader, city_clerk).to("under_review", build_petition(city_clerk))
    type(appeal).objects.filter(pk=appeal.pk).update(drafted_by=city_clerk)
    values = {"review_result": "upheld", "served_on": TODAY, "note": "维持。"}
    with pytest.raises(Refused) as refusal:
        reviews.record_review(by=city_clerk, appeal=fresh(appeal), today=TODAY, values=values)
    assert refusal.value.code == "decider"


def test_whoever_drafted_cannot_sign(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    opinions.draft_opinion(by=officer, appeal=appeal, today=TODAY, values=OPINION)
    type(appeal).objects.filter(pk=appeal.pk).update(drafted_by=leader)
    with pytest.raises(Refused) as refusal:
        opinions.sign_opinion(by=leader, appeal=fresh(appeal), today=TODAY)
    assert refusal.value.code == "own_draft"


def test_an_accusation_is_neither_accepted_nor_withdrawn_here(clerk, officer):
    appeal = build_accusation(clerk)
    for verb, values in ((steps.accept, {}), (steps.withdraw, {"note": "撤。"})):
        with pytest.raises(Refused) as refusal:
            verb(by=officer, appeal=fresh(appeal), today=TODAY, values=values)
        assert refusal.value.code == "accusation"


def test_a_final_case_reopens_for_new_facts_only(city_clerk, officer, leader):
    appeal = Way(officer, leader, city_clerk).to("final", build_petition(city_clerk))
    with pytest.raises(Refused) as refusal:
        cases.reopen(by=officer, appeal=appeal, today=TODAY, values={"ground": "wish", "note": "还要办。"})
    assert refusal.value.code == "final"
    new = cases.reopen(
        by=officer, appeal=fresh(appeal), today=TODAY, values={"ground": "new_facts", "note": "新证据。"}
    )
    assert (new.follows_id, new.state, fresh(appeal).state) == (appeal.pk, "registered", "final")


def test_one_day_before_the_window_ends_a_case_stays_open(city_clerk, officer, leader, django_user_model):
    from stations.actions import system_account

    appeal = Way(officer, leader, city_clerk).to("replied", build_petition(city_clerk))
    last = clock(appeal, ClockKind.REVIEW_WINDOW).due_on
    with pytest.raises(Refused):
        reviews.close(by=system_account(), appeal=appeal, today=last)
    reviews.close(by=system_account(), appeal=fresh(appeal), today=last + timedelta(days=1))
    assert fresh(appeal).state == "closed"
