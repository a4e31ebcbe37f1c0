"""Another system that reads or writes through the interface: two people let it in, one token at a time, for a year at most."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.scoping import Owned, ScopedManager
from stations.choices import Standing
from stations.permissions import TOKENS_ONLY

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+", "editable": False}


class Integration(models.Model):
    """What another system may do: the work of one role at one station, narrowed to `permissions`.

    It acts through a service account of its own, so that scope, permissions, ledger and authorship need no second way.
    Of the token only a digest is kept. `station` is the one that was approved: when the account is moved to another
    (villages merged), the token rests until somebody approves an integration there.
    """

    scope = Owned("station", is_record=False)

    name = models.CharField(pgettext_lazy("integration", "name of the system"), max_length=50)
    purpose = models.CharField(pgettext_lazy("integration", "what for"), max_length=300)
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", verbose_name=_("station"))
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="integration", editable=False)
    permissions = models.JSONField(_("may"), default=list)
    plain_reason = models.CharField(_("why numbers in plain"), max_length=300, blank=True)
    expires_on = models.DateField(_("valid until"))
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("created by"), **AUTHOR)
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, verbose_name=_("approved by"), **AUTHOR)
    approved_at = models.DateTimeField(null=True, editable=False)
    issued_at = models.DateTimeField(_("token issued"), null=True, editable=False)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, verbose_name=_("revoked by"), **AUTHOR)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    last_address = models.GenericIPAddressField(_("network address"), null=True, editable=False, unpack_ipv4=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("integration")
        verbose_name_plural = _("integrations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("created_by")),
                name="integration_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=True) | Q(approved_by__isnull=False), name="token_after_approval"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:integration", args=[self.pk])

    @property
    def ledger_label(self):
        return self.account.username

    def narrowed(self, held):
        """Of what a role holds, what was approved; and what nobody but another system is given."""
        return frozenset(self.permissions) & (held | TOKENS_ONLY)

    def standing(self, today):
        """How it stands on a day; only what is in use lets anybody in."""
        if self.revoked_at:
            return Standing.REVOKED
        if self.expires_on < today:
            return Standing.EXPIRED
        if self.account.station_id != self.station_id:
            return Standing.MOVED
        if self.approved_at is None:
            return Standing.WAITING
        return Standing.IN_USE if self.digest else Standing.APPROVED

    @property
    def present_standing(self):
        return self.standing(timezone.localdate())
