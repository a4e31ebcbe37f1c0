"""What a checkup found, and what the hospital asks for it. Readable only by who holds `checkup.results`."""

from dataclasses import dataclass

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, ScopedQuerySet
from core.vault import SealedField
from outreach.choices import checkups as choices
from outreach.models.checkups import CheckupCampaign, CheckupHospital, Exam

ACCOUNT = settings.AUTH_USER_MODEL
NOBODYS = Q(pk=0)  # no row has this key


@dataclass(frozen=True)
class Medical(Owned):
    """Health results: seen within the subtree by the one officer who follows them up, by no station (handbook §6)."""

    def visible(self, user):
        return super().visible(user) & (Q() if user.may("checkup.results") else NOBODYS)


class ResultQuerySet(ScopedQuerySet):
    def flagged(self):
        return self.filter(is_flagged=True)

    def open(self):
        """Flagged, and nobody has closed the follow-up."""
        return self.filter(is_flagged=True, closed_on__isnull=True)

    def with_contacts(self):
        """Each with when and how somebody was in touch; not what was said."""
        return self.prefetch_related(models.Prefetch("contacts", FollowUp.objects.defer("said")))


class CheckupResult(models.Model):
    """The outcome of one checkup: sealed words, whether something needs following up, until when, how it ended."""

    scope = Medical("exam__person__station")

    exam = models.OneToOneField(Exam, models.PROTECT, related_name="result")
    received_on = models.DateField(_("received on"))
    is_flagged = models.BooleanField(_("something to follow up"), default=False)
    summary = SealedField(_("conclusion"), blank=True, null=True)
    findings = SealedField(_("what needs following up"), blank=True, null=True)
    due_on = models.DateField(_("follow up until"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    ended = SealedField(_("how it ended"), blank=True, null=True, editable=False)
    file_name = models.CharField(_("file name"), max_length=120, blank=True, editable=False)
    file_place = models.CharField(max_length=120, blank=True, editable=False)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(ResultQuerySet)()

    class Meta:
        verbose_name = _("checkup result")
        verbose_name_plural = _("checkup results")
        ordering = ["closed_on", "due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], name="checkup_open_follow_up", condition=Q(is_flagged=True, closed_on__isnull=True)
            )
        ]

    def __str__(self):
        return str(self.exam)

    @property
    def ledger_label(self):
        return f"体检结果 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:result", args=[self.pk])

    @property
    def contact_count(self):
        return len(self.contacts.all())

    @property
    def last_contact(self):
        """The latest time somebody was in touch about it, None for never."""
        return next(iter(self.contacts.all()), None)


class FollowUp(models.Model):
    """One contact about a finding. What was said is sealed like the finding itself."""

    scope = Medical("result__exam__person__station")

    result = models.ForeignKey(CheckupResult, models.PROTECT, related_name="contacts")
    on = models.DateField(_("on"))
    way = models.CharField(_("how"), max_length=10, choices=choices.ContactWay)
    said = SealedField(_("what was found"))
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("follow-up contact")
        verbose_name_plural = _("follow-up contacts")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.get_way_display()


class ResultSheet(models.Model):
    """A hospital's table of results, read and matched, waiting for somebody to look before it is written."""

    scope = Medical("campaign__station")

    campaign = models.ForeignKey(CheckupCampaign, models.CASCADE, related_name="sheets")
    file_name = models.CharField(_("file name"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=choices.SheetState, default="waiting")
    rows = SealedField()
    unread = SealedField(_("sheets not read"), null=True, editable=False)  # their names: no headings were found on them
    made_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("table of results")
        verbose_name_plural = _("tables of results")
        ordering = ["-pk"]

    def __str__(self):
        return self.file_name

    @property
    def ledger_label(self):
        return f"体检结果表 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:result_sheet", args=[self.pk])


class CheckupInvoice(models.Model):
    """What a hospital asks for a campaign, beside what the portal counts: heads and yuan."""

    scope = Owned("campaign__station")

    campaign = models.ForeignKey(CheckupCampaign, models.PROTECT, related_name="invoices")
    hospital = models.ForeignKey(CheckupHospital, models.PROTECT, related_name="invoices", verbose_name=_("hospital"))
    number = models.CharField(_("invoice number"), max_length=40)
    on = models.DateField(_("day of the invoice"))
    heads = models.PositiveIntegerField(_("people charged"), validators=[MinValueValidator(1)])
    amount = models.DecimalField(_("amount (yuan)"), max_digits=12, decimal_places=2)
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("hospital invoice")
        verbose_name_plural = _("hospital invoices")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "number"],
                name="one_checkup_invoice_a_number",
                violation_error_message=_("This invoice is entered already."),
            )
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("outreach:invoices", args=[self.campaign_id])
