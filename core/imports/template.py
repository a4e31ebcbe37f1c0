"""An empty workbook to fill in, made from the same columns that the import reads: what it hands out, it takes back."""

import io
import re

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

LAST_ROW = 20_000  # drop-downs reach so far down
LONGEST_LIST = 255  # characters Excel takes for a list written into the cell's rule
GUIDE, LISTS = "填写说明", "选项"
GUIDE_HEADINGS = ("栏目", "是否必填", "怎样填写", "示例", "可选内容")
HEAD = PatternFill("solid", fgColor="FFE8EEF7")
LINE = Side(style="thin", color="FF9AA5B1")
TOP = Alignment(wrap_text=True, vertical="top")


def template_workbook(columns, title):
    """The .xlsx as bytes: a sheet to fill in, how to fill it in on a second one, long lists on a hidden third.

    Every column is text, so that identity numbers keep all their digits and 1985.10 does not become 1985.1. A word that
    is not in a drop-down is questioned, not forbidden. The example stands with the instructions: the sheet is empty.
    """
    book = Workbook()
    page = book.active
    page.title = re.sub(r"[\[\]:*?/\\']", "", title)[:31] or "Sheet1"
    lists = book.create_sheet(LISTS)
    for index, column in enumerate(columns, 1):
        _head(page, index, column)
        if column.choices:
            _drop_down(page, index, column, lists)
    page.freeze_panes, page.row_dimensions[1].height = "A2", 32
    page.print_title_rows, page.page_setup.orientation, page.page_setup.fitToHeight = "1:1", "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    _guide(book.create_sheet(GUIDE, 1), columns)
    lists.sheet_state = "hidden"
    if not any(column.choices for column in columns):
        book.remove(lists)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(page, index, column):
    cell = page.cell(1, index, column.heading)
    cell.font = Font(bold=True, color="FFC00000" if column.is_required else "FF1F2933")
    cell.fill, cell.border = HEAD, Border(bottom=LINE)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    note = "\n".join(filter(None, ("必填" if column.is_required else "", column.note, _example(column))))
    if note:
        cell.comment = Comment(note, "", width=220, height=40 + 20 * note.count("\n"))
    whole = page.column_dimensions[get_column_letter(index)]
    whole.number_format = "@"
    whole.width = max(10, 2 * len(column.heading) + 4, len(column.example) + 4)


def _example(column):
    return f"例：{column.example}" if column.example else ""


def _drop_down(page, index, column, lists):
    written = ",".join(column.choices)
    if len(written) > LONGEST_LIST or any("," in choice or '"' in choice for choice in column.choices):
        place = lists.max_column + 1 if lists["A1"].value else 1
        for number, choice in enumerate(column.choices, 1):
            lists.cell(number, place, choice)
        letter = get_column_letter(place)
        source = f"'{LISTS}'!${letter}$1:${letter}${len(column.choices)}"
    else:
        source = f'"{written}"'
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True, errorStyle="warning")
    rule.errorTitle, rule.error = column.heading[:32], "不在可选内容之中。仍要保留，导入时会再问。"
    letter = get_column_letter(index)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    page.add_data_validation(rule)


def _guide(page, columns):
    """How each column is filled in, one below the other: no row of it can be taken for a header."""
    page.append(GUIDE_HEADINGS)
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
    for column in columns:
        needed = "必填" if column.is_required else ""
        page.append((column.heading, needed, column.note, column.example, "、".join(column.choices)))
    for letter, width in zip("ABCDE", (24, 10, 40, 28, 60), strict=True):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows():
        for cell in row:
            cell.alignment, cell.number_format = TOP, "@"
            if isinstance(cell.value, str):
                cell.data_type = "s"
    page.freeze_panes = "A2"
