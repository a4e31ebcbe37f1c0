"""A whole checkup campaign as people work with it: planned, frozen, given days, told, checked in, flagged, followed up."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.outreach.made_checkups import SECRET, build_veteran

VILLAGE, CITY = "421281101204", "421281"
TITLE = "浏览器验收体检"


@pytest.fixture
def desks(account):
    return account("station_clerk", VILLAGE), account("bureau_officer", CITY)


@pytest.fixture
def hospital(desks):
    from outreach.models import Institution

    station = desks[1].station
    return Institution.objects.get_or_create(station=station, name="市人民医院体检中心", kind="hospital")[0]


def sheet(page, link, **fields):
    """Open a small form over the page, fill it, send it."""
    page.click(link)
    form = page.locator("#sheet form")
    form.wait_for()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            field.select_option(label=value)
        elif kind in ("radio", "checkbox"):
            form.locator(f"[name={name}]" if value is True else f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def plan(page, today):
    """The rule, the frozen list, the hospital and today's places."""
    page.goto("/outreach/checkups/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_season_from", today.isoformat())
    page.fill("#id_season_to", (today + timedelta(days=30)).isoformat())
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/checkups/\d+/$"))
    with page.expect_navigation():
        page.click("form[action$='/freeze/'] button")
    page.get_by_text("名单已冻结").wait_for()
    address = page.url
    sheet(page, "a[href$='/hospitals/add/']", institution="市人民医院体检中心", price_men="420", price_women="480")
    page.goto(address)
    days = {"first": today.isoformat(), "last": today.isoformat(), "quota": "20", "hospital": "市人民医院体检中心"}
    page.click("a[href$='/days/add/']")
    form = page.locator("#sheet form")
    form.wait_for()
    for box in form.locator("[name=weekdays]").all():
        box.check()
    for name in ("first", "last", "quota"):
        form.locator(f"[name={name}]").fill(days[name])
    form.locator("[name=hospital]").select_option(label=days["hospital"])
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    return address


def give_days(page, campaign, town, shoot):
    """The town's people who wait, by one button."""
    page.goto(f"{campaign}board/?town={town}")
    with page.expect_navigation():
        page.click("form[action*='/allot/'] button")
    page.locator("a.slot").first.wait_for()
    shoot(page, "checkup-board")
    assert_accessible(page)


def tell(page, campaign, exam):
    """By the village's clerk, on the sheet of the village."""
    page.goto(f"{campaign}calls/")
    page.check(f"[name=answer-{exam.pk}][value=confirmed]")
    assert_accessible(page)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert "登记了 1 人的答复" in page.inner_text("body")


def check_in(phone, campaign, exam, shoot):
    """The code of the notice, typed at the door."""
    phone.goto(f"{campaign}check-in/")
    assert not scrolls_sideways(phone)
    assert_accessible(phone)
    phone.fill("#q", exam.code.lower())
    with phone.expect_navigation():
        phone.press("#q", "Enter")
    assert "任和平" in phone.inner_text("main")
    shoot(phone, "checkup-checkin")


def open_result(page):
    with page.expect_navigation():
        page.click("a[href*='/checkups/results/']")


def test_a_whole_campaign_from_the_rule_to_the_last_follow_up(new_page, desks, hospital, shoot):
    from outreach.models import Exam

    clerk, officer = desks
    person = build_veteran(clerk, name="任和平")
    build_veteran(clerk, name="彭传英", sex="2")
    desk, laptop, phone = new_page(DESKTOP), new_page(DESKTOP), new_page(PHONE)
    login(desk, officer.username)
    campaign = plan(desk, timezone.localdate())
    give_days(desk, campaign, clerk.station.parent_id, shoot)
    exam = Exam.objects.get(person=person, campaign__title=TITLE)
    login(laptop, clerk.username)
    tell(laptop, campaign, exam)
    login(phone, clerk.username)
    check_in(phone, campaign, exam, shoot)
    # the result: flagged, then followed up until closed
    desk.goto(f"/outreach/checkups/people/{exam.pk}/")
    sheet(desk, "a[href$='/enter-result/']", summary="胸部 CT 异常", is_flagged=True, findings=SECRET)
    open_result(desk)
    assert SECRET in desk.inner_text("main")
    sheet(desk, "a[href$='/follow-up/']", way="phone", said="已约复查")
    open_result(desk)
    sheet(desk, "a[href$='/close-follow-up/']", said="良性")
    exam.refresh_from_db()
    assert exam.state == "followed_up"
    # the station saw done or call back, and never what was found
    laptop.goto(f"/outreach/checkups/people/{exam.pk}/")
    assert "已完成" in laptop.inner_text("main")
    assert SECRET not in laptop.content()


def test_the_board_and_the_calls_fit_a_phone(new_page, desks, hospital, shoot):
    from outreach.models import CheckupCampaign

    campaign = CheckupCampaign.objects.filter(title=TITLE).first()
    if campaign is None:
        desk = new_page(DESKTOP)
        login(desk, desks[1].username)
        plan(desk, timezone.localdate())
        campaign = CheckupCampaign.objects.get(title=TITLE)
    phone = new_page(PHONE)
    login(phone, desks[1].username)
    for page in ("", "board/", "list/"):
        phone.goto(f"{campaign.get_absolute_url()}{page}")
        assert not scrolls_sideways(phone), page
        assert_accessible(phone)
