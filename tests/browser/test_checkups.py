"""A whole checkup campaign as people work with it: planned, frozen, given days, told, checked in, flagged, followed up."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.outreach.made_checkups import build_veteran

VILLAGE, CITY = "421281101204", "421281"
SECRET = "右肺上叶结节 8 毫米"


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
    page.fill("#id_title", "浏览器验收体检")
    page.fill("#id_season_from", today.isoformat())
    page.fill("#id_season_to", (today + timedelta(days=30)).isoformat())
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/checkups/\d+/$"))
    page.click("form[action$='/freeze/'] button")
    page.wait_for_load_state()
    assert "名单已冻结" in page.inner_text("body")
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


def test_a_whole_campaign_from_the_rule_to_the_last_follow_up(new_page, desks, hospital, shoot):
    from outreach.models import Exam

    clerk, officer = desks
    person = build_veteran(clerk, name="任和平")
    build_veteran(clerk, name="彭传英", sex="2")
    today = timezone.localdate()
    desk = new_page(DESKTOP)
    login(desk, officer.username)
    campaign = plan(desk, today)
    # given days: the town's people who wait, by one button
    desk.goto(f"{campaign}board/?town={clerk.station.parent_id}")
    desk.click("form[action$='/allot/'] button")
    desk.wait_for_load_state()
    assert desk.locator("a.slot").count() >= 1
    shoot(desk, "checkup-board")
    assert_accessible(desk)
    # told, by the village's clerk
    laptop = new_page(DESKTOP)
    login(laptop, clerk.username)
    laptop.goto(f"{campaign}calls/")
    exam = Exam.objects.get(person=person, campaign__title="浏览器验收体检")
    laptop.check(f"[name=answer-{exam.pk}][value=confirmed]")
    assert_accessible(laptop)
    laptop.keyboard.press("Control+s")
    laptop.wait_for_load_state()
    assert "登记了 1 人的答复" in laptop.inner_text("body")
    # here: the code of the notice on a telephone
    phone = new_page(PHONE)
    login(phone, clerk.username)
    phone.goto(f"{campaign}check-in/")
    assert not scrolls_sideways(phone)
    assert_accessible(phone)
    phone.fill("#q", exam.code.lower())
    phone.press("#q", "Enter")
    phone.wait_for_load_state()
    assert "任和平" in phone.inner_text("main")
    shoot(phone, "checkup-checkin")
    # the result: flagged, then followed up until closed
    desk.goto(f"/outreach/checkups/people/{exam.pk}/")
    sheet(desk, "a[href$='/enter-result/']", summary="胸部 CT 异常", is_flagged=True, findings=SECRET)
    desk.click("a[href*='/checkups/results/']")
    desk.wait_for_load_state()
    assert SECRET in desk.inner_text("main")
    sheet(desk, "a[href$='/follow-up/']", way="phone", said="已约复查")
    desk.click("a[href*='/checkups/results/']")
    desk.wait_for_load_state()
    sheet(desk, "a[href$='/close-follow-up/']", said="良性")
    exam.refresh_from_db()
    assert exam.state == "followed_up"
    # the station saw done or call back, and never what was found
    laptop.goto(f"/outreach/checkups/people/{exam.pk}/")
    assert "已完成" in laptop.inner_text("main")
    assert SECRET not in laptop.content()


def test_the_board_and_the_calls_fit_a_phone(new_page, desks, hospital, shoot):
    from outreach.models import CheckupCampaign

    campaign = CheckupCampaign.objects.filter(title="浏览器验收体检").first()
    if campaign is None:
        desk = new_page(DESKTOP)
        login(desk, desks[1].username)
        plan(desk, timezone.localdate())
        campaign = CheckupCampaign.objects.get(title="浏览器验收体检")
    phone = new_page(PHONE)
    login(phone, desks[1].username)
    for page in ("", "board/", "list/"):
        phone.goto(f"{campaign.get_absolute_url()}{page}")
        assert not scrolls_sideways(phone), page
        assert_accessible(phone)
