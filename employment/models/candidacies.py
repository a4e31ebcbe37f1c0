"""A person and a post: from the talk at a fair or a recommendation to being hired, in work, or gone."""

from datetime import timedelta

from django.db import models
from django.db.models import CharField, ExpressionWrapper, Q
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Handed, ScopedQuerySet
from employment.choices import market as choices
from employment.models.employers import ACCOUNT
from employment.models.fairs import Attendee, Fair
from employment.models.posts import Post

# Whoever is counted: the person on file, else the telephone number given. Nobody counts twice, in a fair or across fairs
WHO = Coalesce(Cast("person_id", CharField()), "attendee__phone_digest")
CAME = Coalesce(Cast("person_id", CharField()), "phone_digest")


class CandidacyQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for candidacies."""

    def open(self):
        return self.filter(state__in=choices.OPEN_STAGES)

    def heads(self, condition=None):
        """How many people, not rows."""
        rows = self.filter(condition) if condition is not None else self
        return rows.order_by().values_list(WHO, flat=True).distinct().count()


class Candidacy(models.Model):
    """`station`: who entered it, the fair's or the recommending one. The days say when each stage was reached."""

    scope = Handed("person__station", "station")

    origin = models.CharField(_("came about by"), max_length=8, choices=choices.Origin, editable=False)
    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name=_("person")
    )
    attendee = models.ForeignKey(Attendee, models.CASCADE, null=True, blank=True, related_name="candidacies")
    fair = models.ForeignKey(
        Fair, models.CASCADE, null=True, blank=True, related_name="candidacies", verbose_name=_("job fair")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="candidacies", verbose_name=_("post"))
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="candidacies")
    name = models.CharField(_("full name"), max_length=50, editable=False)
    state = models.CharField(_("progress"), max_length=12, choices=choices.Stage, editable=False)
    recommended_on = models.DateField(_("recommended on"), null=True, editable=False)
    intent_on = models.DateField(_("intent on"), null=True, editable=False)
    interview_on = models.DateField(_("interview on"), null=True, editable=False)
    trial_on = models.DateField(_("trial from"), null=True, editable=False)
    offered_on = models.DateField(_("offered on"), null=True, editable=False)
    hired_on = models.DateField(_("hired on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    reason = models.CharField(_("why it ended"), max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(CandidacyQuerySet)()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            # an intent is entered once, by however many hands (person × post × fair)
            models.UniqueConstraint(
                fields=["attendee", "post"], condition=Q(attendee__isnull=False), name="one_intent_per_post"
            ),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=Q(origin="referral", state__in=choices.OPEN_STAGES),
                name="one_open_referral_per_post",
            ),
            models.CheckConstraint(
                condition=Q(origin="fair", attendee__isnull=False, fair__isnull=False)
                | Q(origin="referral", person__isnull=False),
                name="candidacy_is_somebodys",
            ),
        ]
        indexes = [
            models.Index(fields=["fair", "state"], name="candidacy_fair"),
            models.Index(fields=["person", "-updated_at"], name="candidacy_person"),
            models.Index(fields=["hired_on"], name="candidacy_hired"),
        ]

    def __str__(self):
        return f"{self.name} · {self.post}"

    def get_absolute_url(self):
        return reverse("employment:candidacy", args=[self.pk])

    @property
    def ledger_label(self):
        return f"求职进程 {self.pk}"

    @property
    def tone(self):
        return choices.STAGE_TONES.get(self.state, "")

    @property
    def is_open(self):
        return self.state in choices.OPEN_STAGES


class CandidacyMove(models.Model):
    """One step of a candidacy. Only added."""

    scope = Handed("candidacy__person__station", "candidacy__station")

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, choices=choices.Stage, blank=True)
    to_state = models.CharField(max_length=12, choices=choices.Stage)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("step of a candidacy")
        verbose_name_plural = _("steps of candidacies")
        ordering = ["-pk"]

    def __str__(self):
        return self.action


class CheckQuerySet(ScopedQuerySet):
    def waiting(self):
        return self.filter(checked_on__isnull=True, is_dropped=False)

    def with_near(self, today):
        """Each with `is_near`: whether it can be answered now."""
        is_near = Q(due_on__lte=today + timedelta(days=choices.EARLY_DAYS))
        return self.annotate(is_near=ExpressionWrapper(is_near, models.BooleanField()))


class JobCheck(models.Model):
    """Whether somebody hired is still in work after 30, 90 and 180 days (handbook §7)."""

    scope = Handed("candidacy__person__station", "candidacy__station")

    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="checks")
    days = models.PositiveSmallIntegerField(_("days after the start"))
    due_on = models.DateField(_("due on"))
    checked_on = models.DateField(_("asked on"), null=True, editable=False)
    is_in_work = models.BooleanField(_("in work"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_dropped = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = models.Manager.from_queryset(CheckQuerySet)()

    class Meta:
        verbose_name = _("check whether in work")
        verbose_name_plural = _("checks whether in work")
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["candidacy", "days"], name="one_check_per_term")]
        indexes = [models.Index(fields=["checked_on", "due_on"], name="job_check_due")]

    def __str__(self):
        return f"{self.candidacy}"

    def get_absolute_url(self):
        return reverse("employment:candidacy", args=[self.candidacy_id])

    @property
    def ledger_label(self):
        return f"在岗回访 {self.pk}"
