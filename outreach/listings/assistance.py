"""The lists of grants, of funds, of who is on the watch list."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing
from outreach.choices.assistance import State, WatchKind
from outreach.listings.places import DatedPlaceFilters
from outreach.models import Hardship
from outreach.rules import poverty
from stations.place_filters import PlaceFilters
from veterans.models.naming import called

SEEN = (("done", _("Looked after")),)


def hardships():
    return [(row.pk, row.label) for row in Hardship.current()]


class GrantFilters(DatedPlaceFilters):
    day = "applied_on"

    state = Choice(choices=State.choices, label=_("State"), every=_("Any state"))
    hardship = Choice(choices=hardships, label=_("Hardship"), every=_("Any hardship"))


class GrantListing(Listing):
    columns = (
        Column("applied_on", _("Applied"), sort="applied_on"),
        Column("person", _("Who"), value="named"),
        Column("number", _("Number"), sort="number", shown=False),
        Column("place", _("Village"), value="station.place", wide=True),
        Column("hardship", _("Hardship"), value="hardship.label", wide=True),
        Column("asked", _("Asked for"), sort="asked", num=True, wide=True),
        Column("amount", _("Approved (yuan)"), sort="amount", num=True),
        Column("fund", _("Fund"), value=lambda row: str(row.budget.fund) if row.budget_id else "", shown=False),
        Column("state", _("State"), value="get_state_display"),
        Column("approved_on", _("Approved on"), shown=False),
        Column("paid_on", _("Paid on"), sort="paid_on", num=True, wide=True),
        Column("voucher", _("Voucher"), shown=False),
    )
    filters = GrantFilters
    more = ("village",)
    search_label = _("Name or number")
    default_order = "-applied_on"
    row_template = "outreach/grant_row.html"
    counted = _("%(count)s grants")
    empty_title = _("No applications yet")
    empty_text = _("An application goes through the village, the town and the bureau; then it is paid.")

    def search(self, rows, text):
        return rows.filter(called(text) | Q(number__iendswith=text))


class FundListing(Listing):
    """The ledger of the funds: budget − approved − paid, to the fen."""

    columns = (
        Column("year", _("Year"), sort=("year", "fund__name"), num=True, wide=True),
        Column("fund", _("Fund"), value="fund.name"),
        Column("budget", _("Budget"), num=True),
        Column("approved", _("Approved"), num=True, wide=True),
        Column("paid", _("Paid"), num=True, wide=True),
        Column("unpaid", _("Still to pay"), num=True, wide=True),
        Column("left", _("Left"), num=True),
        Column("grants", _("Grants"), value="grant_count", num=True, wide=True),
        Column("people", _("People"), value="person_count", num=True, wide=True),
        Column("by_grants", _("Approved, by the grants"), value="approved_by_grants", num=True, shown=False),
        Column("paid_by_grants", _("Paid, by the grants"), num=True, shown=False),
    )
    search_label = _("Fund")
    default_order = "-year"
    row_template = "outreach/fund_row.html"
    counted = _("%(count)s budgets")
    empty_title = _("No funds yet")
    empty_text = _("Enter a fund with its budget of the year; grants are approved out of it.")

    def search(self, rows, text):
        return rows.filter(fund__name__contains=text)


class WatchFilters(PlaceFilters):
    seen = Choice(choices=SEEN, label=_("Looked after"), every=_("Nobody has been there"), method="was_seen")
    kind = Choice(choices=WatchKind.choices, label=_("Risk"), every=_("Falling, or falling back"), method="of_kind")

    def was_seen(self, people, name, answer):
        return people

    def of_kind(self, people, name, kind):
        again = poverty.was_helped_before(timezone.localdate())
        return people.filter(again if kind == WatchKind.AGAIN else ~again)


class WatchListing(Listing):
    columns = (
        Column("name", _("Name"), sort="pinyin"),
        Column("place", _("Village"), value="station.place", sort=("station__division__code", "pinyin"), wide=True),
        Column("held", _("Category"), value=lambda row: "·".join(map(str, row.held)), shown=False),
        Column("kind", _("Risk"), value=lambda row: poverty.kind_of(row).label, wide=True),
        Column("why", _("Why on the list"), value=lambda row: "、".join(poverty.reasons_of(row))),
        Column("looked_on", _("Looked after")),
    )
    filters = WatchFilters
    more = ("village",)
    search_label = _("Name or last four digits")
    default_order = "place"
    row_template = "outreach/watch_row.html"
    counted = _("%(count)s persons")
    empty_title = _("Nobody is on the watch list")
    empty_text = _("Whoever shows a sign of illness and one of need appears here by themselves.")

    def search(self, people, text):
        return people.matching(text)
