"""Recording what was done and what there is: entered, amended, taken back, shown in photos."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from appeals.actions import issues
from appeals.choices.surveys import IssueSource
from core.actions import Refused, action
from core.audit import record
from outreach.actions.photos import keep_photos
from outreach.choices.activities import TalkKind
from outreach.choices.visits import Team
from outreach.models import MonthTheme, OutreachEvent, PropagandaSession, Speaker, TalkPoint
from outreach.rules import activities as rules
from stations.choices import Tier

BESIDE = ("photos", "speakers", "station")  # kept in rows of their own, or given apart
TEAMS = {Tier.VILLAGE: Team.VILLAGE, Tier.TOWN: Team.TOWN}
SOURCES = {
    TalkKind.SYMPOSIUM: IssueSource.SYMPOSIUM,
    TalkKind.HEART_TO_HEART: IssueSource.HEART_TO_HEART,
    TalkKind.EVENING_TALK: IssueSource.EVENING_TALK,
    TalkKind.HOME_CHAT: IssueSource.CHAT,
    TalkKind.FIELD_STUDY: IssueSource.VISIT,
}


def keep_new(verb, model, *, by, values, today):
    """A new row of a model of recorded things, with its photos."""
    row = model(station=values.get("station") or by.station, created_by=by, **own(values))
    check_day(row.on, today)
    row.full_clean()
    row.save()
    keep_shown(row, values, by=by, today=today)
    changes = {name: (None, told(value)) for name, value in own(values).items() if value not in (None, "")}
    record(verb, row, by=by, changes=changes)
    return row


def keep_changes(verb, row, *, by, values, today):
    """Other values; nothing is written when they are the same."""
    refuse_as_error(rules.check_in_force, row)
    given = own(values) | ({"station": values["station"]} if values.get("station") else {})
    changes = {name: (getattr(row, name), value) for name, value in given.items() if getattr(row, name) != value}
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    check_day(row.on, today)
    row.full_clean()
    if changes:
        row.version += 1
        row.save()
        record(verb, row, by=by, changes={name: (told(old), told(new)) for name, (old, new) in changes.items()})
    return row


def take_back(verb, row, *, by, reason):
    """For what was entered by mistake: it no longer counts and stays in the history."""
    rules.check_in_force(row)
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(verb, row, by=by, note=reason)
    return row


def add_shown(verb, row, photos, *, by, today):
    """More photos of a row."""
    rules.check_in_force(row)
    kept = keep_photos(row.photos.model, row, photos, by=by, today=today)
    record(verb, row, by=by, note=f"+{len(kept)}")
    return row


def own(values):
    """The values that stand in the row itself."""
    return {name: value for name, value in values.items() if name not in BESIDE}


def told(value):
    """A value as the ledger keeps it."""
    return str(value) if isinstance(value, Model) else value


def keep_shown(row, values, *, by, today):
    if photos := values.get("photos"):
        keep_photos(row.photos.model, row, photos, by=by, today=today)


def check_day(on, today):
    refuse_as_error(rules.check_not_to_come, on, today, field="on")


def refuse_as_error(rule, *args, field="__all__"):
    """A rule's refusal beside the field it is about."""
    try:
        rule(*args)
    except Refused as refusal:
        raise ValidationError({field: ValidationError(refusal.message, refusal.code)}) from refusal


@action("activity.record")
def record_activity(*, by, model, values, today):
    """A session, lecture or talk that took place."""
    if model is OutreachEvent:
        values = {**values, "team": values.get("team") or TEAMS.get(by.station.tier, Team.CITY)}
    row = keep_new("activity.record", model, by=by, values=values, today=today)
    if model is PropagandaSession:
        _name_speakers(row, values.get("speakers") or ())
    return row


@action("activity.record")
def amend_activity(*, by, row, values, today):
    """Correct an activity; its speakers are those named now."""
    keep_changes("activity.record", row, by=by, values=values, today=today)
    if "speakers" in values:
        before = [speaker.name for speaker in row.speakers.all()]
        if before != list(values["speakers"]):
            row.speakers.exclude(name__in=values["speakers"]).delete()
            _name_speakers(row, values["speakers"])
            record(
                "activity.record", row, by=by, changes={"speakers": ("、".join(before), "、".join(values["speakers"]))}
            )
    return row


def _name_speakers(row, names):
    known = set(row.speakers.values_list("name", flat=True))
    Speaker.objects.bulk_create(Speaker(session=row, name=name) for name in names if name not in known)


@action("activity.withdraw")
def withdraw_activity(*, by, row, reason):
    """Take back an activity."""
    return take_back("activity.withdraw", row, by=by, reason=reason)


@action("activity.record")
def add_activity_photos(*, by, row, photos, today):
    """More photos of a session, lecture or talk."""
    return add_shown("activity.record", row, photos, by=by, today=today)


@action("activity.record")
def name_person(*, by, row, person):
    """Say who on file a speaker or lecturer is (nobody: take it off again)."""
    before, row.person = row.person, person
    row.save(update_fields=["person"])
    record("activity.record", getattr(row, "session", row), by=by, changes={"person": (told(before), told(person))})
    return row


@action("issue.raise")
def raise_at_talk(*, by, talk, values, today):
    """Note a point that was raised at a talk: where and when it was raised is the talk's. Returns the point."""
    rules.check_in_force(talk)
    where = {"source": SOURCES[talk.kind], "raised_on": talk.on, "occasion": talk.topic}
    issue = issues.raise_issue(by=by, station=talk.station, values=values | where, today=today)
    return TalkPoint.objects.create(talk=talk, issue=issue)


@action("lecture_theme.set")
def set_theme(*, by, month, theme):
    """The theme of a month's lectures; the month's earlier one is replaced."""
    rules.check_sets_themes(by)
    month = month.replace(day=1)
    found = MonthTheme.objects.filter(station=by.station, month=month).first()
    row = found or MonthTheme(station=by.station, month=month, created_by=by)
    before, row.theme = (row.theme or None), theme
    row.full_clean()
    row.save()
    record("lecture_theme.set", row, by=by, changes={"theme": (before, theme)}, note=f"{month:%Y-%m}")
    return row
