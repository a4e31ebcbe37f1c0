"""Lists of a whole city: what they count, and what they read to show one page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bureau.glance import Glance
from core.looks import Look
from outreach.choices.confirmation import ConfirmationState
from outreach.choices.entitlements import Part
from outreach.models.honours import household_counted, standing
from outreach.rules.entitlements import RULES, facts_of, rule_of
from tests.outreach.made_entitlements import build_round, on_file
from veterans import actions as verbs
from veterans.models import Person

TODAY = timezone.localdate()


@pytest.fixture
def village(clerk):
    """Three households without a plaque, one with, one that wants none; one of two people."""
    people = [on_file(clerk.station, clerk, name=f"涂{number}", categories=["81"]) for number in range(4)]
    plaque = verbs.hang_plaque(by=clerk, person=people[0], on=TODAY)
    Person.objects.filter(pk=people[1].pk).update(household=plaque.household)
    on_file(clerk.station, clerk, name="不挂", categories=["11"], plaque="refused")
    on_file(clerk.station, clerk, name="缺生日", categories=["DISCHARGED"], birth_date=None)
    return people


def look_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.context["look"]


def addresses():
    households = reverse("outreach:households")
    yield from (households, *(f"{households}?standing={word}" for word in ("owed", "hung", "refused")))
    yield from (reverse("outreach:entitled", args=[rule.key, part]) for rule in RULES for part in Part)
    yield reverse("outreach:contacts")


def test_the_number_said_beside_a_list_is_the_number_of_its_rows(enter, officer, village):
    client = enter(officer)
    round_ = build_round(officer, TODAY, TODAY)
    years = reverse("outreach:confirmation_year", args=[round_.pk])
    states = [f"{years}?state={state}" for state in ConfirmationState.values]
    found = {address: look_of(client, address) for address in (*addresses(), years, *states)}
    for address, look in found.items():
        assert look.total == look.found.count() == len(look.page), address
    assert len({look.total for look in found.values()}) > 3


def test_a_page_is_found_by_keys_and_only_its_own_rows_are_dressed(enter, officer, village):
    client = enter(officer)
    for address in (reverse("outreach:households"), reverse("outreach:entitled", args=["plaque", "missing"])):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        page = [query["sql"] for query in asked if "LIMIT 21" in query["sql"] and "veterans_person" in query["sql"]]
        assert len(page) == 1 and '"veterans_person"."name"' not in page[0], page
        keys = {row.pk for row in answer.context["look"].page}
        dressed = next(query["sql"] for query in asked if '"veterans_person"."name"' in query["sql"])
        assert all(str(key) in dressed for key in keys)


def test_nothing_is_read_for_a_page_of_nobody(enter, officer):
    client, address = enter(officer), reverse("outreach:entitled", args=["checkup", "held"])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert look_of(client, address).page == []
    assert not [query for query in asked if "LIMIT 21" in query["sql"] and "veterans_person" in query["sql"]]


def test_how_a_household_stands_is_one_word_of_the_three_lists(enter, officer, village):
    words = dict(Person.objects.filter(household_counted()).annotate(word=standing()).values_list("name", "word"))
    assert words == {"涂0": "hung", "涂2": "owed", "涂3": "owed", "缺生日": "owed", "不挂": "refused"}
    for word in ("owed", "hung", "refused"):
        listed = look_of(enter(officer), f"{reverse('outreach:households')}?standing={word}").page
        assert {row.name for row in listed} == {name for name, said in words.items() if said == word}
        assert {row.standing for row in listed} == {word}


def test_the_rate_is_of_the_place_that_is_looked_at(enter, officer, village, outsider):
    on_file(outsider.station, outsider, name="别镇一户", categories=["81"])
    client, address = enter(officer), reverse("outreach:households")
    here, town = village[0].station, village[0].station.parent
    assert client.get(address).context["page"].standing == (1, 5, 1)
    for query in (f"?town={town.pk}", f"?town={town.pk}&village={here.pk}", f"?village={here.pk}"):
        page = client.get(address + query).context["page"]
        assert (page.standing, page.look.total) == ((1, 4, 1), 5), query
        assert "25.0%" in page.lede
    assert client.get(f"{address}?standing=owed").context["page"].lede == ""


def test_what_nobody_has_counted_is_counted_by_the_keys_of_its_pages(enter, officer, village):
    client, address = enter(officer), f"{reverse('outreach:households')}?standing=owed"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        look = look_of(client, address)
    assert (look.total, len(look.page)) == (3, 3)
    about_people = [query["sql"] for query in asked if 'FROM "veterans_person"' in query["sql"].split("WHERE")[0]]
    assert len(about_people) == 2, about_people


def test_a_withdrawn_record_hangs_no_plaque_at_the_door(clerk, officer):
    first = on_file(clerk.station, clerk, categories=["41"], plaque="cancelled", plaque_hung=True)
    second = on_file(clerk.station, clerk, categories=["41"], name="涂长水")
    Person.objects.filter(pk=second.pk).update(household=first.household)
    Person.objects.filter(pk=first.pk).update(record_state="withdrawn")
    second.refresh_from_db()
    rule = rule_of("plaque", TODAY)
    assert list(Person.objects.filter(rule.listed(Part.MISSING, TODAY))) == [second]

    assert rule.judge(facts_of(second), TODAY)[0] == Part.MISSING


@pytest.mark.postgresql
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_counting_a_rule_reads_one_narrow_index_not_the_records(officer, rule):
    """A condition on a further column would read every record, ten times as wide: the index then needs that column."""
    people = Person.objects.visible_to(officer).live().order_by()
    counted = people.annotate(part=rule.part_of(TODAY)).values_list("part").annotate(count=rule.counted)
    assert_reads_only(planned(counted))


@pytest.mark.postgresql
def test_counting_for_the_home_page_reads_that_index_too(officer):
    glance = Glance(officer, TODAY, [])
    figures = [figure for figure in glance.figures if figure.model is Person]
    look = Look(figures, None)
    rows, marks = figures[0].sight(officer, None, {}).order_by().filter(look.asked), ["station"]
    assert_reads_only(planned(rows.values(*marks).annotate(**look.wanted)))


def planned(rows):
    """How PostgreSQL would read them, could it choose only among indexes that hold all that is asked."""
    if connection.vendor != "postgresql":
        pytest.skip("a matter of PostgreSQL's planner")
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_indexscan = off"
        )
        return rows.explain()


def assert_reads_only(plan):
    assert "Index Only Scan using person_counted on veterans_person" in plan, plan
    assert not [
        line for line in plan.splitlines() if "Scan" in line and " veterans_person " in line and "Only" not in line
    ]
