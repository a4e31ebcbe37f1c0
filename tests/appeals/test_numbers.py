"""The dashboard: every number opens the list it counts, within few queries."""

import re
from html import unescape

import pytest
from django.urls import reverse

from appeals.figures import OPEN
from appeals.management.commands.appeals_workflow import FILE
from core.figures import FIGURES
from tests.appeals.made import Way, build_appeal, build_petition
from tests.builders import build_person
from tests.cast import *  # noqa: F403

DASHBOARD_QUERIES = 30


@pytest.fixture
def busy(clerk, town_clerk, city_clerk, officer, leader, outsider):
    way = Way(officer, leader, city_clerk)
    for by in (clerk, town_clerk, city_clerk, outsider):
        build_appeal(by)
        way.to("settled", build_appeal(by))
        way.to("replied", build_petition(by, person=build_person(clerk) if by is clerk else None))


def test_every_number_of_the_dashboard_opens_a_list_of_that_length(busy, enter, officer):
    client = enter(officer)
    page = client.get(reverse("appeals:dashboard")).content.decode()
    found = re.findall(r'<a href="(/appeals/figures/[^"]+)"><span>[^<]*</span><b>([\d,]+)<small>件', page)
    assert len(found) >= 4
    for address, number in found:
        listed = client.get(unescape(address)).context["look"].total
        assert listed == int(number.replace(",", "")), address


def test_every_cell_of_the_heat_table_opens_its_rows(busy, enter, officer):
    client = enter(officer)
    page = client.get(reverse("appeals:dashboard")).content.decode()
    cells = re.findall(r'<td class="t[1-5]"><a href="([^"]+)">(\d+)</a>', page)
    assert cells
    for address, number in cells:
        assert client.get(unescape(address)).context["look"].total == int(number)
    assert sum(int(number) for _address, number in cells) == OPEN.evaluate(officer).number


def test_a_village_sees_its_own_numbers(busy, enter, clerk):
    page = enter(clerk).get(reverse("appeals:dashboard"))
    assert page.status_code == 200
    assert page.context["board"].strip[3].value.number == 3


def test_the_dashboard_asks_few_queries(busy, enter, officer, django_assert_max_num_queries):
    client = enter(officer)
    client.get(reverse("appeals:dashboard"))
    with django_assert_max_num_queries(DASHBOARD_QUERIES):
        client.get(reverse("appeals:dashboard"))


@pytest.mark.parametrize("key", sorted(key for key in FIGURES if key.startswith("appeal.")))
def test_every_figure_has_a_list_that_can_be_taken_away(key, busy, enter, officer):
    client = enter(officer)
    address = reverse("appeals:figure", args=[key])
    assert client.get(address).status_code == 200
    assert client.post(address, {"export": "1"})["Content-Type"].endswith("sheet")


@pytest.mark.parametrize(
    "query", ["from=x&to=y", "station=999999", "town=abc", "month=2026-99", "category=-1", "channel=zz"]
)
def test_what_is_not_understood_does_no_harm(query, busy, enter, clerk):
    assert enter(clerk).get(f"{reverse('appeals:figure', args=['appeal.received'])}?{query}").status_code == 200
    assert enter(clerk).get(f"{reverse('appeals:dashboard')}?{query}").status_code == 200


def test_an_unknown_figure_is_no_page(enter, clerk):
    assert enter(clerk).get(reverse("appeals:figure", args=["appeal.nothing"])).status_code == 404


def test_a_foreign_town_is_not_asked_about(busy, enter, clerk, network):
    """A station outside the user's sight narrows to nothing new: it is as if none had been named."""
    client = enter(clerk)
    plain = client.get(reverse("appeals:figure", args=["appeal.received"])).context["look"].total
    address = f"{reverse('appeals:figure', args=['appeal.received'])}?station={network['神山镇'].pk}"
    assert client.get(address).context["look"].total == plain


def test_the_page_about_the_workflow_is_the_tables():
    """Written by `manage.py appeals_workflow`; the words may be either language's, the rows and codes are the table's."""
    from appeals.workflow import STEPS

    text = FILE.read_text(encoding="utf-8")
    for step in STEPS:
        assert f"`{step.action}`" in text
        for source in step.source:
            assert f"    {source} --> {step.to or source}: {step.row} " in text
