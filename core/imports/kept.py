"""What a plan keeps of the file: the cells of rows that wait for an answer, the layout of its tables.

Both may hold personal numbers and are stored sealed.
"""

import json
from datetime import date

from core.imports.rows import CLEAR
from core.imports.sheet import CellError

MOST_SAMPLES = 3


def pack(cells):
    """Cells {field: value} as JSON, with the types that the readers look at."""
    return json.dumps({key: _tagged(value) for key, value in cells.items()}, ensure_ascii=False, separators=(",", ":"))


def unpack(text):
    return {key: _untagged(value) for key, value in json.loads(text).items()}


def _tagged(value):
    if value is CLEAR:
        return {"clear": True}
    if isinstance(value, CellError):
        return {"error": str(value)}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _untagged(value):
    if not isinstance(value, dict):
        return value
    if "date" in value:
        return date.fromisoformat(value["date"][:10])
    return CellError(value["error"]) if "error" in value else CLEAR


def layout(book):
    """The tables of a file for the page that shows them: sheets, columns with their first values, lines that are no rows."""
    tables = {sheet.name for sheet, _header, _mapping in book.tables}
    shown = {}
    for sheet, _header, mapping in book.tables:
        for column in mapping.columns:
            if column.heading not in shown:
                shown[column.heading] = {
                    "heading": column.heading,
                    "letter": column.letter,
                    "sheet": sheet.name,
                    "key": column.key,
                    "problem": column.problem,
                    "samples": list(column.samples[:MOST_SAMPLES]),
                }
    return {
        "sheets": [sheet.name for sheet, _header, _mapping in book.tables],
        "others": [sheet.name for sheet in book.workbook.sheets if sheet.row_count and sheet.name not in tables],
        "columns": list(shown.values()),
        "lines": [
            [table[0].name, *line]
            for table, report in zip(book.tables, book.reports, strict=False)
            for line in report.lines
        ],
    }
