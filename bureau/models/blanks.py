"""The superior's own empty forms: the sealed workbook, what is written into which cell, and what was written when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.choices import Over, Wording
from core.scoping import Lent, Owned, ScopedManager

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+"}


class Blank(models.Model):
    """An empty form (.xlsx) as the superior sent it. The file is kept sealed and never changed."""

    scope = Lent("made_by", "station", "is_shared")

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("made by"), **AUTHOR)
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), **AUTHOR)
    title = models.CharField(_("title"), max_length=80)
    file_name = models.CharField(_("file name"), max_length=200)
    place = models.CharField(max_length=80, editable=False)
    is_shared = models.BooleanField(_("my station and those below may use it"), default=False)
    made_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("superior's form")
        verbose_name_plural = _("superior's forms")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("bureau:blank", args=[self.pk])


class BlankCell(models.Model):
    """What a cell is to hold: a figure (of a station, over a period, in a wording), or words with {时段} and {单位}."""

    scope = Lent("blank__made_by", "blank__station", "blank__is_shared")

    blank = models.ForeignKey(Blank, models.CASCADE, related_name="cells")
    sheet = models.CharField(_("sheet"), max_length=31)
    row = models.PositiveIntegerField(_("row"))
    column = models.PositiveIntegerField(_("column"))
    figure = models.CharField(_("figure"), max_length=80, blank=True)
    words = models.CharField(_("words"), max_length=200, blank=True)
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), null=True, blank=True, **AUTHOR)
    over = models.CharField(_("period"), max_length=10, choices=Over, default=Over.PERIOD)
    wording = models.CharField(_("written as"), max_length=10, choices=Wording, default=Wording.EXACT)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("cell of a form")
        verbose_name_plural = _("cells of forms")
        ordering = ["sheet", "row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["blank", "sheet", "row", "column"], name="one_meaning_a_cell"),
            models.CheckConstraint(condition=Q(figure="") ^ Q(words=""), name="cell_is_figure_or_words"),
        ]

    def __str__(self):
        return f"{self.sheet} {self.row}:{self.column}"

    @property
    def spot(self):
        """Where it stands in the workbook."""
        return self.sheet, self.row, self.column


class Filling(models.Model):
    """One time a form was filled: the workbook as it was given away (sealed), and every cell that was written."""

    scope = Owned("station")

    blank = models.ForeignKey(Blank, models.CASCADE, related_name="fillings")
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), **AUTHOR)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    place = models.CharField(max_length=80, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("made by"), **AUTHOR)
    made_at = models.DateTimeField(_("filled"), auto_now_add=True)
    written = models.JSONField()  # [{cell, figure, station, first, last, words}] and what was left: {cell, reason}

    objects = ScopedManager()

    class Meta:
        verbose_name = _("filled form")
        verbose_name_plural = _("filled forms")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="filling_period_runs_forward")
        ]

    def __str__(self):
        return f"{self.blank.title} {self.first_on}–{self.last_on}"

    def get_absolute_url(self):
        return reverse("bureau:filling", args=[self.pk])
