"""The numbers of placement and training, each against its named lists; what they count and what they leave out."""

from datetime import date
from decimal import Decimal

import pytest

from core.figures import Period
from employment.actions import dependants, enterprise, placement, training
from employment.figures import placement as f
from tests.builders import TODAY, build_person
from tests.employment.made_placement import (
    build_base,
    build_case,
    build_course,
    build_enrolment,
    build_entry,
    build_loan,
    build_mentor,
    build_policy,
    build_school,
    build_spouse,
)

YEAR = Period.year(TODAY)
UNIT = {"unit_name": "市司法局", "post_title": "科员"}


def value(figure, user, **where):
    return figure.evaluate(user, YEAR, None, **where)


def names(client, key, part=""):
    page = client.get(f"/employment/placement/numbers/{key}/?from=2026-01-01&to=2026-12-31&part={part}")
    return sorted(row.person.name for row in page.context["look"].page)


def person(by, name):
    return build_person(by, name=name)


def placed(by, name, mode="TRANSFER_OFFICER", **changes):
    case = build_case(by, person(by, name), mode=mode, **changes)
    if mode == "MIL_RETIREE":
        return placement.receive(by=by, case=case, values={"on": TODAY}, today=TODAY)
    return placement.assign(by=by, case=case, values=UNIT, today=TODAY)


def test_row_35_counts_the_placed_among_those_due_and_names_both(enter, officer):
    placed(officer, "王转业")
    placed(officer, "王休", "MIL_RETIREE")
    build_case(officer, person(officer, "王待"), mode="TRANSFER_OFFICER")
    gone = build_case(officer, person(officer, "王弃"), mode="TRANSFER_OFFICER")
    placement.withdraw(by=officer, case=gone, values={"leaving": "gives_up", "note": "书面"}, today=TODAY)
    placed(officer, "王去年", accepted_on=date(2025, 9, 1), batch_year=2025)
    build_case(officer, person(officer, "王兵"))
    found = value(f.PLACEMENT_RATE, officer)
    assert (found.number, found.among, found.text) == (2, 3, "66.7")
    client = enter(officer)
    assert names(client, "placement.rate") == ["王休", "王转业"]
    assert names(client, "placement.rate", "short") == ["王待"]


def test_row_35_is_a_hundred_per_cent_when_everybody_due_is_placed(officer):
    placed(officer, "王转业")
    placed(officer, "王休", "MIL_RETIREE")
    assert value(f.PLACEMENT_RATE, officer).text == "100"


def test_row_37_counts_people_once_among_those_who_should_be_trained(enter, officer):
    trained = build_case(officer, person(officer, "王训"), mode="SELF_EMPLOYED")
    for _each in range(2):
        course = build_course(officer)
        enrolment = build_enrolment(officer, course, trained.person)
        training.attend(by=officer, course=course, on=TODAY, among=[enrolment], present=[enrolment], today=TODAY)
    absent = build_case(officer, person(officer, "王缺"), mode="SELF_EMPLOYED")
    build_enrolment(officer, build_course(officer), absent.person)
    build_case(officer, person(officer, "王免"), mode="SELF_EMPLOYED", training_exempt="studies")
    build_case(officer, person(officer, "王官"), mode="TRANSFER_OFFICER")
    build_case(officer, person(officer, "王旧"), mode="SELF_EMPLOYED", accepted_on=date(2025, 5, 6), batch_year=2025)
    found = value(f.TRAINING_RATE, officer)
    assert (found.number, found.among) == (1, 2)
    client = enter(officer)
    assert names(client, "training.rate") == ["王训"]
    assert names(client, "training.rate", "short") == ["王缺"]
    assert value(f.SKILLED, officer).number == 1
    assert value(f.EDUCATED, officer).number == 0


def test_nobody_counts_whom_they_do_not_see(clerk, outsider, officer):
    build_case(officer, build_person(clerk), mode="SELF_EMPLOYED")
    build_case(officer, build_person(outsider), mode="SELF_EMPLOYED")
    assert value(f.TRAINING_RATE, clerk).among == 1
    assert value(f.TRAINING_RATE, officer).among == 2


def test_row_16_adds_what_was_granted_and_counts_firms_apart(officer):
    first = build_loan(officer)
    enterprise.grant(by=officer, loan=first, granted_on=TODAY, amount=Decimal("15000000"), today=TODAY)
    build_loan(officer, enterprise="未批公司")
    assert value(f.LOANS, officer).text == "1,500.00"
    assert value(f.LOANS, officer).unit == "万元"
    assert value(f.LOAN_FIRMS, officer).number == 1
    assert value(f.LOANS, officer, enterprise="神龙防腐保温工程集团有限公司").number == Decimal("15000000")


def test_rows_38_and_43(officer):
    case = build_spouse(officer)
    values = {"unit_name": "市一小", "placed_in": "institution", "placed_on": TODAY}
    dependants.place_spouse(by=officer, case=case, values=values, today=TODAY)
    build_spouse(officer, name="未安置")
    assert value(f.SPOUSES, officer).number == 1
    for is_public in (True, False):
        school = build_school(officer)
        values = {"school": "赤壁市第一小学", "is_public": is_public, "enrolled_on": TODAY}
        dependants.enter_school(by=officer, case=school, values=values, today=TODAY)
    build_school(officer)
    gone = build_school(officer)
    dependants.withdraw_school(by=officer, case=gone, reason="随父母调离", today=TODAY)
    found = value(f.SCHOOLS, officer)
    assert (found.number, found.among) == (1, 3)


def test_row_44_counts_the_bodies_of_one_document(officer):
    bodies = [f"省直第{number}部门" for number in range(1, 18)]
    document = build_policy(officer, bodies)
    build_policy(officer, title="另一件")
    assert value(f.ISSUERS, officer, document=document.pk).number == 17
    assert value(f.POLICIES, officer).number == 2


def test_rows_49_to_51(officer):
    for kind in ("incubator", "training", "practice"):
        build_base(officer, kind=kind)
    build_base(officer, closed_on=TODAY)
    build_mentor(officer)
    build_mentor(officer, is_active=False)
    build_entry(officer)
    build_entry(officer, held_on=date(2024, 9, 1))
    parts = f.BASES.evaluate(officer, None, None, "kind").parts
    assert {kind: part.number for kind, part in parts.items()} == {"incubator": 1, "training": 1, "practice": 1}
    assert value(f.MENTORS, officer).number == 1
    assert value(f.ENTRIES, officer).number == 1


@pytest.mark.parametrize("figure", [*f.STRIP, *f.BESIDE], ids=lambda figure: figure.key)
def test_every_number_opens_the_list_it_counts(enter, officer, figure):
    placed(officer, "王转业")
    build_case(officer, person(officer, "王迟"), accepted_on=date(2026, 1, 5))
    build_mentor(officer)
    build_base(officer)
    build_policy(officer)
    build_loan(officer)
    address = f"/employment/placement/numbers/{figure.key}/?from=2026-01-01&to=2026-12-31"
    page = enter(officer).get(address)
    found = value(figure, officer)
    if figure.show != "money" and not figure.distinct:
        assert page.context["look"].total == found.number
    assert page.status_code == 200
    if figure.show == "rate":
        short = enter(officer).get(f"{address}&part=short").context["look"].total
        assert short == found.among - found.number


def test_the_page_of_numbers_asks_the_database_little(enter, officer, django_assert_max_num_queries):
    client = enter(officer)
    client.get("/employment/placement/numbers/")
    with django_assert_max_num_queries(30):
        client.get("/employment/placement/numbers/")
