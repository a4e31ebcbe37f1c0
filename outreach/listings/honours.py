"""The lists of honours: households with and without a plaque, plaques, cards, merit notices, awards."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing
from outreach.choices.honours import Level
from outreach.listings.places import DatedPlaceFilters
from outreach.models.honours import HUNG, OWED, REFUSED, has_plaque, lacks_plaque, refused_plaque
from stations.place_filters import PlaceFilters
from veterans.choices import MERITS, CardState, PlaqueState
from veterans.models.naming import called

STANDING = ((OWED, _("Without a plaque")), (HUNG, _("Plaque hung")), (REFUSED, _("Wants none")))


class HouseholdFilters(PlaceFilters):
    standing = Choice(choices=STANDING, label=_("Plaque"), every=_("All entitled households"), method="in_standing")

    def in_standing(self, people, name, word):
        return people.filter({OWED: lacks_plaque, HUNG: has_plaque, REFUSED: refused_plaque}[word]())


class HouseholdListing(Listing):
    """One row for each entitled household: the first of its entitled people."""

    columns = (
        Column("name", _("Household of"), sort="pinyin"),
        Column("place", _("Village"), value="station.place", sort=("station__division__code", "pinyin")),
        Column("household_no", _("Household number"), wide=True),
        Column("held", _("Category"), value=lambda row: "·".join(map(str, row.held)), wide=True),
        Column("has_plaque", _("Plaque hung"), value=lambda row: row.standing == HUNG),
        Column("wants_none", _("Wants none"), value=lambda row: row.standing == REFUSED, shown=False),
    )
    filters = HouseholdFilters
    more = ("village",)
    search_label = _("Name or last four digits")
    default_order = "place"
    keys_first = True
    row_template = "outreach/household_row.html"
    counted = _("%(count)s households")
    empty_title = _("No household here")
    empty_text = _("Every household of somebody entitled has its plaque, or wants none.")

    def search(self, people, text):
        return people.matching(text)


class PlaqueFilters(DatedPlaceFilters):
    place, day = "household__station", "hung_on"

    state = Choice(choices=PlaqueState.choices, label=_("State"), every=_("Any state"))


class PlaqueListing(Listing):
    columns = (
        Column("person", _("For"), value="named", sort="person__pinyin"),
        Column("place", _("Village"), value="household.station.place"),
        Column("state", _("State"), value="get_state_display"),
        Column("applied_on", _("Applied"), sort="applied_on", wide=True, num=True),
        Column("hung_on", _("Hung"), sort="hung_on", num=True),
        Column("ended_on", _("Ended"), shown=False),
        Column("reason", _("Reason"), wide=True),
    )
    filters = PlaqueFilters
    more = ("village",)
    search_label = _("Name")
    default_order = "-hung_on"
    row_template = "outreach/plaque_row.html"
    counted = _("%(count)s plaques")
    empty_title = _("No plaques yet")
    empty_text = _("Hang the first one from the list of households without a plaque.")

    def search(self, rows, text):
        return rows.filter(called(text))


class CardFilters(DatedPlaceFilters):
    place, day = "person__station", "changed_on"

    state = Choice(choices=CardState.choices, label=_("State"), every=_("Any state"))


class CardListing(Listing):
    columns = (
        Column("person", _("Who"), value="person.name", sort="person__pinyin"),
        Column("place", _("Village"), value="person.station.place", wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("accepted_on", _("Accepted"), sort="accepted_on", num=True, wide=True),
        Column("changed_on", _("Since"), sort="changed_on", num=True),
        Column("handed_over_on", _("Handed over on"), shown=False),
        Column("reason", _("Reason"), shown=False),
    )
    filters = CardFilters
    more = ("village",)
    search_label = _("Name")
    default_order = "-changed_on"
    row_template = "outreach/card_row.html"
    counted = _("%(count)s cards")
    empty_title = _("No cards under way")
    empty_text = _("An application is taken in on the record of the person.")

    def search(self, rows, text):
        return rows.filter(person__name__contains=text)


class NoticeFilters(DatedPlaceFilters):
    day = "delivered_on"

    merit = Choice(choices=MERITS, label=_("Merit"), every=_("Any merit"))


class NoticeListing(Listing):
    columns = (
        Column("delivered_on", _("Delivered"), sort="delivered_on"),
        Column("soldier", _("Soldier")),
        Column("merit", _("Merit"), value="get_merit_display"),
        Column("place", _("Village"), value="station.place", wide=True),
        Column("delivered_to", _("Handed to"), wide=True),
        Column("delivered_by", _("Delivered by"), wide=True),
        Column("prize", _("Prize (yuan)"), num=True),
        Column("unit_name", _("Unit"), shown=False),
        Column("order_no", _("Order number"), shown=False),
    )
    filters = NoticeFilters
    more = ("village",)
    search_label = _("Soldier or family")
    default_order = "-delivered_on"
    row_template = "outreach/notice_row.html"
    counted = _("%(count)s merit notices")
    empty_title = _("No merit notices yet")
    empty_text = _("Enter one when it has been brought to the family.")

    def search(self, rows, text):
        return rows.filter(Q(soldier__contains=text) | Q(delivered_to__contains=text))


class AwardFilters(DatedPlaceFilters):
    day = "awarded_on"

    level = Choice(choices=Level.choices, label=_("Level"), every=_("Any level"))


class AwardListing(Listing):
    columns = (
        Column("awarded_on", _("Awarded"), sort="awarded_on"),
        Column("name", _("Award"), sort="name"),
        Column("level", _("Level"), value="get_level_display"),
        Column("person", _("Who"), value="named"),
        Column("place", _("Village"), value="station.place", wide=True),
        Column("issuer", _("Awarded by"), wide=True),
        Column("document_no", _("Document number"), wide=True),
        Column("note", _("What for"), shown=False),
    )
    filters = AwardFilters
    more = ("village",)
    search_label = _("Award or name")
    default_order = "-awarded_on"
    row_template = "outreach/award_row.html"
    counted = _("%(count)s awards")
    empty_title = _("No awards yet")
    empty_text = _("Model veterans, merits in floods and epidemics: enter who was given what by which document.")

    def search(self, rows, text):
        return rows.filter(Q(name__contains=text) | called(text))
