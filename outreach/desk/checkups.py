"""Campaigns as a user sees them: rows in sight, work that waits, what the panels say."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import JobState
from core.validators import parse_whole
from core.worklist import Work
from outreach.choices import checkups as choices
from outreach.choices.checkups import CampaignState, ExamState, SheetState
from outreach.models import (
    CheckupCampaign,
    CheckupHospital,
    CheckupInvoice,
    CheckupResult,
    CheckupSession,
    Exam,
    ResultSheet,
)
from outreach.models.checkups import examined_since
from outreach.rules.checkups import NOTICE_DAYS, missed_since
from stations.choices import Tier
from stations.models import Station
from veterans.models import Person

MOST = 20
FOUND = 8
NO_MONEY = Decimal("0.00")


def campaign(user, key):
    """The campaign of an address, or 404."""
    return get_object_or_404(CheckupCampaign.objects.visible_to(user).select_related("station", "job"), pk=key)


def outcome(job):
    """What a work on a list came to, in words; "" for one that did not come to its end."""
    if job is None or job.state != JobState.DONE:
        return ""
    if job.kind == "checkup.freeze":
        return _("The list is frozen: %(count)s people.") % {"count": job.result["people"]}
    if job.result["left"]:
        return _("%(placed)s people have a day; %(left)s wait: add days or places.") % job.result
    return _("%(placed)s people have a day; nobody waits.") % job.result


def exams(user, of=None):
    rows = Exam.objects.visible_to(user)
    return rows.filter(campaign=of) if of is not None else rows


def chosen(user, key, tier):
    """A station of the address, as far as the user sees it, or None."""
    rows = Station.objects.visible_to(user).filter(tier=tier).select_related("division", "parent__division")
    return rows.filter(pk=parse_whole(str(key))).first()


def towns(user):
    return Station.objects.visible_to(user).filter(tier=Tier.TOWN).select_related("division").order_by("division__code")


def village(user, key):
    """The village (or other station) that a sheet is for, or 404."""
    rows = Station.objects.visible_to(user).select_related("division", "parent__division")
    return get_object_or_404(rows, pk=parse_whole(str(key)))


def awaited(user, of):
    """Who still has to be told or to come."""
    return exams(user, of).filter(person__alive="alive", state__in=(*choices.PLACEABLE, ExamState.BOOKED))


def villages_awaited(user, of):
    """[(village, its name, its town, how many of its people still have to be told or to come)]"""
    names = ("person__station", "person__station__division__name", "person__station__parent__division__name")
    rows = awaited(user, of).order_by("person__station__division__code").values_list(*names)
    return list(rows.annotate(Count("pk")))


def of_village(user, of, station):
    """The people of a village who still have to be told or to come, those with a day first."""
    rows = awaited(user, of).filter(person__station=station)
    return rows.for_list().order_by(F("session__on").asc(nulls_last=True), "person__pinyin", "pk")


# ——— at the door of the hospital ———


def arriving(user, of, text):
    """Whom a code, an identity number, its end or a name means, at most a few; first who has not come yet."""
    rows = exams(user, of).for_list()
    if by_code := list(rows.filter(code=text.strip().upper())):
        return by_code
    people = Person.objects.visible_to(user).matching(text)
    come = Case(When(state__in=choices.HAVE_COME, then=1), default=0)
    return list(rows.filter(person__in=people).order_by(come, "person__pinyin", "pk")[:FOUND])


def by_code(user, code):
    return get_object_or_404(exams(user).for_list().select_related("campaign"), code=code.upper())


def arrivals(user, of, today):
    """(how many came today, how many are expected, the last ones)."""
    rows = exams(user, of)
    here = rows.filter(arrived_at__date=today)
    expected = rows.filter(session__on=today, state=ExamState.BOOKED).count()
    return here.count(), expected, list(here.for_list().order_by("-arrived_at")[:6])


# ——— results and money ———


def result_of(exam, user):
    """The result, for who may read it."""
    return CheckupResult.objects.visible_to(user).filter(exam=exam).first()


def sheets(user, of):
    """The hospitals' tables of a campaign that were not thrown away, those that wait first; for who reads results."""
    if not user.may("checkup.results"):
        return []
    rows = ResultSheet.objects.visible_to(user).filter(campaign=of).exclude(state=SheetState.DISCARDED)
    return list(rows.defer("rows").order_by("state", "-pk")[:MOST])


def bill(user, of):
    """Beside each hospital: what we count and what it asks for."""
    rows = CheckupHospital.objects.visible_to(user).filter(campaign=of).select_related("institution")
    ours = exams(user, of).examined().values("hospital").annotate(heads=Count("pk"), cost=Sum("cost")).order_by()
    counted = {row["hospital"]: row for row in ours}
    asking = {}
    for invoice in CheckupInvoice.objects.visible_to(user).filter(campaign=of):
        asking.setdefault(invoice.hospital_id, []).append(invoice)
    for hospital in rows:
        invoices = asking.get(hospital.pk, [])
        mine = counted.get(hospital.pk, {"heads": 0, "cost": None})
        cost = (mine["cost"] or NO_MONEY) + NO_MONEY  # SQLite's sum forgets the two places
        asked = sum(invoice.heads for invoice in invoices), sum((invoice.amount for invoice in invoices), NO_MONEY)
        yield {
            "hospital": hospital,
            "invoices": invoices,
            "heads": mine["heads"],
            "cost": cost,
            "asked_heads": asked[0],
            "asked": asked[1],
            "more_heads": asked[0] - mine["heads"],
            "more": asked[1] - cost,
        }


# ——— other pages ———


def work(user, today):
    """Follow-ups due, people to call back, villages to tell."""
    yield from _follow_ups(user)
    yield from _to_call_back(user)
    yield from _to_tell(user, today)


def _follow_ups(user):
    if not user.may("checkup.follow_up"):
        return
    rows = CheckupResult.objects.visible_to(user).open().select_related("exam__person__station__division")
    for result in rows.order_by("due_on", "pk")[:MOST]:
        note = result.exam.person.station.place
        yield Work(_("Follow-up"), str(result), result.get_absolute_url(), result.due_on, note, _("Record a contact"))


def _to_call_back(user):
    """The station asks the person to get in touch, and notes that it has; it is not told why."""
    if not user.has_role("station_clerk"):
        return
    rows = exams(user).to_follow_up().filter(person__station=user.station_id, callback_told_on__isnull=True)
    rows = rows.select_related("person")
    for exam in rows.order_by("callback_on", "pk")[:MOST]:
        yield Work(_("Call back"), str(exam), exam.get_absolute_url(), exam.callback_on, "", _("Open"))


def _to_tell(user, today):
    """Villages whose day is near: those of the clerk's own station; for an officer nobody's own, so none."""
    if not user.has_role("station_clerk") or not user.may("checkup.notify"):
        return
    rows = exams(user).filter(campaign__state=CampaignState.RUNNING, session__on__gte=today).untold()
    groups = rows.values(
        "campaign", "campaign__title", "person__station", "person__station__division__name", "session__on"
    )
    for row in groups.annotate(count=Count("pk")).order_by("session__on")[:MOST]:
        due = row["session__on"] - timedelta(days=NOTICE_DAYS)
        about = _("%(place)s: tell %(count)s people of %(day)s") % {
            "place": row["person__station__division__name"],
            "count": row["count"],
            "day": f"{row['session__on']:%m-%d}",
        }
        url = f"{reverse('outreach:village_calls', args=[row['campaign']])}?village={row['person__station']}"
        yield Work(_("Tell of the checkup"), about, url, max(due, today), row["campaign__title"], _("Record the calls"))


def of_person(person, user):
    """The person's checkups: done or call back, and when. Nothing that was found."""
    return list(
        exams(user).filter(person=person).for_list().select_related("campaign").order_by("-campaign__year", "-pk")
    )


def of_station(station, user):
    """Where the running campaigns stand at a station and below it."""
    rows = exams(user).filter(campaign__state=CampaignState.RUNNING, person__station__reached_by__upper=station)
    counts = (
        rows.values("campaign", "campaign__title")
        .order_by("-campaign__year")
        .annotate(
            entitled=Count("pk", filter=~Q(state__in=choices.GONE)),
            done=Count("pk", filter=Q(state__in=choices.EXAMINED)),
            waiting=Count("pk", filter=Q(state__in=choices.WAITING)),
            callback=Count("pk", filter=Q(state=ExamState.RESULT_IN, needs_callback=True)),
        )
    )
    return list(counts)


def missed(people, today):
    """Of these people who stood on an earlier year's list and were not examined for two years."""
    listed = Exam.objects.entitled().filter(campaign__year__lt=today.year).values("person")
    last = Exam.objects.filter(person=OuterRef("pk"), examined_on__isnull=False).order_by("-examined_on")
    found = people.filter(pk__in=listed).exclude(examined_since(missed_since(today)))
    return found.annotate(last_examined=Subquery(last.values("examined_on")[:1]))


def people_named(user, text):
    """People on file in sight whom a full identity number or a name means."""
    return list(Person.objects.visible_to(user).on_file().matching(text).select_related("station")[:2])


def session_rows(session, user, place=None):
    """Who stands in a session, by village; `place` narrows to one."""
    rows = exams(user).filter(session=session, state__in=(*choices.ON_BOARD, ExamState.ABSENT)).for_list()
    rows = rows.filter(person__station=place) if place else rows
    return rows.order_by("person__station__division__code", "person__pinyin", "pk")


def sessions(user, of):
    return CheckupSession.objects.visible_to(user).filter(campaign=of).select_related("hospital__institution")


def moved_from(session, user):
    """Who stood on a cancelled day, and where each went: the steps that left it."""
    rows = session.left.model.objects.visible_to(user).filter(from_session=session, action__in=("rebook", "unbook"))
    rows = rows.filter(at__date__gte=session.cancelled_on) if session.cancelled_on else rows.none()
    return list(
        rows.select_related("exam__person__station__division", "to_session__hospital__institution").order_by(
            "exam__person__station__division__code", "exam__person__pinyin"
        )
    )


def hospitals(user, of):
    return CheckupHospital.objects.visible_to(user).filter(campaign=of).select_related("institution")
