"""The accounts: who works in the portal, their sessions, former passwords, and who stands in for whom."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import roles
from core.scoping import Owned, Personal, ScopedManager, ScopedQuerySet
from stations.models.network import Station


class AccountQuerySet(ScopedQuerySet):
    def of_people(self):
        """Those that somebody logs in with: neither the portal's own nor those of other systems."""
        return self.filter(is_system=False, is_service=False)


class AccountManager(BaseUserManager, models.Manager.from_queryset(AccountQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who works in the portal. What they may do comes from roles, what they see from their station."""

    scope = Owned("station", is_record=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    username = models.CharField(_("account name"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=50)
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("station")
    )
    role_names = models.JSONField(_("roles"), default=list, blank=True)
    phone = models.CharField(_("office phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    is_service = models.BooleanField(default=False, editable=False)  # acts for an Integration; nobody logs in with it
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    has_large_print = models.BooleanField(_("large print"), default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    has_factor = models.BooleanField(_("second factor"), default=False, editable=False)
    handed_over_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    created_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_system=True) | Q(station__isnull=False), name="account_has_a_station"
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def get_absolute_url(self):
        return reverse("stations:account", args=[self.pk])

    @property
    def ledger_label(self):
        return self.username

    @cached_property
    def roles(self):
        """The role classes of this account."""
        return tuple(roles.ROLES[name] for name in self.role_names)

    @cached_property
    def permissions(self):
        held = frozenset().union(*(role.may for role in self.roles))
        return self.integration.narrowed(held) if self.is_service else held

    def may(self, permission):
        """Whether some role of the account holds the permission (`<subject>.<verb>`)."""
        return self.is_system or permission in self.permissions

    @property
    def sees_records(self):
        return self.is_system or any(role.sees_records for role in self.roles)

    def has_role(self, name):
        return name in self.role_names

    # What Django's own admin (code tables only, at /sysadmin/) asks.
    is_superuser = False

    @property
    def is_staff(self):
        return self.may("code_table.edit")

    def has_perm(self, perm, obj=None):
        return self.may("code_table.edit")

    def has_module_perms(self, app_label):
        return self.may("code_table.edit")


class PasswordRecord(models.Model):
    """A former password's hash: the last five may not come back (GB/T 22239)."""

    scope = Personal("account")

    account = models.ForeignKey(Account, models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.account_id)


class AccountSession(models.Model):
    """Somebody is logged in: since when, from where. Revoking it ends the session of that key."""

    scope = Owned("account__station", is_record=False)

    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True, unpack_ipv4=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-started_at"]

    def __str__(self):
        return f"{self.account} {self.address or ''}".strip()


class StandIn(models.Model):
    """AB岗: for some days one account may sit at the desk of another, with its station and roles."""

    scope = Owned("absent__station", is_record=False)

    absent = models.ForeignKey(Account, models.PROTECT, related_name="stand_ins", verbose_name=_("who is away"))
    substitute = models.ForeignKey(Account, models.PROTECT, related_name="stands_in", verbose_name=_("who stands in"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="stand_in_is_somebody_else"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="stand_in_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.absent} ← {self.substitute}"

    def get_absolute_url(self):
        return reverse("stations:account", args=[self.absent_id])

    def is_on(self, day):
        """Whether the substitute may sit there on that day."""
        return self.ended_at is None and self.starts_on <= day <= self.ends_on
