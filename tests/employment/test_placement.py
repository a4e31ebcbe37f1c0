"""Placement: the clocks of the law, the steps, letters, subsidies, retirees' checklists."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from appeals.rules import calendar
from core.actions import NotAllowed, Refused
from core.deadlines import Calendar, add_months
from core.models import Event
from core.worklist import of as work_of
from employment.actions import placement as actions
from employment.actions import subsidies
from employment.models import PlacementCase, PlacementPaper, SubsidyMonth
from employment.rules import placement as rules
from tests.builders import TODAY, build_person
from tests.employment.made_placement import build_case, build_employer, build_wage, fresh

CALENDAR = Calendar.build()
DAY = timedelta(days=1)
UNIT = {"unit_name": "市司法局", "post_title": "科员"}


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def assigned(by, today=TODAY, **changes):
    case = build_case(by, mode="TRANSFER_OFFICER", **changes)
    return actions.assign(by=by, case=case, values=UNIT, today=today)


class TestClocks:
    def test_work_is_assigned_within_six_months_of_acceptance(self, officer):
        case = build_case(officer, accepted_on=date(2026, 8, 3))
        assert case.due_on == date(2027, 2, 3)
        assert case.warn_on == date(2027, 1, 29)
        assert rules.clock(case).law == "退役军人安置条例第三十一条"

    def test_the_six_months_move_past_the_national_holiday(self, officer):
        case = build_case(officer, accepted_on=date(2026, 4, 1))
        assert case.due_on == date(2026, 10, 8)
        assert [step.kind for step in rules.clock(case).deadline.steps] == ["start", "count", "roll"]

    def test_retirees_and_those_who_only_report_in_have_no_clock_of_the_law(self, officer):
        for mode in ("MIL_RETIREE", "RELOCATION", "SELF_EMPLOYED"):
            assert build_case(officer, mode=mode).due_on is None

    def test_thirty_days_from_the_letter_to_the_post(self, officer):
        case = assigned(officer, today=date(2026, 11, 2))
        assert case.due_on == date(2026, 12, 2)
        assert "80" in rules.clock(case).consequence

    def test_on_the_post_no_clock_runs(self, officer):
        case = assigned(officer)
        actions.start(by=officer, case=case, values={"on": TODAY}, today=TODAY)
        assert fresh(case).due_on is None
        assert fresh(case).state == "started"

    @given(accepted=st.dates(date(2020, 1, 1), date(2027, 6, 30)))
    def test_the_day_is_the_one_that_counting_day_by_day_finds(self, accepted):
        case = PlacementCase(mode="ASSIGNED_WORK", state="waiting", accepted_on=accepted)
        day, months = accepted, 0
        while months < 6:
            day += DAY
            months += day.day == accepted.day or ((day + DAY).day == 1 and day.day < accepted.day)
        while not CALENDAR.is_working_day(day):
            day += DAY
        assert rules.clock(case, CALENDAR).deadline.due_on == day

    @given(letter=st.dates(date(2020, 1, 1), date(2027, 6, 30)))
    def test_the_thirty_days_too(self, letter):
        case = PlacementCase(mode="ASSIGNED_WORK", state="assigned", accepted_on=letter, letter_on=letter)
        day = letter
        for _each in range(30):
            day += DAY
        while not CALENDAR.is_working_day(day):
            day += DAY
        assert rules.clock(case, CALENDAR).deadline.due_on == day

    def test_the_bureaus_own_calendar_counts(self, officer):
        case = build_case(officer, accepted_on=date(2026, 6, 7))
        assert case.due_on == calendar().next_working_day(date(2026, 12, 7))

    def test_overdue_and_soon_stand_on_the_officers_work_list_and_on_nobody_elses(self, officer, clerk):
        late = build_case(officer, build_person(clerk, name="王迟"), accepted_on=TODAY - timedelta(days=220))
        build_case(officer, build_person(clerk, name="王早"), accepted_on=TODAY)
        work = [item for item in work_of(officer, TODAY) if item.url == late.get_absolute_url()]
        assert [item.due_on < TODAY for item in work] == [True]
        assert not [item for item in work_of(clerk, TODAY) if item.url == late.get_absolute_url()]


class TestSteps:
    def test_registering_writes_history_and_ledger(self, officer):
        case = build_case(officer)
        assert [move.action for move in case.moves.all()] == ["register"]
        assert Event.objects.filter(verb="placement.register", subject_id=case.pk).count() == 1
        assert Event.objects.get(verb="placement.register", subject_id=case.pk).subject_label == f"安置 {case.pk}"

    def test_who_only_reports_in_has_reported_in(self, officer):
        assert build_case(officer, mode="SELF_EMPLOYED").state == "reported"

    def test_a_second_placement_of_the_year_is_refused_and_leaves_nothing(self, officer):
        case = build_case(officer)
        with pytest.raises(ValidationError) as refusal:
            build_case(officer, case.person)
        assert refusal.value.error_dict["__all__"][0].code == "twice"
        assert PlacementCase.objects.count() == 1

    def test_a_clerk_reads_but_does_not_place(self, clerk, officer):
        case = build_case(officer, build_person(clerk))
        with pytest.raises(NotAllowed):
            actions.withdraw(by=clerk, case=case, values={"leaving": "died", "note": "—"}, today=TODAY)

    def test_unit_and_post_come_with_two_numbered_papers(self, officer):
        case = assigned(officer)
        assert [paper.number for paper in case.papers.all()] == ["赤退安〔2026〕1号", "赤退安〔2026〕2号"]
        letter = case.papers.get(kind="letter")
        assert letter.addressee == "市司法局："
        assert "80%" in letter.body and "不少于3年" in letter.body

    def test_an_employer_on_file_gives_the_name(self, officer):
        employer = build_employer(officer)
        case = build_case(officer, mode="TRANSFER_OFFICER")
        values = {"employer": employer, "unit_name": "", "post_title": "主管"}
        assert actions.assign(by=officer, case=case, values=values, today=TODAY).unit_name == employer.name

    def test_a_failed_letter_gives_its_number_back(self, officer):
        case = assigned(officer)
        with refused("wrong_state"):
            actions.assign(by=officer, case=case, values=UNIT, today=TODAY)
        other = assigned(officer)
        assert other.papers.get(kind="letter").number == "赤退安〔2026〕3号"
        assert PlacementPaper.objects.count() == 4

    def test_retirees_are_received_and_get_no_letter(self, officer):
        case = build_case(officer, mode="MIL_RETIREE")
        with refused("received"):
            actions.assign(by=officer, case=case, values=UNIT, today=TODAY)
        actions.receive(by=officer, case=case, values={"on": TODAY}, today=TODAY)
        assert (fresh(case).state, fresh(case).placed_on) == ("started", TODAY)

    def test_nobody_begins_before_the_letter_or_tomorrow(self, officer):
        case = assigned(officer)
        with refused("before_letter"):
            actions.start(by=officer, case=case, values={"on": TODAY - DAY}, today=TODAY)
        with refused("future"):
            actions.start(by=officer, case=case, values={"on": TODAY + DAY}, today=TODAY)

    def test_the_way_of_placement_is_corrected_only_while_somebody_waits(self, officer):
        case = build_case(officer, mode="TRANSFER_OFFICER")
        values = {"accepted_on": case.accepted_on, "mode": "MIL_RETIREE"}
        assert actions.amend(by=officer, case=case, values=values, today=TODAY).due_on is None
        placed = assigned(officer)
        for changed in (placed, build_case(officer, mode="SELF_EMPLOYED")):
            with refused("mode"):
                actions.amend(by=officer, case=changed, values=values, today=TODAY)

    def test_a_corrected_day_of_acceptance_moves_the_deadline(self, officer):
        case = build_case(officer, accepted_on=date(2026, 8, 3))
        actions.amend(by=officer, case=case, values={"accepted_on": date(2026, 8, 10)}, today=TODAY)
        assert fresh(case).due_on == date(2027, 2, 10)
        assert Event.objects.filter(verb="placement.amend", subject_id=case.pk).get().changes["accepted_on"]

    def test_two_officers_at_once_are_told_who_was_first(self, officer):
        case = build_case(officer, mode="TRANSFER_OFFICER")
        same = fresh(case)
        actions.assign(by=officer, case=case, values=UNIT, today=TODAY)
        with pytest.raises(Refused) as refusal:
            actions.assign(by=officer, case=same, values=UNIT, today=TODAY)
        assert refusal.value.code in ("overtaken", "wrong_state")

    def test_the_letter_is_a_word_file_in_the_bureaus_form(self, enter, officer):
        case = assigned(officer)
        response = enter(officer).get(case.papers.get(kind="letter").get_absolute_url())
        text = "\n".join(line.text for line in Document(BytesIO(response.content)).paragraphs)
        assert "赤退安〔2026〕1号" in text
        assert "安置介绍信" in text
        assert case.person.name in text


class TestSubsidies:
    def test_whoever_waits_on_the_first_of_the_month_draws_the_wage_once(self, officer):
        build_wage(officer)
        case = build_case(officer, accepted_on=date(2026, 9, 15))
        assert rules.months_owed(case, TODAY) == [date(2026, 10, 1), date(2026, 11, 1)]
        count = pay(officer, date(2026, 11, 20), [case])
        assert count == 1
        row = SubsidyMonth.objects.get()
        assert (row.month, row.amount) == (date(2026, 11, 1), Decimal("1950.00"))
        assert rules.months_owed(case, TODAY) == [date(2026, 10, 1)]
        with refused("nobody"):
            pay(officer, date(2026, 11, 1), [case])
        assert Event.objects.filter(verb="placement.pay", subject_id=case.pk).count() == 1

    def test_the_wage_is_that_of_the_month_not_of_today(self, officer):
        build_wage(officer)
        build_wage(officer, "2100.00", date(2026, 10, 15))
        case = build_case(officer, accepted_on=date(2026, 9, 15))
        pay(officer, date(2026, 10, 5), [case])
        pay(officer, date(2026, 11, 5), [case])
        paid = dict(SubsidyMonth.objects.values_list("month", "amount"))
        assert paid == {date(2026, 10, 1): Decimal("1950.00"), date(2026, 11, 1): Decimal("2100.00")}

    def test_without_a_wage_nothing_is_paid(self, officer):
        case = build_case(officer)
        with refused("no_wage"):
            pay(officer, TODAY, [case])

    def test_officers_retirees_and_the_placed_draw_nothing(self, officer):
        build_wage(officer)
        placed = build_case(officer, accepted_on=date(2026, 9, 15))
        actions.assign(by=officer, case=placed, values=UNIT, today=date(2026, 10, 20))
        others = [build_case(officer, mode=mode) for mode in ("TRANSFER_OFFICER", "MIL_RETIREE", "SELF_EMPLOYED")]
        with refused("nobody"):
            pay(officer, date(2026, 11, 1), [fresh(placed), *others])
        assert rules.months_owed(fresh(placed), TODAY) == [date(2026, 10, 1)]

    def test_a_month_to_come_is_refused(self, officer):
        build_wage(officer)
        with refused("future"):
            pay(officer, date(2026, 12, 1), [build_case(officer)])

    @given(
        accepted=st.dates(date(2025, 1, 1), date(2026, 11, 23)),
        waits=st.integers(0, 400),
        asked=st.integers(0, 400),
    )
    def test_the_months_owed_are_those_whose_first_day_was_waited_through(self, accepted, waits, asked):
        placed, today = accepted + waits * DAY, accepted + asked * DAY
        case = PlacementCase(mode="ASSIGNED_WORK", state="waiting", accepted_on=accepted, placed_on=placed)
        walked = [day for day in (accepted + step * DAY for step in range(asked + 1)) if day.day == 1 and day < placed]
        assert owed_without_rows(case, today) == walked

    def test_months_step_over_the_year(self):
        assert add_months(date(2026, 12, 1), 1) == date(2027, 1, 1)


def owed_without_rows(case, today):
    """`months_owed` of a case that is not in the database: nothing has been paid."""

    class Nothing:
        def values_list(self, *_names, **_how):
            return []

    class Unsaved:
        subsidies = Nothing()
        mode, accepted_on, placed_on, ended_on = case.mode, case.accepted_on, case.placed_on, None

    return rules.months_owed(Unsaved, today)


def pay(by, month, cases):
    return subsidies.pay_month(by=by, month=month, paid_on=TODAY, voucher="凭证12", cases=cases, today=TODAY)


class TestRetirees:
    def test_each_item_is_ticked_once_a_year_and_can_be_taken_back(self, officer):
        case = build_case(officer, mode="MIL_RETIREE")
        tick = {"case": case, "year": 2026, "item": "visits", "done_on": TODAY, "today": TODAY}
        check = actions.tick(by=officer, **tick)
        with refused("ticked"):
            actions.tick(by=officer, **tick)
        assert [line[0] for line in rules.treatments(case, 2026) if line[3]] == ["visits"]
        actions.untick(by=officer, check=check, today=TODAY)
        assert not case.checks.exists()
        assert Event.objects.filter(verb="placement.tick", subject_id=case.pk).count() == 2

    def test_only_retirees_have_it_and_only_for_their_years(self, officer):
        with refused("no_retiree"):
            actions.tick(by=officer, case=build_case(officer), year=2026, item="visits", done_on=TODAY, today=TODAY)
        case = build_case(officer, mode="MIL_RETIREE")
        with refused("year"):
            actions.tick(by=officer, case=case, year=2025, item="visits", done_on=TODAY, today=TODAY)

    def test_the_list_counts_both_halves(self, enter, officer):
        case = build_case(officer, mode="MIL_RETIREE")
        today = timezone.localdate()
        for item in ("visits", "reading", "pension"):
            actions.tick(by=officer, case=case, year=today.year, item=item, done_on=today, today=today)
        row = enter(officer).get("/employment/placement/retirees/").context["look"].page[0]
        assert (row.political, row.living) == (2, 1)
