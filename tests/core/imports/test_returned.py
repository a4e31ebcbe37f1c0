"""The workbook given back: marked where it is wrong, otherwise the same, and read again like any other."""

import io
from datetime import date

import openpyxl
import pytest

from core.imports import returned
from core.imports.columns import REASON_HEADING, SheetReport, find_header, map_columns, read_rows
from core.imports.returned import AMBER, RED, Finding, returned_workbook
from core.imports.sheet import open_workbook
from tests.rosters import make
from tests.rosters.columns import COLUMNS


def understood(data, name="表.xlsx"):
    """(workbook, its tables)"""
    book = open_workbook(data, name)
    tables = []
    for sheet in book.sheets:
        if header := find_header(sheet, COLUMNS):
            tables.append((sheet, header, map_columns(header, COLUMNS)))
    return book, tables


def give_back(data, findings, name="表.xlsx", **options):
    return returned_workbook(data, *understood(data, name), findings, **options)


def rejected(row, column, sheet="花名册", message="校验位不对"):
    return Finding(sheet, row, column, "id_checksum", message, "rejected")


def asked(row, column, sheet="花名册", message="没有这个村"):
    return Finding(sheet, row, column, "village_unknown", message, "questioned")


def page(data, name="花名册"):
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def rows(data):
    """{number: cells} of every table, as the import reads them."""
    return {
        (sheet.name, row.number): row.cells
        for sheet, header, mapping in understood(data)[1]
        for row in read_rows(sheet, header, mapping, SheetReport())
    }


FINDINGS = [rejected(5, "身份证号"), asked(5, "村（社区）"), asked(7, "村（社区）"), rejected(8, None, message="重复")]


def test_bad_cells_are_coloured_and_explained():
    _name, data = make.titles_and_two_row_header()
    found = page(give_back(data, FINDINGS))
    assert (colour(found["C5"]), colour(found["G5"]), colour(found["G7"])) == (RED, AMBER, AMBER)
    assert colour(found["C6"]) is None
    assert found["L4"].value == REASON_HEADING
    assert found["L5"].value == "【退回】身份证号：校验位不对\n【待答】村（社区）：没有这个村"
    assert (colour(found["L5"]), colour(found["L7"]), found["L6"].value) == (RED, AMBER, None)
    assert found["L8"].value == "【退回】重复"


def test_it_is_the_same_workbook():
    _name, data = make.titles_and_two_row_header()
    found, before = page(give_back(data, FINDINGS)), page(data)
    assert {str(merged) for merged in found.merged_cells.ranges} == {
        str(merged) for merged in before.merged_cells.ranges
    }
    assert [[cell.value for cell in row[:11]] for row in found.iter_rows()] == [
        [cell.value for cell in row] for row in before.iter_rows()
    ]


@pytest.mark.parametrize("only_failed", [False, True])
@pytest.mark.parametrize("maker", make.ROSTERS.values(), ids=make.ROSTERS)
def test_uploaded_again_it_is_read_alike(maker, only_failed):
    name, data = maker()
    book, tables = understood(data, name)
    before = {
        (sheet.name, row.number): row.cells
        for sheet, header, mapping in tables
        for row in read_rows(sheet, header, mapping)
    }
    findings = [rejected(number, "姓名", sheet) for sheet, number in before if number % 2]
    data = returned_workbook(data, book, tables, findings, only_failed=only_failed)
    after = rows(data)
    wanted = {place: cells for place, cells in before.items() if not only_failed or place[1] % 2}
    assert [sheet for sheet, _number in after] == [sheet for sheet, _number in wanted]
    assert list(after.values()) == list(wanted.values())
    assert all(column.problem == "ignored" for column in _reason_columns(data))
    if not only_failed:
        assert after.keys() == before.keys()


def _reason_columns(data):
    columns = [column for _sheet, _header, mapping in understood(data)[1] for column in mapping.columns]
    found = [column for column in columns if column.heading == REASON_HEADING]
    assert found
    return found


def test_only_the_failed_rows():
    _name, data = make.titles_and_two_row_header()
    found = page(give_back(data, FINDINGS, only_failed=True))
    assert [row[1].value for row in found.iter_rows(min_row=5)] == [make.people(4)[index][1] for index in (0, 2, 3)]
    assert found["A1"].value == "赵李桥镇退役军人花名册"
    assert (colour(found["C5"]), colour(found["G6"])) == (RED, AMBER)
    assert found["L7"].value == "【退回】重复"


def test_a_merged_village_stays_with_its_rows():
    _name, data = make.merged_village()
    found = page(give_back(data, [rejected(3, "身份证号"), rejected(7, "身份证号")], only_failed=True))
    assert [found["A2"].value, found["A3"].value] == ["羊楼洞村", "花亭村"]
    assert not found.merged_cells.ranges
    assert not found.row_dimensions[3].hidden


@pytest.mark.parametrize("name", ["花名册.xlsx", "花名册.csv"])
def test_dittos_say_what_they_mean_once_the_row_above_is_gone(name):
    heads = ("姓名", "身份证号", "村", "入伍时间", "性别")
    marks = (("花亭村", "无", ""), ("同上", "″", "〃"), ("同上", "", ""))
    lines = [("张三", make.identity(number), *mark) for number, mark in enumerate(marks)]
    data = make.xlsx({"花名册": [heads, *lines]}) if name.endswith("xlsx") else make.delimited([heads, *lines])
    found = page(give_back(data, [rejected(3, "姓名"), rejected(4, "姓名")], name, only_failed=True))
    assert [[cell.value or "" for cell in row[2:5]] for row in found.iter_rows(min_row=2)] == [
        ["花亭村", "无", ""], ["花亭村", "", ""],
    ]  # fmt: skip


def test_a_hidden_row_with_something_wrong_is_shown():
    _name, data = make.merged_village()
    assert page(data).row_dimensions[3].hidden
    assert not page(give_back(data, [rejected(3, "身份证号")])).row_dimensions[3].hidden


def test_the_second_return_replaces_the_first():
    _name, data = make.titles_and_two_row_header()
    again = give_back(give_back(data, FINDINGS), [asked(6, "性别", message="性别不明")])
    found = page(again)
    assert (colour(found["C5"]), colour(found["L5"]), found["L5"].value) == (None, None, None)
    assert (colour(found["D6"]), found["L6"].value) == (AMBER, "【待答】性别：性别不明")
    assert found["M4"].value is None


def test_text_stays_text():
    """Nothing that a cell says can become a formula: not in the same workbook, not in a rebuilt one."""
    risky = ("=1+1", "+8613800138000", "-1", "@SUM(A1)")
    lines = [("姓名", "身份证号", "备注"), *(("张三", make.identity(n), text) for n, text in enumerate(risky))]
    for name, data in (("表.xlsx", make.xlsx({"花名册": lines})), ("花名册.csv", make.delimited(lines))):
        found = page(give_back(data, [rejected(2, "姓名", message="=HYPERLINK(1)")], name))
        assert [found.cell(number, 3).value for number in range(2, 6)] == list(risky)
        assert all(cell.data_type != "f" for row in found.iter_rows() for cell in row)
        assert found["C2"].quotePrefix


def test_formulas_give_way_to_their_values():
    _name, data = make.merged_village()
    found = page(give_back(data, []))
    assert found["E2"].value == make.people(1)[0][7]


@pytest.mark.parametrize("maker", [make.real_xls, make.csv_gb18030, make.html_called_xls])
def test_other_formats_are_rebuilt(maker):
    name, data = maker()
    [(sheet, header, _mapping)] = understood(data, name)[1]
    first = header.last_row + 1
    found = page(give_back(data, [rejected(first, "身份证号", sheet.name)], name), sheet.name)
    assert colour(found.cell(first, 3)) == RED
    assert found.cell(first, 3).number_format == "@"
    assert found.cell(header.last_row, 12).value == REASON_HEADING
    assert found.cell(first, 12).value == "【退回】身份证号：校验位不对"
    assert found.cell(first + 1, 2).value == make.people(2)[1][1]


def test_rebuilt_cells_keep_their_type():
    data = make.xls({"花名册": [["姓名", "身份证号", "入伍时间"], ["张三", 5, 31107], ["李四", True, 1985.1]]},
                    formats={(1, 2): "yyyy-mm-dd"})  # fmt: skip
    found = page(give_back(data, [], "表.xls"))
    assert [cell.value for cell in found[2]][:3] == ["张三", 5, found["C2"].value]
    assert found["C2"].value.date() == date(1985, 3, 1)
    assert [cell.value for cell in found[3]][:3] == ["李四", True, 1985.1]


def test_what_cannot_be_edited_is_rebuilt(monkeypatch):
    _name, data = make.sheet_per_village()
    monkeypatch.setattr(returned, "EDITABLE", 0)
    rebuilt = give_back(data, [rejected(3, "姓名", "花亭村")], only_failed=True)
    monkeypatch.undo()
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *args, **options: 1 / 0)
    assert rows(give_back(data, [rejected(3, "姓名", "花亭村")], only_failed=True)) == rows(rebuilt)
    assert rows(rebuilt).keys() == {("花亭村", 2)}
    assert open_workbook(rebuilt).sheets[2].is_hidden


def test_findings_by_index_and_of_other_sheets():
    _name, data = make.footers()
    found = page(give_back(data, [rejected(2, 1), rejected(2, 1, "别的表"), asked(2, 1), asked(2, "没有这一列")]))
    assert colour(found["B2"]) == RED
    assert found["L2"].value == "【退回】姓名：校验位不对\n【待答】姓名：没有这个村\n【待答】没有这个村"
