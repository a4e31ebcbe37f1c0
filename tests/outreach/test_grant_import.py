"""A fund's payment list and a list of awards through the import centre: counted, bounded by the fund, helped once, undone."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.actions import NotAllowed, Refused
from core.imports import actions, mend
from core.imports.models import BatchState
from core.imports.undo import report
from core.models import Event
from outreach.actions import assistance
from outreach.desk import assistance as desk
from outreach.models import Award, Grant
from tests.builders import TODAY, build_person, identity_number
from tests.imports.centre import plan, undo, write
from tests.imports.tables import on_disk, planned, reasons, said, table
from tests.outreach.made_visits import build_budget, build_grant, fresh, hardship
from veterans.actions import settle_household
from veterans.models import Person

KIND = "outreach.grants"


@pytest.fixture
def budget(officer):
    build_grant(officer)  # the hardships are on file
    return build_budget(officer)


@pytest.fixture
def people(officer, clerk):
    return [build_person(clerk, name=name) for name in ("但家旺", "雷家喜", "贺小川")]


def row(person, **changes):
    values = {"name": person.name, "id_no": person.id_no.plain(), "hardship": "医疗困难", "amount": "2000",
              "fund": "市级帮扶资金", "paid_on": "2026-11-10", "voucher": "记-17"}  # fmt: skip
    return values | changes


def test_a_payment_list_is_planned_written_and_planned_again_without_a_change(officer, budget, people):
    rows = [row(people[0]), row(people[1], amount="1,500.50元", paid_how="一卡通")]
    batch = planned(officer, KIND, *rows)
    assert (batch.created, batch.rows) == (2, 2), said(batch)
    assert not Grant.objects.paid().exists() and people[0].id_no.plain() not in on_disk()
    write(officer, batch)
    assert batch.state == BatchState.APPLIED
    grant = Grant.objects.paid().get(person=people[1])
    assert (grant.amount, str(grant.paid_on), grant.voucher) == (Decimal("1500.50"), "2026-11-10", "记-17")
    assert (grant.station, grant.hardship.label) == (people[1].station, "医疗难")
    budget.refresh_from_db()
    assert budget.approved == budget.paid == Decimal("3500.50") and not desk.differences(officer)
    assert Event.objects.filter(verb="grant.book").count() == 2
    again = planned(officer, KIND, *rows)
    assert (again.unchanged, again.rows) == (2, 2), said(again)


def test_the_fund_is_not_overdrawn_by_the_rows_together(officer, budget, people):
    rows = [row(person, amount=amount) for person, amount in zip(people, ("6000", "4000.01", "4000"), strict=True)]
    batch = planned(officer, KIND, *rows)
    assert reasons(batch) == [[], ["overdrawn"], []]
    write(officer, batch)
    budget.refresh_from_db()
    assert budget.left == 0 and not desk.differences(officer)


def test_a_fund_spent_since_the_plan_leaves_the_row_waiting(officer, budget, people):
    batch = planned(officer, KIND, row(people[0], amount="9000"))
    write(officer, planned(officer, KIND, row(people[1], amount="2000")))
    write(officer, batch)
    assert batch.questioned == 1 and Grant.objects.paid().count() == 1


def test_help_for_the_same_hardship_within_a_year_needs_its_reason(officer, budget, people):
    first = row(people[0])
    batch = planned(
        officer, KIND, first, row(people[0], paid_on="2026-11-12"),
        row(people[0], paid_on="2026-11-13", why_again="再次住院"), row(people[0], hardship="生活难"),
    )  # fmt: skip
    assert reasons(batch) == [[], ["again"], [], []]
    write(officer, batch)
    later = planned(officer, KIND, row(people[0], paid_on="2026-11-20"))
    assert reasons(later) == [["again"]]


def test_an_application_under_way_is_not_paid_past_its_reviews(officer, clerk, budget, people):
    build_grant(clerk, people[0])
    assert reasons(planned(officer, KIND, row(people[0]))) == [["under_way"]]


def test_what_a_list_can_get_wrong_is_said_at_its_column(officer, budget, people):
    one = people[0]
    batch = planned(
        officer, KIND, row(one, hardship="出行难"), row(one, fund="没有的资金"), row(one, paid_on="2025-11-10"),
        row(one, paid_on="2030-01-01"), row(one, amount="两千"), row(one, amount="0"), row(one, amount="0.001"),
    )  # fmt: skip
    assert batch.rejected == 7 and not Grant.objects.paid().exists()
    columns = [row.findings[0]["column"] for row in batch.plan_rows.order_by("pk")]
    assert columns[:5] == ["困难类别", "资金来源", "资金来源", "发放日期", "金额（元）"]
    assert "医疗难" in said(batch)[0][0]


def test_somebody_out_of_sight_and_somebody_unknown_are_answered_alike(enter, officer, budget, network):
    from tests.builders import build_account

    town = build_account("town_officer", network["赵李桥镇"], "bureau_officer")
    build_budget(town, name="镇级资金")
    foreign = build_person(build_account("far", network["毕畈村委会"], "station_clerk"), name="外乡人")
    mine = {"fund": "镇级资金", "name": ""}
    batch = planned(town, KIND, row(foreign, **mine), row(foreign, **mine, id_no=identity_number()))
    first, second = (one.findings for one in batch.plan_rows.order_by("pk"))
    assert batch.rejected == 2 and first == second and first[0]["code"] == "person_unknown"


def test_undoing_gives_the_money_back_and_leaves_reviewed_payments_alone(officer, budget, people):
    batch = write(officer, planned(officer, KIND, row(people[0]), row(people[1])))
    undo(officer, batch)
    budget.refresh_from_db()
    assert (budget.approved, budget.paid) == (0, 0) and not desk.differences(officer)
    assert not Grant.objects.paid().exists() and not report(batch)["kept"]
    assert Event.objects.filter(verb="grant.unbook").count() == 2
    assert planned(officer, KIND, row(people[0])).created == 1, "what was taken back can be entered again"


def test_only_an_entered_payment_is_taken_back(enter, officer, budget, clerk, city_clerk, way, people):
    paid = way.paid(build_grant(city_clerk, people[0]), budget)
    with pytest.raises(Refused, match="not_booked"):
        assistance.unbook(by=officer, grant=paid, values={"note": "错"}, today=TODAY)
    assert f"/{paid.pk}/unbook/" not in enter(officer).get(paid.get_absolute_url()).content.decode()
    write(officer, planned(officer, KIND, row(people[1])))
    booked = Grant.objects.paid().get(person=people[1])
    page = enter(officer).get(booked.get_absolute_url()).content.decode()
    assert f"/{booked.pk}/unbook/" in page and "外来发放补录" in page
    assert enter(officer).post(f"{booked.get_absolute_url()}unbook/", {"note": "录错"}).status_code == 302
    assert fresh(booked).state == "withdrawn"


def test_a_payment_on_record_is_not_amended_by_a_list(officer, budget, people):
    write(officer, planned(officer, KIND, row(people[0])))
    assert reasons(planned(officer, KIND, row(people[0], voucher="记-99"))) == [["recorded"]]


def test_a_wrong_hardship_is_chosen_from_the_list(officer, budget, people):
    batch = planned(officer, KIND, row(people[0], hardship="看病难"))
    waiting = batch.plan_rows.get()
    token = mend.token_of(waiting.findings[0])
    assert ("医疗难", "医疗难") in mend.question(batch, waiting, token).options
    mend.mend(by=officer, batch=batch, row=waiting, token=token, answer="医疗难", today=TODAY)
    batch.refresh_from_db()
    assert batch.created == 1


def test_why_help_is_due_again_is_answered_on_the_page(officer, budget, people):
    write(officer, planned(officer, KIND, row(people[0])))
    batch = planned(officer, KIND, row(people[0], paid_on="2026-11-20"))
    waiting = batch.plan_rows.get()
    token = mend.token_of(waiting.findings[0])
    assert (mend.question(batch, waiting, token).kind, waiting.findings[0]["column"]) == ("text", "再次帮扶理由")
    mend.mend(by=officer, batch=batch, row=waiting, token=token, answer="再次住院", today=TODAY)
    batch.refresh_from_db()
    write(officer, batch)
    assert Grant.objects.paid().get(why_again="再次住院").person == people[0]


def live_together(clerk, *people):
    for person in people:
        settle_household(by=clerk, person=person, number="12", relation="01" if person is people[0] else "10")


def test_help_to_the_same_household_is_asked_about_as_the_form_does(enter, officer, clerk, budget, people):
    live_together(clerk, *people[:2])
    write(officer, planned(officer, KIND, row(people[0])))
    rows = (row(people[1]), row(people[1], hardship="住房难"), row(people[2]))
    batch = planned(officer, KIND, *rows)
    assert (batch.questioned, batch.created, batch.rejected) == (1, 2, 0), said(batch)
    waiting = batch.plan_rows.get(outcome="questioned")
    form = {"whom": "", "chosen": people[1].pk, "hardship": hardship().pk, "asked": "500", "facts": "又住院。"}
    page = enter(clerk).post(reverse("outreach:add_grant"), form, follow=True).content.decode()
    assert waiting.findings[0]["message"] in page, "one sentence, whoever asks"
    token = mend.token_of(waiting.findings[0])
    assert (mend.question(batch, waiting, token).kind, waiting.findings[0]["column"]) == ("text", "再次帮扶理由")
    Grant.objects.filter(state="applied").delete()
    mend.mend(by=officer, batch=batch, row=waiting, token=token, answer="夫妻分别住院", today=TODAY)
    batch.refresh_from_db()
    assert (batch.questioned, batch.created) == (0, 3)
    write(officer, batch)
    assert Grant.objects.paid().get(why_again="夫妻分别住院").person == people[1]


def test_a_household_stands_twice_in_one_list(officer, clerk, budget, people):
    live_together(clerk, *people[:2])
    rows = (row(people[0]), row(people[1]), row(people[1], paid_on="2026-11-12", why_again="分别住院"), row(people[2]))
    assert reasons(planned(officer, KIND, *rows)) == [[], ["home"], [], []]


def test_a_household_that_only_the_roster_knows_is_one_too(officer, clerk, budget, people):
    Person.objects.filter(pk__in=[people[0].pk, people[1].pk]).update(household_no="7")
    assert reasons(planned(officer, KIND, row(people[0]), row(people[1]))) == [[], ["home"]]


def test_help_to_the_household_long_ago_is_not_asked_about(officer, clerk, budget, people):
    live_together(clerk, *people[:2])
    build_budget(officer, year=2025)
    write(officer, planned(officer, KIND, row(people[0], paid_on="2025-11-01")))
    assert reasons(planned(officer, KIND, row(people[1]))) == [[]]


def test_stations_enter_no_payments(clerk, budget):
    with pytest.raises(NotAllowed):
        actions.receive(by=clerk, kind=KIND, file_name="a.xlsx", content=table(KIND))


def test_payments_taken_away_are_masked_and_read_back_by_the_number_of_the_record(enter, officer, budget, people):
    write(officer, planned(officer, KIND, row(people[0]), row(people[1])))
    content = enter(officer).get(reverse("bureau:export", args=[KIND])).content
    again = plan(officer, content=content, kind=KIND)
    assert (again.unchanged, again.rows) == (2, 2), said(again)
    assert people[0].id_no.plain().encode() not in content


def test_a_list_of_awards_is_written_once_and_undone(clerk, people):
    award = {"award": "最美退役军人", "level": "省", "awarded_on": "2026-07-30"}
    rows = [award | {"name": one.name, "id_no": one.id_no.plain()} for one in people[:2]]
    batch = planned(
        clerk, "outreach.awards", *rows, award | {"id_no": identity_number()}, rows[0] | {"level": "宇宙级"}
    )
    assert (batch.created, batch.rejected) == (2, 2)
    write(clerk, batch)
    assert Award.objects.filter(level="province").count() == 2
    changing = write(clerk, planned(clerk, "outreach.awards", rows[0] | {"issuer": "省厅"}, rows[1]))
    assert (changing.changed, changing.unchanged) == (1, 1) and Award.objects.filter(issuer="省厅").count() == 1
    undo(clerk, changing)
    undo(clerk, batch)
    assert not Award.objects.exists()
