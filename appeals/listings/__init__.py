"""The queue, and the lists behind the figures."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appeals import desk
from appeals.choices import Channel, State
from appeals.models import Category
from core.listing import Choice, Column, Listing
from stations.place_filters import Placed, TownChoice

VIEWS = (
    ("mine", _("Mine")),
    ("station", _("My station's")),
    ("overdue", _("Overdue")),
    ("soon", _("Due in five days")),
    ("to_sign", _("Waiting for signature")),
    ("unassigned", _("Nobody's yet")),
    ("urged", _("Urged")),
    ("petitions", _("Petitions")),
    ("all", _("All, finished ones too")),
)


def categories():
    return [(category.pk, category.label) for category in Category.current()]


class AppealFilters(Placed):
    place = "origin"

    view = Choice(choices=VIEWS, label=_("Queue"), every=_("Open ones"), method="in_view")
    town = TownChoice()
    category = Choice(choices=categories, label=_("Appeal category"), every=_("All appeal categories"))
    state = Choice(choices=State.choices, label=_("State"), every=_("Any state"))
    channel = Choice(choices=Channel.choices, label=_("Channel"), every=_("Any channel"))

    def in_view(self, rows, name, view):
        user, today = self.request.user, timezone.localdate()
        if view == "all":
            return rows
        narrowed = {
            "mine": lambda: rows.working().filter(officer=user),
            "station": lambda: rows.open().filter(handler=user.station_id),
            "overdue": lambda: rows.working().overdue(today),
            "soon": lambda: rows.working().due_soon(today),
            "to_sign": lambda: rows.filter(papers__state="waiting"),
            "unassigned": lambda: rows.working().filter(officer__isnull=True, state=State.REGISTERED),
            "urged": lambda: rows.open().filter(is_supervised=True),
            "petitions": lambda: rows.open().filter(is_petition=True),
        }
        return narrowed[view]()


class AppealListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("title", _("Matter")),
        Column("number", _("Number"), sort="number", wide=True, shown=False),
        Column("who", _("Who"), wide=True),
        Column("category", _("Appeal category"), value="category.label", wide=True),
        Column("handler", _("Handled by"), value="handler.place", wide=True),
        Column("officer", _("Officer"), value=lambda row: str(row.officer or ""), wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("received_on", _("Received"), sort="received_on", num=True, wide=True),
        Column("is_petition", _("Petition"), shown=False),
        Column("channel", _("Channel"), value="get_channel_display", shown=False),
        Column("outcome", _("Outcome"), value="get_outcome_display", shown=False),
        Column("finished_on", _("Finished on"), shown=False),
    )
    filters = AppealFilters
    more = ("channel",)
    search_label = _("Number, matter or name")
    default_order = "due_on"
    keys_first = True
    row_template = "appeals/row.html"
    counted = _("%(count)s appeals")
    empty_title = _("No appeals here")
    empty_text = _("What is registered at your stations, and what is assigned to you, appears here by deadline.")

    def search(self, rows, text):
        return desk.matching(rows, text)


class FigureListing(AppealListing):
    """What a number counts, row by row: no filters of its own, they would make another number of it."""

    filters = None
    default_order = "received_on"
