"""Telephone numbers: mobile, landline, several in one cell."""

import re

from django.utils.translation import gettext_lazy as _

from .problems import Problem, said
from .text import is_blank, narrow_text

MOBILE_DIGITS = 11
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?-?(1[0-9]{2}-?[0-9]{4}-?[0-9]{4})")
_CLEAN = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"(?:(?:\+|00)86-?)?(010|02[0-9]|0[3-9][0-9]{2})-?([0-9]{3,4}-?[0-9]{4})")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}")
_BETWEEN = re.compile(r"[/\\|、,;\n]")
_NOISE = str.maketrans({"(": "", ")": " ", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"})

_LANDLINE_SHAPE = Problem(
    "phone_landline",
    _("A landline number has its area code and 7 or 8 more digits, such as 0715-5350000."),
)
_UNREADABLE = Problem(
    "phone_unreadable",
    _("This is not a telephone number. Give digits only, several numbers separated by “/”; remarks go into the note."),
)


def parse_phones(raw):
    """The numbers in a cell or an input, each once, in order: a list (empty for an empty cell), or a `Problem`.

    Mobile numbers come out as 11 digits, landlines as `0715-5350000`, bare local numbers of 7 or 8 digits as they are.
    Separators: / 、 ; , ， ； a space or a line break; +86 is dropped.
    Codes: phone_length, phone_landline, phone_unreadable.
    """
    if type(raw) is str and _CLEAN.fullmatch(raw):
        return [raw]
    if is_blank(raw):
        return []
    found = []
    for part in _BETWEEN.split(narrow_text(raw).translate(_NOISE)):
        numbers = _joined(part.split())
        if isinstance(numbers, Problem):
            return numbers
        found += numbers
    return list(dict.fromkeys(found)) or _UNREADABLE


def _joined(pieces):
    """The numbers in pieces between spaces, which separate two numbers or group the digits of one."""
    numbers, waiting = [], ""
    for piece in pieces:
        waiting += piece
        if number := _one(waiting):
            numbers.append(number)
            waiting = ""
    return _complaint(waiting) if waiting else numbers


def _one(text):
    if match := _MOBILE.fullmatch(text):
        return match[1].replace("-", "")
    if match := _LANDLINE.fullmatch(text):
        return f"{match[1]}-{match[2].replace('-', '')}"
    return text if _LOCAL.fullmatch(text) else None


def _complaint(text):
    digits = re.sub(r"^(?:\+|00)86|-", "", text)
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) == MOBILE_DIGITS:
        return _UNREADABLE
    if digits.startswith("1"):
        message = said(_("A mobile number has 11 digits; this one has %(n)s."), n=len(digits))
        return Problem("phone_length", message)
    return _LANDLINE_SHAPE
