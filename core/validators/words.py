"""Short answers in cells: yes and no, disability levels, bank accounts."""

import re

from django.utils.translation import gettext_lazy as _

from .problems import LOST_DIGITS, Problem, said
from .text import has_lost_digits, is_blank, narrow_text

_ANSWERS = {
    True: ("是", "√", "✓", "✔", "☑", "1", "有", "对", "yes", "y", "true"),
    False: ("否", "×", "✗", "✘", "x", "0", "2", "无", "没有", "不是", "no", "n", "false"),
}
_YES_NO = {word: answer for answer, words in _ANSWERS.items() for word in words}
_NOT_YES_NO = Problem("yes_no", _("Answer 是 or 否."))

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LEVELS = {
    word: f"{level:02}"
    for level, (plain, formal, roman) in enumerate(
        zip("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾", _ROMAN, strict=True), start=1
    )
    for word in (plain, formal, roman, str(level), f"{level:02}")
}
_LEVEL_DRESS = re.compile(r"^(?:伤残|残疾)(?:等级)?|级$|\s")
_NOT_LEVEL = Problem("level", _("A disability level goes from 1 to 10, such as 七级 or 7."))

_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 8, 24
_ACCOUNT_MISSING = Problem("account_missing", _("Give the account number."))
_ACCOUNT_CHARACTERS = Problem("account_characters", _("An account number has digits only."))
_ACCOUNT_NUMERIC = Problem("account_numeric", LOST_DIGITS)


def parse_yes_no(raw):
    """True, False, None for an empty cell, or a `Problem` (yes_no). 2 means no, as in the national code; so does 0."""
    word = narrow_text(raw).lower()
    if word in _YES_NO:
        return _YES_NO[word]
    return None if is_blank(raw) else _NOT_YES_NO


def parse_level(raw):
    """The disability level "01" (gravest) to "10" from 10级, 十级, 拾级, Ⅹ, 7 …, or a `Problem` (level)."""
    return _LEVELS.get(_LEVEL_DRESS.sub("", narrow_text(raw).upper()), _NOT_LEVEL)


def parse_bank_account(raw):
    """The 8 to 24 digits of an account, without spaces and hyphens, or a `Problem`.

    Codes: account_missing, account_numeric, account_characters, account_length.
    """
    if is_blank(raw):
        return _ACCOUNT_MISSING
    text = re.sub(r"[\s-]", "", narrow_text(raw))
    if has_lost_digits(raw):
        return _ACCOUNT_NUMERIC
    if not re.fullmatch(r"[0-9]+", text):
        return _ACCOUNT_CHARACTERS
    if not _SHORTEST_ACCOUNT <= len(text) <= _LONGEST_ACCOUNT:
        return Problem(
            "account_length", said(_("An account number has 8 to 24 digits; this one has %(n)s."), n=len(text))
        )
    return text
