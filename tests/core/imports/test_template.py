"""The empty workbook: made from the declarations, and taken back by the import as it is."""

import io

import openpyxl
import pytest

from core.imports.columns import Column, SheetReport, find_header, find_headers, map_columns, read_rows
from core.imports.sheet import open_workbook
from core.imports.template import GUIDE, LISTS, template_workbook
from tests.rosters import make
from tests.rosters.columns import COLUMNS


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(template_workbook(COLUMNS, "退役军人花名册")))


def test_every_column_by_its_formal_heading(book):
    assert [cell.value for cell in book["退役军人花名册"][1]] == [column.heading for column in COLUMNS]
    assert book.sheetnames == ["退役军人花名册", GUIDE, LISTS]


def test_every_column_is_text(book):
    page = book["退役军人花名册"]
    for column in page.column_dimensions.values():
        assert column.number_format == "@"


def test_drop_downs(book):
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in book["退役军人花名册"].data_validations.dataValidation}
    assert rules["C"].formula1 == '"男,女"'
    assert rules["E"].formula1 == f"'{LISTS}'!$A$1:$A$60"
    assert rules["C"].errorStyle == "warning", "another word is questioned, not forbidden"
    assert (book[LISTS]["A60"].value, book[LISTS].sheet_state) == ("第59民族", "hidden")
    assert {*rules} == {"C", "E", "K"}


def test_notes(book):
    page = book["退役军人花名册"]
    assert page["B1"].comment.text == "必填\n先把整列设为文本格式\n例：990000195803120939"
    assert page["D1"].comment is None
    guide = [[cell.value for cell in row] for row in book[GUIDE].iter_rows()]
    assert guide[1] == ["姓名", "必填", None, "涂长林", None]
    assert guide[3][4] == "男、女"


def test_the_import_takes_it_back():
    data = template_workbook(COLUMNS, "退役军人花名册")
    empty = open_workbook(data)
    assert [*find_headers(empty, COLUMNS)] == ["退役军人花名册"]
    header = find_header(empty.sheets[0], COLUMNS)
    mapping = map_columns(header, COLUMNS)
    assert [column.key for column in mapping.columns] == [column.key for column in COLUMNS]
    assert list(read_rows(empty.sheets[0], header, mapping, report := SheetReport())) == []
    assert report.rows == 0


def test_filled_in_it_is_a_roster(book):
    page = book["退役军人花名册"]
    page["A2"], page["B2"], page["I2"] = "张三", make.identity(1), "1985.10"
    out = io.BytesIO()
    book.save(out)
    sheet = open_workbook(out.getvalue()).sheets[0]
    header = find_header(sheet, COLUMNS)
    [row] = read_rows(sheet, header, map_columns(header, COLUMNS))
    assert row.cells == {"name": "张三", "id_no": make.identity(1), "enlist_date": "1985.10"}


def test_no_choices_no_lists():
    columns = (Column("code", "编码"), Column("title", "名称", choices=("甲,乙", "丙")))
    assert openpyxl.load_workbook(io.BytesIO(template_workbook(columns[:1], "表"))).sheetnames == ["表", GUIDE]
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(columns, "单位[2024]")))
    assert book.sheetnames[0] == "单位2024"
    assert book[LISTS]["A1"].value == "甲,乙", "a comma would split it"
