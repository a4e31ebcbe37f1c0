"""Accounts and the network without a mouse: one creates, another gives the role; a station's five haves are filled in."""

from tests.browser.test_clerk import answered, enter_until, tab_to
from tests.browser.tools import assert_accessible, login

VILLAGE = "421281101205"


def opens(page, words):
    tab_to(page, words)
    page.keyboard.press("Enter")


def test_two_people_make_an_account_by_keyboard_alone(new_page, account, shoot):
    from stations.models import Account

    page = new_page()
    login(page, account("system_admin").username)
    page.goto("/accounts/add/")
    enter_until(page, "username")
    page.keyboard.type("jianpan")
    enter_until(page, "full_name")
    page.keyboard.type("田小玲")
    page.keyboard.press("Enter")
    page.keyboard.type("蓼坪村")
    assert page.locator("#id_station option:checked").inner_text().startswith("蓼坪村")
    assert_accessible(page)
    shoot(page, "account-add")
    answered(page, "Control+s")
    made = Account.objects.get(username="jianpan")
    assert (made.full_name, made.role_names) == ("田小玲", []) and made.station.name.startswith("蓼坪村")
    other = new_page()
    login(other, account("security_admin").username)
    other.goto(f"/accounts/{made.pk}/")
    opens(other, "授予角色")
    other.locator("dialog [name=role_names]").first.wait_for()
    while other.evaluate("document.activeElement.value") != "station_clerk":
        other.keyboard.press("Tab")
    other.keyboard.press("Space")
    shoot(other, "account-roles")
    answered(other, "Enter")
    made.refresh_from_db()
    assert made.role_names == ["station_clerk"]
    assert_accessible(other)


def test_a_clerk_fills_in_the_five_haves_by_keyboard_alone(page, account, shoot):
    from stations.models import FiveHaves, Station

    clerk = account("station_clerk", VILLAGE)
    station = Station.objects.get(pk=clerk.station_id)
    login(page, clerk.username)
    page.goto(f"/stations/{station.pk}/")
    tab_to(page, "填报")
    answered(page, "Enter")
    enter_until(page, "has_funds")
    page.keyboard.press("Space")
    enter_until(page, "funds_evidence")
    page.keyboard.type("年度经费一万七千元")
    shoot(page, "five-haves")
    answered(page, "Control+s")
    assert FiveHaves.objects.get(station=station).has_funds
    assert_accessible(page)
