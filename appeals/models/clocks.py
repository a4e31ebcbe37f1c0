"""Clocks that can be explained, and the urges that follow when they run out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals.choices import OUR_CLOCKS, ClockKind
from appeals.models.case import OF_CASE, Appeal
from core import deadlines
from core.scoping import ScopedQuerySet


class ClockQuerySet(ScopedQuerySet):
    def running(self):
        return self.filter(ended_on__isnull=True)

    def ours(self):
        """What we owe, not what others may still ask for."""
        return self.filter(kind__in=OUR_CLOCKS)


class Clock(models.Model):
    """One deadline of a case: what set it going, how long, what moved it. Only its own event starts or ends it.

    The entries are kept; the day is computed from them (`core.deadlines`) and stored with its explanation.
    """

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=16, choices=ClockKind)
    cause = models.CharField(max_length=20)
    started_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, default="calendar")
    law = models.CharField(max_length=60, blank=True)
    extension_days = models.PositiveSmallIntegerField(default=0)
    extension_note = models.CharField(max_length=200, blank=True)
    pauses = models.JSONField(default=list)
    due_on = models.DateField()
    warn_on = models.DateField()
    is_provisional = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)

    objects = models.Manager.from_queryset(ClockQuerySet)()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "kind"], condition=Q(ended_on__isnull=True), name="one_running_clock_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["due_on"], name="clock_running", condition=Q(ended_on__isnull=True))]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_ours(self):
        return self.kind in OUR_CLOCKS

    def deadline(self, calendar):
        """The computation with a calendar: `due_on`, `warn_on`, `steps`."""
        return deadlines.due_date(
            self.started_on,
            self.days,
            calendar=calendar,
            unit=self.unit,
            extension_days=self.extension_days,
            pauses=[tuple(map(models.DateField().to_python, pause)) for pause in self.pauses],
        )


class Urge(models.Model):
    """督办: that an overdue case was urged, by whom and to whom. The hourly job writes one a level and clock."""

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="urges")
    clock = models.ForeignKey(Clock, models.CASCADE, null=True, related_name="urges")
    level = models.PositiveSmallIntegerField(default=0)
    to_station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    text = models.CharField(max_length=300)
    is_alarm = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("urge")
        verbose_name_plural = _("urges")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "level"], condition=Q(clock__isnull=False), name="one_urge_a_level"
            )
        ]

    def __str__(self):
        return self.text
