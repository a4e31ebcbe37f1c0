"""Headers, mappings and rows: each kind of dirt of the handbook's §2.5, and nothing lost unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports import columns as doors
from core.imports.columns import (
    CLEAR,
    Column,
    SheetReport,
    find_header,
    find_headers,
    header_signature,
    map_columns,
    normalise_heading,
    read_rows,
)
from core.imports.sheet import CellError, Unreadable, open_workbook
from tests.rosters import make
from tests.rosters.columns import COLUMNS

PEOPLE = make.people(10)
HEADS = ("序号", "姓名", "身份证号", "村", "性别", "备注")


def table(rows, **more):
    """(sheet, header, mapping) of a made sheet."""
    return understood(open_workbook(make.xlsx({"花名册": rows}, **more)).sheets[0])


def understood(sheet):
    header = find_header(sheet, COLUMNS)
    return sheet, header, map_columns(header, COLUMNS)


def read(sheet, header, mapping):
    """(rows, report)"""
    report = SheetReport()
    return list(read_rows(sheet, header, mapping, report)), report


def read_made(maker):
    name, data = maker()
    return read(*understood(open_workbook(data, name).sheets[0]))


def read_below(*rows, headings=HEADS):
    return read(*table([headings, *rows]))


def skipped(report):
    return {reason: count for reason, count in report.skipped.items() if count}


# ——— headings ———


@pytest.mark.parametrize(
    "text, plain",
    [
        ("身 份 证\n号 码：", "身份证号码"),
        ("*姓名", "姓名"),
        ("联系方式（手机）", "联系方式"),
        ("军龄(年)", "军龄"),
        ("ＩＤ", "id"),
        ("NO.", "no"),
        ("出生日期【如1973-11】", "出生日期"),
        ("（村组）", "村组"),
        ("\u3000\u00a0", ""),
    ],
)
def test_normalise_heading(text, plain):
    assert normalise_heading(text) == plain


def test_header_below_titles_and_groups():
    name, data = make.titles_and_two_row_header()
    sheet, header, mapping = understood(open_workbook(data, name).sheets[0])
    assert (header.first_row, header.last_row) == (3, 4)
    assert header.headings[8] == "服役情况 入伍时间"
    assert list(mapping.by_heading) == list(make.HEADINGS)
    assert {key for key in mapping.by_heading.values() if key} == {
        "name", "id_no", "sex", "birth_date", "ethnic_group", "village", "mobile", "enlist_date", "discharge_date", "note",
    }  # fmt: skip
    rows, report = read(sheet, header, mapping)
    assert [row.number for row in rows] == [5, 6, 7, 8]
    assert skipped(report) == {}


def test_stacked_headings_without_merges():
    """As a CSV keeps them: the upper heading counts where nothing stands below, or where both make one."""
    upper = ["序号", "姓名", "身份证号", "入伍", "联系方式", "家庭"]
    lower = ["", "", "", "时间", "（手机）", "人均收入"]
    _sheet, header, mapping = table([["花名册"], upper, lower, *PEOPLE[:3]])
    assert (header.first_row, header.last_row) == (2, 3)
    found = {column.index: (column.heading, column.key) for column in mapping.columns}
    assert found[1] == ("姓名", "name")
    assert found[3] == ("入伍时间", "enlist_date")
    assert found[4][1] == "mobile"
    assert found[5] == ("家庭 人均收入", None)


def test_a_row_of_data_is_no_part_of_the_header():
    _sheet, header, _mapping = table([make.HEADINGS, *PEOPLE[:1]])
    assert (header.first_row, header.last_row) == (1, 1)


def test_no_header():
    assert find_header(open_workbook(make.xlsx({"说明": [["姓名"], ["张三"]]})).sheets[0], COLUMNS) is None
    assert find_header(open_workbook(make.xlsx({"表": [["性别", "民族", "备注"]]})).sheets[0], COLUMNS) is None
    deep = [["通知"]] * 18 + [make.HEADINGS]
    assert find_header(open_workbook(make.xlsx({"表": deep})).sheets[0], COLUMNS) is None


def test_sheets_without_header_are_left_out():
    name, data = make.sheet_per_village()
    book = open_workbook(data, name)
    assert list(find_headers(book, COLUMNS)) == list(make.VILLAGES)
    with pytest.raises(Unreadable, match="no_header"):
        find_headers(open_workbook(b"a,b\n1,2\n"), COLUMNS)


def test_keys_are_the_departments():
    columns = (Column("code", "编码"), Column("title", "名称"))
    sheet = open_workbook(make.xlsx({"表": [["编码", "名称"], ["1", "甲"]]})).sheets[0]
    assert find_header(sheet, columns) is None
    header = find_header(sheet, columns, keys=("code",))
    [row] = read_rows(sheet, header, map_columns(header, columns))
    assert row.cells == {"code": "1", "title": "甲"}


# ——— mapping ———


def test_mapping_shows_every_column():
    headings = ("序号", "姓名", "身份证", "", "爱好", "", "性别")
    rows = [
        (1, "张三", make.identity(1), "", "钓鱼", "", "男"),
        (2, "李四", make.identity(2), "", "下棋", "散步", "男"),
    ]
    _sheet, _header, mapping = table([headings, *rows])
    assert [(column.heading, column.key, column.problem) for column in mapping.columns] == [
        ("序号", None, "ignored"),
        ("姓名", "name", None),
        ("身份证", "id_no", None),
        ("爱好", None, "unknown"),
        ("(F)", None, "unknown"),
        ("性别", "sex", None),
    ]
    assert mapping.columns[3].samples == ("钓鱼", "下棋")
    assert mapping.by_key["sex"].letter == "G"


def test_of_two_columns_for_one_field_the_formal_one_is_read():
    _sheet, _header, mapping = table([["姓名", "身份证", "身份证件号码", "姓名", "电话", "手机"], *PEOPLE[:1]])
    assert [(column.heading, column.key, column.problem) for column in mapping.columns][:6] == [
        ("姓名", "name", None),
        ("身份证", None, "duplicate"),
        ("身份证件号码", "id_no", None),
        ("姓名 (D)", None, "duplicate"),
        ("电话", "mobile", None),
        ("手机", None, "duplicate"),
    ]


def test_a_second_name_is_called_by_its_group():
    upper = ["本人情况", "", "", "配偶情况", ""]
    lower = ["姓名", "身份证号", "性别", "姓名", "身份证号"]
    _sheet, _header, mapping = table([upper, lower], merges=("A1:C1", "D1:E1"))
    assert mapping.by_heading == {
        "姓名": "name", "身份证号": "id_no", "性别": "sex", "配偶情况 姓名": None, "配偶情况 身份证号": None,
    }  # fmt: skip


def test_what_the_user_said_goes_first():
    _sheet, header, mapping = table([["姓名", "身份证号", "爱好", "性别", "家庭住址"], *PEOPLE[:1]])
    remembered = {**mapping.by_heading, "爱好": "note", "性别": None, "家庭住址": "no_such_field"}
    corrected = map_columns(header, COLUMNS, remembered)
    assert [column.key for column in corrected.columns][:5] == ["name", "id_no", "note", None, None]
    assert corrected.columns[3].problem == "left_out"


def test_signature():
    headings = ("序号", "姓名", "身份证号", "爱好")
    signature = header_signature(table([headings])[1])
    assert header_signature(table([["某镇花名册"], [" 姓 名*", "身份证号：", "爱好", "退回原因/待答"]])[1]) == signature
    assert header_signature(table([("姓名", "身份证号", "爱好2")])[1]) != signature
    assert len(signature) == 64


# ——— rows ———


def test_a_clean_row():
    rows, report = read_below((1, "张三", make.identity(1), "花亭村", "男", ""))
    assert rows[0].cells == {"name": "张三", "id_no": make.identity(1), "village": "花亭村", "sex": "男"}
    assert (rows[0].sheet_name, rows[0].number, report.rows) == ("花名册", 2, 1)


def test_footers():
    rows, report = read_made(make.footers)
    assert [row.number for row in rows] == [2, 3, 5, 6]
    assert skipped(report) == {"footer": 5}
    assert report.lines[0] == (4, "footer", "小计 2人")


@pytest.mark.parametrize(
    "cells",
    [
        ("", "注某", make.identity(1)),
        ("", "合计", make.identity(1)),
        ("备注", "张三", make.identity(1)),
        ("", "负责", ""),
        ("", "注", "", "花亭村", "男"),
    ],
)
def test_people_are_no_footers(cells):
    rows, _report = read_below(cells)
    assert len(rows) == (0 if cells[1] == "注" else 1)


@pytest.mark.parametrize(
    "cells, reason",
    [
        (("注：本表一式两份",), "footer"),
        (("注 1.以上",), "footer"),
        (("", "", "", "", "", "单位（盖章）"), "footer"),
        (("", "（填表说明）", "审核人：王某13800138000"), "footer"),
        (("第1页",), "no_person"),
        (("", "", "", "花亭村"), "no_person"),
        ((7,), "blank"),
        (("", "/", "——", "", "", " "), "no_person"),
    ],
)
def test_what_is_no_row(cells, reason):
    rows, report = read_below(cells)
    assert rows == []
    assert skipped(report) == {reason: 1}


def test_somebody_without_name_and_number_is_a_row():
    rows, _report = read_below(("", "", "", "花亭村", "男", "电话不通"))
    assert rows[0].cells == {"village": "花亭村", "sex": "男", "note": "电话不通"}


def test_numbered_blank_lines_are_blank():
    rows, report = read_below((1, *PEOPLE[0][1:3]), (2,), [], (3,), (4, *PEOPLE[1][1:3]))
    assert len(rows) == 2
    assert skipped(report) == {"blank": 3}


def test_repeated_header():
    rows, report = read_made(make.repeated_header)
    assert [row.number for row in rows] == [3, 4, 7, 8]
    assert skipped(report) == {"repeated_header": 2}


def test_reasons_of_an_earlier_return_are_no_row():
    rows, report = read_below(("", "", "", "", "", "", "退回"), headings=(*HEADS, "退回原因/待答"))
    assert rows == []
    assert skipped(report) == {"blank": 1}


def test_repeated_groups():
    groups = ["序号", "基本情况", "", "", "服役情况", ""]
    lower = ["", "姓名", "身份证号", "性别", "入伍时间", "退役时间"]
    merges = ("A1:A2", "B1:D1", "E1:F1", "A4:A5", "B4:D4", "E4:F4")
    people = [(1, "张三", make.identity(1), "男"), (2, "李四", make.identity(2), "男")]
    rows, report = read(*table([groups, lower, people[0], groups, lower, people[1]], merges=merges))
    assert [row.number for row in rows] == [3, 6]
    assert skipped(report) == {"repeated_header": 2}


def test_merged_village():
    name, data = make.merged_village()
    rows, report = read(*understood(open_workbook(data, name).sheets[0]))
    assert [(row.number, row.cells["village"]) for row in rows] == [
        (2, "羊楼洞村"), (3, "羊楼洞村"), (4, "羊楼洞村"), (6, "花亭村"), (7, "花亭村"),
    ]  # fmt: skip
    assert skipped(report) == {"no_person": 1}
    assert rows[1].cells["mobile"] == PEOPLE[1][7]


def test_nulls_and_dittos():
    rows, _report = read_made(make.nulls_and_dittos)
    villages = [row.cells.get("village") for row in rows]
    assert villages == [PEOPLE[0][6]] * 5 + [None]
    assert [row.cells.get("enlist_date") for row in rows] == [CLEAR, None, None, None, None, CLEAR]
    assert rows[3].cells["name"] == "同上"
    assert isinstance(rows[3].cells["name"], CellError)


def test_a_ditto_below_nothing():
    rows, _report = read_below(("", "张三", make.identity(1), "同上"), ("", "李四", make.identity(2), "同上", "″"))
    assert [type(row.cells["village"]) for row in rows] == [CellError, CellError]
    assert "sex" not in rows[1].cells


def test_no_ditto_where_it_makes_no_sense():
    rows = [("张三", make.identity(1), "12000000001"), ("李四", make.identity(2), "同上")]
    rows, _report = read(*table([("姓名", "身份证号", "电话"), *rows]))
    assert rows[0].cells["mobile"] == "12000000001"
    assert isinstance(rows[1].cells["mobile"], CellError)


def test_nothing_clears_a_key():
    rows, _report = read_below(("", "无", make.identity(1), "花亭村"), ("", "张三", "无"))
    assert "name" not in rows[0].cells
    assert "id_no" not in rows[1].cells


def test_values_keep_their_type_and_lose_their_edges():
    rows, _report = read_made(make.apostrophes_and_breaks)
    assert [row.cells["id_no"] for row in rows] == [row[2] for row in PEOPLE[:3]]
    assert rows[0].cells["name"] == PEOPLE[0][1]
    assert all(isinstance(row.cells["note"], CellError) for row in rows)
    rows, _report = read_made(make.numeric_identity)
    assert isinstance(rows[0].cells["id_no"], float)
    assert isinstance(rows[0].cells["mobile"], int)


def test_an_error_written_as_text():
    rows, _report = read_below(("", "张三", make.identity(1), "#REF!"))
    assert isinstance(rows[0].cells["village"], CellError)


@pytest.mark.parametrize("maker", make.ROSTERS.values(), ids=make.ROSTERS)
def test_every_made_roster_is_read_whole(maker):
    """Rows and what is none add up to the lines below the header, on every sheet."""
    name, data = maker()
    book = open_workbook(data, name)
    for sheet_name, header in find_headers(book, COLUMNS).items():
        sheet = next(sheet for sheet in book.sheets if sheet.name == sheet_name)
        rows, report = read(sheet, header, map_columns(header, COLUMNS))
        lines = [row.number for row in sheet.rows() if row.number > header.last_row]
        assert report.rows == len(rows) >= 1
        assert report.rows + sum(report.skipped.values()) == max(lines) - header.last_row
        assert all(row.cells.get("name") and row.cells.get("id_no") for row in rows)


CELL = st.sampled_from(
    ["", "张三", make.identity(1), "合计", "注：", "同上", "/", "无", "姓名", "花名册", 1, 1.5, True]
)


@given(st.lists(st.lists(CELL, max_size=7), min_size=1, max_size=12))
def test_no_line_is_lost(lines):
    """Whatever stands below a header, each line is a row or is counted as something else."""
    sheet, header, mapping = a_sheet([["花名册"], HEADS, *lines])
    rows, report = read(sheet, header, mapping)
    last = max((row.number for row in sheet.rows()), default=0)
    assert report.rows == len(rows)
    assert report.rows + sum(report.skipped.values()) == max(last - header.last_row, 0)


def a_sheet(lines):
    """A sheet as the opener would have written it, without asking it."""
    from core.imports.opener import Lines
    from core.imports.sheet import Sheet

    written = Lines("花名册")
    for number, cells in enumerate(lines, 1):
        written.add(number, list(cells))
    answer = b"".join(row + b"\n" for row in written.rows)
    sheet = Sheet("花名册", False, (), written.width, len(written.rows), 0, len(answer), answer)
    return understood(sheet)


def test_the_door_is_complete():
    assert all(hasattr(doors, name) for name in doors.__all__)
