"""Points raised at talks, symposia and visits: “6 aspects, 37 issues” (handbook §9 rows 17–18)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals.choices.surveys import IssueOutcome, IssueSource
from core.scoping import Handed, ScopedQuerySet

ACCOUNT = settings.AUTH_USER_MODEL


class IssueQuerySet(ScopedQuerySet):
    """The words in which lists ask for issues."""

    def open(self):
        return self.filter(settled_on__isnull=True)


class Issue(models.Model):
    """One point: where and when it was raised, what about, who sees to it, what became of it."""

    scope = Handed("station", "handler")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="issues_raised")
    handler = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="issues_handled", verbose_name=_("station in charge")
    )
    owner = models.CharField(_("who sees to it"), max_length=40, blank=True)
    source = models.CharField(_("raised at"), max_length=16, choices=IssueSource)
    occasion = models.CharField(_("occasion"), max_length=60, blank=True)
    raised_on = models.DateField(_("raised on"))
    aspect = models.CharField(_("aspect"), max_length=20)
    category = models.ForeignKey(
        "appeals.Category", models.PROTECT, related_name="issues", verbose_name=_("appeal category")
    )
    title = models.CharField(_("matter"), max_length=60)
    detail = models.TextField(_("what was said"), max_length=1000, blank=True)
    due_on = models.DateField(_("to be settled by"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=IssueOutcome, blank=True, editable=False)
    result = models.TextField(_("result"), max_length=500, blank=True, editable=False)
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(IssueQuerySet)()

    class Meta:
        verbose_name = _("point raised")
        verbose_name_plural = _("points raised")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, outcome="") | (Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="issue_settled_with_an_outcome",
            )
        ]
        indexes = [models.Index(fields=["station", "raised_on"], name="issue_station")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("appeals:issue", args=[self.pk])

    def clean(self):
        if self.due_on and self.raised_on and self.due_on < self.raised_on:
            raise ValidationError({"due_on": ValidationError(_("That is before it was raised."), "order")})

    @property
    def is_open(self):
        return self.settled_on is None
