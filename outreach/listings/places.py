"""The filter by town that every list of outreach has, and periods that people ask for."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Filters, RowChoice
from core.validators import parse_whole
from stations.choices import Tier
from stations.models import Station

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


def towns(stations):
    return stations.filter(tier=Tier.TOWN).select_related("division").order_by("division__code")


def villages(stations):
    return stations.filter(tier=Tier.VILLAGE).select_related("division").order_by("division__code")


class PlaceFilters(Filters):
    """`place`: the lookup of the station in the rows; `day`: the date that periods bound."""

    place, day = "station", ""

    town = RowChoice(of=Station, refine=towns, label=_("Town"), every=_("All towns"), method="in_place")
    village = RowChoice(of=Station, refine=villages, label=_("Village"), every=_("All villages"), method="in_place")
    when = Choice(choices=PERIODS, label=_("Period"), every=_("Any time"), method="in_period")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tier = getattr(self.request.user.station, "tier", "")
        for name in {Tier.VILLAGE: ("town", "village"), Tier.TOWN: ("town",)}.get(tier, ()):
            del self.filters[name]
        if not self.day:
            del self.filters["when"]
        for name in {"town", "village"} & set(self.filters):
            self.form.fields[name].label_from_instance = lambda station: station.place
        chosen = parse_whole(self.data.get("town", ""))
        if chosen is not None and "village" in self.filters:
            field = self.form.fields["village"]
            field.queryset = field.queryset.filter(reached_by__upper=chosen)

    def in_place(self, rows, name, station):
        return rows.filter(**{f"{self.place}__reached_by__upper": station})

    def in_period(self, rows, name, period):
        return rows.filter(**{f"{self.day}__range": bounds(period, timezone.localdate())})
