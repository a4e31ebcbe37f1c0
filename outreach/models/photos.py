"""Photos of what was done: small, without location, sealed outside the web's reach, seen with the row they belong to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from outreach.models.visits import Visit


class Photo(models.Model):
    """A photo of some row. Each kind of row has its own table, scoped as the row is; `of` names its foreign key."""

    of = ""

    place = models.CharField(max_length=120, unique=True, editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return f"{self.width}×{self.height}"

    @property
    def owner(self):
        return getattr(self, self.of)


class VisitPhoto(Photo):
    scope = Owned("visit__station", beside="visit__person__station")
    of = "visit"

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")

    class Meta(Photo.Meta):
        verbose_name = _("photo of a visit")
        verbose_name_plural = _("photos of visits")
