"""Assigned work: a batch of posts, the people who choose in order of score, and every call of the session."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, ScopedQuerySet
from employment.choices.placement import STILL_TO_CHOOSE, Session, TurnState
from employment.models.placement import PlacementCase

ACCOUNT = settings.AUTH_USER_MODEL
OF_BATCH = Owned("batch__station")


class PlacementBatch(models.Model):
    """One year's posts for assigned work and the session in which they are chosen."""

    scope = Owned("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    year = models.PositiveSmallIntegerField(_("batch year"))
    title = models.CharField(_("title"), max_length=60)
    session_on = models.DateField(_("day of the session"))
    place = models.CharField(_("place"), max_length=80)
    session = models.CharField(max_length=8, choices=Session, default=Session.PLANNED, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("batch of posts")
        verbose_name_plural = _("batches of posts")
        ordering = ["-session_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "year", "title"],
                name="one_batch_of_a_title",
                violation_error_message=_("There is a batch of this year and title already."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return f"选岗 {self.year} #{self.pk}"

    def get_absolute_url(self):
        return reverse("employment:batch", args=[self.pk])


class PostQuerySet(ScopedQuerySet):
    def with_left(self):
        """Each post with how many of its places are `taken`, and how many are `left`."""
        taken = Count("turns", distinct=True)
        return self.annotate(taken=taken, left=F("places") - taken)


class PlacementPost(models.Model):
    """A post that a unit offers in a batch, with one place or several."""

    scope = OF_BATCH

    batch = models.ForeignKey(PlacementBatch, models.CASCADE, related_name="posts", verbose_name=_("batch of posts"))
    employer = models.ForeignKey(
        "employment.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placement_posts",
        verbose_name=_("employer on file"),
    )
    unit_name = models.CharField(_("offering unit"), max_length=100, blank=True)
    title = models.CharField(_("post"), max_length=80)
    places = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])
    pay = models.CharField(_("pay and terms"), max_length=60, blank=True)
    requirements = models.CharField(_("requirements"), max_length=120, blank=True)

    objects = models.Manager.from_queryset(PostQuerySet)()

    class Meta:
        verbose_name = _("post offered")
        verbose_name_plural = _("posts offered")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="a_post_has_a_place"),
            models.CheckConstraint(condition=~Q(unit_name=""), name="a_post_has_a_unit"),
        ]

    def __str__(self):
        return f"{self.unit_name} {self.title}"

    @property
    def ledger_label(self):
        return str(self)

    def get_absolute_url(self):
        return self.batch.get_absolute_url()


class TurnQuerySet(ScopedQuerySet):
    def still_to_choose(self):
        """In the order in which they are called: all once, then who was deferred or absent once more."""
        return self.filter(state__in=STILL_TO_CHOOSE).order_by("round", "place")


class Turn(models.Model):
    """Somebody's place in the order of a session, and what they chose. A place of a post is given once: `seat`."""

    scope = OF_BATCH

    batch = models.ForeignKey(PlacementBatch, models.CASCADE, related_name="turns")
    case = models.OneToOneField(PlacementCase, models.PROTECT, related_name="turn")
    place = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=6, decimal_places=2)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=TurnState, default=TurnState.WAITING)
    post = models.ForeignKey(PlacementPost, models.PROTECT, null=True, related_name="turns")
    seat = models.PositiveSmallIntegerField(null=True)

    objects = models.Manager.from_queryset(TurnQuerySet)()

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="one_turn_a_place"),
            models.UniqueConstraint(fields=["post", "seat"], name="a_place_is_given_once"),
            models.CheckConstraint(
                condition=Q(state="chosen", post__isnull=False, seat__isnull=False)
                | (~Q(state="chosen") & Q(post__isnull=True, seat__isnull=True)),
                name="who_has_chosen_has_a_post",
            ),
        ]

    def __str__(self):
        return f"{self.place}. {self.case.person.name}"


class Call(models.Model):
    """One call of a session: who was called, what was said. The last one can be taken back; the line stays."""

    scope = OF_BATCH

    batch = models.ForeignKey(PlacementBatch, models.CASCADE, related_name="calls")
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="calls")
    said = models.CharField(max_length=8, choices=TurnState)
    post = models.ForeignKey(PlacementPost, models.PROTECT, null=True, related_name="+")
    state_before = models.CharField(max_length=8, choices=TurnState)
    round_before = models.PositiveSmallIntegerField()
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.turn}: {self.get_said_display()}"
