"""Home: what to do next, and the station's numbers, each with the list it counts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bureau.pages import desk as home
from core import worklist
from core.worklist import Work
from tests.appeals.made import build_appeal
from tests.builders import TODAY, build_person
from veterans.actions import report_death

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40


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


def test_the_people_with_a_phone_are_listed_too(enter, clerk):
    build_person(clerk)
    build_person(clerk, mobile=None)
    client = enter(clerk)
    html = client.get("/").content.decode()
    address = re.search(r'<a href="([^"]+)">有联系电话', html)[1]
    assert number_beside(html, "有联系电话") == client.get(address).context["look"].total == 1


def test_nobody_of_another_station_is_counted(enter, clerk, outsider):
    build_person(outsider)
    html = enter(clerk).get("/").content.decode()
    assert number_beside(html, "在册人员") == 0


def test_who_sees_no_records_gets_no_numbers(enter, system_admin):
    assert "在册人员" not in enter(system_admin).get("/").content.decode()


@pytest.mark.parametrize("name", ["clerk", "town_clerk", "officer", "leader", "city_admin", "system_admin", "auditor"])
def test_home_asks_the_database_little(name, request, enter, officer, network, django_assert_max_num_queries):
    build_person(officer, network["羊楼洞村委会"], mobile=None)
    client = enter(request.getfixturevalue(name))
    client.get("/")
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/")


AT = '"veterans_person"."station_id" AS "part_0", '
COUNTS = re.compile(rf'SELECT (?:{AT})?COUNT\("veterans_person".*FROM "veterans_person"', re.DOTALL)


@pytest.mark.parametrize("address", ["/", "/board/", "/board/?measure=person.silent", "/board/?measure=person.key"])
@pytest.mark.parametrize("name", ["town_clerk", "officer", "leader", "city_admin"])
def test_the_people_are_counted_in_one_look(name, address, request, enter, some_work):
    client = enter(request.getfixturevalue(name))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert sum(bool(COUNTS.match(query["sql"])) for query in asked.captured_queries) == 1


# ——— the board in short ———


TILES = r'<li class="\w*"><a href="([^"]+)"><span>[^<]*</span><b>([\d,.]+)<small>'
DOUBTS = r'<a href="(/[^"]+/figures/[^"]+)">[^<]*</a></span><span class="v">([\d,]+)'
CELLS = r'<td class="(?:t\d nb|sumc)"><a href="([^"]+)">(?:<small>[^<]*</small>)?([\d,]+)</a>'
BARS = r'<a href="([^"]+)" aria-label="[^"]* (\d+)"><rect'


def numbers_of(html):
    """Every number of the board in short, with the address of its list."""
    found = [pair for pattern in (TILES, DOUBTS, CELLS, BARS) for pair in re.findall(pattern, html)]
    return [(address.replace("&amp;", "&"), int(number.replace(",", ""))) for address, number in found]


@pytest.fixture
def some_work(officer, clerk, outsider, network):
    """Records of two villages with something wrong, an appeal in each."""
    for author, place in ((clerk, "羊楼洞村委会"), (outsider, "毕畈村委会")):
        build_person(author, network[place], mobile=None)
        build_appeal(author)


@pytest.mark.parametrize("name", ["clerk", "town_clerk", "officer", "leader", "city_admin"])
def test_every_mark_of_the_board_in_short_opens_as_many_rows(name, request, enter, some_work):
    client = enter(request.getfixturevalue(name))
    html = client.get("/").content.decode()
    found = numbers_of(html)
    assert sum(number for _address, number in found) > 3
    for address, number in found:
        assert client.get(address).context["look"].total == number, address


@pytest.mark.parametrize("name", ["clerk", "town_clerk", "officer", "leader", "city_admin"])
def test_why_it_changed_opens_as_many_names_and_says_what_the_change_table_says(name, request, enter, clerk, outsider):
    for author, more in ((clerk, {"categories": ["51"]}), (clerk, {"categories": ["51"]}), (outsider, {})):
        build_person(author, **more)
    gone = build_person(clerk, categories=["51"])
    report_death(by=clerk, person=gone, died_on=timezone.localdate(), today=timezone.localdate())
    client = enter(request.getfixturevalue(name))
    home = client.get("/").context["page"].glance
    assert home.change[0].adds_up
    for short, whole in zip(home.change, home.changes.by_category[:2], strict=True):
        assert (short.label, short.numbers) == (whole.label, whole.numbers)
        for figure, number, address in short.cells:
            if number:
                assert client.get(address).context["look"].total == number, figure.key


@pytest.mark.parametrize("name", ["clerk", "town_clerk", "officer", "leader", "city_admin"])
def test_the_trend_is_drawn_and_told_as_a_table_also_where_nothing_is_yet(name, request, enter):
    html = enter(request.getfixturevalue(name)).get("/").content.decode()
    assert '<svg class="chart"' in html and '<table class="vh"><caption>' in html
    assert "截至" in html and "人数为何变化" in html


def test_a_long_work_list_is_shown_in_part_and_whole_when_asked(enter, clerk, monkeypatch):
    monkeypatch.setattr(home, "WORK_SHOWN", 1)
    for _number in range(3):
        build_appeal(clerk)
    client = enter(clerk)
    shown, whole = (client.get(address).content.decode() for address in ("/", "/?all=1"))
    assert shown.count('<p class="what">') == 1 and "另有" in shown
    assert whole.count('<p class="what">') >= 3 and "另有" not in whole


def test_a_part_says_how_much_it_holds_also_where_not_all_is_shown():
    items = [Work("回电话", str(days), "/", TODAY + timedelta(days=days)) for days in (-1, 0, 0, 3, 4, 30)]
    told = {most: [(p.key, len(p.items), p.count) for p in worklist.parts(items, TODAY, most)] for most in (2, 4, 9)}
    assert told[2] == [("now", 2, 3)]
    assert told[4] == [("now", 3, 3), ("week", 1, 2)]
    assert told[9] == [("now", 3, 3), ("week", 2, 2), ("later", 1, 1)]


def test_who_keeps_the_records_sees_them_before_the_appeals(enter, city_admin, leader):
    html = enter(city_admin).get("/").content.decode()
    assert (
        html.index("有缺项") < html.index("我的待办") and "逾期" not in html.split('class="figs"')[1].split("</ul>")[0]
    )
    assert "逾期" in enter(leader).get("/").content.decode().split('class="figs"')[1].split("</ul>")[0]


def test_the_towns_with_most_stand_first_and_empty_ones_not_at_all(enter, officer, some_work, network):
    build_person(officer, network["毕畈村委会"])
    html = enter(officer).get("/").content.decode().split('class="heat map"')[1].split("</table>")[0]
    assert "羊楼洞" in html and "毕畈" in html and "蓼坪" not in html


def test_administrators_find_accounts_and_the_ledger_and_no_record(enter, system_admin, auditor):
    assert "已停用账号" in enter(system_admin).get("/").content.decode()
    html = enter(auditor).get("/").content.decode()
    assert "/ledger/" in html and "在册" not in html and 'class="figs"' not in html


def test_the_search_keeps_what_was_typed_out_of_the_address(enter, clerk):
    person = build_person(clerk, name="廖国清")
    response = enter(clerk).post("/search/", {"q": person.id_no.last4}, follow=True)
    assert person.id_no.last4 not in response.redirect_chain[-1][0]
    assert "廖国清" in response.content.decode()


def test_the_search_finds_nobody_of_another_station(enter, clerk, outsider):
    build_person(outsider, name="但家旺")
    assert "但家旺</a>" not in enter(clerk).post("/search/", {"q": "但家旺"}, follow=True).content.decode()
