"""The numbers of activities, publicity and organisation (handbook §9 rows 9, 10, 11, 19, 20, 28–30, 32, 45; §8)."""

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, register, town_of
from outreach.choices.activities import MOTHERLAND, TalkKind
from outreach.choices.media import Channel, ItemKind, Level, Purpose
from outreach.choices.organisation import OrganKind
from outreach.choices.visits import Team
from outreach.models import (
    Evidence,
    Lecture,
    MediaColumn,
    MediaItem,
    OnlineLesson,
    Organ,
    OutreachEvent,
    PropagandaSession,
)
from outreach.models.activities import talked_in
from outreach.models.visits import visited_in_town
from stations.choices import Tier
from stations.models import Station

IN_FORCE = Q(withdrawn_at__isnull=True)
MEETINGS = Q(kind__in=(TalkKind.SYMPOSIUM, TalkKind.HEART_TO_HEART))


def of(model, prefix, **dimensions):
    """`figure(key, label, counts, source, …)` for one model, by day and its own dimensions."""

    def figure(key, label, counts, source, **more):
        more = {"date": "on", "dimensions": dimensions, **more}
        return register(Figure(f"{prefix}.{key}", label, model, counts, source=source, **more))

    return figure


session = of(PropagandaSession, "session", category="venue", venue="venue", theme="theme", campaign="campaign")
SESSIONS = session("times", _("Propaganda sessions"), IN_FORCE, _("Propaganda sessions held"), unit="场")
AUDIENCE = session("people", _("Audience"), IN_FORCE, _("Head counts added (人次)"), unit="人次", field="audience")
VENUES = session(
    "venues",
    _("Kinds of venues reached"),
    IN_FORCE,
    _("Of the eight, those with a session"),
    unit="类",
    distinct="venue",
)
RED = session(
    "motherland", _("Sessions on “My motherland and I”"), IN_FORCE & Q(theme__contains=MOTHERLAND),
    _("Sessions whose theme names it"), unit="场",
)  # fmt: skip

lecture = of(
    Lecture, "lecture", category="lecturer_kind", theme="theme", lecturer_kind="lecturer_kind", campaign="campaign"
)
LECTURES = lecture("times", _("Micro Party lectures"), IN_FORCE, _("Lectures held"), unit="堂")
LISTENERS = lecture(
    "people", _("Attendance of lectures"), IN_FORCE, _("Head counts added (人次)"), unit="人次", field="attendees"
)
MONTHS = lecture(
    "months", _("Months with a lecture"), IN_FORCE, _("Each month once"), unit="个月", distinct=TruncMonth("on")
)
THEMES = lecture("themes", _("Themes of lectures"), IN_FORCE, _("Each theme once"), unit="个", distinct="theme")

talk = of(OutreachEvent, "talk", category="kind", kind="kind", campaign="campaign", team="team")
TALKS = talk("times", _("Talks and symposia"), IN_FORCE, _("Held in the period"), unit="场")
TALKERS = talk(
    "people", _("People who took part"), IN_FORCE, _("Head counts added (人次)"), unit="人次", field="attendees"
)
MEETING_TOWNS = talk(
    "meeting_towns", _("Towns with symposia"), IN_FORCE & MEETINGS,
    _("Towns where a symposium or heart-to-heart meeting was held, each once"), unit="个", distinct=town_of(),
)  # fmt: skip
BUREAU_TOWNS = talk(
    "bureau_towns", _("Towns the bureau talked in"), IN_FORCE & Q(team=Team.CITY),
    _("Towns where the bureau's own people held a talk, each once"), unit="个", distinct=town_of(),
)  # fmt: skip
KINDS = talk(
    "kinds", _("Ways of hearing people"), IN_FORCE, _("Kinds of talks held, each once"), unit="种", distinct="kind"
)


def reached_in(period):
    """The condition on a town's station: the bureau's own people visited or held a talk there or in its villages."""
    about = Q(on__range=(period.first, period.last), team=Team.CITY) if period else Q(team=Team.CITY)
    return Q(tier=Tier.TOWN) & (Q(talked_in(about)) | Q(visited_in_town(about)))


# row 10: the list behind it are the towns themselves
REACHED = register(
    Figure(
        "talk.reached_towns", _("Towns the bureau went to"), Station, reached_in, unit="个", station="pk",
        source=_("Towns where the bureau's own people visited or held a talk in the period, each once"),
    )
)  # fmt: skip
EVENING_TALKS = talk(
    "evening",
    _("Evening talks"),
    IN_FORCE & Q(kind=TalkKind.EVENING_TALK),
    _("Evening talks held in the period"),
    unit="场",
)

media = of(MediaItem, "media", category="outlet", level="level", channel="channel", kind="kind", outlet="outlet")
ITEMS = media("items", _("Media items"), IN_FORCE, _("Everything published in the period"), unit="篇条")
PROVINCE_BRIEFS = media(
    "province_briefs", _("Briefs in media of province or nation"),
    IN_FORCE & Q(level__in=(Level.PROVINCE, Level.NATION), kind=ItemKind.BRIEF),
    _("Briefs in outlets of the province and above"), unit="篇",
)  # fmt: skip
TV_WEB = media(
    "tv_web", _("Items on television and the web"), IN_FORCE & Q(channel__in=(Channel.TV, Channel.WEB)),
    _("By day of broadcast or publication"), unit="条",
)  # fmt: skip
OUTLETS = media("outlets", _("Outlets"), IN_FORCE, _("Each outlet once"), unit="家", distinct="outlet")

lesson = of(OnlineLesson, "lesson", channel="channel")
LESSONS = lesson("times", _("Online lessons"), IN_FORCE, _("Put online in the period"), unit="期")
VIEWS = lesson(
    "views", _("Views of online lessons"), IN_FORCE, _("As last read, of those put online"), unit="次", field="views"
)


def running(period):
    """In force on some day of the period; today without one."""
    first = last = timezone.localdate()
    if period:
        first, last = period.first, period.last
    return IN_FORCE & Q(on__lte=last) & (Q(ended_on__isnull=True) | Q(ended_on__gte=first))


def columns_for(purpose):
    return lambda period: running(period) & Q(purpose=purpose)


column = of(MediaColumn, "column", category="channel", purpose="purpose", channel="channel")
EMPLOYMENT_CHANNELS = column(
    "employment", _("Channels for employment"), columns_for(Purpose.EMPLOYMENT),
    _("Outlets with a column on employment and telephone campaigns, each once"), unit="个", distinct="outlet", date=None,
)  # fmt: skip
POLICY_CHANNELS = column(
    "policy", _("Channels for policies"), columns_for(Purpose.POLICY),
    _("Outlets with a column on policies and telephone campaigns, each once"), unit="个", distinct="outlet", date=None,
)  # fmt: skip
CALLED = column(
    "called", _("People called"), lambda period: running(period) & Q(channel=Channel.PHONE),
    _("By telephone campaigns that ran in the period"), unit="人次", field="reached", date=None,
)  # fmt: skip

SIX_ONES = of(Evidence, "organisation", category="part", part="part")(
    "six_ones", _("“Six ones” with evidence"), running, _("Parts of the six with evidence in force"), unit="个",
    distinct="part", date=None,
)  # fmt: skip
organ = of(Organ, "organisation", kind="kind")
GROUPS = organ(
    "groups", _("Leading groups"), lambda period: running(period) & ~Q(kind=OrganKind.KEY_VILLAGE),
    _("Groups and offices in force"), unit="个", date=None,
)  # fmt: skip
KEY_VILLAGES = organ(
    "key_villages", _("Key villages"), lambda period: running(period) & Q(kind=OrganKind.KEY_VILLAGE),
    _("Key villages in force"), unit="个", date=None,
)  # fmt: skip
