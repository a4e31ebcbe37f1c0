"""The pages of visits, assistance and honours: who gets in, what they say, what they keep, how many queries they take."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.models import Event
from outreach.actions import assistance
from outreach.models import Grant, MeritNotice, Visit, VisitPlan
from tests.builders import TODAY, build_person
from tests.outreach.made_visits import (
    build_award,
    build_budget,
    build_grant,
    build_notice,
    build_plan,
    build_visit,
    fresh,
    hardship,
    photo_file,
)
from veterans import actions as verbs
from veterans.models import HonourPlaque, Person

QUERIES = 12
pytestmark = pytest.mark.usefixtures("on_the_day")


def typed(person=None, **changes):
    values = {
        "whom": person.name if person else "",
        "subject": "person",
        "occasion": "spring",
        "way": "home",
        "on": TODAY.isoformat(),
        "visitors": "刘敏",
        "money": "300",
        "goods": "大米 2袋",
        "note": "身体尚可。",
    }
    return values | ({"chosen": str(person.pk)} if person else {}) | changes


def text(answer):
    return answer.content.decode()


# ——— visits ———


def test_a_visit_is_entered_with_a_photo_and_shown(enter, clerk):
    person = build_person(clerk, name="余大海")
    answer = enter(clerk).post(reverse("outreach:add_visit"), typed(person, photos=photo_file((300, 200))))
    visit = Visit.objects.get()
    assert answer["Location"] == visit.get_absolute_url()
    page = text(enter(clerk).get(visit.get_absolute_url()))
    assert "余大海" in page and "大米 2袋" in page
    photo = enter(clerk).get(reverse("outreach:visit_photo", args=[visit.photos.get().pk]))
    assert photo["Content-Type"] == "image/jpeg" and photo.content[:3] == b"\xff\xd8\xff"


def test_the_record_named_in_the_address_fills_the_form(enter, clerk):
    person = build_person(clerk, name="余大海")
    page = text(enter(clerk).get(reverse("outreach:add_visit"), {"person": person.pk}))
    assert 'value="余大海"' in page and f'value="{person.pk}" checked' in page
    assert clerk.full_name in page and TODAY.isoformat() in page


def test_one_match_needs_no_choosing_several_do(enter, clerk):
    build_person(clerk, name="余大海")
    assert enter(clerk).post(reverse("outreach:add_visit"), typed(whom="余大海")).status_code == 302
    build_person(clerk, name="余大海")
    answer = enter(clerk).post(reverse("outreach:add_visit"), typed(whom="余大海"))
    assert answer.status_code == 422 and answer.context["form"].errors["whom"]
    assert Visit.objects.count() == 1


def test_nobody_elses_person_is_found_or_taken(enter, clerk, outsider):
    theirs = build_person(outsider, name="余大海")
    answer = enter(clerk).post(reverse("outreach:add_visit"), typed(theirs))
    assert answer.status_code == 422 and not Visit.objects.exists()
    said = enter(clerk).post(reverse("outreach:add_visit"), {"whom": "余大海"}, headers={"X-Check": "whom"}).json()
    assert said["notice"] == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("on", "2031-01-01"), ("money", "-5"), ("goods", "大米 0袋"), ("visitors", ""), ("occasion", "x"), ("way", "")],
)
def test_bad_input_is_told_beside_the_field_and_kept(enter, clerk, field, value):
    answer = enter(clerk).post(reverse("outreach:add_visit"), typed(build_person(clerk), **{field: value}))
    assert answer.status_code == 422 and answer.context["form"].errors[field]
    assert "身体尚可。" in text(answer)


def test_an_enterprise_needs_its_name_and_a_station_of_ones_own(enter, officer, network, outsider):
    values = {
        "subject": "enterprise",
        "station": network["神山镇"].pk,
        "on": TODAY,
        "occasion": "routine",
        "visitors": "陈",
    }
    answer = enter(officer).post(reverse("outreach:add_unit_visit"), values)
    assert answer.context["form"].errors["unit_name"]
    assert enter(officer).post(reverse("outreach:add_unit_visit"), values | {"unit_name": "茶厂"}).status_code == 302
    forged = values | {"station": network["羊楼洞村委会"].pk, "subject": "station"}
    answer = enter(outsider).post(reverse("outreach:add_unit_visit"), forged)
    assert answer.status_code == 422 and answer.context["form"].errors["station"]


def test_an_afternoon_is_saved_from_one_sheet(enter, clerk):
    one, two, three = (build_person(clerk) for _n in range(3))
    values = {
        "station": clerk.station_id,
        "occasion": "spring",
        "on": TODAY,
        "visitors": "刘敏",
        "money": "300",
        "goods": "大米 1袋",
    }
    rows = {f"on-{one.pk}": "1", f"on-{two.pk}": "1", f"money-{two.pk}": "500", f"goods-{two.pk}": "棉被 1床"}
    answer = enter(clerk).post(reverse("outreach:afternoon"), values | rows)
    assert answer["Location"] == reverse("outreach:visits")
    got = {visit.person_id: (visit.money, visit.brought) for visit in Visit.objects.all()}
    assert got == {one.pk: (Decimal(300), "大米 1袋"), two.pk: (Decimal(500), "棉被 1床")}
    assert three.pk not in got


def test_a_line_that_is_not_understood_stops_the_sheet_and_loses_nothing(enter, clerk):
    one, two = build_person(clerk), build_person(clerk)
    values = {"station": clerk.station_id, "occasion": "spring", "on": TODAY, "visitors": "刘敏"}
    rows = {f"on-{one.pk}": "1", f"on-{two.pk}": "1", f"money-{two.pk}": "五百", f"note-{one.pk}": "想要拐杖"}
    answer = enter(clerk).post(reverse("outreach:afternoon"), values | rows)
    assert answer.status_code == 422 and not Visit.objects.exists()
    assert "五百" in text(answer) and "想要拐杖" in text(answer)


def test_nobody_of_another_village_gets_onto_the_sheet(enter, clerk, outsider):
    theirs = build_person(outsider)
    values = {
        "station": outsider.station_id,
        "occasion": "spring",
        "on": TODAY,
        "visitors": "刘敏",
        f"on-{theirs.pk}": "1",
    }
    assert enter(clerk).post(reverse("outreach:afternoon"), values).status_code == 422
    values["station"] = clerk.station_id
    assert enter(clerk).post(reverse("outreach:afternoon"), values).status_code == 422
    assert not Visit.objects.exists()


def test_the_contact_list_names_who_was_not_seen(enter, clerk):
    seen, _left = build_person(clerk, name="见过"), build_person(clerk, name="没见")
    build_visit(clerk, seen)
    plan = build_plan(clerk)
    page = text(enter(clerk).get(reverse("outreach:contacts"), {"plan": plan.pk}))
    assert "没见" in page and "见过" not in page
    page = text(enter(clerk).get(reverse("outreach:contacts"), {"since": "never"}))
    assert "没见" in page and "见过" not in page
    assert "50%" in text(enter(clerk).get(plan.get_absolute_url()))


def test_a_plan_of_the_bureau_is_read_below_and_changed_by_nobody_there(enter, clerk, officer):
    plan = build_plan(officer)
    assert enter(clerk).get(plan.get_absolute_url()).status_code == 200
    assert enter(clerk).post(reverse("outreach:remove_plan", args=[plan.pk])).status_code == 404
    enter(officer).post(reverse("outreach:remove_plan", args=[plan.pk]))
    assert not VisitPlan.objects.exists()


# ——— assistance ———


def test_an_application_and_its_review_on_the_pages(enter, town_clerk, clerk, officer):
    person = build_person(clerk, name="余大海")
    values = {"whom": "余大海", "chosen": person.pk, "hardship": hardship().pk, "asked": "2000", "facts": "住院。"}
    enter(town_clerk).post(reverse("outreach:add_grant"), values)
    grant = Grant.objects.get()
    own = text(enter(town_clerk).get(grant.get_absolute_url()))
    assert "aria-disabled" in own  # whoever entered it sees why the review is not theirs
    address = reverse("outreach:grant_review", args=[grant.pk])
    assert enter(clerk).post(address, {}).status_code == 422
    enter(clerk).post(address, {"note": "属实"})
    assert fresh(grant).state == "reviewed"
    assert "属实" in text(enter(clerk).get(grant.get_absolute_url()))


def test_help_again_is_asked_why_beside_the_field(enter, town_clerk, city_clerk, clerk, way, officer):
    person = build_person(clerk, name="余大海")
    way.paid(build_grant(city_clerk, person), build_budget(officer))
    values = {"whom": "余大海", "chosen": person.pk, "hardship": hardship().pk, "asked": "2000", "facts": "又住院。"}
    answer = enter(town_clerk).post(reverse("outreach:add_grant"), values)
    assert answer.status_code == 422 and answer.context["form"].errors["why_again"]
    assert "又住院。" in text(answer)


def test_an_approval_beyond_the_fund_is_refused_with_what_is_left(enter, city_clerk, clerk, way, leader, officer):
    budget = build_budget(officer, "1500")
    grant = way.checked(build_grant(city_clerk, build_person(clerk)))
    address = reverse("outreach:grant_approve", args=[grant.pk])
    page = text(enter(leader).get(address))
    assert "1,500.00" in page
    answer = enter(leader).post(address, {"budget": budget.pk, "amount": "2000", "note": "同意"})
    assert answer.status_code == 422 and "1,500.00" in text(answer)
    assert fresh(grant).state == "checked"
    enter(leader).post(address, {"budget": budget.pk, "amount": "1500", "note": "同意"})
    assert fresh(grant).state == "approved"


def test_the_ledger_of_funds_says_whether_it_agrees(enter, officer, city_clerk, clerk, way):
    budget = build_budget(officer)
    way.paid(build_grant(city_clerk, build_person(clerk)), budget, "1234.56")
    page = text(enter(officer).get(reverse("outreach:funds")))
    assert "1,234.56" in page and "8,765.44" in page and "分文不差" in page
    type(budget).objects.filter(pk=budget.pk).update(paid=Decimal("1234.55"))
    assert "对不上" in text(enter(officer).get(reverse("outreach:funds")))


def test_the_watch_list_says_why_and_lets_go_of_whom_was_seen_to(enter, clerk):
    person = build_person(clerk, name="余大海", health="30", living_state="3")
    address = reverse("outreach:watch")
    page = text(enter(clerk).get(address))
    assert "余大海" in page and "慢性病或残疾、生活状况差" in page and "因病致贫" in page
    answer = enter(clerk).post(
        reverse("outreach:look_after", args=[person.pk]), {"done": "申请低保", "again_on": "2027-02-01"}
    )
    assert answer.status_code == 302
    assert "余大海" not in text(enter(clerk).get(address))
    assert "余大海" in text(enter(clerk).get(address, {"seen": "done"}))
    assert person.looked_after.get().reasons == "慢性病或残疾、生活状况差"


# ——— honours ———


def test_plaques_are_hung_from_the_list_of_households_without_one(enter, clerk):
    people = [build_person(clerk) for _n in range(3)]
    sheet = enter(clerk).get(reverse("outreach:hang_many"))
    assert text(sheet).count('name="person"') == 3
    data = {"station": clerk.station_id, "on": TODAY.isoformat(), "person": [people[0].pk, people[1].pk]}
    enter(clerk).post(reverse("outreach:hang_many"), data)
    assert HonourPlaque.objects.filter(state="hung").count() == 2
    page = text(enter(clerk).get(reverse("outreach:households"), {"standing": "owed"}))
    assert people[2].get_absolute_url() in page and people[0].get_absolute_url() not in page
    assert "66.7%" in text(enter(clerk).get(reverse("outreach:households")))


def test_nobody_hangs_a_plaque_in_another_village(enter, clerk, outsider):
    theirs = build_person(outsider)
    data = {"station": outsider.station_id, "on": TODAY.isoformat(), "person": [theirs.pk]}
    assert enter(clerk).post(reverse("outreach:hang_many"), data).status_code in (404, 422)
    assert not HonourPlaque.objects.exists()


def test_a_merit_notice_for_somebody_not_on_file(enter, clerk):
    values = {
        "soldier": "余小军",
        "merit": "MERIT2",
        "delivered_on": TODAY,
        "delivered_to": "父亲",
        "delivered_by": "刘敏",
    }
    assert enter(clerk).post(reverse("outreach:add_notice"), values).status_code == 302
    notice = MeritNotice.objects.get()
    assert (notice.person, notice.station, notice.prize) == (None, clerk.station, 0)


def test_an_award_twice_is_told_in_words(enter, clerk):
    person = build_person(clerk, name="余大海")
    build_award(clerk, person)
    values = {"whom": "余大海", "name": "最美退役军人", "level": "city", "awarded_on": TODAY.isoformat()}
    answer = enter(clerk).post(reverse("outreach:add_award"), values)
    assert answer.status_code == 422 and "已经登记过" in text(answer)


# ——— every list ———


def furnish(clerk, officer, rows=12):
    """Enough of everything that a query a row would show."""
    hardship()
    for number in range(rows):
        person = build_person(clerk, name=f"余{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", health="30", living_state="3")
        build_visit(clerk, person)
        build_grant(officer, person)
        build_award(clerk, person)
        build_notice(clerk, person)
        verbs.accept_card(by=clerk, person=person, accepted_on=TODAY)
        if number % 2:
            verbs.hang_plaque(by=clerk, person=Person.objects.get(pk=person.pk), on=TODAY)
        build_plan(officer, title=f"计划{number}")
        build_budget(officer, name=f"资金{number}")


LISTS = ("visits", "contacts", "visit_plans", "grants", "funds", "watch", "households", "plaques", "cards",
         "merit_notices", "awards")  # fmt: skip


def test_every_list_takes_few_queries_searches_and_exports_what_it_shows(
    enter, clerk, officer, django_assert_max_num_queries
):
    furnish(clerk, officer)
    client = enter(officer)
    for name in LISTS:
        client.get(reverse("outreach:home"))  # what the frame asks every half minute is asked here, not by the list
        address = reverse(f"outreach:{name}")
        with django_assert_max_num_queries(QUERIES):
            assert client.get(address).status_code == 200, name
        assert client.post(address, {"q": "没有这个"}).status_code == 302, name
        answer = client.post(address, {"export": "1"})
        sheet = load_workbook(answer_file(answer)).active
        assert sheet.max_row > 1, name
        assert Event.objects.filter(verb__endswith=".export").exists() or name == "funds"


def test_a_chosen_town_costs_no_query_more(enter, clerk, officer, django_assert_max_num_queries):
    furnish(clerk, officer)
    client = enter(officer)
    for name in ("contacts", "households"):
        address = f"{reverse(f'outreach:{name}')}?town={clerk.station.parent_id}"
        client.get(address)
        with django_assert_max_num_queries(QUERIES):
            rows = client.get(address).context["look"].page
        assert rows and all(row.station.parent_id == clerk.station.parent_id for row in rows)


def answer_file(answer):
    return BytesIO(b"".join(answer.streaming_content))


def test_lists_of_another_village_are_empty(enter, clerk, officer, outsider):
    furnish(clerk, officer, rows=2)
    client = enter(outsider)
    for name in set(LISTS) - {"visit_plans", "funds"}:
        page = text(client.get(reverse(f"outreach:{name}")))
        assert not re.search("余[甲乙]", page), name


def test_an_empty_list_says_what_to_do(enter, clerk):
    for name in set(LISTS) - {"funds"}:
        assert 'class="blank"' in text(enter(clerk).get(reverse(f"outreach:{name}"))), name


def test_the_panels_show_on_the_records_of_person_and_station(enter, clerk, officer):
    furnish(clerk, officer, rows=1)
    person = Person.objects.get()
    page = text(enter(clerk).get(person.get_absolute_url(), {"tab": "outreach"}))
    assert "最美退役军人" in page and "医疗难" in page and "300.00" in page
    station = text(enter(clerk).get(clerk.station.get_absolute_url()))
    assert "上门走访" in station


def test_today_leads_to_every_entry_and_shows_what_was_entered(enter, clerk):
    page = text(enter(clerk).get(reverse("outreach:today")))
    for name in (
        "add_visit",
        "afternoon",
        "add_unit_visit",
        "add_grant",
        "watch",
        "hang_many",
        "cards",
        "add_notice",
        "add_award",
    ):
        assert reverse(f"outreach:{name}") in page, name
    person = build_person(clerk, name="余大海")
    Visit.objects.filter(pk=build_visit(clerk, person).pk).update(created_at=f"{TODAY}T09:00:00+08:00")
    assert "余大海" in text(enter(clerk).get(reverse("outreach:today")))


def test_the_calendar_shows_plans_and_looks_to_come(enter, clerk):
    person = build_person(clerk, name="余大海")
    build_plan(clerk, title="冬季走访", first_on=TODAY, last_on=TODAY + timedelta(days=3))
    care = {"kind": "falling", "reasons": "", "done": "看望", "again_on": TODAY + timedelta(days=5)}
    assistance.look_after(by=clerk, person=person, today=TODAY, **care)
    page = text(enter(clerk).get(reverse("outreach:calendar"), {"month": "2026-11"}))
    assert page.count("冬季走访") >= 2 and "回访：余大海" in page
    for month in ("", "x", "0001-01", "9999-12", "2026-13"):
        assert enter(clerk).get(reverse("outreach:calendar"), {"month": month}).status_code == 200


def test_the_home_page_lists_the_review_that_waits(enter, town_clerk, clerk):
    build_grant(town_clerk, build_person(clerk, name="余大海"))
    assert "余大海" in text(enter(clerk).get("/"))
