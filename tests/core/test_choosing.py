"""Rows ticked in a list: boxes without a script, what is done with them, and never a row that the list does not show."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.models import Event
from tests.builders import build_person
from tests.cast import *  # noqa: F403

PEOPLE = "/veterans/"


@pytest.fixture
def people(clerk):
    return [build_person(clerk, name=name) for name in ("涂长林", "雷家喜", "宋桂英")]


def keys(*rows):
    return [row.pk for row in rows]


def workbook_names(response):
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    return {row[0].value for row in sheet.iter_rows(min_row=2)}


def test_every_row_has_a_box_named_by_its_head(clerk, people, enter):
    html = enter(clerk).get(PEOPLE).content.decode()
    for person in people:
        assert f'name="row" value="{person.pk}" form="chosen" aria-labelledby="r{person.pk}"' in html
        assert re.search(rf'<th scope="row" id="r{person.pk}"><a [^>]*>{person.name}', html)
    assert html.count('name="all"') == 1


def test_what_is_offered_is_what_the_user_may(clerk, leader, people, enter):
    assert set(re.findall(r'name="use" value="(\w+)"', enter(clerk).get(PEOPLE).content.decode())) >= {
        "export",
        "print",
        "call",
    }
    assert 'value="call"' not in enter(leader).get(PEOPLE).content.decode()
    assert enter(leader).post(PEOPLE, {"use": "call", "row": keys(people[0])}).status_code == 404


def test_only_the_ticked_rows_are_exported(clerk, people, enter):
    response = enter(clerk).post(PEOPLE, {"use": "export", "row": keys(*people[:2])})
    assert workbook_names(response) == {"涂长林", "雷家喜"}
    assert Event.objects.get(verb="person.export").note.startswith("2 ")


def test_who_may_have_full_numbers_is_asked_and_the_ticks_stay(officer, people, enter):
    asked = enter(officer).post(PEOPLE, {"use": "export", "row": keys(people[1])}).content.decode()
    assert f'<input type="hidden" name="row" value="{people[1].pk}">' in asked
    response = enter(officer).post(PEOPLE, {"export": "1", "row": keys(people[1])})
    assert workbook_names(response) == {"雷家喜"}


def test_the_printout_is_masked_dated_and_in_the_ledger(clerk, people, enter):
    html = enter(clerk).post(PEOPLE, {"use": "print", "row": keys(people[0], people[2])}).content.decode()
    assert "涂长林" in html and "宋桂英" in html and "雷家喜" not in html
    assert str(people[0].id_no) in html and people[0].id_no.plain() not in html
    assert clerk.full_name in html
    assert "2 " in Event.objects.get(verb="list.print").note


def test_the_call_list_holds_the_ticked_people(clerk, people, enter):
    html = enter(clerk).post(PEOPLE, {"use": "call", "row": keys(people[1])}).content.decode()
    assert "雷家喜" in html and people[1].mobile.plain() in html and "涂长林" not in html
    assert Event.objects.filter(verb="person.call_list").count() == 1


def test_without_a_script_the_box_in_the_head_stands_for_the_page(clerk, people, enter):
    response = enter(clerk).post(PEOPLE, {"use": "export", "all": "1"})
    assert workbook_names(response) == {person.name for person in people}


def test_a_row_that_the_list_does_not_show_cannot_be_ticked(clerk, outsider, people, enter):
    foreign = build_person(outsider, name="但家旺")
    client = enter(clerk)
    mixed = client.post(PEOPLE, {"use": "print", "row": keys(people[0], foreign)}).content.decode()
    assert "涂长林" in mixed and "但家旺" not in mixed
    filtered = client.post(f"{PEOPLE}?status=deceased", {"use": "print", "row": keys(people[0])})
    assert filtered.status_code == 302, "outside the conditions of the list nothing is chosen"
    for use in ("export", "print", "call", "assign"):
        answer = client.post(PEOPLE, {"use": use, "row": keys(foreign)})
        assert answer.status_code in (302, 404) and not answer.streaming
    assert "但家旺" not in client.get(PEOPLE).content.decode()


@pytest.mark.parametrize("rows", [[], ["²"], ["x"], ["9" * 30], ["0"]])
def test_nothing_ticked_is_told(clerk, people, enter, rows):
    response = enter(clerk).post(PEOPLE, {"use": "print", "row": rows}, follow=True)
    assert not Event.objects.filter(verb="list.print").exists()
    assert "core/list_print.html" not in [template.name for template in response.templates]


def test_an_unknown_use_is_no_page(clerk, people, enter):
    assert enter(clerk).post(PEOPLE, {"use": "delete", "row": keys(people[0])}).status_code == 404


def test_the_auditor_prints_lines_of_the_ledger_but_calls_nobody(auditor, people, enter):
    address = reverse("stations:ledger")
    offered = set(re.findall(r'name="use" value="(\w+)"', enter(auditor).get(address).content.decode()))
    assert offered == {"export", "print"}
