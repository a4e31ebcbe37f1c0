"""Divisions: other names, units without a town of their own, new villages; what the pages of the network cost."""

import pytest
from django.core.exceptions import ValidationError

from core.actions import NotAllowed, Refused
from core.models import Event
from stations.actions import add_staff, fill_five_haves, host_division, load_divisions, open_division, set_aliases
from stations.actions import system_account as system
from stations.models import Division, Reach, Station
from stations.places import PlaceFinder
from tests.builders import TODAY, build_account
from tests.cast import *  # noqa: F403
from tests.stations.test_standards import haves

MOST_QUERIES = 12
# a record's page: its own ten parts, the frame, and what other departments show beside it
MOST_OF_A_RECORD = 30


@pytest.fixture
def park(network):
    """An industrial park: a unit of the town tier that counts as no town, with a village in it."""
    rows = [
        {"code": "421281400000", "name": "赤壁经济开发区", "tier": "town", "parent_code": "421281000000"},
        {"code": "421281400201", "name": "凤凰山村委会", "tier": "village", "parent_code": "421281400000"},
    ]
    load_divisions(by=system(), rows=rows, today=TODAY)
    return Division.objects.get(code="421281400000")


def test_a_park_has_no_station_and_is_counted_as_no_town(park):
    assert not park.counts_as_town
    assert not Station.objects.filter(division=park).exists()


def test_its_villages_stand_below_the_host_town_and_are_seen_from_there(network, park, system_admin, town_clerk):
    host = network["赵李桥镇"].division
    host_division(by=system_admin, division=park, host=host)
    village = Station.objects.get(division__name="凤凰山村委会")
    assert village.parent == network["赵李桥镇"]
    assert Station.objects.visible_to(town_clerk).filter(pk=village.pk).exists()
    host_division(by=system_admin, division=park, host=None)
    village.refresh_from_db()
    assert village.parent == network["赤壁市"]
    assert not Reach.objects.filter(upper=network["赵李桥镇"], lower=village).exists()
    assert Event.objects.filter(verb="division.host").count() == 2


def test_a_town_needs_no_host_and_a_village_is_none(network, park, system_admin):
    with pytest.raises(Refused, match="is_town"):
        host_division(by=system_admin, division=network["神山镇"].division, host=network["赵李桥镇"].division)
    with pytest.raises(ValidationError):
        host_division(by=system_admin, division=park, host=network["毕畈村委会"].division)


def test_other_names_find_the_place(network, system_admin, town_admin):
    division = network["蓼坪村委会"].division
    set_aliases(by=system_admin, division=division, names=["辽坪", " 蓼坪大队 ", ""])
    assert PlaceFinder(town_admin).find("蓼坪大队", "赵李桥镇").station_id == network["蓼坪村委会"].pk
    set_aliases(by=system_admin, division=division, names=["辽坪"])
    assert [alias.name for alias in division.aliases.all()] == ["辽坪"]


def test_a_neighbours_name_is_no_other_name(network, system_admin, clerk):
    division = network["蓼坪村委会"].division
    with pytest.raises(ValidationError, match="羊楼洞村委会"):
        set_aliases(by=system_admin, division=division, names=["羊楼洞村委会"])
    with pytest.raises(NotAllowed):
        set_aliases(by=clerk, division=division, names=["辽坪"])


def test_the_same_file_again_changes_nothing_and_a_new_name_keeps_the_old(network):
    row = {"code": "421281101205", "name": "蓼坪社区居委会", "tier": "village", "parent_code": "421281101000"}
    assert load_divisions(by=system(), rows=[row], today=TODAY)["changed"] == 1
    assert load_divisions(by=system(), rows=[row], today=TODAY)["unchanged"] == 1
    division = Division.objects.get(code=row["code"])
    assert [alias.name for alias in division.aliases.all()] == ["蓼坪村委会"]
    assert division.station.name == "蓼坪社区居委会退役军人服务站"


def test_a_new_village_has_its_station_and_is_seen_from_above(network, town_clerk, system_admin):
    station = open_division(
        by=system_admin, code="421281101299", name="新街村委会", parent=network["赵李桥镇"], today=TODAY
    )
    assert Station.objects.visible_to(town_clerk).filter(pk=station.pk).exists()
    with pytest.raises(Refused, match="no_tier_below"):
        open_division(by=system_admin, code="421281101298", name="某", parent=station, today=TODAY)


def test_the_page_counts_each_tier_exactly_and_no_park(enter, network, park, leader, system_admin):
    host_division(by=system_admin, division=park, host=network["赵李桥镇"].division)
    response = enter(leader).get("/stations/")
    assert [response.context[name] for name in ("centres", "towns", "villages")] == [1, 2, 4]
    total = response.context["total"]
    assert (total.stations, total.full_timers, total.five) == (7, 0, 0)


@pytest.fixture
def filled(network, city_admin, auditor, system_admin):
    """Every station with staff and five haves, twenty accounts and more."""
    for station in network.values():
        add_staff(by=city_admin, station=station, values={"name": "李主任"})
        for year in (2025, 2026):
            fill_five_haves(by=city_admin, station=station, year=year, values=haves(), today=TODAY)
        build_account(f"of_{station.pk}", station, "station_clerk")
    return network


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("city_admin", "/stations/"),
        ("city_admin", "/stations/list/"),
        ("city_admin", "/stations/divisions/"),
        ("system_admin", "/accounts/"),
        ("auditor", "/ledger/?kind=write"),
    ],
)
def test_a_page_of_many_rows_takes_few_queries(request, filled, enter, django_assert_max_num_queries, who, address):
    client = enter(request.getfixturevalue(who))
    client.get("/me/")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address).status_code == 200


def test_the_page_of_a_station_takes_few_queries(filled, enter, city_admin, django_assert_max_num_queries):
    client = enter(city_admin)
    client.get("/me/")
    with django_assert_max_num_queries(MOST_OF_A_RECORD):
        assert client.get(f"/stations/{filled['赵李桥镇'].pk}/").status_code == 200


def test_many_stations_cost_no_more_queries_than_few(filled, enter, city_admin, django_assert_max_num_queries):
    client = enter(city_admin)
    client.get("/stations/list/")
    rows = [
        {"code": f"4212811013{n}", "name": f"第{n}村", "tier": "village", "parent_code": "421281101000"}
        for n in range(30, 60)
    ]
    load_divisions(by=system(), rows=rows, today=TODAY)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/stations/list/?size=100")
