"""The page grammar: who comes in, what they may fetch, how a refusal is told, drafts, versions, receipts."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import drafts
from core.models import Draft, Event
from core.roles import StationClerk
from tests.core.conftest import open_account, open_station
from tests.core.room import PassOn, open_room
from veterans.models import Person

pytestmark = pytest.mark.urls("tests.core.room")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def room(monkeypatch):
    open_room(monkeypatch)


@pytest.fixture
def person(station):
    return Person.objects.create(station=station, name="廖国清", pinyin="liao", id_no="429901195803120933", addr="三组")


@pytest.fixture
def inside(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def outside(client, db):
    client.force_login(open_account("stranger", open_station("421281200000", "神山镇")))
    return client


def fields(person, **changes):
    """What the amend form sends back untouched, with changes."""
    seen = {"name": person.name, "id_no": str(person.id_no), "enlist_date": "", "addr": person.addr, "sex": ""}
    return {"version": person.version, "seen": json.dumps(seen), **seen, **changes}


# who comes in


def test_whoever_is_not_logged_in_logs_in_first_and_goes_on(client, db):
    answer = client.get("/room/?o=name")
    assert answer.url == f"{reverse('core:login')}?next=%2Froom%2F%3Fo%3Dname"


def test_a_script_is_told_that_the_session_has_ended(client, db):
    assert client.get("/room/", **HTMX).status_code == 401
    assert client.post("/drafts/x/", HTTP_X_PORTAL="1").status_code == 401


def test_without_the_permission_the_page_says_why(client, station):
    client.force_login(open_account("sys", station, "system_admin"))
    answer = client.get("/room/")
    assert answer.status_code == 403
    assert "room.view" in answer.content.decode()


def test_rows_of_others_are_not_there(outside, person):
    for name in ("person", "amend", "note"):
        assert outside.get(f"/room/{person.pk}/{'' if name == 'person' else name + '/'}").status_code == 404
    assert outside.post(f"/room/{person.pk}/note/", {"reason": "x"}).status_code == 404
    assert not Person.objects.exclude(note="").exists()


def test_other_methods_are_refused(inside, person):
    assert inside.delete("/room/").status_code == 405
    assert inside.get(f"/room/{person.pk}/pass-on/").status_code == 405


def test_a_refusal_is_told_where_the_user_is(inside):
    answer = inside.get("/room/refusing/", HTTP_REFERER="http://testserver/room/", follow=True)
    assert answer.redirect_chain == [("http://testserver/room/", 302)]
    assert "今天不办。" in answer.content.decode()
    assert inside.get("/room/refusing/", **HTMX).status_code == 409


def test_a_page_that_refuses_itself_leads_home(inside):
    assert inside.get("/room/refusing/", HTTP_REFERER="http://testserver/room/refusing/").url == "/"


def test_a_foreign_referer_leads_home(inside):
    assert inside.get("/room/refusing/", HTTP_REFERER="https://elsewhere.example/").url == "/"


def test_personal_pages_are_not_kept_by_the_browser(inside, person):
    assert inside.get(f"/room/{person.pk}/")["Cache-Control"] == "no-store"


def test_opening_a_record_is_one_line_in_the_ledger(inside, person, clerk):
    inside.get(f"/room/{person.pk}/")
    assert Event.objects.filter(verb="room.open", subject_id=person.pk, by=clerk).count() == 1


# forms


def test_a_form_saves_and_goes_on(inside, station):
    answer = inside.post("/room/add/", {"name": "涂长林", "station": station.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == "/room/"
    assert Person.objects.get().name == "涂长林"


def test_save_and_next_keeps_the_station(inside, station):
    answer = inside.post("/room/add/", {"name": "涂长林", "station": station.pk, "next": "1"})
    assert answer.url == f"/room/add/?station={station.pk}"
    assert f'<option value="{station.pk}" selected' in inside.get(answer.url).content.decode()


def test_errors_keep_what_was_typed_and_lead_to_the_field(inside):
    answer = inside.post("/room/add/", {"name": "涂长林"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="涂长林"' in page
    assert 'href="#id_station"' in page
    assert 'aria-invalid="true"' in page


def test_a_forged_station_is_no_choice(inside, clerk):
    far = open_station("421281200000", "神山镇")
    assert inside.post("/room/add/", {"name": "涂长林", "station": far.pk}).status_code == 422
    assert not Person.objects.exists()


def test_what_the_action_refuses_stands_in_the_summary(inside, person):
    answer = inside.post(f"/room/{person.pk}/amend/", fields(person, name="拒绝"))
    assert answer.status_code == 422
    assert "没有人叫这个名字。" in answer.content.decode()


def test_a_masked_number_sent_back_stays_as_it_was(inside, person):
    page = inside.get(f"/room/{person.pk}/amend/").content.decode()
    assert "429901195803120933" not in page
    assert inside.post(f"/room/{person.pk}/amend/", fields(person, addr="六组")).status_code == 302
    person.refresh_from_db()
    assert (person.id_no.plain(), person.addr) == ("429901195803120933", "六组")


def test_the_own_stations_form_is_unmasked(inside, person):
    assert 'value="429901195803120933"' in inside.get(f"/room/{person.pk}/plain/").content.decode()


def test_warnings_do_not_stop_the_saving(inside, person):
    answer = inside.post(f"/room/{person.pk}/amend/", fields(person, enlist_date="194911"), follow=True)
    assert "入伍太早，请核对" in answer.content.decode()
    person.refresh_from_db()
    assert str(person.enlist_date) == "1949-11"


def test_a_question_passes_with_a_tick_and_a_reason(inside, person):
    address, asked = f"/room/{person.pk}/amend/", {"confirm-one_character": "1"}
    assert inside.post(address, fields(person, name="疑")).status_code == 422
    assert inside.post(address, fields(person, name="疑", **asked)).status_code == 422
    asked["reason-one_character"] = "身份证如此"
    assert inside.post(address, fields(person, name="疑", **asked)).status_code == 302


def test_one_field_is_checked_while_the_form_is_filled_in(inside, person):
    address = f"/room/{person.pk}/amend/"
    said = inside.post(address, fields(person, enlist_date="77年冬"), HTTP_X_CHECK="enlist_date").json()
    assert said["fields"]["enlist_date"]["error"]
    said = inside.post(address, fields(person, enlist_date="197311"), HTTP_X_CHECK="enlist_date").json()
    assert said["fields"]["enlist_date"] == {"error": "", "warn": [], "read": "1973年11月"}
    said = inside.post(address, fields(person), HTTP_X_CHECK="name").json()
    assert said["fill"] == {"addr": "赤壁市"}


# two people, one record


def test_nobody_is_overwritten(inside, person, colleague):
    sent = fields(person, name="廖国庆")
    Person.objects.filter(pk=person.pk).update(addr="新村", version=person.version + 1, updated_by=colleague)
    answer = inside.post(f"/room/{person.pk}/amend/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="廖国庆"' in page and 'value="新村"' in page
    person.refresh_from_db()
    assert person.name == "廖国清"


def test_saving_again_keeps_both(inside, person, colleague):
    Person.objects.filter(pk=person.pk).update(addr="新村", version=person.version + 1, updated_by=colleague)
    form = inside.post(f"/room/{person.pk}/amend/", fields(person, name="廖国庆")).context["form"]
    sent = {name: form.data[name] for name in ("version", "seen", "name", "id_no", "addr")}
    assert inside.post(f"/room/{person.pk}/amend/", sent).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.addr) == ("廖国庆", "新村")


def test_where_both_changed_the_user_sees_both(inside, person, colleague):
    Person.objects.filter(pk=person.pk).update(addr="新村", version=person.version + 1, updated_by=colleague)
    answer = inside.post(f"/room/{person.pk}/amend/", fields(person, addr="老村"))
    page = answer.content.decode()
    assert 'value="老村"' in page and "新村" in page and str(colleague) in page


# drafts


def test_a_draft_comes_back_and_goes_with_the_saving(inside, station, clerk):
    inside.post("/drafts/room:add:/", {"name": "涂", "station": station.pk})
    assert "涂" not in Draft.objects.get().values.token
    page = inside.get("/room/add/").content.decode()
    assert 'value="涂"' in page and "restored" in page
    inside.post("/room/add/", {"name": "涂长林", "station": station.pk})
    assert drafts.load(clerk, "room:add:") == (None, None)


def test_a_draft_can_be_thrown_away(inside):
    inside.post("/drafts/room:add:/", {"name": "涂"})
    assert inside.post("/drafts/room:add:/", {"discard": "1", "next": "/room/add/"}).url == "/room/add/"
    assert 'value="涂"' not in inside.get("/room/add/").content.decode()


def test_what_could_not_be_saved_is_kept_as_a_draft(inside, clerk):
    inside.post("/room/add/", {"name": "涂长林"})
    assert drafts.load(clerk, "room:add:")[0]["name"] == ["涂长林"]


def test_drafts_are_ones_own(inside, station, colleague):
    drafts.save(colleague, "room:add:", inside.get("/room/add/?name=x").wsgi_request.GET)
    assert "restored" not in inside.get("/room/add/").content.decode()


def test_a_draft_older_than_the_record_is_not_saved_over_it(inside, person, colleague):
    inside.post(f"/drafts/room:amend:{person.pk}/", fields(person, name="廖国庆"))
    Person.objects.filter(pk=person.pk).update(addr="新村", version=person.version + 1, updated_by=colleague)
    form = inside.get(f"/room/{person.pk}/amend/").context["form"]
    assert form.version == str(person.version)


# actions


def test_a_small_form_works_as_a_page_and_in_a_dialog(inside, person):
    assert "<html" in inside.get(f"/room/{person.pk}/note/").content.decode()
    assert "<html" not in inside.get(f"/room/{person.pk}/note/", **HTMX).content.decode()
    answer = inside.post(f"/room/{person.pk}/note/", {"reason": "已核"}, **HTMX)
    assert answer["HX-Redirect"] == "/room/"
    person.refresh_from_db()
    assert person.note == "已核"


@pytest.mark.parametrize(
    ("below", "then"),
    [
        ("http://testserver/room/?state=due&s=token&page=2", "/room/?state=due&s=token&page=2"),
        ("http://testserver/room/add/?state=due", "/room/"),
        ("http://elsewhere.example/room/?state=due", "/room/"),
        ("", "/room/"),
    ],
)
def test_a_dialog_over_a_list_leaves_it_as_it_was_filtered(inside, person, below, then):
    answer = inside.post(f"/room/{person.pk}/note/", {"reason": "已核"}, **HTMX, HTTP_HX_CURRENT_URL=below)
    assert answer["HX-Redirect"] == then


def test_a_rule_disables_the_button_with_its_reason(inside, person):
    Person.objects.filter(pk=person.pk).update(alive="deceased")
    page = inside.get(f"/room/{person.pk}/buttons/").content.decode()
    assert 'aria-disabled="true"' in page and "此人不在册。" in page
    assert inside.post(f"/room/{person.pk}/note/", {"reason": "已核"}).status_code == 302
    person.refresh_from_db()
    assert person.note == ""


def test_who_may_not_sees_no_button(inside, person, clerk, monkeypatch):
    StationClerk.may.discard("room.note")
    page = inside.get(f"/room/{person.pk}/buttons/").content.decode()
    assert "备注" not in page and "移交" in page


def test_who_hands_a_row_over_gets_a_receipt(inside, person, station):
    open_station("421281200000", "神山镇")
    answer = inside.post(f"/room/{person.pk}/pass-on/")
    assert answer.url.startswith("/receipts/")
    assert "廖国清" in inside.get(answer.url).content.decode()
    assert inside.get("/receipts/unknown/").status_code == 404


@pytest.mark.parametrize("changes", [{"version": "²"}, {"version": "7", "seen": "{"}, {"version": "7", "seen": "[1]"}])
def test_a_tampered_version_breaks_nothing(inside, person, changes):
    answer = inside.post(f"/room/{person.pk}/amend/", fields(person, **changes))
    assert answer.status_code in (200, 302, 409)


def test_an_invalid_row_is_told_where_there_is_no_form(inside, person, monkeypatch):
    def break_off(*, by, row):
        raise ValidationError("缺少乡镇。")

    monkeypatch.setattr(PassOn, "action", staticmethod(break_off))
    answer = inside.post(f"/room/{person.pk}/pass-on/", HTTP_REFERER=f"http://testserver/room/{person.pk}/")
    assert answer.status_code == 302 and answer.url.endswith(f"/room/{person.pk}/")
    assert inside.post(f"/room/{person.pk}/pass-on/", **HTMX).status_code == 409


def test_a_draft_of_no_form_is_not_kept(inside):
    assert inside.post(f"/drafts/{'x' * 161}/", {"name": "涂"}).status_code == 404
    assert not Draft.objects.exists()


def test_a_login_with_signs_that_no_name_has_is_only_wrong(client, db):
    answer = client.post("/login/", {"username": "a\0b", "password": "x"})
    assert answer.status_code == 200
    assert Event.objects.get(verb="account.login").result == "refused"
