"""How the smaller tables read a cell: coded words, days, amounts, numbers, yes and no. Each is a widget of a resource's field."""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import partial

from django.utils.translation import gettext as _
from import_export import widgets

from core.validators import Problem, clean_text, parse_partial_date, parse_phones, parse_yes_no

A_FEN = Decimal("0.01")
MOST_YUAN = Decimal("9999999999")
FIFTY_YEARS = timedelta(days=18_262)
YES_NO = YES, NO = "是", "否"
TAKEN_BACK = "撤回导入"  # why a row goes that an upload had made
BETWEEN = "、,，;；/\n"


class Read(widgets.Widget):
    """A cell read by `parse(text)` → value or Problem, and shown as `show(value)`. A blank cell is None."""

    def __init__(self, parse, show=str):
        super().__init__()
        self.parse, self.show = parse, show

    def look(self, text, row):
        """What a cell says: a value, None, or the Problem with it. `row`: the other cells, {column: text}."""
        return self.parse(text) if text else None

    def clean(self, value, row=None, **kwargs):
        found = self.look(value, row)
        if isinstance(found, Problem):
            raise ValueError(found.message)
        return found

    def render(self, value, obj=None, **kwargs):
        return "" if value in (None, "") else self.show(value)


def coded(labels, words=None):
    """One code of a table: its label, or one of the everyday words `{code: (word, …)}`."""
    return Read(partial(_one_of, labels, words or {}), lambda code: dict(labels).get(code, code))


def several(labels, *, keep, show):
    """Several codes in one cell, with 、 between; `keep(codes)` is what the column holds, `show(column)` its labels."""
    return Read(partial(_each_of, labels, keep), lambda column: "、".join(show(column)))


def a_day(today):
    """A day of the calendar, gone or to come: terms end, courses begin."""
    return Read(partial(_whole_day, today and today + FIFTY_YEARS))


def a_day_gone(today):
    """A day of the calendar up to today."""
    return Read(partial(_whole_day, today))


def yes_or_no():
    return Read(parse_yes_no, lambda value: YES if value else NO)


def an_amount():
    """Yuan with fen: 1,200.5 or 1200元."""
    return Read(_amount)


def a_number(most=32767):
    """A whole number."""
    return Read(partial(_number, most))


def one_phone():
    return Read(_one_phone)


def labels_of(table):
    """The words of a drop-down."""
    return tuple(label for _code, label in table)


def _one_of(labels, words, text):
    known = {label: code for code, label in labels}
    known |= {word: code for code, each in words.items() for word in each}
    code = known.get(clean_text(text))
    return _none_of(labels) if code is None else code


def _each_of(labels, keep, text):
    for sign in BETWEEN[1:]:
        text = text.replace(sign, BETWEEN[0])
    known = {label: code for code, label in labels}
    codes = [known.get(part.strip()) for part in text.split(BETWEEN[0]) if part.strip()]
    return _none_of(labels) if None in codes else keep(list(dict.fromkeys(codes)))


def _none_of(labels):
    allowed = "、".join(str(label) for _code, label in labels)
    return Problem("choice", _("One of these, please: %(labels)s.") % {"labels": allowed})


def _whole_day(today, text):
    found = parse_partial_date(text, today=today)
    if isinstance(found, Problem):
        return found
    return found.first_day if found.day else Problem("date_whole", _("Give the whole date."))


def _amount(text):
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removesuffix("元").strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        return Problem("amount", _("Write an amount in yuan, such as 1200.50."))
    if abs(amount) > MOST_YUAN or amount != amount.quantize(A_FEN):
        return Problem("amount", _("An amount has at most two places behind the point, and ten before it."))
    return amount.quantize(A_FEN)


def _number(most, text):
    bare = text.removesuffix(".0")
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 9):
        return Problem("number", _("Write a whole number."))
    number = int(bare)
    return number if number <= most else Problem("number", _("At most %(most)s.") % {"most": most})


def _one_phone(text):
    found = parse_phones(text)
    if isinstance(found, list) and len(found) == 1:
        return found[0]
    message = _("Please write one telephone number: a mobile, or a landline with its area code.")
    return found if isinstance(found, Problem) else Problem("phone", message)
