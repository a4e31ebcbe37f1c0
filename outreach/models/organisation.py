"""The organisation of thought work: the “six ones” with their evidence; leading groups, key villages and their posts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from outreach.choices.organisation import Duty, OrganKind, SixOne
from outreach.models.media import Lasting
from outreach.models.photos import Photo


class Evidence(Lasting):
    """What shows that one of the “six ones” is there."""

    page = "outreach:evidence"

    part = models.CharField(_("which of the six"), max_length=12, choices=SixOne)
    title = models.CharField(_("piece of evidence"), max_length=80)
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    url = models.URLField(_("web address"), max_length=300, blank=True)

    class Meta(Lasting.Meta):
        verbose_name = _("evidence of the “six ones”")
        verbose_name_plural = _("evidence of the “six ones”")
        indexes = [models.Index(fields=["station", "part"], name="evidence_station_part")]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return f"六个一 {self.pk}"


class Organ(Lasting):
    """A leading group, a working office, or a village that is a key place of thought work."""

    page = "outreach:organ"

    kind = models.CharField(_("kind of body"), max_length=16, choices=OrganKind)
    name = models.CharField(_("name"), max_length=80)
    document_no = models.CharField(_("document number"), max_length=60, blank=True)

    class Meta(Lasting.Meta):
        verbose_name = _("leading group or key village")
        verbose_name_plural = _("leading groups and key villages")
        indexes = [models.Index(fields=["station", "kind"], name="organ_station_kind")]

    def __str__(self):
        return self.name

    @property
    def ledger_label(self):
        return f"组织机构 {self.pk}"


class Post(models.Model):
    """Who holds which post of a group, and from when until when."""

    scope = Owned("organ__station")

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="posts")
    duty = models.CharField(_("post held"), max_length=8, choices=Duty)
    name = models.CharField(_("full name"), max_length=50)
    office = models.CharField(_("office held"), max_length=60, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("post held")
        verbose_name_plural = _("posts held")
        ordering = ["until", "pk"]

    def __str__(self):
        return f"{self.get_duty_display()} {self.name}"

    def get_absolute_url(self):
        return self.organ.get_absolute_url()

    def clean(self):
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": ValidationError(_("It ends before it begins."), code="backwards")})


class EvidencePhoto(Photo):
    scope = Owned("evidence__station")
    of = "evidence"

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="photos")

    class Meta(Photo.Meta):
        verbose_name = _("photo of evidence")
        verbose_name_plural = _("photos of evidence")
