"""Each page: it works, an outsider finds nothing, the wrong role is turned away, reasons are shown."""

import pytest

from core.actions import VERBS
from core.models import Event
from tests.builders import build_person
from veterans.models import CorrectionRequest, FamilyMember, HonourPlaque, Person, PreferenceCard, Transfer

pytestmark = pytest.mark.django_db

OF_PERSON = ("", "amend/", "reveal/", "transfer/", "deceased/", "moved-out/", "reinstate/", "correction/", "form/",
             "household/", "card/", "plaque/", "add/family/", "add/merit/")  # fmt: skip
LISTS = ("", "claims/", "corrections/", "transfers/", "call-list/", "form/", "add/")


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_for_clerks_and_not_for_administrators(enter, clerk, system_admin, path):
    build_person(clerk)
    assert enter(clerk).get(f"/veterans/{path}").status_code == 200
    assert enter(system_admin).get(f"/veterans/{path}").status_code == 403


@pytest.mark.parametrize("path", OF_PERSON)
def test_pages_of_a_person(enter, clerk, outsider, system_admin, path):
    person = build_person(clerk)
    address = f"/veterans/{person.pk}/{path}"
    assert enter(clerk).get(address).status_code == 200
    assert enter(outsider).get(address).status_code == 404
    assert enter(outsider).post(address, {"reason": "x"}).status_code in (404, 405)
    assert enter(system_admin).get(address).status_code == 403


def test_the_list_asks_few_questions(enter, officer, clerk, django_assert_max_num_queries):
    for _number in range(25):
        build_person(clerk)
    client = enter(officer)
    client.get("/veterans/")
    with django_assert_max_num_queries(12):
        answer = client.get("/veterans/")
    assert len(answer.content) < 60_000


def test_the_record_asks_few_questions(enter, officer, clerk, django_assert_max_num_queries):
    person = build_person(clerk)
    client = enter(officer)
    client.get(f"/veterans/{person.pk}/")
    with django_assert_max_num_queries(30):
        client.get(f"/veterans/{person.pk}/")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("category=SELF_EMPLOYED_PATH", True),
        ("category=51", False),
        ("age=60", True),
        ("age=30", False),
        ("quality=complete", True),
        ("quality=gaps", False),
        ("status=alive", True),
        ("status=deceased", False),
        ("plaque=unknown", True),
        ("card=yes", False),
    ],
)
def test_filters(enter, clerk, query, is_found):
    build_person(clerk, name="骆承义")
    assert ("骆承义" in enter(clerk).get(f"/veterans/?{query}").content.decode()) is is_found


def test_a_transfer_gives_a_receipt_and_both_sides_see_it(enter, clerk, outsider):
    person = build_person(clerk)
    client = enter(clerk)
    wanted = {"station": outsider.station_id, "reason": "随子女居住"}
    answer = client.post(f"/veterans/{person.pk}/transfer/", wanted, follow=True)
    assert "档案已转移" in answer.content.decode()
    assert client.get(f"/veterans/{person.pk}/").status_code == 404
    assert enter(outsider).get(f"/veterans/{person.pk}/").status_code == 200
    for account in (clerk, outsider):
        assert "随子女居住" in enter(account).get("/veterans/transfers/").content.decode()
    assert Transfer.objects.count() == 1


def test_death_and_the_way_back(enter, clerk):
    person, client = build_person(clerk), enter(clerk)
    address = f"/veterans/{person.pk}/"
    assert client.post(address + "deceased/", {"died_on": "2999-01-01"}).status_code == 422
    assert client.post(address + "deceased/", {"died_on": "1950-01-01"}).status_code == 422
    client.post(address + "deceased/", {"died_on": "2025-03-01", "note": "死亡证明"})
    person.refresh_from_db()
    assert (person.alive, str(person.died_on)) == ("deceased", "2025-03-01")
    assert "此人已登记为：已去世" in client.get(address + "moved-out/").content.decode()
    client.post(address + "reinstate/", {"reason": "登记有误"})
    person.refresh_from_db()
    assert (person.alive, person.died_on) == ("alive", None)


def test_correction_is_asked_and_decided(enter, clerk, leader):
    person = build_person(clerk, awards="")
    client = enter(leader)
    bad = client.post(
        f"/veterans/{person.pk}/correction/", {"field": "enlist_date", "proposed": "某年", "evidence": "证"}
    )
    assert bad.status_code == 422
    client.post(
        f"/veterans/{person.pk}/correction/", {"field": "awards", "proposed": "三等功一次", "evidence": "立功证书"}
    )
    request = CorrectionRequest.objects.get()
    page = enter(clerk)
    assert "三等功一次" in page.get(f"/veterans/corrections/{request.pk}/").content.decode()
    assert page.post(f"/veterans/corrections/{request.pk}/", {"is_accepted": "0"}).status_code == 422
    page.post(f"/veterans/corrections/{request.pk}/", {"is_accepted": "1"})
    person.refresh_from_db()
    request.refresh_from_db()
    assert person.awards == "三等功一次" and request.state == "accepted"


def test_related_rows_are_added_amended_and_taken_back(enter, clerk, outsider):
    person, client = build_person(clerk), enter(clerk)
    client.post(f"/veterans/{person.pk}/add/family/", {"relation": "配偶", "name": "饶桂芝"})
    row = FamilyMember.objects.get()
    assert "饶桂芝" in client.get(f"/veterans/{person.pk}/?tab=family").content.decode()
    client.post(f"/veterans/rows/family/{row.pk}/", {"relation": "配偶", "name": "饶桂枝"})
    row.refresh_from_db()
    assert row.name == "饶桂枝"
    assert enter(outsider).post(f"/veterans/rows/family/{row.pk}/withdraw/", {"reason": "录错"}).status_code == 404
    enter(clerk).post(f"/veterans/rows/family/{row.pk}/withdraw/", {"reason": "录错"})
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert [event.verb for event in Event.objects.filter(verb__startswith="related.").order_by("pk")] == [
        "related.add",
        "related.amend",
        "related.withdraw",
    ]


def test_the_card_goes_its_way_and_jumps_no_step(enter, clerk):
    person, client = build_person(clerk), enter(clerk)
    client.post(f"/veterans/{person.pk}/card/", {"accepted_on": "2026-01-05"})
    card = PreferenceCard.objects.get()
    assert client.post(f"/veterans/cards/{card.pk}/", {"state": "made", "on": "2026-02-01"}).status_code == 422
    for state in ("county", "prefecture", "province", "made", "received", "handed_over"):
        client.post(f"/veterans/cards/{card.pk}/", {"state": state, "on": "2026-02-01"})
    person.refresh_from_db()
    assert person.card_issued is True
    assert "优待证正在办理或已经发放" in client.get(f"/veterans/{person.pk}/card/").content.decode()


def test_one_plaque_for_a_household(enter, clerk):
    person, other, client = build_person(clerk), build_person(clerk, name="涂小林"), enter(clerk)
    for one, relation in ((person, "01"), (other, "20")):
        client.post(f"/veterans/{one.pk}/household/", {"number": "H1", "relation": relation, "head_name": "涂长林"})
    client.post(f"/veterans/{person.pk}/plaque/", {"applied_on": "2026-01-05"})
    plaque = HonourPlaque.objects.get()
    client.post(f"/veterans/plaques/{plaque.pk}/", {"state": "hung", "on": "2026-01-09"})
    person.refresh_from_db()
    assert person.plaque_hung is True
    assert "一户一牌" in client.get(f"/veterans/{other.pk}/plaque/").content.decode()
    client.post(f"/veterans/{other.pk}/plaque/", {"applied_on": "2026-02-05"})
    assert HonourPlaque.objects.count() == 1


def test_who_can_see_a_record_names_accounts_and_no_person(enter, auditor, clerk, town_clerk, outsider):
    person = build_person(clerk, name="雷家喜")
    enter(town_clerk).get(f"/veterans/{person.pk}/")
    text = enter(auditor).get(f"/veterans/who-sees/?number={person.pk}").content.decode()
    assert clerk.username in text and town_clerk.username in text and outsider.username not in text
    assert "雷家喜" not in text and "查看档案" in text
    assert enter(clerk).get("/veterans/who-sees/").status_code == 403


def test_a_live_warning_stands_side_by_side(enter, clerk):
    person = build_person(clerk)
    values = {"name": "涂长林", "id_no": person.id_no.plain(), "id_type": "identity"}
    said = enter(clerk).post("/veterans/add/", values, headers={"X-Check": "id_no"}).json()
    assert "这个身份证号已有档案" in said["notice"]
    assert said["fill"] == {"birth_date": "1958-03-12", "sex": "1"}


def test_what_was_typed_is_carried_over_to_the_record(enter, clerk):
    person, client = build_person(clerk, note=""), enter(clerk)
    client.post(f"/veterans/{person.pk}/carry-over/", {"name": "涂长林", "note": "新写的备注", "addr": ""})
    assert "新写的备注" in client.get(f"/veterans/{person.pk}/amend/").content.decode()


def test_two_people_editing_see_one_anothers_change(enter, clerk, town_clerk):
    person = build_person(clerk)
    page = enter(clerk).get(f"/veterans/{person.pk}/amend/")
    form = page.context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {
        "version": person.version,
        "seen": form.seen,
        "note": "我的",
    }
    Person.objects.get(pk=person.pk)
    from tests.builders import TODAY
    from veterans.actions import amend_person

    amend_person(by=town_clerk, person=person, values={"rank": "班长"}, version=person.version, today=TODAY)
    answer = enter(clerk).post(f"/veterans/{person.pk}/amend/", mine)
    text = answer.content.decode()
    assert answer.status_code == 409 and "班长" in text and "我的" in text


def test_every_verb_is_granted():
    from core.roles import ROLES

    granted = set().union(*(role.may for role in ROLES.values()))
    assert {verb for verb in VERBS if verb.split(".")[0] in ("person", "related", "claim", "card", "plaque")} <= granted
