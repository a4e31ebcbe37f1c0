"""The pages of entitlements, confirmation, family doctors, care and institutions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.figures import FIGURES, Period
from core.models import Event
from outreach.choices.entitlements import Part
from outreach.models import CarePlacement, Confirmation, FamilyDoctorContract, Institution, Received
from outreach.rules.entitlements import RULES
from tests.builders import build_person
from tests.outreach.made_entitlements import (
    build_bed,
    build_contract,
    build_institution,
    build_placement,
    build_request,
    build_round,
    on_file,
)

MOST_QUERIES = 12
TODAY = timezone.localdate()


def years_ago(years):
    return f"{TODAY.year - years}-01-01"


@pytest.fixture
def village(clerk):
    """One of each: missing, had, unknown, soon by the rule of the checkup."""
    old, day = years_ago(70), TODAY
    on_file(clerk.station, clerk, name="应享人", categories=["11"], birth_date=old)
    span = (day, day.replace(month=12, day=31))
    on_file(clerk.station, clerk, name="已享人", categories=["11"], birth_date=old, had=[("checkup", *span)])
    on_file(clerk.station, clerk, name="待核人", categories=["11"])
    on_file(clerk.station, clerk, name="年轻人", categories=["11"], birth_date=years_ago(30), had=[("checkup", *span)])


def text_of(answer):
    return answer.content.decode()


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("part", "names"),
    [("missing", ["应享人"]), ("held", ["已享人"]), ("unknown", ["待核人"]), ("lapsed", ["年轻人"]), ("soon", [])],
)
def test_each_list_shows_its_people_and_its_number(enter, clerk, village, part, names):
    answer = enter(clerk).get(reverse("outreach:entitled", args=["checkup", part]))
    assert [person.name for person in answer.context["look"].page] == names
    counts = {key: count for key, _label, count, _address in answer.context["counts"]}
    assert counts[part] == len(names)
    overview = enter(clerk).get(reverse("outreach:entitlements"))
    rows = {rule.key: found for rule, found in overview.context["rules"]}
    assert {key: count for key, _label, count, _address in rows["checkup"]} == counts


def test_a_list_says_why_somebody_is_on_it(enter, clerk, village):
    page = text_of(enter(clerk).get(reverse("outreach:entitled", args=["checkup", "lapsed"])))
    assert "不再符合：达到规定年龄" in page
    page = text_of(enter(clerk).get(reverse("outreach:entitled", args=["checkup", "unknown"])))
    assert "待核实：达到规定年龄" in page


def test_nobody_counts_whom_they_do_not_see(enter, outsider, clerk, village):
    answer = enter(outsider).get(reverse("outreach:entitlements"))
    assert all(not count for _rule, counts in answer.context["rules"] for _p, _l, count, _a in counts)
    answer = enter(outsider).get(reverse("outreach:entitled", args=["checkup", "missing"]))
    assert "应享人" not in text_of(answer) and answer.context["look"].total == 0


@pytest.mark.parametrize("address", ["no_such/missing", "checkup/no_such"])
def test_there_are_no_other_lists(enter, clerk, address):
    key, part = address.split("/")
    assert enter(clerk).get(reverse("outreach:entitled", args=[key, part])).status_code == 404


def test_the_towns_add_up_and_open_their_lists(enter, officer, outsider, village):
    on_file(outsider.station, outsider, name="远乡人", categories=["11"], birth_date=years_ago(70))
    client = enter(officer)
    answer = client.get(reverse("outreach:entitled_towns", args=["checkup"]))
    missing = {town.place: cells[0][2:] for town, cells in answer.context["towns"]}
    assert {place: count for place, (count, _address) in missing.items()} == {"赵李桥镇": 1, "神山镇": 1}
    listed = client.get(missing["神山镇"][1]).context["look"].page
    assert [person.name for person in listed] == ["远乡人"]
    assert client.get(reverse("outreach:entitled_towns", args=["no_such"])).status_code == 404


def test_figures_say_what_the_lists_say(enter, officer, village):
    for rule in RULES:
        for part in Part:
            value = FIGURES[f"entitlement.{rule.key}.{part}"].evaluate(officer)
            answer = enter(officer).get(reverse("outreach:entitled", args=[rule.key, part]))
            assert value.number == answer.context["look"].total


def test_few_queries_make_a_list_and_the_overview(enter, officer, clerk, village):
    client = enter(officer)
    assert queries(client, reverse("outreach:entitled", args=["plaque", "missing"])) <= MOST_QUERIES
    assert queries(client, reverse("outreach:entitlements")) <= MOST_QUERIES
    build_round(officer, TODAY, TODAY)
    address = reverse("outreach:confirmation_year", args=[Confirmation.objects.first().round_id])
    assert queries(client, address) <= MOST_QUERIES + 1  # the year itself, beside a list's usual ones


def test_a_list_is_exported_as_shown(enter, clerk, village):
    client, address = enter(clerk), reverse("outreach:entitled", args=["checkup", "missing"])
    assert "应享未享" in text_of(client.get(f"{address}?export=ask"))
    answer = client.post(address, {"export": "1", "reason": ""})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert Event.objects.filter(verb="entitlement.export").count() == 1


def test_the_persons_page_says_what_is_missing_and_leads_there(enter, clerk):
    person = build_person(clerk, categories=["11"])
    page = text_of(enter(clerk).get(person.get_absolute_url()))
    assert "应享待遇" in page and "家庭医生签约" in page and "老战士" in page
    receive = reverse("outreach:receive", args=[person.pk, "checkup"])
    assert receive in page and reverse("outreach:sign_contract", args=[person.pk]) in page
    client = enter(clerk)
    assert client.post(receive, {"from_on": "2999-01-01"}).status_code == 422
    assert client.post(receive, {"from_on": TODAY.isoformat()})["Location"] == person.get_absolute_url()
    page = text_of(client.get(person.get_absolute_url()))
    assert receive not in page
    row = Received.objects.get()
    assert reverse("outreach:take_back", args=[row.pk]) in text_of(client.get(f"{person.get_absolute_url()}?tab=care"))
    client.post(reverse("outreach:take_back", args=[row.pk]), {"reason": "记错"})
    assert receive in text_of(client.get(person.get_absolute_url()))


def test_a_leader_reads_and_has_no_buttons(enter, clerk, leader):
    person = build_person(clerk, categories=["11"])
    page = text_of(enter(leader).get(person.get_absolute_url()))
    assert "家庭医生签约" in page and reverse("outreach:sign_contract", args=[person.pk]) not in page


# institutions


def typed_institution(**changes):
    return {"kind": "clinic", "name": "官塘驿镇卫生院", "address": "金桥路", "capacity": "30"} | changes


def test_an_institution_is_entered_once_and_amended(enter, officer):
    client = enter(officer)
    answer = client.post(reverse("outreach:add_institution"), typed_institution())
    row = Institution.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert client.post(reverse("outreach:add_institution"), typed_institution()).status_code == 422
    amend = reverse("outreach:amend_institution", args=[row.pk])
    client.post(amend, typed_institution(phone="0715-0000001"))
    row.refresh_from_db()
    assert row.phone == "0715-0000001"
    bad = typed_institution(opened_on="2026-05-01", closed_on="2026-04-01")
    assert client.post(amend, bad).status_code == 422


def test_a_village_sees_the_bureaus_institutions_and_changes_none(enter, officer, clerk):
    row = build_institution(officer.station, "care_centre", "赤壁市康养中心")
    build_bed(officer)
    page = text_of(enter(clerk).get(row.get_absolute_url()))
    assert "101-1" in page and "赤壁市康养中心" in page
    assert enter(clerk).get(reverse("outreach:amend_institution", args=[row.pk])).status_code == 403
    client = enter(officer)
    agreement = {"subject": "体检", "signed_on": "2026-01-01", "until": "2025-01-01"}
    address = reverse("outreach:add_agreement", args=[row.pk])
    assert client.post(address, agreement).status_code == 422
    client.post(address, agreement | {"until": "2027-01-01"})
    assert row.agreements.get().subject == "体检"


# standards


def test_a_standard_is_entered_on_its_page_and_shows_its_change(enter, officer, clerk):
    client = enter(officer)
    base = {"category": "41", "level": "", "nature": "", "per": "year", "document": "示例号"}
    client.post(reverse("outreach:add_standard"), base | {"valid_from": "2024-08-01", "amount": "10000"})
    client.post(reverse("outreach:add_standard"), base | {"valid_from": "2025-08-01", "amount": "10500"})
    assert "+5.00" in text_of(enter(clerk).get(reverse("outreach:standards")))
    period = Period(TODAY.replace(year=2025, month=1, day=1), TODAY.replace(year=2025, month=12, day=31))
    assert FIGURES["standard.change"].evaluate(officer, period).number == 5
    assert FIGURES["standard.changed"].evaluate(officer, period).number == 1


# the yearly confirmation


@pytest.fixture
def round_of(officer, clerk, outsider):
    for name in ("甲", "乙", "丙"):
        on_file(clerk.station, clerk, name=name, categories=["81"])
    on_file(outsider.station, outsider, name="外", categories=["81"])
    return build_round(officer, TODAY, TODAY)


def test_a_village_is_confirmed_with_ticks(enter, clerk, round_of):
    client, address = enter(clerk), reverse("outreach:confirm_village", args=[round_of.pk])
    page = text_of(client.get(address))
    assert "登记落实" not in page and "全选" in page and "data-save" in page
    assert all(name in page for name in "甲乙丙") and "外" not in page.replace("外出", "")
    keys = list(Confirmation.objects.filter(person__station=clerk.station).values_list("pk", flat=True))
    said = {"how": "home", "confirmed_on": TODAY.isoformat()}
    assert client.post(address, said).status_code == 422  # nobody ticked
    assert client.post(address, {"person": keys[:2], "confirmed_on": TODAY.isoformat()}).status_code == 422
    theirs = Confirmation.objects.get(person__name="外").pk
    answer = client.post(address, said | {"person": [*keys[:2], theirs]})
    assert answer["Location"].endswith("?state=due")
    assert set(Confirmation.objects.filter(state="confirmed").values_list("pk", flat=True)) == set(keys[:2])


def test_the_bureau_chooses_the_village_first(enter, officer, clerk, round_of):
    client, address = enter(officer), reverse("outreach:confirm_village", args=[round_of.pk])
    assert f"?village={clerk.station_id}" in text_of(client.get(address))
    assert "甲" in text_of(client.get(f"{address}?village={clerk.station_id}"))
    assert "²" not in text_of(client.get(f"{address}?village=²"))


def test_the_years_list_counts_what_the_user_sees(enter, clerk, officer, round_of):
    totals = [enter(account).get(round_of.get_absolute_url()).context["total"] for account in (clerk, officer)]
    assert totals == [3, 4]
    assert text_of(enter(clerk).get(reverse("outreach:home"))).count("年度确认") >= 1
    work = text_of(enter(clerk).get("/"))
    assert "3 人待确认" in work


def test_proposing_and_deciding_on_the_page(enter, clerk, officer, round_of):
    row = Confirmation.objects.get(person__name="甲")
    enter(clerk).post(reverse("outreach:propose_stop", args=[row.pk]), {"reason": "联系不上"})
    assert "条停发建议" in text_of(enter(officer).get("/"))
    assert "联系不上" in text_of(enter(officer).get(reverse("outreach:decide_stop", args=[row.pk])))
    answer = enter(officer).post(
        reverse("outreach:decide_stop", args=[row.pk]), {"is_stop": "0", "decision": "已核实在世"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == "kept"
    assert enter(clerk).post(reverse("outreach:confirm", args=[row.pk]), {}).status_code in (302, 409)


@pytest.mark.parametrize(
    ("who", "may"), [("clerk", True), ("town_clerk", True), ("leader", False), ("city_admin", False)]
)
def test_who_may_not_propose_or_decide_has_no_button_and_no_way(enter, request, clerk, round_of, who, may):
    row, client = Confirmation.objects.get(person__name="甲"), enter(request.getfixturevalue(who))
    propose, decide = (reverse(f"outreach:{name}", args=[row.pk]) for name in ("propose_stop", "decide_stop"))
    assert (propose in text_of(client.get(round_of.get_absolute_url()))) is may
    assert client.get(propose).status_code == (200 if may else 403)
    enter(clerk).post(propose, {"reason": "联系不上"})
    page = text_of(client.get(round_of.get_absolute_url()))
    assert "联系不上" in page and decide not in page
    assert client.post(decide, {"is_stop": "1", "decision": "停发"}).status_code == 403


def test_somebody_of_another_village_finds_no_proposal_to_make(enter, outsider, round_of):
    row = Confirmation.objects.get(person__name="甲")
    assert enter(outsider).get(reverse("outreach:propose_stop", args=[row.pk])).status_code == 404


# family doctors and care


def test_a_contract_is_signed_served_renewed_on_its_pages(enter, clerk, officer):
    person, client = build_person(clerk, categories=["11"]), enter(clerk)
    clinic = build_institution(officer.station)
    sign = reverse("outreach:sign_contract", args=[person.pk])
    assert "羊楼洞卫生院" in text_of(client.get(sign))
    typed = {"institution": clinic.pk, "doctor": "但医生", "package": "old", "starts_on": TODAY.isoformat()}
    assert client.post(sign, typed | {"ends_on": "2000-01-01"}).status_code == 422
    assert client.post(sign, typed | {"phone": "123"}).context["form"].errors["phone"]
    end = TODAY.replace(year=TODAY.year + 1, day=1).isoformat()
    answer = client.post(sign, typed | {"ends_on": end})
    contract = FamilyDoctorContract.objects.get()
    assert answer["Location"] == contract.get_absolute_url()
    page = client.get(contract.get_absolute_url())
    assert "签约后还没有服务记录" in text_of(page) and "走访慰问 " not in text_of(page)
    begin = date.fromisoformat(end) + timedelta(days=1)
    renewed = text_of(client.get(page.context["renew"]))
    assert (
        f'value="{begin}"' in renewed and f'value="{begin.replace(year=begin.year + 1) - timedelta(days=1)}"' in renewed
    )
    assert f'value="{TODAY}"' in text_of(client.get(sign, {"starts_on": "明天"}))
    client.post(
        reverse("outreach:log_visit", args=[contract.pk]), {"on": TODAY.isoformat(), "kind": "home", "done": "测血压"}
    )
    assert "测血压" in text_of(client.get(contract.get_absolute_url()))
    assert "added" not in text_of(client.get(person.get_absolute_url()))
    assert "但医生" in text_of(client.get(reverse("outreach:contracts")))
    for view in ("ending", "unserved", "over", "all"):
        assert client.get(reverse("outreach:contracts"), {"view": view}).status_code == 200
    assert FIGURES["contract.running"].evaluate(clerk).number == 1


def test_an_ended_contract_says_why_and_offers_nothing_that_cannot_be_done(enter, clerk):
    days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=364)}
    contract, client = build_contract(clerk, build_person(clerk), **days), enter(clerk)
    end = reverse("outreach:end_contract", args=[contract.pk])
    assert f'value="{TODAY}"' in text_of(client.get(end))
    client.post(end, {"ended_on": TODAY.isoformat(), "reason": "迁往外地"})
    page = text_of(client.get(contract.get_absolute_url()))
    assert "迁往外地" in page and "没有服务记录" in page
    assert not any(words in page for words in ("登记服务", "提前终止", "续签", "在这里登记"))


def test_nobody_elses_institution_can_be_chosen(enter, clerk, outsider):
    person = build_person(clerk)
    theirs = build_institution(outsider.station, name="别处的")
    typed = {
        "institution": theirs.pk,
        "doctor": "x",
        "package": "old",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
    }
    assert enter(clerk).post(reverse("outreach:sign_contract", args=[person.pk]), typed).status_code == 422
    assert not FamilyDoctorContract.objects.exists()


def test_what_an_assessment_found_is_read_by_who_assesses_only(enter, clerk, leader):
    person = build_person(clerk)
    assess = {"on": TODAY.isoformat(), "assessor": "市医院", "scale": "gb42195", "score": "20", "is_dementia": "on"}
    enter(clerk).post(reverse("outreach:assess", args=[person.pk]), assess)
    address = f"{person.get_absolute_url()}?tab=care"
    page = text_of(enter(clerk).get(address))
    assert "完全失能" in page and "失智" in page
    page = text_of(enter(leader).get(address))
    assert "市医院" in page and "完全失能" not in page and "失智" not in page
    found = person.care_assessments.get()
    assert str(found.level) != "完全失能" and "完全失能" not in str(found.__dict__)


def test_from_the_waiting_list_into_a_bed_and_out_again(enter, clerk, officer):
    bed, person = build_bed(officer), build_person(clerk, name="吴守成")
    client = enter(clerk)
    assess = {"on": TODAY.isoformat(), "assessor": "市医院", "scale": "gb42195", "score": "20"}
    client.post(reverse("outreach:assess", args=[person.pk]), assess)
    asked = {"institution": bed.institution_id, "group": "disabled", "stay": "long", "is_urgent": "on"}
    client.post(reverse("outreach:ask_place", args=[person.pk]), asked)
    page = text_of(client.get(f"{person.get_absolute_url()}?tab=care"))
    assert "完全失能" in page and "轮候中" in page
    client = enter(officer)
    assert "吴守成" in text_of(client.get(reverse("outreach:waiting")))
    request = person.care_requests.get()
    place = {"bed": bed.pk, "in_on": TODAY.isoformat(), "fee_source": "bureau", "fee_month": "1800"}
    assert "101-1" in text_of(client.get(reverse("outreach:place", args=[request.pk])))
    client.post(reverse("outreach:place", args=[request.pk]), place)
    placement = CarePlacement.objects.get()
    assert "吴守成" in text_of(client.get(reverse("outreach:residents")))
    assert FIGURES["care.residents"].evaluate(officer).number == FIGURES["care.disabled"].evaluate(officer).number == 1
    client = enter(officer)
    client.post(reverse("outreach:leave", args=[placement.pk]), {"out_on": TODAY.isoformat(), "out_reason": "回家"})
    assert not CarePlacement.objects.present().exists()
    assert FIGURES["care.beneficiaries"].evaluate(officer, Period.year(TODAY)).number == 1


def test_beneficiaries_are_people_not_contracts(officer, clerk):
    person = build_person(clerk, categories=["11"])
    build_contract(clerk, person)
    bed = build_bed(officer)
    build_placement(officer, build_request(clerk, person, bed.institution), bed)
    build_contract(clerk, build_person(clerk, categories=["11"]))
    assert FIGURES["care.beneficiaries"].evaluate(officer).number == 2


def test_an_empty_list_says_what_to_do(enter, clerk):
    client = enter(clerk)
    for name in ("institutions", "standards", "confirmations", "contracts", "waiting", "residents", "beds"):
        page = text_of(client.get(reverse(f"outreach:{name}")))
        assert 'class="blank"' in page, name
