"""Unusual reading: somebody who opens, reveals or takes away far more records than on their own usual day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour, TruncDate
from django.utils import timezone

from core.models import Event

DAYS, RECENT = 30, 7
AT_LEAST = 30
TIMES = 3
READS = Q(verb__endswith=".view") | Q(verb__endswith=".open") | Q(verb__endswith=".reveal")
NIGHT = (22, 6)
NIGHT_AT_LEAST = 5


@dataclass(frozen=True)
class Unusual:
    """One account on one day: how many records it read, how many are usual for it. `is_night`: between 22 and 6."""

    by: int
    name: str
    day: object
    count: int
    usual: int
    is_night: bool = False


def unusual_reading(now):
    """What the auditor should look at in the last seven days, the most striking first."""
    events = Event.objects.filter(READS, at__gte=now - timedelta(days=DAYS), by__isnull=False)
    days = (
        events.annotate(day=TruncDate("at"))
        .values("by", "by__full_name", "day")
        .annotate(count=Count("subject_id", distinct=True))
    )
    by_account = defaultdict(dict)
    names = {}
    for row in days.order_by():
        by_account[row["by"]][row["day"]], names[row["by"]] = row["count"], row["by__full_name"]
    since = timezone.localtime(now).date() - timedelta(days=RECENT - 1)
    found = [one for by, counts in by_account.items() for one in _striking(by, names[by], counts, since)]
    return sorted([*found, *_by_night(events, now)], key=lambda one: -one.count)


def _striking(by, name, counts, since):
    for day, count in counts.items():
        others = [number for other, number in counts.items() if other < day]
        usual = round(median(others)) if others else 0
        if day >= since and count >= max(AT_LEAST, TIMES * usual):
            yield Unusual(by, name, day, count, usual)


def _by_night(events, now):
    start, end = NIGHT
    recent = events.filter(at__gte=now - timedelta(days=RECENT)).annotate(hour=ExtractHour("at"), day=TruncDate("at"))
    rows = recent.filter(Q(hour__gte=start) | Q(hour__lt=end)).values("by", "by__full_name", "day")
    for row in rows.annotate(count=Count("subject_id", distinct=True)).order_by():
        if row["count"] >= NIGHT_AT_LEAST:
            yield Unusual(row["by"], row["by__full_name"], row["day"], row["count"], 0, is_night=True)
