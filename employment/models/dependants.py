"""Dependants of soldiers: work for spouses, schools for children. They need not be on file themselves."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from employment.choices import dependants as choices

ACCOUNT = settings.AUTH_USER_MODEL


class DependantCase(models.Model):
    """What both kinds of case have in common: whose family, where, since when, until when."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("full name"), max_length=50)
    person = models.ForeignKey(
        "veterans.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_set",
        verbose_name=_("family member on file"),
    )
    soldier = models.CharField(_("soldier"), max_length=50)
    soldier_unit = models.CharField(_("soldier's unit"), max_length=100, blank=True)
    applied_on = models.DateField(_("applied on"))
    due_on = models.DateField(_("due on"), null=True, editable=False)
    warn_on = models.DateField(null=True, editable=False)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def tone(self):
        return choices.TONES.get(self.state, "")


class SpousePlacement(DependantCase):
    """随军家属对口安置: an accompanying spouse who is to have matching work (§46)."""

    standing = models.CharField(_("worked before in"), max_length=12, choices=choices.Standing)
    work_before = models.CharField(_("unit and post before"), max_length=100, blank=True)
    wish = models.CharField(_("wish"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=choices.SpouseState, default=choices.SpouseState.APPLIED, editable=False
    )
    employer = models.ForeignKey(
        "employment.Employer", models.PROTECT, null=True, related_name="spouse_placements", editable=False
    )
    placed_in = models.CharField(_("kind of unit"), max_length=12, choices=choices.Standing, blank=True, editable=False)
    unit_name = models.CharField(_("placed at"), max_length=100, blank=True, editable=False)
    placed_on = models.DateField(_("placed on"), null=True, editable=False)

    class Meta:
        verbose_name = _("placement of a spouse")
        verbose_name_plural = _("placements of spouses")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="placed") | Q(placed_on__isnull=False), name="spouse_placed_on_a_day"
            )
        ]

    @property
    def ledger_label(self):
        return f"随军家属 {self.pk}"

    def get_absolute_url(self):
        return reverse("employment:spouse", args=[self.pk])

    @property
    def is_open(self):
        return self.state in choices.OPEN_SPOUSE


class SchoolEnrolmentCase(DependantCase):
    """军人子女入学入托: a child, the ground on which it may enter there, the term before which it is settled (§43)."""

    born_on = models.DateField(_("born on"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=choices.Stage)
    ground = models.CharField(_("ground of entry"), max_length=12, choices=choices.Ground)
    wished_school = models.CharField(_("school wished for"), max_length=80, blank=True)
    term_on = models.DateField(_("beginning of the term"))
    state = models.CharField(
        _("state"), max_length=10, choices=choices.EnrolState, default=choices.EnrolState.APPLIED, editable=False
    )
    school = models.CharField(_("school entered"), max_length=80, blank=True, editable=False)
    is_public = models.BooleanField(_("public school"), null=True, editable=False)
    enrolled_on = models.DateField(_("entered on"), null=True, editable=False)

    class Meta:
        verbose_name = _("school entry")
        verbose_name_plural = _("school entries")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="enrolled") | Q(enrolled_on__isnull=False, is_public__isnull=False),
                name="school_entered_on_a_day",
            )
        ]

    @property
    def ledger_label(self):
        return f"入学 {self.pk}"

    def get_absolute_url(self):
        return reverse("employment:school", args=[self.pk])

    def clean(self):
        if self.applied_on and self.term_on and self.term_on <= self.applied_on:
            message = ValidationError(_("The term begins after the application."), "backwards")
            raise ValidationError({"term_on": message})

    @property
    def is_open(self):
        return self.state in choices.OPEN_SCHOOL
