"""Who stands on a campaign's list: frozen by a job, added to by hand; a list that was not finished is dropped.

Freezing looks at everybody on file. It goes by the order of their keys, a chunk at a time, so that a worker that was
killed goes on with the next and nobody stands on the list twice.
"""

import secrets

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit, jobs
from core.actions import Refused, action, may_keep
from core.audit import record
from core.bulk import chunk_rows
from core.notices import notify
from outreach.choices.checkups import CampaignState, ListedBy
from outreach.models import CheckupCampaign, Exam, ExamMove
from outreach.rules import checkups as rules
from stations.models import Station
from veterans.models import PersonCategory

# Without 0 O 1 I L: a code is read aloud and typed at the door of the hospital
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
BATCH = 1000


def locked(campaign):
    """The campaign as it is now; whoever wants to change it meanwhile waits."""
    return CheckupCampaign.objects.select_related("job").select_for_update(of=("self",)).get(pk=campaign.pk)


def give_to_job(campaign, kind, *, by, today, begin, **args):
    """Start a long work on a locked campaign. `begin`: `jobs.start`, or `jobs.prepare` for who does it in this process."""
    args = {"campaign": campaign.pk, "on": today.isoformat(), **args}
    campaign.job = begin(kind, by=by, args=args, url=campaign.get_absolute_url())


@action("checkup.freeze")
def freeze_list(*, by, campaign, today, begin=jobs.start):
    """Have the rule evaluated once, by a job; after a stop it goes on where it was. Returns the campaign."""
    campaign = locked(campaign)
    rules.check_can_freeze(campaign, by, today)
    before, campaign.state = campaign.state, CampaignState.FREEZING
    give_to_job(campaign, "checkup.freeze", by=by, today=today, begin=begin)
    campaign.save()
    record("checkup.freeze", campaign, by=by, changes={"state": (before, campaign.state)})
    return campaign


def last_listed(campaign):
    """Up to which key people have been looked at, as the list itself says."""
    rows = Exam.objects.filter(campaign=campaign, listed_by=ListedBy.RULE)
    return rows.aggregate(last=Max("person"))["last"] or 0


def next_people(campaign, after):
    """The keys of the next whom the rule may entitle."""
    people = rules.entitled_people(campaign).filter(pk__gt=after).order_by("pk")
    return list(people.values_list("pk", flat=True)[: chunk_rows()])


@action("checkup.freeze")
def list_people(*, by, campaign, keys, today):
    """One row for each of these people for whom the rule holds, with the reason. Returns how many."""
    held = {}
    rows = rules.entitled_people(campaign).filter(pk__among=keys)
    for pk, birth in rows.values_list("pk", "birth_date"):
        held[pk] = (birth, set())
    codes = PersonCategory.objects.filter(person__pk__among=list(held), ended_on__isnull=True)
    for pk, code in codes.values_list("person", "category"):
        held[pk][1].add(code)
    reasons = {pk: rules.reason_for(campaign, birth, codes) for pk, (birth, codes) in sorted(held.items())}
    named = [(pk, reason) for pk, reason in reasons.items() if reason]
    exams = [
        Exam(campaign=campaign, person_id=pk, reason=reason, code=code)
        for (pk, reason), code in zip(named, new_codes(len(named)), strict=True)
    ]
    _keep_listing(Exam.objects.bulk_create(exams, batch_size=BATCH), by, today)
    return len(exams)


@action("checkup.freeze")
def finish_list(*, by, campaign, today):
    """Everybody is on the list: from now on the campaign runs, and the towns are told."""
    campaign = locked(campaign)
    before, campaign.state, campaign.frozen_on = campaign.state, CampaignState.RUNNING, today
    campaign.save()
    count = Exam.objects.filter(campaign=campaign).count()
    record("checkup.freeze", campaign, by=by, changes={"state": (before, campaign.state)}, note=str(count))
    text = _("The list of %(title)s is ready: please check it and tell people of their days.") % {"title": campaign}
    towns = Station.objects.filter(tier="town", closed_on__isnull=True, reached_by__upper=campaign.station_id)
    for station in towns:
        notify(station=station, text=text, url=campaign.get_absolute_url(), kind="checkup")
    return count


@action("checkup.freeze")
def drop_list(*, by, campaign, today):
    """A list that was stopped half way goes, and the rule can be changed again: nothing has happened to its people."""
    campaign = locked(campaign)
    rules.check_can_drop(campaign, by, today)
    exams = Exam.objects.filter(campaign=campaign)
    count = exams.count()
    ExamMove.objects.filter(exam__campaign=campaign).delete()
    exams.delete()
    before, campaign.state, campaign.job = campaign.state, CampaignState.PLANNED, None
    campaign.save()
    record("checkup.freeze", campaign, by=by, changes={"state": (before, campaign.state)}, note=f"-{count}")
    return campaign


def _keep_listing(exams, by, today, note=""):
    """The first step of each, and its line in the ledger."""
    moves = [
        ExamMove(exam=exam, action="list", to_state=exam.state, by=by, station_id=by.station_id, on=today, note=note)
        for exam in exams
    ]
    ExamMove.objects.bulk_create(moves, batch_size=BATCH)
    audit.record_many(audit.line("checkup.list", exam, by=by, changes={"state": (None, exam.state)}) for exam in exams)


def new_codes(count):
    """So many check-in codes that nobody has yet."""
    codes = set()
    while len(codes) < count:
        fresh = {
            "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH)) for _code in range(count - len(codes))
        }
        codes |= fresh - set(Exam.objects.filter(code__among=fresh).values_list("code", flat=True))
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
