"""The citizen identity number (公民身份号码), GB 11643-1999."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import mul

from django.utils.translation import gettext_lazy as _

from .dates import PartialDate
from .problems import LOST_DIGITS, Problem, said
from .reading import EARLIEST_YEAR
from .text import clean_text, has_lost_digits, is_blank, narrow_text

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ZEROS = sum(_WEIGHTS) * ord("0")  # what the character codes of the digits weigh too much
_LOOKALIKES = str.maketrans("×ХΧ", "XXX")  # the multiplication sign, Cyrillic Ha, Greek Chi
_SHAPE = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")
_CLEAN = re.compile(r"[0-9]{17}[0-9X]")

_MISSING = Problem("id_missing", _("Give the identity number."))
_NUMERIC = Problem("id_numeric", LOST_DIGITS)
_CHARACTERS = Problem("id_characters", _("An identity number has digits only; its last place may be X."))
_BIRTH = Problem("id_birth", _("Digits 7 to 14 of the identity number are no possible date of birth."))
_CHECKSUM = Problem("id_checksum", _("The check digit does not fit: one of the digits is wrong."))


@dataclass(frozen=True)
class Identity:
    """A read identity number. `number` has 18 places; `raw` is what was given, kept because old papers show it.

    `sex` is the GB/T 2261.1 code, "1" male or "2" female. Neither form of the number appears in its repr.
    """

    number: str = field(repr=False)
    raw: str = field(repr=False)
    birth_date: PartialDate
    sex: str
    is_converted: bool


def identity_check_digit(first17):
    """The 18th place for the first 17 digits: ISO 7064 MOD 11-2, as GB 11643 prescribes."""
    return _CHECK_DIGITS[(sum(map(mul, first17.encode("ascii"), _WEIGHTS)) - _ZEROS) % 11]


def parse_identity(raw, *, today=None, with_checksum=True):
    """The identity number in a cell or an input: an `Identity`, or a `Problem`.

    15 digits become 18, `x` becomes `X`, full-width becomes half-width. The first six digits are the place of first
    registration and never a reason to refuse. With `today`, a birth to come is refused. `with_checksum=False` is for an
    officer who takes an old mis-issued number and says why.
    Codes: id_missing, id_numeric, id_length, id_characters, id_birth, id_checksum.
    """
    if type(raw) is str and _CLEAN.fullmatch(raw):
        return _read(raw, raw, today, with_checksum)
    if is_blank(raw):
        return _MISSING
    text = re.sub(r"[\s-]", "", narrow_text(raw)).upper().translate(_LOOKALIKES)
    if has_lost_digits(raw):
        return _NUMERIC
    if len(text) not in (15, 18):
        return Problem(
            "id_length", said(_("An identity number has 18 places (old ones 15); this one has %(n)s."), n=len(text))
        )
    if not _SHAPE.fullmatch(text):
        return _CHARACTERS
    return _read(text, raw, today, with_checksum)


def _read(text, raw, today, with_checksum):
    is_converted = len(text) == 15
    first17 = f"{text[:6]}19{text[6:]}" if is_converted else text[:17]
    number = first17 + identity_check_digit(first17) if is_converted else text
    birth_date = _birth_date(number[6:14], today)
    if birth_date is None:
        return _BIRTH
    if with_checksum and number[17] != identity_check_digit(first17):
        return _CHECKSUM
    sex = "1" if int(number[16]) % 2 else "2"
    return Identity(number, clean_text(raw), birth_date, sex, is_converted)


@lru_cache(maxsize=30_000)
def _birth_date(digits, today):
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    is_possible = born.year >= EARLIEST_YEAR and (today is None or born <= today)
    return PartialDate.of(born) if is_possible else None
