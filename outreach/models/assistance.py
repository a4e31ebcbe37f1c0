"""Assistance 解四难: applications and their three reviews, funds that cannot be overdrawn, who was looked after."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Exempt, Owned, ScopedManager, ScopedQuerySet, SharedDown
from outreach.choices.assistance import OPEN, STATE_TONES, PaidHow, State, WatchKind
from veterans.models.naming import Names

ACCOUNT = settings.AUTH_USER_MODEL
A_FEN = Decimal("0.01")


def yuan(label, **more):
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


class Hardship(models.Model):
    """One of the hardships that assistance answers; the bureau's own words (handbook §13)."""

    scope = Exempt("the bureau's own code table of hardships")

    code = models.CharField(_("code"), max_length=20, unique=True)
    label = models.CharField(_("hardship"), max_length=30)
    order = models.PositiveSmallIntegerField(_("order"), default=50)
    is_used = models.BooleanField(_("in use"), default=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("hardship")
        verbose_name_plural = _("hardships")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.label

    @classmethod
    def current(cls):
        return cls.objects.filter(is_used=True)


class FundSource(models.Model):
    """Where the money comes from: 市级帮扶专项, 慈善捐赠 …"""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="funds")
    name = models.CharField(_("fund"), max_length=60)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="one_fund_of_a_name")]

    def __str__(self):
        return self.name


class FundYear(models.Model):
    """A fund's budget for a year, what of it is approved, and what of that is paid. The constraints hold whoever writes."""

    scope = SharedDown("fund__station")

    fund = models.ForeignKey(FundSource, models.PROTECT, related_name="years", verbose_name=_("fund"))
    year = models.PositiveSmallIntegerField(_("year"))
    budget = yuan(_("budget (yuan)"), validators=[MinValueValidator(0)])
    approved = yuan(_("approved"), default=0, editable=False)
    paid = yuan(_("paid"), default=0, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("budget of a fund")
        verbose_name_plural = _("budgets of funds")
        ordering = ["-year", "fund__name"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="one_budget_a_year"),
            models.CheckConstraint(condition=Q(approved__lte=F("budget")), name="fund_not_overdrawn"),
            models.CheckConstraint(condition=Q(paid__lte=F("approved")), name="fund_pays_what_is_approved"),
            models.CheckConstraint(condition=Q(paid__gte=0), name="fund_paid_not_negative"),
        ]

    def __str__(self):
        return f"{self.fund} {self.year}"

    @property
    def ledger_label(self):
        return str(self)

    @property
    def left(self):
        return self.budget - self.approved

    @property
    def unpaid(self):
        return self.approved - self.paid


class GrantQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for grants."""

    def open(self):
        return self.filter(state__in=OPEN)

    def paid(self):
        return self.filter(state=State.PAID)


class Grant(Names, models.Model):
    """One application for assistance and what became of it (C2's 临时救助 form: three reviews, then payment)."""

    scope = Owned("station", beside="person__station")
    named_by = ("person__name", "hardship__label")

    number = models.CharField(_("number"), max_length=24, unique=True, editable=False)
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="grants", verbose_name=_("station"))
    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="grants", verbose_name=_("person"))
    hardship = models.ForeignKey(Hardship, models.PROTECT, related_name="grants", verbose_name=_("hardship"))
    facts = models.TextField(_("what has happened"), max_length=1000)
    asked = yuan(_("amount asked for (yuan)"), validators=[MinValueValidator(A_FEN)])
    applied_on = models.DateField(_("applied on"))
    why_again = models.CharField(_("why help is due again"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    amount = yuan(_("amount approved (yuan)"), null=True, editable=False)
    budget = models.ForeignKey(
        FundYear, models.PROTECT, null=True, related_name="grants", editable=False, verbose_name=_("fund")
    )
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    paid_on = models.DateField(_("paid on"), null=True, editable=False)
    paid_how = models.CharField(_("way of payment"), max_length=10, choices=PaidHow, blank=True, editable=False)
    voucher = models.CharField(_("voucher"), max_length=40, blank=True, editable=False)

    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(GrantQuerySet)()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(asked__gt=0), name="grant_asks_for_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid"])
                | Q(amount__gt=0, budget__isnull=False, approved_on__isnull=False),
                name="approved_grant_has_its_fund",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(voucher="")),
                name="paid_grant_has_its_voucher",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "state"], name="grant_station_state"),
            models.Index(fields=["person", "-applied_on"], name="grant_person"),
            models.Index(fields=["paid_on"], name="grant_paid"),
            models.Index(fields=["budget", "state"], name="grant_budget"),
        ]

    def __str__(self):
        return f"{self.named} {self.hardship}"

    @property
    def ledger_label(self):
        return self.number

    def get_absolute_url(self):
        return reverse("outreach:grant", args=[self.pk])

    @property
    def tone(self):
        return STATE_TONES.get(self.state, "")

    @property
    def is_open(self):
        return self.state in OPEN


class GrantMove(models.Model):
    """One review or step: who, when, with which opinion. Only added."""

    scope = Owned("grant__station")

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, choices=State, blank=True)
    to_state = models.CharField(max_length=10, choices=State)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("step of a grant")
        verbose_name_plural = _("steps of grants")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.grant_id} {self.action}"


class LookedAfter(models.Model):
    """Somebody on the watch list was seen to: what was done, and when to look again."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="looked_after")
    kind = models.CharField(_("risk"), max_length=10, choices=WatchKind)
    on = models.DateField(_("date"))
    done = models.CharField(_("what was done"), max_length=200)
    again_on = models.DateField(_("look again on"))
    reasons = models.CharField(_("why on the list"), max_length=200, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("case looked after")
        verbose_name_plural = _("cases looked after")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "-again_on"], name="looked_after_person")]

    def __str__(self):
        return f"{self.person} {self.on}"
