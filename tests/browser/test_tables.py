"""Tables of one's own and the superior's form, by keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser.test_people import VILLAGE, on_file, settled
from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.builders import TODAY

FORM = "各镇（街道）退役军人服务保障情况统计表"


def follow(page, role, name):
    """Go to something as Tab would and press Enter."""
    page.locator("main, dialog").get_by_role(role, name=name).last.focus()
    page.keyboard.press("Enter")


def test_a_table_is_built_kept_and_taken_away_by_keyboard(page, account, shoot):
    from bureau.models import SavedTable

    on_file(account("station_clerk", VILLAGE), name="制表人")
    login(page, account("bureau_officer").username)
    page.goto("/reports/")
    follow(page, "link", "自制统计表")
    follow(page, "link", "做张表")
    page.wait_for_url("**/reports/tables/new/")
    follow(page, "link", re.compile("^人员$"))
    page.wait_for_url("**/of/veterans:people/")
    page.get_by_label("每行是").focus()
    with page.expect_response(lambda answer: "by=town" in answer.url):
        page.keyboard.press("ArrowDown")
    expect(page.locator("table.cross tfoot")).to_contain_text("合计")
    assert "by=town" in page.url
    shoot(page, "table-build")
    assert_accessible(page)
    page.get_by_label("标题").focus()
    page.keyboard.type("各镇人数")
    page.keyboard.press("Control+s")
    page.wait_for_url(lambda address: address.split("/")[-2].isdigit())
    kept = SavedTable.objects.get(title="各镇人数")
    assert kept.recipe["by"] == ["town"]
    follow(page, "link", "导出这张表")
    page.locator("#sheet").wait_for()
    with page.expect_download() as download:
        follow(page, "button", "导出这张表")
    assert download.value.suggested_filename.startswith("各镇人数")
    kept.delete()


def test_a_form_is_mapped_with_arrow_keys_and_filled(new_page, account, shoot):
    from bureau.actions.blanks import add_blank
    from bureau.demo.tables import province_form
    from bureau.models import BlankCell, Filling

    officer = account("bureau_officer")
    content = province_form(["赵李桥镇", "神山镇"])
    given = {"title": FORM, "file_name": "附件1.xlsx", "is_shared": False, "today": TODAY}
    blank = add_blank(by=officer, content=content, **given)
    page = new_page(DESKTOP)
    login(page, officer.username)
    page.goto(blank.get_absolute_url())
    page.locator("a.empty").first.focus()
    for key, at in (("ArrowRight", "D5"), ("ArrowDown", "D6"), ("ArrowLeft", "C6"), ("ArrowUp", "C5")):
        page.keyboard.press(key)
        expect(page.locator(f"a[href$='/{at}/']").first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#sheet").wait_for()
    page.locator("#sheet .narrow-by").first.focus()
    page.keyboard.type("村级服务站")
    expect(page.locator("#id_figure")).to_have_value("station.villages")
    follow(page, "button", "定下")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("td.filled")).to_have_count(2)
    assert BlankCell.objects.filter(blank=blank).count() == 2
    assert_accessible(page)
    shoot(page, "form-mapped")
    follow(page, "link", re.compile("^填表$"))
    page.locator("#sheet").wait_for()
    page.locator("#sheet form button[type=submit]").focus()
    page.keyboard.press("Enter")
    follow(page, "link", "看结果")
    page.wait_for_url("**/filled/*/")
    assert_accessible(page)
    phone = new_page(PHONE)
    login(phone, officer.username)
    for address in (blank.get_absolute_url(), Filling.objects.get(blank=blank).get_absolute_url()):
        phone.goto(address)
        settled(phone)
        assert not scrolls_sideways(phone), address
