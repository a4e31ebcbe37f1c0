"""People in the browser: a record by keyboard alone, the live duplicate, a draft that survives, a claim between towns."""

from playwright.sync_api import expect

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, forgive, login, scrolls_sideways
from tests.builders import TODAY, identity_number, person_values

VILLAGE, OTHER = "421281101204", "421281106201"


def on_file(by, **changes):
    from veterans.actions import add_person

    return add_person(by=by, station=by.station, values=person_values(**changes), today=TODAY)


def settled(page):
    page.wait_for_load_state("networkidle")


def test_a_whole_record_by_keyboard(page, account, shoot):
    from veterans.models import Person

    clerk, number = account("station_clerk", VILLAGE), identity_number()
    login(page, clerk.username)
    page.goto("/veterans/add/")
    page.keyboard.type("键盘录")
    page.keyboard.press("Enter")
    with page.expect_response(lambda answer: "add" in answer.url and answer.request.method == "POST"):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    expect(page.locator("#id_birth_date")).to_have_value("1958-03-12")
    shoot(page, "person-form")
    page.focus("#id_mobile")
    page.keyboard.type("12200001111")
    page.keyboard.press("Enter")
    page.focus("#id_enlist_date")
    page.keyboard.type("197611")
    page.keyboard.press("Control+s")
    page.wait_for_url(lambda address: address.endswith("/") and "/add/" not in address)
    person = Person.objects.get(name="键盘录")
    assert person.id_no.plain() == number and str(person.enlist_date) == "1976-11"
    assert page.locator("h1").inner_text().startswith("键盘录")
    assert_accessible(page)


def test_the_live_duplicate_stands_beside_what_is_typed(page, account):
    clerk = account("station_clerk", VILLAGE)
    known = on_file(clerk, name="已有人")
    login(page, clerk.username)
    page.goto("/veterans/add/")
    page.fill("#id_name", "已有人")
    page.fill("#id_id_no", known.id_no.plain())
    page.press("#id_id_no", "Enter")
    box = page.locator("#form-notice .box.amber")
    box.wait_for()
    assert "多半是同一个人" in box.inner_text()
    page.fill("#id_note", "补充的内容")
    box.get_by_role("button").click()
    page.wait_for_url(lambda address: address.endswith(f"/{known.pk}/amend/"))
    assert page.input_value("#id_note") == "补充的内容"


def test_a_draft_survives_a_closed_browser(new_page, account):
    clerk = account("station_clerk", VILLAGE)
    first = new_page()
    login(first, clerk.username)
    first.goto("/veterans/add/")
    first.fill("#id_name", "草稿人")
    expect(first.locator("#draft-state")).not_to_be_empty(timeout=15_000)
    first.context.close()
    second = new_page()
    login(second, clerk.username)
    second.goto("/veterans/add/")
    assert second.input_value("#id_name") == "草稿人"
    second.locator("button[form=discard]").click()
    expect(second.locator("#id_name")).to_have_value("")


def test_a_claim_between_two_towns(new_page, account):
    holder, clerk = account("station_clerk", OTHER), account("station_clerk", VILLAGE)
    officer = account("bureau_officer")
    known = on_file(holder, name="两镇人")
    page = new_page()
    login(page, clerk.username)
    page.goto("/veterans/add/")
    page.fill("#id_name", "两镇人")
    page.fill("#id_id_no", known.id_no.plain())
    page.press("#id_id_no", "Control+s")
    page.get_by_text("已提交上级核对").wait_for()
    desk = new_page()
    login(desk, officer.username)
    desk.goto("/veterans/claims/")
    desk.get_by_role("link", name="两镇人").first.click()
    desk.get_by_role("button", name="转入").click()
    settled(desk)
    known.refresh_from_db()
    assert known.station_id == clerk.station_id


def test_two_records_become_one_and_two_again(page, account, shoot):
    officer, clerk = account("bureau_officer"), account("station_clerk", VILLAGE)
    kept = on_file(clerk, name="合并人", employment="FARMING")
    twin = on_file(clerk, name="合并人", id_no="", employment="FLEXIBLE", note="只在第二份里")
    login(page, officer.username)
    page.goto(f"/veterans/{kept.pk}/")
    page.get_by_role("link", name="合并", exact=True).click()
    page.get_by_role("link", name="对照").first.click()
    page.wait_for_url(lambda address: address.endswith(f"/merge/{twin.pk}/"))
    page.keyboard.type("同一人两次登记")
    row = page.get_by_role("row", name="就业")
    row.get_by_role("radio").nth(1).check()
    assert_accessible(page)
    shoot(page, "merge")
    page.keyboard.press("Control+s")
    page.wait_for_url(lambda address: address.endswith(f"/{kept.pk}/"))
    kept.refresh_from_db()
    twin.refresh_from_db()
    assert (kept.employment, kept.note, twin.merged_into_id) == ("FLEXIBLE", "只在第二份里", kept.pk)
    page.goto(f"/veterans/{kept.pk}/?tab=changes")
    page.get_by_role("link", name="撤销合并").first.click()
    page.locator("[name=reason]").fill("其实是同名两人")
    page.locator("form[data-act] button[type=submit]").click()
    page.get_by_text("已恢复为两份档案").wait_for()
    kept.refresh_from_db()
    twin.refresh_from_db()
    assert (kept.employment, kept.note, twin.merged_into_id) == ("FARMING", "", None)


def test_lists_fit_both_screens(new_page, account, shoot):
    clerk = account("station_clerk", VILLAGE)
    person = on_file(clerk, name="名单人")
    for viewport in (DESKTOP, PHONE):
        page = new_page(viewport)
        login(page, clerk.username)
        for name, address in (("people", "/veterans/"), ("person", f"/veterans/{person.pk}/")):
            page.goto(address)
            settled(page)
            assert not scrolls_sideways(page), address
            assert_accessible(page)
            shoot(page, name)
        forgive(page, "favicon")
