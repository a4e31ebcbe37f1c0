"""Policy documents: what was issued, by whom together, and what it says."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import ScopedManager, ScopedQuerySet, SharedDown
from employment.choices.enterprise import PolicyLevel


class PolicyQuerySet(ScopedQuerySet):
    def matching(self, text):
        """Documents in which every piece of the text occurs: title, number, text, or an issuing body."""
        rows = self
        for piece in text.split():
            by_body = Q(pk__in=PolicyIssuer.objects.filter(name__icontains=piece).values("document"))
            rows = rows.filter(
                Q(title__icontains=piece) | Q(number__icontains=piece) | Q(text__icontains=piece) | by_body
            )
        return rows


class PolicyDocument(models.Model):
    """A document in force or superseded. `issuers` are the bodies that issued it together (17部门联合)."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=160)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    level = models.CharField(_("administrative level"), max_length=10, choices=PolicyLevel)
    issued_on = models.DateField(_("issued on"))
    ended_on = models.DateField(_("in force until"), null=True, blank=True)
    text = models.TextField(_("text"), max_length=60_000, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = models.Manager.from_queryset(PolicyQuerySet)()

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ["-issued_on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("employment:policy", args=[self.pk])


class PolicyIssuer(models.Model):
    """One of the bodies that issued a document, in the order of its heading."""

    scope = SharedDown("document__station")

    document = models.ForeignKey(PolicyDocument, models.CASCADE, related_name="issuers")
    name = models.CharField(_("issuing body"), max_length=80)
    order = models.PositiveSmallIntegerField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="issues_once")]

    def __str__(self):
        return self.name
