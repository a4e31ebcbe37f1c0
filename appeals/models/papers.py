"""What is filed with a case: official papers, attachments, promises."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals.choices import PaperKind, PaperState, ServedHow
from appeals.models.case import OF_CASE, Appeal
from core.papers import NumberSeries
from core.scoping import Exempt, ScopedManager

ACCOUNT = settings.AUTH_USER_MODEL


class Numbers(NumberSeries):
    """Series of case and document numbers."""

    scope = Exempt("counters of case and document numbers")
    objects = ScopedManager()

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")


class Paper(models.Model):
    """One official paper of a case and the record of its service. What was signed is never changed."""

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="papers")
    kind = models.CharField(_("paper"), max_length=16, choices=PaperKind)
    state = models.CharField(_("state"), max_length=10, choices=PaperState, default=PaperState.FILED)
    number = models.CharField(_("document number"), max_length=40, unique=True, null=True)
    title = models.CharField(_("title"), max_length=120)
    addressee = models.CharField(_("addressee"), max_length=80, blank=True)
    body = models.TextField(_("text"), max_length=8000)
    on = models.DateField(_("dated"))
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")
    returned_note = models.CharField(_("why it was returned"), max_length=200, blank=True)
    served_on = models.DateField(_("served on"), null=True)
    served_how = models.CharField(_("way of service"), max_length=10, choices=ServedHow, blank=True)
    served_to = models.CharField(_("received by"), max_length=50, blank=True)
    served_by = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "kind"],
                condition=Q(state__in=["draft", "waiting", "returned"]),
                name="one_draft_of_a_kind",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return self.number or f"#{self.pk}"

    @property
    def is_signed(self):
        return self.state == PaperState.FILED

    @property
    def owes_service(self):
        """Whether it has to be handed to somebody and was not yet."""
        return self.is_signed and self.number and not self.served_on and not self.appeal.is_anonymous

    def get_absolute_url(self):
        return reverse("appeals:paper", args=[self.pk])


class Attachment(models.Model):
    """A file that somebody handed in. Kept sealed outside the web's reach, given out as a download only."""

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="attachments")
    title = models.CharField(_("what it is"), max_length=80)
    name = models.CharField(_("file name"), max_length=120)
    size = models.PositiveIntegerField()
    place = models.CharField(max_length=120, unique=True, editable=False)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Promise(models.Model):
    """答应过的事: what was promised to the petitioner, until when, and when it was kept."""

    scope = OF_CASE

    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="promises")
    text = models.CharField(_("what was promised"), max_length=120)
    due_on = models.DateField(_("until"))
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    on = models.DateField()
    kept_on = models.DateField(_("kept on"), null=True)
    kept_note = models.CharField(_("how"), max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["kept_on", "due_on", "pk"]

    def __str__(self):
        return self.text
