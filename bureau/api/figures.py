"""The declared figures for programs: what there is, what it says, and the keys of the rows behind it."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.response import Response

from core.api import Pages, RowsViewSet, register
from core.figures import FIGURES, HOW, Period
from core.pages import today
from core.validators import parse_whole
from stations.models import Station

# Whose numbers: the reading permission of the department, of the model where it is narrower. A model that stands
# nowhere is not answered: of anonymous questionnaires only the results page says numbers, and hides the small ones.
SUBJECTS = {
    "stations": "station.view",
    "veterans": "person.view",
    "appeals.appeal": "appeal.view",
    "appeals.issue": "issue.view",
    "employment": "employment.view",
    "outreach": "outreach.view",
    "outreach.exam": "checkup.view",
}


def subject_of(figure):
    meta = figure.model._meta
    return SUBJECTS.get(meta.label_lower) or SUBJECTS.get(meta.app_label)


class FigureItem(serializers.Serializer):
    """A declared number: `source` says by what rule; `show`: count, rate (number among), money (yuan), median."""

    key = serializers.CharField()
    label = serializers.CharField()
    unit = serializers.CharField()
    show = serializers.ChoiceField(choices=HOW)
    source = serializers.CharField()
    model = serializers.CharField()
    has_period = serializers.BooleanField()
    dimensions = serializers.ListField(child=serializers.CharField())


class PartItem(serializers.Serializer):
    """The part of one value of the dimension (of a pair of values for two)."""

    of = serializers.JSONField()
    number = serializers.DecimalField(max_digits=20, decimal_places=2, coerce_to_string=False, allow_null=True)
    among = serializers.IntegerField(allow_null=True)


class ValueItem(serializers.Serializer):
    """What a figure says."""

    key = serializers.CharField()
    label = serializers.CharField()
    unit = serializers.CharField()
    number = serializers.DecimalField(max_digits=20, decimal_places=2, coerce_to_string=False, allow_null=True)
    among = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    parts = PartItem(many=True)


class RowKey(serializers.Serializer):
    id = serializers.IntegerField()


ASKED = [
    OpenApiParameter("from", date, description="First day; this year's first when left out."),
    OpenApiParameter("to", date, description="Last day; this year's last when left out."),
    OpenApiParameter("station", str, description="Division code of a station in sight; all in sight when left out."),
]
BREAKDOWN = OpenApiParameter("breakdown", str, description="One of the figure's dimensions.")


class FiguresView(RowsViewSet):
    """Every number starts from the rows that the caller sees. The view's own rows are the stations that may be asked about."""

    model = Station
    needs = {"list": "figure.view", "retrieve": "figure.view", "behind": "figure.view"}
    also_needs = tuple(SUBJECTS.values())
    serializer_class, pagination_class = RowKey, None
    lookup_field, lookup_value_regex = "key", r"[a-z0-9_.]+"
    http_method_names = ["get", "head"]

    def figure(self, key):
        figure = FIGURES.get(key)
        if figure is None or not self.is_open(figure):
            raise Http404
        return figure

    def is_open(self, figure):
        subject = subject_of(figure)
        return subject is not None and self.user.may(subject)

    @extend_schema(responses=FigureItem(many=True), operation_id="figures_list")
    def list(self, request):
        """The figures that the caller may ask for."""
        found = [figure for figure in FIGURES.values() if self.is_open(figure)]
        return Response(FigureItem([described(figure) for figure in found], many=True).data)

    @extend_schema(parameters=[*ASKED, BREAKDOWN], responses=ValueItem)
    def retrieve(self, request, key):
        """What the figure says, for a period and a station."""
        figure, breakdown = self.figure(key), request.query_params.get("breakdown")
        if breakdown and breakdown not in figure.dimensions:
            raise wrong("breakdown", _("The figure has no such dimension."))
        return Response(valued(figure.evaluate(self.user, self.period, self.station, breakdown)))

    @extend_schema(parameters=ASKED, responses=RowKey(many=True))
    @route(detail=True, methods=["get"], pagination_class=Pages, url_path="rows", url_name="rows")
    def behind(self, request, key):
        """The keys of the rows that the number counts."""
        rows = self.figure(key).rows(self.user, self.period, self.station)
        keys = self.paginate_queryset(rows.order_by("pk").values_list("pk", flat=True))
        return self.get_paginated_response([{"id": number} for number in keys])

    @property
    def period(self):
        usual = Period.year(today())
        first, last = self.day("from", usual.first), self.day("to", usual.last)
        if last < first:
            raise wrong("to", _("The last day lies before the first."))
        return Period(first, last)

    def day(self, name, usual):
        text = self.request.query_params.get(name)
        try:
            return date.fromisoformat(text) if text else usual
        except ValueError:
            raise wrong(name, _("Enter a valid date.")) from None

    @property
    def station(self):
        code = self.request.query_params.get("station")
        if not code:
            return None
        found = self.rows().filter(division__code=code).first() if parse_whole(code) is not None else None
        if found is None:
            raise wrong("station", _("There is no such station in sight."))
        return found


def wrong(name, message):
    return ValidationError({name: ValidationError(message, "invalid")})


def described(figure):
    told = {name: str(getattr(figure, name)) for name in ("key", "label", "unit", "show", "source")}
    told |= {"model": figure.model._meta.label_lower, "has_period": figure.date is not None}
    return told | {"dimensions": sorted(figure.dimensions)}


def valued(value):
    told = {"key": value.figure.key, "label": str(value.figure.label), "unit": value.unit, "text": value.text}
    parts = [{"of": plain(key), **numbers(part)} for key, part in value.parts.items()]
    return ValueItem(told | numbers(value) | {"parts": parts}).data


def numbers(value):
    return {"number": value.number if value.number is None else Decimal(value.number), "among": value.among}


def plain(key):
    """A value of a dimension as JSON has it."""
    if isinstance(key, tuple):
        return [plain(part) for part in key]
    return str(key) if isinstance(key, (date, datetime, Decimal)) else key


register("figures", FiguresView, "figure")
