"""What a station is measured by: the five haves of a year, star rating and the Fengqiao model (handbook §3.2–3.3)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Exempt, Owned, ScopedManager, ScopedQuerySet, SharedDown
from stations.choices import Have, SchemeKind, Stage
from stations.models.network import StaffMember


class HaveLabel(models.Model):
    """What the bureau calls one of the five haves; provinces word them differently (handbook §3.2)."""

    scope = Exempt("words of the whole bureau")

    code = models.CharField(_("code"), max_length=14, choices=Have, primary_key=True)
    label = models.CharField(_("label"), max_length=20)
    hint = models.CharField(_("what proves it"), max_length=100, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("label of the five haves")
        verbose_name_plural = _("labels of the five haves")

    def __str__(self):
        return self.label


class FiveHavesQuerySet(ScopedQuerySet):
    def complete(self):
        """Stations that have all five."""
        return self.filter(**{f"has_{code}": True for code in Have.values})


class FiveHaves(models.Model):
    """Whether a station has the five things in one year, and what proves it."""

    scope = Owned("station", is_record=False)

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="five_haves")
    year = models.PositiveSmallIntegerField(_("year"))
    has_organisation = models.BooleanField(default=False)
    has_posts = models.BooleanField(default=False)
    has_people = models.BooleanField(default=False)
    has_funds = models.BooleanField(default=False)
    has_support = models.BooleanField(default=False)
    organisation_evidence = models.CharField(max_length=200, blank=True)
    posts_evidence = models.CharField(max_length=200, blank=True)
    people_evidence = models.CharField(max_length=200, blank=True)
    funds_evidence = models.CharField(max_length=200, blank=True)
    support_evidence = models.CharField(max_length=200, blank=True)
    budget = models.DecimalField(_("budget of the year (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True)
    premises_m2 = models.PositiveIntegerField(_("premises (m²)"), null=True, blank=True)
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filled_at = models.DateTimeField(auto_now=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = models.Manager.from_queryset(FiveHavesQuerySet)()

    class Meta:
        verbose_name = _("five haves of a year")
        verbose_name_plural = _("five haves")
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["station", "year"], name="five_haves_once_a_year")]

    def __str__(self):
        return f"{self.station} {self.year}"

    @property
    def is_complete(self):
        return all(getattr(self, f"has_{code}") for code in Have.values)

    @property
    def count(self):
        return sum(getattr(self, f"has_{code}") for code in Have.values)


def with_five_in(year):
    """The condition that a station's five haves are complete in that year."""
    return Exists(FiveHaves.objects.filter(station=OuterRef("pk"), year=year).complete())


def staffed_on(day):
    """The condition that somebody works at a station on that day."""
    begun = Q(since__isnull=True) | Q(since__lte=day.isoformat())  # 2021-06 began before 2021-06-01 does
    working = StaffMember.objects.filter(begun, station=OuterRef("pk"))
    return Exists(working.filter(Q(left_on__isnull=True) | Q(left_on__gt=day)))


class RatingScheme(models.Model):
    """A list of items with points, made by the centre for the stations below: star rating, or the Fengqiao checklist.

    Hubei's own text was not found (handbook §3.3): what ships is a sample, marked so, and all of it can be edited.
    """

    scope = SharedDown("station", is_record=False)

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="rating_schemes")
    kind = models.CharField(_("kind"), max_length=10, choices=SchemeKind, default=SchemeKind.STARS)
    name = models.CharField(_("name"), max_length=100)
    is_sample = models.BooleanField(_("sample"), default=False)
    is_in_use = models.BooleanField(_("in use"), default=True)
    stars1_from = models.PositiveSmallIntegerField(_("one star from"), default=60)
    stars2_from = models.PositiveSmallIntegerField(_("two stars from"), default=70)
    stars3_from = models.PositiveSmallIntegerField(_("three stars from"), default=80)
    stars4_from = models.PositiveSmallIntegerField(_("four stars from"), default=90)
    stars5_from = models.PositiveSmallIntegerField(_("five stars from"), default=95)
    veto = models.CharField(_("what rules out any star"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("rating scheme")
        verbose_name_plural = _("rating schemes")
        ordering = ["kind", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:scheme", args=[self.pk])

    @property
    def thresholds(self):
        return tuple(getattr(self, f"stars{number}_from") for number in range(1, 6))


class RatingItem(models.Model):
    """One line of a scheme."""

    scope = SharedDown("scheme__station", is_record=False)

    scheme = models.ForeignKey(RatingScheme, models.CASCADE, related_name="items")
    group = models.CharField(_("group"), max_length=40, blank=True)
    text = models.CharField(_("item"), max_length=200)
    max_points = models.PositiveSmallIntegerField(_("points"), default=1)
    evidence_rule = models.CharField(_("what proves it"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(_("place"), default=0)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("item of a scheme")
        verbose_name_plural = _("items of a scheme")
        ordering = ["place", "pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("stations:scheme", args=[self.scheme_id])


class Assessment(models.Model):
    """One station measured by one scheme in one year: by itself, then by the town, then by the city."""

    scope = Owned("station", is_record=False)

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="assessments")
    scheme = models.ForeignKey(RatingScheme, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField(_("year"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.SELF)
    is_vetoed = models.BooleanField(_("ruled out"), default=False)
    veto_reason = models.CharField(_("why it is ruled out"), max_length=200, blank=True)
    returned_reason = models.CharField(_("why it was sent back"), max_length=200, blank=True)
    total = models.DecimalField(_("points"), max_digits=6, decimal_places=1, null=True, blank=True)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True, blank=True)
    is_designated = models.BooleanField(_("designated"), null=True, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["station", "scheme", "year"], name="one_assessment_per_year"),
        ]

    def __str__(self):
        return f"{self.station} {self.year} {self.scheme}"

    def get_absolute_url(self):
        return reverse("stations:assessment", args=[self.pk])


class Score(models.Model):
    """The points of one item, by whom it was looked at."""

    scope = Owned("assessment__station", is_record=False)

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    item = models.ForeignKey(RatingItem, models.PROTECT, related_name="+")
    self_points = models.DecimalField(_("own"), max_digits=5, decimal_places=1, null=True, blank=True)
    town_points = models.DecimalField(_("town"), max_digits=5, decimal_places=1, null=True, blank=True)
    city_points = models.DecimalField(_("city"), max_digits=5, decimal_places=1, null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["item__place", "item_id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="one_score_per_item")]

    def __str__(self):
        return f"{self.assessment_id} {self.item_id}"
