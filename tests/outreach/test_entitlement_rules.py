"""Who is entitled: people computed by hand on boundary days, and the proof that page and lists say the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.choices.entitlements import Part
from outreach.models import FamilyDoctorContract
from outreach.rules.entitlements import KEY, RULES, Facts, facts_of, rule_of, rules_on
from outreach.rules.parts import NAMES
from tests.outreach.made_entitlements import DAY, on_file, partial
from veterans.models import HonourPlaque, Household, Person

ALIVE = {"alive": "alive"}


def part(key, day=DAY, **facts):
    """The part of a rule that facts fall into."""
    for name in ("birth_date", "enlist_date"):
        facts[name] = partial(facts.get(name))
    facts["categories"] = frozenset(facts.get("categories", ()))
    return rule_of(key, day).judge(Facts(**facts), day)[0]


RURAL = {"categories": {"DISCHARGED"}, "enlist_date": "1985-11", "enlist_hukou_type": "1"}


@pytest.mark.parametrize(
    ("birth", "day", "expected"),
    [
        ("1966-11-24", DAY, Part.SOON),  # 60 tomorrow
        ("1966-11-23", DAY, Part.MISSING),  # 60 today
        ("1966-11-22", DAY, Part.MISSING),
        ("1967-02-21", DAY, Part.SOON),  # in exactly 90 days
        ("1967-02-22", DAY, ""),
        ("1966-11", DAY, Part.UNKNOWN),
        ("1966", DAY, Part.UNKNOWN),
        ("1966-10", DAY, Part.MISSING),
        ("1966-12", DAY, Part.SOON),
        ("1965", DAY, Part.MISSING),
        ("1967", DAY, ""),  # some of 1967 would be within 90 days, not all
        (None, DAY, Part.UNKNOWN),
        ("1964-02-29", date(2024, 2, 29), Part.MISSING),
        ("1964-02-29", date(2024, 2, 28), Part.SOON),
        ("1965-02-28", date(2025, 2, 28), Part.MISSING),
        ("1966", date(2026, 12, 31), Part.MISSING),  # whoever was born in 1966 is 60 by now
        ("1966-11", date(2026, 11, 30), Part.MISSING),
    ],
)
def test_the_rural_subsidy_begins_on_the_sixtieth_birthday(birth, day, expected):
    assert part("rural", day, birth_date=birth, **RURAL) == expected


@pytest.mark.parametrize(
    ("birth", "age", "day", "reached"),
    [
        ("1964-02-29", 61, date(2025, 2, 28), False),  # 29 February is reached on 1 March of a common year
        ("1964-02-29", 61, date(2025, 3, 1), True),
        ("1963-03-01", 61, date(2024, 2, 29), False),
        ("1963-02-28", 61, date(2024, 2, 29), True),
        ("1963-02", 61, date(2024, 2, 29), True),
        ("1963-02", 61, date(2024, 2, 28), True),
        ("1964-02", 61, date(2025, 2, 28), None),  # it may have been the 29th
    ],
)
def test_leap_days_count_as_the_law_counts_them(birth, age, day, reached):
    from outreach.rules.conditions import AgeAtLeast

    assert AgeAtLeast(age).judge(Facts(birth_date=partial(birth)), day) is reached


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1966-12-31", Part.MISSING),  # 60 on the last day of the year
        ("1967-01-01", Part.SOON),  # next year's checkup, which begins within 90 days
        ("1966", Part.MISSING),
        ("1966-12", Part.MISSING),
        ("1968-01-01", ""),
        (None, Part.UNKNOWN),
    ],
)
def test_the_checkup_counts_the_age_at_the_end_of_the_year(birth, expected):
    assert part("checkup", birth_date=birth, categories={"11"}) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Part.MISSING),
        ({"categories": {"81"}}, Part.HELD),
        ({"categories": {"81"}, "birth_date": "1970-01-01"}, Part.LAPSED),
        ({"categories": {"81", "51"}}, Part.LAPSED),  # draws another regular benefit
        ({"categories": {"DISCHARGED", "11"}}, ""),
        ({"enlist_hukou_type": "2"}, ""),
        ({"enlist_hukou_type": ""}, Part.UNKNOWN),
        ({"enlist_date": "1954-10-31"}, ""),
        ({"enlist_date": "1954-11-01"}, Part.MISSING),
        ({"enlist_date": "1954"}, Part.UNKNOWN),
        ({"enlist_date": "2011-10-31"}, Part.MISSING),
        ({"enlist_date": "2011-11-01"}, ""),
        ({"enlist_date": "2011-11"}, ""),
        ({"enlist_date": "2011-10"}, Part.MISSING),
        ({"enlist_date": "2011"}, Part.UNKNOWN),
        ({"alive": "deceased"}, ""),
        ({"alive": "moved_out", "categories": {"81"}}, Part.LAPSED),
        ({"alive": "unknown"}, Part.UNKNOWN),
        ({"received": (("rural", date(2026, 1, 1), None),)}, Part.HELD),
        ({"received": (("rural", date(2025, 1, 1), date(2025, 12, 31)),)}, Part.MISSING),
    ],
)
def test_the_rural_subsidy_by_hand(changes, expected):
    assert part("rural", **{"birth_date": "1960-05-01", **RURAL, **changes}) == expected


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [
        ("plaque", {"categories": {"SELF_EMPLOYED_PATH"}}, Part.MISSING),
        ("plaque", {"categories": {"MIL_FAMILY"}, "plaque": "hung"}, Part.HELD),
        ("plaque", {"categories": {"SELF_EMPLOYED_PATH"}, "plaque": "refused"}, ""),
        ("plaque", {"categories": {"MIL_CIVILIAN_EMPLOYEE"}, "plaque": "hung"}, Part.LAPSED),
        ("plaque", {"categories": {"41"}, "plaque": "hung", "alive": "deceased"}, ""),  # it stays at the door
        ("card", {"categories": {"41"}}, Part.MISSING),
        ("card", {"categories": {"41"}, "has_card": True}, Part.HELD),
        ("card", {"categories": {"41"}, "discharge_mode": "EXPELLED"}, ""),
        ("card", {"categories": {"41"}, "discharge_mode": "EXPELLED", "has_card": True}, Part.LAPSED),
        ("card", {"categories": {"MIL_FAMILY"}}, ""),
        ("doctor", {"categories": {"11"}}, Part.MISSING),
        ("doctor", {"categories": {"11"}, "contracts": ((date(2025, 11, 23), date(2026, 11, 23)),)}, Part.HELD),
        ("doctor", {"categories": {"11"}, "contracts": ((date(2025, 11, 22), date(2026, 11, 22)),)}, Part.MISSING),
    ],
)
def test_plaque_card_and_family_doctor_by_hand(key, facts, expected):
    assert part(key, **facts) == expected


def test_the_reasons_say_what_is_against_and_what_is_open():
    rule = rule_of("rural", DAY)
    facts = Facts(categories=frozenset({"DISCHARGED"}), birth_date=partial("1966-11"), enlist_hukou_type="1")
    found, reasons = rule.judge(facts, DAY)
    assert found == Part.UNKNOWN
    assert [str(said) for said in reasons] == [
        str(said) for said, condition in rule.conditions if condition.judge(facts, DAY) is None
    ]
    assert len(reasons) == 2  # the birthday, and the day of enlistment


def test_rules_are_told_apart_by_their_time():
    assert rule_of("card", date(2020, 12, 31)) is None
    assert rule_of("card", date(2021, 1, 1)).key == "card"
    assert [rule.key for rule in rules_on(DAY)] == ["checkup", "doctor", "rural", "plaque", "card"]
    assert all(rule.source for rule in RULES)


# page and lists agree

NEAR = [DAY + timedelta(days=offset) for offset in (-1, 0, 1, 38, 39, 89, 90, 91)]
BIRTHS = [f"{day.year - 60}-{day:%m-%d}" for day in NEAR] + [
    "1966-12-31", "1967-01-01", "1964-02-29", "1968-02-29", "1966", "1966-11", "1966-12", "1967", "1967-02", "1965", None
]  # fmt: skip
ENLISTED = ["1954-10-31", "1954-11-01", "1954-10", "1954-11", "1954", "2011-10-31", "2011-11", "2011", "1985", None]
SPANS = [(DAY - timedelta(days=a), DAY + timedelta(days=b)) for a, b in ((200, -1), (200, 0), (0, 100), (-1, 50))]
DAYS = [DAY, date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2027, 2, 28)]

somebody = st.fixed_dictionaries(
    {
        "birth_date": st.sampled_from(BIRTHS),
        "enlist_date": st.sampled_from(ENLISTED),
        "enlist_hukou_type": st.sampled_from(["", "1", "2"]),
        "discharge_mode": st.sampled_from(["", "EXPELLED", "DISCHARGED"]),
        "alive": st.sampled_from(["alive", "alive", "alive", "deceased", "moved_out", "unknown"]),
        "categories": st.sets(st.sampled_from(["11", "41", "51", "81", "DISCHARGED", "MIL_FAMILY", "12"]), max_size=3),
        "plaque": st.sampled_from(["", "hung", "refused", "applied", "cancelled"]),
        "card": st.sampled_from(["", "handed_over", "made", "cancelled"]),
        "shares": st.booleans(),
        "plaque_hung": st.sampled_from([None, True, False]),
        "card_issued": st.sampled_from([None, True, False]),
        "had": st.lists(
            st.tuples(st.sampled_from(["checkup", "rural", "doctor"]), st.sampled_from(SPANS)),
            max_size=2,
            unique_by=lambda one: (one[0], one[1][0]),
        ).map(lambda found: [(key, first, last) for key, (first, last) in found]),
    }
)


def as_lists_say(rule, day):
    """{person: part} by the lists; a person on two lists would be caught."""
    found = {}
    for name, condition in rule.parts(day).items():
        for pk in Person.objects.live().filter(condition).values_list("pk", flat=True):
            assert found.setdefault(pk, name) == name, (rule.key, pk)
    return found


@given(people=st.lists(somebody, min_size=6, max_size=12), day=st.sampled_from(DAYS))
def test_the_page_of_a_person_and_the_lists_agree(clerk, people, day):
    Person.objects.all().update(household=None)
    FamilyDoctorContract.objects.all().delete()
    HonourPlaque.objects.all().delete()
    Person.objects.all().delete()
    shared = Household.objects.create(station=clerk.station)
    made = [build(clerk, shared, **values) for values in people]
    for rule in rules_on(day):
        lists = as_lists_say(rule, day)
        in_turn = Person.objects.live().annotate(part=rule.part_of(day)).exclude(part=0).values_list("pk", "part")
        assert {pk: NAMES[part] for pk, part in in_turn} == lists
        for person in made:
            person.refresh_from_db()
            assert rule.judge(facts_of(person), day)[0] == lists.get(person.pk, ""), (rule.key, person.birth_date)


def build(clerk, household, *, shares, **values):
    """Somebody on file; who `shares` lives in that household."""
    person = on_file(clerk.station, clerk, **values)
    if shares:
        Person.objects.filter(pk=person.pk).update(household=household)
    return person


def test_what_a_household_gets_once_is_listed_once(clerk):
    first = on_file(clerk.station, clerk, categories=["41"], plaque="cancelled")
    second = on_file(clerk.station, clerk, categories=["41"], name="涂长水")
    Person.objects.filter(pk=second.pk).update(household=first.household)
    alone = on_file(clerk.station, clerk, categories=["41"], name="独居")
    found = Person.objects.filter(rule_of("plaque", DAY).listed(Part.MISSING, DAY))
    assert set(found) == {first, alone}


def test_a_plaque_that_a_roster_knows_of_is_the_whole_households(clerk):
    first = on_file(clerk.station, clerk, categories=["41"], plaque="cancelled", plaque_hung=True)
    second = on_file(clerk.station, clerk, categories=["41"], name="涂长水")
    Person.objects.filter(pk=second.pk).update(household=first.household)
    second.refresh_from_db()
    rule = rule_of("plaque", DAY)
    assert rule.judge(facts_of(second), DAY)[0] == Part.HELD
    assert not Person.objects.filter(rule.listed(Part.MISSING, DAY)).exists()


def test_key_recipients_are_those_of_the_handbook():
    assert {"11", "14", "21", "22", "23", "41", "42", "51", "61", "81", "B", "RED_ARMY"} == KEY
