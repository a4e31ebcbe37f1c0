"""The tables of the machinery: the ledger, long jobs, notices, drafts, signs of life, editable policies."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.scoping import Exempt, Personal, ScopedManager
from core.vault import SealedField


class Event(models.Model):
    """One line of the ledger: who did what to which record, from where, and how it went (GB/T 22239, 安全审计).

    Lines are only added, by `core.audit`; `stamp` proves that it was the portal that wrote this very line.
    """

    scope = Exempt("the ledger: shown beside the record it is about, or whole to the auditor")

    at = models.DateTimeField(pgettext_lazy("ledger", "when"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("ledger", "who"),
    )
    by_name = models.CharField(_("full name"), max_length=50, blank=True)
    by_roles = models.CharField(_("roles"), max_length=120, blank=True)
    station = models.ForeignKey(
        "stations.Station", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True, unpack_ipv4=True)
    verb = models.CharField(pgettext_lazy("ledger", "what"), max_length=60)
    subject_type = models.CharField(_("kind of record"), max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_label = models.CharField(pgettext_lazy("ledger", "record"), max_length=120, blank=True)
    changes = models.JSONField(pgettext_lazy("ledger", "changes"), default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    result = models.CharField(pgettext_lazy("ledger", "result"), max_length=20, default="done")
    batch = models.BigIntegerField(pgettext_lazy("ledger", "batch"), null=True, blank=True)
    stamp = models.CharField(max_length=64)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["stamp"], name="event_stamp")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["verb"], name="event_verb", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["batch"], name="event_batch", condition=models.Q(batch__isnull=False)),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_label}".strip()


class Seal(models.Model):
    """The place of a line in the chain: its digest covers the line and the digest before it (SM3).

    Points at the line by number, not by foreign key: the chain must be able to tell of a line that is gone.
    """

    scope = Exempt("the ledger's chain")

    sequence = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["sequence"]

    def __str__(self):
        return str(self.sequence)


class Segment(models.Model):
    """A run of sealed lines that was moved into an archive file when its time of retention had passed."""

    scope = Exempt("the ledger's archive")

    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField(unique=True)
    head = models.CharField(max_length=64)
    file = models.CharField(max_length=120, unique=True)
    file_digest = models.CharField(max_length=64)
    archived_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("archived segment")
        verbose_name_plural = _("archived segments")
        ordering = ["first"]

    def __str__(self):
        return self.file


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("job", "waiting")
    RUNNING = "running", pgettext_lazy("job", "running")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", pgettext_lazy("job", "failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")


OPEN_JOB = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """A piece of long work and everything known about it; Celery only wakes it (design §3.7).

    `lease_token` names the worker that has it, until `lease_until`; whoever lost the lease cannot commit.
    `attempts` counts the starts since the last committed step.
    """

    scope = Personal("by")

    kind = models.CharField(_("kind of work"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=pgettext_lazy("ledger", "who"),
    )
    station = models.ForeignKey("stations.Station", models.PROTECT, null=True, blank=True, related_name="+")
    url = models.CharField(max_length=200, blank=True)
    args = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    checkpoint = models.JSONField(default=dict, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    is_cancel_requested = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_done = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = pgettext_lazy("job", "job")
        verbose_name_plural = pgettext_lazy("job", "jobs")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state"], name="job_open", condition=Q(state__in=["queued", "running"])),
            models.Index(fields=["by", "-id"], name="job_of_account"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self):
        return self.state not in OPEN_JOB

    @property
    def percent(self):
        """0 to 100, or None while the amount of work is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None

    def seconds_left(self, now):
        """An estimate from the pace of the present attempt; None when there is nothing to go by."""
        fresh = self.done - self.resumed_done
        if self.state != JobState.RUNNING or not self.total or not self.resumed_at or fresh <= 0:
            return None
        return round((now - self.resumed_at).total_seconds() * max(0, self.total - self.done) / fresh)


@dataclass(frozen=True)
class Addressed(Personal):
    """Personal, or shared by the accounts of one station; what goes to a station only keepers of records see (三员)."""

    station: str = "station"

    def visible(self, user):
        own = super().visible(user)
        return own | Q(**{self.station: user.station_id}) if user.station_id and user.sees_records else own


class Notice(models.Model):
    """Something that somebody must learn of: a warning, an urge, a claim, a finished job (design §4)."""

    class Level(models.TextChoices):
        INFO = "info", pgettext_lazy("notice", "notice")
        WARNING = "warning", pgettext_lazy("notice", "warning")
        URGENT = "urgent", pgettext_lazy("notice", "urgent")

    scope = Addressed("account")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="notices")
    station = models.ForeignKey("stations.Station", models.CASCADE, null=True, blank=True, related_name="notices")
    text = models.CharField(pgettext_lazy("notice", "text"), max_length=300)
    url = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, choices=Level, default=Level.INFO)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, station__isnull=True)
                | Q(account__isnull=True, station__isnull=False),
                name="notice_has_one_address",
            )
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="notice_of_account"),
            models.Index(fields=["station", "-id"], name="notice_of_station"),
        ]

    def __str__(self):
        return self.text


class Receipt(models.Model):
    """That one account has read one notice, and when."""

    scope = Personal("account")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("read receipt")
        verbose_name_plural = _("read receipts")
        constraints = [models.UniqueConstraint(fields=["notice", "account"], name="one_receipt_per_reader")]

    def __str__(self):
        return f"{self.notice_id} {self.account_id}"


class Draft(models.Model):
    """What somebody typed into a form and has not saved yet. `values` is JSON, sealed: it may hold numbers."""

    scope = Personal("account")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=160)
    values = SealedField()
    saved_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["account", "form"], name="one_draft_per_form")]

    def __str__(self):
        return self.form


class Heartbeat(models.Model):
    """The last sign of life of the worker or of the clock that wakes it (`worker`, `beat`)."""

    scope = Exempt("the machine's pulse")

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self):
        return self.name


class Setting(models.Model):
    """A policy that an administrator may change while the portal runs."""

    scope = Exempt("policies of the whole portal")

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("setting")
        verbose_name_plural = _("settings")

    def __str__(self):
        return self.key

    @classmethod
    def read(cls, key, default):
        """The policy's value, or the default while nobody has changed it."""
        row = cls.objects.filter(pk=key).first()
        return default if row is None else row.value


class Sight(models.Model):
    """That a row is (or was) seen from a station: since which place in the order of changes, and when it last changed.

    One line for each row and each station above it: what another system keeps as its copy. Written by `core.changes`.
    """

    scope = Exempt("the memory of the changes: each row is answered through its own scope")

    upper = models.ForeignKey("stations.Station", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    needs = models.CharField(max_length=60, blank=True)  # a further permission that seeing this row takes
    digest = models.CharField(max_length=64, blank=True)
    entered = models.BigIntegerField()
    sequence = models.BigIntegerField()
    is_gone = models.BooleanField(default=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("row in sight")
        verbose_name_plural = _("rows in sight")
        constraints = [models.UniqueConstraint(fields=["upper", "kind", "row"], name="one_sight_of_a_row")]
        indexes = [
            models.Index(fields=["upper", "sequence"], name="sight_in_order"),
            models.Index(fields=["kind", "row"], name="sight_of_row"),
        ]

    def __str__(self):
        return f"{self.kind} {self.row}"


class ChangesRead(models.Model):
    """How far the ledger has been read for the changes, and where a comparison of everything stands. One row."""

    scope = Exempt("how far the reading of the ledger has come")

    sealed = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    comparing = models.JSONField(default=list)  # [[kind, key after which to go on], …]; empty when all is compared

    objects = ScopedManager()

    class Meta:
        verbose_name = _("reading of the ledger")
        verbose_name_plural = _("readings of the ledger")

    def __str__(self):
        return str(self.sealed)
