"""Visits and other contacts, what was brought, what was raised; plans of whom to reach."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, ScopedQuerySet, SharedDown
from outreach.choices.visits import Occasion, Subject, Target, Team, Way
from veterans.choices import BEREAVED_CATEGORIES, DISABLED_CATEGORIES
from veterans.models.naming import Names

ACCOUNT = settings.AUTH_USER_MODEL


class VisitQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for visits."""

    def in_force(self):
        return self.filter(withdrawn_at__isnull=True)

    def at_home(self):
        return self.filter(way=Way.HOME)

    def to(self, person):
        """Visits to a person or to the household they live in."""
        found = Q(person=person)
        if person.household_id:
            found |= Q(household=person.household_id, subject=Subject.HOUSEHOLD)
        return self.filter(found)


class Visit(Names, models.Model):
    """One contact with a person, a household, a station or an enterprise. Taken back when wrong, never deleted."""

    scope = Owned("station", beside="person__station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="visits", verbose_name=_("station"))
    subject = models.CharField(_("visited"), max_length=10, choices=Subject, default=Subject.PERSON)
    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("person")
    )
    household = models.ForeignKey(
        "veterans.Household", models.SET_NULL, null=True, blank=True, related_name="visits", editable=False
    )
    unit_name = models.CharField(_("enterprise"), max_length=80, blank=True)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.ROUTINE)
    way = models.CharField(_("way"), max_length=8, choices=Way, default=Way.HOME)
    on = models.DateField(_("date"))
    visitors = models.CharField(_("visitors"), max_length=120)
    team = models.CharField(_("visitors of"), max_length=8, choices=Team)
    money = models.DecimalField(
        _("money (yuan)"), max_digits=10, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    has_letter = models.BooleanField(_("letter of sympathy handed over"), default=False)
    is_signed = models.BooleanField(_("signed for"), default=False)
    note = models.TextField(_("how they are, what was said"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(VisitQuerySet)()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(money__gte=0), name="visit_money_not_negative"),
            models.CheckConstraint(
                condition=Q(subject__in=["person", "household"], person__isnull=False)
                | Q(subject="station", person__isnull=True)
                | (Q(subject="enterprise", person__isnull=True) & ~Q(unit_name="")),
                name="visit_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "-on"], name="visit_station_on"),
            models.Index(fields=["person", "-on"], name="visit_person_on"),
            models.Index(fields=["household", "-on"], name="visit_household_on"),
            models.Index(fields=["on"], name="visit_on"),
        ]

    def __str__(self):
        return f"{self.who} {self.on:%Y-%m-%d}"

    @property
    def ledger_label(self):
        return f"走访 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:visit", args=[self.pk])

    @property
    def who(self):
        """Whom lists name."""
        if self.subject == Subject.STATION:
            return self.station.name
        return self.unit_name or self.named

    @property
    def brought(self):
        """The goods in one line: 大米 1袋、食用油 1桶."""
        return "、".join(map(str, self.goods.all()))


class Goods(models.Model):
    """What was brought."""

    scope = Owned("visit__station")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="goods")
    name = models.CharField(_("goods"), max_length=40)
    quantity = models.DecimalField(_("quantity"), max_digits=8, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=8, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("goods")
        verbose_name_plural = _("goods")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="goods_are_some")]

    def __str__(self):
        return f"{self.name} {f'{self.quantity:.2f}'.rstrip('0').rstrip('.')}{self.unit}"


class Raised(models.Model):
    """An issue that was raised on a visit and registered as an appeal."""

    scope = Owned("visit__station")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="raised")
    appeal = models.OneToOneField("appeals.Appeal", models.CASCADE, related_name="raised_on")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("issue raised")
        verbose_name_plural = _("issues raised")
        ordering = ["pk"]

    def __str__(self):
        return str(self.appeal)


TARGETS = {
    Target.ALL: lambda people, day: people,
    Target.KEY: lambda people, day: people.key_recipients(),
    Target.SEVENTY: lambda people, day: people.aged(70, None, day),
    Target.NINETY: lambda people, day: people.aged(90, None, day),
    Target.DISABLED: lambda people, day: people.in_category(*DISABLED_CATEGORIES),
    Target.BEREAVED: lambda people, day: people.in_category(*BEREAVED_CATEGORIES),
}


class VisitPlan(models.Model):
    """Whom to reach between two days, for one occasion; a routine plan for a quarter is 常态化联系."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="visit_plans")
    title = models.CharField(_("plan"), max_length=60)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion)
    target = models.CharField(_("whom to reach"), max_length=10, choices=Target, default=Target.KEY)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("until"))
    note = models.CharField(_("what to bring, who goes"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("visit plan")
        verbose_name_plural = _("visit plans")
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="plan_ends_after_it_begins")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("outreach:visit_plan", args=[self.pk])

    def meant(self, people):
        """Those of `people` whom the plan wants to reach: on file, and below its station."""
        return TARGETS[self.target](people.on_file().of_place(self.station_id), self.first_on)

    def reached(self):
        """The condition on people: seen in the days of the plan, for its occasion (any contact for a routine plan)."""
        about = Q(on__range=(self.first_on, self.last_on))
        if self.occasion != Occasion.ROUTINE:
            about &= Q(occasion=self.occasion)
        return contacted(about)


def contacted(about):
    """The condition on people: a visit to them or to their household, as `about` says."""
    visits = Visit.objects.in_force().filter(about)
    at_home = visits.filter(subject=Subject.HOUSEHOLD, household__isnull=False)
    seen = Q(pk__in=visits.filter(person__isnull=False).values("person"))
    return seen | Q(household__isnull=False, household__in=at_home.values("household"))


def visited_stations(about):
    """The condition on stations: somebody or something was visited there, as `about` says."""
    return Exists(Visit.objects.in_force().at_home().filter(about, station=OuterRef("pk")))


def visited_in_town(about):
    """The condition on a town's station: somebody or something was visited there or in its villages, as `about` says."""
    here = Q(station=OuterRef("pk")) | Q(station__parent=OuterRef("pk"))
    return Exists(Visit.objects.in_force().at_home().filter(here, about))


def last_contact():
    """The day of the last contact as an annotation of people: (own, the household's)."""
    visits = Visit.objects.in_force().order_by("-on").values("on")
    own = visits.filter(person=OuterRef("pk"))[:1]
    home = visits.filter(household=OuterRef("household"), subject=Subject.HOUSEHOLD)[:1]
    return {"last_own": models.Subquery(own), "last_home": models.Subquery(home)}
