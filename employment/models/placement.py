"""Placement: one case a person and path, its steps and papers, what it costs while waiting, what retirees are due."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.papers import NumberSeries
from core.scoping import Exempt, Owned, ScopedManager, ScopedQuerySet
from employment.choices import placement as choices

ACCOUNT = settings.AUTH_USER_MODEL
OF_CASE = Owned("case__person__station")


class CaseQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for cases."""

    def open(self):
        return self.filter(state__in=choices.OPEN)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)

    def due_soon(self, today):
        """Within the days of warning, today included, not overdue."""
        return self.open().filter(warn_on__lte=today, due_on__gte=today)

    def in_line(self):
        """The order of choosing, as `rules.choosing` states it."""
        return self.order_by("-score", "-service_months", "lot_no", "pk")


class PlacementCase(models.Model):
    """Somebody who is to be placed: accepted on a day, placed by one. `due_on` is the nearest running clock."""

    scope = Owned("person__station")

    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, related_name="placements", verbose_name=_("person on file")
    )
    mode = models.CharField(_("way of placement"), max_length=20, choices=choices.Mode)
    batch_year = models.PositiveSmallIntegerField(_("batch year"))
    accepted_on = models.DateField(_("accepted for placement on"))
    from_unit = models.CharField(_("unit they come from"), max_length=100, blank=True)
    along_with = models.CharField(_("moves along with (soldier, unit)"), max_length=100, blank=True)
    score = models.DecimalField(
        _("score"), max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    service_months = models.PositiveSmallIntegerField(_("months of service"), null=True, blank=True)
    lot_no = models.PositiveSmallIntegerField(_("drawn lot"), null=True, blank=True)
    batch = models.ForeignKey(
        "employment.PlacementBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("batch of posts"),
    )
    training_exempt = models.CharField(_("exempt from training"), max_length=12, choices=choices.Exemption, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    # where it stands
    state = models.CharField(_("state"), max_length=10, choices=choices.State, editable=False)
    employer = models.ForeignKey(
        "employment.Employer", models.PROTECT, null=True, editable=False, related_name="placements"
    )
    unit_name = models.CharField(_("placed at"), max_length=100, blank=True, editable=False)
    post_title = models.CharField(_("post"), max_length=80, blank=True, editable=False)
    placed_on = models.DateField(_("placed on"), null=True, editable=False)
    letter_on = models.DateField(_("letter of"), null=True, editable=False)
    started_on = models.DateField(_("on post since"), null=True, editable=False)
    ended_on = models.DateField(null=True, editable=False)
    leaving = models.CharField(_("why not placed"), max_length=12, choices=choices.Leaving, blank=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    warn_on = models.DateField(null=True, editable=False)
    is_provisional = models.BooleanField(default=False, editable=False)

    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "mode", "batch_year"],
                condition=~Q(state="withdrawn"),
                name="one_placement_a_year",
                violation_error_code="twice",
                violation_error_message=_("This person has a placement of this kind and year already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(leaving=""), name="who_is_not_placed_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "started"]) | Q(placed_on__isnull=False), name="placed_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="placement_due"),
            models.Index(fields=["mode", "accepted_on"], name="placement_accepted"),
        ]

    def __str__(self):
        return f"{self.person.name}·{self.get_mode_display()}"

    @property
    def ledger_label(self):
        return f"安置 {self.pk}"

    def get_absolute_url(self):
        return reverse("employment:placement", args=[self.pk])

    def clean(self):
        if self.mode == choices.Mode.RELOCATION and not self.along_with:
            raise ValidationError({"along_with": ValidationError(_("Say with whom they move."), "required")})

    @property
    def is_open(self):
        return self.state in choices.OPEN

    @property
    def tone(self):
        return choices.STATE_TONES.get(self.state, "")

    @property
    def where(self):
        """Unit and post as lists show them."""
        return " ".join(part for part in (self.unit_name, self.post_title) if part)


class PlacementMove(models.Model):
    """One step of a case. Only added."""

    scope = OF_CASE

    case = models.ForeignKey(PlacementCase, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=10, choices=choices.State, blank=True)
    to_state = models.CharField(max_length=10, choices=choices.State)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("step of a placement")
        verbose_name_plural = _("steps of placements")
        ordering = ["-pk"]

    def __str__(self):
        return self.action


class PlacementNumbers(NumberSeries):
    """Series of document numbers of placement."""

    scope = Exempt("counters of document numbers")
    objects = ScopedManager()

    class Meta:
        verbose_name = _("number series of placement")
        verbose_name_plural = _("number series of placement")


class PlacementPaper(models.Model):
    """A letter or notice of a case, numbered without gaps. What was signed is never changed."""

    scope = OF_CASE

    case = models.ForeignKey(PlacementCase, models.CASCADE, related_name="papers")
    kind = models.CharField(_("paper"), max_length=10, choices=choices.PaperKind)
    number = models.CharField(_("document number"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=60)
    addressee = models.CharField(_("addressee"), max_length=100)
    body = models.TextField(_("text"), max_length=4000)
    on = models.DateField(_("dated"))
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("paper of a placement")
        verbose_name_plural = _("papers of placements")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="one_paper_of_a_kind")]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return self.number

    def get_absolute_url(self):
        return reverse("employment:placement_paper", args=[self.pk])


class MinimumWage(models.Model):
    """The local minimum wage a month from a day on: what somebody draws who waits for assigned work (条例 §31)."""

    scope = Exempt("the wage set by the province is the same for everybody")

    valid_from = models.DateField(_("valid from"), unique=True)
    amount = models.DecimalField(_("yuan a month"), max_digits=8, decimal_places=2, validators=[MinValueValidator(1)])
    source = models.CharField(_("document"), max_length=120)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("minimum wage")
        verbose_name_plural = _("minimum wages")
        ordering = ["-valid_from"]

    def __str__(self):
        return f"{self.valid_from:%Y-%m-%d} {self.amount}"

    @classmethod
    def known(cls):
        return cls.objects.all()


class SubsidyMonth(models.Model):
    """One month's subsidy of somebody who waited for work on its first day. Paid once."""

    scope = OF_CASE

    case = models.ForeignKey(PlacementCase, models.PROTECT, related_name="subsidies", verbose_name=_("placement"))
    month = models.DateField(_("month"))
    amount = models.DecimalField(_("amount (yuan)"), max_digits=8, decimal_places=2)
    paid_on = models.DateField(_("paid on"))
    voucher = models.CharField(_("voucher"), max_length=60, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("month of subsidy")
        verbose_name_plural = _("months of subsidy")
        ordering = ["-month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "month"], name="one_subsidy_a_month"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="subsidy_is_something"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"


class RetireeCheck(models.Model):
    """That a retiree got what they are due in a year: one item of the checklist (政治待遇, 生活待遇)."""

    scope = OF_CASE

    case = models.ForeignKey(PlacementCase, models.CASCADE, related_name="checks")
    year = models.PositiveSmallIntegerField(_("year"))
    item = models.CharField(_("item"), max_length=12, choices=choices.TREATMENT_CHOICES)
    done_on = models.DateField(_("done on"))
    note = models.CharField(_("how"), max_length=120, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("checked item")
        verbose_name_plural = _("checked items")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "year", "item"], name="one_tick_a_year")]

    def __str__(self):
        return self.get_item_display()
