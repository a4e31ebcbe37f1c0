"""The villages of one user's area as choices, by town, and the names that rosters give them."""

from stations.actions.divisions import set_aliases
from stations.choices import Tier
from stations.models import Station


def villages(user):
    """The open village stations that a user may write to, with their town."""
    stations = Station.objects.writable_by(user).filter(tier=Tier.VILLAGE, closed_on__isnull=True)
    return stations.select_related("division", "parent__division").order_by("division__code")


def options(user, only=None):
    """[(key, town and village)] for a choice; `only`: keys of the stations to choose from."""
    found = villages(user).filter(pk__in=only) if only is not None else villages(user)
    return [(str(station.pk), place(station)) for station in found]


def place(station):
    """Town and village, as one reads them aloud."""
    town = station.parent.division.name if station.parent_id else ""
    return f"{town} {station.division.name}".strip()


def remember_name(*, by, station_id, name):
    """From now on rosters may call the village so."""
    division = villages(by).get(pk=station_id).division
    held = set(division.aliases.values_list("name", flat=True))
    return set_aliases(by=by, division=division, names=held | {name})
