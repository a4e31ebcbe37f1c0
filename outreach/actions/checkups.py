"""Campaigns: planning, hospitals and their days, the end; who is gone gives the place back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from outreach.actions import checkup_places as places
from outreach.choices.checkups import CampaignState, ExamState
from outreach.models import CheckupCampaign, CheckupHospital, CheckupSession, Exam
from outreach.rules import checkups as rules
from outreach.workflow.checkups import CHECKUPS
from stations.actions import system_account


@action("checkup.plan")
def plan_campaign(*, by, values, today):
    """A new campaign of the author's station."""
    campaign = CheckupCampaign(station=by.station, created_by=by, **values)
    campaign.full_clean()
    campaign.save()
    record("checkup.plan", campaign, by=by, changes={name: (None, value) for name, value in values.items()})
    return campaign


@action("checkup.plan")
def amend_campaign(*, by, campaign, values, today):
    """Another rule or season, while nobody is on the list yet."""
    rules.check_planned(campaign, by, today)
    changes = {name: (getattr(campaign, name), new) for name, new in values.items() if getattr(campaign, name) != new}
    for name, new in values.items():
        setattr(campaign, name, new)
    campaign.full_clean()
    campaign.save()
    record("checkup.plan", campaign, by=by, changes=changes)
    return campaign


@action("checkup.close")
def close_campaign(*, by, campaign, today):
    """The season is over: nothing is booked any more; results and follow-ups go on."""
    rules.check_can_close(campaign, by, today)
    campaign.state = CampaignState.CLOSED
    campaign.save()
    record("checkup.close", campaign, by=by, changes={"state": (CampaignState.RUNNING, campaign.state)})
    return campaign


@action("checkup.plan")
def add_hospital(*, by, campaign, values, today):
    """A hospital with its price a head, which the campaign's limits bound."""
    for field, limit in (("price_men", campaign.limit_men), ("price_women", campaign.limit_women)):
        if values[field] > limit:
            text = _("Above the campaign's limit of %(limit)s yuan.") % {"limit": limit}
            raise ValidationError({field: ValidationError(text, "above_limit")})
    hospital = CheckupHospital(campaign=campaign, **values)
    hospital.full_clean()
    hospital.save()
    changes = {"hospital": (None, str(hospital)), "price_men": (None, hospital.price_men)}
    record("checkup.plan", campaign, by=by, changes=changes)
    return hospital


@action("checkup.plan")
def add_sessions(*, by, campaign, hospital, days, part, quota, is_makeup, today):
    """Days of a hospital; those that stand already are left as they are. Returns the campaign."""
    if hospital.campaign_id != campaign.pk:
        raise ValidationError({"hospital": ValidationError(_("This hospital is not in the campaign."), "other")})
    rules.check_in_season(campaign, days, is_makeup)
    held = set(
        CheckupSession.objects.filter(hospital=hospital, part=part, cancelled_on=None).values_list("on", flat=True)
    )
    made = [
        CheckupSession(campaign=campaign, hospital=hospital, on=day, part=part, quota=quota, is_makeup=is_makeup)
        for day in days
        if day not in held
    ]
    if not made:
        raise Refused("stand_already", _("All these days stand already."))
    CheckupSession.objects.bulk_create(made)
    record(
        "checkup.plan", campaign, by=by, changes={"days": (None, [str(one.on) for one in made]), "quota": (None, quota)}
    )
    return campaign


@action("checkup.plan")
def set_quota(*, by, session, quota, today):
    """The hospital gives more or fewer places; fewer than are taken shows the day as overfull."""
    rules.check_session_open(session, by, today)
    session = CheckupSession.objects.select_for_update().get(pk=session.pk)
    before, session.quota = session.quota, quota
    session.extra = max(0, session.taken - quota)
    session.full_clean()
    session.save()
    record("checkup.plan", session.campaign, by=by, changes={"quota": (before, quota)}, note=str(session))
    return session


def take_out_gone(*, campaign, today):
    """Who died or moved away since the list was frozen gives the place back: the system's step. Returns how many."""
    open_states = (*CHECKUPS["gone"].source,)
    count = 0
    for action_name, status in (("gone", "deceased"), ("left", "moved_out")):
        rows = Exam.objects.filter(campaign=campaign, state__in=open_states, person__alive=status)
        count += len(let_go(action_name, list(rows), by=system_account(), today=today))
    return count


def let_go(action_name, exams, *, by, today, note="", **changes):
    """A step after which nobody stands in a session: the places go back first."""
    places.give_back([exam for exam in exams if exam.state == ExamState.BOOKED])
    changes = {"session": None, "answer": "", "told_on": None, **changes}
    return CHECKUPS.advance_many(action_name, exams, by=by, today=today, note=note, changes=changes)
