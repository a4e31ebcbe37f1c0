"""The codes of the bureau's own tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Level(models.IntegerChoices):
    """What a paragraph of a report is; the values are those of its heading level."""

    TEXT = 0, _("text")
    CHAPTER = 1, _("chapter")
    SECTION = 2, _("section")


class PartOutcome(models.TextChoices):
    """What a station says of its part of a task."""

    DONE = "done", "已完成"
    PARTLY = "partly", "部分完成"
    UNABLE = "unable", "无法完成"


class PersonOutcome(models.TextChoices):
    """What a station says of one person of its list."""

    DONE = "done", "已办"
    UNABLE = "unable", "未能办"


class Over(models.TextChoices):
    """Which days a cell of a form looks at, seen from the period that the form is filled for."""

    PERIOD = "period", _("the period of the form")
    MONTH = "month", _("its last month")
    QUARTER = "quarter", _("its last quarter")
    YEAR = "year", _("the year up to its last day")
    AS_OF = "as_of", _("everything up to its last day")


class Wording(models.TextChoices):
    """How a number is written into a cell: as a number, or in the words of official papers (handbook §9)."""

    EXACT = "exact", _("the number")
    RATE = "rate", _("per cent")
    AMONG = "among", _("what the rate is taken of")
    WAN = "wan", _("in 万元")
    OVER = "over", _("in words: 80余")
    NEAR = "near", _("in words: 近300")
