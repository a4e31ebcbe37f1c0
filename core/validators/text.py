"""Cleaning typed and pasted text: what keyboards, Excel and copied papers put between the characters."""

import math
import re
import unicodedata
from decimal import Decimal

# Chinese characters, as a regular-expression class: radicals, 〇, all extensions, and the private areas in which old
# GBK systems kept rare name characters.
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\ufaff\U00020000-\U000323af\U000f0000-\U0010ffff"

# Words that stand for "nothing here" in rosters.
BLANKS = frozenset(
    ("", "无", "没有", "不详", "未知", "空", "/", "\\", "-", "--", "—", "——", "null", "none", "nan", "n/a")
)

_FULL_WIDTH = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_RADICALS = range(0x2F00, 0x2FD6)
_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*_FULL_WIDTH, *_RADICALS)}
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# What needs no tidying: most cells of most rosters
_TIDY = re.compile("[!-~·—、-】一-\u9fff！-／：-＠]*")
_BLANK_RUN = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r" ?\n ?")

_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+", re.ASCII)
_EXACT_DIGITS = 15

_DOTS = re.compile(r"\s*(?:[·•・‧･∙⋅]\s*)+")
_HAN_SPACE = re.compile(rf"(?<=[{HAN}·])\s+|\s+(?=[{HAN}·])")
_STOP_FOR_DOT = re.compile(rf"(?<=[{HAN}])[.．。](?=[{HAN}])")
_REMARK = re.compile(r"(?P<name>.*?)[(（\[【〔](?P<remark>[^()（）\[\]【】〔〕]*)[)）\]】〕]?", re.DOTALL)
_NAME_EDGE = " \n·'’‘`,，、;；"


LARGEST_KEY = 2**63 - 1  # what a key column holds


def is_number(raw):
    """Whether the cell was typed as a number (a tick is not one)."""
    return isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool)


def _as_text(raw):
    if raw is None:
        return ""
    if not is_number(raw):
        return str(raw)
    if not math.isfinite(raw):
        return ""
    return str(int(raw)) if raw == int(raw) else format(raw, ".12g")


def has_lost_digits(raw):
    """Whether a number cell, or what Excel wrote of one (4.2E+17), had more than the 15 digits Excel keeps."""
    text = narrow_text(raw)
    return bool(_SCIENTIFIC.fullmatch(text)) or (is_number(raw) and len(text) > _EXACT_DIGITS)


def clean_text(raw):
    """Any cell as tidy text.

    Full-width letters and digits become half-width, every kind of space one space, invisible characters disappear,
    line breaks stay; Chinese punctuation stays Chinese. A whole number loses its `.0`; None and NaN are "".
    """
    if type(raw) is str and _TIDY.fullmatch(raw):
        return raw
    text = _INVISIBLE.sub("", _as_text(raw)).translate(_NARROW)
    text = _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", text))
    return _LINE_END.sub("\n", text).strip()


def narrow_text(raw):
    """Tidy text for codes, numbers and dates: punctuation half-width too, without Excel's leading apostrophe."""
    return unicodedata.normalize("NFKC", clean_text(raw)).lstrip("'’‘`").strip()


def is_blank(raw):
    """Whether the cell is empty or holds a word for "nothing here" (无, /, ——, 不详 …)."""
    return narrow_text(raw).lower() in BLANKS


def clean_name(raw):
    """A person's name and the remark written behind it: `张　三（已故）` → `("张三", "已故")`; no remark is None.

    Spaces inside Chinese names go, Latin names keep single ones. The dot of minority names is always `·` (U+00B7).
    """
    name = _HAN_SPACE.sub("", _DOTS.sub("·", clean_text(raw)))
    name = _STOP_FOR_DOT.sub("·", name).strip(_NAME_EDGE)
    remarks = []
    while match := _REMARK.fullmatch(name):
        name = match["name"].strip(_NAME_EDGE)
        remarks.insert(0, match["remark"].strip())
    return " ".join(name.split()), "；".join(filter(None, remarks)) or None


def parse_whole(text):
    """A whole number as an address or a hidden field carries it: ASCII digits, no more than a key column holds; else None."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 19 else None
    return number if number is not None and number <= LARGEST_KEY else None
