"""Family-doctor contracts 家庭医生签约, and whether anybody came afterwards (签而不服)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet
from outreach.choices.doctors import Package, VisitKind

REMIND_DAYS = 30  # before its end a contract asks to be renewed
SERVED_DAYS = 90  # a quarter without a visit: signed but not served (handbook §6, 只签不约)


class ContractQuerySet(ScopedQuerySet):
    def on(self, day):
        """Contracts that run on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), starts_on__lte=day, ends_on__gte=day)

    def ending(self, today):
        """Running ones to be renewed soon; not those that have a successor already."""
        soon = self.on(today).filter(ends_on__lte=today + timedelta(days=REMIND_DAYS))
        later = FamilyDoctorContract.objects.filter(
            person=models.OuterRef("person"), starts_on__gt=models.OuterRef("starts_on"), ended_on__isnull=True
        )
        return soon.filter(~models.Exists(later))

    def unserved(self, today):
        """签而不服: a quarter without a visit since the signing or the last visit."""
        long_ago = today - timedelta(days=SERVED_DAYS)
        never = Q(last_visit_on__isnull=True, starts_on__lt=long_ago)
        return self.on(today).filter(never | Q(last_visit_on__lt=long_ago))


class FamilyDoctorContract(models.Model):
    """A year's contract of one person with a team."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="doctor_contracts")
    institution = models.ForeignKey("outreach.Institution", models.PROTECT, related_name="contracts")
    team = models.CharField(_("team"), max_length=60, blank=True)
    doctor = models.CharField(_("doctor"), max_length=50)
    phone = models.CharField(_("doctor's telephone"), max_length=40, blank=True)
    package = models.CharField(_("package"), max_length=10, choices=Package, default=Package.BASIC)
    starts_on = models.DateField(_("runs from"))
    ends_on = models.DateField(_("runs until"))
    ended_on = models.DateField(_("ended early on"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    last_visit_on = models.DateField(_("last visit"), null=True, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(ContractQuerySet)()

    class Meta:
        verbose_name = _("family-doctor contract")
        verbose_name_plural = _("family-doctor contracts")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_runs_forward"),
            models.UniqueConstraint(
                fields=["person", "starts_on"],
                condition=Q(ended_on__isnull=True),
                name="one_contract_a_start",
                violation_error_message=_("A contract from this day is entered already."),
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"], name="contract_person_end")]

    def __str__(self):
        return f"{self.doctor}（{self.institution.name}）"

    def get_absolute_url(self):
        return reverse("outreach:contract", args=[self.pk])

    @property
    def last_day(self):
        """The last day it runs."""
        return min(self.ends_on, self.ended_on - timedelta(days=1)) if self.ended_on else self.ends_on


class DoctorVisit(models.Model):
    """What was done under a contract."""

    scope = Owned("contract__person__station")

    contract = models.ForeignKey(FamilyDoctorContract, models.CASCADE, related_name="visits")
    on = models.DateField(_("on"))
    kind = models.CharField(_("how the visit was made"), max_length=8, choices=VisitKind)
    done = models.CharField(_("what was done"), max_length=300)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("doctor's visit")
        verbose_name_plural = _("doctors' visits")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"
