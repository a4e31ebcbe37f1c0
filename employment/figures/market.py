"""The numbers of the labour market (handbook §9 rows 42 and 46–48, §7 “figures published”). People are counted once."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, as_of, register
from employment.choices.market import EMPLOYED, SEEKING, Origin
from employment.desk.market import standing
from employment.models import (
    Attendee,
    Candidacy,
    Contact,
    Employer,
    Fair,
    Holding,
    JobCheck,
    Post,
    Seeker,
    Stand,
    StandPost,
)
from employment.models.candidacies import CAME, WHO
from veterans.models import Person

EVERYTHING = Q()
HEADS = "人"


def figure(key, label, model, counts=EVERYTHING, **more):
    return register(Figure(f"market.{key}", label, model, counts, **more))


# row 42: provided and filled apart
WELFARE_POSTS = figure(
    "welfare_posts", _("Public-welfare posts provided"), Post, Q(is_welfare=True),
    unit="个", field="openings", date="offered_on", source=_("Openings of public-welfare posts, by the day they were offered"),
    dimensions={"funder": "funder"},
)  # fmt: skip
WELFARE_FILLED = figure(
    "welfare_filled", _("Public-welfare posts taken up"), Holding,
    unit=HEADS, station="person__station", date="started_on", distinct="person",
    source=_("People who took up a public-welfare post in the period"),
)  # fmt: skip

# row 46: on the spot, people, each once
INTENTS = figure(
    "fair_intents", _("Intents reached at job fairs"), Candidacy, Q(origin=Origin.FAIR, intent_on__isnull=False),
    unit=HEADS, date="intent_on", distinct=WHO, source=_("People, each once, across fairs too; by the day of the intent"),
    dimensions={"fair": "fair", "place": "fair__place", "employer": "post__employer"},
)  # fmt: skip
FAIR_HIRED = figure(
    "fair_hired", _("Hired through job fairs"), Candidacy, Q(origin=Origin.FAIR),
    unit=HEADS, date="hired_on", distinct=WHO, source=_("People, each once, by the day they were hired"),
    dimensions={"fair": "fair", "employer": "post__employer"},
)  # fmt: skip
FAIR_ATTENDANCE = figure(
    "fair_attendance", _("People who came to job fairs"), Attendee,
    unit=HEADS, station="fair__station", date="fair__held_on", distinct=CAME,
    source=_("Checked in or entered at a desk, each person once, across fairs too"), dimensions={"fair": "fair"},
)  # fmt: skip
FAIRS = figure(
    "fairs", _("Job fairs"), Fair, Q(state="done"), unit="场", date="held_on",
    source=_("Concluded fairs held in the period; the law asks for one a year (§67)"),
)  # fmt: skip
FAIR_EMPLOYERS = figure(
    "fair_employers", _("Employers at job fairs"), Stand, unit="家", station="fair__station", date="fair__held_on",
    distinct="employer", source=_("Employers with a stand, each once"), dimensions={"fair": "fair"},
)  # fmt: skip
FAIR_OPENINGS = figure(
    "fair_openings", _("Openings at job fairs"), StandPost, unit="个", station="stand__fair__station",
    date="stand__fair__held_on", field="post__openings", source=_("Openings of the posts offered at stands"),
    dimensions={"fair": "stand__fair"},
)  # fmt: skip


def hired_by_then(period):
    return Q(origin=Origin.REFERRAL, hired_on__lte=as_of(period))


# rows 47 and 48: recommended, and of them hired
REFERRED = figure(
    "referred", _("Recommended to employers"), Candidacy, Q(origin=Origin.REFERRAL),
    unit=HEADS, date="recommended_on", distinct="person", source=_("People recommended in the period"),
    dimensions={"employer": "post__employer", "unit": "post__employer__short_name"},
)  # fmt: skip
REFERRED_HIRED = figure(
    "referred_hired", _("Hired of the recommended"), Candidacy, hired_by_then,
    unit=HEADS, date="recommended_on", distinct="person",
    source=_("Of the people recommended in the period those hired by its end, whether they have left since or not"),
    dimensions={"employer": "post__employer", "unit": "post__employer__short_name"},
)  # fmt: skip

# talks, wishes, and who stayed in work
WISHES = figure(
    "wishes", _("Job seekers entered"), Seeker, unit=HEADS, station="person__station", date="since_on", distinct="person",
    source=_("People whose wish for work was entered, or entered again, in the period"),
)  # fmt: skip
TALKS = figure(
    "talks", _("Talks about work"), Contact, unit="人次", station="person__station", date="on",
    source=_("Calls, visits and talks at the station in the period"), dimensions={"how": "how"},
)  # fmt: skip
STILL_IN_WORK = figure(
    "still_in_work", _("Still in work when asked"), JobCheck, Q(is_in_work=True), unit="次", show="rate",
    among=Q(checked_on__isnull=False, is_dropped=False), date="checked_on", station="candidacy__station",
    source=_("Of the checks after 30, 90 and 180 days that were answered in the period"), dimensions={"days": "days"},
)  # fmt: skip

EMPLOYERS = figure("employers", _("Vetted employers"), Employer, Q(vetted_on__isnull=False, blacklisted_on__isnull=True),
                   unit="家", source=_("Vetted, not on the black list, now"))  # fmt: skip


AT_WORK = figure(
    "at_work", _("In work on the last day"), Person, standing(EMPLOYED), unit=HEADS,
    source=_("By the latest dated entry of the record up to the last day of the period"),
    dimensions={"village": "station"},
)  # fmt: skip
SEEKING_THEN = figure(
    "seeking", _("Without work and willing on the last day"), Person, standing((SEEKING,)), unit=HEADS,
    source=_("By the latest dated entry of the record up to the last day of the period"), dimensions={"village": "station"},
)  # fmt: skip

STRIP = (WELFARE_POSTS, WELFARE_FILLED, INTENTS, FAIR_HIRED, STILL_IN_WORK)
BESIDE = (
    FAIRS, FAIR_EMPLOYERS, FAIR_OPENINGS, FAIR_ATTENDANCE, REFERRED, REFERRED_HIRED, WISHES, TALKS, EMPLOYERS, AT_WORK,
    SEEKING_THEN,
)  # fmt: skip
