"""增减: who came on file where and in which category, and who went. Written once, on the day it is entered, never changed.

The table is the dated history behind every table of increase and decrease (docs/decisions): what was on file on a day is
what had come and not gone by then, so a past period says the same whatever is entered later.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.scoping import Handed, Owned, ScopedManager
from stations.models import Reach
from veterans import choices
from veterans.choices import MovementKind
from veterans.models.naming import Names

ALL, KEY = "ALL", "KEY"  # on file at all; a key recipient of any category


def marks(codes):
    """What somebody on file with these categories counts as."""
    return frozenset(codes) | {ALL} | ({KEY} if choices.KEY_CATEGORIES & set(codes) else set())


def written(marks):
    """Marks as their column holds them: ",11,51,ALL,KEY," so that each is found between commas."""
    return f",{','.join(sorted(marks))}," if marks else ""


def read(text):
    return frozenset(text.strip(",").split(",")) if text else frozenset()


class Movement(Names, models.Model):
    """One step of one person: in (`target`), out (`origin`), from one station to another, or of category in its place.

    `held`: the marks after the step, `gained` and `lost`: those it added and took, at a transfer all of them, here and
    there. `on`: the day it was entered; `happened_on`: the day it is said to have happened. `until`: the day of the
    person's next step, so that what stands on a day needs no sum.
    """

    scope = Handed("origin", "target")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="movements", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=MovementKind)
    on = models.DateField(_("entered on"))
    until = models.DateField(null=True)
    happened_on = models.DateField(_("happened on"), null=True)
    origin = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, related_name="+", verbose_name=_("from"), db_index=False
    )
    target = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, related_name="+", verbose_name=_("to"), db_index=False
    )
    held = models.CharField(max_length=400, blank=True)
    gained = models.CharField(max_length=400, blank=True)
    lost = models.CharField(max_length=400, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_movement_is_the_last"
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=False) | Q(target__isnull=False), name="movement_is_somewhere"
            ),
        ]
        # By day, not by station: the import pays for each index, and a period is a small part of the whole
        indexes = [models.Index(fields=["on"], name="movement_on")]

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return self.person.get_absolute_url()

    @property
    def about(self):
        """The categories that the step added or took, in words."""
        codes = read(self.gained) | read(self.lost)
        return "、".join(label for code, label in choices.CATEGORIES if code in codes)


def crossing(tier):
    """Transfers from one place of the tier to another: the two stations have no superior of that tier in common."""
    above_target = Reach.objects.filter(lower=OuterRef(OuterRef("target"))).values("upper")
    common = Reach.objects.filter(lower=OuterRef("origin"), upper__tier=tier, upper__in=above_target)
    return Q(kind=MovementKind.TRANSFERRED) & ~Q(Exists(common))


class Arrival(Movement):
    """A movement as the station sees it that the person comes to, or stays at."""

    scope = Owned("target")

    class Meta:
        proxy = True
        verbose_name = _("increase")
        verbose_name_plural = _("increases")


class Departure(Movement):
    """A movement as the station sees it that the person goes from, or loses a category at."""

    scope = Owned("origin")

    class Meta:
        proxy = True
        verbose_name = _("decrease")
        verbose_name_plural = _("decreases")
