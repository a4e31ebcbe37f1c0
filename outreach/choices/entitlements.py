"""The words of entitlements."""

from django.db import models


class Part(models.TextChoices):
    """The lists of a rule; they exclude one another."""

    MISSING = "missing", "应享未享"
    SOON = "soon", "90天内将符合"
    LAPSED = "lapsed", "已享但不再符合"
    UNKNOWN = "unknown", "待核实"
    HELD = "held", "应享已享"

    @property
    def is_wide(self):
        """On a phone these have no column: their numbers stand under the name."""
        return self not in (Part.MISSING, Part.HELD)


class Per(models.TextChoices):
    MONTH = "month", "每月"
    YEAR = "year", "每年"
