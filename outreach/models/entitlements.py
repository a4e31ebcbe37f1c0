"""What people were given, where no department keeps a record of its own, and the amounts of regular payments by date."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet, SharedDown
from outreach.choices.entitlements import Per
from veterans import choices


class ReceivedQuerySet(ScopedQuerySet):
    def in_force(self):
        """What nobody has taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day):
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), from_on__lte=day)


class Received(models.Model):
    """Somebody has had what a rule of `outreach.rules.entitlements` (`key`) gives, from when to when."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="received")
    key = models.CharField(_("entitlement"), max_length=20)
    from_on = models.DateField(_("received on"))
    until = models.DateField(_("counts until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(ReceivedQuerySet)()

    class Meta:
        verbose_name = _("received benefit")
        verbose_name_plural = _("received benefits")
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["person", "key"], name="received_person_key")]

    def __str__(self):
        return f"{self.key} {self.from_on:%Y-%m-%d}"


class BenefitStandard(models.Model):
    """抚恤补助标准: what one kind of recipient is paid from a day on, by which document."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+")
    category = models.CharField(_("category"), max_length=24, choices=choices.CATEGORIES)
    level = models.CharField(_("disability level"), max_length=2, choices=choices.DISABILITY_LEVELS, blank=True)
    nature = models.CharField(_("disability nature"), max_length=1, choices=choices.DISABILITY_NATURES, blank=True)
    valid_from = models.DateField(_("paid from"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=10, decimal_places=2)
    per = models.CharField(_("paid"), max_length=6, choices=Per, default=Per.YEAR)
    document = models.CharField(_("document"), max_length=120)
    # written by the action: what the standard before it was, and by how much this one differs, in per cent
    before = models.DecimalField(_("amount before"), max_digits=10, decimal_places=2, null=True, editable=False)
    change = models.DecimalField(_("change in per cent"), max_digits=7, decimal_places=2, null=True, editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("benefit standard")
        verbose_name_plural = _("benefit standards")
        ordering = ["category", "level", "nature", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "category", "level", "nature", "per", "valid_from"],
                name="one_standard_a_day",
                violation_error_message=_("A standard of this kind is entered for this day already."),
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="standard_is_positive"),
        ]

    def __str__(self):
        parts = (self.get_category_display(), self.get_nature_display(), self.get_level_display())
        return " ".join(part for part in parts if part)

    @property
    def kind(self):
        """The fields that make it one series over the years."""
        return {name: getattr(self, name) for name in ("station_id", "category", "level", "nature", "per")}
