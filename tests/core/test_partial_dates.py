"""Dates known to the year, the month or the day, and how they are read."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.validators import PartialDate, Problem, age_on, parse_date_span, parse_partial_date

TODAY = date(2026, 11, 23)


@st.composite
def partial_dates(draw):
    day = draw(st.dates(date(1850, 1, 1), TODAY))
    parts = (day.year, day.month, day.day)
    return PartialDate(*parts[: draw(st.integers(1, 3))])


def read(raw):
    return parse_partial_date(raw, today=TODAY)


class TestTheValue:
    @pytest.mark.parametrize(
        ("parts", "text", "label"),
        [
            ((1973,), "1973", "1973年"),
            ((1973, 11), "1973-11", "1973年11月"),
            ((1973, 11, 5), "1973-11-05", "1973年11月5日"),
        ],
    )
    def test_it_shows_what_is_known_and_no_more(self, parts, text, label):
        assert (str(PartialDate(*parts)), PartialDate(*parts).label) == (text, label)

    @pytest.mark.parametrize(
        "parts", [(1973, 13), (1973, 0), (1973, 2, 29), (1973, 2, 0), (1973, None, 5), (973,), (10000,)]
    )
    def test_what_is_not_in_the_calendar_cannot_be_made(self, parts):
        with pytest.raises(ValueError):
            PartialDate(*parts)

    @pytest.mark.parametrize("text", ["", "1973-1", "1973-11-5", "1973/11", "73-11", " 1973", "1973-13", "１９７３"])
    def test_only_the_stored_form_is_parsed(self, text):
        with pytest.raises(ValueError):
            PartialDate.parse(text)

    def test_its_first_and_last_day_bound_what_it_can_mean(self):
        february = PartialDate(1972, 2)
        assert (february.first_day, february.last_day) == (date(1972, 2, 1), date(1972, 2, 29))
        assert (PartialDate(1972).first_day, PartialDate(1972).last_day) == (date(1972, 1, 1), date(1972, 12, 31))

    @given(partial_dates())
    def test_it_comes_back_from_its_text(self, value):
        assert PartialDate.parse(str(value)) == value

    @given(st.lists(partial_dates()))
    def test_it_sorts_as_its_text_does(self, values):
        assert [str(value) for value in sorted(values)] == sorted(str(value) for value in values)

    @given(partial_dates())
    def test_every_form_it_is_written_in_reads_back(self, value):
        assert read(str(value)) == read(value.label) == read(value) == value

    def test_it_has_no_order_with_other_things(self):
        with pytest.raises(TypeError):
            assert PartialDate(1973) < "1973"


class TestAge:
    def test_the_birthday_itself_completes_the_year(self):
        assert age_on(PartialDate(1966, 11, 23), TODAY) == (60, 60)
        assert age_on(PartialDate(1966, 11, 24), TODAY) == (59, 59)

    def test_a_year_alone_leaves_two_ages_possible(self):
        assert age_on(PartialDate(1966), TODAY) == (59, 60)

    def test_a_child_born_on_29_february_is_a_year_older_on_1_march(self):
        assert age_on(PartialDate(2000, 2, 29), date(2001, 2, 28)) == (0, 0)
        assert age_on(PartialDate(2000, 2, 29), date(2001, 3, 1)) == (1, 1)

    def test_nobody_is_younger_than_nothing(self):
        assert age_on(PartialDate(2026), TODAY) == (0, 0)


class TestReading:
    @pytest.mark.parametrize(
        "raw",
        ["1985.3", "1985.03", "1985年3月", "198503", 198503, "1985-3", "85.3", 1985.3, 1985.03, 85.3, "1985/3",
         "85年3月", "１９８５．３", "1985—3", "1985年03月份", " 1985 年 3 月 "],
    )  # fmt: skip
    def test_ways_of_writing_a_month(self, raw):
        assert read(raw) == PartialDate(1985, 3)

    @pytest.mark.parametrize(
        "raw",
        ["1985/3/1", "19850301", 19850301, 31107, 31107.5, "31107", "1985-03-01 00:00:00", "1985/3/1 0:00", "1985.3.1",
         "1985-03-01T08:00:00+08:00", "1985年3月1日", "1985年3月1号", date(1985, 3, 1), datetime(1985, 3, 1, 8)],
    )  # fmt: skip
    def test_ways_of_writing_a_day(self, raw):
        assert read(raw) == PartialDate(1985, 3, 1)

    @pytest.mark.parametrize("raw", ["1985年", "1985", 1985, 1985.0, "85年"])
    def test_ways_of_writing_a_year(self, raw):
        assert read(raw) == PartialDate(1985)

    def test_a_number_cell_with_one_decimal_may_have_lost_a_zero(self):
        found = read(1985.1)
        assert (found.code, found.level, found.choices) == ("date_ambiguous", "warning", ("1985-01", "1985-10"))
        assert read(85.1).choices == ("1985-01", "1985-10")

    def test_the_same_in_a_text_cell_is_january(self):
        assert read("1985.1") == PartialDate(1985, 1)
        assert read("1985.10") == PartialDate(1985, 10)

    def test_november_and_december_have_lost_nothing(self):
        assert (read(1985.11), read(1985.12)) == (PartialDate(1985, 11), PartialDate(1985, 12))

    def test_an_october_to_come_leaves_january(self):
        assert parse_partial_date(2026.1, today=date(2026, 9, 30)) == PartialDate(2026, 1)

    def test_five_digits_that_may_be_a_month_or_a_day_number_are_asked_about(self):
        assert read(19853).choices == read("19853").choices == ("1985-03", "1954-05-09")

    def test_two_digit_years_up_to_this_one_are_of_this_century(self):
        assert (read("26.3"), read("27.3"), read("00.3")) == (
            PartialDate(2026, 3),
            PartialDate(1927, 3),
            PartialDate(2000, 3),
        )

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("", "date_missing"),
            (None, "date_missing"),
            ("不详", "date_missing"),
            ("85年冬", "date_unreadable"),
            ("85", "date_unreadable"),
            (60001, "date_unreadable"),
            ("3/1/1985", "date_unreadable"),
            ("0985.3", "date_unreadable"),
            ("1985.13", "date_invalid"),
            ("1985-02-30", "date_invalid"),
            ("1985-00", "date_invalid"),
            ("2026-12", "date_future"),
            (datetime(2026, 11, 24), "date_future"),
            (True, "date_unreadable"),
        ],
    )
    def test_each_defect_has_its_own_code(self, raw, code):
        assert read(raw).code == code

    def test_this_month_and_this_year_have_begun(self):
        assert (read("2026-11"), read("2026")) == (PartialDate(2026, 11), PartialDate(2026))

    @given(st.dates(date(1950, 1, 1), TODAY))
    def test_a_day_number_is_its_day_or_a_question_with_it(self, day):
        found = read((day - date(1899, 12, 30)) // timedelta(days=1))
        stored = found.choices if isinstance(found, Problem) else (str(found),)
        assert str(day) in stored


class TestSpans:
    @pytest.mark.parametrize(
        "raw",
        ["1985.3-1988.12", "1985年3月至1988年12月", "1985.03—1988.12", "1985-3-1988-12", "85.3-88.12", "1985/3~1988/12",
         "1985.3 到 1988.12", "1985.3——1988.12", "１９８５．３－１９８８．１２"],
    )  # fmt: skip
    def test_ways_of_writing_a_span(self, raw):
        assert parse_date_span(raw, today=TODAY) == (PartialDate(1985, 3), PartialDate(1988, 12))

    def test_a_span_of_years(self):
        assert parse_date_span("1985-1988", today=TODAY) == (PartialDate(1985), PartialDate(1988))

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("", "date_missing"),
            ("1985.3", "span_unreadable"),
            ("1985-12", "span_unreadable"),
            ("1985.3-", "span_unreadable"),
            ("1985.3-至今", "span_unreadable"),
            (1985.3, "span_unreadable"),
            ("1988-1985", "span_reversed"),
            ("1985.3-2030.1", "date_future"),
            ("1985.3-1988.13", "date_invalid"),
            ("01-02-03-04-05", "date_ambiguous"),
        ],
    )
    def test_each_defect_has_its_own_code(self, raw, code):
        assert parse_date_span(raw, today=TODAY).code == code

    @given(partial_dates(), partial_dates())
    def test_any_two_dates_in_order_are_a_span(self, one, other):
        start, end = sorted((one, other))
        assert parse_date_span(f"{start}至{end}", today=TODAY) == (start, end)
