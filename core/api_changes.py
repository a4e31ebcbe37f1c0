"""The changes since a cursor, for another system's copy of what the caller sees."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers, viewsets
from rest_framework.response import Response

from core import audit, changes, scoping, vault
from core.actions import Refused
from core.api import Guarded, register
from core.models import Sight

USUAL, MOST = 200, 1000
SECONDS = 2
PLAIN = "changes.plain"


def items():
    return [source.item for source in changes.SOURCES.values()]


DATA = PolymorphicProxySerializer("ChangeData", serializers=items, resource_type_field_name=None, many=False)


@extend_schema_field(DATA)
class DataField(serializers.JSONField):
    """The whole row as it is now; null when it is gone."""


class Change(serializers.Serializer):
    """`created` and `changed` carry the whole row: put it under (kind, id). `removed`: it is out of sight, drop it."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    what = serializers.ChoiceField(choices=["created", "changed", "removed"])
    data = DataField(allow_null=True)


@extend_schema_serializer(many=False)
class ChangePage(serializers.Serializer):
    """`cursor` goes into the next request; `more`: ask again at once."""

    changes = Change(many=True)
    cursor = serializers.CharField()
    more = serializers.BooleanField()


class ChangesView(Guarded, viewsets.ViewSet):
    """Begin without a cursor and an empty copy; follow until `more` is false, then ask again whenever you like.

    A cursor holds for the station of its token. Numbers are masked unless the token was approved for plain ones; then
    each page is a line in the ledger.
    """

    needs = {"list": "changes.view"}
    also_needs = (PLAIN,)
    http_method_names = ["get", "head"]

    @extend_schema(
        parameters=[
            OpenApiParameter("cursor", str, description="From the page before; none to begin."),
            OpenApiParameter("limit", int, description=f"At most {MOST}; {USUAL} when left out."),
        ],
        responses=ChangePage,
        operation_id="changes",
    )
    def list(self, request):
        start, limit = self.start, self.limit
        is_read = changes.catch_up(SECONDS)
        sights = list(self.sights(start)[: limit + 1])
        page = sights[:limit]
        told, is_told_again = self.told(page, start)
        if told:
            audit.record(PLAIN if self.is_plain else "changes.view", None, by=self.user, note=f"api {len(told)}")
        cursor = self.sealed(page[-1].sequence if page else start)
        is_more = len(sights) > limit or is_told_again or not is_read
        return Response({"changes": told, "cursor": cursor, "more": is_more})

    @property
    def is_plain(self):
        return self.user.may(PLAIN)

    @property
    def sources(self):
        return [source for source in changes.SOURCES.values() if self.user.may(source.needs)]

    def sights(self, start):
        """What the caller may see and has changed since; what came and went meanwhile is not told."""
        kinds = [source.kind for source in self.sources]
        rows = Sight.objects.filter(upper=self.user.station_id, sequence__gt=start, kind__in=kinds)
        rows = rows.filter(needs__in=["", *self.user.permissions]).exclude(is_gone=True, entered__gt=start)
        return rows.order_by("sequence")

    def told(self, page, start):
        """The changes of a page, and whether some come again: those that were not as they had been read."""
        present, is_told_again = {}, False
        for source in self.sources:
            present[source.kind], is_other = self.present(source, page)
            is_told_again |= is_other
        found = []
        for sight in page:
            data = None if sight.is_gone else present[sight.kind].get(sight.row)
            if sight.is_gone or data is not None:
                what = "removed" if sight.is_gone else "created" if sight.entered > start else "changed"
                found.append({"kind": sight.kind, "id": sight.row, "what": what, "data": data})
        return found, is_told_again

    def present(self, source, page):
        sights = [sight for sight in page if sight.kind == source.kind and not sight.is_gone]
        if not sights:
            return {}, False
        rows = source.rows(source.model.objects.visible_to(self.user).filter(pk__in=[sight.row for sight in sights]))
        return changes.hand_over(source, rows, sights, plain=self.is_plain, within=self.within)

    @cached_property
    def within(self):
        return set(scoping.subtree(self.user).values_list("lower", flat=True))

    # ——— the cursor: sealed, since its number would tell how much happens elsewhere ———

    def sealed(self, number):
        return vault.seal(f"{self.user.station_id}:{number}")

    @property
    def start(self):
        text = self.request.query_params.get("cursor")
        if not text:
            return 0
        try:
            station, number = vault.unseal(text).split(":")
        except (vault.Unreadable, ValueError):
            raise ValidationError(
                {"cursor": ValidationError(_("This cursor is not one of ours."), "invalid")}
            ) from None
        if station != str(self.user.station_id):
            raise Refused("other_scope", _("This cursor belongs to another station: begin anew with an empty copy."))
        if int(number) > self.last:
            raise Refused("ahead", _("The portal was restored to an earlier day: begin anew with an empty copy."))
        return int(number)

    @property
    def last(self):
        newest = Sight.objects.order_by("-sequence").values_list("sequence", flat=True)
        return newest.first() or 0

    @property
    def limit(self):
        text = self.request.query_params.get("limit", "")
        if not text:
            return USUAL
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST and len(text) < 9):
            message = _("A whole number from 1 to %(most)s.") % {"most": MOST}
            raise ValidationError({"limit": ValidationError(message, "invalid")})
        return int(text)


register("changes", ChangesView, "changes")
