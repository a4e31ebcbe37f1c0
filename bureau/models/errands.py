"""Tasks handed down to stations: what is to be done until when, one part for each station, with its people."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.choices import PartOutcome, PersonOutcome
from core.scoping import Owned, ScopedManager, ScopedQuerySet

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+"}
OPEN = Q(answered_on__isnull=True, returned_on__isnull=True)
# Whoever has moved away is another station's by now and is not counted here either
STILL_HERE = Q(people__person__station__reached_by__upper=F("station"))
STANDING = Case(
    When(OPEN & Q(received_on__isnull=True), then=Value(0)),
    When(OPEN, then=Value(1)),
    When(returned_on__isnull=False, then=Value(2)),
    When(~Q(outcome=PartOutcome.DONE), then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


class ErrandQuerySet(ScopedQuerySet):
    def with_counts(self, today):
        """How many stations have a part, received it, answered, gave it back, are late."""
        late = Q(parts__answered_on__isnull=True, parts__returned_on__isnull=True, parts__due_on__lt=today)
        return self.annotate(
            many=Count("parts"),
            received=Count("parts", filter=Q(parts__received_on__isnull=False)),
            answered=Count("parts", filter=Q(parts__answered_on__isnull=False)),
            returned=Count("parts", filter=Q(parts__returned_on__isnull=False)),
            late=Count("parts", filter=late),
        )


class Errand(models.Model):
    """A task as its author wrote it. Seen where it was written and above; a station sees its own part."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", verbose_name=_("issued by"), **AUTHOR)
    title = models.CharField(_("title"), max_length=60)
    body = models.TextField(_("what is to be done"), max_length=2000)
    due_on = models.DateField(_("due on"))
    asks = models.CharField(_("number asked for"), max_length=40, blank=True)
    issued_on = models.DateField(_("issued on"))
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, **AUTHOR)

    objects = models.Manager.from_queryset(ErrandQuerySet)()

    class Meta:
        verbose_name = _("task for stations")
        verbose_name_plural = _("tasks for stations")
        ordering = ["-issued_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(due_on__gte=models.F("issued_on")), name="errand_has_time")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("bureau:errand", args=[self.pk])


class PartQuerySet(ScopedQuerySet):
    def open(self):
        """Neither answered nor given back, of tasks that still run."""
        return self.filter(OPEN, errand__closed_on__isnull=True)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def with_standing(self):
        """`standing`: who did not sign for it first, then who did not answer, what came back, what is not done, the rest.

        `named`, `managed`, `failed`: how many people the list has, for how many it was done, for how many it could not be.
        """
        counts = {
            "named": Count("people", filter=STILL_HERE),
            "managed": Count("people", filter=STILL_HERE & Q(people__outcome=PersonOutcome.DONE)),
            "failed": Count("people", filter=STILL_HERE & Q(people__outcome=PersonOutcome.UNABLE)),
        }
        return self.annotate(standing=STANDING, **counts)


class ErrandPart(models.Model):
    """One station's part of a task: signed for, answered or given back. It says nothing of other stations.

    Asked again (`reissued_on`), it is open once more; what was answered stays there to be corrected. `due_on` is the
    task's own day unless the part was asked again for a later one.
    """

    scope = Owned("station")

    errand = models.ForeignKey(Errand, models.CASCADE, related_name="parts")
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), **AUTHOR)
    due_on = models.DateField(_("due on"), editable=False)
    received_on = models.DateField(_("signed for on"), null=True, editable=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, **AUTHOR)
    outcome = models.CharField(_("how it went"), max_length=10, choices=PartOutcome, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, **AUTHOR)
    corrected_on = models.DateField(_("last corrected on"), null=True, editable=False)
    returned_on = models.DateField(_("given back on"), null=True, editable=False)
    reason = models.CharField(_("why it was given back"), max_length=200, blank=True, editable=False)
    reissued_on = models.DateField(_("asked again on"), null=True, editable=False)
    reissue_reason = models.CharField(_("why it is asked again"), max_length=200, blank=True, editable=False)
    reissues = models.PositiveSmallIntegerField(_("times asked again"), default=0, editable=False)
    reminded_on = models.DateField(_("reminded before the day on"), null=True, editable=False)
    urged_on = models.DateField(_("last urged on"), null=True, editable=False)
    urges = models.PositiveSmallIntegerField(_("urges"), default=0, editable=False)

    objects = models.Manager.from_queryset(PartQuerySet)()

    class Meta:
        verbose_name = _("part of a task")
        verbose_name_plural = _("parts of tasks")
        ordering = ["errand", "station"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(returned_on__isnull=True), name="part_ends_one_way"
            )
        ]

    def __str__(self):
        return self.errand.title

    def get_absolute_url(self):
        return reverse("bureau:errand_part", args=[self.pk])

    @property
    def ledger_label(self):
        return f"任务 {self.errand_id}·{self.pk}"

    @property
    def is_open(self):
        return self.answered_on is None and self.returned_on is None and self.errand.closed_on is None

    @property
    def can_be_answered(self):
        """Open, or answered and still to be corrected."""
        return self.returned_on is None and self.errand.closed_on is None

    def people_left(self):
        """Those of the list, still on file here, of whom nothing is said yet."""
        return self.people.filter(outcome="", person__station__reached_by__upper=self.station_id)

    @property
    def left(self):
        """How many people of the list nothing is said of (`with_standing`)."""
        return self.named - self.managed - self.failed

    @property
    def said(self):
        """The outcome as far as it was sent; of a part that is asked again, it is a draft."""
        return self.get_outcome_display() if self.answered_on else ""


class ErrandPerson(models.Model):
    """Somebody the task is about, in the part of their own station. Seen where they are on file now, not where they were."""

    scope = Owned("person__station")

    part = models.ForeignKey(ErrandPart, models.CASCADE, related_name="people")
    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="errands")
    outcome = models.CharField(_("how it went"), max_length=10, choices=PersonOutcome, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("person of a task")
        verbose_name_plural = _("people of tasks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "person"], name="one_person_a_part")]

    def __str__(self):
        return self.person.name

    @property
    def ledger_label(self):
        return f"任务名单 {self.part_id}·{self.pk}"
