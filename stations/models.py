"""The division tree, the stations that stand on it, and the accounts that work in them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import roles
from core.scoping import Exempt, Owned, ScopedManager, ScopedQuerySet
from stations.choices import Closing, Tier


class Division(models.Model):
    """An administrative division (GB/T 2260 and below). Its code changes with the years and is no key."""

    scope = Exempt("public geography: names and codes that the statistics bureau publishes")

    code = models.CharField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=60)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    counts_as_town = models.BooleanField(
        _("counts as a town"),
        default=True,
        help_text=_("Industrial parks and forest farms are on the map but are no town."),
    )
    host = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="hosted")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    closing = models.CharField(_("how it ended"), max_length=10, choices=Closing, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["code"]

    def __str__(self):
        return self.name


class DivisionAlias(models.Model):
    """Another name under which a division appears in rosters: short, long or former."""

    scope = Exempt("names of places")

    division = models.ForeignKey(Division, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=60)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=["division", "name"], name="one_alias_per_name")]
        indexes = [models.Index(fields=["name"])]

    def __str__(self):
        return self.name


class Station(models.Model):
    """A service centre (city) or service station (town, village) of the three-tier network (退役军人保障法 §65)."""

    scope = Owned("pk", is_record=False)

    division = models.OneToOneField(Division, models.PROTECT, related_name="station")
    name = models.CharField(_("name"), max_length=80)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["division__code"]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """The division's own name, as rosters and lists print it."""
        return self.division.name


class Reach(models.Model):
    """The tree, materialised: `upper` sees the rows of `lower` (itself at depth 0). Written by the tree's actions only."""

    scope = Exempt("the table that scoping itself reads")

    upper = models.ForeignKey(Station, models.CASCADE, related_name="reaches")
    lower = models.ForeignKey(Station, models.CASCADE, related_name="reached_by")
    depth = models.PositiveSmallIntegerField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("reach")
        verbose_name_plural = _("reaches")
        constraints = [models.UniqueConstraint(fields=["upper", "lower"], name="one_reach_per_pair")]

    def __str__(self):
        return f"{self.upper_id} > {self.lower_id}"


class AccountManager(BaseUserManager, models.Manager.from_queryset(ScopedQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who works in the portal. What they may do comes from roles, what they see from their station."""

    scope = Owned("station", is_record=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    username = models.CharField(_("account name"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=50)
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="accounts")
    role_names = models.JSONField(_("roles"), default=list)
    phone = models.CharField(_("office phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    has_large_print = models.BooleanField(_("large print"), default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
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

    @cached_property
    def roles(self):
        """The role classes of this account."""
        return tuple(roles.ROLES[name] for name in self.role_names)

    @cached_property
    def permissions(self):
        return frozenset().union(*(role.may for role in self.roles))

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
