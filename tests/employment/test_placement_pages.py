"""The pages of placement: what works, who is shut out, what is refused and where it is said, what an export holds."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from core import navigation
from employment.actions import choosing, placement
from employment.desk import placement as desk
from employment.models import PlacementCase, SubsidyMonth
from tests.builders import TODAY, build_person
from tests.employment import made_placement as made
from tests.employment.made_placement import build_batch, build_case, build_session, called, fresh, post_of

LISTS = (
    "placement/", "placement/retirees/", "placement/subsidies/", "placement/wages/", "batches/", "providers/", "courses/",
    "enrolments/", "spouses/", "schools/", "mentors/", "bases/", "contests/", "loans/", "policies/",
)  # fmt: skip


def answer(client, batch, verb, **data):
    address = f"/employment/batches/{batch.pk}/session/{verb}/"
    return client.post(address, {"turn": called(batch).pk, **data}, follow=True)


def fill(officer):
    """Two rows in every list."""
    for place in range(2):
        for mode in ("TRANSFER_OFFICER", "MIL_RETIREE"):
            build_case(officer, mode=mode)
        batch = build_session(officer)
        choosing.choose(by=officer, batch=batch, turn=called(batch), post=batch.posts.first(), today=TODAY)
        made.build_enrolment(officer, made.build_course(officer))
        for build in (made.build_spouse, made.build_school, made.build_mentor, made.build_entry, made.build_loan):
            build(officer)
        made.build_base(officer)
        made.build_policy(officer, title=f"文件{place}")
        SubsidyMonth.objects.create(
            case=PlacementCase.objects.last(),
            month=TODAY.replace(day=1, month=10 + place),
            amount=1950,
            paid_on=TODAY,
            by=officer,
        )
    made.build_wage(officer)


def test_every_list_stays_within_twelve_queries(enter, officer, django_assert_max_num_queries):
    fill(officer)
    client = enter(officer)
    for address in LISTS:
        client.get(f"/employment/{address}")
        navigation.is_demo()  # looked up again every thirty seconds, whichever page that falls on
        navigation.silent()
        with django_assert_max_num_queries(12):
            assert client.get(f"/employment/{address}").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_every_list_says_what_to_do_when_it_is_empty(enter, officer, address):
    page = enter(officer).get(f"/employment/{address}")
    assert str(page.context["listing"].empty_text) in page.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_every_list_is_exported_as_it_is_shown(enter, officer, address):
    fill(officer)
    client = enter(officer)
    shown = client.get(f"/employment/{address}").context["look"]
    response = client.post(f"/employment/{address}", {"export": "ask"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet.max_row - 1 == shown.total
    assert sheet.max_column == len([column for column in shown.listing.columns if column.exported])


def test_a_case_is_registered_through_the_form(enter, officer, clerk):
    person = build_person(clerk, name="王大勇")
    data = {
        "person": f"王大勇 {person.id_no.last4}",
        "mode": "TRANSFER_OFFICER",
        "accepted_on": "2026-8-3",
        "batch_year": "2026",
    }
    response = enter(officer).post("/employment/placement/add/", data)
    assert response.status_code == 302, response.context["form"].errors
    assert PlacementCase.objects.get().person == person


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(enter, officer):
    data = {
        "person": "查无此人",
        "mode": "RELOCATION",
        "accepted_on": "2099-01-01",
        "batch_year": "2026",
        "note": "不要丢",
    }
    response = enter(officer).post("/employment/placement/add/", data)
    assert response.status_code == 422
    assert {"person", "accepted_on"} <= set(response.context["form"].errors)
    assert "不要丢" in response.content.decode()
    assert not PlacementCase.objects.exists()


def test_a_person_in_the_address_is_named_in_the_form_only_within_sight(enter, officer, outsider):
    person = build_person(outsider, name="王大勇")
    page = enter(officer).get(f"/employment/placement/add/?person={person.pk}").content.decode()
    assert f"王大勇#{person.pk}" in page
    assert "王大勇" not in enter(outsider).get(f"/employment/courses/?person={person.pk}").content.decode()


def test_the_page_explains_the_day_and_names_the_law(enter, officer):
    case = build_case(officer, accepted_on=TODAY.replace(month=4, day=1))
    page = enter(officer).get(case.get_absolute_url()).content.decode()
    assert "退役军人安置条例第三十一条" in page
    assert "6个月" in page
    assert "2026年10月8日" in page or "10月8日" in page


def test_a_clerk_sees_the_case_of_the_village_without_a_button(enter, clerk, outsider, officer):
    case = build_case(officer, build_person(clerk), mode="TRANSFER_OFFICER")
    page = enter(clerk).get(case.get_absolute_url()).content.decode()
    assert "/assign/" not in page
    assert enter(outsider).get(case.get_absolute_url()).status_code == 404


def test_the_steps_go_through_their_pages(enter, officer):
    case, client = build_case(officer, mode="TRANSFER_OFFICER"), None
    client = enter(officer)
    assert client.post(f"{case.get_absolute_url()}assign/", {"post_title": "科员"}).status_code == 422
    client.post(f"{case.get_absolute_url()}assign/", {"unit_name": "市司法局", "post_title": "科员"})
    client.post(f"{case.get_absolute_url()}start/", {"on": fresh(case).letter_on.isoformat()})
    assert fresh(case).state == "started"


class TestSession:
    def test_two_staff_at_once_the_second_is_told_whose_turn_it_is(self, client, officer, network):
        batch = build_session(officer, names=("王甲", "王乙", "王丙"))
        client.force_login(officer, backend="stations.backends.PortalBackend")
        data = {"turn": called(batch).pk, "post": post_of(batch, "执法队员").pk}
        address = f"/employment/batches/{batch.pk}/session/choose/"
        client.post(address, data)
        page = client.post(address, data | {"post": post_of(batch, "抄表员").pk}, follow=True).content.decode()
        assert "“王甲”已经登记过了，现在轮到王乙。" in page
        assert batch.calls.count() == 1

    def test_defer_absent_undo_and_close(self, enter, officer):
        batch = build_session(officer, names=("王甲", "王乙", "王丙"))
        client = enter(officer)
        answer(client, batch, "pass", said="deferred")
        answer(client, batch, "pass", said="absent")
        answer(client, batch, "choose", post=post_of(batch, "抄表员").pk)
        page = client.post(f"/employment/batches/{batch.pk}/session/undo/", follow=True).content.decode()
        assert "重新请王丙选岗" in page
        for title in ("抄表员", "抄表员", "执法队员"):
            answer(client, batch, "choose", post=post_of(batch, title).pk)
        client.post(f"/employment/batches/{batch.pk}/close/")
        assert fresh(batch).session == "closed"
        client.post(f"/employment/batches/{batch.pk}/letters/")
        assert PlacementCase.objects.filter(state="assigned").count() == 3

    def test_the_page_asks_again_and_gets_nothing_while_nothing_has_changed(self, enter, officer):
        batch = build_session(officer)
        client = enter(officer)
        address = f"/employment/batches/{batch.pk}/session/?v={fresh(batch).version}"
        assert client.get(address, headers={"HX-Request": "true"}).status_code == 204
        choosing.pass_over(by=officer, batch=batch, turn=called(batch), said="absent", today=TODAY)
        response = client.get(address, headers={"HX-Request": "true"})
        assert response.status_code == 200
        assert "<html" not in response.content.decode()

    def test_the_wall_calls_by_name_and_place(self, enter, leader, officer):
        batch = build_session(officer, names=("王甲", "王乙", "王丙"))
        page = enter(leader).get(f"/employment/batches/{batch.pk}/wall/").content.decode()
        assert "1号　王甲" in page
        assert "/choose/" not in page

    def test_a_planned_batch_has_no_session_yet(self, enter, officer):
        batch = build_batch(officer)
        assert enter(officer).get(f"/employment/batches/{batch.pk}/session/").status_code == 302

    def test_an_answer_for_a_turn_of_another_batch_finds_nothing(self, enter, officer):
        batch, other = build_session(officer), build_session(officer)
        data = {"turn": called(other).pk, "post": batch.posts.first().pk}
        assert enter(officer).post(f"/employment/batches/{batch.pk}/session/choose/", data).status_code == 404


def test_the_persons_page_and_the_stations_show_what_there_is(enter, clerk, officer):
    person = build_person(clerk, name="王大勇")
    case = build_case(officer, person)
    made.build_enrolment(clerk, made.build_course(officer), person)
    page = enter(clerk).get(f"{person.get_absolute_url()}?tab=placement").content.decode()
    assert case.get_absolute_url() in page and "退役军人适应性培训" in page
    station = enter(clerk).get(f"/stations/{clerk.station_id}/").content.decode()
    assert "待安置" in station


def test_a_month_is_paid_through_the_form_only_for_whom_the_user_sees(enter, officer, clerk):
    made.build_wage(officer)
    case = build_case(officer, build_person(clerk))
    data = {"month": "2026-11-01", "paid_on": "2026-11-20", "voucher": "待安11-1"}
    assert enter(officer).post("/employment/placement/subsidies/pay/", data).status_code == 302
    assert SubsidyMonth.objects.get().case == case
    again = enter(officer).post("/employment/placement/subsidies/pay/", data)
    assert again.status_code == 422
    assert "没有应发未发的人员" in again.content.decode()


def test_a_retirees_page_ticks_what_was_provided(enter, officer):
    case = build_case(officer, mode="MIL_RETIREE")
    placement.receive(by=officer, case=case, values={"on": TODAY}, today=TODAY)
    client = enter(officer)
    client.post(f"{case.get_absolute_url()}tick/", {"item": "visits", "done_on": "2026-11-20", "note": "局领导上门"})
    assert "局领导上门" in client.get(case.get_absolute_url()).content.decode()


def test_the_checklist_of_last_year_is_still_there(enter, officer):
    """What was done in December is entered in January, and counts for December's year."""
    case = build_case(officer, mode="MIL_RETIREE", accepted_on=date(2025, 3, 1), batch_year=2025)
    placement.receive(by=officer, case=case, values={"on": TODAY}, today=TODAY)
    client = enter(officer)
    answer = client.post(
        f"{case.get_absolute_url()}tick/", {"item": "visits", "done_on": "2025-12-20", "note": "春节慰问"}
    )
    assert answer.url.endswith("?year=2025") and case.checks.get().year == 2025
    assert "春节慰问" not in client.get(case.get_absolute_url()).content.decode()
    assert "春节慰问" in client.get(f"{case.get_absolute_url()}?year=2025").content.decode()
    listed = client.get("/employment/placement/retirees/?year=2025").content.decode()
    assert "2025" in listed and ">1</span> / 5" in listed
    assert ">0</span> / 5" in client.get("/employment/placement/retirees/").content.decode()
    assert client.get(f"{case.get_absolute_url()}?year=99999999").status_code == 200
    assert client.get("/reports/tables/new/").status_code == 200, (
        "the builder of tables asks the list without a request"
    )


def test_the_number_on_the_tab_counts_every_kind_that_the_tab_lists(officer, clerk, django_assert_num_queries):
    person, other = build_person(clerk), build_person(clerk)
    for one in (other, person):
        build_case(officer, one, mode="MIL_RETIREE")
        made.build_enrolment(officer, made.build_course(officer), one)
        for build in (made.build_spouse, made.build_school, made.build_entry, made.build_loan):
            build(officer, person=one)
        made.build_stay(officer, one)
    with django_assert_num_queries(1):
        assert desk.count_of_person(person, officer) == 7
    assert sum(map(len, desk.of_person(person, officer).values())) == 7


def test_somebody_with_only_a_loan_has_a_number_and_somebody_with_nothing_none(officer, clerk):
    person = build_person(clerk)
    assert desk.count_of_person(person, officer) is None
    made.build_loan(officer, person=person)
    assert desk.count_of_person(person, officer) == 1


def test_the_number_counts_nothing_out_of_sight(officer, outsider, clerk):
    person = build_person(clerk)
    build_case(officer, person)
    assert desk.count_of_person(person, outsider) is None
