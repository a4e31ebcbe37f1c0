"""A fair day with no mouse: in at the entrance by code, number and name, intents, a guest, and what came of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.tools import assert_accessible, login, tab_to

CITY, VILLAGE = "421281", "421281101204"
MANY = 26  # posts: more than a list is read through, so that it is narrowed by typing


@pytest.fixture
def clerk(account):
    return account("station_clerk", VILLAGE)


@pytest.fixture
def veterans(clerk):
    from tests.builders import build_person

    names = ("池来得早", "池带证件", "池同名", "池同名")
    return [build_person(clerk, clerk.station, name=name) for name in names]


@pytest.fixture
def fair(account):
    from django.utils import timezone

    from tests.employment.made_market import build_employer, build_fair, build_post

    officer = account("bureau_officer", CITY)
    employer = build_employer(officer, short_name="键盘厂")
    posts = [build_post(officer, employer, title=f"操作工{place:02d}") for place in range(MANY - 1)]
    posts.append(build_post(officer, employer, title="巡夜员"))
    return build_fair(officer, posts=posts, held_on=timezone.localdate(), title="键盘专场")


@pytest.fixture
def code(fair, veterans):
    from employment.actions import fairs
    from stations.actions import system_account

    first = veterans[0]
    values = {"name": first.name, "phone": first.mobile.plain(), "trade": ""}
    return fairs.sign_up(by=system_account(), fair=fair, **values).code


def type_who(page, text, then):
    """Type, Enter, and the cursor stands where the entry goes on."""
    expect(page.locator("#who")).to_be_focused()
    page.keyboard.type(text)
    enter_and_wait(page, then)


def enter_and_wait(page, then):
    page.keyboard.press("Enter")
    page.wait_for_function(
        "name => [...'id name className'.split(' ').map(key => document.activeElement[key])].includes(name)", arg=then
    )
    assert page.locator("#who").count() == 1, "the desk is still there"


def said(page):
    return page.locator(".box.blue").inner_text()


def come_in(page, code, veteran):
    """The entrance: the code of a sign-up, the end of an identity number."""
    type_who(page, code, "come")
    assert page.locator("#hits input:checked").count() == 1
    enter_and_wait(page, "who")
    assert "池来得早" in said(page)
    type_who(page, veteran.id_no.plain()[-6:], "come")
    assert_accessible(page)
    enter_and_wait(page, "who")
    assert "池带证件" in said(page)


def agree(page):
    """Intents: the post is narrowed by typing and stays; one of two of the same name; a guest."""
    type_who(page, "池带证件", "narrow-by")
    page.keyboard.type("巡夜")
    page.keyboard.press("Enter")
    expect(page.locator("#result :focus")).to_have_count(1)
    enter_and_wait(page, "who")
    assert "池带证件" in said(page) and "达成意向" in said(page)
    type_who(page, "池同名", "hit")
    page.keyboard.press("ArrowDown")
    enter_and_wait(page, "result")
    page.keyboard.press("ArrowDown")
    enter_and_wait(page, "who")
    assert "池同名" in said(page) and "约面试" in said(page)
    type_who(page, "池外来", "phone")
    page.keyboard.type("12600000977")
    enter_and_wait(page, "result")
    enter_and_wait(page, "who")
    assert "池外来" in said(page)


def is_told(page):
    """The same once more: said, nothing lost, and what stands in the field is typed over."""
    type_who(page, "池带证件", "result")
    page.keyboard.press("Enter")
    page.locator(".box.red").wait_for()
    page.complaints.clear()  # the browser notes the 409
    expect(page.locator("#who")).to_be_focused()
    page.keyboard.type("没")
    assert page.locator("#who").input_value() == "没"


def hire(page, fair):
    """What came of it: from the list of what was just entered to hired."""
    page.goto(f"/employment/fairs/{fair.pk}/desk/")
    tab_to(page, "池外来")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "已录用")
    page.keyboard.press("Enter")
    page.locator("#sheet[open]").wait_for()
    tab_to(page, "已录用", most=12)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "已录用" in page.inner_text("main")


def test_a_fair_day_by_keyboard_alone(page, account, fair, veterans, code):
    login(page, account("bureau_officer", CITY).username)
    page.goto(f"/employment/fairs/{fair.pk}/")
    tab_to(page, "现场登记")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#who")).to_be_focused()
    assert tab_to(page, "write") == ["do", "come", "narrow-by", "post", "result", "write"]
    page.goto(f"/employment/fairs/{fair.pk}/desk/")
    come_in(page, code, veterans[1])
    agree(page)
    is_told(page)
    hire(page, fair)
    rows = {row.name: row.state for row in fair.candidacies.all()}
    assert rows == {"池带证件": "intent", "池同名": "interview", "池外来": "hired"}
    assert fair.attendees.count() == 4
