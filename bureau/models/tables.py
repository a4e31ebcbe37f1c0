"""Ad-hoc tables that somebody keeps: the recipe, never its rows."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Lent, ScopedManager

AUTHOR = {"on_delete": models.PROTECT, "related_name": "+"}
PARTS = {"columns": list, "filters": dict, "sort": str, "by": list}


class SavedTable(models.Model):
    """A recipe: which list, which of its columns, conditions and counts. Evaluated by whoever opens it, as themselves."""

    scope = Lent("made_by", "station", "is_shared")

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("made by"), **AUTHOR)
    station = models.ForeignKey("stations.Station", verbose_name=_("station"), **AUTHOR)
    title = models.CharField(_("title"), max_length=60)
    listed = models.CharField(_("list"), max_length=60)
    recipe = models.JSONField(_("recipe"))
    is_shared = models.BooleanField(_("my station and those below may use it"), default=False)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("saved table")
        verbose_name_plural = _("saved tables")
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["made_by", "title"], name="one_table_a_title")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("bureau:table", args=[self.pk])

    def clean(self):
        """A recipe is codes and keys in their parts, nothing else."""
        is_whole = isinstance(self.recipe, dict) and self.recipe.keys() == PARTS.keys()
        if not is_whole or any(not isinstance(self.recipe[name], kind) for name, kind in PARTS.items()):
            raise ValidationError({"recipe": _("This is no recipe of a table.")})
