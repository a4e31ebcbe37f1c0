"""Where a record may go: the whole network, since divisions are public; who is on file there is not."""

from itertools import groupby

from stations.choices import Tier
from stations.models import Station


def destinations():
    """The open stations as grouped choices: [(town, [(key, place), …]), …]."""
    stations = Station.objects.filter(closed_on__isnull=True, tier__in=(Tier.CITY, Tier.TOWN, Tier.VILLAGE))
    rows = stations.order_by("division__code").values_list("pk", "tier", "division__name", "parent__division__name")
    return [
        (str(town), [(str(pk), name) for pk, _tier, name, _town in places])
        for town, places in groupby(rows, lambda row: row[3] if row[1] == Tier.VILLAGE else row[2])
    ]


def station_of(key):
    return Station.objects.select_related("division").get(pk=key)
