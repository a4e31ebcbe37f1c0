"""The door: the login page as people meet it, in and out again."""

import pytest
from playwright.sync_api import expect

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, forgive, login, scrolls_sideways


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_screenshots_of_the_login_page(new_page, shoot, viewport):
    page = new_page(viewport)
    page.goto("/login/")
    expect(page.locator("input[name=username]"), "the keyboard starts in the first field").to_be_focused()
    assert not scrolls_sideways(page)
    assert_accessible(page)
    shoot(page, "login")


def test_in_and_out(page, account):
    clerk = account("station_clerk")
    page.goto("/login/")
    page.fill("input[name=username]", clerk.username)
    page.fill("input[name=password]", "not-the-Password-1")
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")
    assert_accessible(page)
    forgive(page, "400", "422")
    login(page, clerk.username)
    assert_accessible(page)
    page.context.clear_cookies()
    page.goto("/")
    assert "/login/" in page.url


def test_the_policy_refuses_what_is_inline(page):
    """The guard guards: without it the other tests would prove nothing."""
    page.goto("/login/")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.bad = 1'; document.body.append(s) }"
    )
    assert page.evaluate("window.bad") is None
    page.wait_for_timeout(200)
    assert any("CSP" in line or "Content Security Policy" in line for line in page.complaints)
    forgive(page, "CSP", "Content Security Policy", "Content-Security-Policy")
