"""Entitlements as a village clerk works with them: a person's missing item, and a village confirmed at once."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.tools import DESKTOP, OVERHANG, PHONE, assert_accessible, login, scrolls_sideways

VILLAGE, CITY = "421281101204", "421281"


@pytest.fixture
def clerk(account):
    return account("station_clerk", VILLAGE)


@pytest.fixture
def officer(account):
    return account("bureau_officer", CITY)


def make_people(clerk, *names):
    from tests.builders import build_person

    return [build_person(clerk, name=name, categories=["11"]) for name in names]


def test_a_missing_entitlement_is_given_from_the_persons_page(page, clerk, officer):
    from tests.outreach.made_entitlements import build_institution

    person = make_people(clerk, "谢德胜")[0]
    build_institution(officer.station, name="赵李桥镇卫生院")
    login(page, clerk.username)
    page.goto(person.get_absolute_url())
    missing = page.locator("ul.ent li", has_text="家庭医生签约")
    assert missing.locator(".bad").inner_text() == "缺"
    missing.locator("a").click()
    form = page.locator("#sheet form")
    form.wait_for()
    form.locator("[name=institution]").select_option(label="赵李桥镇卫生院")
    form.locator("[name=doctor]").fill("但医生")
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
    assert re.search(r"/outreach/contracts/\d+/$", page.url)
    assert_accessible(page)
    page.goto(person.get_absolute_url())
    assert "有" in page.locator("ul.ent li", has_text="家庭医生签约").inner_text()
    page.goto("/outreach/entitlements/doctor/held/")
    assert page.locator("tbody tr", has_text="谢德胜").count() == 1
    assert_accessible(page)


def test_a_village_is_confirmed_on_the_phone(new_page, clerk, officer):
    from outreach.models import Confirmation
    from tests.outreach.made_entitlements import build_round

    make_people(clerk, "邱明礼", "邱明义", "邱明信")
    today = timezone.localdate()
    build_round(officer, today, today)
    page = new_page(PHONE)
    login(page, clerk.username)
    page.goto("/")
    page.locator("a", has_text="人待确认").first.click()
    page.wait_for_url(re.compile("/village/"))
    assert not scrolls_sideways(page)
    assert_accessible(page)
    for name in ("邱明礼", "邱明义"):
        page.get_by_label(name).check()
    page.get_by_label("入户").check()
    with page.expect_navigation():
        page.get_by_role("button", name="确认勾选的人").click()
    assert "已确认 2 人" in page.locator("body").inner_text()
    left = Confirmation.objects.filter(person__name__startswith="邱明", state="due").get()
    assert left.person.name == "邱明信"
    office = new_page(DESKTOP)
    login(office, officer.username)
    office.goto(left.round.get_absolute_url() + "?state=confirmed")
    assert office.locator("tbody tr", has_text="邱明").count() == 2
    assert_accessible(office)


def test_the_overview_and_the_towns_fit_a_phone_and_lose_no_number(new_page, clerk, officer):
    """What has no column in a hand stands under the name, with the link to its list."""
    from tests.outreach.made_entitlements import on_file

    for name in ("谢德胜", "邱明礼"):  # born nobody knows when: whether they are sixty cannot be told
        on_file(clerk.station, clerk, name=name, categories=["11"])
    page = new_page(PHONE)
    login(page, officer.username)
    for address in ("/outreach/entitlements/", "/outreach/entitlements/checkup/"):
        page.goto(address)
        assert set(page.evaluate(OVERHANG)) == {0} and not scrolls_sideways(page)
        assert_accessible(page)
        assert page.locator("thead th:visible").all_inner_texts()[1:] == ["应享未享", "应享已享"]
        row = page.locator("tbody tr", has_text="待核实").first
        row.locator("a:visible", has_text="待核实").click()
        page.wait_for_url(re.compile("checkup/unknown/"))
        expect(page.locator("tbody tr")).to_have_count(2)
