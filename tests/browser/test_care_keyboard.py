"""The care centre with no mouse: onto the waiting list, off it again, into a bed and out of it; what is wrong takes the focus."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.tools import assert_accessible, forgive, login, tab_to

CITY, VILLAGE = "421281", "421281101204"


@pytest.fixture
def officer(account):
    return account("bureau_officer", CITY)


@pytest.fixture
def veterans(account):
    from tests.builders import build_person

    clerk = account("station_clerk", VILLAGE)
    return [build_person(clerk, clerk.station, name=name) for name in ("康轮候", "康撤回")]


@pytest.fixture
def centre(officer):
    from tests.outreach.made_entitlements import build_bed

    return build_bed(officer, "键盘房-1").institution


def open_sheet(page, words):
    tab_to(page, words, most=120)
    page.keyboard.press("Enter")
    page.locator("#sheet[open] form").wait_for()


def write(page, name, text):
    """Tab to a field of the sheet and type over what stands there."""
    tab_to(page, f"id_{name}", most=12)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def send(page, words):
    """By the button of the sheet."""
    tab_to(page, words, most=12)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def refused(page, words, field):
    """The button is pressed, something is wrong: the focus is on it, and nothing is lost."""
    tab_to(page, words, most=12)
    page.keyboard.press("Enter")
    expect(page.locator(f"#id_{field}[aria-invalid=true]")).to_be_focused()
    forgive(page, "422")


def ask_place(page, person):
    page.goto(f"{person.get_absolute_url()}?tab=care")
    open_sheet(page, "申请入住")
    tab_to(page, "id_group", most=12)
    page.keyboard.press("ArrowDown")
    send(page, "申请入住")
    assert "已列入轮候名单" in page.inner_text("body")


def find(page, address, name):
    """The list, narrowed to one person by its search."""
    page.goto(address)
    page.locator("#q").wait_for()
    tab_to(page, "q", most=40)
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_place_is_asked_for_given_back_taken_and_left_by_keyboard_alone(page, officer, centre, veterans):
    from outreach.models import CarePlacement, CareRequest

    waits, goes = veterans
    today = timezone.localdate()
    login(page, officer.username)
    for person in veterans:
        ask_place(page, person)
    find(page, "/outreach/care/", goes.name)
    open_sheet(page, "撤回申请")
    assert_accessible(page)
    refused(page, "撤回申请", "reason")
    page.keyboard.type("家属决定在家照料")
    send(page, "撤回申请")
    assert CareRequest.objects.get(person=goes).state == "withdrawn"
    page.goto(f"{goes.get_absolute_url()}?tab=care")
    assert "家属决定在家照料" in page.inner_text("main")
    find(page, "/outreach/care/", waits.name)
    open_sheet(page, "办理入住")
    write(page, "fee_month", "-5")
    refused(page, "办理入住", "bed")
    page.keyboard.press("ArrowDown")
    write(page, "fee_month", "1800")
    send(page, "办理入住")
    find(page, "/outreach/care/residents/", waits.name)
    open_sheet(page, "办理离开")
    write(page, "out_reason", "回家休养")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2020-01-01")
    refused(page, "办理离开", "out_on")
    assert page.input_value("#id_out_reason") == "回家休养"
    page.keyboard.press("Control+a")
    page.keyboard.type(today.isoformat())
    send(page, "办理离开")
    placement = CarePlacement.objects.get(person=waits)
    assert (placement.out_on, placement.bed.label, placement.fee_month) == (today, "键盘房-1", 1800)
