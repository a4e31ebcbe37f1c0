"""A session of choosing posts as it is held: two staff, the screen of the hall, a mistake taken back, letters at the end."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.builders import build_person

VILLAGE, CITY = "421281101204", "421281"
NAMES = ("甘第一", "甘第二", "甘第三")


@pytest.fixture
def batch(account):
    """Three people and three places, in order of score; the session has not begun."""
    from employment.actions import choosing, placement

    officer, clerk, today = account("bureau_officer", CITY), account("station_clerk", VILLAGE), timezone.localdate()
    title = f"选岗{timezone.now():%H%M%S%f}"
    values = {"title": title, "year": today.year, "session_on": today, "place": "三楼"}
    batch = choosing.add_batch(by=officer, station=officer.station, values=values, today=today)
    for unit, post, places in (("市城管局", "队员", 1), ("市自来水公司", "巡查员", 2)):
        values = {"unit_name": unit, "title": post, "places": places}
        choosing.add_post(by=officer, batch=batch, values=values, today=today)
    for place, name in enumerate(NAMES):
        values = {"person": build_person(clerk, name=name), "mode": "ASSIGNED_WORK", "batch_year": today.year}
        values |= {"accepted_on": today, "score": Decimal(90 - place), "batch": batch}
        placement.register(by=officer, values=values, today=today)
    return batch


def wait_for(name, *pages):
    """Until all of them say that it is this person's turn."""
    for page in pages:
        page.wait_for_selector(f"h1:has-text('{name}')")


def give(page, unit):
    page.locator("li", has_text=unit).locator("button", has_text="选这个").click()


def end(page, batch):
    """Close the session and write the letters."""
    page.wait_for_selector("form[action$='/close/'] button")
    page.click("form[action$='/close/'] button")
    page.goto(f"/employment/batches/{batch.pk}/")
    page.click("form[action$='/letters/'] button")
    page.wait_for_load_state()


def test_a_session_with_two_staff_and_the_screen_of_the_hall(new_page, account, batch, shoot):
    officer = account("bureau_officer", CITY)
    first, second, wall = new_page(DESKTOP), new_page(PHONE), new_page(DESKTOP)
    for page in (first, second, wall):
        login(page, officer.username)
    first.goto(f"/employment/batches/{batch.pk}/")
    shoot(first, "batch")
    assert_accessible(first)
    first.click("form[action$='/open/'] button")
    first.wait_for_url(re.compile(r"/session/$"))
    second.goto(f"/employment/batches/{batch.pk}/session/")
    wall.goto(f"/employment/batches/{batch.pk}/wall/")
    for page, name in ((first, "session"), (second, "session"), (wall, "session-wall")):
        assert NAMES[0] in page.inner_text("h1")
        shoot(page, name)
        assert not scrolls_sideways(page)
        assert_accessible(page)
    # the first gives the only place; the others follow by themselves
    give(first, "市城管局")
    wait_for(NAMES[1], first, second, wall)
    assert second.locator("li", has_text="市城管局").locator("button").count() == 0
    # absent by mistake: taken back on the other desk
    first.click("#absent")
    wait_for(NAMES[2], first, second)
    second.click("#undo")
    for name in NAMES[1:]:
        wait_for(name, second)
        give(second, "市自来水公司")
    end(second, batch)
    assert batch.cases.filter(state="assigned").count() == 3
    numbers = [paper.number for case in batch.cases.all() for paper in case.papers.all()]
    assert len(set(numbers)) == 6


def test_two_staff_press_at_the_same_moment_and_the_second_is_told(new_page, account, batch):
    from employment.actions import choosing

    officer = account("bureau_officer", CITY)
    choosing.open_session(by=officer, batch=batch, today=timezone.localdate())
    pages = [new_page(java_script_enabled=False), new_page(java_script_enabled=False)]
    for page in pages:
        login(page, officer.username)
        page.goto(f"/employment/batches/{batch.pk}/session/")
    for page in pages:
        give(page, "市自来水公司")
        page.wait_for_load_state()
    assert f"“{NAMES[0]}”已经登记过了，现在轮到{NAMES[1]}。" in pages[1].inner_text("body")
    assert batch.turns.filter(state="chosen").count() == 1


def test_the_pages_of_placement_are_accessible_at_both_widths(new_page, account, batch, shoot):
    officer = account("bureau_officer", CITY)
    case = batch.cases.first()
    addresses = {
        "/employment/placement/": "placements",
        case.get_absolute_url(): "placement",
        "/employment/placement/add/": "placement-form",
        "/employment/placement/numbers/": "placement-numbers",
        "/employment/policies/add/": "policy-form",
    }
    for size in (DESKTOP, PHONE):
        page = new_page(size)
        login(page, officer.username)
        for address, name in addresses.items():
            page.goto(address)
            shoot(page, name)
            assert not scrolls_sideways(page), address
            assert_accessible(page)
