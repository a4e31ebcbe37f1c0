"""Hospitals, clinics, the health service centre and the care centre, with what was agreed with them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedQuerySet, SharedDown
from outreach.choices.institutions import InstitutionKind


class InstitutionQuerySet(ScopedQuerySet):
    def working(self):
        """Those that still take people in."""
        return self.filter(closed_on__isnull=True)

    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)


class Institution(models.Model):
    """A partner of the bureau. Entered by the station that deals with it, known to all stations below."""

    scope = SharedDown("station")

    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="institutions", verbose_name=_("kept by")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=InstitutionKind)
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact = models.CharField(_("contact person"), max_length=50, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("People a day; for the care centre: beds.")
    )
    opened_on = models.DateField(_("working since"), null=True, blank=True)
    closed_on = models.DateField(_("no longer since"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = models.Manager.from_queryset(InstitutionQuerySet)()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "name"],
                name="one_institution_per_name",
                violation_error_message=_("This institution is entered already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("outreach:institution", args=[self.pk])

    @classmethod
    def working(cls, *kinds):
        """What forms offer to choose from (core.forms narrows it to the user's sight); of all kinds if none is named."""
        rows = cls.objects.working()
        return rows.of_kind(*kinds) if kinds else rows


class Agreement(models.Model):
    """协议: what an institution does for the bureau, from when to when."""

    scope = SharedDown("institution__station")

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="agreements")
    subject = models.CharField(_("agreed"), max_length=200)
    signed_on = models.DateField(_("signed on"))
    until = models.DateField(_("until"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("signed_on")), name="agreement_runs_forward"
            )
        ]

    def __str__(self):
        return self.subject
