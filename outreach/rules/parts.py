"""The lists of an entitlement as the database counts them: which one somebody is on, and what counts as one household."""

from django.db.models import BigIntegerField, Case, F, Func, SmallIntegerField, Value, When
from django.db.models.functions import Coalesce

from outreach.choices.entitlements import Part

# Whether somebody is entitled: yes, not decided, on a later day, no, or no longer alive where what was given stays.
# Small numbers, with one more for who has it: thousands of words take longer to put together, to sort and to count
YES, OPEN, LATER, NO, GONE = 2, 4, 6, 8, 0
HAS = 1
PARTS = {
    YES + HAS: Part.HELD,
    YES: Part.MISSING,
    OPEN + HAS: Part.UNKNOWN,
    OPEN: Part.UNKNOWN,
    LATER: Part.SOON,
    LATER + HAS: Part.LAPSED,
    NO + HAS: Part.LAPSED,
}
NUMBERS = {part: number for number, part in enumerate(Part, start=1)}
NAMES = {0: ""} | {number: part.value for part, number in NUMBERS.items()}
MOST_STATIONS = 10_000_000  # keys of stations are smaller: a household and a station in one number
# A household at a station, as its list names it; who has no household stands for themselves
HOME = Coalesce(F("household") * MOST_STATIONS + F("station"), -F("pk"), output_field=BigIntegerField())


class Looked(Func):
    """The number of the part that `PARTS` has, 0 for none. The simple CASE, which names what it looks at once."""

    template = "CASE %(expressions)s {} ELSE 0 END".format(
        " ".join(f"WHEN {told} THEN {NUMBERS[part]}" for told, part in PARTS.items())
    )
    output_field = SmallIntegerField()


def part_of(who, has):
    """The number of the part of `who` (an expression of the above) by whether the condition `has` holds."""
    return Looked(who + Case(When(has, then=Value(HAS)), default=Value(0)))
