"""Institutions, standards, confirmation, contracts, care: every verb does it, refuses it, leaves a line, leaves nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.actions import NotAllowed, Refused
from core.models import Event, Notice
from outreach.actions import care, confirmation, doctors, entitlements
from outreach.actions.daily import look_after
from outreach.models import (
    BenefitStandard,
    CareAssessment,
    CarePlacement,
    CareRequest,
    Confirmation,
    FamilyDoctorContract,
    Received,
)
from stations.actions import system_account
from tests.builders import build_person
from tests.outreach.made_entitlements import (
    DAY,
    build_bed,
    build_contract,
    build_placement,
    build_request,
    build_round,
    on_file,
)

ONE = timedelta(days=1)


@pytest.fixture
def person(clerk):
    return build_person(clerk, categories=["11"])


def lines(verb):
    return Event.objects.filter(verb=verb).count()


# what was received


def test_a_checkup_counts_for_its_year(clerk, person):
    row = entitlements.note_received(by=clerk, person=person, key="checkup", from_on=DAY, note="市医院", today=DAY)
    assert (row.until, lines("entitlement.note")) == (date(2026, 12, 31), 1)
    with pytest.raises(Refused):
        entitlements.note_received(by=clerk, person=person, key="checkup", from_on=DAY, note="", today=DAY)
    entitlements.take_back(by=clerk, received=row, reason="记错")
    assert not Received.objects.in_force().exists()


@pytest.mark.parametrize(("key", "day"), [("no_such", DAY), ("checkup", DAY + ONE)])
def test_what_is_not_so_is_not_noted(clerk, person, key, day):
    with pytest.raises((Refused, ValidationError)):
        entitlements.note_received(by=clerk, person=person, key=key, from_on=day, note="", today=DAY)
    assert not Received.objects.exists()


# standards


def standard(by, year, amount, **more):
    values = {"category": "41", "level": "", "nature": "", "valid_from": date(year, 8, 1), "per": "year"}
    return entitlements.enter_standard(by=by, values=values | {"amount": Decimal(amount), "document": "文件"} | more)


def test_a_standard_knows_what_it_replaced_in_whatever_order_it_was_entered(officer):
    standard(officer, 2024, "10000")
    standard(officer, 2026, "11550")
    standard(officer, 2025, "11000")
    rows = BenefitStandard.objects.order_by("valid_from").values_list("before", "change")
    assert list(rows) == [(None, None), (Decimal(10000), Decimal("10.00")), (Decimal(11000), Decimal("5.00"))]
    entitlements.remove_standard(by=officer, standard=BenefitStandard.objects.get(valid_from__year=2025))
    assert BenefitStandard.objects.get(valid_from__year=2026).change == Decimal("15.50")


def test_a_clerk_enters_no_standard_and_nobody_twice(officer, clerk):
    with pytest.raises(NotAllowed):
        standard(clerk, 2026, "1")
    standard(officer, 2026, "100")
    with pytest.raises(ValidationError):
        standard(officer, 2026, "200")
    assert BenefitStandard.objects.count() == 1


# the yearly confirmation


def test_the_list_is_everybody_who_draws_a_payment_and_is_on_file(officer, clerk, outsider):
    drawing = [on_file(clerk.station, clerk, categories=[code]) for code in ("11", "81", "B")]
    on_file(clerk.station, clerk, categories=["SELF_EMPLOYED_PATH"])
    on_file(clerk.station, clerk, categories=["11"], alive="deceased")
    far = on_file(outsider.station, outsider, categories=["21"])
    opened = build_round(officer)
    assert set(opened.confirmations.values_list("person", flat=True)) == {one.pk for one in (*drawing, far)}
    with pytest.raises(ValidationError):
        build_round(officer)
    new = on_file(clerk.station, clerk, categories=["51"])
    confirmation.add_new_people(by=officer, opened=opened)
    assert opened.confirmations.count() == 5
    assert opened.confirmations.get(person=new).state == "due"


def test_a_village_is_confirmed_at_once_or_not_at_all(officer, clerk):
    for _number in range(3):
        on_file(clerk.station, clerk, categories=["11"])
    build_round(officer)
    rows = list(Confirmation.objects.all())
    said = {"how": "home", "confirmed_on": DAY, "today": DAY}
    confirmation.confirm(by=clerk, confirmation=rows[0], **said)
    with pytest.raises(Refused):
        confirmation.confirm_many(by=clerk, confirmations=rows, **said)
    assert Confirmation.objects.filter(state="confirmed").count() == 1
    assert confirmation.confirm_many(by=clerk, confirmations=rows[1:], **said) == 2
    assert set(Confirmation.objects.values_list("how", "confirmed_by")) == {("home", clerk.pk)}
    assert lines("confirmation.confirm") == 3
    with pytest.raises(ValidationError):
        confirmation.check_day(DAY + ONE, DAY)


def test_a_proposal_is_decided_by_an_officer_with_grounds(officer, clerk):
    on_file(clerk.station, clerk, categories=["11"])
    build_round(officer)
    row = Confirmation.objects.get()
    with pytest.raises(Refused):
        confirmation.decide(by=officer, confirmation=row, is_stop=True, decision="x", today=DAY)
    row = confirmation.propose_stop(by=clerk, confirmation=row, reason="多次联系不上", today=DAY)
    with pytest.raises(NotAllowed):
        confirmation.decide(by=clerk, confirmation=row, is_stop=True, decision="x", today=DAY)
    row = confirmation.decide(by=officer, confirmation=row, is_stop=True, decision="核实已迁出", today=DAY)
    assert (row.state, row.decided_by, row.decision) == ("stopped", officer, "核实已迁出")
    told = Notice.objects.get(kind="confirmation", station=clerk.station)
    assert told.url == row.person.get_absolute_url() and row.person.name in told.text and "核实已迁出" in told.text
    with pytest.raises(Refused):
        confirmation.confirm(by=clerk, confirmation=row, how="phone", confirmed_on=DAY, today=DAY)


def test_whoever_is_missing_after_the_day_is_proposed_never_stopped(officer, clerk):
    on_file(clerk.station, clerk, categories=["11"])
    build_round(officer, due_on=DAY)
    system = system_account()
    assert look_after(by=system, today=DAY)["proposed"] == 0
    assert look_after(by=system, today=DAY + ONE)["proposed"] == 1
    assert look_after(by=system, today=DAY + 2 * ONE)["proposed"] == 0
    assert Confirmation.objects.get().state == "proposed"
    assert Notice.objects.filter(kind="confirmation_missing", station=clerk.station).count() == 1


# family doctors


def test_one_contract_at_a_time_and_the_next_from_the_day_after(clerk, person):
    first = build_contract(clerk, person)
    with pytest.raises(ValidationError):
        build_contract(clerk, person, starts_on=date(2027, 11, 22), ends_on=date(2028, 11, 21))
    build_contract(clerk, person, starts_on=date(2027, 11, 23), ends_on=date(2028, 11, 22))
    assert FamilyDoctorContract.objects.on(first.ends_on).get() == first
    assert lines("contract.sign") == 2


def test_nobody_signs_for_the_dead(clerk):
    gone = on_file(clerk.station, clerk, categories=["11"], alive="deceased")
    with pytest.raises(Refused):
        build_contract(clerk, gone)
    assert not FamilyDoctorContract.objects.exists()


def test_signed_but_not_served_after_a_quarter(clerk, person):
    contract = build_contract(clerk, person)
    late = DAY + timedelta(days=91)
    assert not FamilyDoctorContract.objects.unserved(late - ONE).exists()
    assert FamilyDoctorContract.objects.unserved(late).get() == contract
    doctors.log_visit(by=clerk, contract=contract, values={"on": late, "kind": "home", "done": "测血压"}, today=late)
    assert not FamilyDoctorContract.objects.unserved(late).exists()
    assert FamilyDoctorContract.objects.unserved(late + timedelta(days=91)).exists()


@pytest.mark.parametrize("on", [DAY - ONE, DAY + ONE])
def test_a_visit_lies_within_the_contract_and_not_ahead(clerk, person, on):
    contract = build_contract(clerk, person)
    with pytest.raises(ValidationError):
        doctors.log_visit(by=clerk, contract=contract, values={"on": on, "kind": "home", "done": "x"}, today=DAY)
    assert not contract.visits.exists()


def test_an_ended_contract_counts_until_the_day_before(clerk, person):
    contract = build_contract(clerk, person)
    said = {"reason": "迁出", "today": DAY + ONE}
    doctors.end_contract(by=clerk, contract=contract, ended_on=DAY + ONE, **said)
    assert FamilyDoctorContract.objects.on(DAY).exists()
    assert not FamilyDoctorContract.objects.on(DAY + ONE).exists()
    with pytest.raises(Refused):
        doctors.end_contract(by=clerk, contract=contract, ended_on=DAY + ONE, **said)


@pytest.mark.parametrize("ended_on", [DAY - ONE, DAY + ONE, DAY + 3 * ONE])
def test_a_contract_ends_while_it_runs_not_ahead_and_not_before_its_last_visit(clerk, person, ended_on):
    contract, today = build_contract(clerk, person), DAY + 2 * ONE
    visit = {"on": today, "kind": "home", "done": "测血压"}
    contract = doctors.log_visit(by=clerk, contract=contract, values=visit, today=today)
    with pytest.raises(ValidationError) as problem:
        doctors.end_contract(by=clerk, contract=contract, ended_on=ended_on, reason="迁出", today=today)
    assert (
        "ended_on" in problem.value.error_dict and not FamilyDoctorContract.objects.filter(end_reason="迁出").exists()
    )
    doctors.end_contract(by=clerk, contract=contract, ended_on=today, reason="迁出", today=today)


def test_a_contract_that_has_not_begun_ends_on_its_first_day(clerk, person):
    contract = build_contract(clerk, person, starts_on=DAY + ONE)
    doctors.end_contract(by=clerk, contract=contract, ended_on=DAY + ONE, reason="误签", today=DAY)
    assert not FamilyDoctorContract.objects.on(DAY + ONE).exists()


def test_a_station_is_reminded_once_of_contracts_that_end(clerk, person):
    build_contract(clerk, person)
    soon = date(2027, 11, 22) - timedelta(days=30)
    system = system_account()
    assert [look_after(by=system, today=day)["ending"] for day in (soon - ONE, soon, soon + ONE)] == [0, 1, 0]
    assert Notice.objects.get(kind="contract_ending").station == clerk.station


# the care centre


@pytest.mark.parametrize(
    ("scale", "score", "is_dementia", "level", "group"),
    [
        ("gb42195", 90, False, "能力完好", "able"),
        ("gb42195", 89, False, "轻度失能", "half"),
        ("gb42195", 66, False, "轻度失能", "half"),
        ("gb42195", 65, False, "中度失能", "half"),
        ("gb42195", 46, False, "中度失能", "half"),
        ("gb42195", 45, False, "重度失能", "disabled"),
        ("gb42195", 30, False, "重度失能", "disabled"),
        ("gb42195", 29, False, "完全失能", "disabled"),
        ("gb42195", 0, False, "完全失能", "disabled"),
        ("gb42195", 80, True, "轻度失能", "dementia"),
        ("nhsa2021", 0, False, "基本正常", "able"),
        ("nhsa2021", 2, False, "中度失能", "half"),
        ("nhsa2021", 3, False, "重度失能Ⅰ级", "disabled"),
        ("nhsa2021", 5, True, "重度失能Ⅲ级", "dementia"),
    ],
)
def test_the_scales_give_level_and_group(clerk, person, scale, score, is_dementia, level, group):
    values = {"on": DAY, "assessor": "市医院", "scale": scale, "score": score, "is_dementia": is_dementia}
    row = care.assess(by=clerk, person=person, values=values, today=DAY)
    row.refresh_from_db()
    assert (row.level.plain(), row.group.plain(), row.score.plain()) == (level, group, str(score))
    assert level not in str(Event.objects.latest("pk").changes) and level not in str(row)


@pytest.mark.parametrize(("scale", "score"), [("gb42195", 91), ("nhsa2021", 6)])
def test_a_scale_has_no_other_numbers(clerk, person, scale, score):
    values = {"on": DAY, "assessor": "市医院", "scale": scale, "score": score, "is_dementia": False}
    with pytest.raises(ValidationError):
        care.assess(by=clerk, person=person, values=values, today=DAY)
    assert not CareAssessment.objects.exists()


def test_a_bed_is_given_once(officer, clerk, person):
    bed = build_bed(officer)
    other = build_person(clerk)
    taken = build_placement(officer, build_request(clerk, person, bed.institution), bed)
    asked = build_request(clerk, other, bed.institution)
    with pytest.raises(ValidationError):
        build_placement(officer, asked, bed)
    asked.refresh_from_db()
    assert (asked.state, CarePlacement.objects.count()) == ("waiting", 1)
    with pytest.raises(IntegrityError), transaction.atomic():  # past every check, the database itself refuses
        CarePlacement.objects.bulk_create(
            [CarePlacement(person=other, bed=bed, group="half", stay="long", in_on=DAY, made_by=officer)]
        )
    care.leave(by=officer, placement=taken, out_on=DAY, out_reason="好转回家", today=DAY)
    build_placement(officer, asked, bed)
    assert CarePlacement.objects.present().get().person == other


def test_nobody_waits_twice_and_only_who_waits_moves_in(officer, clerk, person):
    bed = build_bed(officer)
    asked = build_request(clerk, person, bed.institution)
    with pytest.raises(ValidationError):
        build_request(clerk, person, bed.institution)
    care.withdraw_request(by=clerk, request=asked, reason="家属照料", today=DAY)
    with pytest.raises(Refused):
        build_placement(officer, asked, bed)
    with pytest.raises(NotAllowed):
        build_placement(clerk, build_request(clerk, person, bed.institution), bed)


def test_who_looks_at_an_old_page_undoes_nothing(officer, clerk, person):
    bed = build_bed(officer)
    asked = build_request(clerk, person, bed.institution)
    seen = CareRequest.objects.get()
    taken = build_placement(officer, asked, bed)
    with pytest.raises(Refused):  # moved in since
        care.withdraw_request(by=clerk, request=seen, reason="家属照料", today=DAY)
    assert CareRequest.objects.get().state == "placed"
    seen = CarePlacement.objects.get()
    care.leave(by=officer, placement=taken, out_on=DAY, out_reason="好转回家", today=DAY)
    with pytest.raises(Refused):
        care.leave(by=officer, placement=seen, out_on=DAY, out_reason="转院", today=DAY)
    assert CarePlacement.objects.get().out_reason == "好转回家"


@pytest.mark.parametrize(("out_on", "said"), [(DAY - ONE, f"{DAY:%Y-%m-%d}"), (DAY + ONE, "日期还没有到")])
def test_a_day_of_leaving_is_refused_in_words_that_help(officer, clerk, person, out_on, said):
    taken = build_placement(officer, build_request(clerk, person, build_bed(officer).institution))
    with pytest.raises(ValidationError) as problem:
        care.leave(by=officer, placement=taken, out_on=out_on, out_reason="回家", today=DAY)
    assert said in str(problem.value.message_dict["out_on"])


def test_what_a_closed_station_kept_goes_to_its_successor():
    """What belongs to a person follows the person; these columns are found by the merger itself."""
    from stations.belongings import key_of, moving_columns

    moving = {key_of(column) for column in moving_columns()}
    assert {"outreach.institution.station", "outreach.confirmationyear.station"} <= moving
