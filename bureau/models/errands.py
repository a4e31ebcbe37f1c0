"""Tasks handed down to stations: what is to be done until when, one part for each station, with its people."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.choices import PartOutcome
from core.scoping import Owned, ScopedManager, ScopedQuerySet

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+"}
OPEN = Q(answered_on__isnull=True, returned_on__isnull=True)


class ErrandQuerySet(ScopedQuerySet):
    def with_counts(self, today):
        """How many stations have a part, received it, answered, gave it back, are late."""
        late = Q(parts__answered_on__isnull=True, parts__returned_on__isnull=True, due_on__lt=today)
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


class ErrandPart(models.Model):
    """One station's part of a task: signed for, answered or given back. It says nothing of other stations."""

    scope = Owned("station")

    errand = models.ForeignKey(Errand, models.CASCADE, related_name="parts")
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), **AUTHOR)
    received_on = models.DateField(_("signed for on"), null=True, editable=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, **AUTHOR)
    outcome = models.CharField(_("how it went"), max_length=10, choices=PartOutcome, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=1000, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, editable=False, **AUTHOR)
    returned_on = models.DateField(_("given back on"), null=True, editable=False)
    reason = models.CharField(_("why it was given back"), max_length=200, blank=True, editable=False)
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


class ErrandPerson(models.Model):
    """Somebody the task is about, in the part of their own station. Seen where they are on file now, not where they were."""

    scope = Owned("person__station")

    part = models.ForeignKey(ErrandPart, models.CASCADE, related_name="people")
    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="errands")
    is_done = models.BooleanField(_("done"), default=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("person of a task")
        verbose_name_plural = _("people of tasks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "person"], name="one_person_a_part")]

    def __str__(self):
        return self.person.name
