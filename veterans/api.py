"""The REST interface to the people on file: scoped, masked, and written through the same actions as the forms."""

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action as route
from rest_framework.response import Response

from core.api import (
    ActionViewSet,
    MaskedSerializer,
    PartsViewSet,
    Searched,
    Submitted,
    register,
    serializer_of,
)
from core.pages import today
from veterans import actions, choices
from veterans.listings import year_of_birth
from veterans.models import Person
from veterans.models.related import RELATED

WRITABLE = (
    "name", "id_no", "ethnic_group", "political_status", "education", "marriage", "group", "hukou_type", "hukou_addr",
    "addr", "mobile", "phone_other", "enlist_date", "discharge_date", "branch", "rank", "unit_name", "discharge_mode",
    "disability_level", "disability_nature", "disability_part", "health", "living_state", "employment", "employer",
    "note",
)  # fmt: skip


class PersonItem(MaskedSerializer):
    """One person, masked: the number's last four, the year of birth, the village (handbook §10.4)."""

    station = serializers.CharField(source="station.division.code", read_only=True)
    place = serializers.CharField(source="station.place", read_only=True)
    birth_year = serializers.SerializerMethodField()
    age = serializers.SerializerMethodField()
    categories = serializers.SerializerMethodField()

    class Meta:
        model = Person
        fields = (
            "id", "name", "sex", "birth_year", "age", "id_no", "mobile", "phone_other", "categories", "station", "place",
            "ethnic_group", "political_status", "education", "marriage", "hukou_type", "enlist_date",
            "discharge_date", "branch", "rank", "unit_name", "discharge_mode", "disability_level", "disability_nature",
            "disability_part", "health", "living_state", "employment", "employer", "plaque_hung", "card_issued", "alive",
            "gap_count", "conflict_count", "version", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_birth_year(self, person) -> int | None:
        return year_of_birth(person)

    def get_age(self, person) -> int | None:
        return person.age(today())

    def get_categories(self, person) -> list[str]:
        return [held.category for held in person.held]


class PersonEntry(MaskedSerializer):
    """What may be written. Field rules are the record's own; the action says what is wrong, beside the field."""

    categories = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.CATEGORIES), required=False, max_length=len(choices.CATEGORIES)
    )
    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = Person
        fields = (*WRITABLE, "categories", "version")


@extend_schema_view(
    create=extend_schema(
        request=PersonEntry, responses={201: PersonItem, 202: Submitted},
        description="At the caller's own station. 202: the number is held elsewhere, the superior decides.",
    ),
    partial_update=extend_schema(request=PersonEntry, responses=PersonItem, description="With the version seen."),
)  # fmt: skip
class PeopleView(Searched, ActionViewSet):
    """The people on file in sight."""

    model = Person
    needs = {"list": "person.view", "retrieve": "person.view", "create": "person.add", "partial_update": "person.amend"}
    opens = "person.view"
    serializer_class, entry_class = PersonItem, PersonEntry

    def refine(self, rows):
        return rows.live().for_list().order_by("pinyin", "pk")

    def search(self, rows, text):
        return rows.matching(text)

    def create_row(self, values):
        values.pop("version", None)
        try:
            return actions.add_person(by=self.user, station=self.user.station, values=values, today=today())
        except actions.HeldElsewhere as held:
            entry = {"name": values["name"], "id_no": values["id_no"], "values": values}
            actions.submit_claim(by=self.user, station=self.user.station, person=held.person, entry=entry)
            return None

    def amend_row(self, row, values):
        version = values.pop("version", row.version)
        return actions.amend_person(by=self.user, person=row, values=values, version=version, today=today())


register("people", PeopleView, "person")


# ——— what one person may have several of ———

OWN_COLUMNS = frozenset({"id", "person", "withdrawn_at", "recorded_by"})


class ReasonEntry(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class RelatedView(PartsViewSet):
    """Rows of one kind that belong to a person."""

    whole, link = Person, "person"
    kind = ""
    needs = {
        "list": "person.view",
        "retrieve": "person.view",
        "create": "related.add",
        "partial_update": "related.amend",
        "withdraw": "related.withdraw",
    }

    def refine_whole(self, rows):
        return rows.live()

    def refine(self, rows):
        return rows.in_force().select_related("person").order_by("pk")

    def create_row(self, values):
        return actions.add_related(by=self.user, person=self.of_whole, kind=self.kind, values=values)

    def amend_row(self, row, values):
        return actions.amend_related(by=self.user, row=row, values=values)

    @route(detail=True, methods=["post"])
    def withdraw(self, request, pk, **kwargs):
        """Entered by mistake: it stays in the history only."""
        row = self.fetch(writes=True)
        entry = ReasonEntry(data=request.data)
        entry.is_valid(raise_exception=True)
        actions.withdraw_related(by=self.user, row=row, reason=entry.validated_data["reason"])
        return Response({"id": row.pk})


class Withdrawn(serializers.Serializer):
    id = serializers.IntegerField()


class BirthYear(serializers.IntegerField):
    """Beside a masked number the birth date shows its year only (handbook §10.4)."""

    def to_representation(self, value):
        return value.year


def view_of(kind, model):
    """The view of one kind; its fields are the model's."""
    names = [field.name for field in model._meta.concrete_fields if field.name not in OWN_COLUMNS]
    shown, more = ["id", *names], {}
    if "birth_date" in names:
        shown.remove("birth_date")
        more["birth_year"] = BirthYear(source="birth_date", read_only=True, allow_null=True)
    title = f"{kind.title()}Row"
    item = serializer_of(model, shown, title, is_read=True, **more)
    entry = serializer_of(model, names, f"{title}Entry")
    view = type(f"{kind.title()}View", (RelatedView,), {"model": model, "kind": kind, "serializer_class": item})
    view.entry_class, view.__doc__ = entry, f"{model._meta.label}: {(model.__doc__ or '').strip().splitlines()[0]}"
    of_person = [OpenApiParameter("person", int, OpenApiParameter.PATH)]
    return extend_schema(parameters=of_person)(
        extend_schema_view(
            create=extend_schema(request=entry, responses={201: item}),
            partial_update=extend_schema(request=entry, responses=item),
            withdraw=extend_schema(request=ReasonEntry, responses=Withdrawn),
        )(view)
    )


for related_kind, related_model in RELATED.items():
    place = rf"people/(?P<person>[0-9]+)/{related_kind}"
    register(place, view_of(related_kind, related_model), f"person-{related_kind}")
