"""The bureau's own entries on top of the announced holidays: next year's are announced late (handbook §4.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.deadlines import Calendar
from core.scoping import Exempt, ScopedQuerySet


class HolidayQuerySet(ScopedQuerySet):
    def calendar(self):
        """Announced holidays, the bureau's entries on top; years entered as complete count as announced."""
        days = dict(self.values_list("day", "is_off"))
        return Calendar.build(days, HolidayYear.objects.values_list("year", flat=True))


class Holiday(models.Model):
    """A day that is off though it is no weekend, or worked though it is one (调休)."""

    scope = Exempt("public holidays are the same for everybody")

    day = models.DateField(_("day"), unique=True)
    is_off = models.BooleanField(_("a day off"), default=True)
    name = models.CharField(_("holiday"), max_length=40, blank=True)

    objects = models.Manager.from_queryset(HolidayQuerySet)()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day:%Y-%m-%d}"

    @classmethod
    def entered(cls):
        return cls.objects.all()


class HolidayYear(models.Model):
    """A year whose holidays the bureau has entered completely: due dates in it are no longer provisional."""

    scope = Exempt("public holidays are the same for everybody")

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("year of holidays")
        verbose_name_plural = _("years of holidays")
        ordering = ["year"]

    def __str__(self):
        return str(self.year)

    @classmethod
    def known(cls):
        return cls.objects.all()
