"""The lists of tasks: those issued here and below, and the parts that stations have."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.choices import PartOutcome, PersonOutcome
from bureau.models import Errand, ErrandPart, ErrandPerson
from bureau.models.errands import OPEN as SILENT
from core.listing import Choice, Column, Filters, Listing, RowChoice
from core.pages import today
from stations.choices import Tier
from stations.models import Station
from stations.place_filters import Placed

OPEN_PART = SILENT & Q(errand__closed_on__isnull=True)
ANSWERED = Q(answered_on__isnull=False)
# what stays true of a part once its task is closed: who never answered is still found
STATES = {
    "open": (_("Not answered"), SILENT),
    "late": (_("Late"), None),
    "new": (_("Not signed for"), SILENT & Q(received_on__isnull=True)),
    "answered": (_("Answered"), ANSWERED),
    "left": (_("Answered, not all done"), ANSWERED & ~Q(outcome=PartOutcome.DONE)),
    "returned": (_("Given back"), Q(returned_on__isnull=False)),
    "again": (_("Asked again"), Q(reissues__gt=0)),
}


def in_state(state):
    """The parts in one of the states; late is who has not answered although the day has passed."""
    return SILENT & Q(due_on__lt=today()) if state == "late" else STATES[state][1]


class ErrandFilters(Filters):
    state = Choice(
        label=_("State"),
        choices=(("runs", _("Running")), ("closed", _("Closed"))),
        every=_("All states"),
        method="by_state",
    )

    class Meta:
        model, fields = Errand, ("state",)

    def by_state(self, rows, name, value):
        return rows.filter(closed_on__isnull=value == "runs")


class ErrandListing(Listing):
    columns = (
        Column("title", _("Task"), sort="title"),
        Column("due_on", _("Due on"), sort="due_on"),
        Column("answered", _("Answered"), value=lambda row: f"{row.answered} / {row.many}", num=True),
        Column("received", _("Signed for"), num=True, wide=True),
        Column("returned", _("Given back"), num=True, wide=True),
        Column("late", _("Late"), num=True),
        Column("station", _("Given out by"), value="station.place", wide=True),
        Column("issued_on", _("Given out on"), sort="issued_on", num=True, wide=True),
        Column("closed_on", _("Closed on"), shown=False),
    )
    filters = ErrandFilters
    search_label = _("Title of the task")
    default_order = "-issued_on"
    row_template = "bureau/errands/row.html"
    counted = _("%(count)s tasks")
    empty_title = _("No task was issued")
    empty_text = _("Write what is to be done until when; each station gets its own part and answers here.")

    def search(self, rows, text):
        return rows.filter(title__contains=text)


class PartFilters(Filters):
    state = Choice(
        label=_("State"),
        choices=[(key, label) for key, (label, _rows) in STATES.items()],
        every=_("All states"),
        method="by_state",
    )

    class Meta:
        model, fields = ErrandPart, ("state",)

    def by_state(self, rows, name, value):
        waiting = value in ("open", "late", "new")  # of tasks that still run: in this list they are work to be done
        return rows.filter(in_state(value), OPEN_PART) if waiting else rows.filter(in_state(value))


class PartListing(Listing):
    columns = (
        Column("due_on", _("Due on"), sort="due_on"),
        Column("title", _("Task"), sort="errand__title", value="errand.title"),
        Column("station", _("Station"), sort="station__division__code", value="station.place"),
        Column("received_on", _("Signed for"), sort="received_on", wide=True),
        Column("outcome", _("How it went"), value="said"),
        Column("number", _("Number"), num=True, wide=True),
        Column("answered_on", _("Answered on"), sort="answered_on", wide=True),
        Column("answer", pgettext_lazy("task", "Answer"), shown=False),
        Column("reason", _("Why it was given back"), shown=False),
        Column("urges", _("Times urged"), num=True, wide=True),
    )
    filters = PartFilters
    search_label = _("Title of the task")
    default_order = "due_on"
    row_template = "bureau/errands/part_row.html"
    counted = _("%(count)s parts")
    empty_title = _("No task from above")
    empty_text = _("What the city or the town asks of this station appears here and on the home page.")

    def search(self, rows, text):
        return rows.filter(errand__title__contains=text)


class BoardFilters(Placed):
    state = Choice(
        label=_("State"),
        choices=[(key, label) for key, (label, _rows) in STATES.items()],
        every=_("All states"),
        method="by_state",
    )
    town = RowChoice(
        of=Station,
        named="name",
        label=_("Town"),
        every=_("All towns"),
        method="in_place",
        refine=lambda rows: rows.filter(tier=Tier.TOWN).order_by("division__code"),
    )

    class Meta:
        model, fields = ErrandPart, ("state", "town")

    def by_state(self, rows, name, value):
        return rows.filter(in_state(value))


class BoardListing(Listing):
    """The stations of one task; columns for a number or for people only where the task asks for them."""

    filters = BoardFilters
    search_label = _("Name of the station")
    searched = ("station__division__name", "station__parent__division__name")
    default_order = "state"
    page_sizes = (50, 200)
    row_template = "bureau/errands/station_row.html"
    counted = _("%(count)s stations")
    empty_title = _("No station")

    def __init__(self, asks="", has_people=False):
        self.asks, self.has_people = asks, has_people
        self.columns = tuple(self._columns())

    def _columns(self):
        yield Column("state", _("State"), sort=("standing", "station__division__code"), value=standing)
        yield Column("station", _("Station"), sort="station__division__code", value="station.place")
        yield Column("phone", _("Office phone"), value="station.phone", shown=False)
        yield Column("due_on", _("Due on"), sort="due_on", wide=True)
        yield Column("received_on", _("Signed for"), sort="received_on", num=True, wide=True)
        yield Column("answered_on", _("Answered on"), sort="answered_on", num=True, wide=True)
        yield Column("corrected_on", _("Corrected on"), shown=False)
        if self.asks:
            yield Column(
                "number", self.asks, sort="number", value=lambda row: row.number if row.answered_on else None, num=True
            )
        if self.has_people:
            yield Column("named", _("People"), num=True, shown=False)
            yield Column("managed", _("People done"), sort="managed", num=True)
            yield Column("failed", _("Could not be done"), sort="failed", num=True)
        yield Column(
            "answer", pgettext_lazy("task", "Answer"), value=lambda row: row.answer if row.answered_on else row.reason
        )
        yield Column("urges", _("Times urged"), sort="urges", num=True, wide=True)
        yield Column("reissues", _("Times asked again"), num=True, shown=False)


def standing(part):
    """How a part stands, in one word."""
    if part.answered_on:
        return part.get_outcome_display()
    if part.returned_on:
        return _("given back")
    return _("signed for, not answered") if part.received_on else _("not signed for")


class PersonFilters(Filters):
    outcome = Choice(
        label=_("How it went"),
        choices=(*PersonOutcome.choices, ("left", _("Not answered"))),
        every=_("All answers"),
        method="by_outcome",
    )

    class Meta:
        model, fields = ErrandPerson, ("outcome",)

    def by_outcome(self, rows, name, value):
        return rows.filter(outcome="" if value == "left" else value)


class ErrandPersonListing(Listing):
    columns = (
        Column("name", _("Name"), sort="person__pinyin", value="person.name"),
        Column(
            "station",
            _("Station"),
            sort=("person__station__division__code", "person__pinyin"),
            value="person.station.place",
        ),
        Column("phone", _("Phone"), value="person.mobile", wide=True),
        Column("outcome", _("How it went"), sort="outcome", value="get_outcome_display"),
        Column("note", _("Note")),
    )
    filters = PersonFilters
    search_label = _("Name")
    searched = ("person__name",)
    default_order = "station"
    page_sizes = (50, 200)
    row_template = "bureau/errands/person_row.html"
    counted = _("%(count)s people")
    empty_title = _("Nobody is on this list")
