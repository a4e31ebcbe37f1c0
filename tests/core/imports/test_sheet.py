"""Opening files: every format, every type of cell, every refusal; and no file whatever brings the portal down."""

import io
import random
import time
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports import biff, excel, opener
from core.imports.limits import Limits, Refusal
from core.imports.sheet import LIMITS, SENTENCES, CellError, Unreadable, open_workbook
from tests.rosters import make

pytestmark = pytest.mark.once


def opened(rows, **more):
    return open_workbook(make.xlsx({"表": rows}, **more), "表.xlsx").sheets[0]


def cells(sheet):
    return [row.cells for row in sheet.rows()]


def refusal(data, name="表.xlsx", **limits):
    with pytest.raises(Unreadable) as caught:
        open_workbook(data, name, replace(LIMITS, **limits))
    assert str(caught.value.message)
    return caught.value.code


# ——— what a cell is ———


def test_types_are_kept():
    row = ["字", 13800138000, 1985.1, True, date(1985, 3, 1), 4.22302195006151e17]
    [found] = cells(opened([row]))
    assert found == row
    assert [type(value) for value in found] == [str, int, float, bool, date, float]


def test_row_numbers_are_excels():
    sheet = opened([[], [], ["", "", "甲"], [], ["", "乙"]])
    assert [(row.number, row.cells) for row in sheet.rows()] == [(3, ["", "", "甲"]), (5, ["", "乙"])]


def test_a_date_shown_as_a_month_is_a_month():
    name, data = make.partial_dates()
    rows = cells(open_workbook(data, name).sheets[0])[1:]
    day, month = date(1985, 3, 1), "1985-03"
    assert [row[9] for row in rows] == [
        month, day, day, month, month, month, month, day, day, month, month, day, day, month,
    ]  # fmt: skip
    assert {row[8] for row in rows} >= {"1985.3", 31107, 1985.1}


def test_a_day_typed_under_a_month_format_is_kept():
    sheet = opened([[date(1985, 3, 15)]], styles={("表", 1, 1): "yyyy-mm"})
    assert cells(sheet) == [[date(1985, 3, 15)]]


@pytest.mark.parametrize(
    "code, is_month",
    [
        ('yyyy"年"m"月"', True),
        ("[$-804]yyyy\\-mm;@", True),
        ("e/m", True),
        ('yyyy"年"m"月"d"日"', False),
        ("m月d日", False),
        ("[h]:mm:ss", False),
        ('0"my"', False),
        ("General", False),
    ],
)
def test_which_formats_show_a_month(code, is_month):
    assert excel.is_month_format(code) is is_month


def test_dates_counted_from_1904():
    def change(part, content):
        return content.replace(b"<workbookPr", b'<workbookPr date1904="1"') if part == "xl/workbook.xml" else content

    data = make.xlsx({"表": [[31107 - 1462, 5]]}, styles={("表", 1, 1): "yyyy-mm"})
    assert cells(open_workbook(make.repacked(data, change)).sheets[0]) == [["1985-03", 5]]


def test_error_cells_are_no_values():
    name, data = make.apostrophes_and_breaks()
    found = [row[10] for row in cells(open_workbook(data, name).sheets[0])[1:]]
    assert found == ["#N/A"] * 3
    assert all(isinstance(value, CellError) for value in found)


def test_error_cells_on_the_right_sheet():
    def fill(book):
        for name in ("甲", "乙"):
            page = book.add_worksheet(name)
            page.write(0, 0, name)
            if name == "乙":
                page.write_formula(1, 27, "=1/0", None, "#DIV/0!")

    first, second = open_workbook(make.written(fill)).sheets
    assert cells(first) == [["甲"]]
    assert cells(second)[1][27] == CellError("#DIV/0!")


def test_formulas_give_their_last_value_and_are_never_worked_out():
    def fill(book):
        page = book.add_worksheet()
        page.write_formula(0, 0, '=TEXT(1,"0")', None, "壹")
        page.write_formula(0, 1, "=cmd|' /C calc'!A0", None, "")
        page.write_formula(0, 2, '=HYPERLINK("http://example.invalid")', None, "链接")

    assert cells(open_workbook(make.written(fill)).sheets[0]) == [["壹", "", "链接"]]


def test_invisible_characters_are_gone():
    assert cells(opened([["\u202d990000\u202c", "张\u200b三"]])) == [["990000", "张三"]]


# ——— sheets ———


def test_sheets_in_order_with_the_hidden_ones():
    name, data = make.sheet_per_village()
    found = open_workbook(data, name)
    assert [(sheet.name, sheet.is_hidden) for sheet in found.sheets] == [
        ("羊楼洞村", False), ("花亭村", False), ("十八里畈村", True), ("说明", False),
    ]  # fmt: skip


def test_a_value_merged_downwards_is_in_every_row():
    name, data = make.merged_village()
    rows = list(open_workbook(data, name).sheets[0].rows())
    assert [row.cells[0] for row in rows] == ["所在村", *["羊楼洞村"] * 3, *["花亭村"] * 3]
    assert [row.filled for row in rows] == [(), (), (0,), (0,), (), (0,), (0,)]
    assert rows[2].cells[4] == make.people(2)[1][7], "a hidden row, a formula's value"


def test_headings_merged_across_are_spread():
    name, data = make.titles_and_two_row_header()
    sheet = open_workbook(data, name).sheets[0]
    groups = next(row for row in sheet.rows() if row.number == 3)
    assert sheet.spread(groups) == ["序号", *["基本情况"] * 7, *["服役情况"] * 2, "备注"]


def test_a_million_ghost_rows_cost_little():
    name, data = make.ghost_rows()
    started = time.monotonic()
    sheet = open_workbook(data, name).sheets[0]
    assert sheet.row_count == 4
    assert sheet.size < 2000
    assert time.monotonic() - started < 20


# ——— old and disguised formats ———


def test_real_xls():
    name, data = make.real_xls()
    book = open_workbook(data, name)
    assert (book.format, book.sheets[0].name) == ("xls", "羊楼洞村")
    rows = cells(book.sheets[0])
    assert rows[0][1] == "姓名"
    assert rows[1][2] == make.people(1)[0][2]
    assert [row[8] for row in rows[1:]] == ["1985-03"] * 3


def test_errors_and_merges_of_an_xls():
    data = make.xls({"甲": [["村", "姓名"], ["花亭村", "张三"], ["", "李四"]]}, merges=[(1, 2, 0, 0)])
    [sheet] = open_workbook(data).sheets
    assert cells(sheet) == [["村", "姓名"], ["花亭村", "张三"], ["花亭村", "李四"]]
    stream = biff.find_stream(data)
    assert biff.errors(data, stream) == {0: {}}
    wrong = bytes.fromhex("0502 0800 0200 0100 0f00 2a01")
    sheet_start = data.index(b"\x09\x08\x10\x00\x00\x06\x10\x00") + 20
    assert biff._sheet_errors(data[:sheet_start] + wrong + data[sheet_start:], sheet_start - 20) == {3: {1: "#N/A"}}


@pytest.mark.parametrize(
    "maker, kind, encoding",
    [
        (make.csv_gb18030, "csv", "gb18030"),
        (make.csv_utf8_with_mark, "csv", "utf-8-sig"),
        (make.text_called_xls, "csv", "utf-16"),
        (make.html_called_xls, "html", "gb18030"),
    ],
)
def test_text_files(maker, kind, encoding):
    name, data = maker()
    book = open_workbook(data, name)
    assert (book.format, book.encoding, book.sheets[0].name) == (kind, encoding, name.rpartition(".")[0])
    rows = {row.number: row.cells for row in book.sheets[0].rows()}
    first = 2 if kind == "csv" else 3
    assert rows[first - 1][1] == "姓名"
    assert rows[first][:3] == [str(value) for value in make.people(1)[0][:3]]


def test_characters_beyond_gbk():
    name, data = make.csv_gb18030()
    assert cells(open_workbook(data, name).sheets[0])[4][1] == "王\U00020bb7"


def test_records_over_several_lines_count_once():
    data = '姓名,备注\n张三,"一\n二"\n\n李四,\n'.encode()
    rows = [(row.number, row.cells) for row in open_workbook(data, "花亭村.csv").sheets[0].rows()]
    assert rows == [(1, ["姓名", "备注"]), (2, ["张三", "一\n二"]), (4, ["李四"])]


def test_numbers_in_text_files():
    rows = cells(open_workbook('姓名,入伍,卡号,文\n张三,1985.1,4.22302E+17,"=""0012"""\n'.encode()).sheets[0])
    assert rows[1] == ["张三", 1985.1, "4.22302E+17", "0012"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters_are_told_apart(delimiter):
    rows = [["花名册"], ["姓名", "地址"], ["张三", "一组,2号;东"], ["李四", "二组,2号;西"]]
    assert cells(open_workbook(make.delimited(rows, delimiter=delimiter)).sheets[0])[2][0] == "张三"


def test_spans_of_an_html_table():
    page = """<table><tr><td rowspan=2>花亭村<td>张三<tr><td>李<br>四</td></tr></table>
              <script>var a = "<td>no</td>"</script><table><tr><td colspan=2>合计<td>2</table>"""
    [sheet] = open_workbook(page.encode(), "村.xls").sheets
    assert cells(sheet) == [["花亭村", "张三"], ["花亭村", "李\n四"], ["合计", "", "2"]]


def test_a_path_will_do(tmp_path):
    path = tmp_path / "花亭村.csv"
    path.write_bytes(make.delimited([["姓名", "身份证号"]]))
    assert open_workbook(path).sheets[0].name == "花亭村"


# ——— refusals ———


@pytest.mark.parametrize(
    "code, data",
    [
        ("empty", b""),
        ("empty", b"\x00\x00 \r\n"),
        ("protected", make.locked()[1]),
        ("broken", b"PK\x03\x04" + bytes(200)),
        ("broken", make.xlsx({"表": [["姓名"]]})[:-300]),
        ("broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        ("unknown_format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
        ("unknown_format", b"%PDF-1.7\n1 0 obj"),
        ("unknown_format", b"\x89PNG\r\n\x1a\n" + bytes(range(32))),
        ("unknown_format", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        ("encoding", b"\xff\xff\xff\x81"),
        ("broken", "姓名".encode("utf-16")[:-1]),
        ("quotation", '姓名,备注\n张三,"一\n李四,二\n'.encode()),
    ],
)
def test_refusals(code, data):
    assert refusal(data) == code


def test_a_zip_that_is_no_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(out.getvalue()) == "unknown_format"


def test_a_locked_xls():
    data = make.real_xls()[1]
    second = biff.find_stream(data) + 20  # the record after the first
    assert refusal(data[:second] + b"\x2f\x00" + data[second + 2 :]) == "protected"


def test_limits():
    data = make.xlsx({"表": [[1, 2, 3]] * 5})
    assert refusal(data, workbook_bytes=100) == "too_large"
    assert refusal(data, text_bytes=100) == "too_large"
    assert refusal(data, workbook_rows=4) == "too_many_rows"
    assert refusal(data, columns=2) == "too_many_columns"
    assert refusal(data, unpacked_bytes=1000) == "unpacks_too_large"
    text = make.delimited([[1, 2, 3]] * 5)
    assert refusal(text, text_rows=4) == "too_many_rows"
    assert refusal(text, columns=2) == "too_many_columns"


def test_a_path_too_large(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a" * 101)
    with pytest.raises(Unreadable, match="too_large"):
        open_workbook(path, limits=replace(LIMITS, text_bytes=100))


def test_a_stray_cell_in_the_last_corner():
    def fill(book):
        page = book.add_worksheet()
        page.write(0, 0, "姓名")
        page.write(1048575, 16383, "x")

    assert refusal(make.written(fill)) in ("memory", "too_many_columns")


def test_a_zip_bomb_is_never_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(50 << 20))
    assert len(out.getvalue()) < 1 << 20
    assert refusal(out.getvalue(), unpacked_bytes=40 << 20) == "unpacks_too_large"


def test_every_refusal_has_its_sentence():
    for code in SENTENCES:
        assert str(Unreadable(code, limit=1, row=1).message)


def test_the_opener_knows_no_secret():
    """It runs without the portal's environment, and without Django."""
    import subprocess
    import sys

    from core.imports.sheet import ROOT

    code = "import core.imports.opener, sys; assert not [name for name in sys.modules if name.startswith('django')]"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, check=True)


# ——— whatever comes ———

WORKBOOKS = [make.apostrophes_and_breaks()[1], make.real_xls()[1]]


def damaged(data, seed):
    """A file cut short, or with some bits turned."""
    chance, data = random.Random(seed), bytearray(data)
    for _turn in range(chance.choice((0, 1, 1, 5, 50))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)


@given(st.sampled_from(WORKBOOKS), st.integers(0, 2**32))
def test_damaged_workbooks_open_or_are_refused(data, seed):
    try:
        for sheet in open_workbook(damaged(data, seed)).sheets:
            list(sheet.rows())
    except Unreadable as problem:
        assert problem.code in SENTENCES


@given(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]), st.integers(0, 2**32))
def test_damaged_parts_open_or_are_refused(part, seed):
    """Damage that the checksums of the package do not see."""
    data = make.repacked(WORKBOOKS[0], lambda name, content: damaged(content, seed) if name == part else content)
    try:
        for sheet in open_workbook(data).sheets:
            list(sheet.rows())
    except Unreadable as problem:
        assert problem.code in SENTENCES


@given(st.sampled_from([make.csv_gb18030, make.text_called_xls, make.html_called_xls]), st.integers(0, 2**32))
def test_damaged_text_opens_or_is_refused(maker, seed):
    name, data = maker()
    assert_taken_apart(damaged(data, seed), name)


@given(st.binary(max_size=400))
def test_any_bytes_open_or_are_refused(data):
    assert_taken_apart(data, "x")


@given(st.text(alphabet="<>/=\"'tdrablehspcon 12\n,;\t&#x", max_size=200))
def test_any_markup_opens_or_is_refused(markup):
    assert_taken_apart(f"<table>{markup}".encode(), "x.xls")


def assert_taken_apart(data, name):
    """In this process: what reads text has nothing to hide behind."""
    if data.startswith((opener.ZIP, opener.OLE)):
        return
    try:
        opener.take_apart(data, name, Limits())
    except Refusal as problem:
        assert problem.code in SENTENCES
