"""The door to a table: its declared columns, its header and mapping (`headings`), its rows with named cells (`rows`)."""

from core.imports.headings import (
    IGNORED,
    KEYS,
    REASON_HEADING,
    Column,
    Header,
    MappedColumn,
    Mapping,
    find_header,
    find_headers,
    header_signature,
    map_columns,
    normalise_heading,
)
from core.imports.rows import CLEAR, Row, SheetReport, read_rows

__all__ = [
    "CLEAR",
    "IGNORED",
    "KEYS",
    "REASON_HEADING",
    "Column",
    "Header",
    "MappedColumn",
    "Mapping",
    "Row",
    "SheetReport",
    "find_header",
    "find_headers",
    "header_signature",
    "map_columns",
    "normalise_heading",
    "read_rows",
]
