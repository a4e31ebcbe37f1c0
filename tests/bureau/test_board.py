"""The board and the tables of a month: numbers that open their lists, within sight, in few queries."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bureau import spans
from bureau.periodic import TABLES, ByPlace, Column, columns_of, league, tier_below
from core.figures import Period
from core.models import Event
from tests.builders import build_person
from veterans import actions, figures
from veterans.desk import stations

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def people(network, officer, today):
    """Six people of three villages; one died this month, one went from town to town, one was without a phone."""
    places = ["羊楼洞村委会", "羊楼洞村委会", "蓼坪村委会", "毕畈村委会", "毕畈村委会", "毕畈村委会"]
    made = [build_person(officer, network[place], categories=["51"]) for place in places]
    actions.report_death(by=officer, person=made[0], died_on=today - timedelta(days=40), today=today)
    actions.transfer_person(by=officer, person=made[3], station=network["蓼坪村委会"], reason="迁居", today=today)
    build_person(officer, network["蓼坪村委会"], mobile=None, name="无电话")
    return made


def addresses(html, beginning):
    return [found.replace("&amp;", "&") for found in re.findall(rf'href="({beginning}[^"]*)"[^>]*>', html)]


def test_every_number_of_the_board_opens_as_many_rows(enter, officer, people):
    client = enter(officer)
    for measure in ("person.no_phone", "person.key", "person.on_file"):
        html = client.get(f"/board/?measure={measure}").content.decode()
        cells = re.findall(r'<td class="t\d nb"><a href="([^"]+)"><small>[^<]*</small>([\d,]+)</a>', html)
        assert cells
        for address, number in cells:
            page = client.get(address.replace("&amp;", "&"))
            assert page.context["look"].total == int(number)


def test_every_number_of_the_change_table_opens_as_many_names(enter, officer, people):
    client = enter(officer)
    for query in ("?by=place", "?by=category", "?by=place&category=KEY"):
        html = client.get(f"/reports/changes/{query}").content.decode()
        cells = re.findall(r'<a href="(/veterans/changes/[^"]+)">([\d,]+)</a>', html)
        assert len(cells) > 5
        for address, number in cells:
            assert client.get(address.replace("&amp;", "&")).context["look"].total == int(number)


def test_every_number_by_place_opens_its_list(enter, officer, people, network):
    client = enter(officer)
    for table in TABLES:
        page = client.get(f"/reports/periods/?table={table}")
        assert page.status_code == 200
        for address in addresses(page.content.decode(), "/(?:veterans|appeals|reports)/(?:figures|changes)/"):
            assert client.get(address).status_code == 200


def test_rows_of_any_kind_are_listed_with_their_place(enter, officer, people, network):
    html = (
        enter(officer)
        .get(f"/reports/figures/person.with_phone/?station={network['赵李桥镇'].pk}&short=1")
        .content.decode()
    )
    assert "无电话" in html and "蓼坪村" in html
    assert enter(officer).get("/reports/figures/station.fengqiao/").status_code == 404


def test_the_lines_of_a_table_add_up_to_what_one_count_says(officer, people, network, today):
    station, period = network["赤壁市"], Period.month(today)
    for table in TABLES:
        by_place = ByPlace(officer, station, period, columns_of(table, tier_below(station)), list(stations(officer)))
        for column, value in zip(by_place.columns, by_place.total.values, strict=True):
            assert value.number == column.figure.evaluate(officer, period, station).number, column.figure.key


def test_a_rate_of_the_league_never_stands_without_its_two_numbers(enter, officer, people):
    client = enter(officer)
    page = client.get("/reports/league/?rate=person.with_phone")
    rows = page.context["standings"]
    assert [(one.rank, one.value.number, one.value.among) for one in rows] == [(1, 2, 2), (2, 3, 4)]
    assert client.get(rows[1].short).context["look"].total == 1
    assert "无电话" in client.get(rows[1].short).content.decode()


def test_equal_rates_share_a_rank_and_nothing_to_count_among_has_none(officer, network, today):
    for place in ("羊楼洞村委会", "蓼坪村委会"):
        build_person(officer, network[place])
    columns = [Column(figures.COMPLETE, figures.COMPLETE.label)]
    village = network["羊楼洞社区居委会"]
    by_place = ByPlace(officer, network["赵李桥镇"], Period.month(today), columns, list(stations(officer)))
    ranks = {one.line.asked["station"]: one.rank for one in league(by_place, "rate")}
    assert ranks.pop(village.pk) is None
    assert set(ranks.values()) == {1}


def test_a_town_learns_who_came_from_elsewhere_and_no_more(enter, town_clerk, outsider, people):
    moved = people[3]
    here = enter(town_clerk).get("/veterans/changes/change.moved_in_town/")
    assert moved.name in here.content.decode() and "毕畈村" in here.content.decode()
    gone = enter(outsider).get("/veterans/changes/change.moved_out_village/")
    assert gone.context["look"].total == 1
    assert f"/veterans/{moved.pk}/" not in gone.content.decode()
    assert enter(outsider).get("/reports/changes/?station=1").context["page"].station == outsider.station


def test_nobody_asks_about_a_place_out_of_sight(enter, outsider, network, people):
    home = network["羊楼洞村委会"].pk
    for address in (f"/board/?station={home}", f"/reports/periods/?station={home}", f"/reports/league/?station={home}"):
        html = enter(outsider).get(address).content.decode()
        assert "羊楼洞" not in html


def test_administrators_see_accounts_and_the_ledger_and_nothing_of_the_records(enter, system_admin, auditor, people):
    for account, page in ((system_admin, "/accounts/"), (auditor, "/ledger/")):
        html = enter(account).get("/board/").content.decode()
        assert "在册" not in html
        assert page in html


def test_numbers_of_accounts_are_as_long_as_their_lists(enter, system_admin):
    client = enter(system_admin)
    health = client.get("/board/").context["health"]
    for _label, number, address in health.accounts:
        assert client.get(address).context["look"].total == number


def test_the_workbook_holds_the_table_and_leaves_a_line(enter, officer, people):
    client = enter(officer)
    for page in ("changes/?by=place&", "periods/?", "league/?rate=person.complete&"):
        answer = client.get(f"/reports/{page}export=1")
        assert answer.content[:2] == b"PK"
    assert Event.objects.filter(verb="numbers.export").count() == 3


def test_the_board_asks_the_database_little(enter, officer, city_admin, people, django_assert_max_num_queries):
    for account in (officer, city_admin):
        client = enter(account)
        client.get("/board/")
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get("/board/")


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31)))
def test_spans_follow_one_another_without_a_gap(day):
    for make in (spans.month, spans.quarter, spans.year):
        span = make(day)
        assert span.period.first <= day <= span.period.last
        assert span.before.period.last + timedelta(days=1) == span.period.first
        assert spans.span_of(span.key, day) == span
