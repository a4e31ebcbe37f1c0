"""The list of work reports."""

from django.utils.translation import gettext_lazy as _

from bureau.choices import ReportState
from bureau.models import Report
from core.listing import Choice, Column, Filters, Listing


class ReportFilters(Filters):
    state = Choice(label=_("State"), choices=ReportState.choices, every=_("All states"))

    class Meta:
        model, fields = Report, ("state",)


class ReportListing(Listing):
    columns = (
        Column("title", _("Title"), sort="title"),
        Column("period", _("Period"), value=lambda row: f"{row.first_on} — {row.last_on}"),
        Column("station", _("Station"), value="station.place", wide=True),
        Column("state", _("State"), value="get_state_display", sort="state"),
        Column("made_by", _("Made by"), value="made_by.full_name", wide=True),
        Column("published_at", _("Published"), sort="published_at", num=True, wide=True),
    )
    filters = ReportFilters
    search_label = _("Title of the report")
    default_order = "-published_at"
    row_template = "bureau/reports/row.html"
    counted = _("%(count)s reports")
    empty_title = _("No report yet")
    empty_text = _("Published reports of the own station are read here.")

    def search(self, rows, text):
        return rows.filter(title__contains=text)


class WritersListing(ReportListing):
    """For who writes reports."""

    empty_text = _("Begin one: the text stands ready, the numbers are looked up, each opens its list.")
