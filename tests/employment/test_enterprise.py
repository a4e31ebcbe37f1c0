"""Mentors, bases, contests, loans, policy documents."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.actions import NotAllowed, Refused
from core.finding import search
from core.models import Event
from employment.actions import enterprise as actions
from employment.models import PolicyDocument
from tests.builders import TODAY, build_person
from tests.employment.made_placement import (
    build_base,
    build_employer,
    build_entry,
    build_loan,
    build_mentor,
    build_policy,
    fresh,
)


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def test_a_mentor_holds_sessions_since_being_appointed(officer):
    mentor = build_mentor(officer)
    values = {"on": TODAY, "topic": "直播带货", "place": "孵化基地", "attendees": 30}
    actions.hold_session(by=officer, mentor=mentor, values=values, today=TODAY)
    assert mentor.sessions.get().attendees == 30
    with refused("before"):
        actions.hold_session(by=officer, mentor=mentor, values=values | {"on": date(2024, 1, 1)}, today=TODAY)


def test_a_firm_or_a_trainee_comes_into_a_base_and_leaves(clerk, officer):
    base = build_base(officer)
    person = build_person(clerk)
    stay = actions.move_in(
        by=clerk, base=base, station=clerk.station, values={"person": person, "from_on": TODAY}, today=TODAY
    )
    assert stay.station == person.station
    with pytest.raises(ValidationError):
        actions.move_in(by=officer, base=base, station=officer.station, values={"from_on": TODAY}, today=TODAY)
    actions.move_out(by=clerk, stay=stay, to_on=TODAY, today=TODAY)
    with refused("left"):
        actions.move_out(by=clerk, stay=stay, to_on=TODAY, today=TODAY)


def test_who_is_inside_is_seen_where_they_belong(enter, clerk, outsider, officer):
    base = build_base(officer)
    person = build_person(outsider, name="王远方")
    values = {"person": person, "from_on": TODAY}
    actions.move_in(by=officer, base=base, station=officer.station, values=values, today=TODAY)
    assert "王远方" not in enter(clerk).get(base.get_absolute_url()).content.decode()
    assert "王远方" in enter(outsider).get(base.get_absolute_url()).content.decode()


def test_a_shared_record_offers_no_button_that_would_lead_nowhere(enter, clerk, officer):
    mentor = build_mentor(officer)
    page = enter(clerk).get(mentor.get_absolute_url()).content.decode()
    assert f"/mentors/{mentor.pk}/session/" not in page
    assert f"/mentors/{mentor.pk}/amend/" not in page
    assert f"/mentors/{mentor.pk}/session/" in enter(officer).get(mentor.get_absolute_url()).content.decode()


def test_a_loan_is_granted_once_with_the_amount_of_the_bank(officer, clerk):
    loan = build_loan(clerk)
    with pytest.raises(NotAllowed):
        actions.grant(by=clerk, loan=loan, granted_on=TODAY, amount=Decimal("100"), today=TODAY)
    actions.grant(by=officer, loan=loan, granted_on=TODAY, amount=Decimal("9000000"), today=TODAY)
    assert (fresh(loan).state, fresh(loan).amount) == ("granted", Decimal("9000000.00"))
    with refused("decided"):
        actions.decline(by=officer, loan=loan, reason="—", today=TODAY)
    actions.repaid(by=officer, loan=loan, today=TODAY)
    assert Event.objects.filter(verb="enterprise.grant", subject_id=loan.pk).count() == 2


def test_a_loan_that_the_bank_has_decided_on_is_corrected_by_the_bureau_only(officer, clerk):
    loan = build_loan(clerk)
    actions.amend_loan(by=clerk, row=loan, values={"purpose": "扩产"}, today=TODAY)
    actions.grant(by=officer, loan=loan, granted_on=TODAY, amount=Decimal("100"), today=TODAY)
    with refused("decided"):
        actions.amend_loan(by=clerk, row=fresh(loan), values={"amount": Decimal("1")}, today=TODAY)
    actions.amend_loan(by=officer, row=fresh(loan), values={"amount": Decimal("200")}, today=TODAY)
    assert fresh(loan).amount == Decimal("200.00")


def test_the_enterprise_of_a_loan_comes_from_the_employer(enter, officer):
    employer = build_employer(officer)
    data = {
        "employer": employer.pk,
        "amount": "500000",
        "purpose": "周转",
        "bank": "农商行",
        "applied_on": "2026-11-20",
    }
    response = enter(officer).post("/employment/loans/add/", data)
    assert response.status_code == 302, response.content.decode()
    assert employer.loans.get().enterprise == employer.name


def test_an_entry_in_a_contest_is_kept_with_its_prize(officer):
    entry = build_entry(officer, prize="二等奖")
    actions.amend_entry(by=officer, row=entry, values={"prize": "一等奖"}, today=TODAY)
    assert fresh(entry).prize == "一等奖"
    assert Event.objects.filter(verb="enterprise.keep", subject_id=entry.pk).first().changes == {
        "prize": ["二等奖", "一等奖"]
    }


class TestPolicies:
    def test_bodies_are_read_from_lines_and_from_commas_each_once(self, enter, officer):
        data = {
            "title": "湖北省促进新时代退役军人就业创业工作实施意见", "level": "province", "issued_on": "2019-09-01",
            "bodies": "省退役军人事务厅、省教育厅\n省财政厅\n省教育厅",
        }  # fmt: skip
        assert enter(officer).post("/employment/policies/add/", data).status_code == 302
        document = PolicyDocument.objects.get()
        assert [str(body) for body in document.issuers.all()] == ["省退役军人事务厅", "省教育厅", "省财政厅"]

    @pytest.mark.parametrize("text", ["就业创业", "鄂退役军人发〔2019〕1号", "教育厅", "贷款贴息", "教育厅 贴息"])
    def test_a_document_is_found_by_title_number_body_and_text(self, officer, clerk, text):
        build_policy(officer, text="对自主创业的，给予创业担保贷款贴息。")
        build_policy(officer, ["市人社局"], title="另一件", number="赤人社〔2020〕3号", text="其他内容")
        hits = [hit.label for _title, found in search(clerk, text) for hit in found.hits]
        assert hits == ["关于促进就业创业的意见"]

    def test_the_list_searches_the_text_and_the_export_takes_the_same(self, enter, officer):
        build_policy(officer, text="给予创业担保贷款贴息。")
        build_policy(officer, title="另一件", text="其他")
        client = enter(officer)
        response = client.post("/employment/policies/", {"q": "贴息"}, follow=True)
        assert [row.title for row in response.context["look"].page] == ["关于促进就业创业的意见"]

    def test_amending_replaces_the_bodies(self, officer):
        document = build_policy(officer)
        actions.amend_policy(by=officer, row=document, values={"title": "改题"}, issuers=["省委组织部"], today=TODAY)
        assert [str(body) for body in document.issuers.all()] == ["省委组织部"]
