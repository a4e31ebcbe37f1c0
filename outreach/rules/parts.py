"""The lists of an entitlement as the database counts them: which one somebody is on, and what counts as one household."""

from django.db.models import BigIntegerField, Case, CharField, F, Func, Value, When
from django.db.models.functions import Coalesce, Concat

from outreach.choices.entitlements import Part

# Whether somebody is entitled: yes, not decided, on a later day, no, or no longer alive where what was given stays
YES, OPEN, LATER, NO, GONE = "yes", "open", "later", "no", "gone"
HAS, HAS_NOT = "+", "-"
PARTS = {
    YES + HAS: Part.HELD,
    YES + HAS_NOT: Part.MISSING,
    OPEN + HAS: Part.UNKNOWN,
    OPEN + HAS_NOT: Part.UNKNOWN,
    LATER + HAS_NOT: Part.SOON,
    LATER + HAS: Part.LAPSED,
    NO + HAS: Part.LAPSED,
}
MOST_STATIONS = 10_000_000  # keys of stations are smaller: a household and a station in one number
# A household at a station, as its list names it; who has no household stands for themselves
HOME = Coalesce(F("household") * MOST_STATIONS + F("station"), -F("pk"), output_field=BigIntegerField())


class Looked(Func):
    """The part that `PARTS` has for a text, "" for none. The simple CASE, which names its text once."""

    template = "CASE %(expressions)s {} ELSE '' END".format(
        " ".join(f"WHEN '{text}' THEN '{part.value}'" for text, part in PARTS.items())
    )
    output_field = CharField()


def part_of(who, has):
    """The part of `who` (an expression of the words above) by whether the condition `has` holds."""
    return Looked(Concat(who, Case(When(has, then=Value(HAS)), default=Value(HAS_NOT))))
