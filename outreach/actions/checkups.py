"""Campaigns: planning, freezing the list, who is added or taken off, hospitals and their days."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import audit
from core.actions import Refused, action, may_keep
from core.audit import record
from core.notices import notify
from outreach.actions import checkup_places as places
from outreach.choices.checkups import CampaignState, ExamState, ListedBy
from outreach.models import CheckupCampaign, CheckupHospital, CheckupSession, Exam, ExamMove
from outreach.rules import checkups as rules
from outreach.workflow.checkups import CHECKUPS
from stations.actions import system_account
from stations.models import Station

# Without 0 O 1 I L: a code is read aloud and typed at the door of the hospital
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
CHUNK = 1000


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


@action("checkup.freeze")
def freeze_list(*, by, campaign, today):
    """Evaluate the rule once and keep whom it entitles, each with the reason. The stations below are told."""
    campaign = CheckupCampaign.objects.select_for_update().get(pk=campaign.pk)
    rules.check_planned(campaign, by, today)
    count = _list_people(campaign, by, today)
    campaign.state, campaign.frozen_on = CampaignState.RUNNING, today
    campaign.save()
    record(
        "checkup.freeze", campaign, by=by, changes={"state": (CampaignState.PLANNED, campaign.state)}, note=str(count)
    )
    text = _("The list of %(title)s is ready: please check it and tell people of their days.") % {"title": campaign}
    towns = Station.objects.filter(tier="town", closed_on__isnull=True, reached_by__upper=campaign.station_id)
    for station in towns:
        notify(station=station, text=text, url=campaign.get_absolute_url(), kind="checkup")
    return campaign


def _list_people(campaign, by, today):
    """One row for everybody the rule holds for."""
    held = {}
    people = rules.entitled_people(campaign)
    rows = people.filter(categories__ended_on__isnull=True).values_list("pk", "birth_date", "categories__category")
    for pk, birth, code in rows:
        held.setdefault(pk, (birth, set()))[1].add(code)
    reasons = {pk: rules.reason_for(campaign, birth, codes) for pk, (birth, codes) in sorted(held.items())}
    named = {pk: reason for pk, reason in reasons.items() if reason}
    exams = [
        Exam(campaign=campaign, person_id=pk, reason=reason, code=code)
        for (pk, reason), code in zip(named.items(), new_codes(len(named)), strict=True)
    ]
    Exam.objects.bulk_create(exams, batch_size=CHUNK)
    _keep_listing(Exam.objects.filter(campaign=campaign).order_by("pk"), by, today)
    return len(exams)


def _keep_listing(exams, by, today, note=""):
    """The first step of each, and its line in the ledger."""
    exams = list(exams)
    moves = [
        ExamMove(exam=exam, action="list", to_state=exam.state, by=by, station_id=by.station_id, on=today, note=note)
        for exam in exams
    ]
    ExamMove.objects.bulk_create(moves, batch_size=CHUNK)
    audit.record_many(audit.line("checkup.list", exam, by=by, changes={"state": (None, exam.state)}) for exam in exams)


def new_codes(count):
    """So many check-in codes that nobody has yet."""
    codes = set()
    while len(codes) < count:
        fresh = {
            "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH)) for _code in range(count - len(codes))
        }
        held = Exam.objects.filter(code__in=fresh) if len(fresh) <= CHUNK else Exam.objects.all()
        codes |= fresh - set(held.values_list("code", flat=True))
    return sorted(codes)


@action("checkup.list")
def add_to_list(*, by, campaign, person, reason, today):
    """Somebody the rule has missed, with the reason; once in a campaign."""
    rules.check_campaign_runs(campaign)
    if person.alive != "alive":
        raise Refused("not_on_file", _("The record says: %(state)s.") % {"state": person.get_alive_display()})
    if not may_keep(person, by) or not person.station.reached_by.filter(upper=campaign.station_id).exists():
        raise ValidationError({"find": ValidationError(_("Nobody in sight has this number or name."), "nobody")})
    if Exam.objects.filter(campaign=campaign, person=person).exists():
        raise Refused("listed", _("%(name)s is on the list already.") % {"name": person.name})
    (code,) = new_codes(1)
    exam = Exam.objects.create(campaign=campaign, person=person, reason=reason, listed_by=ListedBy.HAND, code=code)
    _keep_listing([exam], by, today, reason[:300])
    return exam


@action("checkup.close")
def close_campaign(*, by, campaign, today):
    """The season is over: nothing is booked any more; results and follow-ups go on."""
    rules.check_campaign_runs(campaign)
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
