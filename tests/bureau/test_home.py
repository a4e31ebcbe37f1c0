"""Home: what to do next, and the station's numbers, each with the list it counts."""

import re

import pytest

from tests.builders import build_person

pytestmark = pytest.mark.django_db


def number_beside(html, label):
    """The number that stands behind a label in the side column."""
    return int(re.search(rf">{label}</a></span><span class=\"v\">([\d,]+)", html)[1].replace(",", ""))


@pytest.mark.parametrize(
    ("label", "query"),
    [
        ("在册人员", "status=alive"),
        ("重点优抚对象", "status=alive&category=KEY"),
        ("档案完整", "status=alive&quality=complete"),
        ("光荣牌已挂", "status=alive&plaque=yes"),
        ("优待证已发", "status=alive&card=yes"),
    ],
)
def test_each_number_is_the_length_of_its_list(enter, clerk, label, query):
    build_person(clerk, plaque_hung=True, card_issued=True)
    build_person(clerk, categories=["51"], mobile=None)
    build_person(clerk, alive="deceased", plaque_hung=True)
    client = enter(clerk)
    shown = number_beside(client.get("/").content.decode(), label)
    listed = client.get(f"/veterans/?{query}").context["look"].total
    assert shown == listed


def test_nobody_of_another_station_is_counted(enter, clerk, outsider):
    build_person(outsider)
    html = enter(clerk).get("/").content.decode()
    assert number_beside(html, "在册人员") == 0


def test_who_sees_no_records_gets_no_numbers(enter, system_admin):
    assert "在册人员" not in enter(system_admin).get("/").content.decode()


def test_home_asks_the_database_little(enter, officer, django_assert_max_num_queries):
    client = enter(officer)
    client.get("/")
    with django_assert_max_num_queries(32):
        client.get("/")


def test_the_search_keeps_what_was_typed_out_of_the_address(enter, clerk):
    person = build_person(clerk, name="廖国清")
    response = enter(clerk).post("/search/", {"q": person.id_no.last4}, follow=True)
    assert person.id_no.last4 not in response.redirect_chain[-1][0]
    assert "廖国清" in response.content.decode()


def test_the_search_finds_nobody_of_another_station(enter, clerk, outsider):
    build_person(outsider, name="但家旺")
    assert "但家旺</a>" not in enter(clerk).post("/search/", {"q": "但家旺"}, follow=True).content.decode()
