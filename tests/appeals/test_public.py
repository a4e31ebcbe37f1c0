"""The public page: code and last four digits, the same answer for everything else, few tries."""

import pytest
from django.urls import reverse

from tests.appeals.made import Way, build_appeal, build_petition, fresh
from tests.builders import build_person
from tests.cast import *  # noqa: F403

ADDRESS = "/p/appeal/"


def ask(client, code, last4, **more):
    return client.post(ADDRESS, {"code": code, "last4": last4, **more})


def test_the_address_is_settled():
    assert reverse("appeals:public") == ADDRESS


def test_code_and_phone_show_the_state_and_the_day(client, clerk):
    appeal = build_petition(clerk)
    answer = ask(client, appeal.query_code, "0914")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert appeal.title in page and "已登记" in page and "信访工作条例第二十三条" in page
    assert appeal.name not in page and appeal.facts not in page


@pytest.mark.parametrize("shape", [str.lower, lambda code: f" {code[:5]}-{code[5:]} "])
def test_the_code_is_read_however_it_is_written(shape, client, clerk):
    assert ask(client, shape(build_appeal(clerk).query_code), "0914").status_code == 200


def test_the_identity_number_of_the_person_on_file_fits_too(client, clerk):
    person = build_person(clerk)
    appeal = build_appeal(clerk, person=person)
    assert ask(client, appeal.query_code, person.id_no.plain()[-4:].lower()).status_code == 200


def test_an_unknown_code_is_told_apart_from_wrong_digits_by_nothing(client, clerk):
    appeal = build_appeal(clerk)
    wrong, unknown = ask(client, appeal.query_code, "0000"), ask(client, "ABCDEFGHJK", "0000")
    assert wrong.status_code == unknown.status_code == 404

    def bare(answer, code):
        return answer.content.decode().replace(code, "").split("csrfmiddlewaretoken")[0]

    assert bare(wrong, appeal.query_code) == bare(unknown, "ABCDEFGHJK")


def test_after_ten_wrong_tries_an_address_waits_also_with_the_right_digits(client, clerk):
    appeal = build_appeal(clerk)
    for number in range(10):
        assert ask(client, f"WRONG{number}AAAA", "0000").status_code == 404
    assert ask(client, appeal.query_code, "0914").status_code == 429


@pytest.mark.parametrize("exists", [True, False])
def test_a_code_is_locked_after_five_wrong_tries_whether_it_exists_or_not(exists, client, clerk):
    code = build_appeal(clerk).query_code if exists else "ZZZZZZZZZZ"
    for _each in range(5):
        ask(client, code, "0000")
    assert ask(client, code, "0914").status_code == 429


def test_a_served_reply_is_rated_once(client, city_clerk, officer, leader):
    appeal = Way(officer, leader, city_clerk).to("replied", build_petition(city_clerk))
    ask(client, appeal.query_code, "0914", rating="fair", note="还行")
    found = fresh(appeal)
    assert (found.rating, found.rating_note, found.state) == ("fair", "还行", "replied")
    ask(client, appeal.query_code, "0914", rating="bad")
    assert fresh(appeal).rating == "fair"


def test_a_case_without_a_reply_cannot_be_rated(client, clerk):
    appeal = build_petition(clerk)
    ask(client, appeal.query_code, "0914", rating="good")
    assert fresh(appeal).rating == ""


def test_nothing_is_kept_in_the_browser_and_nothing_stands_in_the_address(client, clerk):
    answer = ask(client, build_appeal(clerk).query_code, "0914")
    assert "no-store" in answer["Cache-Control"]
    assert not client.get(f"{ADDRESS}?code=X&last4=0914").context["form"].is_bound


@pytest.mark.parametrize("data", [{}, {"code": "", "last4": "09"}, {"code": "X" * 50, "last4": "0914"}])
def test_bad_input_is_told(data, client, db):
    assert client.post(ADDRESS, data).status_code == 422
