"""When something may happen in a campaign, and whom a campaign's rule entitles (handbook §6). No writes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused
from core.validators import age_on
from outreach.choices.checkups import UNFROZEN, CampaignState
from outreach.models.checkups import CheckupSession, Exam
from veterans.choices import CATEGORIES, Alive
from veterans.models import Person

NOTICE_DAYS = 7  # 至少提前一周通知 (中山 2023, handbook §6)
MISSED_YEARS = 2
CALLBACK_DAYS = 7  # a flagged finding is told within a week unless the officer sets another day
LABELS = dict(CATEGORIES)


def check_frozen(exam, by, today):
    check_has_list(exam.campaign)


def check_has_list(campaign):
    if campaign.state in UNFROZEN:
        raise Refused("not_frozen", _("The list is not frozen yet."))


def check_running(exam, by, today):
    check_campaign_runs(exam.campaign)


def check_campaign_runs(campaign):
    check_has_list(campaign)
    if campaign.state == CampaignState.CLOSED:
        raise Refused("closed", _("This campaign is closed."))


def check_planned(row, by, today):
    if row.state != CampaignState.PLANNED:
        raise Refused("frozen", _("The list is frozen: the rule does not change any more."))


def check_idle(campaign):
    """One long work at a time: the second click, and the colleague's, is refused."""
    if campaign.is_busy:
        raise Refused("busy", _("The portal is working on this list just now. Wait until it is done, or stop it."))


def check_can_freeze(row, by, today):
    """A planned list, or one whose making was stopped or broke off: it goes on."""
    check_idle(row)
    if row.state != CampaignState.FREEZING:
        check_planned(row, by, today)


def check_can_drop(row, by, today):
    if row.state != CampaignState.FREEZING:
        raise Refused("not_half", _("Only a list that is not finished is dropped."))
    check_idle(row)


def check_can_allot(row, by, today, days=None):
    """`days`: those to come that people are given, for who has them at hand."""
    check_campaign_runs(row)
    check_idle(row)
    days = CheckupSession.objects.to_give(row, today) if days is None else days
    if not any(day.free for day in days) and not Exam.objects.gone_from(days).exists():
        raise Refused("no_days", _("There is no day with free places: add days first."))


def check_can_close(row, by, today):
    check_campaign_runs(row)
    check_idle(row)


def check_session_open(row, by, today):
    check_campaign_runs(row.campaign)
    if row.cancelled_on:
        raise Refused("cancelled", _("This day was cancelled."))
    if row.on < today:
        raise Refused("past", _("This day is over."))


def check_in_season(campaign, days, is_makeup):
    """Days lie within the season; a make-up day may come after it, in the year the season ends."""
    first, last = campaign.season_from, campaign.season_to
    if is_makeup:
        last = date(last.year, 12, 31)
    if any(not first <= day <= last for day in days):
        said = {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"}
        text = _("The campaign's days lie between %(first)s and %(last)s.") % said
        field = "first" if any(day < first for day in days) else "last"
        raise ValidationError({field: ValidationError(text, "season")})


def check_day_has_come(exam, by, today):
    if exam.session and exam.session.on > today:
        raise Refused("too_early", _("The day has not come yet."))


def check_flagged(exam, by, today):
    if not exam.needs_callback:
        raise Refused("not_flagged", _("Nothing was found that needs following up."))


def check_was_contacted(exam, by, today):
    if not exam.result.contacts.exists():
        raise Refused("not_contacted", _("Record at least one contact first."))


def check_alive(exam, by, today):
    if exam.person.alive != Alive.ALIVE:
        message = _("The record says: %(state)s.") % {"state": exam.person.get_alive_display()}
        raise Refused("not_on_file", message)


def last_birth(campaign):
    """Born on this day or before: of the age on 31 December of the campaign's year."""
    return date(campaign.year - campaign.min_age, 12, 31)


def entitled_people(campaign):
    """People on file whom the rule may entitle: any of the categories, old enough, in no other scheme."""
    people = Person.objects.on_file().of_place(campaign.station).in_category(*campaign.categories)
    if campaign.without:
        held = Person.categories.rel.related_model.objects.filter(category__in=campaign.without, ended_on__isnull=True)
        people = people.exclude(pk__in=held.values("person"))
    return people.filter(birth_date__lte=last_birth(campaign).isoformat())  # a partial date sorts before its last day


def reason_for(campaign, birth_date, codes):
    """Why somebody is on the list, in words: 参战退役军人；年底满 67 岁. Empty when the rule does not hold."""
    held = [LABELS[code] for code in campaign.categories if code in codes]
    least, _most = age_on(birth_date, date(campaign.year, 12, 31)) if birth_date else (None, None)
    if not held or least is None or least < campaign.min_age or set(codes) & set(campaign.without):
        return ""
    return f"{'、'.join(held)}；年底满{least}岁"


def missed_since(today):
    """Who was not examined since this day was missed for two years."""
    return today.replace(year=today.year - MISSED_YEARS, day=min(today.day, 28))
