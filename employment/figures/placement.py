"""The numbers of placement, training, dependants, enterprise, policies (handbook §9 rows 16, 35–38, 43, 44, 49–51)."""

from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, as_of, lasting, register
from employment.choices import placement as choices
from employment.choices.dependants import EnrolState, SpouseState
from employment.choices.enterprise import LoanState
from employment.choices.training import EDUCATION, SKILLS
from employment.models import (
    Base,
    BaseStay,
    ContestEntry,
    Course,
    Enrolment,
    LoanSupport,
    Mentor,
    MentorSession,
    PlacementCase,
    PolicyDocument,
    PolicyIssuer,
    RetireeCheck,
    SchoolEnrolmentCase,
    SpousePlacement,
    SubsidyMonth,
)
from employment.rules.training import took_part_by, was_there

PEOPLE, TIMES = "人", "件"
DUE = ~Q(state=choices.State.WITHDRAWN)
GRANTED = Q(state__in=(LoanState.GRANTED, LoanState.REPAID))


def placed(period):
    """Placed by the last day: what happened later is no merit of the period."""
    return Q(placed_on__lte=as_of(period))


def of_cases(key, label, counts, source, **more):
    """A figure of placement cases, by station of the person and by way of placement."""
    usual = {
        "station": "person__station",
        "unit": PEOPLE,
        "dimensions": {"category": "mode", "mode": "mode", "state": "state"},
    }
    return register(Figure(key, label, PlacementCase, counts, source=source, **{**usual, **more}))


def stock(key, label, model, counts, source, **more):
    return register(Figure(key, label, model, counts, source=source, **more))


def accepted_among(modes):
    """A rate is taken of those accepted in the period; whoever is no longer to be placed is left out."""
    return {"date": "accepted_on", "show": "rate", "among": DUE & Q(mode__in=modes), "distinct": "person"}


# ——— row 35 ———

PLACEMENT_RATE = of_cases(
    "placement.rate",
    _("Placement rate of officers and retirees"),
    placed,
    _(
        "Placed, among transferred officers and military retirees accepted in the period; who is no longer placed is left out"
    ),
    **accepted_among(choices.IN_REPORT),
)
ASSIGNED_RATE = of_cases(
    "placement.assigned_rate",
    _("Placement rate of assigned work"),
    placed,
    _("Letter written, among soldiers for assigned work accepted in the period"),
    **accepted_among(choices.CHOOSING),
)
RELOCATED = of_cases(
    "placement.relocated",
    _("Moved along with a posting"),
    Q(mode=choices.Mode.RELOCATION),
    _("Received in the period (随调随迁)"),
    date="placed_on",
)


def overdue(period):
    return Q(state__in=choices.OPEN, due_on__lt=timezone.localdate())


OVERDUE = of_cases(
    "placement.overdue", _("Overdue placements"), overdue, _("Six months or thirty days have passed, now")
)
SUBSIDIES = stock(
    "placement.subsidies",
    _("Subsidies while waiting"),
    SubsidyMonth,
    Q(),
    _("Paid in the period to those who wait for assigned work"),
    date="paid_on",
    show="money",
    field="amount",
    station="case__person__station",
)

# ——— rows 36 and 37 ———


TRAINING_RATE = of_cases(
    "training.rate",
    _("Training rate of discharged soldiers"),
    took_part_by,
    _("Took part in a course, among soldiers accepted in the period and not exempt"),
    **{**accepted_among(choices.SOLDIERS), "among": DUE & Q(mode__in=choices.SOLDIERS, training_exempt="")},
)


def part(key, label, kinds, source):
    return register(
        Figure(
            key,
            label,
            Enrolment,
            Q(course__kind__in=kinds) & was_there(),
            unit=PEOPLE,
            date="course__starts_on",
            station="person__station",
            distinct="person",
            source=source,
            dimensions={"category": "course__kind", "kind": "course__kind"},
        )
    )


EDUCATED = part(
    "training.education", _("Academic education"), EDUCATION, _("People who took part in an academic course")
)
SKILLED = part(
    "training.skills", _("Skills training"), SKILLS, _("People who took part in adaptive, skill or business courses")
)

PARTS = register(
    Figure(
        "training.parts",
        _("Parts of “double improvement”"),
        Enrolment,
        Q(course__kind__in=(*EDUCATION, *SKILLS)) & was_there(),
        unit="项",
        date="course__starts_on",
        station="person__station",
        distinct=Case(When(course__kind__in=EDUCATION, then=Value("education")), default=Value("skills")),
        source=_("Academic education and skills training, each counted when somebody took part"),
        dimensions={"category": "course__kind", "kind": "course__kind"},
    )
)

# ——— rows 38 and 43 ———

SPOUSES = stock(
    "dependants.spouses",
    _("Spouses placed"),
    SpousePlacement,
    Q(state=SpouseState.PLACED),
    _("Accompanying spouses who got work in the period"),
    unit=PEOPLE,
    date="placed_on",
    dimensions={"category": "placed_in", "placed_in": "placed_in"},
)
SCHOOLS = stock(
    "dependants.schools",
    _("Children entered public school"),
    SchoolEnrolmentCase,
    lambda period: Q(state=EnrolState.ENROLLED, is_public=True, enrolled_on__lte=as_of(period)),
    _("In a public school or kindergarten, among those who applied in the period and did not withdraw"),
    unit=PEOPLE,
    date="applied_on",
    show="rate",
    among=~Q(state=EnrolState.WITHDRAWN),
    dimensions={"category": "stage", "stage": "stage"},
)

# ——— rows 16, 49, 50, 51 ———

LOANS = stock(
    "loans.amount",
    _("Loans obtained"),
    LoanSupport,
    GRANTED,
    _("Granted in the period, to veterans' firms and others"),
    date="granted_on",
    show="money",
    field="amount",
    dimensions={"enterprise": "enterprise", "is_veteran_owned": "enterprise_is_veteran_owned", "category": "purpose"},
)
LOAN_FIRMS = stock(
    "loans.firms",
    _("Firms helped to a loan"),
    LoanSupport,
    GRANTED,
    _("Distinct enterprises among the loans granted in the period"),
    unit="家",
    date="granted_on",
    distinct="enterprise",
    dimensions={"is_veteran_owned": "enterprise_is_veteran_owned"},
)
BASES = stock(
    "bases",
    _("Bases"),
    Base,
    lasting("opened_on", "closed_on"),
    _("Incubators, training and practice bases that are open on the day"),
    unit="个",
    dimensions={"category": "kind", "kind": "kind"},
    since="opened_on",
)
MENTORS = stock(
    "mentors",
    _("Mentors"),
    Mentor,
    lasting("appointed_on", "until_on", Q(is_active=True)),
    _("Appointed by the day; who has been put off since counts no more, as no day is on record for that"),
    unit="名",
    since="appointed_on",
)
SESSIONS = stock(
    "mentors.sessions",
    _("Sessions of mentors"),
    MentorSession,
    Q(),
    _("Sessions held in the period"),
    unit="场",
    date="on",
    station="mentor__station",
)
STAYS = stock(
    "bases.inside",
    _("Firms and trainees in bases"),
    BaseStay,
    lasting("from_on", "to_on"),
    _("Inside a base on the day"),
    unit="户（人）",
    dimensions={"base": "base"},
)
COURSES = stock(
    "training.courses",
    _("Courses begun"),
    Course,
    Q(),
    _("Courses that began in the period"),
    unit="期",
    date="starts_on",
    dimensions={"kind": "kind"},
)
TREATED = stock(
    "placement.treated",
    _("Entitlements of retirees provided"),
    RetireeCheck,
    Q(),
    _("Items of the retirees' checklist done in the period"),
    unit="项",
    date="done_on",
    station="case__person__station",
    dimensions={"item": "item"},
)
ENTRIES = stock(
    "contest.entries",
    _("Contest entries"),
    ContestEntry,
    Q(),
    _("Projects entered in contests in the period"),
    unit="个",
    date="held_on",
    dimensions={"level": "level"},
)

# ——— row 44 ———

POLICIES = stock(
    "policy.documents",
    _("Policy documents"),
    PolicyDocument,
    lasting("issued_on", "ended_on"),
    _("In force on the day"),
    unit="份",
    dimensions={"level": "level"},
)
ISSUERS = stock(
    "policy.issuers",
    _("Issuing bodies"),
    PolicyIssuer,
    lambda period: Q(document__issued_on__lte=as_of(period)),
    _("Bodies that issued a document together; asked for one document at a time"),
    unit="个部门",
    station="document__station",
    dimensions={"document": "document", "title": "document__title"},
)

STRIP = (PLACEMENT_RATE, ASSIGNED_RATE, TRAINING_RATE, SCHOOLS, OVERDUE)
BESIDE = (
    RELOCATED, SUBSIDIES, TREATED, COURSES, EDUCATED, SKILLED, PARTS, SPOUSES, LOANS, LOAN_FIRMS, BASES, STAYS, MENTORS,
    SESSIONS, ENTRIES, POLICIES, ISSUERS,
)  # fmt: skip
