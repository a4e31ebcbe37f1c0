"""An employer: a firm, an organ or an institution that offers work, trains, or takes part in a fair."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedQuerySet, SharedDown
from core.validators import mask_phone
from core.vault import SealedField
from employment.choices import employers as choices

ACCOUNT = settings.AUTH_USER_MODEL


class EmployerQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for employers."""

    def trusted(self):
        """Vetted, and not on the black list: who may offer work."""
        return self.filter(vetted_on__isnull=False, blacklisted_on__isnull=True)

    def to_vet(self):
        return self.filter(vetted_on__isnull=True, blacklisted_on__isnull=True)


class Employer(models.Model):
    """Registered by a station for itself and the stations below it; one record per credit code (GB 32100-2015)."""

    scope = SharedDown("station")

    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="employers", verbose_name=_("station"), editable=False
    )
    name = models.CharField(_("name of the employer"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=20, blank=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18)
    kind = models.CharField(_("kind of employer"), max_length=12, choices=choices.EMPLOYER_KINDS)
    industry = models.CharField(_("industry"), max_length=12, choices=choices.INDUSTRIES, blank=True)
    is_veteran_owned = models.BooleanField(_("owned by a veteran"), default=False)
    address = models.CharField(_("address"), max_length=200, blank=True)
    contact_name = models.CharField(_("contact"), max_length=50)
    contact_phone = SealedField(_("contact phone"), mask=mask_phone, null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    vetted_on = models.DateField(_("vetted on"), null=True, editable=False)
    vetted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+", editable=False)
    blacklisted_on = models.DateField(_("on the black list since"), null=True, editable=False)
    blacklisted_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+", editable=False)
    blacklist_reason = models.CharField(_("why on the black list"), max_length=200, blank=True, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(EmployerQuerySet)()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                name="one_employer_per_credit_code",
                violation_error_code="credit_held",
                violation_error_message=_("An employer with this credit code is on file already."),
            ),
            models.CheckConstraint(
                condition=Q(blacklisted_on__isnull=True) | ~Q(blacklist_reason=""), name="black_list_has_reason"
            ),
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("employment:employer", args=[self.pk])

    @property
    def ledger_label(self):
        return f"{self.name} {self.credit_code}"

    @property
    def is_blacklisted(self):
        return self.blacklisted_on is not None

    @property
    def is_trusted(self):
        return self.vetted_on is not None and not self.is_blacklisted

    def clean(self):
        self.credit_code = choices.credit_code(self.credit_code)
        if problem := choices.credit_problem(self.credit_code):
            code, message = problem
            raise ValidationError({"credit_code": ValidationError(message, code)})
