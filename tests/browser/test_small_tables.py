"""A smaller table as an officer meets it: a list of employers is read, mended, written and undone, with hardly a click."""

import pytest
from playwright.sync_api import expect

from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.employment.made_market import credit_code
from tests.imports.tables import headings
from tests.rosters.make import xlsx

KIND = "employment.employers"
NAMES = ("赤壁市砖茶机械制造有限责任公司驻羊楼洞古镇分公司", "蒲纺工业园机修厂", "陆水湖酒店")


def workbook():
    """Three employers under the template's headings and a column that nobody knows; one kind of unit is unheard of."""
    rows = [[credit_code(), name, "", kind, "", "", "孟经理", "12600000911", "", "", "东"]
            for name, kind in zip(NAMES, ("民企", "猜", "国企"), strict=True)]  # fmt: skip
    return xlsx({"用人单位": [[*headings(KIND), "方位"], *rows]})


@pytest.fixture
def officer(account, new_page):
    def enter(viewport=DESKTOP):
        page = new_page(viewport)
        login(page, account("bureau_officer").username)
        return page

    return enter


def read(page):
    """The file chosen, the kind by the arrow keys, the rest by Ctrl+S."""
    page.goto("/imports/upload/")
    file = {"name": "用人单位.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": workbook()}
    page.set_input_files("input[type=file]", file)
    page.focus("input[name=kind]:checked")
    while page.input_value("input[name=kind]:checked") != KIND:
        page.keyboard.press("ArrowRight")
    assert_accessible(page)
    page.keyboard.press("Control+s")
    page.wait_for_selector("td select, #confirm", timeout=60_000)
    if "/columns/" in page.url:  # asked once; the answer is remembered for this header
        expect(page.locator("main")).to_contain_text("方位")
        page.keyboard.press("Control+s")
    page.wait_for_selector("#confirm", timeout=60_000)


def mend(page):
    """The unknown kind of unit is chosen from the words that are known."""
    page.focus(".mend select")
    while page.input_value(".mend select") != "民营企业":
        page.keyboard.press("ArrowDown")
    page.focus(".mend .go")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=3 + 0 + 0 + 0 + 0 = 3")


def test_a_list_of_employers_is_read_mended_written_and_undone_by_keyboard(officer, shoot):
    from employment.models import Employer

    page = officer()
    read(page)
    assert "2 + 0 + 0 + 0 + 1 = 3" in page.inner_text(".sum")
    assert_accessible(page)
    shoot(page, "import-table-plan")
    mend(page)
    page.focus("#confirm button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已写入 3 行", timeout=60_000)
    assert set(Employer.objects.filter(name__in=NAMES).values_list("kind", flat=True)) == {"PRIVATE_FIRM", "STATE_FIRM"}
    assert_accessible(page)
    page.goto(f"{page.url}rows/")
    page.click(f"text={NAMES[0]}")
    expect(page.locator("h1")).to_contain_text(NAMES[0])
    page.go_back()
    page.go_back()
    page.focus("text=整批撤回")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已全部撤回", timeout=60_000)
    assert not Employer.objects.filter(name__in=NAMES).exists()


def test_on_a_phone_a_long_name_breaks_and_nothing_scrolls_sideways(officer, shoot):
    page = officer(PHONE)
    read(page)
    where = page.url
    for part in ("", "rows/", "columns/"):
        page.goto(where + part)
        assert not scrolls_sideways(page), part
    page.goto(where)
    shoot(page, "import-table-plan")
