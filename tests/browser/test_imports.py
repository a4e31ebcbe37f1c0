"""The import centre as a town's data administrator meets it: columns, plan, answers, returned workbook, writing, undoing."""

import pytest

from tests.browser.tools import DESKTOP, OVERHANG, PHONE, assert_accessible, login, scrolls_sideways
from tests.builders import identity_number
from tests.imports.centre import HEADINGS, line, misspelt, workbook

TOWN = "421281101"


def roster(start):
    """Four good rows and four that need somebody; 血型 is a column that nobody knows."""
    number = [identity_number(serial=start + n) for n in range(8)]
    rows = [line(f"王{n}", number[n]) for n in range(4)]
    rows += [line("雷家喜", misspelt(number[4])), line("宋全保", number[5], village="石桥新村")]
    rows += [line("田福来", number[6], 入伍时间=1976.1), line("邓厚朴", number[7], 入伍时间=1977.1)]
    return workbook(*[[*row, "A"] for row in rows], headings=[*HEADINGS, "血型"])


def upload(page, content):
    page.goto("/imports/upload/")
    page.set_input_files(
        "input[type=file]", {"name": "花名册.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content}
    )
    page.click("[data-save]")
    page.wait_for_selector("td select, #confirm", timeout=60_000)
    if "/columns/" in page.url:
        page.click("[data-save]")
    page.wait_for_selector("#confirm", timeout=60_000)


@pytest.fixture
def admin(account, new_page):
    def enter(viewport=DESKTOP):
        page = new_page(viewport)
        login(page, account("data_admin", TOWN).username)
        return page

    return enter


def test_a_dirty_roster_is_mended_written_and_undone(admin, shoot):
    page = admin()
    upload(page, roster(51_000))
    assert "6 + 0 + 0 + 1 + 1 = 8" in page.inner_text(".sum")
    assert_accessible(page)
    shoot(page, "import-plan")
    with page.expect_download() as download:
        page.click("text=下载退回表")
    assert download.value.suggested_filename.endswith(".xlsx")
    page.select_option(".mend select", index=1)
    page.click(".mend .go")
    page.wait_for_selector("text=7 + 0 + 0 + 0 + 1 = 8")
    page.check(".mend input[value='1976-10']")
    page.click("text=同样的行都这样答")
    page.wait_for_selector("text=已答 2 行")
    assert_accessible(page)
    page.click("#confirm button")
    page.wait_for_selector("text=已写入 7 行", timeout=60_000)
    shoot(page, "import-result")
    page.click("text=整批撤回")
    page.wait_for_selector("text=已全部撤回", timeout=60_000)
    assert_accessible(page)


def test_on_a_phone_nothing_scrolls_sideways(admin, shoot):
    page = admin(PHONE)
    upload(page, roster(52_000))
    for where in ("", "rows/", "columns/"):
        page.goto(page.url.split("rows/")[0].split("columns/")[0] + where)
        assert not scrolls_sideways(page), where
        assert set(page.evaluate(OVERHANG)) <= {0}, f"a table of {where or 'the plan'} is wider than the screen"
    shoot(page, "import-columns")


def test_another_town_finds_nothing(account, admin, new_page):
    page = admin()
    upload(page, roster(53_000))
    other = new_page()
    login(other, account("data_admin", "421281106").username)
    assert other.request.get(page.url).status == 404
    other.goto("/imports/")
    assert "花名册.xlsx" not in other.inner_text("main")
