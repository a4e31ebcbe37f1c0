"""Visits, assistance and honours as people work with them: a grant through its three reviews, an afternoon in a village."""

import re

import pytest

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, forgive, login, scrolls_sideways

GIVEN_NAMES = iter(("长江", "怀远", "启明", "立春"))
TOWN, VILLAGE, CITY = "421281101", "421281101204", "421281"


@pytest.fixture
def staff(account):
    """The clerks of village, town and centre, a leader and an officer of the bureau."""
    clerks = [account("station_clerk", code) for code in (VILLAGE, TOWN, CITY)]
    return (*clerks, account("leader", CITY), account("bureau_officer", CITY))


@pytest.fixture
def villagers(staff):
    """Three people of the village, made anew for each test under names of their own."""
    from tests.builders import build_person

    given = next(GIVEN_NAMES)
    return [build_person(staff[0], name=f"{surname}{given}") for surname in "阮欧冉"]


@pytest.fixture
def fund(staff):
    from decimal import Decimal

    from django.utils import timezone

    from outreach.actions.assistance import set_budget
    from tests.outreach.made_visits import hardship

    hardship()
    today = timezone.localdate()
    return set_budget(by=staff[4], name="市级帮扶资金", year=today.year, budget=Decimal("50000"), today=today)


def take_step(page, action, **fields):
    """Open a step's small form over the page, fill it, send it."""
    page.click(f"a[href$='/{action}/']")
    form = page.locator("#sheet form")
    form.wait_for()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def test_a_grant_goes_through_three_reviews_to_payment(new_page, staff, villagers, fund, shoot):
    clerk, town_clerk, centre_clerk, leader, officer = staff
    page = new_page(DESKTOP)
    login(page, centre_clerk.username)
    page.goto("/outreach/today/")
    page.click("nav.quick a[href='/outreach/grants/add/']")
    page.fill("#id_whom", villagers[0].name)
    page.press("#id_whom", "Tab")
    page.locator("input[name=chosen]").first.wait_for()
    page.select_option("#id_hardship", label="医疗难")
    page.fill("#id_asked", "3000")
    page.fill("#id_facts", "脑梗住院，自付部分较多。")
    shoot(page, "grant-form")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/outreach/grants/\d+/$"))
    address = page.url
    # whoever entered it reviews nothing of it
    assert page.locator(".act [aria-disabled=true]").count() or not page.locator("a[href$='/review/']").count()
    for account, action, note in ((clerk, "review", "已入户，属实。"), (town_clerk, "check", "材料齐全。")):
        desk = new_page(DESKTOP)
        login(desk, account.username)
        assert villagers[0].name in desk.inner_text("main")  # it waits on the home page
        desk.goto(address)
        take_step(desk, action, note=note)
    phone = new_page(PHONE)
    login(phone, leader.username)
    phone.goto(address)
    take_step(phone, "approve", budget=str(fund.pk), amount="2600.50", note="同意。")
    shoot(phone, "grant-approved")
    assert not scrolls_sideways(phone)
    assert_accessible(phone)
    desk = new_page(DESKTOP)
    login(desk, officer.username)
    desk.goto(address)
    take_step(desk, "pay", paid_how="card", voucher="记1024")
    assert desk.locator("ol.steps li.did").count() == 4
    shoot(desk, "grant-paid")
    desk.goto("/outreach/funds/")
    assert "2,600.50" in desk.inner_text("main") and "分文不差" in desk.inner_text("main")
    assert_accessible(desk)


def test_an_afternoon_in_a_village_is_one_sheet(new_page, staff, villagers, shoot):
    one, two, three = villagers
    page = new_page(DESKTOP)
    login(page, staff[0].username)
    page.goto("/outreach/today/")
    shoot(page, "outreach-today")
    assert_accessible(page)
    page.click("nav.quick a[href='/outreach/visits/afternoon/']")
    page.select_option("#id_occasion", label="春节")
    page.fill("#id_money", "300")
    page.fill("#id_goods", "大米 1袋、食用油 1桶")
    for person in (one, two):
        page.check(f"input[name=on-{person.pk}]")
    page.fill(f"input[name=money-{two.pk}]", "五百")
    page.keyboard.press("Control+s")
    page.locator("[role=alert]").wait_for()
    assert "五百" in page.inner_text("main") and page.is_checked(f"input[name=on-{one.pk}]")
    page.fill(f"input[name=money-{two.pk}]", "500")
    shoot(page, "afternoon")
    assert_accessible(page)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/outreach/visits/")
    forgive(page, "422")
    seen = page.inner_text("body")
    assert "已保存 2 次走访" in seen and "500" in seen and "大米 1袋、食用油 1桶" in seen
    page.goto("/outreach/contacts/?since=never&n=100")
    assert three.name in page.inner_text("main") and one.name not in page.inner_text("main")


def test_a_visit_is_entered_from_the_phone_and_what_was_said_becomes_an_appeal(new_page, staff, villagers, shoot):
    from appeals.choices import CATEGORIES
    from appeals.models import Category

    for order, (code, label, short) in enumerate(CATEGORIES):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})
    page = new_page(PHONE)
    login(page, staff[0].username)
    page.goto(f"/outreach/visits/add/?person={villagers[0].pk}")
    page.fill("#id_note", "屋顶漏雨。")
    assert not scrolls_sideways(page)
    page.click("button[data-save]")
    page.wait_for_url(re.compile(r"/outreach/visits/\d+/$"))
    take_step(page, "raise", title="屋顶漏雨申请维修", category=str(Category.objects.get(code="AID").pk))
    page.wait_for_url(re.compile(r"/appeals/\d+/$"))
    assert "走访发现" in page.inner_text("main") and "屋顶漏雨。" in page.inner_text("main")


def test_plaques_calendar_and_lists_are_accessible_at_both_widths(new_page, staff, villagers, shoot):
    for size in (DESKTOP, PHONE):
        page = new_page(size)
        login(page, staff[0].username)
        for name in ("households", "households/hang", "calendar", "visits", "visits/add", "watch", "awards/add"):
            page.goto(f"/outreach/{name}/")
            shoot(page, f"outreach-{name.replace('/', '-')}")
            assert not scrolls_sideways(page), name
            assert_accessible(page)
