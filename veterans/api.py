"""The REST interface to the people on file: scoped, masked, and written through the same actions as the forms."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api import ActionViewSet, MaskedSerializer, register
from core.pages import today
from core.validators import PartialDate, Problem, parse_partial_date
from veterans import actions, choices
from veterans.listings import year_of_birth
from veterans.models import Person

DATES = ("enlist_date", "discharge_date")
WRITABLE = (
    "name", "id_no", "ethnic_group", "political_status", "education", "marriage", "group", "hukou_type", "hukou_addr",
    "addr", "mobile", "phone_other", "enlist_date", "discharge_date", "branch", "rank", "unit_name", "discharge_mode",
    "disability_level", "disability_nature", "disability_part", "health", "living_state", "employment", "employer",
    "note",
)  # fmt: skip


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


class PersonItem(MaskedSerializer):
    """One person, masked: the number's last four, the year of birth, the village (handbook §10.4)."""

    station = serializers.CharField(source="station.division.code", read_only=True)
    place = serializers.CharField(source="station.place", read_only=True)
    birth_year = serializers.SerializerMethodField()
    age = serializers.SerializerMethodField()
    categories = serializers.SerializerMethodField()
    enlist_date = PartialDateItem(read_only=True)
    discharge_date = PartialDateItem(read_only=True)

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

    enlist_date = PartialDateItem(required=False, allow_null=True)
    discharge_date = PartialDateItem(required=False, allow_null=True)
    categories = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.CATEGORIES), required=False, max_length=len(choices.CATEGORIES)
    )
    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = Person
        fields = (*WRITABLE, "categories", "version")


class PeopleView(ActionViewSet):
    """List and read: person.view. Enter: person.add, at the caller's own station. Amend: person.amend, with the version seen."""

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
