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
