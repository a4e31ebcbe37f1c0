"""One appeal and its history."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals import choices
from core.scoping import Exempt, Handed, ScopedQuerySet
from core.validators import mask_identity, mask_phone
from core.vault import SealedField

ACCOUNT = settings.AUTH_USER_MODEL
REPRESENTATIVES = 5  # 条例 §20
GROUP = 5  # 集体访: five people or more


@dataclass(frozen=True)
class Restricted(Handed):
    """Handed over as others are; accusations besides are seen by nobody but who may see them (条例 §30)."""

    prefix: str = ""

    def visible(self, user):
        return super().visible(user) & self._open_to(user)

    def writable(self, user):
        return super().writable(user) & self._open_to(user)

    def _open_to(self, user):
        return Q() if user.may("appeal.restricted") else Q(**{f"{self.prefix}is_restricted": False})


# What belongs to a case is seen with it
OF_CASE = Restricted("appeal__origin", "appeal__handler", prefix="appeal__")


class Category(models.Model):
    """One of the ten categories. They change with the periods: the old one ends and names its successor."""

    scope = Exempt("the bureau's own list of categories")

    code = models.CharField(_("code"), max_length=30, unique=True)
    label = models.CharField(_("appeal category"), max_length=30)
    short = models.CharField(_("short form"), max_length=6)
    order = models.PositiveSmallIntegerField(_("order"), default=50)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label

    @classmethod
    def current(cls):
        """The categories of the present period."""
        return cls.objects.filter(valid_to__isnull=True)

    @classmethod
    def all_periods(cls):
        return cls.objects.select_related("successor").order_by("order", "pk")


class AppealQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for appeals."""

    def open(self):
        return self.filter(state__in=choices.OPEN)

    def working(self):
        """在办: we have to do something."""
        return self.filter(state__in=choices.WORKING)

    def finished(self):
        return self.exclude(state__in=choices.OPEN)

    def overdue(self, today):
        return self.filter(due_on__lt=today)

    def due_soon(self, today):
        """Within the days of warning, today included, not overdue."""
        return self.filter(warn_on__lte=today, due_on__gte=today)

    def of_same_matter(self, appeal):
        return self.filter(category=appeal.category_id, matter=appeal.matter).exclude(pk=appeal.pk)


class Appeal(models.Model):
    """A case with a clock. `origin` registered it, `handler` answers for it now, `officer` is who works on it."""

    scope = Restricted("origin", "handler")

    number = models.CharField(_("number"), max_length=24, unique=True, editable=False)
    query_code = models.CharField(max_length=16, unique=True, null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=choices.Kind, default=choices.Kind.CLAIM)
    is_petition = models.BooleanField(_("statutory petition"), default=False)
    is_restricted = models.BooleanField(default=False, editable=False)
    channel = models.CharField(_("channel"), max_length=12, choices=choices.Channel)
    category = models.ForeignKey(Category, models.PROTECT, related_name="appeals", verbose_name=_("appeal category"))
    aspect = models.CharField(_("aspect"), max_length=30, blank=True)

    # who asks
    person = models.ForeignKey(
        "veterans.Person", models.SET_NULL, null=True, blank=True, related_name="appeals", verbose_name=_("person")
    )
    name = models.CharField(_("name of the person"), max_length=50, blank=True)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    phone = SealedField(_("contact phone"), mask=mask_phone, null=True, blank=True)
    id_no = SealedField(_("identity number"), mask=mask_identity, null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    head_count = models.PositiveSmallIntegerField(_("number of people"), default=1, validators=[MinValueValidator(1)])
    representatives = models.TextField(_("representatives"), max_length=300, blank=True)

    # what about
    title = models.CharField(_("matter"), max_length=60)
    facts = models.TextField(_("facts and reasons"), max_length=4000)
    demand = models.TextField(_("demand"), max_length=1000, blank=True)
    matter = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    is_repeat = models.BooleanField(_("repeat appeal"), default=False, editable=False)

    # where it stands
    origin = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="appeals_registered", verbose_name=_("station of registration")
    )
    handler = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="appeals_handled", verbose_name=_("station in charge")
    )
    officer = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="appeals_handled")
    state = models.CharField(_("state"), max_length=14, choices=choices.State, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_supervised = models.BooleanField(_("urged"), default=False, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    warn_on = models.DateField(null=True, editable=False)
    is_provisional = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed", editable=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="reopenings", editable=False)

    # when it happened
    received_on = models.DateField(_("received on"))
    accepted_on = models.DateField(_("accepted on"), null=True, editable=False)
    taken_on = models.DateField(_("decided whether accepted"), null=True, editable=False)
    decided_on = models.DateField(_("settled or replied to"), null=True, editable=False)
    replied_on = models.DateField(_("replied on"), null=True, editable=False)
    served_on = models.DateField(_("served on"), null=True, editable=False)
    finished_on = models.DateField(_("finished on"), null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=14, choices=choices.Outcome, blank=True)
    settled_tier = models.CharField(max_length=10, blank=True, editable=False)
    was_accepted_in_time = models.BooleanField(null=True, editable=False)
    was_finished_in_time = models.BooleanField(null=True, editable=False)
    days_to_accept = models.PositiveIntegerField(null=True, editable=False)
    days_to_reply = models.PositiveIntegerField(null=True, editable=False)
    days_to_finish = models.PositiveIntegerField(null=True, editable=False)

    # extension, opinion, rating, review
    extension_asked = models.PositiveSmallIntegerField(_("days asked for"), null=True, editable=False)
    extended_until = models.DateField(_("extended until"), null=True, editable=False)
    drafted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+", editable=False)
    signed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+", editable=False)
    rating = models.CharField(_("rating"), max_length=6, choices=choices.Rating, blank=True)
    rating_note = models.CharField(_("remark"), max_length=200, blank=True)
    rated_on = models.DateField(_("rated on"), null=True, editable=False)
    review_result = models.CharField(_("result of the review"), max_length=8, choices=choices.Review, blank=True)

    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(AppealQuerySet)()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(head_count__gte=1), name="appeal_of_somebody"),
            models.CheckConstraint(
                condition=~Q(kind="accusation") | Q(is_restricted=True), name="accusations_are_restricted"
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(query_code__isnull=True), name="no_code_for_nobody"
            ),
        ]
        indexes = [
            models.Index(fields=["handler", "state", "due_on"], name="appeal_desk"),
            models.Index(fields=["origin", "received_on"], name="appeal_origin"),
            models.Index(fields=["person", "-received_on"], name="appeal_person"),
            models.Index(fields=["state", "due_on"], name="appeal_state_due"),
            models.Index(fields=["received_on"], name="appeal_received"),
            models.Index(fields=["decided_on"], name="appeal_decided"),
        ]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return self.number

    def get_absolute_url(self):
        return reverse("appeals:appeal", args=[self.pk])

    def clean(self):
        if len(self.delegates) > min(REPRESENTATIVES, self.head_count):
            message = _("At most five representatives, and no more than there are people (Regulations §20).")
            raise ValidationError({"representatives": ValidationError(message, "too_many")})

    @property
    def delegates(self):
        return [line.strip() for line in self.representatives.splitlines() if line.strip()]

    @property
    def is_open(self):
        return self.state in choices.OPEN

    @property
    def is_group(self):
        return self.head_count >= GROUP

    @property
    def tone(self):
        return choices.STATE_TONES.get(self.state, "")

    @property
    def who(self):
        """Whom lists and notices name."""
        return "匿名" if self.is_anonymous else self.name


# The town of a case: the station of its town, itself when a town registered it, empty for the city
TOWN = Case(
    When(origin__tier="village", then=F("origin__parent_id")),
    When(origin__tier="town", then=F("origin_id")),
    default=None,
    output_field=models.BigIntegerField(),
)


class Move(models.Model):
    """One step of a case: who, when, from where to where. Only added."""

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=14, choices=choices.State, blank=True)
    to_state = models.CharField(max_length=14, choices=choices.State)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("step of a case")
        verbose_name_plural = _("steps of cases")
        ordering = ["-pk"]

    def __str__(self):
        return self.action
