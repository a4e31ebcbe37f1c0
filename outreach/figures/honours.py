"""The numbers of visits, assistance and honours (handbook §9 rows 10, 15, 25, 33, 34, 40, 41; §8)."""

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, as_of, lasting, register, town_of
from outreach.choices.assistance import State
from outreach.choices.honours import Level
from outreach.choices.visits import Subject, Team, Way
from outreach.models import Award, Grant, LookedAfter, MeritNotice, Visit
from outreach.models.honours import has_plaque, household_counted, refused_plaque
from outreach.models.visits import contacted, visited_stations
from outreach.rules import poverty
from stations.models import Station
from veterans.choices import Alive, RecordState
from veterans.models import Person, PreferenceCard

IN_FORCE = Q(withdrawn_at__isnull=True)
AT_HOME = IN_FORCE & Q(way=Way.HOME)
OF_PEOPLE = Q(subject__in=(Subject.PERSON, Subject.HOUSEHOLD))
ON_FILE = Q(record_state=RecordState.LIVE, alive=Alive.ALIVE)
PAID = Q(state=State.PAID)


# The household on file; somebody without one stands for their own
HOUSEHOLD = Case(When(household__isnull=False, then=F("household_id")), default=-F("person_id"))


def visit_figure(key, label, counts, source, **more):
    along = {"category": "occasion", "occasion": "occasion", "team": "team"}
    return register(Figure(f"visit.{key}", label, Visit, counts, date="on", source=source, dimensions=along, **more))


VISITS = visit_figure("times", _("Visits"), AT_HOME & OF_PEOPLE, _("Visits at home, person-times"), unit="人次")
VISITED = visit_figure(
    "people", _("People visited"), AT_HOME & OF_PEOPLE, _("Each person once"), unit="人", distinct="person"
)
VISITED_HOUSEHOLDS = visit_figure(
    "households",
    _("Households visited"),
    AT_HOME & Q(subject=Subject.HOUSEHOLD),
    _("Each household once"),
    unit="户",
    distinct=HOUSEHOLD,
)
CONTACTS = visit_figure("contacts", _("Contacts"), IN_FORCE & OF_PEOPLE, _("Visits, calls and talks"), unit="人次")
MONEY = visit_figure("money", _("Sympathy money"), IN_FORCE, _("Money brought on visits"), show="money", field="money")
LETTERS = visit_figure(
    "letters", _("Letters of sympathy"), IN_FORCE & Q(has_letter=True), _("Letters handed over on visits"), unit="份"
)
ISSUES = visit_figure(
    "issues", _("Issues from visits"), IN_FORCE & Q(raised__isnull=False), _("Registered as appeals"), unit="件",
    distinct="raised",
)  # fmt: skip
TOWNS = visit_figure(
    "towns",
    _("Towns visited by the bureau"),
    AT_HOME & Q(team=Team.CITY),
    _("Towns where the bureau's own people were, each once"),
    unit="个",
    distinct=town_of(),
)
ENTERPRISES = visit_figure(
    "enterprises",
    _("Enterprises visited"),
    AT_HOME & Q(subject=Subject.ENTERPRISE),
    _("Each enterprise once"),
    unit="家",
    distinct="unit_name",
)


def visited_in(period):
    return Q(visited_stations(Q(on__range=(period.first, period.last)) if period else Q()))


STATIONS = register(
    Figure(
        "visit.stations",
        _("Stations visited"),
        Station,
        visited_in,
        unit="%",
        show="rate",
        among=lasting("opened_on", "closed_on"),
        station="pk",
        source=_("Stations where somebody or something was visited in the period, among those open"),
    )
)


def contacted_in(period):
    return Q(contacted(Q(on__range=(period.first, period.last)) if period else Q()))


CONTACTED = register(
    Figure(
        "visit.contacted",
        _("People in regular contact"),
        Person,
        contacted_in,
        show="rate",
        among=ON_FILE,
        source=_("Visited or called in the period, themselves or their household, among those on file"),
    )
)


def grant_figure(key, label, counts, source, **more):
    along = {"category": "hardship", "hardship": "hardship", "fund": "budget__fund"}
    return register(Figure(f"grant.{key}", label, Grant, counts, source=source, dimensions=along, **more))


GRANTED = grant_figure(
    "money", _("Assistance paid"), PAID, _("Grants paid in the period"), date="paid_on", show="money", field="amount"
)
HELPED = grant_figure(
    "people",
    _("People helped"),
    PAID,
    _("People with a grant paid in the period, each once (人)"),
    date="paid_on",
    unit="人",
    distinct="person",
)
HELPED_TIMES = grant_figure(
    "times", _("Grants paid"), PAID, _("Grants paid in the period, person-times (人次)"), date="paid_on", unit="人次"
)
WAITING = grant_figure(
    "waiting", _("Applications under way"), Q(state__in=("applied", "reviewed", "checked", "returned")),
    _("Not decided yet"), unit="件",
)  # fmt: skip
HARDSHIPS = grant_figure(
    "hardships", _("Hardships solved"), PAID, _("Kinds of hardship that were helped"), date="paid_on", unit="种",
    distinct="hardship",
)  # fmt: skip

PLAQUES = register(
    Figure(
        "honour.plaques",
        _("Plaques hung"),
        Person,
        lambda period: has_plaque(as_of(period)),
        show="rate",
        among=lambda period: household_counted(as_of(period)) & ~refused_plaque(as_of(period)),
        source=_(
            "Households with a plaque among entitled households on the day; those that want none count in neither. "
            "What only the roster says of a plaque bears no day and stands as it is now"
        ),
    )
)


def honour_figure(key, label, model, counts, date, source, **more):
    return register(Figure(f"honour.{key}", label, model, counts, date=date, source=source, **more))


NOTICES = honour_figure(
    "notices", _("Merit notices"), MeritNotice, Q(), "delivered_on", _("Brought to families"), unit="人次"
)
PRIZES = honour_figure(
    "prizes", _("Prizes to merits"), MeritNotice, Q(), "delivered_on", _("Money brought with merit notices"),
    show="money", field="prize",
)  # fmt: skip
PROVINCE = Q(level__in=(Level.NATION, Level.PROVINCE))
ALONG = {"category": "name", "level": "level", "name": "name", "holder": "person__name"}
AWARDS = honour_figure("awards", _("Awards"), Award, Q(), "awarded_on", _("All levels"), unit="项",
                       dimensions=ALONG)  # fmt: skip
PROVINCE_AWARDS = honour_figure(
    "province_awards", _("Awards of province or nation"), Award, PROVINCE, "awarded_on", _("Honours given"), unit="项",
    dimensions=ALONG,
)  # fmt: skip
PROVINCE_PEOPLE = honour_figure(
    "province_people", _("People honoured by province or nation"), Award, PROVINCE, "awarded_on", _("Each person once"),
    unit="人", distinct="person", dimensions=ALONG,
)  # fmt: skip
FRONT_LINE = honour_figure(
    "front_line", _("Pioneers against the epidemic"), Award, Q(name__contains="抗疫先锋"), "awarded_on",
    _("People with this title"), unit="人", distinct="person",
)  # fmt: skip
CARDS = honour_figure(
    "cards", _("Preferential cards handed over"), PreferenceCard,
    Q(handed_over_on__isnull=False, withdrawn_at__isnull=True) & ~Q(state="cancelled"), "handed_over_on",
    _("By day of handing over"), unit="张", station="person__station",
)  # fmt: skip


def watched(period):
    today = timezone.localdate()
    return ON_FILE & poverty.at_risk(today) & ~poverty.looked_after(today)


WATCHED = register(
    Figure(
        "watch.open",
        _("On the watch list"),
        Person,
        watched,
        unit="人",
        source=_("A sign of illness and one of need, nobody has been there yet"),
    )
)
LOOKED_AFTER = register(
    Figure(
        "watch.looked_after",
        _("Looked after"),
        LookedAfter,
        Q(),
        unit="人",
        distinct="person",
        date="on",
        station="person__station",
        source=_("People of the watch list that somebody saw to, each once"),
    )
)
