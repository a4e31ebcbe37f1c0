"""The list of the superior's forms."""

from django.utils.translation import gettext_lazy as _

from bureau.filling import said
from bureau.models import Blank
from core.listing import Column, Filters, Listing, RowChoice


class BlankListing(Listing):
    columns = (
        Column("title", _("Form"), sort="title"),
        Column("file_name", _("File"), wide=True),
        Column("cells", _("Cells mapped"), value="cell_count", num=True),
        Column("fillings", _("Times filled"), value="filling_count", num=True, wide=True),
        Column("made_by", _("Made by"), value="made_by.full_name", wide=True),
        Column("is_shared", _("Shared"), wide=True),
        Column("made_at", _("Uploaded"), sort="made_at", num=True, wide=True),
    )
    search_label = _("Title of the form")
    default_order = "-made_at"
    row_template = "bureau/blanks/row.html"
    counted = _("%(count)s forms")
    empty_title = _("No form yet")
    empty_text = _(
        "Upload the empty form as the superior sent it and say once what each cell is to hold; then it fills itself."
    )

    def search(self, rows, text):
        return rows.filter(title__contains=text)


class FillingFilters(Filters):
    blank = RowChoice(of=Blank, named="title", label=_("Form"), every=_("All forms"))


class FillingListing(Listing):
    columns = (
        Column("blank", _("Form"), value="blank.title"),
        Column("period", _("Period"), sort="last_on", value=lambda row: said(row.first_on, row.last_on)),
        Column("station", _("Station"), value="station.place", wide=True),
        Column("made_by", _("Filled by"), value="made_by.full_name", wide=True),
        Column("made_at", _("Filled"), sort="made_at", num=True),
    )
    filters = FillingFilters
    default_order = "-made_at"
    row_template = "bureau/blanks/filling_row.html"
    counted = _("%(count)s filled forms")
    empty_title = _("Nothing filled yet")
    empty_text = _("Open a form and fill it for a period.")
