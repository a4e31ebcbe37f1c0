"""The hourly look at the clocks: warn, urge (督办), pass on upwards, close what has run its course; the daily self-check.

Each urge is a row of its own, one for a clock and level, so that the job may run as often as it likes. Nothing fails
silently: where no superior answers, the next one above is told and an alarm stands on the leader's page.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions.filing import file_paper
from appeals.actions.moving import move
from appeals.actions.reviews import close, close_review
from appeals.choices import OUR_CLOCKS, ClockKind, PaperKind, Review, State
from appeals.models import Appeal, Clock, Urge
from core.actions import Refused
from core.models import Notice, Setting
from core.notices import notify
from stations.models import Account

logger = logging.getLogger(__name__)

# How far a clock has run: level → days after its day (negative: before). Local rule, editable here only with the handbook
WARN, URGE, SUPERIOR, LEADER = 0, 1, 2, 3
LEVELS = {WARN: None, URGE: 1, SUPERIOR: 3, LEADER: 7}
CHECK_SETTING = "appeal.self_check"


def urge(appeal, *, by, today, text, clock=None, level=URGE):
    """督办: on record, on paper, and in the handler's inbox."""
    move("supervise", appeal, by=by, today=today, values={"note": text}, changes={"is_supervised": True}, paper=False)
    file_paper(appeal, PaperKind.URGE, by=by, today=today, said={"note": text})
    _remember(appeal, clock, level, by, today, text, appeal.handler)
    _tell_handler(appeal, _("Urged: %(title)s. %(text)s") % {"title": appeal.title, "text": text}, "urgent")
    return appeal


def watch(*, by, today):
    """One round. Returns how many were warned, urged, passed on, closed. Every case is a transaction of its own."""
    counts = dict.fromkeys(("warned", "urged", "passed_on", "closed", "failed"), 0)
    for level, step in ((WARN, warn), (URGE, urge_overdue), (SUPERIOR, pass_on), (LEADER, pass_on)):
        for clock in due_for(level, today):
            counts[_each(step, clock, level, by, today)] += 1
    for appeal, ending in finished(today):
        counts["closed"] += _close(appeal, ending, by, today)
    ask_for_ratings(today)
    return counts | self_check(today)


def _each(step, clock, level, by, today):
    try:
        with transaction.atomic():
            return step(clock, level, by, today)
    except Refused as refusal:
        logger.error("case %s could not be urged: %s", clock.appeal.number, refusal.code)
        return "failed"


def due_for(level, today):
    """Running clocks of ours that have come to a level and have no urge of it yet."""
    clocks = Clock.objects.running().ours().select_related("appeal__handler__parent", "appeal__officer")
    told = Urge.objects.filter(clock=OuterRef("pk"), level=level)
    if level == WARN:
        clocks = clocks.filter(warn_on__lte=today, due_on__gte=today)
    else:
        clocks = clocks.filter(due_on__lte=today - timedelta(days=LEVELS[level]))
    return list(clocks.filter(~Exists(told)))


def warn(clock, level, by, today):
    """Yellow: five days before the day, on the spot for shorter clocks."""
    appeal = clock.appeal
    said = {"title": appeal.title, "clock": clock, "date": clock.due_on}
    text = _("Due on %(date)s (%(clock)s): %(title)s") % said
    _remember(appeal, clock, level, by, today, text, appeal.handler)
    _tell_handler(appeal, text, "warning")
    return "warned"


def urge_overdue(clock, level, by, today):
    """Red: the day has passed."""
    said = {"clock": clock, "days": (today - clock.due_on).days}
    text = (
        _("%(clock)s: overdue by %(days)s days. Settle it or say why not; a station hands up what it cannot settle.")
        % said
    )
    urge(clock.appeal, by=by, today=today, text=text, clock=clock)
    return "urged"


def pass_on(clock, level, by, today):
    """Still overdue: the superior is told, after a week the leaders. Who is absent is passed over, with an alarm."""
    appeal = clock.appeal
    said = {"title": appeal.title, "days": (today - clock.due_on).days, "handler": appeal.handler}
    text = _("%(handler)s is overdue by %(days)s days: %(title)s") % said
    city = rules.city_of(appeal.handler)
    target, is_alarm = answering(appeal.handler) if level == SUPERIOR else (None, False)
    heads = [] if target else leaders(city)
    is_alarm = is_alarm or not (target or heads)
    _remember(appeal, clock, level, by, today, text, target or city, is_alarm=is_alarm)
    for to in [{"station": target}] if target else [{"account": head} for head in heads]:
        notify(**to, text=text, url=appeal.get_absolute_url(), kind="appeal.urge", level="urgent")
    if is_alarm:
        _alarm(appeal, city)
    return "passed_on"


def answering(station):
    """(the next station above where somebody works, or None above which only the leaders are; whether one is absent)."""
    above, is_absent = rules.superior_of(station), False
    while above is not None and not _is_staffed(above):
        above, is_absent = rules.superior_of(above), True
    return above, is_absent


def _is_staffed(station):
    return any(
        a.has_role("station_clerk") or a.has_role("bureau_officer")
        for a in station.accounts.of_people().filter(is_active=True)
    )


def leaders(station):
    return [a for a in Account.objects.of_people().filter(station=station, is_active=True) if a.has_role("leader")]


def _alarm(appeal, city):
    text = _("Nobody above %(handler)s answers for an overdue case: %(title)s") % {
        "handler": appeal.handler,
        "title": appeal.title,
    }
    logger.error("alarm: no superior answers for case %s", appeal.number)
    for leader in leaders(city):
        notify(account=leader, text=text, url=appeal.get_absolute_url(), kind="appeal.alarm", level="urgent")


def finished(today):
    """Rows 16 and 19: the windows in which review or recheck could be asked for are over."""
    past = Clock.objects.running().filter(due_on__lt=today, appeal=OuterRef("pk"))
    replied = Appeal.objects.filter(Exists(past.filter(kind=ClockKind.REVIEW_WINDOW)), state=State.REPLIED)
    reviewed = Appeal.objects.filter(Exists(past.filter(kind=ClockKind.RECHECK_WINDOW)), state=State.REVIEWED)
    yield from ((appeal, close) for appeal in replied.select_related("handler"))
    upheld = reviewed.exclude(review_result=Review.CHANGED)
    yield from ((appeal, close_review) for appeal in upheld.select_related("handler"))


def _close(appeal, ending, by, today):
    try:
        ending(by=by, appeal=appeal, today=today)
    except Refused as refusal:
        logger.warning("case %s was not closed: %s", appeal.number, refusal.code)
        return 0
    return 1


def ask_for_ratings(today):
    """Row 15: a week after the service the centre is asked to call, once."""
    asked = Notice.objects.filter(kind="appeal.rating").values_list("url", flat=True)
    since = today - timedelta(days=rules.ASK_RATING_DAYS)
    waiting = Appeal.objects.filter(state=State.REPLIED, served_on__lte=since, rating="", is_anonymous=False)
    known = set(asked)
    for appeal in waiting.select_related("handler"):
        if appeal.get_absolute_url() not in known:
            text = _("Ask how satisfied the person is with the reply: %(title)s") % {"title": appeal.title}
            station = rules.city_of(appeal.handler)
            notify(station=station, text=text, url=appeal.get_absolute_url(), kind="appeal.rating")


def overdue_clocks(today):
    return Clock.objects.running().filter(kind__in=OUR_CLOCKS, due_on__lt=today)


def self_check(today):
    """Whether every overdue case has its urge on record; kept for the leader's page. A gap is told in the log, too."""
    overdue = overdue_clocks(today)
    urged = Urge.objects.filter(clock=OuterRef("pk"), level__gte=URGE)
    missing = overdue.filter(~Exists(urged)).count()
    found = {"overdue": overdue.count(), "missing": missing, "at": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
    Setting.objects.update_or_create(pk=CHECK_SETTING, defaults={"value": found})
    if missing:
        logger.error("%s overdue deadlines have no urge on record", missing)
    return {"overdue": found["overdue"], "missing": missing}


def _remember(appeal, clock, level, by, today, text, station, is_alarm=False):
    return Urge.objects.create(
        appeal=appeal,
        clock=clock,
        level=level,
        to_station=station,
        by=by,
        on=today,
        text=text[:300],
        is_alarm=is_alarm,
    )


def _tell_handler(appeal, text, level):
    to = {"account": appeal.officer} if appeal.officer else {"station": appeal.handler}
    notify(text=text, url=appeal.get_absolute_url(), kind="appeal.urge", level=level, due_on=appeal.due_on, **to)
