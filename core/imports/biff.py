"""The records of an old .xls that its reader leaves out: month formats, error cells, locks. Runs inside `opener`.

[MS-XLS] 2.4: a stream of records (kind u16, size u16, body). Writers lay the stream out in one piece inside its
container; where one did not, the walk ends at once and the file is read without these refinements.
"""

import struct

HEAD = struct.Struct("<HH")
EOF, LOCK, BOUNDSHEET, DATE1904, FORMAT, XF, FORMULA, BOOLERR = 0x0A, 0x2F, 0x85, 0x22, 0x41E, 0xE0, 0x06, 0x205
WORDS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def find_stream(data):
    """Where the workbook stream begins, or None."""
    for start in range(512, len(data), 512):
        if data.startswith(b"\x09\x08\x10\x00\x00\x06\x05\x00", start):
            return start
    return None


def is_locked(data, stream):
    """Does the file want a password?"""
    return any(kind == LOCK for kind, _, _ in _records(data, stream))


def mark_months(data, stream, is_month_format, months, duration):
    """The file with the styles that show only year and month turned into durations."""
    marked, months = bytearray(data), set(months)
    for kind, at, size in list(_records(data, stream)):
        if kind == FORMAT and size >= 5:
            number, code = _format(data[at : at + size])
            months.discard(number)
            if is_month_format(code):
                months.add(number)
    for kind, at, size in _records(data, stream):
        if kind == XF and size == 20 and struct.unpack_from("<H", data, at + 2)[0] in months:
            struct.pack_into("<H", marked, at + 2, duration)
    return bytes(marked)


def is_1904(data, stream):
    """Do the dates of this file count from 1904, as old Macs did?"""
    return any(kind == DATE1904 and data[at] == 1 for kind, at, _ in _records(data, stream))


def errors(data, stream):
    """Where error cells stand: {position of the sheet: {row: {column: word}}}."""
    bounds = [at for kind, at, size in _records(data, stream) if kind == BOUNDSHEET and size >= 8]
    starts = [struct.unpack_from("<I", data, at)[0] for at in bounds]
    return {position: _sheet_errors(data, stream + start) for position, start in enumerate(starts)}


def _sheet_errors(data, start):
    found = {}
    for kind, at, size in _records(data, start):
        word = None
        if kind == BOOLERR and size >= 8 and data[at + 7]:
            word = WORDS.get(data[at + 6])
        elif kind == FORMULA and size >= 14 and data[at + 6] == 2 and data[at + 12 : at + 14] == b"\xff\xff":
            word = WORDS.get(data[at + 8])
        if word:
            row, column = HEAD.unpack_from(data, at)
            found.setdefault(row + 1, {})[column] = word
    return found


def _records(data, start):
    """Yield (kind, where the body starts, its size) of one substream."""
    if start is None or not data.startswith(b"\x09\x08", start):
        return
    while start + 4 <= len(data):
        kind, size = HEAD.unpack_from(data, start)
        if kind == EOF or start + 4 + size > len(data):
            return
        yield kind, start + 4, size
        start += 4 + size


def _format(body):
    number, length, wide = struct.unpack_from("<HHB", body)
    return number, body[5:].decode("utf-16-le", "replace")[:length] if wide & 1 else body[5 : 5 + length].decode(
        "latin-1"
    )
