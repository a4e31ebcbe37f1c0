"""The roster as a town really sends it: titles, a header of two rows, dittos, sums, signatures, and ten bad rows.

Upload, plan, confirm, result, returned workbook, and the same file once more.
"""

import io
import re

import openpyxl
import pytest

from tests.browser.tools import assert_accessible, login
from tests.builders import identity_number
from tests.imports.centre import misspelt
from tests.rosters.make import xlsx

TOWN = "421281101"
WAIT = 60_000
GROUPS = ["序号", "基本情况", "", "", "", "", "服役情况", "", "备注"]
HEADINGS = ["", "姓名", "身份证号", "村（社区）", "联系电话", "人员类别", "入伍时间", "退役时间", ""]
MERGES = ("A1:I1", "A2:I2", "A3:A4", "B3:F3", "G3:H3", "I3:I4")
GOOD, BAD = 12, 10
WRITTEN = GOOD + 1  # a date in doubt stays open, its row is written all the same (handbook §2.5)


def row(name, number, village="羊楼洞村", phone="12000000001", enlisted="1976-11"):
    return ["1", name, number, village, phone, "退役士兵", enlisted, "1981-01", ""]


def good_rows(numbers):
    """The village written once and marked as the same below, numbers and phones as text and as a number."""
    first, *others = [row(f"好{n}", number) for n, number in enumerate(numbers)]
    for other, mark in zip(others, ("同上", "″", "〃", '"') * 3, strict=False):
        other[3] = mark
    others[0][4] = 12000000002
    return [first, *others]


def bad_rows(numbers):
    """Ten rows for the clerk who sent them: what is wrong with each is in its name."""
    said = [
        row("错码一", misspelt(numbers[0])),
        row("错码二", misspelt(numbers[1])),
        row("十七位", numbers[2][:17]),
        row("没有号", ""),
        row("不是日子", "990101195802309999"),
        row("", numbers[3]),
        row("无此村甲", numbers[4], village="桃花源村"),
        row("无此村乙", numbers[5], village="桃花源村"),
        row("一月十月", numbers[6], enlisted=1976.1),
        row("数字号", float(numbers[7][:15] + "000")),
    ]
    assert len(said) == BAD
    return said


def roster(start):
    numbers = [identity_number(serial=start + n) for n in range(GOOD + BAD)]
    title = [["赵李桥镇退役军人花名册"], ["填报单位：赵李桥镇退役军人服务站　2026年11月"], GROUPS, HEADINGS]
    foot = [["合计", "", f"{GOOD + BAD}人"], ["填表人：王某", "", "审核人：李某", "", "", "", "站长（签字）："]]
    return xlsx({"花名册": [*title, *good_rows(numbers[:GOOD]), *bad_rows(numbers[GOOD:]), *foot]}, merges=MERGES)


def upload(page, content):
    page.goto("/imports/upload/")
    file = {"name": "赵李桥镇花名册.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.click("[data-save]")
    page.wait_for_selector("#confirm", timeout=WAIT)
    return page.url


def outcomes(page):
    """(created, changed, unchanged, questioned, rejected, all rows) as the page adds them up."""
    return tuple(int(text.replace(",", "")) for text in re.findall(r"[\d,]+", page.inner_text(".sum .eq")))


def reasons(workbook):
    """{name: reason} of the returned workbook's rows."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if any("退回原因" in str(cell) for cell in row))
    column = next(index for index, cell in enumerate(head) if "退回原因" in str(cell))
    return {str(row[1] or ""): str(row[column]) for row in rows[rows.index(head) + 1 :] if row[column]}


@pytest.fixture
def town(account, new_page):
    page = new_page()
    login(page, account("data_admin", TOWN).username)
    return page


def test_a_dirty_roster_from_the_upload_to_the_returned_workbook(town):
    from veterans.models import Person

    content = roster(61_000)
    address = upload(town, content)
    created, changed, unchanged, questioned, rejected, rows = outcomes(town)
    assert (created, changed, unchanged, rows) == (WRITTEN, 0, 0, GOOD + BAD)
    assert questioned + rejected == GOOD + BAD - WRITTEN
    assert "落款与合计" in town.inner_text("main")
    assert_accessible(town)
    town.goto(f"{address}columns/")
    assert town.locator("text=没认出").count() == 0
    assert_accessible(town)
    town.goto(address)
    town.click("#confirm button")
    town.get_by_text(f"已写入 {WRITTEN} 行").wait_for(timeout=WAIT)
    assert_accessible(town)
    written = Person.objects.filter(name__startswith="好", station__division__name__startswith="羊楼洞村")
    assert written.count() == GOOD
    with town.expect_download() as download:
        town.click("text=下载退回表")
    said = reasons(download.value.path().read_bytes())
    for name in ("错码一", "错码二", "十七位", "没有号", "不是日子", "无此村甲", "无此村乙", "数字号", ""):
        assert said.get(name), f"{name} has no reason: {said}"
    assert not any(name.startswith("好") for name in said)
    upload(town, content)
    assert outcomes(town)[:3] == (0, 0, WRITTEN), "the same file once more writes nothing"
