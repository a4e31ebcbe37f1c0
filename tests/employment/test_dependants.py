"""Spouses and children: deadlines of the bureau's own, matching with the like, public schools."""

from datetime import date, timedelta

import pytest

from core.actions import NotAllowed, Refused
from core.models import Event
from core.worklist import of as work_of
from employment.actions import dependants as actions
from tests.builders import TODAY
from tests.employment.made_placement import build_school, build_spouse, fresh

PLACED = {"unit_name": "市第一小学", "placed_in": "institution", "placed_on": TODAY}
ENTERED = {"school": "市第一小学", "is_public": True, "enrolled_on": TODAY}


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_spouse_is_due_ninety_days_after_applying_and_the_bureau_may_change_that(officer):
    assert build_spouse(officer, applied_on=date(2026, 11, 2)).due_on == date(2027, 2, 1)
    actions.set_limits(by=officer, spouse_days=30, school_days_before_term=20, today=TODAY)
    assert build_spouse(officer, applied_on=date(2026, 11, 2)).due_on == date(2026, 12, 2)
    assert build_school(officer, term_on=date(2027, 2, 22)).due_on == date(2027, 2, 2)


def test_a_child_is_settled_fifteen_days_before_the_term_or_on_its_eve_when_late(officer):
    assert build_school(officer, term_on=date(2027, 2, 22)).due_on == date(2027, 2, 7)
    late = build_school(officer, applied_on=TODAY, term_on=TODAY + timedelta(days=6))
    assert late.due_on == TODAY + timedelta(days=5)


def test_a_spouse_is_matched_and_placed_once(officer):
    case = build_spouse(officer)
    actions.seek_match(by=officer, case=case, today=TODAY)
    actions.place_spouse(by=officer, case=case, values=PLACED, today=TODAY)
    assert (fresh(case).state, fresh(case).unit_name) == ("placed", "市第一小学")
    with refused("ended"):
        actions.place_spouse(by=officer, case=case, values=PLACED, today=TODAY)
    with refused("ended"):
        actions.amend_spouse(by=officer, row=fresh(case), values={"name": "改"}, today=TODAY)
    assert Event.objects.filter(verb="dependant.decide", subject_id=case.pk).count() == 2


def test_another_kind_of_unit_than_before_needs_a_reason(enter, officer):
    case = build_spouse(officer, standing="institution")
    data = {"unit_name": "维达力公司", "placed_in": "other", "placed_on": "2026-11-23"}
    address = f"/employment/spouses/{case.pk}/place/"
    response = enter(officer).post(address, data)
    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    assert enter(officer).post(address, data | {"reason": "本人自愿"}).status_code == 302
    assert fresh(case).placed_in == "other"


def test_nobody_is_placed_before_applying_or_tomorrow(officer):
    case = build_spouse(officer)
    with refused("before"):
        actions.place_spouse(by=officer, case=case, values=PLACED | {"placed_on": date(2026, 10, 1)}, today=TODAY)
    with refused("future"):
        actions.place_spouse(by=officer, case=case, values=PLACED | {"placed_on": date(2027, 1, 1)}, today=TODAY)


def test_a_child_goes_by_the_education_office_into_a_school(officer):
    case = build_school(officer)
    actions.forward_school(by=officer, case=case, today=TODAY)
    actions.enter_school(by=officer, case=case, values=ENTERED, today=TODAY)
    assert (fresh(case).state, fresh(case).is_public) == ("enrolled", True)
    with refused("ended"):
        actions.withdraw_school(by=officer, case=case, reason="—", today=TODAY)


def test_the_village_applies_and_the_bureau_decides(clerk):
    case = build_spouse(clerk)
    with pytest.raises(NotAllowed):
        actions.place_spouse(by=clerk, case=case, values=PLACED, today=TODAY)


def test_a_term_before_the_application_is_told_beside_the_field(enter, clerk):
    data = {
        "name": "李小禾", "soldier": "李军", "stage": "primary", "ground": "garrison", "applied_on": "2026-11-23",
        "term_on": "2026-09-01",
    }  # fmt: skip
    response = enter(clerk).post("/employment/schools/add/", data)
    assert response.status_code == 422
    assert "term_on" in response.context["form"].errors


def test_what_is_due_stands_on_the_bureaus_work_list_only(officer, clerk):
    case = build_school(clerk)
    assert case.get_absolute_url() in {work.url for work in work_of(officer, TODAY)}
    assert case.get_absolute_url() not in {work.url for work in work_of(clerk, TODAY)}


def test_an_outsider_does_not_see_the_child(enter, clerk, outsider):
    case = build_school(clerk)
    assert enter(outsider).get(case.get_absolute_url()).status_code == 404
    assert case.name not in enter(outsider).get("/employment/schools/").content.decode()
