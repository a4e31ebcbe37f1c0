"""Finding people by what somebody types: a name or part of it, initials, the end of a number, a phone.

The difference between the databases lives here: PostgreSQL has the column `grams` (migration 0002), the one- and
two-character pieces of each name under an index; SQLite reads the names through.
"""

import re

from django.db.models import F, Lookup, Q

from core import vault
from core.names import grams
from core.validators import Identity, parse_identity, parse_phones

MOST_PIECES = 4
_SPACES = re.compile(r"[\s\0,，、]+")  # no text of PostgreSQL holds a zero byte
_DIGITS = re.compile(r"[0-9]{3,17}[0-9Xx]")
_LETTERS = re.compile(r"[A-Za-z]+")
_DOTS = str.maketrans("", "", "··•・")


def matching(people, text):
    """The people that match every piece of the text; spaces separate pieces. Nobody for a text that says nothing."""
    pieces = [piece for piece in _SPACES.split(text.strip()) if piece][:MOST_PIECES]
    return people.filter(*map(_matches, pieces)) if pieces else people.none()


def _matches(piece):
    if (numbers := _by_number(piece)) is not None:
        return numbers
    if _LETTERS.fullmatch(piece):
        letters = piece.lower()  # the surname as a surname is read, and as dictionaries read it (单: s, d)
        return Q(initials__startswith=letters) | Q(initials_other__startswith=letters) | Q(Named(F("name"), letters))
    name = piece.lower().translate(_DOTS)
    return Q(Named(F("name"), name)) if name else Q(pk__in=[])


def _by_number(piece):
    """What digits may be: a whole identity number, its last four or six places, a phone. None when they are no number."""
    phones = parse_phones(piece)
    found = Q(pk__in=[])
    if is_phone := isinstance(phones, list) and len(phones) == 1:
        wanted = vault.digest(phones[0], "phone")
        found |= Q(mobile_digest=wanted) | Q(phone_other_digest=wanted)
    if not _DIGITS.fullmatch(piece):
        return found if is_phone else None
    return found | _by_identity(piece.upper())


def _by_identity(digits):
    if len(digits) == 4:
        return Q(id_last4_digest=vault.digest(digits, "identity.last4"))
    if len(digits) == 6:
        return Q(id_last6_digest=vault.digest(digits, "identity.last6"))
    identity = parse_identity(digits, with_checksum=False)
    number = identity.number if isinstance(identity, Identity) else digits
    return Q(id_digest=vault.digest(number, "identity"))


class Named(Lookup):
    """Whether a name contains a piece; the dot of minority names need not be typed."""

    lookup_name = "named"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        name, params = self.process_lhs(compiler, connection)
        return f"LOWER(REPLACE({name}, '·', '')) LIKE %s ESCAPE '\\'", [
            *params,
            f"%{connection.ops.prep_for_like_query(self.rhs)}%",
        ]

    def as_postgresql(self, compiler, connection):
        name, params = self.process_lhs(compiler, connection)
        column = name.removesuffix('"name"') + '"grams"'
        pairs = [gram for gram in grams(self.rhs) if len(gram) == 2]
        sql, values = f"{column} @> %s::text[]", [*params, pairs or grams(self.rhs)]
        if len(self.rhs) <= 2:
            return sql, values
        like, more = self.as_sql(compiler, connection)  # all its pairs may also stand apart
        return f"({sql} AND {like})", [*values, *more]
