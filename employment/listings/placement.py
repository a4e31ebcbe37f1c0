"""The lists of placement: cases, retirees' checklists, batches, subsidies, wages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Filters, Listing
from employment.choices import placement as choices
from stations.place_filters import Placed, TownChoice

VIEWS = (
    ("open", _("Open ones")),
    ("late", _("Overdue")),
    ("soon", _("Due in five days")),
    ("in_report", _("Officers and retirees")),
    ("to_train", _("To be trained")),
)


def years():
    this = timezone.localdate().year
    return [(str(year), f"{year}年") for year in range(this, this - 10, -1)]


class CaseFilters(Placed):
    place = "person__station"

    view = Choice(choices=VIEWS, label=_("Which"), every=_("All placements"), method="in_view")
    mode = Choice(choices=choices.Mode.choices, label=_("Way of placement"), every=_("Any way"))
    state = Choice(choices=choices.State.choices, label=_("State"), every=_("Any state"))
    batch_year = Choice(choices=years, label=_("Batch year"), every=_("Any year"))
    town = TownChoice()

    def in_view(self, rows, name, view):
        today = timezone.localdate()
        narrowed = {
            "open": lambda: rows.open(),
            "late": lambda: rows.overdue(today),
            "soon": lambda: rows.due_soon(today),
            "in_report": lambda: rows.filter(mode__in=choices.IN_REPORT),
            "to_train": lambda: rows.filter(mode__in=choices.SOLDIERS, training_exempt="").exclude(state="withdrawn"),
        }
        return narrowed[view]()


class CaseListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("name", _("Name"), sort="person__pinyin", value="person.name"),
        Column("mode", _("Way of placement"), sort="mode", value="get_mode_display", wide=True),
        Column("station", _("Station"), value="person.station.place", wide=True),
        Column("accepted_on", _("Accepted for placement"), sort="accepted_on", num=True, wide=True),
        Column("batch_year", _("Batch year"), shown=False),
        Column("score", _("Score"), sort="score", num=True, wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("where", _("Unit and post"), wide=True),
        Column("placed_on", _("Placed on"), shown=False),
        Column("started_on", _("On post since"), shown=False),
        Column("leaving", _("Why not placed"), value="get_leaving_display", shown=False),
        Column("training_exempt", _("Exempt from training"), value="get_training_exempt_display", shown=False),
    )
    filters = CaseFilters
    more = ("batch_year",)
    search_label = _("Name, unit or post")
    searched = ("person__name", "unit_name", "post_title")
    default_order = "due_on"
    row_template = "employment/rows/placement.html"
    counted = _("%(count)s placements")
    empty_title = _("No placements here")
    empty_text = _(
        "Whoever is accepted for placement, or reports in, is registered here; deadlines count from that day."
    )


class FigureListing(CaseListing):
    """What a number counts, row by row."""

    filters = None
    default_order = "accepted_on"


class CountedListing(Listing):
    """Rows of any kind that a number counts, each by its own words, with the page it stands on."""

    columns = (Column("what", _("Counted"), value=str),)
    default_order = ""
    row_template = "employment/rows/counted.html"
    empty_title = _("Nothing is counted")
    empty_text = _("Ask for a longer period, or for all towns.")


def still_due(case):
    """What a retiree has not got this year; the page brings the year's ticks along."""
    had = {tick.item for tick in case.ticks}
    return "、".join(label for code, label in choices.TREATMENT_CHOICES if code not in had)


class RetireeFilters(Filters):
    year = Choice(choices=years, label=_("Year"), every=_("This year"), method="of_year")

    def of_year(self, rows, name, year):
        """The page counts the ticks of the year; who came later had no checklist then."""
        return rows.filter(accepted_on__year__lte=int(year))


class RetireeListing(Listing):
    columns = (
        Column("name", _("Name"), sort="person__pinyin", value="person.name"),
        Column("station", _("Station"), value="person.station.place"),
        Column("accepted_on", _("Accepted for placement"), sort="accepted_on", num=True, wide=True),
        Column("political", _("Political treatment"), num=True),
        Column("living", _("Living treatment"), num=True),
        Column("missing", _("Still due"), value=still_due, shown=False),
    )
    filters = RetireeFilters
    search_label = _("Name")
    searched = ("person__name",)
    default_order = "name"
    row_template = "employment/rows/retiree.html"
    counted = _("%(count)s retirees")
    empty_title = _("No retirees yet")
    empty_text = _(
        "Military retiree officers who are registered for placement appear here with the checklist of each year."
    )


class BatchListing(Listing):
    columns = (
        Column("session_on", _("Day"), sort="session_on"),
        Column("title", _("Title")),
        Column("place", _("Place"), wide=True),
        Column("session", _("Session"), value="get_session_display"),
        Column("people", _("People"), num=True, wide=True),
        Column("offered", _("Places"), num=True, wide=True),
        Column("chosen", _("Chosen"), num=True),
    )
    default_order = "-session_on"
    row_template = "employment/rows/batch.html"
    counted = _("%(count)s batches")
    empty_title = _("No batch yet")
    empty_text = _("A batch holds the posts of a year and the people who choose among them in order of score.")


class SubsidyFilters(Filters):
    year = Choice(choices=years, label=_("Year"), every=_("Any year"), field_name="month__year")


class SubsidyListing(Listing):
    columns = (
        Column("month", _("Month"), sort="month", value=lambda row: f"{row.month:%Y-%m}"),
        Column("name", _("Name"), sort="case__person__pinyin", value="case.person.name"),
        Column("station", _("Station"), value="case.person.station.place", wide=True),
        Column("amount", _("Amount (yuan)"), sort="amount", num=True),
        Column("paid_on", _("Paid on"), sort="paid_on", num=True),
        Column("voucher", _("Voucher"), wide=True),
    )
    filters = SubsidyFilters
    search_label = _("Name or voucher")
    searched = ("case__person__name", "voucher")
    default_order = "-month"
    row_template = "employment/rows/subsidy.html"
    counted = _("%(count)s payments")
    empty_title = _("Nothing has been paid yet")
    empty_text = _("Whoever waits for assigned work on the first day of a month draws the minimum wage of that month.")


class WageListing(Listing):
    columns = (
        Column("valid_from", _("Valid from"), sort="valid_from"),
        Column("amount", _("Yuan a month"), num=True),
        Column("source", _("Document")),
    )
    default_order = "-valid_from"
    row_template = "employment/rows/wage.html"
    counted = _("%(count)s rates")
    empty_title = _("No wage entered yet")
    empty_text = _("Enter the local minimum wage with the day from which it holds: the monthly subsidy follows it.")
