"""Appeals for programs: the steps of the table, with the pages' forms, guards and refusals."""

import pytest

from appeals.models import Appeal
from core.models import Event
from tests.appeals.made import build_accusation, build_appeal
from tests.builders import TODAY, build_person, identity_number

pytestmark = pytest.mark.django_db
APPEALS = "/api/v1/appeals/"


def entry(**more):
    values = {"channel": "visit", "category": "BENEFIT", "name": "廖国清", "phone": "12600000914"}
    return values | {"title": "残疾抚恤金差额未补发", "facts": "调标后仍按旧标准发放。"} | more


@pytest.fixture
def send(enter):
    """Post JSON as somebody."""

    def sent(account, address, **data):
        return enter(account).post(address, data, content_type="application/json")

    return sent


def test_a_case_is_registered_and_taken_through_its_steps(send, enter, clerk):
    made = send(clerk, APPEALS, **entry())
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["state"], told["phone"], told["origin"]) == ("registered", "126****0914", clerk.station.division.code)
    assert told["query_code"] == Appeal.objects.get().query_code
    address = f"{APPEALS}{told['id']}/"
    offered = {step["step"]: step for step in enter(clerk).get(f"{address}steps/").json()}
    assert offered["escalate"]["needs"] == ["escalation"] and offered["escalate"]["reason"] is None
    taken = send(clerk, f"{address}steps/take-up/", note="已联系本人")
    assert (taken.status_code, taken.json()["state"]) == (200, "in_progress")
    wrong = send(clerk, f"{address}steps/take-up/")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_state")
    missing = send(clerk, f"{address}steps/settle/", outcome="solved")
    assert missing.status_code == 400 and missing.json()["note"][0]["code"] == "required"
    done = send(clerk, f"{address}steps/settle/", outcome="solved", note="已补发", told_on=str(TODAY))
    assert done.status_code == 200, done.content
    assert [line["step"] for line in enter(clerk).get(f"{address}history/").json()] == ["settle", "take_up", "register"]
    verbs = Event.objects.filter(by=clerk, verb__startswith="appeal.").order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb != "appeal.view"] == ["appeal.register", "appeal.take_up", "appeal.settle"]


def test_what_is_handed_over_is_answered_with_a_receipt(send, enter, clerk):
    accused = send(clerk, APPEALS, **entry(kind="accusation"))
    assert (accused.status_code, accused.json()["code"]) == (202, "handed_over")
    appeal = Appeal.objects.get(number=accused.json()["number"])
    assert appeal.is_restricted and enter(clerk).get(f"{APPEALS}{appeal.pk}/").status_code == 404


def test_bad_input_is_told_as_the_form_tells_it(send, clerk):
    number = identity_number()
    refused = send(clerk, APPEALS, **entry(id_no=f"{number[:17]}{'0' if number[17] != '0' else '1'}"))
    assert refused.json()["id_no"][0]["code"] == "id_checksum"
    assert send(clerk, APPEALS, **entry(received_on="2999-01-01")).json()["received_on"][0]["code"] == "future"
    assert send(clerk, APPEALS, **entry(category="NONE")).json()["category"][0]["code"] == "invalid_choice"
    assert send(clerk, APPEALS, **entry(name="", phone=None)).json()["name"][0]["code"] == "nobody"
    assert not Appeal.objects.exists()


def test_nothing_foreign_is_named_taken_or_found(send, enter, clerk, outsider, town_clerk, officer):
    person, appeal = build_person(outsider), build_appeal(outsider)
    secret = build_accusation(clerk)
    assert send(clerk, APPEALS, **entry(person=person.pk)).json()["person"][0]["code"] in (
        "not_offered",
        "invalid_choice",
    )
    assert send(clerk, f"{APPEALS}{appeal.pk}/steps/take-up/").status_code == 404
    assert enter(clerk).get(APPEALS).json()["count"] == 0
    assert send(clerk, f"{APPEALS}search/", q=secret.title[:4]).json()["count"] == 0
    assert send(officer, f"{APPEALS}search/", q=secret.title[:4]).json()["count"] == 1


def test_the_person_is_named_to_who_sees_the_record_only(enter, clerk, officer, outsider):
    person = build_person(officer, outsider.station)
    appeal = build_appeal(clerk, person=person, name=person.name)
    assert enter(officer).get(f"{APPEALS}{appeal.pk}/").json()["person"] == person.pk
    assert enter(clerk).get(f"{APPEALS}{appeal.pk}/").json()["person"] is None
