"""The REST interface's bases: rows through the scope, numbers masked, writes through the actions, refusals with a code.

    class PeopleView(ActionViewSet):                 register("people", PeopleView, "person")     in the app's api.py
        model, serializer_class, entry_class = Person, PersonItem, PersonEntry
        needs = {"list": "person.view", "retrieve": "person.view", "create": "person.add"}
        def create_row(self, values): …

A refusal is answered 409 `{"code", "message"}`, a missing permission 403, a row out of sight 404, bad input 400 by field.
What somebody searches for is posted to `search/`, never written into an address.
"""

from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action as route
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import get_object_or_404
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from core import audit
from core.fields import PartialDateField
from core.pages import today
from core.validators import PartialDate, Problem, parse_partial_date
from core.vault import SealedField

router = SimpleRouter()
HIGHEST_OFFSET = 10**9


def register(prefix, viewset, name):
    """Put a viewset under `/api/v1/<prefix>/`."""
    router.register(prefix, viewset, basename=f"api-{name}")


def permissions():
    """What the routes ask for, in their order: what another system can be allowed."""
    asked = []
    for _prefix, viewset, _name in router.registry:
        asked += [*viewset.needs.values(), *viewset.also_needs]
    return list(dict.fromkeys(asked))


class Guarded:
    """Who may is asked after counting: whoever is turned away is slowed down as well."""

    # {route: permission}; a route that is not named is closed
    needs: dict = {}
    # what narrows the answer besides
    also_needs: tuple = ()

    def permission(self):
        return self.needs.get(self.action)

    def check_permissions(self, request):
        super().check_throttles(request)
        super().check_permissions(request)
        permission = self.permission()
        if permission is None or not request.user.may(permission):
            raise PermissionDenied

    def check_throttles(self, request):
        """Done before the permissions."""

    @property
    def user(self):
        return self.request.user

    @property
    def is_drawn(self):
        """Whether only the document of the interface is being made."""
        return getattr(self, "swagger_fake_view", False)


# ——— fields ———


class MaskedField(serializers.CharField):
    """A sealed number: answered with its mask, taken in plain. Only the changes may have `plain` in their context."""

    def to_representation(self, value):
        if not value:
            return None
        return value.plain() if self.context.get("plain") else str(value)


@extend_schema_field(OpenApiTypes.STR)
class PartialDateItem(serializers.Field):
    """A date known to the year, the month or the day, as text: 1973, 1973-11, 1973-11-05."""

    def to_representation(self, value):
        return str(value)

    def to_internal_value(self, data):
        found = parse_partial_date(data, today=today())
        if isinstance(found, Problem):
            raise serializers.ValidationError(str(found.message), code=found.code)
        return found if isinstance(found, PartialDate) else None


class MaskedSerializer(serializers.ModelSerializer):
    """Fields of a model; sealed ones are masked. Rules are checked by the action alone, so that they are the same everywhere."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        SealedField: MaskedField,
        PartialDateField: PartialDateItem,
    }

    def build_standard_field(self, field_name, model_field):
        if isinstance(model_field, SealedField):
            return MaskedField, {"required": False, "allow_null": True, "allow_blank": True, "max_length": 60}
        if isinstance(model_field, PartialDateField):
            return PartialDateItem, {"required": False, "allow_null": model_field.null}
        return super().build_standard_field(field_name, model_field)

    def include_extra_kwargs(self, kwargs, extra_kwargs):
        """What is only read may be empty as well: the document says so."""
        empty = {name: kwargs[name] for name in ("allow_blank", "allow_null") if name in kwargs}
        return super().include_extra_kwargs(kwargs, extra_kwargs) | empty

    def build_relational_field(self, field_name, relation_info):
        """A row may be named only by whoever sees it; another's key and one that does not exist are answered alike."""
        field_class, options = super().build_relational_field(field_name, relation_info)
        if "queryset" in options:
            options["queryset"] = relation_info.related_model.objects.visible_to(self.context["request"].user)
        return field_class, options


def serializer_of(model, names, name, *, is_read=False, **declared):
    """A MaskedSerializer of some fields of a model; `declared`: fields of its own."""
    meta = {"model": model, "fields": (*names, *declared), "validators": []}
    if is_read:
        meta["read_only_fields"] = meta["fields"]
    return type(name, (MaskedSerializer,), {"Meta": type("Meta", (), meta), **declared})


class Wanted(serializers.Serializer):
    """What is looked for: a name or part of it, initials, the end of a number."""

    q = serializers.CharField(max_length=100, allow_blank=True, default="")


@extend_schema_serializer(many=False)
class Refusal(serializers.Serializer):
    """Why not: `code` for programs, `message` for people."""

    code = serializers.CharField()
    message = serializers.CharField()


class Submitted(serializers.Serializer):
    """Taken in, and decided or handled where the caller does not see it."""

    code = serializers.CharField()


class Pages(LimitOffsetPagination):
    default_limit, max_limit = 50, 200

    def get_offset(self, request):
        return min(super().get_offset(request), HIGHEST_OFFSET)


# ——— views ———


class RowsViewSet(Guarded, viewsets.GenericViewSet):
    """List and retrieve the rows in sight."""

    model = None
    opens = ""
    pagination_class = Pages
    lookup_value_regex = "[0-9]+"
    http_method_names = ["get", "post", "patch", "head"]

    def refine(self, rows):
        """What the answer reads besides, and its order."""
        return rows

    def rows(self, *, writes=False):
        manager = self.model.objects
        return self.refine(manager.writable_by(self.user) if writes else manager.visible_to(self.user))

    def get_queryset(self):
        return self.model.objects.none() if self.is_drawn else self.rows()

    def get_object(self):
        return self.fetch()

    def fetch(self, *, writes=False):
        return get_object_or_404(self.rows(writes=writes), pk=self.kwargs["pk"])

    def list(self, request, **kwargs):
        return self.answer(self.get_queryset())

    def retrieve(self, request, pk, **kwargs):
        row = self.fetch()
        if self.opens:
            audit.record(self.opens, row, by=self.user, note="api")
        return Response(self.get_serializer(row).data)

    def answer(self, rows):
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def shown(self, row):
        return self.get_serializer(self.rows().get(pk=row.pk)).data


class Searched:
    """Adds `search/`."""

    def search(self, rows, text):
        return rows

    def permission(self):
        return self.needs.get("list" if self.action == "search_rows" else self.action)

    @extend_schema(request=Wanted)
    @route(detail=False, methods=["post"], url_path="search", url_name="search")
    def search_rows(self, request):
        """The rows that match `{"q": …}`."""
        wanted = Wanted(data=request.data)
        wanted.is_valid(raise_exception=True)
        return self.answer(self.search(self.get_queryset(), wanted.validated_data["q"]))


class ActionViewSet(RowsViewSet):
    """Besides create and amend, by the app's actions."""

    entry_class = None

    def create(self, request, **kwargs):
        row = self.create_row(self.entered(request))
        if row is None:
            return Response({"code": "submitted"}, status=status.HTTP_202_ACCEPTED)
        return Response(self.shown(row), status=status.HTTP_201_CREATED)

    def partial_update(self, request, pk, **kwargs):
        return Response(self.shown(self.amend_row(self.fetch(writes=True), self.entered(request, partial=True))))

    def entered(self, request, partial=False):
        entry = self.entry_class(data=request.data, partial=partial, context=self.get_serializer_context())
        entry.is_valid(raise_exception=True)
        return dict(entry.validated_data)


class PartsViewSet(ActionViewSet):
    """Rows that belong to a row of another model, which the address names before them (`link`)."""

    whole = None
    link = ""

    @cached_property
    def of_whole(self):
        manager = self.whole.objects
        writes = self.request.method in ("POST", "PATCH")
        rows = manager.writable_by(self.user) if writes else manager.visible_to(self.user)
        return get_object_or_404(self.refine_whole(rows), pk=self.kwargs[self.link])

    def refine_whole(self, rows):
        return rows

    def create(self, request, **kwargs):
        self.of_whole  # noqa: B018 (out of sight comes before bad input)
        return super().create(request, **kwargs)

    def rows(self, *, writes=False):
        return super().rows(writes=writes).filter(**{self.link: self.of_whole.pk})


def by_field(problem):
    """{field: [{code, message}, …]} of a ValidationError."""
    fields = getattr(problem, "error_dict", None) or {"__all__": problem.error_list}
    return {
        name: [{"code": error.code or "invalid", "message": str(text)} for error in errors for text in error.messages]
        for name, errors in fields.items()
    }
