"""What activities, publicity and organisation register with the frame: doors, work, panels, calendar, words of the ledger."""

from django.utils.translation import gettext_lazy as _

from core import audit, worklist
from core.navigation import Entry
from outreach import calendar, doors
from outreach.permissions import VERB_LABELS

DOORS = (
    (
        "outreach:sessions",
        _("Propaganda sessions"),
        "talk",
        "activity.view",
        _("Theme, venue, speakers, audience, photos"),
    ),
    (
        "outreach:venues",
        _("The eight venues"),
        "chart",
        "activity.view",
        _("Sessions by kind of venue and town; which is missing"),
    ),
    (
        "outreach:lectures",
        _("Micro Party lectures"),
        "people",
        "activity.view",
        _("Who taught what, where, before how many"),
    ),
    (
        "outreach:lecture_year",
        _("Lectures of the year"),
        "calendar",
        "activity.view",
        _("One theme a month; the month without a lecture is shown"),
    ),
    (
        "outreach:talks",
        _("Talks and symposia"),
        "home",
        "activity.view",
        _("Symposia, heart-to-heart meetings, evening talks, by town"),
    ),
    (
        "outreach:talk_towns",
        _("Towns reached"),
        "map",
        "activity.view",
        _("Where talks were held this year, and where not yet"),
    ),
    (
        "outreach:six_campaigns",
        _("The six campaigns"),
        "run",
        "activity.view",
        _("What was done under each of the six"),
    ),
    (
        "outreach:media_items",
        _("Media items"),
        "paper",
        "media.view",
        _("Outlet, level, channel, kind, with the web address"),
    ),
    (
        "outreach:publicity",
        _("Publicity in figures"),
        "chart",
        "media.view",
        _("Papers, television, web, online lessons, columns"),
    ),
    ("outreach:lessons", _("Online lessons"), "eye", "media.view", _("Where they can be seen and how often they were")),
    (
        "outreach:columns",
        _("Columns and channels"),
        "phone",
        "media.view",
        _("What makes policy and employment known; telephone campaigns"),
    ),
    (
        "outreach:six_ones",
        _("The “six ones”"),
        "tick",
        "organisation.view",
        _("Platform, bases, team, materials, mechanisms, evaluation: each with its evidence"),
    ),
    (
        "outreach:organs",
        _("Leading groups and key villages"),
        "tree",
        "organisation.view",
        _("Who holds which post from when until when"),
    ),
)
TODAY = (
    ("outreach:add_session", _("Held a propaganda session"), "talk", "activity.record"),
    ("outreach:add_lecture", _("Held a micro Party lecture"), "people", "activity.record"),
    ("outreach:add_talk", _("Held a talk or symposium"), "home", "activity.record"),
    ("outreach:add_media_item", _("Something was published"), "paper", "media.record"),
)


def register():
    """Called once, when the app is ready."""
    from outreach import figures  # noqa: F401 (declares its numbers)
    from outreach.desk import activities as desk
    from outreach.panels import activities as panels

    audit.VERB_LABELS.update(VERB_LABELS)
    for order, (name, label, icon, needs, about) in enumerate(DOORS):
        doors.activities.register(Entry(name, label, icon, needs=needs, order=order, about=about))
    for order, (name, label, icon, needs) in enumerate(TODAY, start=40):
        doors.today_entries.register(Entry(name, label, icon, needs=needs, order=order))
    worklist.register("lecture_theme.set", desk.work)
    calendar.register("activity.view", desk.planned)
    panels.register_all()
