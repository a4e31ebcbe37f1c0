"""What a file may cost, and how the process that takes it apart says no. No Django here: that process starts in 50 ms."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most a file may hold. Text files may be larger: they cost a fifth of the memory of a workbook's cells.

    `memory` and `seconds` bound the process that opens the file, whatever the file pretends to be.
    """

    workbook_bytes: int = 20 * MEGABYTE
    text_bytes: int = 100 * MEGABYTE
    unpacked_bytes: int = 600 * MEGABYTE
    workbook_rows: int = 200_000
    text_rows: int = 1_000_000
    columns: int = 500
    memory: int = 2048 * MEGABYTE
    seconds: int = 120


class Refusal(Exception):
    """The file cannot be read: `code` names the sentence in `sheet.SENTENCES`, `values` fill it."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values
