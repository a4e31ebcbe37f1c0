"""The care centre 康养中心: assessments, the waiting list, beds, who lives there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet, SharedDown
from core.vault import SealedField
from outreach.choices.care import FeeSource, Group, RequestState, Scale, Stay


class CareAssessment(models.Model):
    """How much care somebody needs, by one of the declared scales (`outreach.rules.care`). The result is sealed."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="care_assessments")
    on = models.DateField(_("assessed on"))
    assessor = models.CharField(_("assessor"), max_length=60)
    scale = models.CharField(_("scale"), max_length=10, choices=Scale)
    score = SealedField(_("points or level"), editable=False)
    level = SealedField(_("level"), editable=False)
    group = SealedField(_("care group"), editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("care assessment")
        verbose_name_plural = _("care assessments")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.get_scale_display()} {self.on:%Y-%m-%d}"

    @property
    def ledger_label(self):
        return f"能力评估 {self.on:%Y-%m-%d}"

    def opened(self):
        """The result in words, for who may assess: {score, level, group, is_dementia}."""
        group = self.group.plain()
        return {
            "score": self.score.plain(),
            "level": self.level.plain(),
            "group": Group(group).label,
            "is_dementia": group == Group.DEMENTIA,
        }


class CareRequestQuerySet(ScopedQuerySet):
    def waiting(self):
        return self.filter(state=RequestState.WAITING)

    def with_turn(self):
        """Each with its turn: the urgent first."""
        first = models.Case(models.When(is_urgent=True, then=0), default=1, output_field=models.IntegerField())
        return self.annotate(turn=first)


class CareRequest(models.Model):
    """A place on the waiting list of a care centre."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="care_requests")
    institution = models.ForeignKey("outreach.Institution", models.PROTECT, related_name="requests")
    group = models.CharField(_("care group"), max_length=10, choices=Group)
    stay = models.CharField(_("kind of stay"), max_length=6, choices=Stay, default=Stay.LONG)
    asked_on = models.DateField(_("asked on"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.WAITING)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = models.Manager.from_queryset(CareRequestQuerySet)()

    class Meta:
        verbose_name = _("care request")
        verbose_name_plural = _("care requests")
        ordering = ["-is_urgent", "asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=RequestState.WAITING),
                name="one_waiting_request",
                violation_error_message=_("This person is on the waiting list already."),
            )
        ]

    def __str__(self):
        return self.person.name

    @property
    def ledger_label(self):
        return f"{self.get_group_display()} {self.asked_on:%Y-%m-%d}"


class CareBedQuerySet(ScopedQuerySet):
    def with_guest(self):
        """Each bed with whether somebody has it now."""
        now = CarePlacement.objects.present().filter(bed=models.OuterRef("pk"))
        return self.annotate(is_taken=models.Exists(now))

    def found_by_guest(self, placements):
        """Beds that a search finds by the name of who lies there (`guest_name`), as far as these placements say."""
        now = placements.present().filter(bed=models.OuterRef("pk")).values("person__name")
        return self.alias(guest_name=models.Subquery(now))

    def naming(self, placements):
        """Each bed with who lies there (`guest`), as far as these placements say: those in the sight of a reader."""
        now = placements.present().select_related("person__station__division")
        return self.prefetch_related(models.Prefetch("placements", now, to_attr="guests"))

    def free(self):
        return self.with_guest().filter(is_taken=False, is_in_use=True)


class CareBed(models.Model):
    """A bed of a care centre."""

    scope = SharedDown("institution__station")

    institution = models.ForeignKey("outreach.Institution", models.CASCADE, related_name="beds")
    label = models.CharField(_("room and bed"), max_length=20)
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = models.Manager.from_queryset(CareBedQuerySet)()

    class Meta:
        verbose_name = _("bed")
        verbose_name_plural = _("beds")
        ordering = ["institution", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "label"],
                name="one_bed_a_label",
                violation_error_message=_("This bed is entered already."),
            )
        ]

    def __str__(self):
        return self.label

    @property
    def guest(self):
        """The placement of who lies there, on a bed read with `naming`; None for nobody in sight."""
        return next(iter(self.guests), None)

    @classmethod
    def to_choose(cls):
        return cls.objects.free().select_related("institution")


class CarePlacementQuerySet(ScopedQuerySet):
    def present(self):
        return self.filter(out_on__isnull=True)


class CarePlacement(models.Model):
    """Somebody lives in a bed, from when to when, and who pays. The database keeps a bed from being given twice."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="care_placements")
    bed = models.ForeignKey(CareBed, models.PROTECT, related_name="placements")
    group = models.CharField(_("care group"), max_length=10, choices=Group)
    stay = models.CharField(_("kind of stay"), max_length=6, choices=Stay)
    fee_source = models.CharField(_("paid by"), max_length=16, choices=FeeSource)
    fee_month = models.DecimalField(_("a month (yuan)"), max_digits=8, decimal_places=2, null=True, blank=True)
    in_on = models.DateField(_("moved in on"))
    out_on = models.DateField(_("left on"), null=True, blank=True)
    out_reason = models.CharField(_("why they left"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(CarePlacementQuerySet)()

    class Meta:
        verbose_name = _("care placement")
        verbose_name_plural = _("care placements")
        ordering = ["-in_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bed"],
                condition=Q(out_on__isnull=True),
                name="one_guest_a_bed",
                violation_error_message=_("This bed is taken."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(out_on__isnull=True),
                name="one_bed_a_guest",
                violation_error_message=_("This person has a bed already."),
            ),
            models.CheckConstraint(
                condition=Q(out_on__isnull=True) | Q(out_on__gte=F("in_on")), name="placement_runs_forward"
            ),
        ]

    def __str__(self):
        return self.person.name

    @property
    def ledger_label(self):
        return f"{self.bed} {self.in_on:%Y-%m-%d}"
