"""Enterprise: mentors and their sessions, bases and who is in them, contests, loans."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.scoping import Owned, ScopedManager, SharedDown
from employment.choices.enterprise import BaseKind, ContestLevel, LoanState


class Mentor(models.Model):
    """就业创业导师"""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("full name"), max_length=50)
    field = models.CharField(pgettext_lazy("mentor", "field"), max_length=60)
    firm = models.CharField(_("firm and post"), max_length=100, blank=True)
    is_veteran = models.BooleanField(_("veteran"), default=True)
    appointed_on = models.DateField(_("appointed on"))
    until_on = models.DateField(_("appointed until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentors")
        ordering = ["-is_active", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("employment:mentor", args=[self.pk])


class MentorSession(models.Model):
    """An hour of advice that a mentor gave."""

    scope = SharedDown("mentor__station")

    mentor = models.ForeignKey(Mentor, models.CASCADE, related_name="sessions")
    on = models.DateField(_("day"))
    topic = models.CharField(_("topic"), max_length=100)
    place = models.CharField(_("place"), max_length=80, blank=True)
    attendees = models.PositiveSmallIntegerField(_("listeners"), validators=[MinValueValidator(1)])

    objects = ScopedManager()

    class Meta:
        verbose_name = _("session of a mentor")
        verbose_name_plural = _("sessions of mentors")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.topic


class Base(models.Model):
    """孵化、实训、实践基地, with the partner that runs it."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("name of the base"), max_length=80)
    kind = models.CharField(_("kind of base"), max_length=10, choices=BaseKind)
    partner = models.CharField(_("partner"), max_length=100)
    address = models.CharField(_("address"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("room for"), null=True, blank=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("base")
        verbose_name_plural = _("bases")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")), name="base_closes_after_opening"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("employment:base", args=[self.pk])

    def clean(self):
        if self.closed_on and self.opened_on and self.closed_on < self.opened_on:
            raise ValidationError({"closed_on": ValidationError(_("It closes before it opens."), "backwards")})


class BaseStay(models.Model):
    """A firm or a trainee inside a base. A trainee on file is seen where their station is."""

    scope = Owned("station")

    base = models.ForeignKey(Base, models.CASCADE, related_name="stays")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    firm = models.CharField(_("firm"), max_length=100, blank=True)
    person = models.ForeignKey(
        "veterans.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="base_stays",
        verbose_name=_("person on file"),
    )
    from_on = models.DateField(_("begins on"))
    to_on = models.DateField(_("ends on"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("firm or trainee in a base")
        verbose_name_plural = _("firms and trainees in bases")
        ordering = ["to_on", "-from_on"]

    def __str__(self):
        return self.firm or (self.person.name if self.person else "—")

    @property
    def ledger_label(self):
        return f"基地入驻 {self.pk}"


class ContestEntry(models.Model):
    """A project that was entered in a contest (军创大赛)."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    contest = models.CharField(_("contest"), max_length=80)
    level = models.CharField(_("level of the contest"), max_length=10, choices=ContestLevel)
    held_on = models.DateField(_("day"))
    project = models.CharField(_("project"), max_length=80)
    person = models.ForeignKey(
        "veterans.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contest_entries",
        verbose_name=_("person on file"),
    )
    firm = models.CharField(_("firm"), max_length=100, blank=True)
    prize = models.CharField(_("prize"), max_length=60, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("contest entry")
        verbose_name_plural = _("contest entries")
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return self.project

    @property
    def ledger_label(self):
        return f"参赛 {self.pk}"

    def get_absolute_url(self):
        return reverse("employment:entry", args=[self.pk])


class LoanSupport(models.Model):
    """A loan that was helped to; the firm need not be veteran-owned (handbook §7)."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    enterprise = models.CharField(_("enterprise"), max_length=100)
    employer = models.ForeignKey(
        "employment.Employer",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="loans",
        verbose_name=_("employer on file"),
    )
    person = models.ForeignKey(
        "veterans.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="loans",
        verbose_name=_("borrower on file"),
    )
    enterprise_is_veteran_owned = models.BooleanField(_("owned by a veteran"), default=False)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(1)])
    purpose = models.CharField(_("purpose"), max_length=60)
    bank = models.CharField(_("lending bank"), max_length=60)
    applied_on = models.DateField(_("applied on"))
    has_interest_subsidy = models.BooleanField(_("with interest subsidy"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=LoanState, default=LoanState.APPLIED, editable=False)
    granted_on = models.DateField(_("granted on"), null=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        ordering = ["-applied_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="loan_is_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "repaid"]) | Q(granted_on__isnull=False),
                name="loan_granted_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.enterprise}·{self.purpose}"

    @property
    def ledger_label(self):
        return f"贷款 {self.pk}"

    def get_absolute_url(self):
        return reverse("employment:loan", args=[self.pk])
