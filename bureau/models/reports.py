"""A work report: sentences around slots, and what each slot's figure answered when the report was last evaluated."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.choices import Level, ReportState
from core.figures import FIGURES, TEN_THOUSAND
from core.scoping import Owned, ScopedManager

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+"}


class Report(models.Model):
    """One report of one station over one period. Published, it is read at that station and above, with its own numbers."""

    scope = Owned("station", is_record=False)

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="reports", verbose_name=_("station"))
    title = models.CharField(_("title"), max_length=120)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("made by"), **AUTHOR)
    made_at = models.DateTimeField(auto_now_add=True)
    evaluated_at = models.DateTimeField(_("numbers of"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **AUTHOR)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("work report")
        verbose_name_plural = _("work reports")
        ordering = ["-last_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="report_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="published_report_has_a_day"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("bureau:report", args=[self.pk])

    @property
    def is_published(self):
        return self.state == ReportState.PUBLISHED


class Sentence(models.Model):
    """One sentence; `{12}` stands for the slot of that row (`bureau.slots`). `template` is what the template said.

    `source` says who said so, where the sentence claims what no figure proves (全省前列).
    """

    scope = Owned("report__station", is_record=False)

    report = models.ForeignKey(Report, models.CASCADE, related_name="sentences")
    place = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.TEXT)
    template = models.TextField()
    text = models.TextField(_("text"), max_length=2000)
    source = models.CharField(_("source of the claim"), max_length=200, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **AUTHOR)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["report", "place"], name="one_sentence_a_place")]

    def __str__(self):
        return self.text[:40]


class Answer(models.Model):
    """What the figure of a slot said. Of a published report it stays as it was; `later_…` is what a later look found.

    `before_…`: what the figure says of the period before, by the records of the day on which it was asked.
    """

    scope = Owned("report__station", is_record=False)

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    row = models.CharField(_("row"), max_length=10)
    figure = models.CharField(_("figure"), max_length=60)
    first_on = models.DateField()
    last_on = models.DateField()
    number = models.DecimalField(_("number"), max_digits=16, decimal_places=2)
    among = models.DecimalField(_("among"), max_digits=16, decimal_places=2, null=True, blank=True)
    words = models.CharField(_("as written"), max_length=300, blank=True)
    beside = models.JSONField(default=list, blank=True)  # figures told beside it: [[key, number as text, unit], …]
    before_number = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    before_words = models.CharField(max_length=300, blank=True)
    rows = models.JSONField(
        null=True, blank=True
    )  # of a published report: [[key, label, address, place, day, amount, {dimension: key}], …]
    parts = models.JSONField(default=dict)  # of a published report: {dimension: [[key, label, number, among], …]}
    later_number = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    later_words = models.CharField(max_length=300, blank=True)
    later_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("number of a report")
        verbose_name_plural = _("numbers of reports")
        constraints = [models.UniqueConstraint(fields=["report", "row"], name="one_answer_a_slot")]

    def __str__(self):
        return f"{self.row} {self.words}"

    @property
    def declared(self):
        """The figure, while it is declared."""
        return FIGURES.get(self.figure)

    @property
    def value(self):
        """The number as machines read it, in the unit it is printed in: per cent for a rate, 万元 for money."""
        show, number = self.declared.show, self.number
        if show == "rate":
            number = round(number * 100 / self.among, 1) if self.among else Decimal(0)
        elif show == "money":
            number = round(number / TEN_THOUSAND, 2)
        return int(number) if number == number.to_integral_value() else float(number)

    @property
    def correction(self):
        """(what it said, what it says now) as written; exactly, where both are written alike (80余)."""
        if self.words != self.later_words:
            return self.words or "—", self.later_words or "—"
        return f"{self.number.normalize():,f}", f"{self.later_number.normalize():,f}"

    @property
    def is_corrected(self):
        return self.later_at is not None and self.later_number != self.number
