"""Matching: every criterion is said, nothing else decides, and a county's worth of it stays within a page's budget."""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from employment.choices import market as choices
from employment.models import Post, Seeker
from employment.rules.matching import MUSTS, WEIGHTS, Offer, Spot, Wish, match, steps_between
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from tests.employment import made_market as made
from veterans.models import Person

QUERIES = 12
WISH = Wish(frozenset({"DRIVER"}), "city", Decimal(4800), frozenset({"B2"}), 3, 35, Spot(7, 3))
OFFER = Offer("DRIVER", Decimal(4500), frozenset({"C1"}), 2, 18, 45, Spot(None, 3))


def marks(wish=WISH, offer=OFFER):
    return {mark.key: mark for mark in match(wish, offer).marks}


def changed(thing, **values):
    return type(thing)(**{**vars(thing), **values})


def test_every_criterion_is_said():
    said = marks()
    assert {key: mark.is_met for key, mark in said.items()} == {
        "trade": True, "skills": True, "place": True, "pay": False, "education": True, "age": True,
    }  # fmt: skip
    assert "−300" in said["pay"].said and "驾驶证 C1" in said["skills"].said


def test_a_greater_licence_covers_a_lesser_one_not_the_other_way_round():
    assert marks(offer=changed(OFFER, skills=frozenset({"A1"})))["skills"].is_met is False
    assert marks(changed(WISH, skills=frozenset({"A1"})))["skills"].is_met is True


def test_what_the_employer_insists_on_makes_it_impossible():
    assert match(WISH, OFFER).is_possible
    assert not match(changed(WISH, age=46), OFFER).is_possible
    assert not match(changed(WISH, skills=frozenset()), OFFER).is_possible
    assert not match(changed(WISH, education=1), OFFER).is_possible
    assert match(changed(WISH, education=0, age=None), OFFER).is_possible, "not known is not a no"


@pytest.mark.parametrize(
    ("home", "spot", "step"),
    [
        (Spot(7, 3), Spot(7, 3), 0),
        (Spot(7, 3), Spot(8, 3), 1),
        (Spot(7, 3), Spot(None, 3), 1),
        (Spot(7, 3), Spot(9, 4), 2),
        (Spot(7, 3), None, 3),
        (Spot(None, None), Spot(None, None), 2),
    ],
)
def test_places_are_steps_and_no_invented_distances(home, spot, step):
    assert steps_between(home, spot) == step


spots = st.builds(Spot, st.none() | st.integers(1, 3), st.none() | st.integers(1, 2))
skill_sets = st.frozensets(st.sampled_from([code for code, _label in choices.ALL_SKILLS]), max_size=4)
money = st.none() | st.decimals(1000, 20000, places=2)
wishes = st.builds(
    Wish,
    st.frozensets(st.sampled_from([code for code, _label in choices.TRADES]), max_size=3),
    st.sampled_from(choices.Reach.values), money, skill_sets, st.integers(0, 6), st.none() | st.integers(16, 70), spots,
)  # fmt: skip
offers = st.builds(
    Offer,
    st.sampled_from([code for code, _label in choices.TRADES]), money, skill_sets, st.none() | st.integers(1, 6),
    st.none() | st.integers(16, 30), st.none() | st.integers(31, 60), st.none() | spots,
)  # fmt: skip


@given(wishes, offers)
def test_the_order_follows_from_the_marks_alone(wish, offer):
    made_match = match(wish, offer)
    assert made_match.score == sum(WEIGHTS[mark.key] for mark in made_match.marks if mark.is_met)
    refused = {mark.key for mark in made_match.marks if mark.is_met is False}
    assert made_match.is_possible == (not refused & MUSTS)
    assert all(mark.said for mark in made_match.marks)
    assert len({mark.key for mark in made_match.marks}) == len(made_match.marks)


@given(wishes, offers, st.sampled_from([code for code, _label in choices.ALL_SKILLS]))
def test_another_skill_never_makes_a_match_worse(wish, offer, skill):
    more = changed(wish, skills=wish.skills | {skill})
    assert match(more, offer).rank >= match(wish, offer).rank


# ——— the pages ———


def test_both_directions_find_one_another_and_print(enter, officer, clerk):
    person = build_person(clerk, name="贺小川")
    made.build_wish(clerk, person)
    post = made.build_post(officer)
    page = enter(officer).get(reverse("employment:posts_for", args=[person.pk])).content.decode()
    assert post.title in page and "✓" in page
    slip = enter(officer).get(reverse("employment:posts_for", args=[person.pk]) + "?slip=1").content.decode()
    assert post.employer.contact_name in slip and "data-print" in slip
    page = enter(officer).get(reverse("employment:people_for", args=[post.pk])).content.decode()
    assert "贺小川" in page


def test_a_stranger_finds_nobody_of_other_towns(enter, officer, clerk, outsider):
    made.build_wish(clerk, build_person(clerk, name="贺小川"))
    post = made.build_post(officer)
    page = enter(outsider).get(reverse("employment:people_for", args=[post.pk]))
    assert page.status_code == 200 and "贺小川" not in page.content.decode()


def test_without_a_wish_the_page_says_what_to_do(enter, clerk):
    person = build_person(clerk)
    page = enter(clerk).get(reverse("employment:posts_for", args=[person.pk]))
    assert reverse("employment:keep_wish", args=[person.pk]) in page.content.decode()


@pytest.fixture
def county(officer, clerk, network):
    """5,000 people who look for work and 1,000 posts; only the very best of them fit in every way."""
    best = build_person(clerk, name="贺小川", education="31")
    made.build_wish(clerk, best, trades=" ASSEMBLY ", reach="any", pay_min=Decimal(3000))
    employer = made.build_employer(officer)
    post = made.build_post(officer, employer, openings=9)
    Person.objects.bulk_create(
        Person(name=f"测试{number}", station=clerk.station, birth_date="1985-03", education="61", created_by=clerk)
        for number in range(4999)
    )
    others = Person.objects.exclude(pk=best.pk).values_list("pk", flat=True)
    trades = (" ASSEMBLY ", " DRIVER ASSEMBLY ", "", " COOK ASSEMBLY ")
    Seeker.objects.bulk_create(
        Seeker(
            person_id=key, trades=trades[key % 4], reach="village", pay_min=3000 + key % 3000, since_on=TODAY,
            updated_by=clerk,
        )
        for key in others
    )  # fmt: skip
    Post.objects.bulk_create(
        Post(
            employer=employer, station=officer.station, title=f"岗位{number}", trade="ASSEMBLY", pay_to=Decimal(2000),
            offered_on=TODAY, created_by=officer, min_education=4, age_to=30,
        )
        for number in range(999)
    )  # fmt: skip
    with connection.cursor() as cursor:  # as the database does by itself once rows are there; before, it plans for none
        cursor.execute("ANALYZE")
    return best, post


def test_five_thousand_people_and_a_thousand_posts_within_the_budget(
    county, enter, officer, django_assert_max_num_queries
):
    best, post = county
    client = enter(officer)
    for address, wanted in (("posts_for", best), ("people_for", post)):
        client.get(reverse(f"employment:{address}", args=[wanted.pk]))
        with django_assert_max_num_queries(QUERIES):
            page = client.get(reverse(f"employment:{address}", args=[wanted.pk]))
        first = page.context["result"].found[0].row
        assert first == (post if address == "posts_for" else Seeker.objects.get(person=best))
        assert page.context["result"].judged == (1000 if address == "posts_for" else 5000)
        assert len(page.content) < 60_000
