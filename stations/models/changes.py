"""How the network changed: villages merged or closed, each a step that can be taken back."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Handed, ScopedManager
from stations.choices import Closing


class NetworkChange(models.Model):
    """One station closed into another. `moved` names every row that went: {"app.model.field": [keys]}; `renamed` what
    had to be told apart: {"app.model.field": {key: old value}}.
    """

    scope = Handed("source", "target", is_record=False)

    kind = models.CharField(_("what happened"), max_length=10, choices=Closing)
    source = models.ForeignKey("stations.Station", models.PROTECT, related_name="closings", verbose_name=_("closed"))
    target = models.ForeignKey(
        "stations.Station", models.PROTECT, related_name="takeovers", verbose_name=_("successor")
    )
    on = models.DateField(_("on"))
    reason = models.CharField(_("decision or reason"), max_length=200)
    moved = models.JSONField(default=dict)
    renamed = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("change of the network")
        verbose_name_plural = _("changes of the network")
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.source} → {self.target}"

    def get_absolute_url(self):
        return reverse("stations:change", args=[self.pk])

    @property
    def ledger_label(self):
        return str(self)

    @property
    def row_count(self):
        return sum(len(keys) for keys in self.moved.values())
