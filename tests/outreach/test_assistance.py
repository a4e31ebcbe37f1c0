"""Grants: three reviews by three hands, funds that cannot be overdrawn, help not given twice unseen, the watch list."""

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.actions import NotAllowed, Refused
from core.figures import Period
from core.models import Event, Notice
from outreach.actions import assistance, honours
from outreach.desk import assistance as desk
from outreach.figures import honours as f
from outreach.models import FundYear, Grant
from outreach.rules import poverty
from outreach.workflow.grants import GRANTS
from tests.builders import TODAY, build_account, build_network, build_person
from tests.outreach.made_visits import NOTE, Way, build_budget, build_grant, build_visit, fresh, hardship
from veterans.models import Person

YEAR = Period.year(TODAY)


def approval(budget, amount="2000"):
    return {**NOTE, "budget": budget, "amount": Decimal(amount)}


def test_a_grant_goes_through_village_town_and_bureau_to_payment(clerk, city_clerk, way, officer):
    budget = build_budget(officer)
    grant = way.paid(build_grant(city_clerk, build_person(clerk)), budget)
    assert grant.state == "paid" and grant.voucher == "记101"
    assert [(move.action, move.by.username) for move in grant.moves.all()] == [
        ("apply", "city_clerk"),
        ("review", "clerk"),
        ("check", "town_clerk"),
        ("approve", "leader"),
        ("pay", "officer"),
    ]
    assert all(move.on == TODAY for move in grant.moves.all())
    budget.refresh_from_db()
    assert (budget.approved, budget.paid, budget.left) == (Decimal(2000), Decimal(2000), Decimal(8000))
    assert not desk.differences(officer)
    verbs = Event.objects.filter(subject_type="outreach.grant", subject_id=grant.pk).values_list("verb", flat=True)
    assert set(verbs) == {"grant.apply", "grant.review", "grant.check", "grant.approve", "grant.pay"}
    assert Notice.objects.filter(station=grant.station, kind="grant").exists()


def test_whoever_entered_the_application_reviews_nothing_of_it(clerk, town_clerk, officer, leader, way):
    own = build_grant(clerk)
    with pytest.raises(Refused) as no:
        assistance.review(by=clerk, grant=own, values=NOTE, today=TODAY)
    assert no.value.code == "own"
    assert fresh(own).state == "applied" and fresh(own).moves.count() == 1
    by_town = build_grant(town_clerk, build_person(clerk))
    with pytest.raises(Refused):
        assistance.check(by=town_clerk, grant=way.reviewed(by_town), values=NOTE, today=TODAY)
    by_bureau = build_grant(officer, build_person(clerk))
    with pytest.raises(Refused):
        assistance.approve(
            by=officer, grant=way.checked(by_bureau), values=approval(build_budget(officer)), today=TODAY
        )


def test_one_hand_does_only_one_review_and_does_not_pay_what_it_approved(clerk, town_clerk, city_clerk, officer, way):
    grant = build_grant(city_clerk, build_person(clerk))
    assistance.review(by=town_clerk, grant=grant, values=NOTE, today=TODAY)
    with pytest.raises(Refused) as no:
        assistance.check(by=town_clerk, grant=fresh(grant), values=NOTE, today=TODAY)
    assert no.value.code == "own"
    other, budget = build_grant(city_clerk, build_person(clerk)), build_budget(officer)
    assistance.approve(by=officer, grant=way.checked(other), values=approval(budget), today=TODAY)
    paid = {"paid_on": TODAY, "paid_how": "card", "voucher": "记1"}
    with pytest.raises(Refused):
        assistance.pay(by=officer, grant=fresh(other), values=paid, today=TODAY)


def test_a_review_out_of_turn_or_by_the_wrong_post_is_refused(clerk, town_clerk, city_clerk, leader, officer):
    grant = build_grant(city_clerk, build_person(clerk))
    with pytest.raises(Refused):
        assistance.check(by=town_clerk, grant=grant, values=NOTE, today=TODAY)
    with pytest.raises(NotAllowed):
        assistance.review(by=leader, grant=grant, values=NOTE, today=TODAY)
    with pytest.raises(Refused) as no:
        assistance.review(by=city_clerk_of(officer), grant=grant, values=NOTE, today=TODAY)
    assert no.value.code == "not_own"


def city_clerk_of(officer):
    return build_account("second_city_clerk", officer.station, "station_clerk", full_name="钱多多")


def test_what_is_sent_back_is_reviewed_anew(clerk, town_clerk, city_clerk, way):
    grant = way.reviewed(build_grant(city_clerk, build_person(clerk)))
    assistance.send_back(by=town_clerk, grant=grant, values={"note": "缺发票"}, today=TODAY)
    values = {"facts": "已补发票。", "asked": Decimal(1500), "note": ""}
    assistance.hand_in_again(by=city_clerk, grant=fresh(grant), values=values, today=TODAY)
    assert (fresh(grant).state, fresh(grant).asked) == ("applied", Decimal(1500))
    assert way.checked(fresh(grant)).state == "checked"


def test_an_approval_revoked_before_payment_gives_the_money_back(clerk, city_clerk, way, officer, leader):
    budget = build_budget(officer)
    grant = way.approved(build_grant(city_clerk, build_person(clerk)), budget)
    assistance.revoke(by=officer, grant=grant, values={"note": "本人去世"}, today=TODAY)
    budget.refresh_from_db()
    assert (fresh(grant).state, budget.approved) == ("refused", 0)
    assert not desk.differences(officer)


def test_a_fund_is_not_overdrawn_not_even_by_a_fen(clerk, city_clerk, way, officer):
    budget = build_budget(officer, "2000.00")
    first, second = (build_grant(city_clerk, build_person(clerk)) for _n in range(2))
    way.approved(first, budget, "1999.99")
    checked = way.checked(second)
    with pytest.raises(Refused) as no:
        assistance.approve(by=officer, grant=checked, values=approval(budget, "0.02"), today=TODAY)
    assert no.value.code == "overdrawn"
    assert fresh(second).state == "checked" and fresh(second).moves.count() == 3
    assistance.approve(by=officer, grant=fresh(second), values=approval(budget, "0.01"), today=TODAY)
    budget.refresh_from_db()
    assert budget.left == 0


def test_the_database_itself_refuses_an_overdrawn_fund(officer):
    budget = build_budget(officer, "100")
    with pytest.raises(IntegrityError), transaction.atomic():
        FundYear.objects.filter(pk=budget.pk).update(approved=Decimal("100.01"))


def test_a_budget_is_not_lowered_below_what_is_approved(clerk, city_clerk, way, officer):
    budget = build_budget(officer)
    way.approved(build_grant(city_clerk, build_person(clerk)), budget)
    with pytest.raises(Refused):
        assistance.change_budget(by=officer, fundyear=budget, budget=Decimal(1999), note="调减", today=TODAY)
    assistance.change_budget(by=officer, fundyear=budget, budget=Decimal(2000), note="调减", today=TODAY)
    again = build_budget(officer, "3000")
    assert again.pk == budget.pk and again.left == Decimal(1000)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_do_not_overdraw_the_fund():
    network = build_network()
    clerk = build_account("clerk", network["羊楼洞村委会"], "station_clerk")
    town_clerk = build_account("town_clerk", network["赵李桥镇"], "station_clerk")
    city = network["赤壁市"]
    city_clerk = build_account("city_clerk", city, "station_clerk")
    officer, leader = build_account("officer", city, "bureau_officer"), build_account("leader", city, "leader")
    budget = build_budget(officer, "3000")
    way = Way(clerk, town_clerk, leader, officer)
    grants = [way.checked(build_grant(city_clerk, build_person(clerk))) for _n in range(2)]
    start, said = Barrier(2), []

    def approve(grant):
        try:
            start.wait(10)
            assistance.approve(by=leader, grant=grant, values=approval(budget, "2000"), today=TODAY)
            said.append("approved")
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    threads = [Thread(target=approve, args=[grant]) for grant in grants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["approved", "overdrawn"]
    budget.refresh_from_db()
    assert budget.approved == Decimal(2000)
    assert Grant.objects.filter(state="approved").count() == 1 and not desk.differences(officer)


def test_help_for_the_same_hardship_needs_its_reason_within_the_year(clerk, city_clerk, way, officer):
    person, budget = build_person(clerk), build_budget(officer)
    grant = build_grant(city_clerk, person)
    with pytest.raises(Refused) as no:
        build_grant(city_clerk, person)
    assert no.value.code == "under_way"
    build_grant(city_clerk, person, hardship=hardship("HOUSING"))
    way.paid(grant, budget)
    with pytest.raises(Refused) as no:
        build_grant(city_clerk, person)
    assert no.value.code == "again"
    assert build_grant(city_clerk, person, why_again="再次住院").state == "applied"
    later = TODAY + timedelta(days=400)
    other = build_person(clerk)
    way.paid(build_grant(city_clerk, other), budget)
    assert build_grant(city_clerk, other, today=later).why_again == ""


def test_people_and_person_times_are_told_apart(clerk, city_clerk, way, officer):
    budget, person = build_budget(officer), build_person(clerk)
    way.paid(build_grant(city_clerk, person), budget, "2000.50")
    way.paid(build_grant(city_clerk, person, hardship=hardship("LIVING")), budget, "1000")
    way.paid(build_grant(city_clerk, build_person(clerk)), budget, "500")
    way.approved(build_grant(city_clerk, build_person(clerk)), budget, "700")
    assert f.GRANTED.evaluate(officer, YEAR).number == Decimal("3500.50")
    assert f.GRANTED.evaluate(officer, YEAR).text == "0.35"
    assert f.HELPED.evaluate(officer, YEAR).number == 2
    assert f.HELPED_TIMES.evaluate(officer, YEAR).number == 3
    assert f.HARDSHIPS.evaluate(officer, YEAR).number == 2
    assert f.GRANTED.rows(officer, YEAR).count() == 3


def test_the_work_list_shows_each_review_to_whoever_is_next(
    clerk, town_clerk, city_clerk, leader, officer, way, outsider
):
    build_budget(officer)
    grant = build_grant(city_clerk, build_person(clerk))
    assert [user.username for user in (clerk, town_clerk, city_clerk, leader, outsider) if desk.waiting(user)] == [
        "clerk"
    ]
    way.reviewed(grant)
    assert [user.username for user in (clerk, town_clerk, leader) if desk.waiting(user)] == ["town_clerk"]
    assistance.check(by=town_clerk, grant=fresh(grant), values=NOTE, today=TODAY)
    assert [user.username for user in (clerk, town_clerk, leader) if desk.waiting(user)] == ["leader"]
    assert "陈立群" not in [work.note for work in desk.work(leader, TODAY)]


def test_every_step_of_the_table_has_its_permission_and_states():
    from core.roles import ROLES

    held = {permission for role in ROLES.values() for permission in role.may}
    assert {GRANTS.permission(step.action) for step in GRANTS.steps} <= held


# ——— the watch list ———


def on_the_list():
    return set(Person.objects.on_file().filter(poverty.at_risk(TODAY)).exclude(poverty.looked_after(TODAY)))


@pytest.mark.parametrize(
    ("changes", "is_on"),
    [
        ({"health": "30", "income_year": Decimal(5000)}, True),
        ({"health": "30", "living_state": "3"}, True),
        ({"viability": "3", "housing": "DILAPIDATED"}, True),
        ({"health": "60", "is_dibao": True}, True),
        ({"health": "30"}, False),
        ({"income_year": Decimal(5000)}, False),
        ({"health": "10", "income_year": Decimal(5000)}, False),
        ({"health": "30", "income_year": Decimal(10000)}, False),
    ],
)
def test_the_watch_list_asks_for_one_sign_of_illness_and_one_of_need(clerk, changes, is_on):
    person = build_person(clerk, **changes)
    assert (person in on_the_list()) is is_on


def test_illness_seen_on_a_visit_and_grants_are_signs_too(clerk, city_clerk, way, officer):
    person = build_person(clerk, living_state="3")
    assert person not in on_the_list()
    visit = build_visit(clerk, person, occasion="illness")
    row = poverty.with_signs(Person.objects.filter(pk=person.pk), TODAY).get()
    assert person in on_the_list() and len(poverty.reasons_of(row)) == 2
    assert poverty.kind_of(row) == "falling"
    visit.on = TODAY - timedelta(days=366)
    visit.save()
    assert person not in on_the_list()
    build_grant(city_clerk, person)
    assert person in on_the_list()


def test_who_was_helped_more_than_a_year_ago_falls_back(clerk, city_clerk, way, officer):
    person = build_person(clerk, health="30", living_state="3")
    grant = way.paid(build_grant(city_clerk, person), build_budget(officer))
    Grant.objects.filter(pk=grant.pk).update(paid_on=TODAY - timedelta(days=400))
    row = poverty.with_signs(Person.objects.filter(pk=person.pk), TODAY).get()
    assert poverty.kind_of(row) == "again"


def test_whoever_was_looked_after_comes_back_on_the_day(clerk):
    person = build_person(clerk, health="30", living_state="3")
    care = {"kind": "falling", "reasons": "慢性病", "done": "申请低保"}
    with pytest.raises(Refused):
        assistance.look_after(by=clerk, person=person, again_on=TODAY, today=TODAY, **care)
    assistance.look_after(by=clerk, person=person, again_on=TODAY + timedelta(days=90), today=TODAY, **care)
    assert person not in on_the_list()
    assert not poverty_on(TODAY + timedelta(days=89)) and poverty_on(TODAY + timedelta(days=90))


def poverty_on(day):
    return Person.objects.filter(poverty.at_risk(day)).exclude(poverty.looked_after(day)).exists()


def test_the_line_of_income_is_the_bureaus_to_change(clerk, officer):
    person = build_person(clerk, health="30", income_year=Decimal(11000))
    assert person not in on_the_list()
    honours.set_income_line(by=officer, line=Decimal(12000))
    assert person in on_the_list()
    with pytest.raises(NotAllowed):
        honours.set_income_line(by=clerk, line=Decimal(1))


def test_nothing_for_nothing(clerk, city_clerk, way, officer):
    grant = way.checked(build_grant(city_clerk, build_person(clerk)))
    with pytest.raises(ValidationError):
        assistance.approve(by=officer, grant=grant, values=approval(build_budget(officer), "0"), today=TODAY)
    with pytest.raises(ValidationError):
        last_year = build_budget(officer, year=TODAY.year - 1)
        assistance.approve(by=officer, grant=fresh(grant), values=approval(last_year), today=TODAY)
