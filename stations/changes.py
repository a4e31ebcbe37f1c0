"""The network as another system's copy has it: each station with its division."""

from rest_framework import serializers

from core.api import serializer_of
from core.changes import Source, register
from stations.models import Division, NetworkChange, Station

DivisionChange = serializer_of(
    Division,
    ("code", "name", "tier", "counts_as_town", "valid_from", "valid_to", "closing"),
    "DivisionChange",
    is_read=True,
    parent=serializers.CharField(source="parent.code", allow_null=True, read_only=True, default=None),
    parent_name=serializers.CharField(source="parent.name", allow_null=True, read_only=True, default=None),
    successor=serializers.CharField(source="successor.code", allow_null=True, read_only=True, default=None),
    aliases=serializers.SerializerMethodField(),
)


class DivisionOf(DivisionChange):
    """Its division; other names by which rosters call it."""

    def get_aliases(self, division) -> list[str]:
        return sorted(alias.name for alias in division.aliases.all())


class StationChange(
    serializer_of(
        Station,
        ("id", "name", "tier", "address", "phone", "head_name", "open_hours", "opened_on", "closed_on", "fengqiao_on"),
        "StationChange",
        is_read=True,
        parent=serializers.IntegerField(source="parent_id", allow_null=True, read_only=True),
        division=DivisionOf(read_only=True),
    )
):
    """A service centre or station. `parent`: the station above, when that is in sight too."""

    def to_representation(self, station):
        told = super().to_representation(station)
        within = self.context.get("within")
        if within is not None and told["parent"] not in within:
            told["parent"] = None
        return told


def with_divisions(rows):
    return rows.select_related("division__parent", "division__successor").prefetch_related("division__aliases")


def merged(keys):
    """Both stations of mergers, and of their undoing."""
    pairs = NetworkChange.objects.filter(pk__in=keys).values_list("source", "target")
    return {station for pair in pairs for station in pair}


def all_stations(keys):
    return Station.objects.values_list("pk", flat=True)


def moved(label):
    """Of mergers, the keys of the rows of one column that went over."""

    def keys_of(changes):
        found = NetworkChange.objects.filter(pk__in=changes)
        return {key for change in found for key in change.moved.get(label, ())}

    return keys_of


register(
    Source(
        "station",
        Station,
        "station.view",
        rows=with_divisions,
        item=StationChange,
        stations=lambda station: (station.pk,),
        at=lambda stations: stations,
        follows={
            "stations.networkchange": merged,
            **dict.fromkeys(("division.load", "division.open", "division.alias", "division.host"), all_stations),
        },
    )
)
