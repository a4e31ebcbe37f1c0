"""Households: who lives together, and the one plaque that hangs at their door."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from veterans.choices import PlaqueState
from veterans.models.naming import Names


class Household(models.Model):
    """A household of the register; its members are people on file."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="households")
    number = models.CharField(_("household number"), max_length=40, blank=True)
    head = models.ForeignKey(
        "veterans.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("head")
    )
    head_name = models.CharField(_("householder"), max_length=50, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(
                fields=["station", "number"], condition=~Q(number=""), name="one_household_per_number"
            )
        ]

    def __str__(self):
        return self.head_name or self.number


class HonourPlaque(Names, models.Model):
    """光荣之家: one per household, however many of its members are entitled (国办发〔2018〕72号 §2)."""

    scope = Owned("household__station")

    household = models.ForeignKey(Household, models.PROTECT, related_name="plaques")
    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="plaques", verbose_name=_("for"))
    state = models.CharField(_("state"), max_length=10, choices=PlaqueState, default=PlaqueState.APPLIED)
    applied_on = models.DateField(_("applied on"), null=True, blank=True)
    hung_on = models.DateField(_("hung on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("honour plaque")
        verbose_name_plural = _("honour plaques")
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(state__in=["applied", "hung"]),
                name="one_plaque_per_household",
                violation_error_message=_("This household already has a plaque."),
            )
        ]

    def __str__(self):
        return str(self.household)
