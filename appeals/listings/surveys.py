"""The lists of questionnaires and of points raised."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals.choices.surveys import IssueOutcome, IssueSource, SurveyState
from appeals.listings import categories
from core.listing import Choice, Column, Filters, Listing
from stations.place_filters import Placed, TownChoice


class SurveyFilters(Filters):
    state = Choice(choices=SurveyState.choices, label=_("State"), every=_("Any state"))


class SurveyListing(Listing):
    columns = (
        Column("title", _("Questionnaire"), sort="title", value=str),
        Column("station", _("Station"), value="station.place", wide=True),
        Column("starts_on", _("From"), sort="starts_on", num=True, wide=True),
        Column("ends_on", _("Until"), sort="ends_on", num=True, wide=True),
        Column("distributed", _("Distributed"), num=True),
        Column("returned", _("Came back"), num=True),
        Column("valid", _("Valid"), num=True, wide=True),
        Column("state", _("State"), value="get_state_display"),
    )
    filters = SurveyFilters
    search_label = _("Title")
    default_order = "-starts_on"
    row_template = "appeals/surveys/row.html"
    counted = _("%(count)s questionnaires")
    empty_title = _("No questionnaires yet")
    empty_text = _("Begin with the ready questionnaire, change what is different here, and hand it out.")

    def search(self, rows, text):
        return rows.filter(title__icontains=text)


class IssueFilters(Placed):
    source = Choice(choices=IssueSource.choices, label=_("Raised at"), every=_("Any occasion"))
    state = Choice(
        choices=(("open", _("open")), ("settled", _("settled"))),
        label=_("State"),
        every=_("Any state"),
        method="in_state",
    )
    category = Choice(choices=categories, label=_("Appeal category"), every=_("All appeal categories"))
    town = TownChoice()
    outcome = Choice(choices=IssueOutcome.choices, label=_("Outcome"), every=_("Any outcome"))

    def in_state(self, rows, name, value):
        return rows.filter(settled_on__isnull=value == "open")


class IssueListing(Listing):
    columns = (
        Column("raised_on", _("Raised on"), sort="raised_on", num=True),
        Column("title", _("Matter")),
        Column("source", _("Raised at"), value="get_source_display", wide=True),
        Column("occasion", _("Occasion"), shown=False),
        Column("aspect", _("Aspect"), sort="aspect", wide=True),
        Column("category", _("Appeal category"), value="category.label", wide=True),
        Column("handler", _("Station in charge"), value="handler.place", wide=True),
        Column("owner", _("Who sees to it"), wide=True),
        Column("due_on", _("To be settled by"), sort="due_on", shown=False),
        Column("outcome", _("State"), sort="settled_on", value=lambda row: row.get_outcome_display() or _("open")),
        Column("result", _("Result"), shown=False),
        Column("settled_on", _("Settled on"), shown=False),
    )
    filters = IssueFilters
    more = ("category", "outcome")
    search_label = _("Matter, aspect or occasion")
    default_order = "-raised_on"
    row_template = "appeals/issues/row.html"
    counted = _("%(count)s points")
    empty_title = _("No points yet")
    empty_text = _(
        "Note here what is raised at evening talks, symposia and visits, who sees to it and what became of it."
    )

    def search(self, rows, text):
        return rows.filter(Q(title__icontains=text) | Q(aspect__icontains=text) | Q(occasion__icontains=text))


class IssueFigureListing(IssueListing):
    """What a number counts, row by row: no filters of its own, they would make another number of it."""

    filters = None
