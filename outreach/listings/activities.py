"""The lists of sessions, lectures and talks."""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing
from outreach.choices.activities import MOTHERLAND, Campaign, LecturerKind, TalkKind, Venue
from outreach.choices.visits import Team
from outreach.listings.places import DatedPlaceFilters
from stations.choices import Tier

TIERS = (
    (Tier.CITY.value, _("The city's own")),
    (Tier.TOWN.value, _("Towns' own")),
    (Tier.VILLAGE.value, _("Villages'")),
)
MONTHS_BACK = 36


def months():
    """The last three years' months as codes and words, newest first."""
    today = timezone.localdate()
    last = today.year * 12 + today.month - 1
    for number in range(last, last - MONTHS_BACK, -1):
        year, month = divmod(number, 12)
        yield f"{year}-{month + 1:02}", f"{year}年{month + 1}月"


class ActivityFilters(DatedPlaceFilters):
    day = "on"

    tier = Choice(choices=TIERS, label=_("Held by"), every=_("Whoever held it"), field_name="station__tier")
    campaign = Choice(choices=Campaign.choices, label=_("Of the six campaigns"), every=_("Any campaign"))
    month = Choice(choices=months, label=_("Month"), every=_("Any month"), method="in_month")

    def in_month(self, rows, name, month):
        first = date.fromisoformat(f"{month}-01")
        return rows.filter(on__year=first.year, on__month=first.month)


THEMES = (("motherland", MOTHERLAND),)


class SessionFilters(ActivityFilters):
    venue = Choice(choices=Venue.choices, label=_("Venue"), every=_("All eight venues"))
    theme = Choice(choices=THEMES, label=_("Theme"), every=_("Any theme"), method="about")

    def about(self, rows, name, answer):
        return rows.filter(theme__contains=MOTHERLAND)


class SessionListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("theme", _("Theme"), sort="theme"),
        Column("venue", _("Venue"), value="get_venue_display", sort="venue"),
        Column("station", _("Belongs to"), value="station.place", wide=True),
        Column("place", _("Place"), wide=True),
        Column("who", _("Speakers"), wide=True),
        Column("audience", _("Audience"), sort="audience", num=True),
        Column("campaign", _("Of the six campaigns"), value="get_campaign_display", shown=False),
        Column("note", _("Note"), shown=False),
    )
    filters = SessionFilters
    more = ("village", "tier", "campaign", "theme", "month")
    search_label = _("Theme, place or speaker")
    default_order = "-on"
    row_template = "outreach/session_row.html"
    counted = _("%(count)s sessions")
    empty_title = _("No sessions yet")
    empty_text = _("Enter a session with its photos, on a phone in the hall if you like.")

    def search(self, rows, text):
        spoken = Q(speakers__name__contains=text)
        return rows.filter(Q(theme__contains=text) | Q(place__contains=text) | spoken).distinct()


class LectureFilters(ActivityFilters):
    lecturer = Choice(
        choices=LecturerKind.choices, label=_("Lecturer"), every=_("Any lecturer"), field_name="lecturer_kind"
    )


class LectureListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("theme", _("Theme"), sort="theme"),
        Column("lecturer", _("Lecturer")),
        Column("lecturer_kind", _("Kind of lecturer"), value="get_lecturer_kind_display", wide=True),
        Column("station", _("Belongs to"), value="station.place", wide=True),
        Column("place", _("Place"), shown=False),
        Column("attendees", _("People present"), sort="attendees", num=True),
        Column("material", _("Material"), wide=True),
        Column("campaign", _("Of the six campaigns"), value="get_campaign_display", shown=False),
        Column("note", _("Note"), shown=False),
    )
    filters = LectureFilters
    more = ("village", "tier", "campaign", "month")
    search_label = _("Theme, lecturer or material")
    default_order = "-on"
    row_template = "outreach/lecture_row.html"
    counted = _("%(count)s lectures")
    empty_title = _("No lectures yet")
    empty_text = _("One theme and one lecture a month: the year page shows which months are missing.")

    def search(self, rows, text):
        return rows.filter(Q(theme__contains=text) | Q(lecturer__contains=text) | Q(material__contains=text))


class TalkFilters(ActivityFilters):
    kind = Choice(choices=TalkKind.choices, label=_("Kind"), every=_("All kinds"))
    team = Choice(choices=Team.choices, label=_("Held by whom"), every=_("Any team"))


class TalkListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("topic", _("Topic of the talk"), sort="topic"),
        Column("kind", _("Kind"), value="get_kind_display", sort="kind"),
        Column("station", _("Belongs to"), value="station.place"),
        Column("place", _("Place"), shown=False),
        Column("hosts", _("Who went"), wide=True),
        Column("team", _("Held by whom"), value="get_team_display", shown=False),
        Column("attendees", _("People present"), sort="attendees", num=True),
        Column("campaign", _("Of the six campaigns"), value="get_campaign_display", shown=False),
        Column("note", _("What was said"), shown=False),
    )
    filters = TalkFilters
    more = ("village", "tier", "team", "campaign", "month")
    search_label = _("Topic, place or who went")
    default_order = "-on"
    row_template = "outreach/talk_row.html"
    counted = _("%(count)s talks")
    empty_title = _("No talks yet")
    empty_text = _("Symposia, heart-to-heart meetings, evening talks: enter where and when, and who came.")

    def search(self, rows, text):
        return rows.filter(Q(topic__contains=text) | Q(place__contains=text) | Q(hosts__contains=text))
