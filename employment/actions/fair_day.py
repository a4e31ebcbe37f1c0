"""The day of the fair: who came, and with whom they came to terms. Several desks write at once."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import vault
from core.actions import Refused, action
from core.audit import record
from employment.actions.candidacies import begin
from employment.choices.market import Origin, Stage
from employment.models import Attendee, Candidacy
from employment.rules import market as rules

# What the desk writes down, and the step it begins with
RESULTS = {Stage.INTENT: "intend", Stage.INTERVIEW: "interview", Stage.CONSIDERING: "consider"}


@action("fair.check_in")
def check_in(*, by, fair, person=None, sign_up=None, name="", phone=""):
    """Somebody came. Entered twice, by two desks even, they are one attendee; the second desk gets the first's row."""
    rules.check_running(fair)
    person_key = {"person": person} if person else {"person": None, "phone_digest": _digest(phone, sign_up)}
    if found := fair.attendees.filter(**person_key).first():
        return _joined(found, sign_up)
    attendee = Attendee(fair=fair, sign_up=_unused(sign_up), by=by, name=name, **person_key)
    if person:
        attendee.name = person.name
    else:
        attendee.name, attendee.phone = name or sign_up.name, phone or sign_up.phone.plain()
    attendee.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            attendee.save()
    except IntegrityError:
        return fair.attendees.get(**person_key)
    record("fair.check_in", attendee, by=by)
    return attendee


def _digest(phone, sign_up):
    if phone:
        return vault.digest(phone, "phone")
    return sign_up.phone_digest if sign_up else None


def _unused(sign_up):
    return sign_up if sign_up and not Attendee.objects.filter(sign_up=sign_up).exists() else None


def _joined(attendee, sign_up):
    """The sign-up of somebody who was entered by name before."""
    if attendee.sign_up_id is None and (entry := _unused(sign_up)):
        attendee.sign_up = entry
        attendee.save(update_fields=["sign_up"])
    return attendee


@action("fair.intent")
def record_intent(*, by, fair, attendee, post, result, today):
    """What an attendee and an employer came to: once for each post, by however many hands."""
    rules.check_running(fair)
    if not fair.stands.filter(offers__post=post).exists():
        raise Refused("not_offered", _("This post is not offered at this fair."))
    rules.check_not_blacklisted(post.employer)
    candidacy = Candidacy(
        origin=Origin.FAIR,
        fair=fair,
        attendee=attendee,
        person=attendee.person,
        post=post,
        station=fair.station,
        name=attendee.name,
        created_by=by,
        intent_on=today if result == Stage.INTENT else None,
        interview_on=today if result == Stage.INTERVIEW else None,
        is_demo=fair.is_demo,
    )
    return begin(RESULTS[result], candidacy, by=by, today=today)
