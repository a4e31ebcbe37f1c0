"""Reading what people type and rosters hold: pure functions from a raw cell or input to a value or a `Problem`.

None of them queries, raises on any text, or guesses: what can be read in two ways comes back as a question.
Forms, the REST interface and imports call the same functions and so accept and refuse the same values.
"""

from .dates import PartialDate, age_on
from .identity import Identity, identity_check_digit, parse_identity
from .masks import mask_account, mask_identity, mask_name, mask_phone
from .phones import parse_phones
from .problems import LOST_DIGITS, Problem, said
from .reading import parse_date_span, parse_partial_date
from .text import clean_name, clean_text, has_lost_digits, is_blank, narrow_text, parse_whole
from .words import parse_bank_account, parse_level, parse_yes_no

__all__ = [
    "LOST_DIGITS",
    "Identity",
    "PartialDate",
    "Problem",
    "age_on",
    "clean_name",
    "clean_text",
    "has_lost_digits",
    "identity_check_digit",
    "is_blank",
    "mask_account",
    "mask_identity",
    "mask_name",
    "mask_phone",
    "narrow_text",
    "parse_bank_account",
    "parse_date_span",
    "parse_identity",
    "parse_level",
    "parse_partial_date",
    "parse_phones",
    "parse_whole",
    "parse_yes_no",
    "said",
]
