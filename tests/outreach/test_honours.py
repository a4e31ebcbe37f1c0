"""Households and their plaques counted by hand; notices, awards, cards."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from core.actions import Refused
from core.figures import Period
from core.models import Event
from outreach.actions import honours
from outreach.desk import honours as desk
from outreach.figures import honours as f
from outreach.models import Award, MeritNotice
from outreach.models.honours import household_counted, owed_plaque
from tests.builders import TODAY, build_person
from tests.outreach.made_visits import build_award, build_notice
from veterans import actions as verbs
from veterans.models import HonourPlaque, Person, PreferenceCard

YEAR = Period.year(TODAY)


def hang(by, person):
    return verbs.hang_plaque(by=by, person=Person.objects.get(pk=person.pk), on=TODAY)


def settle(by, person, number):
    verbs.settle_household(by=by, person=Person.objects.get(pk=person.pk), number=number, head_name="户主")


@pytest.fixture
def village(clerk):
    """Nine people in seven households, five of them entitled, as the comments count them."""
    made = {
        name: build_person(clerk, name=name, **changes)
        for name, changes in {
            # 1: father and son, both veterans, in household 12
            "父甲": {},
            "子甲": {},
            # 2: a martyr's mother alone, nothing known of her household
            "母乙": {"categories": ["21"]},
            # 3: two of number 20 on the roster, no household row; one of them a disabled policeman, not entitled
            "丙": {"household_no": "20", "categories": ["MIL_FAMILY"]},
            "丙妻": {"household_no": "20", "categories": ["13"]},
            # 4: alone
            "丁": {},
            # 5: alone; will refuse
            "戊": {},
            # not entitled: a disabled official, and somebody expelled
            "己": {"categories": ["12"]},
            "庚": {"discharge_mode": "EXPELLED"},
        }.items()
    }
    for name in ("父甲", "子甲"):
        settle(clerk, made[name], "12")
    return made


def test_the_denominator_is_the_entitled_households_counted_by_hand(village, clerk):
    assert Person.objects.filter(household_counted()).count() == 5
    assert desk.hanging_rate(clerk) == (0, 5, 0)
    assert f.PLAQUES.evaluate(clerk, YEAR).detail == "0 / 5"


def test_one_plaque_is_enough_for_a_household_of_two(village, clerk):
    hang(clerk, village["子甲"])
    assert desk.hanging_rate(clerk) == (1, 5, 0)
    with pytest.raises(Refused):
        hang(clerk, village["父甲"])


def test_the_rate_reaches_a_hundred_when_all_hang_or_want_none(village, clerk):
    for name in ("父甲", "母乙", "丙", "丁"):
        hang(clerk, village[name])
    assert [p.name for p in Person.objects.filter(owed_plaque())] == ["戊"]
    verbs.refuse_plaque(by=clerk, person=village["戊"], on=TODAY, reason="本人不愿挂")
    value = f.PLAQUES.evaluate(clerk, YEAR)
    assert (value.text, value.detail) == ("100", "4 / 4")
    assert desk.hanging_rate(clerk) == (4, 4, 1)
    assert f.PLAQUES.rows(clerk, YEAR).count() == 4


def test_households_known_only_by_number_are_one_household(village, clerk):
    hang(clerk, village["丙"])
    assert Person.objects.get(name="丙妻").household == Person.objects.get(name="丙").household
    assert desk.hanging_rate(clerk) == (1, 5, 0)


def test_what_the_roster_says_counts_until_a_step_says_otherwise(village, clerk):
    Person.objects.filter(name="丁").update(plaque_hung=True)
    assert desk.hanging_rate(clerk)[0] == 1
    plaque = hang(clerk, village["父甲"])
    verbs.advance_plaque(by=clerk, plaque=plaque, state="cancelled", on=TODAY, reason="挂错")
    assert desk.hanging_rate(clerk) == (1, 5, 0)


def test_who_died_or_moved_away_no_longer_counts(village, clerk):
    verbs.report_death(by=clerk, person=village["丁"], died_on=TODAY, note="", today=TODAY)
    assert desk.hanging_rate(clerk) == (0, 4, 0)


def test_a_replaced_plaque_ends_and_the_new_one_hangs(village, clerk):
    old = hang(clerk, village["丁"])
    new = verbs.replace_plaque(by=clerk, plaque=old, on=TODAY, reason="破损")
    old.refresh_from_db()
    assert (old.state, new.state, new.hung_on) == ("replaced", "hung", TODAY)
    assert desk.hanging_rate(clerk)[0] == 1
    assert Person.objects.get(name="丁").plaque_hung is True
    with pytest.raises(Refused):
        verbs.replace_plaque(by=clerk, plaque=old, on=TODAY, reason="再换")


def test_an_applied_plaque_is_the_one_that_is_hung(village, clerk):
    applied = verbs.apply_for_plaque(by=clerk, person=village["丁"], applied_on=TODAY - timedelta(days=9))
    assert hang(clerk, Person.objects.get(name="丁")).pk == applied.pk


def test_an_afternoon_of_plaques_is_all_or_nothing(village, clerk):
    people = [Person.objects.get(name=name) for name in ("丁", "戊")]
    assert len(verbs.hang_plaques(by=clerk, people=people, on=TODAY)) == 2
    with pytest.raises(Refused):
        verbs.hang_plaques(by=clerk, people=[Person.objects.get(name=name) for name in ("母乙", "丁")], on=TODAY)
    assert HonourPlaque.objects.filter(state="hung").count() == 2


def test_another_village_sees_none_of_it(village, outsider):
    assert desk.hanging_rate(outsider) == (0, 0, 0)


def test_a_card_is_handed_over_once_it_has_arrived(clerk):
    card = verbs.accept_card(by=clerk, person=build_person(clerk), accepted_on=TODAY)
    with pytest.raises(Refused):
        verbs.hand_over_card(by=clerk, card=card, on=TODAY)
    PreferenceCard.objects.filter(pk=card.pk).update(state="received")
    verbs.hand_over_card(by=clerk, card=card, on=TODAY, card_no="")
    assert f.CARDS.evaluate(clerk, YEAR).number == 1


def test_awards_of_the_province_are_told_with_their_people(clerk, officer):
    person = build_person(clerk, name="张向温")
    for name in ("荆楚楷模", "湖北省模范退役军人"):
        build_award(officer, person, name=name, level="province")
    build_award(officer, build_person(clerk), name="抗疫先锋")
    assert f.PROVINCE_AWARDS.evaluate(officer, YEAR).number == 2
    assert f.PROVINCE_PEOPLE.evaluate(officer, YEAR).number == 1
    assert f.FRONT_LINE.evaluate(officer, YEAR).number == 1
    with pytest.raises(ValidationError):
        build_award(officer, person, name="荆楚楷模", level="province")


def test_a_merit_notice_is_brought_to_a_family_on_file_or_not(clerk):
    build_notice(clerk, build_person(clerk))
    build_notice(clerk)
    assert f.NOTICES.evaluate(clerk, YEAR).number == 2
    assert f.PRIZES.evaluate(clerk, YEAR).number == 2000
    with pytest.raises(Refused):
        build_notice(clerk, delivered_on=TODAY + timedelta(days=1))


def test_what_was_entered_by_mistake_goes_and_the_ledger_keeps_it(clerk):
    award, notice = build_award(clerk), build_notice(clerk)
    honours.remove_award(by=clerk, award=award, reason="录错")
    honours.remove_notice(by=clerk, meritnotice=notice, reason="录错")
    assert not Award.objects.exists() and not MeritNotice.objects.exists()
    assert Event.objects.filter(verb__in=("award.remove", "merit_notice.remove")).count() == 2
