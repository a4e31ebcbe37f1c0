"""What was published, online lessons, and the columns and channels that make policy known."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from outreach.choices.media import PRINTED, PUBLISHING, Channel, ItemKind, Level, Purpose
from outreach.models.activities import Recorded, place_and_day


class MediaItem(Recorded):
    """One item in a paper, on television or on the web."""

    page = "outreach:media_item"

    outlet = models.CharField(_("outlet"), max_length=40)
    level = models.CharField(_("outlet level"), max_length=12, choices=Level)
    channel = models.CharField(_("media channel"), max_length=8, choices=PUBLISHING)
    kind = models.CharField(_("kind of item"), max_length=8, choices=ItemKind, default=ItemKind.BRIEF)
    title = models.CharField(_("headline"), max_length=120)
    url = models.URLField(_("web address"), max_length=300, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("media item")
        verbose_name_plural = _("media items")
        indexes = [*place_and_day("media"), models.Index(fields=["outlet", "on"], name="media_outlet_on")]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return f"媒体 {self.pk}"

    @property
    def unit(self):
        return "篇" if self.channel in PRINTED else "条"


class OnlineLesson(Recorded):
    """A lesson on the web (网上课堂) and how often it was looked at by a day."""

    page = "outreach:lesson"

    title = models.CharField(_("title"), max_length=80)
    channel = models.CharField(_("media channel"), max_length=8, choices=PUBLISHING)
    outlet = models.CharField(_("platform or account"), max_length=40)
    lecturer = models.CharField(_("lecturer"), max_length=50, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)
    views = models.PositiveIntegerField(_("views"), default=0)
    counted_on = models.DateField(_("views read on"), null=True, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("online lesson")
        verbose_name_plural = _("online lessons")
        indexes = place_and_day("lesson")

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return f"网上课堂 {self.pk}"


class Lasting(Recorded):
    """Something that begins on a day and may end."""

    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = True

    def clean(self):
        super().clean()
        if self.ended_on and self.on and self.ended_on < self.on:
            raise ValidationError({"ended_on": ValidationError(_("It ends before it begins."), code="backwards")})


class MediaColumn(Lasting):
    """A column of an outlet, or a telephone campaign, by which something is made known (handbook §9 row 45)."""

    page = "outreach:column"

    name = models.CharField(_("column or campaign"), max_length=60)
    outlet = models.CharField(_("outlet"), max_length=40)
    channel = models.CharField(_("media channel"), max_length=8, choices=Channel)
    purpose = models.CharField(_("what it makes known"), max_length=12, choices=Purpose)
    reached = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)

    class Meta(Lasting.Meta):
        verbose_name = _("column or channel")
        verbose_name_plural = _("columns and channels")
        indexes = [models.Index(fields=["station", "purpose"], name="column_station_purpose")]

    def __str__(self):
        return self.name

    @property
    def ledger_label(self):
        return f"栏目 {self.pk}"
