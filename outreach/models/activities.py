"""Propaganda sessions, micro Party lectures and the themes of their months, talks."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scoping import Owned, ScopedManager, ScopedQuerySet, SharedDown
from outreach.choices.activities import Campaign, LecturerKind, TalkKind, Venue
from outreach.choices.visits import Team
from outreach.models.photos import Photo

ACCOUNT = settings.AUTH_USER_MODEL


class RecordedQuerySet(ScopedQuerySet):
    def in_force(self):
        """What nobody has taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Recorded(models.Model):
    """Something a station did or has, on a day. Amended with its version, taken back when wrong, never deleted.

    `page`: the url name of its own page.
    """

    scope = Owned("station")
    page = ""

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+", verbose_name=_("station"))
    on = models.DateField(_("date"))
    note = models.TextField(_("note"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(RecordedQuerySet)()

    class Meta:
        abstract = True
        ordering = ["-on", "-pk"]

    def get_absolute_url(self):
        return reverse(self.page, args=[self.pk])


class Activity(Recorded):
    """Something people came to; it may belong to one of the six campaigns."""

    campaign = models.CharField(_("one of the six campaigns"), max_length=10, choices=Campaign, blank=True)
    place = models.CharField(_("place"), max_length=60, blank=True)

    class Meta(Recorded.Meta):
        abstract = True


def place_and_day(name):
    """The index that lists of a place and period read."""
    return [
        models.Index(fields=["station", "-on"], name=f"{name}_station_on"),
        models.Index(fields=["on"], name=f"{name}_on"),
    ]


class PropagandaSession(Activity):
    """A propaganda session at one of the eight kinds of venues (八进宣讲)."""

    page = "outreach:session"

    theme = models.CharField(_("theme"), max_length=60)
    venue = models.CharField(_("venue"), max_length=12, choices=Venue)
    audience = models.PositiveIntegerField(_("audience"))

    class Meta(Activity.Meta):
        verbose_name = _("propaganda session")
        verbose_name_plural = _("propaganda sessions")
        indexes = place_and_day("session")

    def __str__(self):
        return f"{self.theme} {self.get_venue_display()}"

    @property
    def ledger_label(self):
        return f"宣讲 {self.pk}"

    @property
    def who(self):
        """The speakers in one line."""
        return "、".join(speaker.name for speaker in self.speakers.all())


class Speaker(models.Model):
    """Who spoke at a session; `person` once somebody has said who on file that is."""

    scope = Owned("session__station")

    session = models.ForeignKey(PropagandaSession, models.CASCADE, related_name="speakers")
    name = models.CharField(_("speaker"), max_length=50)
    person = models.ForeignKey("veterans.Person", models.PROTECT, null=True, blank=True, related_name="talks_given")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "name"], name="one_speaker_per_session")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.session.get_absolute_url()


class MonthTheme(models.Model):
    """The theme of a month's lectures: one a month, set above and read below (每月选取一个主题)."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    theme = models.CharField(_("theme"), max_length=60)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("theme of a month")
        verbose_name_plural = _("themes of months")
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["station", "month"], name="one_theme_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="theme_on_the_first"),
        ]

    def __str__(self):
        return self.theme


class Lecture(Activity):
    """A micro Party lecture (微党课)."""

    page = "outreach:lecture"

    theme = models.CharField(_("theme"), max_length=60)
    lecturer = models.CharField(_("lecturer"), max_length=50)
    lecturer_kind = models.CharField(_("kind of lecturer"), max_length=12, choices=LecturerKind)
    person = models.ForeignKey(
        "veterans.Person", models.PROTECT, null=True, blank=True, related_name="lectures_given", editable=False
    )
    attendees = models.PositiveIntegerField(_("people present"))
    material = models.CharField(_("material"), max_length=120, blank=True)

    class Meta(Activity.Meta):
        verbose_name = _("micro Party lecture")
        verbose_name_plural = _("micro Party lectures")
        indexes = place_and_day("lecture")

    def __str__(self):
        return self.theme

    @property
    def ledger_label(self):
        return f"微党课 {self.pk}"


class OutreachEvent(Activity):
    """A talk: symposium, heart-to-heart meeting, evening talk, chat, field study."""

    page = "outreach:talk"

    kind = models.CharField(_("kind of talk"), max_length=16, choices=TalkKind)
    topic = models.CharField(_("topic of the talk"), max_length=60)
    team = models.CharField(_("held by"), max_length=8, choices=Team)
    hosts = models.CharField(_("who went"), max_length=120, blank=True)
    attendees = models.PositiveIntegerField(_("people present"))

    class Meta(Activity.Meta):
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        indexes = place_and_day("talk")

    def __str__(self):
        return f"{self.get_kind_display()} {self.topic}"

    @property
    def ledger_label(self):
        return f"座谈 {self.pk}"


class TalkPoint(models.Model):
    """A point raised at a talk; what becomes of it stands with the point itself (handbook §9 rows 17 and 18)."""

    scope = Owned("talk__station")

    talk = models.ForeignKey(OutreachEvent, models.PROTECT, related_name="points")
    issue = models.OneToOneField("appeals.Issue", models.PROTECT, related_name="talk_point")

    objects = ScopedManager()

    class Meta:
        verbose_name = _("point raised at a talk")
        verbose_name_plural = _("points raised at talks")
        ordering = ["pk"]

    def __str__(self):
        return str(self.issue)

    def get_absolute_url(self):
        return self.issue.get_absolute_url()


def talked_in(about):
    """The condition on a town's station: a talk was held there or in its villages, as `about` says."""
    here = Q(station=OuterRef("pk")) | Q(station__parent=OuterRef("pk"))
    return Exists(OutreachEvent.objects.in_force().filter(here, about))


class SessionPhoto(Photo):
    scope = Owned("session__station")
    of = "session"

    session = models.ForeignKey(PropagandaSession, models.CASCADE, related_name="photos")

    class Meta(Photo.Meta):
        verbose_name = _("photo of a session")
        verbose_name_plural = _("photos of sessions")


class LecturePhoto(Photo):
    scope = Owned("lecture__station")
    of = "lecture"

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="photos")

    class Meta(Photo.Meta):
        verbose_name = _("photo of a lecture")
        verbose_name_plural = _("photos of lectures")


class TalkPhoto(Photo):
    scope = Owned("talk__station")
    of = "talk"

    talk = models.ForeignKey(OutreachEvent, models.CASCADE, related_name="photos")

    class Meta(Photo.Meta):
        verbose_name = _("photo of a talk")
        verbose_name_plural = _("photos of talks")
