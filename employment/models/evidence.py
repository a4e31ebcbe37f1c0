"""Files that prove what was done: kept sealed outside the web's reach, seen where the row belongs, never shown inline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager
from employment.models.employers import ACCOUNT
from employment.models.enterprise import Base, ContestEntry, LoanSupport, MentorSession


class Evidence(models.Model):
    """A file of some row; each kind of row has its own table. `of` names its foreign key.

    Mentors and bases are shown to the stations below; their files, with people's names and signatures, are not.
    """

    of = ""

    title = models.CharField(_("what it is"), max_length=80)
    name = models.CharField(_("file name"), max_length=120, editable=False)
    size = models.PositiveIntegerField(editable=False)
    place = models.CharField(max_length=120, unique=True, editable=False)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return f"佐证 {self.pk}"

    @property
    def owner(self):
        return getattr(self, self.of)

    def get_absolute_url(self):
        """The page that lists it."""
        return getattr(self.owner, "mentor", self.owner).get_absolute_url()


class SessionEvidence(Evidence):
    scope = Owned("session__mentor__station")
    of = "session"

    session = models.ForeignKey(MentorSession, models.CASCADE, related_name="evidence")

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a mentor's session")
        verbose_name_plural = _("evidence of mentors' sessions")


class BaseEvidence(Evidence):
    scope = Owned("base__station")
    of = "base"

    base = models.ForeignKey(Base, models.CASCADE, related_name="evidence")

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a base")
        verbose_name_plural = _("evidence of bases")


class EntryEvidence(Evidence):
    scope = Owned("entry__station")
    of = "entry"

    entry = models.ForeignKey(ContestEntry, models.CASCADE, related_name="evidence")

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a contest entry")
        verbose_name_plural = _("evidence of contest entries")


class LoanEvidence(Evidence):
    scope = Owned("loan__station")
    of = "loan"

    loan = models.ForeignKey(LoanSupport, models.CASCADE, related_name="evidence")

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a loan")
        verbose_name_plural = _("evidence of loans")


EVIDENCE = {kind.of: kind for kind in (SessionEvidence, BaseEvidence, EntryEvidence, LoanEvidence)}
