"""Figures: the number and the list behind it are the same, and nobody counts what they may not see."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Count, Q
from hypothesis import given
from hypothesis import strategies as st

import appeals.figures  # noqa: F401  registers the figures
from appeals.choices import Channel, Outcome, Rating, State
from appeals.models import Appeal, Category
from appeals.models.case import TOWN
from core.figures import FIGURES, Figure, Period, Value, median
from core.looks import answers
from tests.appeals.conftest import categories  # noqa: F401
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

YEAR = Period.year(TODAY)


@pytest.fixture
def crowd(network, city_clerk, categories):  # noqa: F811
    """Rows in every shape, straight into the table: figures read, they do not judge."""
    pick, rows = random.Random(3), []
    stations, kinds = list(network.values()), list(Category.objects.all())
    for number in range(150):
        state, day = pick.choice(State.values), TODAY - timedelta(days=pick.randint(0, 400))
        rating = pick.choice(["", *Rating.values])
        rows.append(
            Appeal(
                number=f"T-{number}",
                channel=pick.choice(Channel.values),
                category=pick.choice(kinds),
                name="某人",
                title="事项",
                facts="事实",
                origin=pick.choice(stations),
                handler=pick.choice(stations),
                state=state,
                received_on=day,
                taken_on=pick.choice([None, day]),
                decided_on=pick.choice([None, day]),
                finished_on=pick.choice([None, day]),
                served_on=pick.choice([None, day]),
                rated_on=day if rating else None,
                rating=rating,
                due_on=TODAY + timedelta(days=pick.randint(-30, 30)),
                warn_on=TODAY,
                is_repeat=pick.random() < 0.2,
                is_petition=pick.random() < 0.5,
                head_count=pick.randint(1, 9),
                was_accepted_in_time=pick.choice([None, True, False]),
                was_finished_in_time=pick.choice([None, True, False]),
                days_to_accept=pick.choice([None, 1, 5, 9]),
                days_to_reply=pick.choice([None, 2, 30]),
                days_to_finish=pick.choice([None, 3, 61]),
                settled_tier=pick.choice(["", "village", "town", "city"]),
                outcome=pick.choice(["", *Outcome.values]),
                created_by=city_clerk,
            )
        )
    Appeal.objects.bulk_create(rows)


def counted(figure, rows):
    """What a list holds, as its figure counts: its sum, its different people or things, or its rows."""
    if figure.field:
        return sum(rows.values_list(figure.field, flat=True))
    if figure.distinct:
        return rows.order_by().aggregate(many=Count(figure.distinct, distinct=True))["many"]
    return rows.count()


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_the_list_is_as_long_as_the_number_says(key, crowd, officer, clerk, outsider, network):
    figure = FIGURES[key]
    for user in (officer, clerk, outsider):
        for station in (None, network["赵李桥镇"]):
            value, rows = figure.evaluate(user, YEAR, station), figure.rows(user, YEAR, station)
            if figure.show == "median":
                continue
            assert value.number == counted(figure, rows)
            assert rows.exclude(pk__in=figure.model.objects.visible_to(user).values("pk")).count() == 0


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_parts_add_up_and_each_opens_its_own_list(key, crowd, officer):
    figure = FIGURES[key]
    if figure.show == "median" or figure.distinct:
        return
    for name in figure.dimensions:
        value = figure.evaluate(officer, YEAR, None, name)
        assert sum(part.number for part in value.parts.values()) == value.number
        for part_key, part in value.parts.items():
            rows = figure.rows(officer, YEAR, None, **{name: part_key})
            assert counted(figure, rows) == part.number


def test_two_dimensions_add_up_to_one(crowd, officer):
    figure = FIGURES["appeal.received"]
    both = figure.evaluate(officer, YEAR, None, ("town", "category")).parts
    one = figure.evaluate(officer, YEAR, None, "town").parts
    for town, value in one.items():
        assert sum(part.number for key, part in both.items() if key[0] == town) == value.number


def test_nobody_counts_what_they_may_not_see(crowd, clerk, outsider, system_admin):
    figure = FIGURES["appeal.received"]
    seen = [figure.evaluate(user, YEAR).number for user in (clerk, outsider)]
    assert 0 < seen[0] < 150
    assert 0 < seen[1] < 150
    assert figure.evaluate(system_admin, YEAR).number == 0


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 5), max_size=12))
def test_the_median_is_the_middle_value(histogram):
    values = sorted(value for value, size in histogram.items() for _ in range(size))
    if not values:
        assert median(histogram) is None
        return
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    assert median(histogram) == Decimal(low + high) / 2


def test_a_rate_shows_both_its_numbers():
    figure = Figure("t", "", Appeal, Q(), show="rate", among=Q(), dimensions={"town": TOWN})
    value = Value(figure, 199, 205)
    assert (value.text, value.unit, value.detail) == ("97.1", "%", "199 / 205")
    assert Value(figure, 0, 0).text == "—"


def test_money_is_printed_in_ten_thousands():
    figure = Figure("t", "", Appeal, Q(), show="money", field="head_count")
    assert Value(figure, Decimal("5973800")).text == "597.38"


def test_only_a_rate_is_taken_among_something():
    with pytest.raises(ValueError, match="rate"):
        Figure("t", "", Appeal, Q(), show="rate")


def test_a_month_and_a_year_have_their_first_and_last_day():
    assert (str(Period.month(TODAY).first), str(Period.month(TODAY).last)) == ("2026-11-01", "2026-11-30")
    assert (str(YEAR.first), str(YEAR.last)) == ("2026-01-01", "2026-12-31")


def test_many_at_once_say_what_each_says_alone(crowd, officer, clerk, network, django_assert_max_num_queries):
    for user, station in ((officer, None), (officer, network["神山镇"]), (clerk, None)):
        together = answers(FIGURES.values(), user, YEAR, station)
        for key, figure in FIGURES.items():
            alone = figure.evaluate(user, YEAR, station)
            assert (together[key].number, together[key].among) == (alone.number, alone.among), key
    counted = [figure for figure in FIGURES.values() if figure.show != "median" and figure.model is Appeal]
    with django_assert_max_num_queries(1):
        answers(counted, officer, YEAR)
