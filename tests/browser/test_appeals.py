"""Appeals as people work with them: the clerk at the counter, the bureau, the leader's phone, the veteran."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways

VILLAGE, CITY = "421281101204", "421281"


@pytest.fixture
def people(account):
    """The village clerk, an officer and a leader of the bureau."""
    return account("station_clerk", VILLAGE), account("bureau_officer", CITY), account("leader", CITY)


@pytest.fixture
def categories(whole_network):
    from appeals.choices import CATEGORIES
    from appeals.models import Category

    for order, (code, label, short) in enumerate(CATEGORIES):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})


def register(page, title, *, is_petition=False):
    """The entry form by keyboard, as at the counter. Returns the query code."""
    page.goto("/appeals/add/")
    page.fill("#id_name", "廖国清")
    page.press("#id_name", "Enter")
    page.fill("#id_phone", "12600000914")
    page.fill("#id_title", title)
    page.select_option("#id_category", label="优待抚恤")
    page.fill("#id_facts", "调标后仍按旧标准发放，本人计算差额412元。")
    page.fill("#id_demand", "补发差额。")
    if is_petition:
        page.check("#id_is_petition")
    if page.locator("input[name=chosen][value=none]").count():
        page.check("input[name=chosen][value=none]")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/appeals/\d+/$"))
    return page.locator("dl.facts dd", has_text=re.compile(r"^[2-9A-Z]{10}$")).inner_text()


def step(page, action, **fields):
    """Open a step's small form over the page, fill it, send it."""
    page.click(f"a[href$='/{action}/']")
    form = page.locator("#sheet form")
    form.wait_for()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        if field.get_attribute("type") in ("radio", "checkbox"):
            form.locator(f"[name={name}][value={value}]" if value is not True else f"[name={name}]").check()
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def test_a_clerk_registers_and_settles(page, people, categories, shoot):
    clerk, _officer, _leader = people
    login(page, clerk.username)
    register(page, "光荣牌损坏申请更换")
    shoot(page, "appeal-registered")
    step(page, "take-up", note="")
    today = timezone.localdate().isoformat()
    step(page, "settle", outcome="solved", note="已更换并告知本人。", told_on=today)
    assert page.locator(".tag", has_text="已办结").count() == 1
    assert page.locator("ol.time li").count() == 3


def test_a_case_goes_from_the_village_to_the_signed_opinion_on_time(new_page, people, categories, shoot):
    clerk, officer, leader = people
    page = new_page(DESKTOP)
    login(page, clerk.username)
    register(page, "抚恤金差额未补发", is_petition=True)
    address = page.url
    step(page, "escalate", escalation="no_power", note="村级无权核定。")
    desk = new_page(DESKTOP)
    login(desk, officer.username)
    desk.goto(address)
    step(desk, "accept", note="")
    # sixty days, and the rest days they may end on
    assert 60 <= int(re.match(r"\d+", desk.locator(".clock b").inner_text())[0]) <= 70
    step(desk, "work", work="inquiry", note="核对发放记录。")
    shoot(desk, "appeal")
    assert_accessible(desk)
    law = "《军人抚恤优待条例》第二十六条"
    step(desk, "draft-opinion", outcome="solved", found="情况属实。", opinion="予以补发。", law=law)
    phone = new_page(PHONE)
    login(phone, leader.username)
    phone.goto("/appeals/sign/")
    shoot(phone, "to-sign")
    assert not scrolls_sideways(phone)
    assert_accessible(phone)
    phone.check("input[name=paper]")
    phone.click("button.tallbtn")
    phone.wait_for_url("**/appeals/sign/")
    desk.goto(address)
    assert "已答复" in desk.inner_text("main")
    assert "退信复〔" in desk.inner_text("main")


def test_an_overdue_case_is_urged_and_the_leader_sees_it(new_page, people, categories, shoot):
    from appeals.actions.watch import watch
    from appeals.models import Appeal
    from stations.actions import system_account

    clerk, _officer, leader = people
    page = new_page(DESKTOP)
    login(page, clerk.username)
    register(page, "危房改造申请帮扶")
    appeal = Appeal.objects.latest("pk")
    late = timezone.localdate() - timedelta(days=9)
    appeal.clocks.update(started_on=late, due_on=late + timedelta(days=3), warn_on=late)
    Appeal.objects.filter(pk=appeal.pk).update(due_on=late + timedelta(days=3), warn_on=late)
    watch(by=system_account(), today=timezone.localdate())
    page.goto(appeal.get_absolute_url())
    assert page.locator(".tag.red").count() >= 1
    desk = new_page(DESKTOP)
    login(desk, leader.username)
    desk.goto("/appeals/dashboard/")
    assert "危房改造申请帮扶" in desk.inner_text("main")
    shoot(desk, "appeals-dashboard")
    assert_accessible(desk)
    desk.click("ul.figs li:first-child a")
    assert "危房改造申请帮扶" in desk.inner_text("main")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_veteran_follows_a_case_with_the_query_code(has_script, new_page, people, categories, shoot):
    clerk, _officer, _leader = people
    page = new_page(DESKTOP)
    login(page, clerk.username)
    code = register(page, "养老保险断缴接续")
    phone = new_page(PHONE, java_script_enabled=has_script)
    phone.goto("/p/appeal/")
    phone.fill("#id_code", code.lower())
    phone.fill("#id_last4", "0914")
    phone.click("button.go")
    phone.wait_for_load_state()
    assert "养老保险断缴接续" in phone.inner_text("main")
    assert "已登记" in phone.inner_text("main")
    if has_script:
        shoot(phone, "appeal-public")
        assert not scrolls_sideways(phone)
        assert_accessible(phone)


def test_the_queue_and_the_entry_form_are_accessible_at_both_widths(new_page, people, categories, shoot):
    clerk, _officer, _leader = people
    for size in (DESKTOP, PHONE):
        page = new_page(size)
        login(page, clerk.username)
        for address, name in (("/appeals/", "appeals"), ("/appeals/add/", "appeal-form")):
            page.goto(address)
            shoot(page, name)
            assert not scrolls_sideways(page)
            assert_accessible(page)
