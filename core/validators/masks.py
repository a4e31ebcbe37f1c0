"""What is shown of a secret value. The safe thing is to show too little: short or unreadable values show nothing.

The usual 6+4 mask of identity numbers hides exactly the birth date, which stands in the next column; ours shows the
last four places only.
"""

from .phones import MOBILE_DIGITS, parse_phones
from .problems import Problem

_SHOWN = 4
_SHORTEST_SHOWN = 8  # of a shorter value the last four would be half or more


def _tail(text):
    return text[-_SHOWN:] if len(text) >= _SHORTEST_SHOWN else ""


def mask_identity(text):
    """`**************1234`: fourteen stars and the last four places."""
    return "*" * 14 + _tail(text) if text else ""


def mask_account(text):
    """`**** 3307`: the last four digits of a bank account."""
    return f"**** {_tail(text)}".strip() if text else ""


def mask_phone(text):
    """`138****1234`; landlines `0715-****138`. Several numbers are masked one by one and joined with 、."""
    phones = parse_phones(text)
    return "****" if isinstance(phones, Problem) else "、".join(map(_mask_one_phone, phones))


def _mask_one_phone(phone):
    if len(phone) == MOBILE_DIGITS and "-" not in phone:
        return f"{phone[:3]}****{phone[-4:]}"
    area, hyphen, number = phone.rpartition("-")
    return f"{area}{hyphen}****{number[-3:]}"


def mask_name(name):
    """张*三, of two characters 张*: for public notices only; everybody with access to a record sees the name."""
    if len(name) < 2:
        return "*" * len(name)
    return f"{name[0]}*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"
