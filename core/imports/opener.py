"""Takes a stranger's file apart in a process of its own: bytes come in on standard input, rows go out as JSON lines.

Damaged and hostile files make readers of binary formats allocate without end, loop or abort, which no `except` can
catch. Here that ends this process, and the portal says a sentence. Run by `sheet.open_workbook` as
`python -m core.imports.opener LIMITS NAME`; imports neither Django nor settings.

Answer: one line `{"format": …, "encoding": …, "sheets": […]}` or `{"refused": code, "values": {…}}`; each sheet says how
many bytes of row lines `[number, [cell, …]]` follow. Cells are text, numbers, true/false, `{"date": …}`, `{"error": …}`.
"""

import json
import re
import resource
import sys
from dataclasses import dataclass, field
from pathlib import PurePath

from core.imports import excel, text
from core.imports.limits import Limits, Refusal

NAME = 31  # as many characters as Excel allows a sheet's name
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")  # copied along from chats and web pages
dump = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass
class Lines:
    """One sheet on its way out."""

    name: str
    hidden: bool = False
    merges: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    width: int = 0

    def add(self, number, cells):
        """Keep a row: trailing blanks cut, nothing kept of a blank one."""
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            self.width = max(self.width, len(cells))
            self.rows.append(INVISIBLE.sub("", dump([number, cells])).encode())


def take_apart(data, name, limits):
    """The file as (format, encoding or None, [Lines]). Raises Refusal; broken workbooks raise anything at all."""
    if data.startswith(ZIP):
        return "xlsx", None, list(excel.read_xlsx(data, limits, Lines))
    if data.startswith(OLE):
        return "xls", None, list(excel.read_xls(data, limits, Lines))
    return text.read(data, PurePath(name).stem[:NAME], limits, Lines)


def answer(data, name, limits):
    """The whole answer as byte strings, refusals included."""
    try:
        kind, encoding, sheets = take_apart(data, name, limits)
    except Refusal as refusal:
        return [dump({"refused": refusal.code, "values": refusal.values}).encode()]
    except MemoryError:
        return [dump({"refused": "memory", "values": {}}).encode()]
    except BaseException:  # a panic of the binary reader is no Exception
        return [dump({"refused": "broken", "values": {}}).encode()]
    bodies = [b"".join([row + b"\n" for row in sheet.rows]) for sheet in sheets]
    heads = [
        {
            "name": sheet.name,
            "is_hidden": sheet.hidden,
            "merges": sheet.merges,
            "width": sheet.width,
            "row_count": len(sheet.rows),
            "size": len(body),
        }
        for sheet, body in zip(sheets, bodies, strict=True)
    ]
    return [dump({"format": kind, "encoding": encoding, "sheets": heads}).encode() + b"\n", *bodies]


def confine(limits):
    """From here on this process has so much memory and processor time, and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    limits, name = Limits(**json.loads(sys.argv[1])), sys.argv[2]
    confine(limits)
    for part in answer(sys.stdin.buffer.read(), name, limits):
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()
