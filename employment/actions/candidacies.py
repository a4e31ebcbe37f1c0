"""From the talk to the post: every step of the table, and the checks after 30, 90 and 180 days."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from employment.actions.posts import locked, recount
from employment.choices.market import CHECK_DAYS, SEEKING, Origin, Stage
from employment.models import Candidacy, JobCheck, Seeker
from employment.rules import market as rules
from employment.workflow.candidacies import CANDIDACIES
from veterans.actions import note_employment


@action("candidacy.recommend")
def recommend(*, by, person, values, today):
    """A person on file is recommended for a post."""
    post = values["post"]
    rules.check_live_person(person)
    rules.check_trusted(post.employer)
    rules.check_open_post(post)
    candidacy = Candidacy(
        origin=Origin.REFERRAL,
        person=person,
        post=post,
        station=by.station,
        name=person.name,
        recommended_on=today,
        created_by=by,
    )
    return begin("recommend", candidacy, by=by, today=today, note=values.get("note", ""))


def begin(step, candidacy, *, by, today, note=""):
    """The first step. Whoever comes second with the same person and post is told who was first, and when."""
    try:
        with transaction.atomic():
            return CANDIDACIES.begin(step, candidacy, by=by, today=today, note=note)
    except (IntegrityError, ValidationError):
        if first := standing(candidacy):
            raise Refused("double", told_double(first)) from None
        raise


def standing(candidacy):
    """What is on file already of this person and post."""
    rows = Candidacy.objects.filter(post=candidacy.post).select_related("created_by", "post")
    if candidacy.attendee_id:
        return rows.filter(attendee=candidacy.attendee_id).first()
    return rows.open().filter(person=candidacy.person_id, origin=Origin.REFERRAL).first()


def told_double(first):
    said = {
        "name": first.name,
        "post": first.post,
        "stage": first.get_state_display(),
        "who": first.created_by,
        "at": f"{timezone.localtime(first.created_at):%m-%d %H:%M}",
    }
    return _("%(name)s and “%(post)s”: entered by %(who)s at %(at)s already, “%(stage)s”.") % said


def move(step, candidacy, *, by, today, values, changes=None):
    """One step of the table with what its small form said."""
    if (on := values.get("on")) and on > today and step != "interview":
        raise ValidationError({"on": ValidationError(_("This day lies in the future."), "future")})
    return CANDIDACIES.advance(step, candidacy, by=by, today=today, note=values.get("note", ""), changes=changes or {})


@action("candidacy.intend")
def intend(*, by, candidacy, values, today):
    return move("intend", candidacy, by=by, today=today, values=values, changes={"intent_on": today})


@action("candidacy.interview")
def interview(*, by, candidacy, values, today):
    return move("interview", candidacy, by=by, today=today, values=values, changes={"interview_on": values["on"]})


@action("candidacy.try_out")
def try_out(*, by, candidacy, values, today):
    return move("try_out", candidacy, by=by, today=today, values=values, changes={"trial_on": values["on"]})


@action("candidacy.offer")
def offer(*, by, candidacy, values, today):
    return move("offer", candidacy, by=by, today=today, values=values, changes={"offered_on": values["on"]})


@action("candidacy.hire")
def hire(*, by, candidacy, values, today):
    """The opening is filled, the record says where the person works, and the three checks are due."""
    candidacy.post = locked(candidacy.post)
    on = values["on"]
    move("hire", candidacy, by=by, today=today, values=values, changes={"hired_on": on})
    recount(candidacy.post)
    checks = [JobCheck(candidacy=candidacy, days=days, due_on=on + timedelta(days=days)) for days in CHECK_DAYS]
    JobCheck.objects.bulk_create(checks)
    if candidacy.person is not None:
        _note_work(candidacy, on, values.get("pay_month"), by)
        Seeker.objects.active().filter(person=candidacy.person).update(closed_on=today, updated_by=by)
    return candidacy


def _note_work(candidacy, on, pay_month, by):
    employer = candidacy.post.employer
    values = {
        "on": on,
        "employment": rules.employment_of(employer),
        "employer": employer.name,
        "occupation": candidacy.post.title,
        "pay_month": pay_month,
    }
    note_employment(by=by, person=candidacy.person, values=values)


@action("candidacy.refuse")
def refuse(*, by, candidacy, values, today):
    changes = {"ended_on": today, "reason": values["note"][:200]}
    return move("refuse", candidacy, by=by, today=today, values=values, changes=changes)


@action("candidacy.leave")
def leave(*, by, candidacy, values, today):
    """Gone from the trial or the post: the opening is free, the checks that were still to come are not asked."""
    was_hired = candidacy.state == Stage.HIRED
    if candidacy.hired_on and values["on"] < candidacy.hired_on:
        raise ValidationError({"on": ValidationError(_("This day lies before the start."), "backwards")})
    post = locked(candidacy.post)
    changes = {"ended_on": values["on"], "reason": values["note"][:200]}
    move("leave", candidacy, by=by, today=today, values=values, changes=changes)
    candidacy.checks.waiting().update(is_dropped=True)
    if was_hired:
        recount(post)
        if candidacy.person is not None:
            note_employment(by=by, person=candidacy.person, values={"on": values["on"], "employment": SEEKING})
    return candidacy


@action("jobcheck.answer")
def answer_check(*, by, check, is_in_work, note, today):
    """In work or not after so many days; a no is written down here, leaving is its own step."""
    rules.check_waiting(check, today)
    check.checked_on, check.is_in_work, check.note, check.by = today, is_in_work, note, by
    check.full_clean()
    check.save()
    record("jobcheck.answer", check, by=by, changes={"is_in_work": (None, is_in_work)}, note=note)
    return check
