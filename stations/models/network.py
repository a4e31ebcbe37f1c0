"""The division tree, the stations that stand on it, and who works in them."""

import re

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import PartialDateField
from core.scoping import Exempt, Owned, ScopedManager, ScopedQuerySet
from stations.choices import Closing, Tier

KIND_OF_PLACE = re.compile(r"(?<=..)(?:镇|乡|街道|街道办事处|办事处)$")


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
        help_text=_("Industrial parks and forest farms are on the map but are no town; nor do their villages count."),
    )
    host = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="hosted", verbose_name=_("host town")
    )
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


class StationQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for stations."""

    def open(self):
        return self.filter(closed_on__isnull=True)

    def in_network(self):
        """The open stations that count: not those of industrial parks and forest farms (handbook §3.4)."""
        return self.open().filter(division__counts_as_town=True)

    def with_standing(self, year):
        """Each station with its staff, its five haves of the year and its latest stars."""
        from stations.models.standards import Assessment, FiveHaves

        haves = FiveHaves.objects.filter(station=OuterRef("pk"), year=year)
        rated = Assessment.objects.filter(station=OuterRef("pk"), stars__isnull=False).order_by("-year", "-pk")
        present = Q(staff__left_on__isnull=True)
        return self.annotate(
            full_timers=Count("staff", filter=present & Q(staff__is_full_time=True), distinct=True),
            part_timers=Count("staff", filter=present & Q(staff__is_full_time=False), distinct=True),
            has_profile=Exists(haves),
            has_five=Exists(haves.complete()),
            stars=Subquery(rated.values("stars")[:1]),
        )


class Station(models.Model):
    """A service centre (city) or service station (town, village) of the three-tier network (退役军人保障法 §65)."""

    scope = Owned("pk", is_record=False)

    division = models.OneToOneField(Division, models.PROTECT, related_name="station")
    name = models.CharField(_("name"), max_length=80)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("service telephone"), max_length=40, blank=True)
    head_name = models.CharField(_("head of the station"), max_length=50, blank=True)
    open_hours = models.CharField(_("opening hours"), max_length=100, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    fengqiao_on = models.DateField(_("Fengqiao model station since"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = models.Manager.from_queryset(StationQuerySet)()

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["division__code"]
        indexes = [models.Index(fields=["parent", "tier"], name="station_parent_tier")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:station", args=[self.pk])

    @property
    def place(self):
        """The division's own name, as rosters and lists print it."""
        return self.division.name

    @property
    def ledger_label(self):
        return self.name

    @property
    def is_fengqiao(self):
        return self.fengqiao_on is not None


def short_names(keys):
    """{station: its place as a sentence names it}: 陆水湖 for 陆水湖街道, 官塘 for 官塘驿镇, whose alias that is."""
    aliases = Prefetch("division__aliases")
    rows = Station.objects.filter(pk__in=keys).select_related("division").prefetch_related(aliases)
    return {row.pk: shortest(row.division.name, *(alias.name for alias in row.division.aliases.all())) for row in rows}


def shortest(*names):
    """The shortest of the names without the word for the kind of place."""
    return min((KIND_OF_PLACE.sub("", name) or name for name in names), key=len)


class StaffMember(models.Model):
    """Somebody who works at a station, with or without an account (handbook §3.2: 有人员)."""

    scope = Owned("station", is_record=False)

    station = models.ForeignKey(Station, models.PROTECT, related_name="staff")
    name = models.CharField(_("name"), max_length=50)
    post = models.CharField(_("post"), max_length=50, blank=True)
    is_full_time = models.BooleanField(_("full-time"), default=False)
    is_veteran = models.BooleanField(_("is a veteran"), default=False)
    phone = models.CharField(_("office phone"), max_length=40, blank=True)
    since = PartialDateField(_("since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["left_on", "-is_full_time", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:station", args=[self.station_id])


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
