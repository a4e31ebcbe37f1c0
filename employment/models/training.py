"""Training: who gives it, courses, who takes part and on which days, certificates and subsidies."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, SharedDown
from employment.choices.training import CourseKind, EnrolmentState, ProviderKind

ACCOUNT = settings.AUTH_USER_MODEL


class Provider(models.Model):
    """A school, agency or firm that trains."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("name of the provider"), max_length=100)
    kind = models.CharField(_("kind of provider"), max_length=10, choices=ProviderKind)
    contact = models.CharField(_("contact person"), max_length=50, blank=True)
    phone = models.CharField(_("office phone"), max_length=30, blank=True)
    subjects = models.CharField(_("subjects"), max_length=200, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    is_active = models.BooleanField(_("gives courses now"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("training provider")
        verbose_name_plural = _("training providers")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "name"],
                name="one_provider_of_a_name",
                violation_error_message=_("This provider is on file already."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("employment:provider", args=[self.pk])


class Course(models.Model):
    """One run of a course."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("course"), max_length=80)
    kind = models.CharField(_("kind of training"), max_length=10, choices=CourseKind)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="courses", verbose_name=_("training provider"))
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    place = models.CharField(_("place"), max_length=80, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=40, validators=[MinValueValidator(1)])
    days = models.PositiveSmallIntegerField(_("days of teaching"), default=5, validators=[MinValueValidator(1)])
    certificate = models.CharField(_("certificate it leads to"), max_length=80, blank=True)
    subsidy = models.DecimalField(
        _("subsidy a head (yuan)"), max_digits=9, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-starts_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="course_has_days")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("employment:course", args=[self.pk])

    @property
    def calendar_days(self):
        return (self.ends_on - self.starts_on).days + 1

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ValidationError(_("The course ends before it begins."), "backwards")})


class Enrolment(models.Model):
    """Somebody's part in a course."""

    scope = Owned("person__station")

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, related_name="enrolments", verbose_name=_("person on file")
    )
    enrolled_on = models.DateField(_("enrolled on"))
    state = models.CharField(
        _("state"), max_length=10, choices=EnrolmentState, default=EnrolmentState.ENROLLED, editable=False
    )
    days_told = models.PositiveSmallIntegerField(
        _("days attended by the provider's list"), null=True, blank=True, editable=False
    )
    ended_on = models.DateField(_("day of finishing"), null=True, blank=True, editable=False)
    certificate_no = models.CharField(_("certificate"), max_length=60, blank=True, editable=False)
    certified_on = models.DateField(_("certificate dated"), null=True, blank=True, editable=False)
    dropped_why = models.CharField(_("why they left"), max_length=120, blank=True, editable=False)
    subsidy = models.DecimalField(
        _("subsidy (yuan)"), max_digits=9, decimal_places=2, null=True, blank=True, editable=False
    )
    subsidy_on = models.DateField(_("subsidy paid on"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="one_enrolment_a_course",
                violation_error_code="twice",
                violation_error_message=_("This person is enrolled in this course already."),
            ),
            models.CheckConstraint(
                condition=Q(subsidy__isnull=True) | Q(subsidy__gt=0, subsidy_on__isnull=False),
                name="training_subsidy_paid_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.person.name}·{self.course.title}"

    @property
    def ledger_label(self):
        return f"参训 {self.pk}"

    def get_absolute_url(self):
        return self.course.get_absolute_url()

    def clean(self):
        """The end comes after the beginning; certificate and subsidy come after the end."""
        wrong = {}
        if self.days_told and self.days_told > self.course.calendar_days:
            wrong["days_told"] = ValidationError(_("The course does not last as many days."), "days_over")
        if self.ended_on and self.ended_on < self.course.starts_on:
            wrong["ended_on"] = ValidationError(_("Nobody finishes a course before it begins."), "before_course")
        follows = self.certificate_no or self.certified_on or self.subsidy_on
        if follows and not self.ended_on:
            wrong["ended_on"] = ValidationError(_("A certificate and a subsidy need the day of finishing."), "no_end")
        if self.subsidy is not None and self.subsidy <= 0:
            wrong["subsidy"] = ValidationError(_("A subsidy that was paid is more than nothing."), "not_paid")
        elif (self.subsidy is None) != (self.subsidy_on is None):
            blank = "subsidy" if self.subsidy is None else "subsidy_on"
            wrong[blank] = ValidationError(_("Give both the amount and the day on which it was paid."), "half_paid")
        if wrong:
            raise ValidationError(wrong)


class Attendance(models.Model):
    """One day on which somebody was there."""

    scope = Owned("enrolment__person__station")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendance")
    on = models.DateField(_("day"))

    objects = ScopedManager()

    class Meta:
        verbose_name = _("day attended")
        verbose_name_plural = _("days attended")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "on"], name="attends_once_a_day")]

    def __str__(self):
        return f"{self.on:%Y-%m-%d}"
