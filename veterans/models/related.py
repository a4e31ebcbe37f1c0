"""What one person may have several of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import vault
from core.fields import PartialDateField
from core.scoping import Owned, ScopedQuerySet
from core.validators import mask_identity
from veterans import choices


class OfPersonQuerySet(ScopedQuerySet):
    def in_force(self):
        """Rows that nobody has taken back."""
        return self.filter(withdrawn_at__isnull=True)


class OfPerson(models.Model):
    """A row that belongs to one person and is seen where the person is. Taken back, never deleted."""

    scope = Owned("person__station")

    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(OfPersonQuerySet)()

    class Meta:
        abstract = True


class PersonCategory(OfPerson):
    """A category that entitles (one person, many). Ended, never deleted."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="categories")
    category = models.CharField(_("category"), max_length=24, choices=choices.CATEGORIES)
    certificate_no = models.CharField(_("certificate"), max_length=40, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"], condition=Q(ended_on__isnull=True), name="one_live_category"
            )
        ]
        # who holds a category now: read from here alone (docs/decisions/0019)
        indexes = [
            models.Index(
                fields=["category", "person"],
                include=["withdrawn_at"],
                condition=Q(ended_on__isnull=True),
                name="category_person",
            )
        ]

    def __str__(self):
        return self.get_category_display()


def holding(*codes):
    """The condition on people: who holds, now, at least one of the categories."""
    return Q(holds__any_of=choices.bits_of(codes))


class ServicePeriod(OfPerson):
    """A further period of service beside the main one on the record."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="service_periods")
    enlist_date = PartialDateField(_("enlisted"), null=True, blank=True)
    discharge_date = PartialDateField(_("discharged"), null=True, blank=True)
    branch = models.CharField(_("branch"), max_length=12, choices=choices.BRANCHES, blank=True)
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    rank = models.CharField(_("rank or post"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("service period")
        verbose_name_plural = _("service periods")
        ordering = ["enlist_date"]

    def __str__(self):
        return f"{self.enlist_date or '?'}–{self.discharge_date or '?'}"


class Merit(OfPerson):
    """A merit or honour earned in service (立功受奖)."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="merits")
    merit = models.CharField(_("merit"), max_length=12, choices=choices.MERITS)
    awarded_date = PartialDateField(_("awarded"), null=True, blank=True)
    order_no = models.CharField(_("order number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("merit")
        verbose_name_plural = _("merits")
        ordering = ["awarded_date"]

    def __str__(self):
        return self.get_merit_display()


class Disability(OfPerson):
    """One assessment of disability; the one in force stands on the record as well."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="disabilities")
    level = models.CharField(_("level"), max_length=2, choices=choices.DISABILITY_LEVELS)
    nature = models.CharField(_("nature"), max_length=1, choices=choices.DISABILITY_NATURES)
    part = models.CharField(_("part"), max_length=100, blank=True)
    certificate_no = models.CharField(_("certificate"), max_length=40, blank=True)
    assessed_date = PartialDateField(_("assessed"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("disability")
        verbose_name_plural = _("disabilities")
        ordering = ["-assessed_date"]

    def __str__(self):
        return f"{self.get_level_display()} {self.get_nature_display()}"


class FamilyMember(OfPerson):
    """A relative as the collection form lists them; not necessarily on file."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="family_members")
    relation = models.CharField(_("relation"), max_length=20)
    name = models.CharField(_("full name"), max_length=50)
    sex = models.CharField(_("sex"), max_length=1, choices=choices.Sex, blank=True)
    birth_date = PartialDateField(_("birth date"), null=True, blank=True)
    id_no = vault.SealedField(_("identity number"), mask=mask_identity, null=True, blank=True)
    work_unit = models.CharField(_("works at"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("family member")
        verbose_name_plural = _("family members")

    def __str__(self):
        return self.name


class Education(OfPerson):
    """One stay at a school."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="educations")
    school = models.CharField(_("school"), max_length=100)
    subject = models.CharField(_("subject"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=2, choices=choices.EDUCATIONS, blank=True)
    from_date = PartialDateField(_("from"), null=True, blank=True)
    to_date = PartialDateField(_("to"), null=True, blank=True)
    is_full_time = models.BooleanField(_("full time"), null=True, blank=True)

    class Meta:
        verbose_name = _("education")
        verbose_name_plural = _("education")
        ordering = ["from_date"]

    def __str__(self):
        return self.school


class EmploymentSnapshot(OfPerson):
    """The person's employment on a day, so that past reports can be computed again (handbook §7)."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="employment_snapshots")
    on = models.DateField(_("on"))
    employment = models.CharField(_("employment"), max_length=12, choices=choices.EMPLOYMENTS)
    employer = models.CharField(_("employer"), max_length=100, blank=True)
    occupation = models.CharField(_("occupation"), max_length=60, blank=True)
    pay_month = models.DecimalField(_("pay a month (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("employment snapshot")
        verbose_name_plural = _("employment snapshots")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["person", "-on"], name="employment_person_on")]

    def __str__(self):
        return self.get_employment_display()


class TrainingWish(OfPerson):
    """What somebody would like to learn."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="training_wishes")
    subject = models.CharField(_("subject"), max_length=60)
    form = models.CharField(_("form"), max_length=40, blank=True)
    wished_on = models.DateField(_("said on"))

    class Meta:
        verbose_name = _("training wish")
        verbose_name_plural = _("training wishes")
        ordering = ["-wished_on"]

    def __str__(self):
        return self.subject


class PreferenceCard(OfPerson):
    """优待证 and where it stands on its way (handbook §1.2)."""

    person = models.ForeignKey("veterans.Person", models.CASCADE, related_name="cards")
    state = models.CharField(_("state"), max_length=12, choices=choices.CardState, default=choices.CardState.ACCEPTED)
    card_no = models.CharField(_("card number"), max_length=40, blank=True)
    accepted_on = models.DateField(_("accepted on"))
    changed_on = models.DateField(_("changed on"))
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("preferential card")
        verbose_name_plural = _("preferential cards")
        ordering = ["-accepted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(state__in=["refused", "cancelled"]), name="one_card_under_way"
            )
        ]

    def __str__(self):
        return self.get_state_display()


RELATED = {
    "family": FamilyMember,
    "category": PersonCategory,
    "service": ServicePeriod,
    "merit": Merit,
    "disability": Disability,
    "education": Education,
    "employment": EmploymentSnapshot,
    "wish": TrainingWish,
}
