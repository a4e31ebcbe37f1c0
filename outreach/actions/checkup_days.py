"""Who comes on which day: villages given days automatically or by hand, moved, and planned anew when a day is cancelled."""

from collections import Counter
from itertools import groupby

from django.utils.translation import gettext as _

from core import jobs
from core.actions import NotAllowed, Refused, action
from core.audit import record
from core.notices import notify
from outreach.actions import checkup_places as places
from outreach.actions.checkup_lists import give_to_job, locked
from outreach.actions.checkups import take_out_gone
from outreach.choices.checkups import ExamState
from outreach.models import CheckupSession, Exam
from outreach.rules import checkups as rules
from outreach.rules.allotment import Room, Waiting, allot
from outreach.workflow.checkups import CHECKUPS


@action("checkup.allot")
def allot_rest(*, by, campaign, today, town=None, begin=jobs.start):
    """Have days given to everybody who waits, of a town or of all, by a job. Returns the campaign."""
    campaign = locked(campaign)
    rules.check_can_allot(campaign, by, today)
    if not waiting(campaign, town).exists():
        raise Refused("nobody", _("Nobody is waiting for a day."))
    give_to_job(campaign, "checkup.allot", by=by, today=today, begin=begin, town=town.pk if town else None)
    campaign.save()
    record("checkup.allot", campaign, by=by, note=town.place if town else "")
    return campaign


def waiting(campaign, town=None):
    """Who has no day yet: of one town, or of all."""
    rows = Exam.objects.filter(campaign=campaign).without_a_day()
    return rows if town is None else rows.filter(person__station__reached_by__upper=town)


def days_for(campaign, today, town=None):
    """What days would be given now: whole villages by towns, under the places there are (rules/allotment.py)."""
    rooms = [_room(row) for row in CheckupSession.objects.to_give(campaign, today)]
    return allot(_people(campaign, waiting(campaign, town)), rooms, _beside(campaign, today))


def village_by_village(seats, most):
    """The seats in their order, in parts of whole villages of about `most` people.

    In this order the next part can be worked out anew from what is written, and comes to the same: a job that lost its
    worker gives the days it would have given."""
    homes = dict(Exam.objects.filter(pk__among=list(seats)).values_list("pk", "person__station"))
    part = {}
    for _village, keys in groupby(seats, key=homes.get):
        if len(part) >= most:
            yield part
            part = {}
        part |= {key: seats[key] for key in keys}
    if part:
        yield part


@action("checkup.allot")
def seat(*, by, campaign, seats, today):
    """Put people into the sessions worked out for them: {exam key: session key}. Refused when somebody has meanwhile
    given one of them a day, or taken a place."""
    still = Exam.objects.filter(campaign=campaign, pk__among=list(seats)).without_a_day()
    if still.count() != len(seats):
        raise Refused("overtaken", _("Somebody has given days meanwhile."))
    _seat(seats, by=by, today=today)
    return len(seats)


def _room(session):
    """A session as the allotment sees it. A village is served on one day at one hospital."""
    return Room(session.pk, (session.on, session.hospital_id), session.free)


def rooms_but(session, today):
    """The other sessions to come, locked."""
    rows = CheckupSession.objects.select_for_update().to_give(session.campaign, today)
    return [_room(row) for row in rows if row != session]


def _people(campaign, exams):
    """Those who wait, in the order of towns and villages; a spouse with a day names it."""
    rows = exams.order_by("person__station__division__code", "person__pinyin").values_list(
        "pk", "person__station", "person__household"
    )
    rows = list(rows)
    homes = {home for _pk, _village, home in rows if home}
    seated = Exam.objects.filter(campaign=campaign, state=ExamState.BOOKED, person__household__isnull=False)
    beside = dict(seated.values_list("person__household", "session")) if homes else {}
    return [Waiting(pk, village, home, beside.get(home)) for pk, village, home in rows]


def _beside(campaign, today):
    """{village: the day where its others stand}, the latest one to come."""
    seated = Exam.objects.filter(campaign=campaign, state=ExamState.BOOKED, session__on__gte=today)
    rows = seated.order_by("session__on").values_list("person__station", "session__on", "session__hospital").distinct()
    return {village: (on, hospital) for village, on, hospital in rows}


def _seat(seats, *, by, today, action_name="book", note=""):
    """Put people into sessions: {exam key: session key}; one step each, the places counted once a session."""
    sessions = CheckupSession.objects.in_bulk(set(seats.values()))
    for key, count in sorted(Counter(seats.values()).items()):
        places.take(sessions[key], count)
    exams = list(Exam.objects.filter(pk__in=list(seats)))

    def changes(exam):
        return {"session": sessions[seats[exam.pk]], "answer": "", "told_on": None}

    CHECKUPS.advance_many(action_name, exams, by=by, today=today, note=note, changes=changes)


@action("checkup.book")
def book(*, by, exam, session, today, is_granted=False):
    """One person gets a day, or another one. Beyond the places only when an officer grants it."""
    name = "rebook" if exam.state == ExamState.BOOKED else "book"
    _check_session(session, exam.campaign, by, today, is_granted)
    if exam.session_id == session.pk and name == "rebook":
        raise Refused("same_day", _("This is their day already."))
    places.take(session, 1, is_granted=is_granted)
    if name == "rebook":
        places.give_back([exam])
    changes = {"session": session, "answer": "", "told_on": None}
    (exam,) = CHECKUPS.advance_many(name, [exam], by=by, today=today, changes=changes)
    return exam


def _check_session(session, campaign, by, today, is_granted):
    if session.campaign_id != campaign.pk:
        raise Refused("other_campaign", _("This day belongs to another campaign."))
    rules.check_session_open(session, by, today)
    if is_granted and not by.may("checkup.grant"):
        raise NotAllowed("checkup.grant")


@action("checkup.book")
def book_village(*, by, session, village, today, is_granted=False):
    """Everybody of a village who waits goes to this day. Returns the session."""
    _check_session(session, session.campaign, by, today, is_granted)
    exams = list(Exam.objects.filter(campaign=session.campaign, person__station=village).without_a_day())
    if not exams:
        raise Refused("nobody", _("Nobody of this village is waiting for a day."))
    places.take(session, len(exams), is_granted=is_granted)
    changes = {"session": session, "answer": "", "told_on": None}
    CHECKUPS.advance_many("book", exams, by=by, today=today, changes=changes)
    return session


@action("checkup.book")
def move_village(*, by, session, village, target, today, is_granted=False):
    """Everybody of a village who stands in one session goes to another. Returns the other."""
    if session.campaign_id != target.campaign_id:
        raise Refused("other_campaign", _("This day belongs to another campaign."))
    _check_session(target, session.campaign, by, today, is_granted)
    exams = list(Exam.objects.filter(session=session, person__station=village, state=ExamState.BOOKED))
    if not exams or session.pk == target.pk:
        raise Refused("nobody", _("Nobody of this village stands on that day any more."))
    places.take(target, len(exams), is_granted=is_granted)
    places.give_back(exams)
    _settle_extra(session)
    changes = {"session": target, "answer": "", "told_on": None}
    CHECKUPS.advance_many("rebook", exams, by=by, today=today, changes=changes)
    return target


def _settle_extra(session):
    """What was granted beyond the quota and is not needed any more is taken back."""
    row = CheckupSession.objects.select_for_update().get(pk=session.pk)
    CheckupSession.objects.filter(pk=row.pk).update(extra=max(0, row.taken - row.quota))


@action("checkup.cancel_day")
def cancel_day(*, by, session, reason, today):
    """A day falls out: its people are planned anew on other days, villages and couples together; who finds no place
    waits. Every move names the day it left and the one it went to. The stations concerned are told."""
    rules.check_session_open(session, by, today)
    take_out_gone(campaign=session.campaign, today=today)
    rooms = rooms_but(session, today)
    session.cancelled_on, session.cancelled_why = today, reason
    session.save(update_fields=["cancelled_on", "cancelled_why"])
    booked = Exam.objects.filter(session=session, state=ExamState.BOOKED)
    given = allot(_people_of_day(booked), rooms, {})
    record("checkup.cancel_day", session.campaign, by=by, note=f"{session}: {reason}")
    note = _("%(day)s was cancelled") % {"day": session}
    villages = _villages_of(booked, set(given.left))
    leaving = list(booked.filter(pk__in=given.left))
    places.give_back(list(booked))
    _seat(given.places, by=by, today=today, action_name="rebook", note=note)
    changes = {"session": None, "answer": "", "told_on": None}
    CHECKUPS.advance_many("unbook", leaving, by=by, today=today, note=note, changes=changes)
    _tell_stations(session, villages)
    session.refresh_from_db()
    return session


def _tell_stations(session, villages):
    """Each station is told of its own: who has another day, and who has none yet."""
    for station, (moved, waiting_on) in villages.items():
        said = {"title": session.campaign, "day": session, "moved": moved, "left": waiting_on}
        if not waiting_on:
            text = _("%(title)s: %(day)s was cancelled, %(moved)s people of yours have another day. Please tell them.")
        elif not moved:
            text = _("%(title)s: %(day)s was cancelled, %(left)s people of yours wait for another. Please tell them.")
        else:
            text = _(
                "%(title)s: %(day)s was cancelled, %(moved)s people of yours have another day, %(left)s wait for one. "
                "Please tell them."
            )
        notify(station=station, text=text % said, url=session.get_absolute_url(), kind="checkup", level="warning")


def _people_of_day(booked):
    rows = booked.order_by("person__station__division__code", "person__pinyin")
    return [Waiting(*row) for row in rows.values_list("pk", "person__station", "person__household")]


def _villages_of(booked, left):
    """{station: [how many get another day, how many find none]}"""
    found = {}
    for exam in booked.select_related("person__station"):
        found.setdefault(exam.person.station, [0, 0])[exam.pk in left] += 1
    return found
