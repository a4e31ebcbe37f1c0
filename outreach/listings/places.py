"""Filters by place and by the periods that people ask for."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice
from stations.place_filters import PlaceFilters

PERIODS = (
    ("month", _("This month")),
    ("quarter", _("This quarter")),
    ("year", _("This year")),
    ("last_year", _("Last year")),
)


def bounds(period, today):
    """The first and last day of a period."""
    if period == "month":
        return today.replace(day=1), today
    if period == "quarter":
        return date(today.year, today.month - (today.month - 1) % 3, 1), today
    if period == "last_year":
        return date(today.year - 1, 1, 1), date(today.year, 1, 1) - timedelta(days=1)
    return date(today.year, 1, 1), today


class DatedPlaceFilters(PlaceFilters):
    """`day`: the date that periods bound."""

    day: str

    when = Choice(choices=PERIODS, label=_("Period"), every=_("Any time"), method="in_period")

    def in_period(self, rows, name, period):
        return rows.filter(**{f"{self.day}__range": bounds(period, timezone.localdate())})
