"""The REST interface to appeals: registered and moved by the very steps of the table, with its forms and its refusals."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action as route
from rest_framework.response import Response

from appeals import desk
from appeals.actions import cases, files, opinions, reviews, steps
from appeals.choices import Channel, Kind
from appeals.forms import FORMS, AppealForm
from appeals.models import Appeal, Category
from appeals.workflow import APPEALS
from core.actions import VERBS
from core.api import (
    ActionViewSet,
    MaskedSerializer,
    RowsViewSet,
    Searched,
    Submitted,
    register,
    serializer_of,
)
from core.api_forms import checked, entry_of
from core.pages import today
from core.pages.runs import fill
from core.scoping import is_visible

ROOMS = (cases, files, opinions, reviews, steps)  # each declares its verbs


class AppealItem(MaskedSerializer):
    """One case, masked. Stations by their division's code; `person` when the caller sees that record."""

    category = serializers.CharField(source="category.code")
    person = serializers.SerializerMethodField()
    origin = serializers.CharField(source="origin.division.code")
    handler = serializers.CharField(source="handler.division.code")
    officer = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = (
            "id", "number", "kind", "is_petition", "channel", "category", "aspect", "person", "name", "is_anonymous",
            "phone", "id_no", "head_count", "title", "facts", "demand", "is_repeat", "origin", "handler", "officer",
            "state", "version", "is_supervised", "due_on", "is_provisional", "received_on", "accepted_on",
            "decided_on", "replied_on", "served_on", "finished_on", "outcome", "extended_until", "rating", "rated_on",
            "review_result", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_person(self, appeal) -> int | None:
        return appeal.person_id if appeal.is_person_seen else None

    def get_officer(self, appeal) -> str | None:
        return appeal.officer and str(appeal.officer)


class RegisteredItem(AppealItem):
    """A case just registered, with the code its petitioner asks with."""

    class Meta(AppealItem.Meta):
        fields = (*AppealItem.Meta.fields, "query_code")
        read_only_fields = fields


class HandedOver(Submitted):
    """The case is no longer in the caller's sight."""

    number = serializers.CharField()
    query_code = serializers.CharField(allow_null=True)


class OfferedStep(serializers.Serializer):
    """A step of this state; `reason` says why it is not open now."""

    step = serializers.CharField()
    label = serializers.CharField()
    needs = serializers.ListField(child=serializers.CharField())
    may = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField(allow_null=True)


class TakenStep(serializers.Serializer):
    """A line of the case's history."""

    step = serializers.CharField(source="action")
    from_state = serializers.CharField()
    to_state = serializers.CharField()
    by = serializers.CharField()
    on = serializers.DateField()
    at = serializers.DateTimeField()
    note = serializers.CharField()


RegisterEntry = entry_of(
    AppealForm,
    "AppealEntry",
    person=serializers.IntegerField(required=False, allow_null=True),
    category=serializers.CharField(max_length=30),
    kind=serializers.ChoiceField(choices=Kind.choices, default=Kind.CLAIM),
    channel=serializers.ChoiceField(choices=Channel.choices),
    received_on=serializers.DateField(required=False),
    head_count=serializers.IntegerField(min_value=1, max_value=32767, default=1),
)
# Steps that somebody takes; the first ones have the entry form, the system's own none
STEPS = [step for step in APPEALS.steps if step.source and not step.is_hidden]
ENTRIES = {
    step.action: entry_of(FORMS[step.action], f"{step.action.title().replace('_', '')}Step")
    for step in STEPS
    if FORMS[step.action]
}


@extend_schema_view(create=extend_schema(request=RegisterEntry, responses={201: RegisteredItem, 202: HandedOver}))
class AppealView(Searched, ActionViewSet):
    """The cases in sight; a new one is registered at the caller's own station."""

    model = Appeal
    serializer_class, entry_class = AppealItem, RegisterEntry
    opens = "appeal.view"
    needs = {
        "list": "appeal.view",
        "retrieve": "appeal.view",
        "create": "appeal.register",
        "history": "appeal.view",
        "steps": "appeal.view",
        **{f"take_{step.action}": APPEALS.permission(step.action) for step in STEPS},
    }
    http_method_names = ["get", "post", "head"]

    def refine(self, rows):
        rows = rows.select_related("category", "officer", "person", "origin__division", "handler__division")
        return (
            rows.select_related("handler__parent").annotate(is_person_seen=desk.sees_person(self.user)).order_by("-pk")
        )

    def search(self, rows, text):
        return desk.matching(rows, text)

    def create(self, request, **kwargs):
        entry = self.entered(request)
        people = desk.person(self.user, entry.get("person")) if entry.get("person") else []
        typed = entry | {"category": category_of(entry["category"]), "received_on": entry.get("received_on") or today()}
        typed["chosen"] = typed.pop("person", None) or ""
        values = checked(AppealForm, typed, user=self.user, row=None, candidates=people)
        verb = cases.register_accusation if values["kind"] == Kind.ACCUSATION else cases.register_appeal
        appeal = verb(by=self.user, station=self.user.station, values=values, today=today())
        if not is_visible(appeal, self.user):
            return handed_over(appeal)
        row = self.rows().get(pk=appeal.pk)
        return Response(RegisteredItem(row, context=self.get_serializer_context()).data, status.HTTP_201_CREATED)

    @extend_schema(responses=TakenStep(many=True))
    @route(detail=True, methods=["get"], pagination_class=None)
    def history(self, request, pk):
        """The steps taken, the latest first."""
        return Response(TakenStep(self.fetch().moves.select_related("by"), many=True).data)

    @extend_schema(responses=OfferedStep(many=True))
    @route(detail=True, methods=["get"], pagination_class=None)
    def steps(self, request, pk):
        """The steps of this state that are the caller's to take."""
        row = self.fetch()
        found = APPEALS.offered(row, self.user, today()) if desk.is_handled_by(row, self.user) else ()
        return Response([offered(step, reason) for step, reason in found])

    def take(self, step):
        row, form = self.fetch(writes=True), FORMS[step.action]
        APPEALS.check(step.action, row, self.user, today())
        values = {}
        if form:
            entry = ENTRIES[step.action](data=self.request.data)
            entry.is_valid(raise_exception=True)
            values = checked(form, entry.validated_data, user=self.user, row=row)
        verb = VERBS[APPEALS.permission(step.action)]
        offers = {"by": self.user, "appeal": row, "row": row, "values": values, "today": today(), **values}
        result = verb(**fill(verb, offers))
        if not is_visible(result, self.user):
            return handed_over(result)
        return Response(self.shown(result))


def handed_over(appeal):
    told = {"code": "handed_over", "number": appeal.number, "query_code": appeal.query_code}
    return Response(HandedOver(told).data, status=status.HTTP_202_ACCEPTED)


def offered(step, reason):
    told = {"step": step.action, "label": str(step.label), "needs": step.needs, "may": step.may}
    return OfferedStep(told | {"reason": str(reason.message) if reason else None}).data


def category_of(code):
    """The key that the form asks for, of a category of the present period."""
    found = Category.current().filter(code=code).first()
    if found is None:
        raise ValidationError({"category": ValidationError(f"“{code}”?", "invalid_choice")})
    return found.pk


def route_of(step):
    """The address of one step of the table."""

    def take(self, request, pk):
        return self.take(step)

    take.__name__ = f"take_{step.action}"
    take.__doc__ = f"§4.3 ({step.row}) {step.deadline}".strip()
    answers = {200: AppealItem, 202: HandedOver}
    described = extend_schema(request=ENTRIES.get(step.action), responses=answers)(take)
    address = step.action.replace("_", "-")
    return route(detail=True, methods=["post"], url_path=f"steps/{address}", url_name=address)(described)


for table_step in STEPS:
    setattr(AppealView, f"take_{table_step.action}", route_of(table_step))


class CategoryView(RowsViewSet):
    """The categories of appeals, those of earlier periods too."""

    model = Category
    serializer_class = serializer_of(
        Category,
        ("id", "code", "label", "short", "valid_from", "valid_to"),
        "AppealCategory",
        is_read=True,
        successor=serializers.CharField(source="successor.code", allow_null=True, read_only=True),
    )
    needs = {"list": "appeal.view", "retrieve": "appeal.view"}
    http_method_names = ["get", "head"]

    def refine(self, rows):
        return rows.select_related("successor").order_by("order", "pk")


register("appeals", AppealView, "appeal")
register("appeal-categories", CategoryView, "appeal-category")
