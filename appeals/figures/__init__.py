"""The numbers of appeals, each declared once (handbook §4.2: 及时受理率, 按期办结率, 群众参评率, 群众满意率)."""

from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appeals import choices
from appeals.choices import Rating
from appeals.models import Appeal
from appeals.models.case import GROUP
from core.figures import Figure, register

CASES = "件"
COMMON = {"category": "category", "channel": "channel", "kind": "kind", "tier": "settled_tier"}
SATISFIED = (Rating.GOOD, Rating.FAIR)
WORKING = Q(state__in=choices.WORKING)
EVERYTHING = Q()


def overdue(period):
    return WORKING & Q(due_on__lt=today())


def due_soon(period):
    return WORKING & Q(warn_on__lte=today(), due_on__gte=today())


def figure(key, label, counts, source, *, date=None, station="origin", months=None, **more):
    along = {**COMMON, **({"month": TruncMonth(months or date)} if months or date else {})}
    return register(
        Figure(
            f"appeal.{key}",
            label,
            Appeal,
            counts,
            **{"unit": CASES, **more},
            date=date,
            station=station,
            source=source,
            dimensions=along,
        )
    )


def today():
    return timezone.localdate()


OVERDUE = figure(
    "overdue",
    _("Overdue"),
    overdue,
    _("Open, the nearest deadline has passed"),
)
SOON = figure(
    "soon",
    _("Due in five days"),
    due_soon,
    _("Open, in the days of warning"),
)
OPEN = figure(
    "open",
    _("In hand"),
    WORKING,
    _("Registered, assigned, accepted or being worked on, now"),
)
PETITIONS = figure(
    "open_petitions",
    _("Petitions in hand"),
    WORKING & Q(is_petition=True),
    _("Of those in hand the statutory petitions"),
)
UNASSIGNED = figure(
    "unassigned",
    _("Nobody's yet"),
    Q(officer__isnull=True, state="registered"),
    _("Registered, no officer named"),
)
RECEIVED = figure("received", _("Received"), EVERYTHING, _("By day of receipt"), date="received_on")
PERSONS = figure(
    "persons",
    _("People who came"),
    EVERYTHING,
    _("Head counts added (人次)"),
    date="received_on",
    unit="人次",
    field="head_count",
)
GROUPS = figure(
    "groups",
    _("Group petitions"),
    Q(head_count__gte=GROUP),
    _("Five people or more"),
    date="received_on",
)
REPEATS = figure(
    "repeats",
    _("Repeat appeals"),
    Q(is_repeat=True),
    _("Same person and matter within twelve months, among those received"),
    date="received_on",
    show="rate",
    among=EVERYTHING,
)
DECIDED = figure(
    "decided", _("Settled or replied to"), EVERYTHING, _("By day of settlement or reply"), date="decided_on"
)
IN_TIME = figure(
    "in_time",
    _("On time"),
    Q(was_finished_in_time=True),
    _("On or before the day, among those settled or replied to in the period"),
    date="decided_on",
    show="rate",
    among=EVERYTHING,
)
TAKEN_IN_TIME = figure(
    "taken_in_time",
    _("Accepted on time"),
    Q(was_accepted_in_time=True),
    _("Told within fifteen days whether it is accepted, among those told in the period"),
    date="taken_on",
    show="rate",
    among=Q(was_accepted_in_time__isnull=False),
)
RATED = figure(
    "rated",
    _("Took part in rating"),
    ~Q(rating=""),
    _("Rated, among the replies served in the period on people who can be asked"),
    date="served_on",
    show="rate",
    among=Q(is_anonymous=False),
)
SATISFACTION = figure(
    "satisfaction",
    _("Satisfied"),
    Q(rating__in=SATISFIED),
    _("Satisfied or largely satisfied, among those rated in the period"),
    date="rated_on",
    show="rate",
    among=~Q(rating=""),
)
IN_VILLAGE = figure(
    "in_village",
    _("Settled in the village"),
    Q(settled_tier="village"),
    _("小事不出村: settled by a village station, among those settled or replied to"),
    date="decided_on",
    show="rate",
    among=EVERYTHING,
)


def days(key, label, field, date):
    return figure(
        key,
        label,
        Q(**{f"{field}__isnull": False}),
        _("Median in calendar days"),
        date=date,
        show="median",
        field=field,
        unit="天",
    )


DAYS_TO_ACCEPT = days("days_to_accept", _("Days until accepted"), "days_to_accept", "taken_on")
DAYS_TO_REPLY = days("days_to_reply", _("Days until replied to"), "days_to_reply", "decided_on")
DAYS_TO_FINISH = days("days_to_finish", _("Days until finished"), "days_to_finish", "finished_on")

from appeals.figures import surveys as surveys  # noqa: E402  (registers its own)
