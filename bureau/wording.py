"""How a number is written in a report (handbook §9 c–e): exact, rounded in words, in Chinese numerals, in 万元.

word("over", Decimal(83)) -> 80余        word("near", Decimal(298)) -> 近300

And what the text of a sentence is searched for: slots, numbers that somebody typed, claims that no figure proves.
"""

import re
from decimal import Decimal

TEN_THOUSAND = Decimal(10000)
DIGITS = "零一二三四五六七八九"

SLOT = re.compile(r"\{(?P<row>\w+)(?P<may>\?)?(?:\|(?P<wording>\w+))?(?::(?P<words>[^{}]*))?\}")
# A number as somebody types it; Chinese numerals only before a word of counting
TYPED = re.compile(r"\d[\d,.]*[%余]?|[一二三四五六七八九十百千]+(?=[余多]?[个名份条篇户件场人次项万])")
# 全省前列 and the like: said, not counted; the sentence names its source (handbook §9, last line)
CLAIM = re.compile(r"全[省国市](?:前列|率先|领先|首创|第一)|走在前列|率先|首创")
NUMBER = "#"  # where the number stands within the words of a slot


def rewritten(slot, wording):
    """The slot once more, with another wording; its words and its question mark stay."""
    words = "" if slot["words"] is None else f":{slot['words']}"
    return f"{{{slot['row']}{slot['may'] or ''}|{wording}{words}}}"


def exact(number):
    """304; 1,234 is written 1234 in official papers."""
    return f"{number:f}" if isinstance(number, Decimal) and number != number.to_integral_value() else str(int(number))


def over(number):
    """80余: more than a round number; a round number is itself. Tens below 1,000's hundreds: 83 → 80余, 1,064 → 1000余."""
    unit = 10 ** max(1, len(str(int(number))) - 2)
    whole = int(number) // unit * unit
    return f"{whole}余" if whole and number > whole else exact(number)


def near(number):
    """近300: at most five per cent below a number with one significant digit (handbook §9 c: 0.95 N ≤ x < N)."""
    unit = 10 ** (len(str(int(number))) - 1)
    above = -(-int(number) // unit) * unit
    return f"近{above}" if number < above and number >= above * Decimal("0.95") else exact(number)


def chinese(number):
    """十五: Chinese numerals below twenty, digits from there on (handbook §9 d)."""
    if number >= 20 or number != int(number):
        return exact(number)
    tens, ones = divmod(int(number), 10)
    return "十" + (DIGITS[ones] if ones else "") if tens else DIGITS[ones]


def ten_thousands(number):
    """597.38: 元 in 万元 with two decimals; a whole sum of 万 without any."""
    in_wan = Decimal(number) / TEN_THOUSAND
    return str(int(in_wan)) if in_wan == in_wan.to_integral_value() else f"{in_wan:.2f}"


def per_cent(number, among):
    """100%, 99.8%; `None` where there is nothing to count among. Never rounded up to all."""
    if not among:
        return None
    rate = round(Decimal(number) * 100 / among, 1)
    return "99.9%" if rate == 100 and number != among else f"{rate.normalize():f}%"


def unless_all(number, among, all_text, rest):
    """“全覆盖” when nothing is missing, else the rate in words: 覆盖率99.5%."""
    if not among:
        return None
    return all_text if number == among else f"{rest}{per_cent(number, among)}"


WORDINGS = {
    "exact": exact,
    "over": over,
    "near": near,
    "chinese": chinese,
    "wan": ten_thousands,
}
RATES = {
    "rate": per_cent,
    "covered": lambda number, among: unless_all(number, among, "全覆盖", "覆盖率"),
    "in_place": lambda number, among: unless_all(number, among, "全部到位", "到位率"),
    "visited": lambda number, among: unless_all(number, among, "全覆盖慰问走访", "慰问走访,走访率"),
}
# What an editor may choose instead for a count: the general default is exact
OFFERED = ("exact", "over", "near", "chinese")


def word(wording, number, among=None):
    """The number as the report writes it; None when there is nothing to write (nothing counted)."""
    if wording in RATES:
        return RATES[wording](number or 0, among)
    return WORDINGS[wording](number) if number else None
