"""Posts that employers offer, public-welfare posts among them, and who holds one of these."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet, SharedDown
from employment.choices import market as choices
from employment.models.employers import ACCOUNT, Employer


class PostQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for posts."""

    def open(self):
        return self.filter(state=choices.PostState.OPEN)

    def offered(self):
        """Open, and of an employer that is vetted and not on the black list."""
        return self.open().filter(employer__vetted_on__isnull=False, employer__blacklisted_on__isnull=True)

    def welfare(self):
        return self.filter(is_welfare=True)


class Post(models.Model):
    """One kind of work at one employer, with so many openings. `filled` counts who was hired, written by the actions."""

    scope = SharedDown("station")

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="posts", verbose_name=_("employing unit"))
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="posts", verbose_name=_("station"), editable=False
    )
    title = models.CharField(_("post"), max_length=60)
    trade = models.CharField(_("trade"), max_length=12, choices=choices.TRADES)
    openings = models.PositiveSmallIntegerField(_("openings"), default=1, validators=[MinValueValidator(1)])
    filled = models.PositiveSmallIntegerField(_("filled"), default=0, editable=False)
    pay_from = models.DecimalField(_("pay a month from (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)
    pay_to = models.DecimalField(_("pay a month to (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)
    workplace = models.ForeignKey(
        "stations.Station",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("town or village of the work"),
        help_text=_("Leave it empty when the work is outside the city."),
    )
    place = models.CharField(_("address of the work"), max_length=100, blank=True)
    min_education = models.PositiveSmallIntegerField(
        _("education at least"), choices=choices.MIN_EDUCATIONS, null=True, blank=True
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    skills = models.CharField(_("certificates asked for"), max_length=200, blank=True)
    requirements = models.TextField(_("other requirements"), max_length=500, blank=True)
    is_veteran_preferred = models.BooleanField(_("veterans preferred"), default=True)
    is_welfare = models.BooleanField(_("public-welfare post"), default=False)
    funder = models.CharField(_("who pays for it"), max_length=60, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=choices.PostState, default="open", editable=False)
    offered_on = models.DateField(_("offered since"), editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(PostQuerySet)()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-offered_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(openings__gte=1), name="post_has_openings"),
            models.CheckConstraint(condition=Q(is_welfare=False) | ~Q(funder=""), name="welfare_post_has_funder"),
        ]
        indexes = [
            models.Index(fields=["state", "trade"], name="post_state_trade"),
            models.Index(fields=["-offered_on", "-id"], name="post_offered"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("employment:post", args=[self.pk])

    @property
    def ledger_label(self):
        return f"岗位 {self.pk}"

    @property
    def left(self):
        """How many are still wanted."""
        return max(0, self.openings - self.filled)

    @property
    def is_open(self):
        return self.state == choices.PostState.OPEN

    @property
    def pay(self):
        """3,500–4,500, or one number."""
        ends = [f"{value:,.0f}" for value in dict.fromkeys((self.pay_from, self.pay_to)) if value is not None]
        return "–".join(ends)

    @property
    def where(self):
        town = self.workplace.place if self.workplace_id else ""
        return " ".join(part for part in (town, self.place) if part)

    @property
    def skill_labels(self):
        return choices.labels_of(choices.ALL_SKILLS, self.skills)

    def clean(self):
        """All at once: what is said together is mended together."""
        below, before = _("This is less than the lower end."), _("The end lies before the beginning.")
        wrong = {
            field: ValidationError(said, "backwards")
            for low, high, field, said in (
                (self.pay_from, self.pay_to, "pay_to", below),
                (self.age_from, self.age_to, "age_to", below),
                (self.from_on, self.to_on, "to_on", before),
            )
            if low is not None and high is not None and high < low
        }
        if self.is_welfare and not self.funder:
            wrong["funder"] = ValidationError(_("Say who pays for this public-welfare post."), "no_funder")
        if wrong:
            raise ValidationError(wrong)


class HoldingQuerySet(ScopedQuerySet):
    def running(self):
        return self.filter(ended_on__isnull=True)


class Holding(models.Model):
    """Somebody in a public-welfare post, for a term: provided and filled are counted apart (handbook §7)."""

    scope = Owned("person__station")

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name=_("post"))
    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, related_name="welfare_posts", verbose_name=_("person")
    )
    started_on = models.DateField(_("started on"))
    until_on = models.DateField(_("term ends on"))
    ended_on = models.DateField(_("left on"), null=True, editable=False)
    end_reason = models.CharField(_("why it ended"), max_length=100, blank=True, editable=False)
    made_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(HoldingQuerySet)()

    class Meta:
        verbose_name = _("holder of a public-welfare post")
        verbose_name_plural = _("holders of public-welfare posts")
        ordering = ["ended_on", "until_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="one_welfare_post_at_a_time",
                violation_error_message=_("This person holds a public-welfare post already."),
            )
        ]

    def __str__(self):
        return f"{self.post}"

    def get_absolute_url(self):
        return reverse("employment:post", args=[self.post_id])

    @property
    def ledger_label(self):
        return f"公益性岗位 {self.post_id}"

    def clean(self):
        if self.started_on and self.until_on and self.until_on < self.started_on:
            raise ValidationError({"until_on": ValidationError(_("The end lies before the beginning."), "backwards")})
