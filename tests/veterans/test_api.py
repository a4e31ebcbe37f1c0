"""The REST interface: scoped, masked, and with the same rules as the forms."""

import pytest

from core.models import Event
from tests.builders import build_person, identity_number
from veterans.models import Claim, Person

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/people/"


def entry(**more):
    return {"name": "涂长林", "id_no": identity_number(), "categories": ["51"], "enlist_date": "1976-11"} | more


def test_answers_are_scoped_and_masked(enter, officer, clerk, outsider):
    person = build_person(clerk, addr="羊楼洞村一百零八号")
    client = enter(officer)
    for answer in (client.get(PEOPLE), client.get(f"{PEOPLE}{person.pk}/")):
        text = answer.content.decode()
        assert answer.status_code == 200 and person.name in text
        for secret in (person.id_no.plain(), person.mobile.plain(), "1958-03-12", "一百零八号"):
            assert secret not in text
    assert Event.objects.filter(verb="person.view", by=officer, note="api").count() == 1
    assert enter(outsider).get(f"{PEOPLE}{person.pk}/").status_code == 404
    assert enter(outsider).get(PEOPLE).json()["count"] == 0


def test_the_same_rules_as_the_form(enter, clerk):
    client = enter(clerk)
    made = client.post(PEOPLE, entry(), content_type="application/json")
    assert made.status_code == 201 and made.json()["birth_year"] == 1958
    number = identity_number()
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    refused = client.post(PEOPLE, entry(id_no=wrong), content_type="application/json")
    assert refused.status_code == 400 and refused.json()["id_no"][0]["code"] == "id_checksum"
    page = client.post(
        "/veterans/add/", {"name": "涂", "id_no": wrong, "id_type": "identity", "station": clerk.station_id}
    )
    assert page.context["form"].errors.as_data()["id_no"][0].code == "id_checksum"
    assert Person.objects.count() == 1


def test_an_old_version_is_answered_409(enter, clerk):
    person, client = build_person(clerk), enter(clerk)
    first = client.patch(f"{PEOPLE}{person.pk}/", {"rank": "班长", "version": 1}, content_type="application/json")
    again = client.patch(f"{PEOPLE}{person.pk}/", {"rank": "排长", "version": 1}, content_type="application/json")
    assert (first.status_code, again.status_code, again.json()["code"]) == (200, 409, "stale")


def test_a_number_held_elsewhere_is_only_submitted(enter, clerk, outsider):
    held = build_person(outsider)
    answer = enter(clerk).post(PEOPLE, entry(id_no=held.id_no.plain()), content_type="application/json")
    assert (answer.status_code, answer.json()) == (202, {"code": "submitted"})
    assert Claim.objects.count() == 1


def test_who_may_not_is_turned_away(enter, client, leader, system_admin):
    assert client.get(PEOPLE).status_code == 401
    assert enter(system_admin).get(PEOPLE).status_code == 403
    assert enter(leader).post(PEOPLE, entry(), content_type="application/json").status_code == 403


def test_searching_is_posted(enter, clerk):
    build_person(clerk, name="骆承义")
    found = enter(clerk).post(f"{PEOPLE}search/", {"q": "骆"}, content_type="application/json").json()
    assert [row["name"] for row in found["results"]] == ["骆承义"]


def test_what_a_person_has_several_of_is_entered_amended_and_taken_back(enter, clerk, outsider):
    person, client = build_person(clerk), enter(clerk)
    family = f"{PEOPLE}{person.pk}/family/"
    number = identity_number()
    values = {"relation": "配偶", "name": "饶桂芝", "birth_date": "1960-05-06", "id_no": number}
    made = client.post(family, values, content_type="application/json")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["birth_year"], told["id_no"]) == (1960, f"**************{number[-4:]}")
    assert "1960-05-06" not in client.get(family).content.decode()
    row = f"{family}{told['id']}/"
    assert client.patch(row, {"work_unit": "某厂"}, content_type="application/json").json()["work_unit"] == "某厂"
    assert enter(outsider).get(family).status_code == enter(outsider).get(row).status_code == 404
    assert enter(outsider).post(family, values, content_type="application/json").status_code == 404
    taken = enter(clerk).post(f"{row}withdraw/", {"reason": "误录"}, content_type="application/json")
    assert taken.status_code == 200 and enter(clerk).get(family).json()["count"] == 0
    verbs = Event.objects.filter(verb__startswith="related.", subject_id=person.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["related.add", "related.amend", "related.withdraw"]
