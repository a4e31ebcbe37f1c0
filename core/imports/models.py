"""A batch of uploaded rows, its stored plan, and what was remembered of headings and places."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import vault
from core.scoping import Owned, Personal, ScopedManager


class Outcome(models.TextChoices):
    """What becomes of a row. They exclude one another; every row has exactly one (handbook §2.4)."""

    CREATED = "created", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    QUESTIONED = "questioned", _("Waits for your answer")
    REJECTED = "rejected", _("Returned")


class BatchState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    PLANNING = "planning", _("Being read")
    PLANNED = "planned", _("Planned")
    APPLYING = "applying", _("Being written")
    APPLIED = "applied", _("Written")
    DISCARDED = "discarded", _("Discarded")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")


class Batch(models.Model):
    """One upload. Its file is kept sealed until the plan expires or the days for undoing are over."""

    scope = Owned("station")

    kind = models.CharField(max_length=40)
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.UPLOADED)
    signature = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)  # {heading: field or null}, as the user corrected it
    columns = models.JSONField(default=dict)  # {heading: field or null}, as it was used
    skipped = models.JSONField(default=dict)  # {reason: rows that are no rows: footers, repeated headers, blanks}
    digest_key = models.CharField(max_length=16, blank=True)  # the key of the blind indexes that the plan was made with
    is_complete = models.BooleanField(_("the file lists everybody"), default=False)
    moves_people = models.BooleanField(_("apply the proposed transfers"), default=False)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    questioned = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    failure_code = models.CharField(max_length=40, blank=True)
    job = models.PositiveBigIntegerField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["station", "-id"], name="batch_station")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return f"/imports/{self.pk}/"

    @property
    def is_running(self):
        """Whether a job has the batch now, or had it when it was stopped."""
        return self.state in (BatchState.PLANNING, BatchState.APPLYING, BatchState.UNDOING)

    @property
    def is_stopped(self):
        """Whether it waits for a job that has ended before its time; asked of `actions.with_jobs`."""
        return self.is_running and not self.has_job

    @property
    def may_answer(self):
        """Whether rows can be answered: while the plan waits, and after it was written."""
        return self.state in (BatchState.PLANNED, BatchState.APPLIED)

    @property
    def counts(self):
        """{outcome: rows}; they add up to `rows`."""
        return {outcome: getattr(self, outcome) for outcome in Outcome.values}


class BatchFile(models.Model):
    """The uploaded file itself, sealed (base64 within)."""

    scope = Owned("batch__station")

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="file")
    content = vault.SealedField(mask=lambda text: "…")
    layout = vault.SealedField(mask=lambda text: "…", null=True)  # JSON: its sheets and columns, as `kept.layout` says
    returned = vault.SealedField(
        mask=lambda text: "…", null=True
    )  # the returned workbook of a large file, while it is true
    is_returned_short = models.BooleanField(default=False)  # it holds only the rows that were not written

    objects = ScopedManager()

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self):
        return str(self.batch)


class PlanRow(models.Model):
    """What one row of the file will do, or did.

    `payload` (JSON, as `audit.json_of` writes it): what changes, {field: [old, new]}, and what follows from it; what a
    waiting row would write, {field: value}. Personal numbers in it are sealed one by one,
    `{"sealed": …}`, and stay as they are on their way into the record and the ledger. `findings`: [{column, field, code,
    message, level}] with level error (row returned), question (row waits) or ask (that field waits).
    `key` is the digest by which the row finds its target; `target` its record once known, at `version`.
    """

    scope = Owned("batch__station")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="plan_rows", db_index=False)
    sheet = models.CharField(max_length=60)
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    name = models.CharField(max_length=50, blank=True)
    key = models.CharField(max_length=64, null=True)
    target = models.PositiveBigIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    payload = models.TextField(null=True)
    findings = models.JSONField(default=list)
    codes = models.TextField(
        default=""
    )  # " level:code:field level:code:field ", to count and find rows by their findings
    touched = models.TextField(default="")  # " field field ", to count and find rows by what they change
    cells = vault.SealedField(mask=lambda text: "…", null=True)  # what the file says, of rows that wait for an answer
    proposal = models.PositiveBigIntegerField(null=True)  # the station a proposed transfer leads to
    is_written = models.BooleanField(default=False)
    is_follow_up = models.BooleanField(default=False)  # carries an answer to a row that was written before

    objects = ScopedManager()

    class Meta:
        verbose_name = _("row of a plan")
        verbose_name_plural = _("rows of a plan")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["batch", "outcome", "id"], name="plan_row_outcome"),
            models.Index(fields=["batch", "target"], name="plan_row_target"),
        ]

    def __str__(self):
        return f"{self.sheet} {self.row}"


class RememberedMapping(models.Model):
    """A corrected mapping of columns, found again by the signature of the header."""

    scope = Personal("account")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()

    objects = ScopedManager()

    class Meta:
        verbose_name = _("remembered mapping")
        verbose_name_plural = _("remembered mappings")
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "signature"], name="one_mapping_per_header"),
        ]

    def __str__(self):
        return self.signature
