"""Pictures without what a camera wrote into them: place, time, device, earlier views. The picture itself is not touched.

A photographed contract must stay as sharp as it came, so nothing is drawn again; only a JPEG's turn survives, because
without it the page would lie on its side.
"""

import re

from PIL import Image

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
COMMENT, EXIF, SCAN, END = 0xFE, 0xE1, 0xDA, 0xD9
APPLICATION = range(0xE0, 0xF0)
# Of what programs add to a JPEG only what is needed to draw it: size, colours
DRAWN = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
# Of a PNG the chunks that it cannot do without (capital letter), and these
SHOWN = (b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs", b"bKGD", b"acTL", b"fcTL", b"fdAT")
TURN = 0x0112


class Broken(ValueError):
    """It begins like a picture and is none."""


def bare(content):
    """The content of a file; if it is a JPEG or PNG, without metadata and without what was hung on behind its end."""
    if content.startswith(JPEG):
        return b"".join(_bare_jpeg(content))
    if content.startswith(PNG):
        return PNG + b"".join(_bare_png(content))
    return content


def _bare_jpeg(content):
    yield content[:2]
    parts = list(_jpeg_parts(content))
    turn = next((_turn_of(part) for marker, part in parts if marker == EXIF and part[4:].startswith(b"Exif")), 1)
    if turn != 1:
        yield _exif_of(turn)
    for marker, part in parts:
        is_said = marker == COMMENT or marker in APPLICATION
        if not is_said or part[4:].startswith(DRAWN.get(marker, ())):
            yield part


def _jpeg_parts(content):
    """(marker, bytes) of a JPEG up to its end, a scan with the lines that follow it."""
    at = 2
    while content[at : at + 1] == b"\xff" and at + 1 < len(content):
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == END:
            yield marker, content[at : at + 2]
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == SCAN:
            found = AFTER_SCAN.search(content, end)
            end = found.start() if found else len(content)
        if end < at + 4 or end > len(content):
            raise Broken
        yield marker, content[at:end]
        at = end
    if at < len(content) or at == 2:
        raise Broken


def _turn_of(part):
    exif = Image.Exif()
    try:
        exif.load(part[4:])
        turn = exif.get(TURN, 1)
    except Exception:  # what a broken camera wrote is not read; Pillow has no single word for that
        return 1
    return turn if turn in range(1, 9) else 1


def _exif_of(turn):
    exif = Image.Exif()
    exif[TURN] = turn
    said = exif.tobytes()
    return bytes((0xFF, EXIF)) + (len(said) + 2).to_bytes(2) + said


def _bare_png(content):
    at, kind = len(PNG), b""
    while kind != b"IEND":
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        part = content[at : at + 12 + size]
        if len(part) < 12 + size:
            raise Broken
        if kind[:1].isupper() or kind in SHOWN:
            yield part
        at += len(part)
