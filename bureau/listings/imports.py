"""The lists of the import centre: uploads, and the rows of one plan."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.imports.models import Batch, BatchState, Outcome, PlanRow
from core.imports.showing import WORDS
from core.listing import Choice, Column, Filters, Listing


class BatchFilters(Filters):
    state = Choice(label=_("State"), choices=BatchState.choices, every=_("All states"))

    class Meta:
        model, fields = Batch, ("state",)


def standing(batch):
    return _("Stopped") if batch.is_stopped else batch.get_state_display()


class BatchListing(Listing):
    columns = (
        Column("pk", _("Batch"), num=True, sort="pk"),
        Column("file_name", _("File")),
        Column("state", _("State"), value=standing, sort="state"),
        Column("rows", _("Rows"), num=True, sort="rows"),
        Column("created", _("New"), num=True, wide=True),
        Column("changed", _("Changed"), num=True, wide=True),
        Column("questioned", _("Open"), num=True, wide=True),
        Column("rejected", _("Returned"), num=True, wide=True),
        Column("station", _("Station"), value="station.place", wide=True),
        Column("by", _("Uploaded by"), value="by.full_name", wide=True),
        Column("uploaded_at", _("Uploaded"), sort="uploaded_at"),
    )
    filters = BatchFilters
    search_label = _("Name of the file")
    default_order = "-uploaded_at"
    row_template = "bureau/imports/batch_row.html"
    counted = _("%(count)s files")
    empty_title = _("No file has been imported yet")
    empty_text = _(
        "Upload a roster just as the town sent it. You will see what it would do before anything is written."
    )

    def search(self, rows, text):
        return rows.filter(file_name__icontains=text)


class RowFilters(Filters):
    outcome = Choice(label=_("Outcome"), choices=Outcome.choices, every=_("All outcomes"))
    cause = Choice(label=_("Reason"), method="with_cause", every=_("All reasons"))
    field = Choice(label=_("Field"), method="with_field", every=_("All fields"))
    moves = Choice(
        label=_("Transfer"),
        method="with_move",
        every=_("With and without transfer"),
        choices=[("1", _("Transfer proposed"))],
    )
    kept = Choice(
        label=_("Undone"), method="with_kept", every=_("Taken back or not"), choices=[("1", _("Not taken back"))]
    )

    class Meta:
        model, fields = PlanRow, ("outcome",)

    def __init__(self, *args, causes=(), touched=(), labels=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["outcome"].extra["choices"] = [
            (outcome, (labels or {}).get(outcome, label)) for outcome, label in Outcome.choices
        ]
        self.filters["cause"].extra["choices"] = [
            (cause.token, f"{WORDS[cause.level]} · {Truncator(cause.message).chars(18)} ({cause.rows})")
            for cause in causes
        ]
        self.filters["field"].extra["choices"] = [(name, f"{label} ({rows})") for name, label, rows in touched]

    def with_cause(self, rows, _name, token):
        return rows.filter(codes__contains=f" {token} ")

    def with_field(self, rows, _name, name):
        return rows.filter(outcome=Outcome.CHANGED, touched__contains=f" {name} ")

    def with_move(self, rows, _name, _value):
        return rows.filter(proposal__isnull=False)

    def with_kept(self, rows, _name, _value):
        return rows.filter(codes__contains=":kept_")


class RowListing(Listing):
    columns = (
        Column("row", _("Row"), num=True, sort="pk", value="row"),
        Column("sheet", _("Sheet"), wide=True),
        Column("name", _("Name")),
        Column("outcome", _("Outcome"), value="get_outcome_display", sort="outcome"),
        Column("reasons", _("Reasons and changes"), value="text"),
    )
    filters = RowFilters
    more = ("moves", "kept")
    search_label = _("Name")
    default_order = "row"
    row_template = "bureau/imports/row.html"
    page_sizes = (50, 100, 200)

    def search(self, rows, text):
        return rows.filter(name__contains=text)


class AbsentListing(Listing):
    columns = (
        Column("name", _("Name"), sort="pinyin"),
        Column("id_no", _("Identity number"), wide=True),
        Column("station", _("Village"), value="station.place", sort="station"),
        Column("updated_at", _("Changed"), sort="updated_at", wide=True),
    )
    search_label = _("Name")
    default_order = "station"
    row_template = "bureau/imports/absent_row.html"
    counted = _("%(count)s persons")
    empty_title = _("The roster lists everybody on file")

    def search(self, rows, text):
        return rows.filter(name__contains=text)
