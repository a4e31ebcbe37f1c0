"""The numbers of the network, as of a day (handbook §9, rows 1–8)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, register
from stations.choices import Tier
from stations.models import Station
from stations.models.standards import staffed_on, with_five_in


def standing(period):
    """The stations of the network as of the last day: set up, not closed, of a division that counts (§3.4)."""
    day = period.last
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
    return opened & (Q(closed_on__isnull=True) | Q(closed_on__gt=day)) & Q(division__counts_as_town=True)


def staffed(period):
    """Somebody works there on the last day, full-time or part-time."""
    return staffed_on(period.last)


def with_five(period):
    return with_five_in(period.last.year)


def figure(key, label, counts, source, **more):
    along = {"tier": "tier", "town": "parent"}
    return register(
        Figure(f"station.{key}", label, Station, counts, station="pk", source=source, dimensions=along, **more)
    )


def of_tier(tier):
    return lambda period: standing(period) & Q(tier=tier)


TIERS = figure(
    "tiers", _("Tiers of the network"), standing, _("Tiers with an open station"), unit="级", distinct="tier"
)
COVERED = figure(
    "covered",
    _("Divisions with a station"),
    standing,
    _("Open stations among the divisions that count"),
    show="rate",
    among=Q(division__counts_as_town=True, division__valid_to__isnull=True),
)
CENTRES = figure("centres", _("City centres"), of_tier(Tier.CITY), _("Open centres of the city"), unit="个")
TOWNS = figure(
    "towns", _("Town stations"), of_tier(Tier.TOWN), _("Open stations of towns and sub-districts"), unit="个"
)
VILLAGES = figure(
    "villages", _("Village stations"), of_tier(Tier.VILLAGE), _("Open stations of villages and communities"), unit="个"
)
STAFFED = figure(
    "staffed",
    _("Stations with staff"),
    staffed,
    _("Open stations where somebody works, full-time or part-time"),
    show="rate",
    among=standing,
)
FIVE_HAVES = figure(
    "five_haves",
    _("Stations with all five haves"),
    with_five,
    _("Open stations whose five haves are complete in the year"),
    show="rate",
    among=standing,
)
FENGQIAO = figure(
    "fengqiao",
    _("Fengqiao model stations"),
    lambda period: standing(period) & Q(fengqiao_on__lte=period.last),
    _("Open stations designated by the day"),
    unit="个",
)
