"""What somebody on file looks for in work, and when a station last spoke with them about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedQuerySet
from employment.choices import market as choices
from employment.models.employers import ACCOUNT


class SeekerQuerySet(ScopedQuerySet):
    def active(self):
        return self.filter(closed_on__isnull=True)


class Seeker(models.Model):
    """The wish of one person. Education, age and present employment stay on the person's record."""

    scope = Owned("person__station")

    # a foreign key, not one to one: it goes along when two records of a person are merged
    person = models.ForeignKey(
        "veterans.Person", models.CASCADE, related_name="seekers", verbose_name=_("person"), editable=False
    )
    trades = models.CharField(_("trades wished for"), max_length=240, blank=True)
    reach = models.CharField(_("how far from home"), max_length=8, choices=choices.Reach, default=choices.Reach.CITY)
    pay_min = models.DecimalField(
        _("pay a month at least (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    skills = models.CharField(_("certificates"), max_length=200, blank=True)
    military_skills = models.CharField(_("skills from service"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    since_on = models.DateField(_("looking since"), editable=False)
    closed_on = models.DateField(_("no longer looking since"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(SeekerQuerySet)()

    class Meta:
        verbose_name = _("job seeker")
        verbose_name_plural = _("job seekers")
        ordering = ["-since_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person"], name="one_wish_per_person")]
        # partial, because a database does not walk (closed_on, since_on) in order of the second for "closed_on is null"
        indexes = [
            models.Index(fields=["-since_on", "-id"], condition=Q(closed_on__isnull=True), name="seekers_newest")
        ]

    def __str__(self):
        return self.person.name

    def get_absolute_url(self):
        return f"{self.person.get_absolute_url()}?tab=jobs"

    @property
    def ledger_label(self):
        return f"求职 {self.person_id}"

    @property
    def trade_labels(self):
        return choices.labels_of(choices.TRADES, self.trades)

    @property
    def pay(self):
        """4,000"""
        return "" if self.pay_min is None else f"{self.pay_min:,.0f}"

    @property
    def skill_labels(self):
        return choices.labels_of(choices.ALL_SKILLS, f"{self.skills} {self.military_skills}")


class Contact(models.Model):
    """One talk about work. Only added: the 90 days of the list run from the latest."""

    scope = Owned("person__station")

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="job_contacts")
    on = models.DateField(_("on"))
    how = models.CharField(_("how"), max_length=8, choices=choices.Contacted)
    note = models.CharField(_("what was said"), max_length=200, blank=True)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        verbose_name = _("talk about work")
        verbose_name_plural = _("talks about work")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "-on"], name="job_contact_person")]

    def __str__(self):
        return self.get_how_display()

    def get_absolute_url(self):
        return f"{self.person.get_absolute_url()}?tab=jobs"
