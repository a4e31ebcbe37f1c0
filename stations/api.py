"""The REST interface to the network: the stations in sight, read only."""

from rest_framework import serializers

from core.api import RowsViewSet, Searched, register, serializer_of
from stations.models import Station

StationItem = serializer_of(
    Station,
    ("id", "name", "tier", "address", "phone", "head_name", "open_hours", "opened_on", "closed_on", "fengqiao_on"),
    "StationItem",
    is_read=True,
    code=serializers.CharField(source="division.code", read_only=True),
    place=serializers.CharField(read_only=True),
    parent=serializers.CharField(source="parent.division.code", allow_null=True, read_only=True, default=None),
)


class StationView(Searched, RowsViewSet):
    """Service centres and stations, closed ones too."""

    model = Station
    serializer_class = StationItem
    needs = {"list": "station.view", "retrieve": "station.view"}
    http_method_names = ["get", "post", "head"]

    def refine(self, rows):
        return rows.select_related("division", "parent__division").order_by("division__code")

    def search(self, rows, text):
        return rows.filter(name__contains=text)


register("stations", StationView, "station")
