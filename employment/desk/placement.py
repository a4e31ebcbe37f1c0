"""Placement, training, dependants, enterprise: work by deadline, hits, what stands beside people and stations."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.finding import SHOWN, Found, Hit
from core.worklist import Work
from employment.choices import placement as choices
from employment.choices.dependants import OPEN_SCHOOL, OPEN_SPOUSE
from employment.models import (
    BaseStay,
    ContestEntry,
    Enrolment,
    LoanSupport,
    PlacementBatch,
    PlacementCase,
    PolicyDocument,
    RetireeCheck,
    SchoolEnrolmentCase,
    SpousePlacement,
    SubsidyMonth,
)
from employment.models.evidence import EVIDENCE
from employment.rules import choosing
from employment.rules import placement as rules
from employment.rules.training import days_there

MOST = 30


def cases(user):
    return PlacementCase.objects.visible_to(user).select_related("person__station__division")


# ——— the desk of a user ———


def work(user, today):
    """What has a clock: placements, letters to write, sessions of the day, the month's subsidies."""
    if not user.may("placement.assign"):
        return
    for case in cases(user).open().filter(due_on__isnull=False).order_by("due_on")[:MOST]:
        yield Work(
            _("On post") if case.state == choices.State.ASSIGNED else _("Placement"),
            str(case),
            case.get_absolute_url(),
            case.due_on,
            f"{case.get_state_display()} {case.where}".strip(),
            _("Go to the case"),
        )
    yield from _letters(user)
    yield from _subsidies(user, today)


def _letters(user):
    batches = PlacementBatch.objects.visible_to(user).filter(session=choices.Session.CLOSED)
    waiting = batches.annotate(waiting=Count("turns", filter=Q(turns__case__state=choices.State.CHOSEN)))
    for batch in waiting.filter(waiting__gt=0)[:MOST]:
        note = _("%(count)s letters") % {"count": batch.waiting}
        yield Work(_("Letters"), str(batch), batch.get_absolute_url(), None, note, _("Write them"))


def _subsidies(user, today):
    month = rules.first_of(today)
    count = rules.unpaid_in(month, PlacementCase.objects.visible_to(user)).count()
    if count:
        note = _("%(count)s people, %(month)s") % {"count": count, "month": f"{month:%Y-%m}"}
        url = reverse("employment:subsidies")
        yield Work(
            _("Subsidy"),
            _("Waiting for assigned work"),
            url,
            None,
            note,
            _("Enter the payment"),
            reverse("employment:pay_subsidies"),
        )


def dependants_work(user, today):
    """Spouses and children whose day comes."""
    if not user.may("dependant.decide"):
        return
    for model, opened, kind in (
        (SpousePlacement, OPEN_SPOUSE, _("Spouse's work")),
        (SchoolEnrolmentCase, OPEN_SCHOOL, _("School entry")),
    ):
        for case in model.objects.visible_to(user).filter(state__in=opened).order_by("due_on")[:MOST]:
            note = f"{case.get_state_display()}·{case.soldier}"
            yield Work(kind, case.name, case.get_absolute_url(), case.due_on, note, _("Go to the case"))


def overdue_count(user):
    """The number on the door: placements that have missed their day, in the user's sight."""
    return cases(user).overdue(timezone.localdate()).values("pk")[:100].count()


def find_policies(user, text):
    """Policy documents by number, title, body or words of the text."""
    rows = list(PolicyDocument.objects.visible_to(user).matching(text)[: SHOWN + 1])
    hits = tuple(Hit(row.title, row.get_absolute_url(), f"{row.number} {row.issued_on}") for row in rows[:SHOWN])
    return Found(hits, more=reverse("employment:policies"), has_more=len(rows) > SHOWN)


def may_write(row, user):
    """Whether the user may change a row; what a superior shares with them they only read."""
    return type(row).objects.writable_by(user).filter(pk=row.pk).exists()


# ——— what pages read beside their rows: always from what the user sees ———


def enrolments_of(course, user):
    rows = (
        Enrolment.objects.visible_to(user).filter(course=course).select_related("person__station__division", "course")
    )
    return rows.annotate(days_there=days_there()).order_by("person__pinyin", "pk")


def stays_of(base, user):
    return BaseStay.objects.visible_to(user).filter(base=base).select_related("person", "station__division")


def to_gather(batch, user):
    """Who may come into a batch, among those whom the user may change."""
    seen = PlacementCase.objects.writable_by(user).values("pk")
    return choosing.waiting_of_year(batch).filter(pk__in=seen)


def to_pay(user):
    return PlacementCase.objects.writable_by(user)


def of_person(person, user):
    """Everything of this half of the department about one person."""
    return {
        "placements": list(cases(user).filter(person=person).order_by("-accepted_on")),
        "enrolments": list(
            Enrolment.objects.visible_to(user)
            .filter(person=person)
            .select_related("course__provider")
            .annotate(days_there=days_there())
            .order_by("-enrolled_on")
        ),
        "spouses": list(SpousePlacement.objects.visible_to(user).filter(person=person)),
        "schools": list(SchoolEnrolmentCase.objects.visible_to(user).filter(person=person)),
        "stays": list(BaseStay.objects.visible_to(user).filter(person=person).select_related("base")),
        "entries": list(ContestEntry.objects.visible_to(user).filter(person=person)),
        "loans": list(LoanSupport.objects.visible_to(user).filter(person=person)),
    }


ABOUT = (PlacementCase, Enrolment, SpousePlacement, SchoolEnrolmentCase, BaseStay, ContestEntry, LoanSupport)


def count_of_person(person, user):
    """The number on the tab: everything that the tab lists, whatever its kind, in one query; None for nothing."""
    first, *others = (kind.objects.visible_to(user).filter(person=person).order_by().values("pk") for kind in ABOUT)
    return first.union(*others, all=True).count() or None


def of_station(station, user, today):
    """How things stand in a station's area, for its page."""
    seen = cases(user).filter(person__station__reached_by__upper=station)
    enrolled = Enrolment.objects.visible_to(user).filter(person__station__reached_by__upper=station)
    counted = seen.aggregate(
        waiting=Count("pk", filter=Q(state__in=choices.OPEN)),
        overdue=Count("pk", filter=Q(state__in=choices.OPEN, due_on__lt=today)),
        retirees=Count("pk", filter=Q(mode=choices.Mode.MIL_RETIREE) & ~Q(state=choices.State.WITHDRAWN)),
    )
    return counted | {"trained": enrolled.filter(enrolled_on__year=today.year).values("person").distinct().count()}


def checks_of(user, year):
    """The ticks of a year that the user sees, as a condition for counting."""
    return RetireeCheck.objects.visible_to(user).filter(year=year)


def evidence(kind, user):
    """The files of one kind of row that the user sees."""
    return EVIDENCE[kind].objects.visible_to(user).select_related("by")


def subsidies_of(case, user):
    return SubsidyMonth.objects.visible_to(user).filter(case=case)
