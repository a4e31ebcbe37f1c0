"""The list of kept tables."""

from django.utils.translation import gettext_lazy as _

from bureau.recipes import title_of
from core.listing import Choice, Column, Filters, Listing

WHOSE = (("mine", _("Mine")), ("shared", _("Shared by others")))


class TableFilters(Filters):
    whose = Choice(choices=WHOSE, label=_("Whose"), every=_("Mine and shared ones"), method="of")

    def of(self, tables, name, word):
        mine = {"made_by": self.request.user}
        return tables.filter(**mine) if word == "mine" else tables.exclude(**mine)


class TableListing(Listing):
    columns = (
        Column("title", _("Title"), sort="title"),
        Column("list", _("Taken from"), value=title_of),
        Column("made_by", _("Made by"), value="made_by.full_name", wide=True),
        Column("station", _("Station"), value="station.place", wide=True),
        Column("is_shared", _("Shared"), wide=True),
        Column("saved_at", _("Saved"), sort="saved_at", num=True, wide=True),
    )
    filters = TableFilters
    search_label = _("Title of the table")
    default_order = "-saved_at"
    row_template = "bureau/tables/row.html"
    counted = _("%(count)s tables")
    empty_title = _("No table kept yet")
    empty_text = _("Choose a list, tick the columns, take it away as a workbook, and keep it for the next time.")

    def search(self, rows, text):
        return rows.filter(title__contains=text)
