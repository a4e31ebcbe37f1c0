"""From a roster's cell to a value: one reader per field, the same validators as the form's (handbook §2.4–2.5)."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from django.utils.translation import gettext_lazy as _

from core.validators import (
    Problem,
    clean_text,
    narrow_text,
    parse_bank_account,
    parse_date_span,
    parse_level,
    parse_partial_date,
    parse_phones,
    parse_whole,
    parse_yes_no,
)
from veterans.imports.words import CODES, SPLIT
from veterans.models import Person
from veterans.models.checks import PHONE_JOINT

UNKNOWN_CODE = Problem(
    "unknown_code", _("This word is not in the code table; the field stays as it is."), level="warning"
)
TOO_LONG = Problem("too_long", _("This is longer than the field can hold; the field stays as it is."), level="warning")
NOT_A_NUMBER = Problem("not_a_number", _("This is not a number; the field stays as it is."), level="warning")

YES_NO_FIELDS = frozenset({"is_dibao", "is_wubao", "old_lonely", "orphan", "plaque_hung", "card_issued"})
DATE_FIELDS = frozenset({"birth_date", "enlist_date", "discharge_date"})
PERSONAL_NUMBERS = frozenset({"mobile", "account_no"})
ROOM = 50_000  # texts of one column whose meaning is kept
DATED_FLAGS = frozenset({"plaque_hung", "card_issued"})  # 是否悬挂光荣牌 is also answered with the date of hanging
TEXT_FIELDS = {
    field.name: field.max_length
    for field in Person._meta.get_fields()
    if field.name
    in {
        "group", "hukou_addr", "hukou_div", "addr", "work_addr", "householder", "household_no", "rank", "unit_name",
        "unit_code", "discharge_cert_no", "benefit_cert_no", "awards", "disability_part", "employer", "bank",
        "account_name", "note",
    }
}  # fmt: skip

# What 无 or 清空 means in a cell: the field is emptied, or answered where the table has a word for nothing
CLEARED = {**dict.fromkeys(YES_NO_FIELDS, False), "medical_ins": "NONE", "pension_ins": "NONE"}
CLEARED |= dict.fromkeys((*DATE_FIELDS, "mobile", "phone_other", "account_no", "income_year", "family_size"), None)


class Readers(dict):
    """{field: a function raw -> {attribute: value} or Problem}; blank cells and 无 are the caller's business."""

    def __init__(self, today):
        super().__init__()
        self.today = today

    def __missing__(self, field):
        read = partial(reader_of(field), field, today=self.today)
        if field not in TEXT_FIELDS and field not in PERSONAL_NUMBERS:  # those are never kept beyond their row
            read = Remembered(read).of
        self[field] = read
        return read


class Remembered(dict):
    """Texts repeat in a column, and the same text reads the same."""

    def __init__(self, read):
        super().__init__()
        self.read = read

    def __missing__(self, text):
        if len(self) > ROOM:
            self.clear()
        self[text] = found = self.read(text)
        return found

    def of(self, raw):
        return self[raw] if type(raw) is str else self.read(raw)


def reader_of(field):
    if field in TEXT_FIELDS:
        return _text
    if field in READERS:
        return READERS[field]
    if field in CODES:
        return _code
    return _yes_no if field in YES_NO_FIELDS else _date


def _text(field, raw, today):
    text = clean_text(raw)
    return {field: text} if len(text) <= TEXT_FIELDS[field] else TOO_LONG


def _code(field, raw, today):
    code = CODES[field].get(narrow_text(raw))
    return UNKNOWN_CODE if code is None else {field: code}


def _date(field, raw, today):
    found = parse_partial_date(raw, today=today)
    return found if isinstance(found, Problem) else {field: found}


def _yes_no(field, raw, today):
    answer = parse_yes_no(raw)
    if isinstance(answer, Problem) and field in DATED_FLAGS:
        hung = parse_partial_date(raw, today=today)
        return answer if isinstance(hung, Problem) else {field: True}
    return answer if isinstance(answer, Problem) else {field: answer}


def _level(field, raw, today):
    level = parse_level(raw)
    return level if isinstance(level, Problem) else {field: level}


def _phones(field, raw, today):
    phones = parse_phones(raw)
    if isinstance(phones, Problem):
        return phones
    return {"mobile": phones[0], **({"phone_other": PHONE_JOINT.join(phones[1:])} if phones[1:] else {})}


def _account(field, raw, today):
    account = parse_bank_account(raw)
    return account if isinstance(account, Problem) else {field: account}


def _span(field, raw, today):
    span = parse_date_span(raw, today=today)
    return span if isinstance(span, Problem) else {"enlist_date": span[0], "discharge_date": span[1]}


def _categories(field, raw, today):
    words = [word for word in SPLIT.split(narrow_text(raw)) if word]
    codes = [CODES["category"].get(word) for word in words]
    if None in codes:
        whole = CODES["category"].get(clean_text(raw))
        return {"categories": (whole,)} if whole else UNKNOWN_CODE
    return {"categories": tuple(dict.fromkeys(codes))}


def _alive(field, raw, today):
    code = CODES["alive"].get(narrow_text(raw))
    if code:
        return {"alive": code}
    died = parse_partial_date(raw, today=today)  # the heading 去世时间
    if isinstance(died, Problem):
        return UNKNOWN_CODE
    day = date(died.year, died.month, died.day) if died.day else None
    return {"alive": "deceased", **({"died_on": day} if day else {})}


def _money(field, raw, today):
    try:
        amount = Decimal(narrow_text(raw).replace(",", "").removesuffix("元")).quantize(Decimal("0.01"))
    except InvalidOperation:
        return NOT_A_NUMBER
    is_amount = amount.is_finite() and 0 <= amount < 10**10
    return {field: amount} if is_amount else NOT_A_NUMBER


def _count(field, raw, today):
    text = narrow_text(raw).removesuffix("人").removesuffix("口")
    number = parse_whole(text)
    return {field: number} if number is not None and number < 100 else NOT_A_NUMBER


READERS = {
    "mobile": _phones,
    "account_no": _account,
    "service_span": _span,
    "category": _categories,
    "alive": _alive,
    "income_year": _money,
    "family_size": _count,
    "disability_level": _level,
}


def stated_dead(remark):
    """Whether a remark behind a name says that the person has died (§2.5 item 4)."""
    return any(word in remark for word in ("已故", "去世", "死亡", "病故", "亡故"))
