"""The numbers of the people on file: how many and how well described they are now; who came and who went in a period.

Opening + new + moved in + recognised + corrected − deceased − moved out − ended − corrected = closing holds for every
station, category and period: each is a count of movements (docs/decisions), and each opens them by name.
"""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.figures import Figure, condition, register
from stations.choices import Tier
from veterans.choices import KEY_CATEGORIES, Alive, MovementKind, RecordState
from veterans.models import Arrival, Departure, Person
from veterans.models.movement import crossing
from veterans.models.related import holding

ON_FILE = Q(record_state=RecordState.LIVE, alive=Alive.ALIVE)
HOLDS_KEY = holding(*KEY_CATEGORIES)


def people(key, label, counts, source, **more):
    figure = Figure(f"person.{key}", label, Person, counts, source=source, **{"unit": "人", **more})
    return register(figure)


PEOPLE = people(
    "on_file", _("People on file"), ON_FILE, _("Live records of people who are alive and have not moved away")
)
KEY_PEOPLE = people(
    "key", _("Key recipients"), ON_FILE & HOLDS_KEY, _("Of those on file who draw a regular pension or subsidy")
)
GAPS = people("gaps", _("Something is missing"), ON_FILE & Q(gap_count__gt=0), _("Records with a required field empty"))
CONFLICTS = people(
    "conflicts",
    _("Contradictory"),
    ON_FILE & Q(conflict_count__gt=0),
    _("Records with entries that contradict one another"),
)
NO_PHONE = people(
    "no_phone", _("No phone"), ON_FILE & Q(mobile_digest__isnull=True), _("On file without a mobile number")
)
COMPLETE = people(
    "complete",
    _("Records complete"),
    Q(gap_count=0, conflict_count=0),
    _("Nothing missing and nothing contradictory, among the people on file"),
    show="rate",
    among=ON_FILE,
)
WITH_PHONE = people(
    "with_phone",
    _("With a phone"),
    Q(mobile_digest__isnull=False),
    _("With a mobile number, among the people on file"),
    show="rate",
    among=ON_FILE,
)


# ——— increase and decrease ———


@dataclass(frozen=True)
class Change(Figure):
    """A count of movements. `marks`: the column of the categories that the movement is about."""

    marks: str = "gained"

    def of(self, code):
        """The same number of one category (`ALL`: on file at all, `KEY`: key recipients)."""
        about = Q(**{f"{self.marks}__contains": f",{code},"})
        return replace(self, counts=lambda period: about & condition(self.counts, period))


def change(key, label, model, counts, source, **more):
    place = "target" if model is Arrival else "origin"
    more = {"date": "on", "marks": "gained" if model is Arrival else "lost", **more}
    along = {"place": place, "marks": more["marks"]}
    along |= {"month": TruncMonth(more["date"])} if more["date"] else {}
    made = Change(
        f"change.{key}", label, model, counts, unit="人", station=place, source=source, dimensions=along, **more
    )
    return register(made)


def stock(key, label, source, before):
    """Who was on file on a day: the last day of the period, or the day before its first."""

    def counts(period):
        here = Q(target__isnull=False)
        if period is None:
            return here & Q(until__isnull=True)
        begun, ended = ("on__lt", "until__gte") if before else ("on__lte", "until__gt")
        day = period.first if before else period.last
        return here & Q(**{begun: day}) & (Q(until__isnull=True) | Q(**{ended: day}))

    return change(key, label, Arrival, counts, source, date=None, marks="held")


OPENING = stock("opening", pgettext_lazy("people", "At the beginning"), _("On file on the day before the period"), True)
NEW = change(
    "new",
    pgettext_lazy("people", "New"),
    Arrival,
    Q(kind=MovementKind.NEW),
    _("Entered for the first time in the period"),
)
RECOGNISED = change(
    "recognised",
    _("Category added"),
    Arrival,
    Q(kind=MovementKind.CATEGORY) & ~Q(gained=""),
    _("On file already, the category was added in the period"),
)
CORRECTED_IN = change(
    "corrected_in",
    _("Corrected: more"),
    Arrival,
    Q(kind=MovementKind.CORRECTED) & ~Q(gained=""),
    _("Mistakes mended: reported dead or merged by error, categories that were missing"),
)
DECEASED = change(
    "deceased",
    pgettext_lazy("people", "Deceased"),
    Departure,
    Q(kind=MovementKind.DECEASED),
    _("Reported as deceased in the period, whenever they died"),
)
ENDED = change(
    "ended",
    _("Category ended"),
    Departure,
    Q(kind=MovementKind.CATEGORY) & ~Q(lost=""),
    _("Still on file, the category ended in the period"),
)
CORRECTED_OUT = change(
    "corrected_out",
    _("Corrected: fewer"),
    Departure,
    Q(kind=MovementKind.CORRECTED) & ~Q(lost=""),
    _("Mistakes mended: entered twice, import undone, categories entered in error"),
)
CLOSING = stock(
    "closing", pgettext_lazy("people", "At the end"), _("On file at the end of the last day of the period"), False
)
MOVED_IN = {
    tier: change(
        f"moved_in_{tier}",
        pgettext_lazy("people", "Moved in"),
        Arrival,
        Q(kind=MovementKind.RETURNED) | crossing(tier),
        _("Came back, or were transferred here from another place of the same rank"),
    )
    for tier in Tier
}
MOVED_OUT = {
    tier: change(
        f"moved_out_{tier}",
        pgettext_lazy("people", "Moved out"),
        Departure,
        Q(kind=MovementKind.LEFT) | crossing(tier),
        _("Left the city, or were transferred to another place of the same rank"),
    )
    for tier in Tier
}

CAME = {
    tier: change(
        f"came_{tier}",
        pgettext_lazy("people", "Came"),
        Arrival,
        Q(kind__in=(MovementKind.NEW, MovementKind.RETURNED, MovementKind.CATEGORY, MovementKind.CORRECTED))
        & ~Q(gained="")
        | crossing(tier),
        _("New, moved in, category added or corrected: more"),
    )
    for tier in Tier
}
WENT = {
    tier: change(
        f"went_{tier}",
        pgettext_lazy("people", "Went"),
        Departure,
        ~Q(kind=MovementKind.TRANSFERRED) & ~Q(lost="") | crossing(tier),
        _("Deceased, moved out, category ended or corrected: fewer"),
    )
    for tier in Tier
}


def increases(tier):
    return (NEW, MOVED_IN[tier], RECOGNISED, CORRECTED_IN)


def decreases(tier):
    return (DECEASED, MOVED_OUT[tier], ENDED, CORRECTED_OUT)


def columns(tier):
    """The change table from left to right, for places of one tier."""
    return (OPENING, *increases(tier), *decreases(tier), CLOSING)
