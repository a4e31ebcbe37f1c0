"""Due dates: what counts, what moves them, and how they explain themselves."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.deadlines import Calendar, add_months, days_left, due_after_months, due_date, state_on

CALENDAR = Calendar.build()
DAY = timedelta(days=1)
STARTS = st.dates(date(2015, 1, 1), date(2027, 6, 30))


@st.composite
def pause_lists(draw):
    starts = draw(st.lists(st.dates(date(2015, 1, 1), date(2027, 12, 31)), max_size=3))
    return [(first, first + draw(st.integers(0, 20)) * DAY) for first in starts]


def kinds(deadline):
    return [step.kind for step in deadline.steps]


class TestCalendar:
    def test_a_holiday_on_a_weekday_is_a_rest_day(self):
        assert not CALENDAR.is_working_day(date(2026, 10, 1))

    def test_a_weekend_worked_for_a_holiday_is_a_working_day(self):
        assert CALENDAR.is_working_day(date(2026, 10, 10))

    def test_a_day_is_its_own_next_working_day(self):
        assert CALENDAR.next_working_day(date(2026, 9, 30)) == date(2026, 9, 30)
        assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)

    def test_working_days_begin_after_the_start(self):
        assert CALENDAR.add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
        assert CALENDAR.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
        assert CALENDAR.add_working_days(date(2026, 10, 1), 0) == date(2026, 10, 1)

    def test_working_days_are_not_counted_backwards(self):
        with pytest.raises(ValueError):
            CALENDAR.add_working_days(date(2026, 9, 30), -1)

    def test_the_bureaus_own_entries_stand_above_the_announced_days(self):
        calendar = Calendar.build({date(2026, 10, 8): True, date(2026, 10, 10): False, date(2026, 10, 1): False})
        assert calendar.is_working_day(date(2026, 10, 1))
        assert not calendar.is_working_day(date(2026, 10, 8))

    def test_an_unannounced_year_knows_weekends_only(self):
        assert CALENDAR.is_working_day(date(2031, 10, 1))
        assert not CALENDAR.covers(date(2031, 10, 1), date(2031, 10, 1))
        assert Calendar.build({date(2031, 10, 1): True}, [2031]).covers(date(2026, 1, 1), date(2026, 12, 31))


class TestDueDate:
    def test_the_day_of_receipt_does_not_count(self):
        assert due_date(date(2026, 9, 1), 15, calendar=CALENDAR).due_on == date(2026, 9, 16)

    def test_a_last_day_in_a_holiday_rolls_past_it(self):
        found = due_date(date(2026, 8, 2), 60, calendar=CALENDAR)
        assert found.due_on == date(2026, 10, 8)
        assert [(step.kind, step.date, step.days, step.note) for step in found.steps] == [
            ("start", date(2026, 8, 2), 0, ""),
            ("count", date(2026, 10, 1), 60, "calendar"),
            ("roll", date(2026, 10, 8), 7, "holiday"),
        ]

    def test_a_last_day_on_a_weekend_worked_stands(self):
        assert due_date(date(2026, 9, 25), 15, calendar=CALENDAR).due_on == date(2026, 10, 10)

    def test_a_local_clock_may_end_on_a_rest_day(self):
        found = due_date(date(2026, 8, 2), 60, calendar=CALENDAR, roll=False)
        assert (found.due_on, kinds(found)) == (date(2026, 10, 1), ["start", "count"])

    def test_an_extension_is_counted_on_before_rolling(self):
        found = due_date(date(2026, 7, 3), 60, calendar=CALENDAR, extension_days=30)
        assert [step.date for step in found.steps] == [
            date(2026, 7, 3),
            date(2026, 9, 1),
            date(2026, 10, 1),
            date(2026, 10, 8),
        ]

    def test_a_pause_moves_the_deadline_by_its_days(self):
        pause = (date(2026, 8, 1), date(2026, 8, 3))
        found = due_date(date(2026, 7, 1), 60, calendar=CALENDAR, pauses=[pause])
        assert [(step.kind, step.date, step.days) for step in found.steps[1:]] == [
            ("count", date(2026, 8, 30), 60),
            ("pause", date(2026, 9, 2), 3),
        ]

    def test_a_pause_outside_the_period_moves_nothing(self):
        pauses = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 12, 1), date(2026, 12, 2))]
        assert kinds(due_date(date(2026, 7, 1), 15, calendar=CALENDAR, pauses=pauses)) == ["start", "count"]

    def test_days_in_two_pauses_are_left_out_once(self):
        pauses = [(date(2026, 8, 1), date(2026, 8, 3)), (date(2026, 8, 2), date(2026, 8, 4))]
        assert due_date(date(2026, 7, 1), 60, calendar=CALENDAR, pauses=pauses).steps[-1].days == 4

    def test_five_working_days_leave_out_the_holiday_and_count_the_worked_saturday(self):
        found = due_date(date(2026, 9, 29), 5, unit="working", calendar=CALENDAR)
        assert (found.due_on, kinds(found)) == (date(2026, 10, 12), ["start", "count"])

    def test_the_warning_comes_five_days_before(self):
        assert due_date(date(2026, 9, 1), 15, calendar=CALENDAR).warn_on == date(2026, 9, 11)

    def test_a_year_without_announced_holidays_makes_it_provisional(self):
        calendar = Calendar(CALENDAR.holidays, frozenset({2026}))
        assert due_date(date(2026, 12, 1), 60, calendar=calendar).is_provisional
        assert due_date(date(2026, 12, 28), 5, unit="working", calendar=calendar).is_provisional
        assert not due_date(date(2026, 11, 1), 30, calendar=calendar).is_provisional

    def test_pure_calendar_days_are_never_provisional(self):
        assert not due_date(date(2031, 1, 1), 60, calendar=CALENDAR, roll=False).is_provisional

    @pytest.mark.parametrize(
        "wrong",
        [{"days": -1}, {"unit": "weeks"}, {"extension_days": -90}, {"pauses": [(date(2026, 8, 3), date(2026, 8, 1))]}],
    )
    def test_nonsense_is_refused(self, wrong):
        with pytest.raises(ValueError):
            due_date(date(2026, 8, 2), calendar=CALENDAR, **{"days": 60, **wrong})

    def test_every_step_is_a_sentence_with_its_days(self):
        pause = (date(2026, 8, 1), date(2026, 8, 3))
        found = due_date(date(2026, 7, 3), 60, calendar=CALENDAR, extension_days=30, pauses=[pause])
        assert kinds(found) == ["start", "count", "extension", "pause", "roll"]
        assert all(str(step.days) in step.label for step in found.steps[1:])


@given(
    STARTS,
    st.integers(0, 90),
    st.integers(0, 30),
    pause_lists(),
    st.sampled_from(["calendar", "working"]),
    st.booleans(),
)
def test_a_deadline_is_what_walking_through_the_days_finds(start, days, extension, pauses, unit, roll):
    found = due_date(start, days, unit=unit, calendar=CALENDAR, extension_days=extension, pauses=pauses, roll=roll)
    paused = {first + n * DAY for first, last in pauses for n in range((last - first).days + 1)}
    after = [start + n * DAY for n in range(1, 800)]
    counting = [day for day in after if day not in paused and (unit == "calendar" or CALENDAR.is_working_day(day))]
    expected = [start, *counting][days + extension]
    while roll and not CALENDAR.is_working_day(expected):
        expected += DAY
    assert found.due_on == expected


@given(STARTS, st.integers(0, 90), st.integers(0, 30), pause_lists())
def test_the_steps_add_up_to_the_deadline(start, days, extension, pauses):
    found = due_date(start, days, calendar=CALENDAR, extension_days=extension, pauses=pauses)
    assert start + sum(step.days for step in found.steps) * DAY == found.due_on == found.steps[-1].date


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        (date(2026, 9, 10), "later", 6),
        (date(2026, 9, 11), "soon", 5),
        (date(2026, 9, 16), "today", 0),
        (date(2026, 9, 17), "late", -1),
    ],
)
def test_a_stored_row_tells_its_state_as_a_deadline_does(today, state, left):
    row = SimpleNamespace(due_on=date(2026, 9, 16), warn_on=date(2026, 9, 11))
    assert (state_on(row, today), days_left(row, today)) == (state, left)


class TestMonths:
    def test_six_months_end_on_the_corresponding_day(self):
        deadline = due_after_months(date(2026, 3, 2), 6, calendar=CALENDAR)
        assert deadline.due_on == date(2026, 9, 2)
        assert deadline.warn_on == date(2026, 8, 28)
        assert kinds(deadline) == ["start", "count"]

    def test_a_month_without_the_day_ends_the_clock_on_its_last(self):
        assert due_after_months(date(2025, 8, 31), 6, calendar=CALENDAR, roll=False).due_on == date(2026, 2, 28)
        assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)

    def test_a_last_day_of_rest_moves_on_and_says_so(self):
        deadline = due_after_months(date(2026, 4, 1), 6, calendar=CALENDAR)
        assert deadline.due_on == date(2026, 10, 8)
        assert kinds(deadline) == ["start", "count", "roll"]

    def test_months_do_not_run_backwards(self):
        with pytest.raises(ValueError):
            due_after_months(date(2026, 4, 1), -1, calendar=CALENDAR)

    @given(start=STARTS, months=st.integers(0, 30))
    def test_as_somebody_who_turns_the_leaves_one_by_one_counts(self, start, months):
        day, left = start, months
        while left:
            day += DAY
            is_last_of_its_month = (day + DAY).day == 1
            left -= day.day == start.day or (is_last_of_its_month and day.day < start.day)
        assert add_months(start, months) == day
        while not CALENDAR.is_working_day(day):
            day += DAY
        assert due_after_months(start, months, calendar=CALENDAR).due_on == day
