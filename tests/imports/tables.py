"""What the tests of smaller tables share: rows under a sheet's own headings, planned, read back, found out."""

import json

from django.db import connection

from core.imports.plan import sheet_of
from tests.imports.centre import plan
from tests.rosters.make import xlsx


def headings(kind):
    return [column.heading for column in sheet_of(kind).columns]


def table(kind, *rows):
    """A workbook of the sheet: each row {column: what stands in it}."""
    keys = [column.key for column in sheet_of(kind).columns]
    assert all(set(row) <= set(keys) for row in rows)
    return xlsx({"名单": [headings(kind), *([row.get(key, "") for key in keys] for row in rows)]})


def planned(by, kind, *rows):
    return plan(by, content=table(kind, *rows), kind=kind, name="名单.xlsx")


def reasons(batch):
    """The codes of what is said about each row, in the order of the file."""
    return [[said["code"] for said in row.findings] for row in batch.plan_rows.order_by("pk")]


def said(batch):
    return [[one["message"] for one in row.findings] for row in batch.plan_rows.order_by("pk")]


def on_disk():
    """Everything that plans keep, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload, findings, cells, key, name FROM imports_planrow")
        return json.dumps(cursor.fetchall(), ensure_ascii=False)
