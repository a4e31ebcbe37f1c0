"""Ticking rows with the mouse and by keyboard, and what the bar says and does; without a script, too."""

import pytest
from django.urls import reverse

from tests.browser.tools import PHONE, assert_accessible, login, scrolls_sideways
from tests.builders import build_person

TOWN = "421281108"


@pytest.fixture(scope="module")
def clerk(account):
    user = account("station_clerk", TOWN)
    for name in ("赵一", "钱二", "孙三", "李四", "周五"):
        build_person(user, name=name)
    return user


def said(page):
    return page.locator(".chosen output").inner_text()


def ticked(page):
    return page.locator("tbody .tick input:checked").count()


def test_ticking_with_shift_with_the_space_bar_and_the_whole_page(clerk, new_page):
    page = new_page()
    login(page, clerk.username)
    page.goto(reverse("veterans:people"))
    boxes = page.locator("tbody .tick input")
    assert not page.locator(".chosen").is_visible()
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    assert ticked(page) == 3 and "3" in said(page)
    assert_accessible(page)
    page.locator("tbody th a").nth(3).focus()
    page.keyboard.press("Space")
    assert ticked(page) == 4
    page.locator("[data-all]").click()
    assert ticked(page) == 5 and "5" in said(page)
    page.locator("[data-all]").click()
    assert ticked(page) == 0 and not page.locator(".chosen").is_visible()
    page.locator("tbody th a").nth(1).focus()
    page.keyboard.press("Space")
    with page.expect_download() as download:
        page.click(".chosen button[value=export]")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_search_takes_the_ticks_away_and_the_bar_with_them(clerk, new_page):
    page = new_page(PHONE)
    login(page, clerk.username)
    page.goto(reverse("veterans:people"))
    page.locator("tbody .tick input").first.click()
    assert page.locator(".chosen").is_visible() and not scrolls_sideways(page)
    page.fill("#q", "李四")
    page.locator("tbody[data-rows] tr").nth(1).wait_for(state="detached")
    assert not page.locator(".chosen").is_visible()


def test_without_a_script_the_ticked_are_printed(clerk, new_page):
    page = new_page(java_script_enabled=False)
    login(page, clerk.username)
    page.goto(reverse("veterans:people"))
    page.locator("tr", has_text="孙三").locator(".tick input").check()
    page.click(".chosen button[value=print]")
    sheet = page.locator("tbody").inner_text()
    assert "孙三" in sheet and "李四" not in sheet
