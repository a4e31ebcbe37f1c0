"""A clerk's day without a mouse: log in, enter, find, amend; a session that ends; two who amend the same record."""

from django.conf import settings
from playwright.sync_api import expect

from tests.browser.tools import PASSWORD, assert_accessible, forgive, login
from tests.builders import TODAY, identity_number, person_values

VILLAGE, OTHER_VILLAGE = "421281101205", "421281101002"
SAVED_WITHIN = 20_000


def on_file(by, **changes):
    from veterans.actions import add_person

    return add_person(by=by, station=by.station, values=person_values(**changes), today=TODAY)


def answered(page, keys):
    """Press the keys that send a page and wait for the page that comes back."""
    with page.expect_navigation(timeout=SAVED_WITHIN):
        page.keyboard.press(keys)


def tab_to(page, words, most=60):
    """Go on with Tab until the focus stands on what says `words`."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(words):
            return
    raise AssertionError(f"{words}: not reached by {most} tabs")


def search(page, text):
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type(text)
    answered(page, "Enter")


def focused(page):
    return page.evaluate("document.activeElement.name")


def enter_until(page, name, most=80):
    """Go on with Enter, as one does in a form, until the field of this name."""
    for _step in range(most):
        if focused(page) == name:
            return
        page.keyboard.press("Enter")
    raise AssertionError(f"{name}: not reached by Enter")


def test_a_clerk_enters_finds_and_amends_by_keyboard_alone(page, account):
    from veterans.models import Person

    clerk, number = account("station_clerk", VILLAGE), identity_number()
    page.goto("/login/")
    page.keyboard.type(clerk.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    answered(page, "Enter")
    answered(page, "Alt+1")
    assert focused(page) == "name"
    page.keyboard.type("单知秋")
    enter_until(page, "id_no")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("#id_birth_date")).to_have_value("1958-03-12")
    enter_until(page, "mobile")
    page.keyboard.type("12200002222")
    enter_until(page, "enlist_date")
    page.keyboard.type("1976.11")
    answered(page, "Control+s")
    person = Person.objects.get(name="单知秋")
    assert person.id_no.plain() == number and str(person.enlist_date) == "1976-11"
    for text in ("szq", number[-4:], "知秋"):
        search(page, text)
        expect(page.locator("main").get_by_role("link", name="单知秋")).to_be_visible()
        assert number not in page.content() and number not in page.url
    tab_to(page, "单知秋")
    answered(page, "Enter")
    tab_to(page, "修改")
    answered(page, "Enter")
    enter_until(page, "mobile")
    page.keyboard.press("Control+a")
    page.keyboard.type("12200003333")
    answered(page, "Control+s")
    expect(page.locator("h1")).to_contain_text("单知秋")
    person.refresh_from_db()
    assert person.mobile.plain() == "12200003333" and person.version == 2
    assert_accessible(page)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(page, account):
    login(page, account("station_clerk", OTHER_VILLAGE).username)  # whose draft of all this stays
    page.goto("/veterans/add/")
    page.fill("#id_name", "错漏人")
    page.fill("#id_id_no", "990101195803120")
    page.fill("#id_enlist_date", "197613")
    page.fill("#id_note", "已填的内容")
    answered(page, "Control+s")
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    assert page.input_value("#id_note") == "已填的内容" and page.input_value("#id_enlist_date") == "197613"
    assert page.locator("#id_enlist_date").get_attribute("aria-invalid") == "true"
    assert_accessible(page)
    summary.get_by_role("link").last.press("Enter")
    expect(page.locator("[aria-invalid=true]:focus")).to_have_count(1)
    page.locator("[data-save]").click(trial=True)
    forgive(page, "422")


def test_an_ended_session_asks_for_the_password_and_the_form_goes_on(page, account):
    from veterans.models import Person

    clerk = account("station_clerk", VILLAGE)
    login(page, clerk.username)
    page.goto("/veterans/add/")
    page.fill("#id_name", "过时人")
    page.fill("#id_id_no", identity_number())
    page.fill("#id_note", "打了很久的字")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Control+s")
    password = page.locator("dialog[open] input[type=password]")
    password.wait_for()
    assert page.input_value("#id_note") == "打了很久的字"
    assert not Person.objects.filter(name="过时人").exists()
    assert page.input_value("dialog[open] input[name=username]") == clerk.username
    expect(password).to_be_focused()
    password.fill("wrong")
    password.press("Enter")
    expect(page.locator("dialog[open] .err")).not_to_be_empty()
    password.fill(PASSWORD)
    with page.expect_navigation(timeout=SAVED_WITHIN):
        password.press("Enter")
    assert Person.objects.get(name="过时人").note == "打了很久的字"
    forgive(page, "401", "400", "422")


def test_two_who_amend_one_record_see_each_others_change(new_page, account):
    first, second = account("station_clerk", VILLAGE), account("station_clerk", VILLAGE[:9])
    person = on_file(first, name="两人改")
    pages = []
    for clerk in (first, second):
        page = new_page()
        login(page, clerk.username)
        page.goto(f"/veterans/{person.pk}/amend/")
        pages.append(page)
    early, late = pages
    early.fill("#id_note", "先改的备注")
    answered(early, "Control+s")
    late.fill("#id_native_place", "广东东莞")
    answered(late, "Control+s")
    told = late.locator("[data-summary]")
    expect(told).to_contain_text("先改的备注")
    assert late.input_value("#id_note") == "先改的备注" and late.input_value("#id_native_place") == "广东东莞"
    assert_accessible(late)
    person.refresh_from_db()
    assert person.native_place == ""
    answered(late, "Control+s")
    person.refresh_from_db()
    assert (person.note, person.native_place) == ("先改的备注", "广东东莞")
    forgive(late, "409")
