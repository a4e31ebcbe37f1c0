"""年度确认: once a year everybody who draws a regular payment is confirmed (《军人抚恤优待条例》第八条)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet, SharedDown
from outreach.choices.confirmation import ConfirmationState, How


class ConfirmationYear(models.Model):
    """One year's round: opened by the bureau for all stations below it."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("to be confirmed by"))

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("yearly confirmation")
        verbose_name_plural = _("yearly confirmations")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "year"],
                name="one_confirmation_a_year",
                violation_error_message=_("This year's confirmation is open already."),
            )
        ]

    def __str__(self):
        return str(_("Confirmation of %(year)s") % {"year": self.year})

    def get_absolute_url(self):
        return reverse("outreach:confirmation_year", args=[self.pk])


class ConfirmationQuerySet(ScopedQuerySet):
    def of_live(self):
        """Rows of records in force: not of one that was merged into another."""
        return self.filter(person__record_state="live")

    def due(self):
        return self.filter(state=ConfirmationState.DUE)

    def open(self):
        """Who may still be confirmed: also somebody proposed to be stopped may come."""
        return self.filter(state__in=(ConfirmationState.DUE, ConfirmationState.PROPOSED))

    def proposed(self):
        return self.filter(state=ConfirmationState.PROPOSED)


class Confirmation(models.Model):
    """One person in one round. The list is frozen when the round opens; who newly draws a payment is added."""

    scope = Owned("person__station")

    round = models.ForeignKey(ConfirmationYear, models.CASCADE, related_name="confirmations")
    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="confirmations")
    state = models.CharField(_("state"), max_length=10, choices=ConfirmationState, default=ConfirmationState.DUE)
    how = models.CharField(_("confirmed how"), max_length=10, choices=How, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("grounds of the decision"), max_length=200, blank=True)

    objects = models.Manager.from_queryset(ConfirmationQuerySet)()

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_confirmation_a_person")]
        indexes = [models.Index(fields=["round", "state"], name="confirmation_state")]

    def __str__(self):
        return self.person.name

    def get_absolute_url(self):
        return reverse("outreach:confirmation_year", args=[self.round_id])

    @property
    def ledger_label(self):
        return f"年度确认 {self.pk}"
