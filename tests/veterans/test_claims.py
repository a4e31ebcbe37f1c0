"""认领: a number held out of sight waits for the lowest common superior and gives nothing away."""

import pytest

from core.actions import Refused
from core.models import Notice
from tests.builders import build_person, identity_number
from veterans.models import Claim, Person, Transfer
from veterans.rules import MOST_CLAIMS_A_DAY

pytestmark = pytest.mark.django_db


def typed(id_no, **more):
    return {"name": "涂长林", "id_no": id_no, "id_type": "identity", "mobile": "12200000777", "note": "外出务工"} | more


@pytest.fixture
def claim(enter, clerk, outsider):
    held = build_person(outsider, note="", mobile="12299990000")
    enter(clerk).post("/veterans/add/", typed(held.id_no.plain(), station=clerk.station_id))
    return Claim.objects.get()


def test_the_author_learns_nothing(enter, clerk, outsider):
    held = build_person(outsider, name="但家旺")
    client = enter(clerk)
    values = typed(held.id_no.plain(), station=clerk.station_id)
    live = client.post("/veterans/add/", values, headers={"X-Check": "id_no"})
    assert live.json()["notice"] == "" and live.json()["fields"]["id_no"]["error"] == ""
    answer = client.post("/veterans/add/", values, follow=True)
    text = answer.content.decode()
    assert "已提交上级核对" in text
    assert "但家旺" not in text and "神山镇" not in text
    assert Claim.objects.get().superior.place == "赤壁市"
    assert client.get(f"/veterans/claims/{Claim.objects.get().pk}/").status_code == 404


def test_the_superior_is_told_and_moves_the_person(enter, claim, officer, clerk, outsider):
    client = enter(officer)
    assert Notice.objects.filter(station=claim.superior, kind="claim").exists()
    client.post(f"/veterans/claims/{claim.pk}/transfer/", {"fields": ["note"]})
    person = Person.objects.get()
    assert person.station_id == clerk.station_id and person.note == "外出务工"
    assert person.mobile.plain() == "12299990000"
    transfer = Transfer.objects.get()
    assert Transfer.objects.visible_to(clerk).get() == Transfer.objects.visible_to(outsider).get() == transfer
    assert Notice.objects.filter(account=clerk).exists()


def test_merging_leaves_the_record_where_it_is(enter, claim, officer, outsider):
    enter(officer).post(f"/veterans/claims/{claim.pk}/merge/", {"fields": ["mobile"]})
    person = Person.objects.get()
    assert person.station_id == outsider.station_id and person.mobile.plain() == "12200000777"


def test_returning_needs_an_opinion_and_happens_once(enter, claim, officer):
    client = enter(officer)
    assert client.post(f"/veterans/claims/{claim.pk}/return/", {"opinion": ""}).status_code == 422
    client.post(f"/veterans/claims/{claim.pk}/return/", {"opinion": "证号有误，请核对"})
    claim.refresh_from_db()
    assert (claim.state, claim.opinion) == ("returned", "证号有误，请核对")
    client.post(f"/veterans/claims/{claim.pk}/transfer/")
    assert not Transfer.objects.exists()


def test_asking_number_after_number_is_stopped(clerk, outsider):
    from veterans.actions import submit_claim

    for _number in range(MOST_CLAIMS_A_DAY):
        held = build_person(outsider, id_no=identity_number())
        entry = {"name": "某", "id_no": held.id_no.plain(), "values": {}}
        submit_claim(by=clerk, station=clerk.station, person=held, entry=entry)
    with pytest.raises(Refused):
        submit_claim(by=clerk, station=clerk.station, person=build_person(outsider), entry=entry)
