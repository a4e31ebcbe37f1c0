"""A year's checkup campaign: its rule and frozen list, the hospitals' days, and who stands in which."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, ScopedQuerySet, SharedDown
from outreach.choices import checkups as choices
from outreach.choices.checkups import CampaignState, ExamState
from outreach.models.institutions import Institution
from veterans.choices import Alive
from veterans.models import Person

ON_FILE = (Alive.ALIVE, Alive.UNKNOWN)
ACCOUNT = settings.AUTH_USER_MODEL
OF_CAMPAIGN = SharedDown("campaign__station")
OF_EXAM = Owned("exam__person__station")


class CheckupCampaign(models.Model):
    """One year's free checkup: whom the rule entitles, when, and what may be spent on each."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", verbose_name=_("station"))
    title = models.CharField(_("title"), max_length=60)
    year = models.PositiveSmallIntegerField(_("year"))
    season_from = models.DateField(_("season from"))
    season_to = models.DateField(_("season to"))
    categories = models.JSONField(_("categories"), default=list)
    min_age = models.PositiveSmallIntegerField(_("age on 31 December, at least"), default=60)
    without = models.JSONField(_("not who is in another scheme"), default=list, blank=True)
    limit_men = models.DecimalField(_("cost limit, men (yuan)"), max_digits=8, decimal_places=2, default=500)
    limit_women = models.DecimalField(_("cost limit, women (yuan)"), max_digits=8, decimal_places=2, default=600)
    state = models.CharField(_("state"), max_length=10, choices=CampaignState, default=CampaignState.PLANNED)
    frozen_on = models.DateField(_("list frozen on"), null=True, editable=False)
    # the latest long work on the list: freezing it, giving days
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+", editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("checkup campaign")
        verbose_name_plural = _("checkup campaigns")
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(season_to__gte=F("season_from")), name="checkup_season_runs_forward"),
            models.UniqueConstraint(
                fields=["station", "year", "title"],
                name="one_checkup_of_a_title_a_year",
                violation_error_message=_("A campaign of this title stands for the year already."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ledger_label(self):
        return self.title

    def get_absolute_url(self):
        return reverse("outreach:campaign", args=[self.pk])

    @property
    def is_busy(self):
        """Whether a long work on the list waits or runs."""
        return self.job is not None and not self.job.is_over

    def clean(self):
        if self.season_from and self.season_to and self.season_to < self.season_from:
            raise ValidationError({"season_to": ValidationError(_("The season ends before it begins."), "backwards")})


class CheckupHospital(models.Model):
    """A hospital of a campaign and its price a head; the contract is the institution's."""

    scope = OF_CAMPAIGN

    campaign = models.ForeignKey(CheckupCampaign, models.CASCADE, related_name="hospitals")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("hospital"))
    price_men = models.DecimalField(_("price a man (yuan)"), max_digits=8, decimal_places=2)
    price_women = models.DecimalField(_("price a woman (yuan)"), max_digits=8, decimal_places=2)
    items = models.CharField(_("items of the checkup"), max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("hospital of a campaign")
        verbose_name_plural = _("hospitals of a campaign")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "institution"],
                name="one_checkup_hospital",
                violation_error_message=_("This hospital is in the campaign already."),
            )
        ]

    def __str__(self):
        return str(self.institution)

    def get_absolute_url(self):
        return self.campaign.get_absolute_url()

    @classmethod
    def of(cls, campaign):
        """The hospitals of a campaign, for forms to choose from."""
        return cls.objects.filter(campaign=campaign).select_related("institution")

    def price_of(self, sex):
        return self.price_women if sex == "2" else self.price_men


class SessionQuerySet(ScopedQuerySet):
    def to_give(self, campaign, today):
        """The days to come that people are given automatically: make-up days are kept for the absent."""
        return self.filter(campaign=campaign, on__gte=today, cancelled_on__isnull=True, is_makeup=False)


class CheckupSession(models.Model):
    """A day, or half of one, at a hospital. `taken` places are counted under the row's lock; the database refuses more
    than `quota` and what an officer granted beyond it (`extra`)."""

    scope = OF_CAMPAIGN

    campaign = models.ForeignKey(CheckupCampaign, models.CASCADE, related_name="sessions")
    hospital = models.ForeignKey(CheckupHospital, models.PROTECT, related_name="sessions", verbose_name=_("hospital"))
    on = models.DateField(_("day"))
    part = models.CharField(_("part of the day"), max_length=10, choices=choices.SessionPart, default="day")
    quota = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    extra = models.PositiveSmallIntegerField(_("granted beyond"), default=0, editable=False)
    taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    is_makeup = models.BooleanField(_("make-up day"), default=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, editable=False)
    cancelled_why = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(SessionQuerySet)()

    class Meta:
        verbose_name = _("checkup day")
        verbose_name_plural = _("checkup days")
        ordering = ["on", "part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hospital", "on", "part"],
                condition=Q(cancelled_on__isnull=True),
                name="one_checkup_session",
            ),
            models.CheckConstraint(condition=Q(taken__lte=F("quota") + F("extra")), name="checkup_places_hold"),
        ]

    def __str__(self):
        return f"{self.on:%m-%d} {self.get_part_display()}"

    def get_absolute_url(self):
        return reverse("outreach:checkup_day", args=[self.pk])

    @classmethod
    def to_come(cls, campaign, today):
        """The days that people can still be given, for forms to choose from."""
        rows = cls.objects.filter(campaign=campaign, on__gte=today, cancelled_on__isnull=True)
        return rows.select_related("hospital__institution")

    @property
    def weekday(self):
        return f"周{'一二三四五六日'[self.on.weekday()]}"

    @property
    def label(self):
        """As a select shows it: 11-24 周二 全天 补检日，市人民医院（剩 13）."""
        kind = " 补检日" if self.is_makeup else ""
        return f"{self.on:%m-%d} {self.weekday} {self.get_part_display()}{kind}，{self.hospital}（剩 {self.free}）"

    @property
    def free(self):
        return max(0, self.quota - self.taken)

    @property
    def over(self):
        return max(0, self.taken - self.quota)


class ExamQuerySet(ScopedQuerySet):
    """The words in which lists and figures ask for the people of a campaign."""

    def entitled(self):
        return self.exclude(state__in=choices.GONE)

    def without_a_day(self):
        return self.filter(state__in=choices.WAITING, person__alive="alive")

    def gone_from(self, sessions):
        """Who has a day there and is no longer on file: the places go back when days are given the next time."""
        return self.filter(session__in=sessions, state=ExamState.BOOKED).exclude(person__alive__in=ON_FILE)

    def examined(self):
        return self.filter(state__in=choices.EXAMINED)

    def untold(self):
        """Who has a day and has not answered about it."""
        return self.filter(state=ExamState.BOOKED).exclude(answer="confirmed")

    def to_follow_up(self):
        return self.filter(state=ExamState.RESULT_IN, needs_callback=True)

    def matching(self, text):
        """A check-in code, or what finds a person: name, initials, the end of a number."""
        people = Person.objects.matching(text)
        return self.filter(Q(code=text.strip().upper()) | Q(person__in=people.values("pk")))

    def for_list(self):
        return self.select_related(
            "person__station__division", "person__station__parent__division", "session__hospital__institution"
        )


class Exam(models.Model):
    """One person in one campaign: why they are on the list, their day, whether they came. Once in a campaign.

    What a station may know of the outcome is here: done, or call back. What was found is a `CheckupResult`.
    """

    scope = Owned("person__station")

    campaign = models.ForeignKey(CheckupCampaign, models.PROTECT, related_name="exams")
    person = models.ForeignKey("veterans.Person", models.PROTECT, related_name="exams")
    listed_by = models.CharField(_("on the list"), max_length=6, choices=choices.ListedBy, default="rule")
    reason = models.CharField(_("why"), max_length=200)
    state = models.CharField(_("state"), max_length=12, choices=ExamState, default=ExamState.ELIGIBLE, editable=False)
    code = models.CharField(_("check-in code"), max_length=10, unique=True, editable=False)
    session = models.ForeignKey(CheckupSession, models.PROTECT, null=True, related_name="exams", editable=False)
    answer = models.CharField(_("answer"), max_length=12, choices=choices.Answer, blank=True, editable=False)
    told_on = models.DateField(_("told on"), null=True, editable=False)
    hospital = models.ForeignKey(CheckupHospital, models.PROTECT, null=True, related_name="exams", editable=False)
    arrived_at = models.DateTimeField(_("arrived"), null=True, editable=False)
    examined_on = models.DateField(_("examined on"), null=True, editable=False)
    is_home = models.BooleanField(_("at home"), default=False, editable=False)
    cost = models.DecimalField(_("cost (yuan)"), max_digits=8, decimal_places=2, null=True, editable=False)
    needs_callback = models.BooleanField(_("call back"), default=False, editable=False)
    callback_on = models.DateField(_("call back until"), null=True, editable=False)
    callback_told_on = models.DateField(_("told to get in touch on"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(ExamQuerySet)()

    class Meta:
        verbose_name = _("person in a campaign")
        verbose_name_plural = _("people in a campaign")
        ordering = ["campaign", "person__pinyin"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="once_in_a_checkup_campaign"),
            models.CheckConstraint(
                condition=~Q(state=ExamState.BOOKED) | Q(session__isnull=False), name="checkup_booked_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state"], name="exam_campaign_state"),
            models.Index(fields=["person", "examined_on"], name="exam_person_examined"),
        ]

    def __str__(self):
        return self.person.name

    @property
    def ledger_label(self):
        return f"体检 {self.pk}"

    def get_absolute_url(self):
        return reverse("outreach:exam", args=[self.pk])

    @property
    def tone(self):
        return choices.TONES.get(self.state, "")

    @property
    def outcome(self):
        """What everybody in sight may know: not done, done, call back."""
        if self.state not in choices.EXAMINED:
            return ""
        return _("call back") if self.needs_callback and self.state != ExamState.FOLLOWED_UP else _("done")


class ExamMove(models.Model):
    """One step of a person through a campaign: who, when, from where to where; `data` names the days. Only added."""

    scope = OF_EXAM

    exam = models.ForeignKey(Exam, models.CASCADE, related_name="moves")
    action = models.CharField(max_length=20)
    from_state = models.CharField(max_length=12, choices=ExamState, blank=True)
    to_state = models.CharField(max_length=12, choices=ExamState)
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, related_name="+")
    from_session = models.ForeignKey(CheckupSession, models.PROTECT, null=True, related_name="left")
    to_session = models.ForeignKey(CheckupSession, models.PROTECT, null=True, related_name="joined")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("step in a campaign")
        verbose_name_plural = _("steps in a campaign")
        ordering = ["-pk"]

    def __str__(self):
        return self.action


class ExamCall(models.Model):
    """Who told somebody of their day, when, how, and the answer. Only added."""

    scope = OF_EXAM

    exam = models.ForeignKey(Exam, models.CASCADE, related_name="calls")
    channel = models.CharField(_("how"), max_length=10, choices=choices.CallChannel)
    answer = models.CharField(_("answer"), max_length=12, choices=choices.Answer)
    session = models.ForeignKey(CheckupSession, models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("on"))
    by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]

    def __str__(self):
        return self.get_answer_display()


def examined_since(day):
    """Whether a person was examined in any campaign since a day."""
    return Exists(Exam.objects.filter(person=OuterRef("pk"), examined_on__gte=day))
