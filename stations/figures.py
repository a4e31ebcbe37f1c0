"""The numbers of the network, as of a day (handbook §9, rows 1–8)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, as_of, lasting, register
from stations.choices import Tier
from stations.models import HaveLabel, Station
from stations.models.standards import staffed_on, with_five_in

COUNTS = Q(division__counts_as_town=True)
# The stations of the network as of the last day: set up, not closed, of a division that counts (§3.4)
standing = lasting("opened_on", "closed_on", COUNTS)
# Those whose division is on the map then, with a station that works or without
on_the_map = lasting("division__valid_from", "division__valid_to", COUNTS)


def staffed(period):
    """Somebody works there on the last day, full-time or part-time."""
    return staffed_on(as_of(period))


def with_five(period):
    return with_five_in(as_of(period).year)


def figure(key, label, counts, source, **more):
    along = {"category": "tier", "tier": "tier"}
    return register(
        Figure(f"station.{key}", label, Station, counts, station="pk", source=source, dimensions=along, **more)
    )


def of_tier(tier):
    return lambda period: standing(period) & Q(tier=tier)


FIVE_ITEMS = register(
    Figure("station.five_items", _("Items of the five haves"), HaveLabel, station="", unit="项",
           source=_("The items of the standard, in the bureau's own words"))
)  # fmt: skip
TIERS = figure(
    "tiers", _("Tiers of the network"), standing, _("Tiers with an open station"), unit="级", distinct="tier"
)
COVERED = figure(
    "covered",
    _("Divisions with a station"),
    standing,
    _("Open stations among the divisions that count"),
    show="rate",
    among=on_the_map,
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
    lambda period: standing(period) & Q(fengqiao_on__lte=as_of(period)),
    _("Open stations designated by the day"),
    unit="个",
    since="fengqiao_on",
)
