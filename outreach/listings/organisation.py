"""The lists of evidence, leading groups and key villages."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing
from outreach.choices.organisation import OrganKind, SixOne
from outreach.listings.media import LastingFilters


class EvidenceFilters(LastingFilters):
    part = Choice(choices=SixOne.choices, label=_("Which of the six"), every=_("All six"))


class EvidenceListing(Listing):
    columns = (
        Column("part", _("Which of the six"), value="get_part_display", sort="part"),
        Column("title", _("Pieces of evidence"), sort="title"),
        Column("document_no", _("Document number"), wide=True),
        Column("station", _("Belongs to"), value="station.place", wide=True),
        Column("on", _("Since"), sort="on"),
        Column("ended_on", _("Ended on"), sort="ended_on", wide=True),
        Column("url", _("Web address"), shown=False),
        Column("note", _("Note"), shown=False),
    )
    filters = EvidenceFilters
    more = ("village",)
    search_label = _("Evidence or document number")
    default_order = "part"
    row_template = "outreach/evidence_row.html"
    counted = _("%(count)s pieces of evidence")
    empty_title = _("No evidence yet")
    empty_text = _("Each of the “six ones” is shown by what is there: a platform, a base, a document.")

    def search(self, rows, text):
        return rows.filter(Q(title__contains=text) | Q(document_no__contains=text))


class OrganFilters(LastingFilters):
    kind = Choice(choices=OrganKind.choices, label=_("Kind"), every=_("All kinds"))


class OrganListing(Listing):
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("station", _("Belongs to"), value="station.place", wide=True),
        Column("held", _("Posts held"), value=lambda row: row.held, num=True),
        Column("document_no", _("Document number"), wide=True),
        Column("on", _("Set up on"), sort="on", wide=True),
        Column("ended_on", _("Ended on"), sort="ended_on", wide=True),
    )
    filters = OrganFilters
    more = ("village",)
    search_label = _("Name, document number or who holds a post")
    default_order = "name"
    row_template = "outreach/organ_row.html"
    counted = _("%(count)s groups and key villages")
    empty_title = _("No groups yet")
    empty_text = _(
        "Leading groups of every level and the key villages, with who holds which post from when until when."
    )

    def search(self, rows, text):
        found = Q(name__contains=text) | Q(document_no__contains=text) | Q(posts__name__contains=text)
        return rows.filter(found).distinct()
