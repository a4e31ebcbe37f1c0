"""The numbers of the labour market, of placement and training, and the names behind each: who counts, who is missing."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.looks import Question
from core.pages import ListPage, OfModel, PortalView, today
from employment.figures import market
from employment.figures import placement as f
from employment.listings import enterprise, training
from employment.listings.placement import CountedListing, FigureListing, SubsidyListing
from employment.models import (
    Base,
    ContestEntry,
    Enrolment,
    LoanSupport,
    Mentor,
    PlacementCase,
    PolicyDocument,
    SchoolEnrolmentCase,
    SpousePlacement,
    SubsidyMonth,
)
from employment.pages.employers import HOME
from stations.choices import Tier
from stations.models import Station

KNOWN = {figure.key: figure for figure in (*f.STRIP, *f.BESIDE, *market.STRIP, *market.BESIDE)}
PLACE = ("person__station__division",)
WRITERS = ("created_by", "updated_by", "by")
# model: (its list, what its rows read besides); every other row is told by its own words
LISTS = {
    PlacementCase: (FigureListing, PLACE),
    Enrolment: (training.EnrolmentListing, ("person__station__division", "course")),
    SubsidyMonth: (SubsidyListing, ("case__person__station__division",)),
    SpousePlacement: (enterprise.SpouseListing, ()),
    SchoolEnrolmentCase: (enterprise.SchoolListing, ()),
    LoanSupport: (enterprise.LoanListing, ()),
    Base: (enterprise.BaseListing, ()),
    Mentor: (enterprise.MentorListing, ()),
    ContestEntry: (enterprise.EntryListing, ("person",)),
    PolicyDocument: (enterprise.PolicyListing, ()),
}


def list_of(figure):
    """(the list of the rows that a figure counts, what they read besides)"""
    if figure.model in LISTS:
        return LISTS[figure.model]
    fields = figure.model._meta.concrete_fields
    return CountedListing, tuple(field.name for field in fields if field.is_relation and field.name not in WRITERS)


class Asked(OfModel):
    """Pages that are asked for a period and a town."""

    @property
    def towns(self):
        return Towns(self.user).rows.filter(tier=Tier.TOWN).select_related("division").order_by("division__code")

    @cached_property
    def question(self):
        return Question(self.user, self.request.GET, today(), self.towns)


class Towns(OfModel):
    """The towns that a user may ask about."""

    model = Station

    def __init__(self, user):
        self.user = user


class NumbersPage(Asked, PortalView):
    """Rates with both numbers, each opening its lists; the other numbers beside."""

    needs = "placement.view"
    title = _("Placement in numbers")
    template = "employment/numbers.html"
    crumbs = (HOME, (_("Placements"), "/employment/placement/"))
    figures = f

    def get(self, request):
        values = self.question.answers([*self.figures.STRIP, *self.figures.BESIDE])
        return self.show(
            question=self.question,
            towns=self.towns,
            strip=[self.line(values[figure.key]) for figure in self.figures.STRIP],
            beside=[self.line(values[figure.key]) for figure in self.figures.BESIDE],
        )

    def line(self, value):
        """A number with the list it counts and, for a rate, the list of those it does not."""
        address = reverse("employment:placement_figure", args=[value.figure.key])
        where = self.question.where
        short = f"{address}?{urlencode(where | {'part': 'short'})}" if value.figure.show == "rate" else ""
        missing = (value.among or 0) - value.number if short else 0
        return {"value": value, "address": f"{address}?{urlencode(where)}", "short": short, "missing": missing}


class MarketPage(NumbersPage):
    """The numbers of posts, fairs, recommendations and people who look for work."""

    needs = "employment.view"
    title = _("Labour market in numbers")
    crumbs = (HOME,)
    figures = market


class FigurePage(Asked, ListPage):
    """The rows that a number counts; `part=short` those that a rate is taken of and does not count."""

    needs, export, blank_icon = "placement.view", "placement.export", "chart"

    @cached_property
    def figure(self):
        if self.kwargs["key"] not in KNOWN:
            raise Http404
        return KNOWN[self.kwargs["key"]]

    @property
    def model(self):
        return self.figure.model

    @property
    def is_short(self):
        return self.request.GET.get("part") == "short" and self.figure.show == "rate"

    @property
    def listing(self):
        declared, _besides = list_of(self.figure)
        return type(declared.__name__, (declared,), {"filters": None, "more": ()})

    @property
    def title(self):
        return _("%(number)s: still missing") % {"number": self.figure.label} if self.is_short else self.figure.label

    @property
    def lede(self):
        return self.figure.source

    @property
    def crumbs(self):
        page, name = (NumbersPage, "placement_numbers")
        if self.figure in (*market.STRIP, *market.BESIDE):
            page, name = (MarketPage, "numbers")
        return ((page.title, f"{reverse(f'employment:{name}')}?{urlencode(self.question.where)}"),)

    def refine(self, rows):
        narrow = self.figure.short_of if self.is_short else self.figure.narrow
        return narrow(rows, self.question.period, self.question.station).select_related(*list_of(self.figure)[1])
