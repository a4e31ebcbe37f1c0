"""Town and village as filters of a list: the lists of every department offer them alike."""

from django.utils.translation import gettext_lazy as _

from core.listing import Filters, RowChoice
from core.validators import parse_whole
from stations.choices import Tier
from stations.models import Station

SETTLED = {Tier.VILLAGE: ("town", "village"), Tier.TOWN: ("town",)}


class TownChoice(RowChoice):
    """The towns in sight, by the names of their divisions."""

    tier, title, all_of_them = Tier.TOWN, _("Town"), _("All towns")

    def __init__(self):
        super().__init__(
            of=Station, named="division__name", refine=self.of_tier, label=self.title, every=self.all_of_them,
            method="in_place",
        )  # fmt: skip

    def of_tier(self, stations):
        return stations.filter(tier=self.tier).order_by("division__code")


class VillageChoice(TownChoice):
    tier, title, all_of_them = Tier.VILLAGE, _("Village"), _("All villages")


class Placed(Filters):
    """Filters with a `town`, or with a town and a `village`: of a chosen town its own villages are offered.

    `place`: the lookup of the station of a row.
    """

    place = "station"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.settled:
            del self.filters[name]
        chosen = parse_whole(self.data.get("town", ""))
        if chosen is not None and "village" in self.filters:
            village = self.form.fields["village"]
            village.queryset = village.queryset.filter(reached_by__upper=chosen)

    @property
    def settled(self):
        """Names of filters that the user's own station leaves nothing to choose in."""
        return ()

    def in_place(self, rows, name, station):
        return rows.filter(**{f"{self.place}__reached_by__upper": station})


class PlaceFilters(Placed):
    """Both, of rows that are seen where they stand: somebody of a village chooses no village, of a town no town."""

    town, village = TownChoice(), VillageChoice()

    @property
    def settled(self):
        return SETTLED.get(getattr(self.request.user.station, "tier", ""), ())
