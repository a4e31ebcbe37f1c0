"""The numbers of the checkups: handbook §6 (report of a campaign) and §9 rows 22 and 23."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, register
from outreach.choices import checkups as choices
from outreach.choices.checkups import ExamState
from outreach.models import CheckupCampaign, Exam

PEOPLE = "人"
ENTITLED = ~Q(state__in=choices.GONE)
EXAMINED = Q(state__in=choices.EXAMINED)
ALONG = {"village": "person__station", "campaign": "campaign", "year": "campaign__year"}


def figure(key, label, counts, source, **more):
    return register(
        Figure(
            f"checkup.{key}",
            label,
            Exam,
            counts,
            **{"unit": PEOPLE, "station": "person__station", "source": source, "dimensions": ALONG, **more},
        )
    )


LISTED = figure("entitled", _("Entitled"), ENTITLED, _("On the frozen list, without who died, moved or was taken off"))
TOLD = figure(
    "told",
    _("Told"),
    ENTITLED & (Q(answer__in=("confirmed", "declined")) | EXAMINED | Q(state=ExamState.DECLINED)),
    _("Answered the call or the visit, among the entitled"),
    show="rate",
    among=ENTITLED,
)
PLACED = figure("placed", _("With a day"), Q(state__in=choices.ON_BOARD), _("Have a day or have come"))
DONE = figure(
    "done",
    _("Examined"),
    EXAMINED,
    _("Examined at the hospital or at home, among the entitled"),
    show="rate",
    among=ENTITLED,
)
WAITING = figure(
    "waiting",
    _("Without a day"),
    Q(state__in=choices.WAITING, person__alive="alive"),
    _("On the list, no day given yet"),
)
ABSENT = figure("absent", _("Absent"), Q(state=ExamState.ABSENT), _("Did not come on their day; a make-up day is due"))
DECLINED = figure("declined", _("Not taking part"), Q(state=ExamState.DECLINED), _("Said that they do not take part"))
HOME = figure("home", _("At home"), Q(is_home=True), _("Examined at home"))
FLAGGED = figure(
    "flagged", _("Something found"), Q(needs_callback=True), _("Results with something to follow up; counts only")
)
FOLLOWED = figure(
    "followed",
    _("Followed up"),
    Q(state=ExamState.FOLLOWED_UP),
    _("Follow-ups closed, among those with something found"),
    show="rate",
    among=Q(needs_callback=True),
)
COST = figure(
    "cost", _("Cost"), EXAMINED, _("Price a head of the hospital, men and women, added"), show="money", field="cost"
)

# Row 23 of handbook §9 adds who has a doctor's contract or a place of care to these people.
BENEFITED = figure(
    "people",
    _("People examined"),
    EXAMINED,
    _("Distinct people examined in any campaign; with doctor contracts and care places they are row 23"),
    distinct="person",
    date="examined_on",
)
# Row 22: 每年为60周岁以上的重点优抚对象免费提供健康体检服务
EVERY_YEAR = register(
    Figure(
        "checkup.campaigns",
        _("Checkup campaigns"),
        CheckupCampaign,
        ~Q(state__in=choices.UNFROZEN),
        unit="次",
        date="season_from",
        source=_("Campaigns with a frozen list, by the first day of their season"),
        dimensions={"year": "year", "age": "min_age"},
    )
)
STRIP = (LISTED, TOLD, PLACED, DONE, WAITING, ABSENT, DECLINED)
BY_TOWN = (LISTED, TOLD, DONE, HOME, FLAGGED, FOLLOWED, COST)
