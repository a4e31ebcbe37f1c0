"""A whole job fair: a phone signs up, two desks enter at once, the hall's screen follows, the employer confirms by link."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways

CITY = "421281"
VILLAGE = "421281101204"


@pytest.fixture
def staff(account):
    """Two people of the bureau's desk and the clerk of a village."""
    return account("bureau_officer", CITY), account("station_clerk", CITY), account("station_clerk", VILLAGE)


@pytest.fixture
def veterans(staff):
    from tests.builders import build_person

    clerk = staff[2]
    return [build_person(clerk, clerk.station, name=name) for name in ("贺小川", "但家旺", "毕昌盛")]


@pytest.fixture
def offered(staff):
    """A vetted employer with a post."""
    from tests.employment.made_market import build_employer, build_post

    employer = build_employer(staff[0], short_name="市融媒体中心")
    return build_post(staff[0], employer, title="实习记者", openings=8)


def enter_one(page, who, name, result="intent"):
    """One line at the desk: find, choose, write down. Returns what is said."""
    page.fill("#who", who)
    page.locator("#hits label", has_text=name).locator("input").check()
    page.select_option("#post", index=1)
    page.check(f"input[name=result][value={result}]")
    page.click("button[value=agree]")
    said = page.locator(".box", has_text=name)
    said.wait_for()
    return said.inner_text()


def plan(page, offered):
    """The fair from the empty form to the notice; returns its number and public code."""
    from django.utils import timezone

    page.goto("/employment/fairs/add/")
    page.fill("#id_title", "黄龙基地专场招聘会")
    page.fill("#id_held_on", f"{timezone.localdate():%Y%m%d}")
    page.fill("#id_place", "黄龙中小学生实践基地")
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/employment/fairs/\d+/$"))
    number = re.search(r"/fairs/(\d+)/", page.url)[1]
    page.click("a[href$='/seat/']")
    page.locator("#sheet select[name=employer]").select_option(str(offered.employer_id))
    with page.expect_navigation():
        page.click("#sheet button[type=submit]")
    assert "实习记者" in page.inner_text("main")
    with page.expect_navigation():
        page.click("form[action$='/publish/'] button")
    page.goto(f"/employment/fairs/{number}/notice/")
    return number, re.search(r"/p/fair/(\w+)/", page.inner_text("article"))[1]


def sign_up(page, code, person):
    """Outside, without an account and without JavaScript. Returns the code for the entrance."""
    page.goto(f"/p/fair/{code}/")
    page.fill("#id_name", person.name)
    page.fill("#id_phone", person.mobile.plain())
    page.click("main button[type=submit]")
    entrance = page.locator(".clock b").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{5}", entrance)
    assert not scrolls_sideways(page)
    return entrance


def the_day(desk, other, officer, veterans, entrance):
    """A laptop and a phone enter at the same time, once even the same person."""
    assert "记下了" in enter_one(desk, entrance, "贺小川")
    said = enter_one(other, "贺小川", "贺小川", "interview")
    assert "已经登记" in said and officer.full_name in said, "the second desk is told, nothing is written twice"
    other.complaints.clear()  # the browser notes the 409
    assert "记下了" in enter_one(other, "但家旺", "但家旺")
    assert "记下了" in enter_one(desk, veterans[2].id_no.plain()[-4:], "毕昌盛", "interview")
    assert desk.locator("#who").input_value() == ""
    assert "实习记者" in desk.locator("#post option:checked").inner_text(), "the post stays for the next one"
    assert_accessible(desk)
    assert_accessible(other)
    assert not scrolls_sideways(other)


def the_screen(board, code, other):
    """The screen of the hall follows by itself and names nobody."""
    board.goto(f"/p/board/{code}/")
    figures = board.locator("#board .figs b")
    assert figures.all_inner_texts()[2:] == ["3", "2"]
    enter_guest(other)
    expect(figures.nth(2)).to_have_text("4", timeout=15_000)
    assert "贺小川" not in board.content()


def the_funnel(desk, number):
    """Its numbers are the named people."""
    desk.goto(f"/employment/fairs/{number}/")
    assert [desk.locator("main .ledger .v").nth(place).inner_text() for place in range(4)] == ["1", "4", "3", "1"]
    desk.click("main .ledger a[href*='reached=intent']")
    expect(desk.locator("tbody th a")).to_have_count(3)
    names = desk.locator("tbody th a").all_inner_texts()
    assert sorted(name.split()[0] for name in names) == sorted(["贺小川", "但家旺", "外地来的"])


def the_link(desk, employer, number):
    """The employer says through its link who was hired."""
    desk.goto(f"/employment/fairs/{number}/")
    desk.click("form[action$='/link/'] button")
    employer.goto(desk.locator("main b.long").inner_text())
    line = employer.locator("li", has_text="贺小川")
    line.locator("select").select_option("hire")
    with employer.expect_navigation():
        line.locator("button").click()
    assert "已录用" in employer.locator("li", has_text="贺小川").inner_text()
    assert_accessible(employer)
    assert not scrolls_sideways(employer)
    desk.goto(f"/employment/fairs/{number}/results/?reached=hired")
    assert desk.locator("tbody th a").all_inner_texts()[0].startswith("贺小川")


def test_a_whole_fair_with_two_desks_and_a_phone(new_page, staff, veterans, offered, shoot):
    officer, colleague, _clerk = staff
    desk, other = new_page(DESKTOP), new_page(PHONE)
    login(desk, officer.username)
    number, code = plan(desk, offered)
    entrance = sign_up(new_page(PHONE, java_script_enabled=False), code, veterans[0])
    login(other, colleague.username)
    for page in (desk, other):
        page.goto(f"/employment/fairs/{number}/desk/")
    the_day(desk, other, officer, veterans, entrance)
    shoot(desk, "fair-desk")
    shoot(other, "fair-desk")
    the_screen(new_page(DESKTOP), code, other)
    the_funnel(desk, number)
    the_link(desk, new_page(PHONE), number)


def enter_guest(page):
    """Somebody who is on no file: a name and a telephone number."""
    page.fill("#who", "外地来的")
    page.locator("#g-name").wait_for()
    page.fill("#g-name", "外地来的")
    page.fill("#g-phone", "12600000914")
    page.select_option("#post", index=1)
    page.check("input[name=result][value=intent]")
    page.click("button[value=agree]")
    page.locator(".box.blue").wait_for()
