"""The REST interface's bases: rows through the scope, numbers masked, writes through the actions, refusals with a code.

    class PeopleView(ActionViewSet):                 register("people", PeopleView, "person")     in the app's api.py
        model, serializer_class, entry_class = Person, PersonItem, PersonEntry
        needs = {"list": "person.view", "retrieve": "person.view", "create": "person.add"}
        def create_row(self, values): …

A refusal is answered 409 `{"code", "message"}`, a missing permission 403, a row out of sight 404, bad input 400 by field.
What somebody searches for is posted to `search/`, never written into an address.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action as route
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.generics import get_object_or_404
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from core import audit
from core.actions import NotAllowed, OutOfScope, Refused
from core.vault import SealedField

router = SimpleRouter()


def register(prefix, viewset, name):
    """Put a viewset under `/api/v1/<prefix>/`."""
    router.register(prefix, viewset, basename=f"api-{name}")


class MaskedField(serializers.CharField):
    """A sealed number: always answered with its mask, taken in plain."""

    def to_representation(self, value):
        return str(value) if value else None


class MaskedSerializer(serializers.ModelSerializer):
    """Fields of a model; sealed ones are masked. Rules are checked by the action alone, so that they are the same everywhere."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {SealedField: MaskedField}

    def build_standard_field(self, field_name, model_field):
        if isinstance(model_field, SealedField):
            return MaskedField, {"required": False, "allow_null": True, "allow_blank": True, "max_length": 60}
        return super().build_standard_field(field_name, model_field)

    def build_relational_field(self, field_name, relation_info):
        """A row may be named only by whoever sees it; another's key and one that does not exist are answered alike."""
        field_class, options = super().build_relational_field(field_name, relation_info)
        if "queryset" in options:
            options["queryset"] = relation_info.related_model.objects.visible_to(self.context["request"].user)
        return field_class, options


class Pages(LimitOffsetPagination):
    default_limit, max_limit = 50, 200


class ActionViewSet(viewsets.GenericViewSet):
    """List, retrieve, create, amend. `needs`: {route: permission}; a route that is not named is closed."""

    model = None
    needs: dict = {}
    entry_class = None
    opens = ""
    pagination_class = Pages
    lookup_value_regex = "[0-9]+"
    http_method_names = ["get", "post", "patch", "head", "options"]

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        permission = self.needs.get("list" if self.action == "search_rows" else self.action)
        if permission is None or not request.user.may(permission):
            raise PermissionDenied

    @property
    def user(self):
        return self.request.user

    def refine(self, rows):
        """What the answer reads besides, and its order."""
        return rows

    def search(self, rows, text):
        return rows

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        writes = self.action == "partial_update"
        rows = self.model.objects.writable_by(self.user) if writes else self.model.objects.visible_to(self.user)
        return self.refine(rows)

    def get_object(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def list(self, request):
        return self.answer(self.get_queryset())

    @route(detail=False, methods=["post"], url_path="search", url_name="search")
    def search_rows(self, request):
        """The rows that match `{"q": …}`."""
        return self.answer(self.search(self.get_queryset(), str(request.data.get("q", ""))[:100]))

    def answer(self, rows):
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request, pk):
        row = self.get_object()
        if self.opens:
            audit.record(self.opens, row, by=self.user, note="api")
        return Response(self.get_serializer(row).data)

    def create(self, request):
        row = self.create_row(self.entered(request))
        if row is None:
            return Response({"code": "submitted"}, status=status.HTTP_202_ACCEPTED)
        return Response(self.shown(row), status=status.HTTP_201_CREATED)

    def partial_update(self, request, pk):
        return Response(self.shown(self.amend_row(self.get_object(), self.entered(request, partial=True))))

    def entered(self, request, partial=False):
        entry = self.entry_class(data=request.data, partial=partial, context=self.get_serializer_context())
        entry.is_valid(raise_exception=True)
        return dict(entry.validated_data)

    def shown(self, row):
        return self.get_serializer(self.get_queryset().get(pk=row.pk)).data

    def handle_exception(self, problem):
        """The portal's own refusals in the interface's words."""
        if isinstance(problem, Refused):
            return self.told({"code": problem.code, "message": str(problem.message)}, status.HTTP_409_CONFLICT)
        if isinstance(problem, ValidationError):
            return self.told(by_field(problem), status.HTTP_400_BAD_REQUEST)
        if isinstance(problem, NotAllowed):
            problem = PermissionDenied()
        if isinstance(problem, OutOfScope):
            problem = NotFound()
        return super().handle_exception(problem)

    @staticmethod
    def told(data, code):
        response = Response(data, status=code)
        response.exception = True
        return response


def by_field(problem):
    """{field: [{code, message}, …]} of a ValidationError."""
    fields = getattr(problem, "error_dict", None) or {NON_FIELD_ERRORS: problem.error_list}
    return {
        name: [{"code": error.code or "invalid", "message": str(text)} for error in errors for text in error.messages]
        for name, errors in fields.items()
    }
