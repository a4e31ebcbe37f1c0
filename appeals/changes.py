"""The appeals as another system's copy has them."""

from django.db.models import Q
from rest_framework import serializers

from appeals.models import Appeal
from core.api import MaskedSerializer
from core.changes import Source, register
from stations.changes import moved
from veterans.choices import RecordState

FIELDS = (
    "id", "number", "kind", "is_petition", "channel", "aspect", "name", "is_anonymous", "phone", "id_no", "head_count",
    "title", "facts", "demand", "is_repeat", "state", "is_supervised", "due_on", "is_provisional", "received_on",
    "accepted_on", "decided_on", "replied_on", "served_on", "finished_on", "outcome", "extended_until", "rating",
    "rated_on", "review_result",
)  # fmt: skip


class AppealChange(MaskedSerializer):
    """A case; `origin` and `handler` are keys of stations, `person` the key of the person on file, when in sight."""

    category = serializers.CharField(source="category.code")
    origin = serializers.IntegerField(source="origin_id")
    handler = serializers.IntegerField(source="handler_id")
    person = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = (*FIELDS, "category", "origin", "handler", "person")
        read_only_fields = fields

    def get_person(self, appeal) -> int | None:
        within = self.context.get("within")
        is_seen = is_on_file(appeal) and (within is None or appeal.person.station_id in within)
        return appeal.person_id if is_seen else None


def is_on_file(appeal):
    return appeal.person is not None and appeal.person.record_state == RecordState.LIVE


def who_sees_the_person(appeal, reach):
    return sorted(reach[appeal.person.station_id]) if is_on_file(appeal) else None


def keys(condition):
    return Appeal.objects.filter(condition).values_list("pk", flat=True)


def moved_in_mergers(changes):
    return moved("appeals.appeal.origin")(changes) | moved("appeals.appeal.handler")(changes)


register(
    Source(
        "appeal",
        Appeal,
        "appeal.view",
        rows=lambda rows: rows.select_related("category", "person"),
        item=AppealChange,
        stations=lambda appeal: (appeal.origin_id, appeal.handler_id),
        at=lambda stations: keys(Q(origin__in=stations) | Q(handler__in=stations)),
        follows={
            "stations.networkchange": moved_in_mergers,
            "veterans.person": lambda people: keys(Q(person__in=people)),
            "appeals.category": lambda old: keys(Q(category__predecessors__in=old)),
        },
        further=lambda appeal: "appeal.restricted" if appeal.is_restricted else "",
        beside=who_sees_the_person,
    )
)
