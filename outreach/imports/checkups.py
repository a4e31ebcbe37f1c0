"""A hospital's table of results: any file the import's reader opens, matched by identity number."""

import re
from operator import itemgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import vault
from core.imports.columns import Column, SheetReport, find_headers, map_columns, read_rows
from core.imports.sheet import Unreadable, open_workbook
from core.validators import Identity, Problem, clean_name, mask_identity, parse_identity

MOST_ROWS = 20_000
LONG_NUMBER = re.compile(r"\d{8,}X?", re.IGNORECASE)  # an identity number in a wrong column, or what is left of one
COLUMNS = (
    Column("name", "姓名", synonyms=("体检人", "受检者", "名字")),
    Column("id_no", "身份证号", formal="身份证号", synonyms=("身份证号码", "证件号码", "身份证", "公民身份号码")),
    Column(
        "flag", "是否需随访", synonyms=("异常", "是否异常", "重大异常", "需复查", "是否需复查", "阳性", "重要异常结果")
    ),
    Column("findings", "异常所见", synonyms=("异常项目", "异常结果", "阳性结果", "重要异常", "主要异常")),
    Column("summary", "体检结论", synonyms=("结论", "总检结论", "体检结果", "综合结论", "主检结论", "总检")),
)


def read_results(file):
    """([{number, name, digest, tail, flag, findings, summary}], the sheets that were not read) of an uploaded table;
    ValidationError beside the field."""
    try:
        workbook = open_workbook(file.read(), file.name)
        headers = find_headers(workbook, COLUMNS, keys=("id_no",))
    except Unreadable as problem:
        raise ValidationError({"file": ValidationError(problem.message, problem.code)}) from problem
    rows = []
    unread = "、".join(_shown(sheet.name) for sheet in workbook.sheets if sheet.row_count and sheet.name not in headers)
    for sheet in workbook.sheets:
        if header := headers.get(sheet.name):
            mapping = map_columns(header, COLUMNS)
            has_flags = any(column.key == "flag" for column in mapping.columns)
            report = SheetReport(most=MOST_ROWS + 1)
            read = [_row(row, has_flags) for row in read_rows(sheet, header, mapping, report)]
            where = {"sheet": _shown(sheet.name)} if len(headers) > 1 else {}
            rows += [row | where for row in sorted(read + _nobodys(report), key=itemgetter("number"))]
    if not rows:
        raise ValidationError({"file": ValidationError(_without_rows(unread), "empty")})
    if len(rows) > MOST_ROWS:
        text = _("At most %(n)s rows at once: please split the table.") % {"n": MOST_ROWS}
        raise ValidationError({"file": ValidationError(text, "too_many")})
    return rows, unread


def _without_rows(unread):
    said = _("The table has no rows below its headings.")
    not_read = _(
        "No headings that the portal knows were found on these sheets, so nothing was read from them: %(unread)s"
    )
    return f"{said}{not_read % {'unread': unread}}" if unread else said


def _shown(text):
    """A text of the table as it may be shown: numbers masked."""
    return LONG_NUMBER.sub(lambda found: mask_identity(found[0]), text)


def _nobodys(report):
    """The lines that say too little to mean anybody: not written, and told of. Footers and headings are no results."""
    told = _("no identity number and hardly anything else: whose row this is cannot be told")
    empty = dict.fromkeys(("digest", "tail", "findings", "summary", "flag"), "")
    return [
        {
            **empty,
            "number": number,
            "name": _shown(text),
            "unread": told,
        }
        for number, reason, text in report.lines
        if reason == "no_person"
    ]


def _row(row, has_flags):
    """A row without the number itself: its digest finds the person, its mask is shown. In a table that does not say
    whom to follow up, everybody with a finding is."""
    found = parse_identity(row.cells.get("id_no", "")) if _text(row, "id_no") else None
    number = found.number if isinstance(found, Identity) else ""
    return {
        "number": row.number,
        "name": clean_name(_text(row, "name"))[0] if _text(row, "name") else "",
        "digest": vault.digest(number, "identity") if number else "",
        "tail": mask_identity(number) if number else "",
        "unread": str(found.message) if isinstance(found, Problem) else "",
        **{key: _text(row, key) for key in ("findings", "summary")},
        "flag": _text(row, "flag" if has_flags else "findings"),
    }


def _text(row, key):
    value = row.cells.get(key, "")
    return (
        " ".join(value.split()) if isinstance(value, str) else "" if not isinstance(value, int | float) else str(value)
    )
