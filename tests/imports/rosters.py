"""Rosters for the tests of the engine: a header, rows as dicts, an .xlsx on disk."""

from openpyxl import Workbook

from core.imports.command import import_file
from tests.builders import identity_number

HEADINGS = {
    "name": "姓名",
    "id_no": "身份证号",
    "village": "村（社区）",
    "mobile": "联系电话",
    "category": "人员类别",
    "enlist_date": "入伍时间",
    "discharge_date": "退役时间",
    "ethnic_group": "民族",
    "note": "备注",
    "birth_date": "出生日期",
    "plaque_hung": "是否悬挂光荣牌",
}


def row(**cells):
    """A complete row; `cells` replace or add. None leaves the cell blank."""
    return {"name": "涂长林", "id_no": identity_number(), "village": "羊楼洞村"} | cells


def roster(path, rows, sheet="花名册"):
    """Write the rows as an .xlsx with one header row; returns the path."""
    book = Workbook()
    page = book.active
    page.title = sheet
    fields = list(dict.fromkeys(field for one in rows for field in one))
    page.append([HEADINGS.get(field, field) for field in fields])
    for one in rows:
        page.append([one.get(field) for field in fields])
    book.save(path)
    return path


def import_rows(tmp_path, by, rows, **options):
    """Import the rows as a user; returns what the command would print."""
    return import_file(by=by, kind="veterans.roster", path=roster(tmp_path / "花名册.xlsx", rows), **options)


def counts(report):
    return {
        name: report[name] for name in ("created", "changed", "unchanged", "questioned", "rejected") if report[name]
    }


def codes(report):
    return [said["code"] for said in report["errors"]]
