"""What waits for somebody, and what links two records: claims, transfers, merges, correction requests."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import vault
from core.scoping import Handed, Owned, ScopedManager
from core.validators import mask_identity
from veterans.choices import ClaimState, CorrectionState
from veterans.models.person import Person


class Claim(models.Model):
    """认领: an entry whose number is held where its author cannot see. The lowest common superior settles it.

    The entry (`values`, sealed) is kept whole; the author sees only that it was submitted for checking.
    """

    scope = Owned("superior")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="claims_made")
    superior = models.ForeignKey("stations.Station", models.PROTECT, related_name="claims_to_settle")
    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="claims")
    name = models.CharField(_("full name"), max_length=50)
    id_no = vault.SealedField(_("identity number"), mask=mask_identity)
    values = vault.SealedField(_("entry"), mask=lambda text: "…")
    state = models.CharField(_("state"), max_length=12, choices=ClaimState, default=ClaimState.WAITING)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)
    batch = models.PositiveBigIntegerField(null=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["made_at"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("veterans:claim", args=[self.pk])


class Transfer(models.Model):
    """A person's move from one station to another; both sides see it."""

    scope = Handed("from_station", "to_station")

    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="transfers")
    # as it was: whoever the record left learns of no later name
    name = models.CharField(_("full name"), max_length=50)
    from_station = models.ForeignKey("stations.Station", models.PROTECT, related_name="transfers_out")
    to_station = models.ForeignKey("stations.Station", models.PROTECT, related_name="transfers_in")
    on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.name


class Merge(models.Model):
    """Two records of one person made one. `before` keeps what each held (sealed), so that it can be undone."""

    scope = Owned("kept__station")

    kept = models.ForeignKey("veterans.Person", models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey("veterans.Person", models.PROTECT, related_name="merged_by")
    before = vault.SealedField(_("before"), mask=lambda text: "…")
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.kept} ← {self.absorbed}"


class CorrectionRequest(models.Model):
    """A station asks whoever entered a field to correct it, with evidence (handbook §11 no. 20)."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="correction_requests")
    field = models.CharField(_("field"), max_length=40)
    proposed = vault.SealedField(_("should be"), mask=lambda text: "…")
    evidence = models.CharField(_("evidence"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=CorrectionState, default=CorrectionState.OPEN)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["made_at"]

    def __str__(self):
        return f"{self.person} {self.field_label}"

    @property
    def field_label(self):
        """The field in the words of the forms."""
        return str(Person._meta.get_field(self.field).verbose_name)

    def get_absolute_url(self):
        return reverse("veterans:correction", args=[self.pk])
