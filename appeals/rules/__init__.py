"""When something may happen to an appeal, and how long its clocks run (handbook §4.2–4.3). No writes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from appeals.choices import FOR_CLAIMS, FOR_SUGGESTIONS, ClockKind, Kind, PaperKind, PaperState, Review, State
from appeals.models import Appeal, Holiday
from core.actions import Refused
from core.models import Setting
from stations.choices import Tier
from stations.models import Account, Station

EXTENSION_DAYS = 30
REPEAT_DAYS = 365
ASK_RATING_DAYS = 7


@dataclass(frozen=True)
class ClockRule:
    """How long a clock runs. `days` is None where the event itself names them (a date of feedback, a station's limit)."""

    days: int | None
    law: str
    unit: str = "calendar"


CLOCKS = {
    ClockKind.LOCAL: ClockRule(None, "本站办理时限"),
    ClockKind.RECEIPT: ClockRule(15, "信访工作条例第二十三条"),
    ClockKind.FEEDBACK: ClockRule(None, "交办时限定"),
    ClockKind.OBJECTION: ClockRule(5, "信访工作条例第二十三条", "working"),
    ClockKind.OPINION: ClockRule(60, "信访工作条例第三十四条"),
    ClockKind.REVIEW_WINDOW: ClockRule(30, "信访工作条例第三十五条"),
    ClockKind.REVIEW: ClockRule(30, "信访工作条例第三十五条"),
    ClockKind.RECHECK_WINDOW: ClockRule(30, "信访工作条例第三十六条"),
    ClockKind.RECHECK: ClockRule(30, "信访工作条例第三十六条"),
}
LOCAL_DAYS = {Tier.VILLAGE: 3, Tier.TOWN: 7, Tier.CITY: 15}
LOCAL_SETTING = "appeal.local_days"


def local_days():
    """The stations' own limits by tier; the bureau may change them."""
    return {**{str(tier): days for tier, days in LOCAL_DAYS.items()}, **Setting.read(LOCAL_SETTING, {})}


def calendar():
    return Holiday.objects.calendar()


def runs_for(kind, appeal):
    """Whether a clock applies to a case: statutory ones to petitions; nobody can be told who is anonymous (§23)."""
    if kind == ClockKind.RECEIPT:
        return appeal.is_petition and not appeal.is_anonymous
    if kind == ClockKind.LOCAL:
        return not appeal.is_petition
    return True


def running(appeal, kind):
    return appeal.clocks.filter(kind=kind, ended_on__isnull=True).first()


# ——— guards of the table ———


def check_not_petition(appeal, by, today):
    if appeal.is_petition:
        raise Refused(
            "petition", _("This is a statutory petition: it is accepted and replied to, not settled at the station.")
        )


def check_petition(appeal, by, today):
    if not appeal.is_petition:
        raise Refused(
            "no_petition", _("This is no statutory petition: take it up, or turn it into one if the person wishes.")
        )


def check_no_accusation(appeal, by, today):
    if appeal.kind == Kind.ACCUSATION:
        raise Refused(
            "accusation", _("An accusation goes to the discipline organ; it is not handled or withdrawn here (§30).")
        )


def check_has_superior(appeal, by, today):
    if superior_of(appeal.handler) is None:
        raise Refused("no_superior", _("There is no station above this one."))


def check_own_town(appeal, by, today):
    """Row 9: a town accepts its own cases; the bureau any."""
    if by.has_role("station_clerk") and not by.has_role("bureau_officer") and appeal.handler_id != by.station_id:
        raise Refused("not_own", _("A town accepts only what it handles itself."))


def check_in_time_to_object(appeal, by, today):
    clock = running(appeal, ClockKind.OBJECTION)
    if clock is None or today > clock.due_on:
        raise Refused("too_late", _("An objection was possible within five working days of the assignment (§23)."))


def check_may_extend(appeal, by, today):
    """Once, before the day is over (§34)."""
    clock = running(appeal, ClockKind.OPINION)
    if clock is None:
        raise Refused("no_clock", _("Only the sixty days of an accepted petition can be extended."))
    if clock.extension_days:
        raise Refused("extended", _("The deadline has been extended once already (§34)."))
    if today > clock.due_on:
        raise Refused("too_late", _("The deadline has passed: it can only be extended before."))


def check_no_request(appeal, by, today):
    if appeal.extension_asked:
        raise Refused("asked", _("An extension is waiting for the leader."))


def check_request(appeal, by, today):
    if not appeal.extension_asked:
        raise Refused("not_asked", _("Nobody has asked for an extension."))


def waiting_opinion(appeal):
    return appeal.papers.filter(kind=PaperKind.OPINION, state=PaperState.WAITING).first()


def check_draft(appeal, by, today):
    """The draft that waits for signature was written by somebody else."""
    if waiting_opinion(appeal) is None:
        raise Refused("no_draft", _("The written opinion is missing: it is drafted first, then signed by the leader."))
    if appeal.drafted_by_id == by.pk:
        raise Refused("own_draft", _("Whoever drafted the opinion cannot sign it."))


def check_no_draft_waits(appeal, by, today):
    if waiting_opinion(appeal) is not None:
        raise Refused("waiting", _("A draft is waiting for the leader's signature."))


def check_not_served(appeal, by, today):
    if appeal.served_on:
        raise Refused("served", _("The service of the opinion is already on record."))


def check_ratable(appeal, by, today):
    if appeal.is_anonymous:
        raise Refused("anonymous", _("Nobody can rate an anonymous appeal."))
    if not appeal.served_on:
        raise Refused("not_served", _("The reply can be rated once it has been served."))
    if appeal.rating:
        raise Refused("rated", _("The reply has been rated already."))


def _check_window(appeal, kind, today):
    """The thirty days in which review or recheck may be asked for."""
    clock = running(appeal, kind)
    if clock is None:
        raise Refused("not_served", _("The thirty days begin with the service of the opinion, which is not on record."))
    if today > clock.due_on:
        raise Refused("too_late", _("The thirty days to ask have passed."))


def check_review_window(appeal, by, today):
    _check_window(appeal, ClockKind.REVIEW_WINDOW, today)


def check_recheck_window(appeal, by, today):
    _check_window(appeal, ClockKind.RECHECK_WINDOW, today)


def _check_window_over(appeal, kind, today):
    clock = running(appeal, kind)
    if clock is None or today <= clock.due_on:
        raise Refused("window_open", _("The person may still ask for review."))


def check_review_over(appeal, by, today):
    _check_window_over(appeal, ClockKind.REVIEW_WINDOW, today)


def check_recheck_over(appeal, by, today):
    if appeal.review_result == Review.CHANGED:
        raise Refused("changed", _("The review changed the opinion: the case is handled again."))
    _check_window_over(appeal, ClockKind.RECHECK_WINDOW, today)


def check_not_decider(appeal, by, today):
    """§28, §35: whoever drafted or signed the opinion has no hand in its review."""
    if by.pk in (appeal.drafted_by_id, appeal.signed_by_id):
        raise Refused("decider", _("You decided this case: its review is recorded by somebody else."))


def check_changed(appeal, by, today):
    if appeal.review_result != Review.CHANGED:
        raise Refused("upheld", _("The review upheld the opinion: there is nothing to handle again."))


# ——— what forms offer ———


def superior_of(station):
    """The next station above that is open."""
    above = station.parent
    while above is not None and above.closed_on:
        above = above.parent
    return above


def city_of(station):
    """The service centre above a station, or the highest there is."""
    while station.parent_id and station.tier != Tier.CITY:
        station = station.parent
    return station


def pending_of_person(appeal):
    """Row 2: what a duplicate can be merged into: other open cases of the same person."""
    if appeal.person_id is None:
        return Appeal.objects.none()
    return Appeal.objects.filter(person=appeal.person_id).open().exclude(pk=appeal.pk)


def officers(station):
    """Who can be given a case at the bureau."""
    staff = Account.objects.of_people().filter(station=station, is_active=True)
    return staff.filter(pk__in=[account.pk for account in staff if account.has_role("bureau_officer")])


def open_stations():
    return Station.objects.filter(closed_on__isnull=True).select_related("division")


def check_reopening(appeal, ground):
    """Row 21: after the recheck the same facts are not accepted again (§36)."""
    if appeal.state == State.FINAL and ground != "new_facts":
        raise Refused("final", _("After the recheck only new facts reopen the matter (§36)."))


def outcomes_of(appeal):
    """The outcome codes that end a case of its kind: a suggestion ends adopted or answered (§29)."""
    return FOR_SUGGESTIONS if appeal.kind == Kind.SUGGESTION else FOR_CLAIMS


def check_outcome(appeal, outcome):
    if outcome not in outcomes_of(appeal):
        raise Refused("outcome", _("This outcome does not belong to this kind of appeal."))
