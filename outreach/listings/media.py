"""The lists of media items, online lessons, columns and channels."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing
from outreach.choices.media import PUBLISHING, Channel, ItemKind, Level, Purpose
from outreach.listings.places import DatedPlaceFilters
from stations.place_filters import PlaceFilters

LEVELS = (("above", _("Province and above")), *Level.choices)
CHANNELS = (("tv_web", _("Television and web")), *PUBLISHING)
RUNNING = (("yes", _("In force")), ("no", _("Ended")))


class MediaFilters(DatedPlaceFilters):
    day = "on"

    level = Choice(choices=LEVELS, label=_("Outlet level"), every=_("Any level"), method="of_level")
    channel = Choice(choices=CHANNELS, label=_("Media channel"), every=_("Any channel"), method="in_channel")
    kind = Choice(choices=ItemKind.choices, label=_("Kind of item"), every=_("Any kind"))

    def of_level(self, rows, name, level):
        return rows.filter(level__in=(Level.PROVINCE, Level.NATION) if level == "above" else (level,))

    def in_channel(self, rows, name, channel):
        return rows.filter(channel__in=(Channel.TV, Channel.WEB) if channel == "tv_web" else (channel,))


class MediaListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("title", _("Headline")),
        Column("outlet", _("Outlet"), sort="outlet", wide=True),
        Column("level", _("Outlet level"), value="get_level_display", sort="level", wide=True),
        Column("channel", _("Media channel"), value="get_channel_display", sort="channel", wide=True),
        Column("kind", _("Kind of item"), value="get_kind_display", wide=True),
        Column("station", _("Handed in by"), value="station.place", wide=True),
        Column("url", _("Web address"), shown=False),
        Column("note", _("Note"), shown=False),
    )
    filters = MediaFilters
    more = ("kind", "town", "village")
    search_label = _("Headline or outlet")
    default_order = "-on"
    row_template = "outreach/media_row.html"
    counted = _("%(count)s items")
    empty_title = _("No media items yet")
    empty_text = _("Enter what was published, with outlet, level and channel: the annual report counts it.")

    def search(self, rows, text):
        return rows.filter(Q(title__contains=text) | Q(outlet__contains=text))


class LessonFilters(DatedPlaceFilters):
    day = "on"

    channel = Choice(choices=PUBLISHING, label=_("Media channel"), every=_("Any channel"))


class LessonListing(Listing):
    columns = (
        Column("on", _("Put online"), sort="on"),
        Column("title", _("Title"), sort="title"),
        Column("channel", _("Media channel"), value="get_channel_display", wide=True),
        Column("outlet", _("Platform or account"), wide=True),
        Column("lecturer", _("Lecturer"), wide=True),
        Column("views", _("Views"), sort="views", num=True),
        Column("counted_on", _("Views read on"), wide=True),
        Column("station", _("Belongs to"), value="station.place", shown=False),
        Column("url", _("Web address"), shown=False),
    )
    filters = LessonFilters
    more = ("village",)
    search_label = _("Title, platform or lecturer")
    default_order = "-on"
    row_template = "outreach/lesson_row.html"
    counted = _("%(count)s online lessons")
    empty_title = _("No online lessons yet")
    empty_text = _("Enter a lesson where it can be seen; read the views now and then.")

    def search(self, rows, text):
        return rows.filter(Q(title__contains=text) | Q(outlet__contains=text) | Q(lecturer__contains=text))


class LastingFilters(PlaceFilters):
    running = Choice(choices=RUNNING, label=_("Term"), every=_("In force or ended"), method="in_term")

    def in_term(self, rows, name, answer):
        ended = Q(ended_on__isnull=False, ended_on__lt=timezone.localdate())
        return rows.filter(ended) if answer == "no" else rows.exclude(ended)


class ColumnFilters(LastingFilters):
    purpose = Choice(choices=Purpose.choices, label=_("What it makes known"), every=_("Whatever it makes known"))
    channel = Choice(choices=Channel.choices, label=_("Media channel"), every=_("Any channel"))


class ColumnListing(Listing):
    columns = (
        Column("name", _("Column or campaign"), sort="name"),
        Column("outlet", _("Outlet"), sort="outlet", wide=True),
        Column("channel", _("Media channel"), value="get_channel_display"),
        Column("purpose", _("Makes known"), value="get_purpose_display"),
        Column("on", _("Since"), sort="on", wide=True),
        Column("ended_on", _("Ended on"), sort="ended_on", wide=True),
        Column("reached", _("People reached"), sort="reached", num=True, wide=True),
        Column("station", _("Belongs to"), value="station.place", shown=False),
        Column("url", _("Web address"), shown=False),
    )
    filters = ColumnFilters
    more = ("village", "channel")
    search_label = _("Column or outlet")
    default_order = "-on"
    row_template = "outreach/column_row.html"
    counted = _("%(count)s columns and channels")
    empty_title = _("No columns yet")
    empty_text = _("Columns on employment and policy, and telephone campaigns, are counted by outlet.")

    def search(self, rows, text):
        return rows.filter(Q(name__contains=text) | Q(outlet__contains=text))
