"""The lists of tasks: those issued here and below, and the parts that stations have."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.models import Errand, ErrandPart
from core.listing import Choice, Column, Filters, Listing

OPEN_PART = Q(answered_on__isnull=True, returned_on__isnull=True, errand__closed_on__isnull=True)
STATES = {
    "open": (_("Not answered"), OPEN_PART),
    "new": (_("Not signed for"), OPEN_PART & Q(received_on__isnull=True)),
    "answered": (_("Answered"), Q(answered_on__isnull=False)),
    "returned": (_("Given back"), Q(returned_on__isnull=False)),
}


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
        Column("late", _("Overdue"), num=True),
        Column("station", _("Issued by"), value="station.place", wide=True),
        Column("issued_on", _("Issued on"), sort="issued_on", num=True, wide=True),
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
        return rows.filter(STATES[value][1])


class PartListing(Listing):
    columns = (
        Column("due_on", _("Due on"), sort="errand__due_on", value="errand.due_on"),
        Column("title", _("Task"), sort="errand__title", value="errand.title"),
        Column("station", _("Station"), sort="station__division__code", value="station.place"),
        Column("received_on", _("Signed for"), sort="received_on", wide=True),
        Column("outcome", _("How it went"), value="get_outcome_display"),
        Column("number", _("Number"), num=True, wide=True),
        Column("answered_on", _("Answered on"), sort="answered_on", wide=True),
        Column("answer", _("Answer"), shown=False),
        Column("reason", _("Why it was given back"), shown=False),
        Column("urges", _("Urges"), num=True, wide=True),
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
