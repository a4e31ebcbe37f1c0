"""The people as another system's copy has them: the record, the categories held, the further periods of service."""

from django.db.models import Prefetch
from rest_framework import serializers

from core.api import MaskedSerializer, serializer_of
from core.changes import Source, register
from stations.changes import moved
from veterans.models import Person, PersonCategory, ServicePeriod

CategoryOf = serializer_of(PersonCategory, ("category", "certificate_no", "approved_on"), "CategoryHeld", is_read=True)
ServiceOf = serializer_of(
    ServicePeriod, ("enlist_date", "discharge_date", "branch", "unit_name", "rank"), "ServiceServed", is_read=True
)
FIELDS = (
    "id", "name", "sex", "id_type", "id_no", "birth_date", "mobile", "phone_other", "ethnic_group", "political_status",
    "education", "marriage", "hukou_type", "hukou_addr", "addr", "enlist_date", "discharge_date", "branch", "rank",
    "unit_name", "discharge_mode", "disability_level", "disability_nature", "disability_part", "health",
    "living_state", "employment", "employer", "plaque_hung", "card_issued", "alive", "died_on", "moved_out_on",
    "moved_out_to", "note",
)  # fmt: skip


class PersonChange(MaskedSerializer):
    """A person; `station` is the key of theirs. Masked: last four digits, year of birth, neither address nor note."""

    station = serializers.IntegerField(source="station_id", read_only=True)
    birth_year = serializers.SerializerMethodField()
    birth_date = serializers.SerializerMethodField()
    addr = serializers.SerializerMethodField()
    hukou_addr = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    categories = CategoryOf(source="held", many=True, read_only=True)
    service_periods = ServiceOf(source="served", many=True, read_only=True)

    class Meta:
        model = Person
        fields = (*FIELDS, "station", "birth_year", "categories", "service_periods")
        read_only_fields = fields

    def get_birth_year(self, person) -> int | None:
        return person.birth_date.year if person.birth_date else None

    def get_birth_date(self, person) -> str | None:
        return str(person.birth_date) if self.is_plain and person.birth_date else None

    def get_addr(self, person) -> str | None:
        return person.addr if self.is_plain else None

    def get_hukou_addr(self, person) -> str | None:
        return person.hukou_addr if self.is_plain else None

    def get_note(self, person) -> str | None:
        return person.note if self.is_plain else None

    @property
    def is_plain(self):
        return self.context.get("plain", False)


def in_force(rows):
    held = PersonCategory.objects.filter(ended_on__isnull=True).in_force().order_by("category", "pk")
    served = ServicePeriod.objects.in_force().order_by("pk")
    return rows.live().prefetch_related(
        Prefetch("categories", held, to_attr="held"), Prefetch("service_periods", served, to_attr="served")
    )


register(
    Source(
        "person",
        Person,
        "person.view",
        rows=in_force,
        item=PersonChange,
        stations=lambda person: (person.station_id,),
        at=lambda stations: Person.objects.filter(station__in=stations).values_list("pk", flat=True),
        follows={"stations.networkchange": moved("veterans.person.station")},
    )
)
