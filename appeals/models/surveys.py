"""Questionnaires: the survey with its questions, the batches that are handed out, the sheets that come back.

A sheet is anonymous in truth (handbook §5): it knows its batch and its day, nothing else. See docs/decisions/0010.
"""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals.choices.surveys import CHOSEN, IN_WORDS, WITH_OPTIONS, QuestionKind, SheetSource, SurveyState
from core.scoping import Owned, ScopedManager, ScopedQuerySet, SharedDown

ACCOUNT = settings.AUTH_USER_MODEL
MOST_OPTIONS = 20
KEY_BITS = 62
CODE_BYTES = 9


def random_key():
    """Numbers of sheets say nothing about the order in which they came."""
    return secrets.randbits(KEY_BITS) + 1


def public_code():
    return secrets.token_urlsafe(CODE_BYTES)


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


class SurveyQuerySet(ScopedQuerySet):
    """The words in which lists ask for surveys."""

    def with_counts(self, batches=None, sheets=None):
        """Each with what was distributed, returned and valid, among the given rows (all when left out)."""
        batches = Batch.objects.all() if batches is None else batches
        sheets = Response.objects.all() if sheets is None else sheets
        sheets = sheets.filter(batch__survey=models.OuterRef("pk")).order_by().values("batch__survey")
        handed_out = batches.filter(survey=models.OuterRef("pk")).order_by().values("survey")

        def first(rows):
            return models.functions.Coalesce(models.Subquery(rows), 0)

        return self.annotate(
            distributed=first(handed_out.annotate(n=models.Sum("distributed")).values("n")),
            returned=first(sheets.annotate(n=Count("pk")).values("n")),
            valid=first(sheets.annotate(n=Count("pk", filter=Q(is_valid=True))).values("n")),
        )


class Survey(models.Model):
    """A questionnaire in one version. Once it is being answered nothing of it changes; a new version is a new row."""

    scope = SharedDown("station")

    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="surveys")
    title = models.CharField(_("title"), max_length=60)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=8, choices=SurveyState, default=SurveyState.DRAFT, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, related_name="followers", editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    tally = models.JSONField(default=dict, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(SurveyQuerySet)()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-starts_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="survey_lasts")]

    def __str__(self):
        return self.title if self.version == 1 else f"{self.title}（第{self.version}版）"

    def get_absolute_url(self):
        return reverse("appeals:survey", args=[self.pk])

    def clean(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ValidationError(_("It ends before it begins."), "order")})

    @classmethod
    def every(cls):
        """All of them: what a form narrows to the user's sight."""
        return cls.objects.order_by("-starts_on", "-pk")

    @property
    def is_draft(self):
        return self.state == SurveyState.DRAFT

    @property
    def is_open(self):
        return self.state == SurveyState.OPEN

    @property
    def is_closed(self):
        return self.state == SurveyState.CLOSED


class Question(models.Model):
    """One question. Options and the items of a matrix stand one a line; an answer is the number of its option."""

    scope = SharedDown("survey__station")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("kind of question"), max_length=8, choices=QuestionKind, default=QuestionKind.SINGLE)
    section = models.CharField(_("section"), max_length=30, blank=True)
    text = models.CharField(_("question"), max_length=120)
    options = models.TextField(_("options, one a line"), max_length=1000, blank=True)
    items = models.TextField(_("items of the matrix, one a line"), max_length=600, blank=True)
    most = models.PositiveSmallIntegerField(_("at most so many"), null=True, blank=True)
    least = models.IntegerField(_("smallest number"), null=True, blank=True)
    greatest = models.IntegerField(_("largest number"), null=True, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_dimension = models.BooleanField(_("results are broken down by it"), default=False)
    depends = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="dependants", verbose_name=_("only asked after")
    )
    depends_on = models.CharField(_("when the answer there was"), max_length=40, blank=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["survey", "position", "pk"]

    def __str__(self):
        return self.text

    @property
    def key(self):
        return str(self.position)

    @property
    def labels(self):
        """The options' labels; those of a scale are its points."""
        return ["1", "2", "3", "4", "5"] if self.kind == QuestionKind.SCALE else lines_of(self.options)

    @property
    def rows(self):
        return lines_of(self.items)

    @property
    def is_in_words(self):
        return self.kind in IN_WORDS

    @property
    def wanted(self):
        """The option numbers of the question it depends on."""
        return {int(number) for number in self.depends_on.split() if number.isascii() and number.isdecimal()}

    def clean(self):
        problems = {}
        if self.kind in WITH_OPTIONS and not 2 <= len(self.labels) <= MOST_OPTIONS:
            problems["options"] = ValidationError(_("Give two to twenty options, one a line."), "options")
        if self.kind == QuestionKind.MATRIX and not self.rows:
            problems["items"] = ValidationError(_("Give the items, one a line."), "items")
        if self.most and not (self.kind == QuestionKind.MULTI and 1 <= self.most <= len(self.labels)):
            problems["most"] = ValidationError(
                _("Only for several choices, and no more than there are options."), "most"
            )
        if self.least is not None and self.greatest is not None and self.least > self.greatest:
            problems["greatest"] = ValidationError(_("The largest number is below the smallest."), "order")
        if self.is_dimension and self.kind != QuestionKind.SINGLE:
            problems["is_dimension"] = ValidationError(_("Only a single choice can break results down."), "dimension")
        if problem := self._condition_problem():
            problems["depends_on"] = problem
        if problems:
            raise ValidationError(problems)

    def _condition_problem(self):
        if self.depends is None:
            return None
        if self.depends.kind not in CHOSEN or (self.position and self.depends.position >= self.position):
            return ValidationError(
                _("Only an earlier question with options can decide whether this one is asked."), "depends"
            )
        if not self.wanted or not self.wanted <= set(range(1, len(self.depends.labels) + 1)):
            return ValidationError(
                _("Give numbers of that question's options, with a space between them."), "depends_on"
            )
        return None


class Batch(models.Model):
    """Questionnaires that one station hands out: distributed, returned and valid are counted apart (handbook §5)."""

    scope = Owned("station")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="batches")
    station = models.ForeignKey("stations.Station", models.PROTECT, related_name="survey_batches")
    distributed = models.PositiveIntegerField(_("distributed"))
    on = models.DateField(_("handed out on"))
    paper_returned = models.PositiveIntegerField(_("paper sheets returned"), null=True, blank=True)
    code = models.CharField(max_length=16, unique=True, default=public_code, editable=False)
    has_slips = models.BooleanField(_("one-time codes only"), default=False)
    slips = models.PositiveIntegerField(_("one-time codes made"), default=0, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    created_by = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("batch of questionnaires")
        verbose_name_plural = _("batches of questionnaires")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paper_returned__isnull=True) | Q(paper_returned__lte=models.F("distributed")),
                name="no_more_returned_than_distributed",
            )
        ]

    def __str__(self):
        return f"{self.station.place}·{self.survey}"

    def get_absolute_url(self):
        return reverse("appeals:batch", args=[self.pk])

    @property
    def is_open(self):
        return self.closed_on is None


class Response(models.Model):
    """One sheet. No person, account, address, token or time: only which batch, which day, how it came, what was chosen."""

    scope = Owned("batch__station")

    id = models.BigAutoField(primary_key=True, default=random_key)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="sheets")
    on = models.DateField(_("day"))
    source = models.CharField(_("way"), max_length=6, choices=SheetSource)
    is_valid = models.BooleanField(_("valid"), default=True)
    answers = models.JSONField(default=dict)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")

    def __str__(self):
        return self.get_source_display()


class Remark(models.Model):
    """What somebody wrote in their own words, apart from the sheet it stood on: a told story does not lead to the rest."""

    scope = Owned("batch__station")

    id = models.BigAutoField(primary_key=True, default=random_key)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="remarks")
    question = models.ForeignKey(Question, models.PROTECT, related_name="remarks")
    text = models.TextField(_("words"), max_length=2000)
    category = models.ForeignKey(
        "appeals.Category", models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("category")
    )
    sorted_on = models.DateField(_("sorted on"), null=True, editable=False)
    appeal = models.ForeignKey("appeals.Appeal", models.SET_NULL, null=True, related_name="remarks", editable=False)
    issue = models.ForeignKey("appeals.Issue", models.SET_NULL, null=True, related_name="remarks", editable=False)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")

    def __str__(self):
        return self.text[:30]

    @property
    def ledger_label(self):
        return f"#{self.pk}"


class Slip(models.Model):
    """A one-time code, by its keyed digest only. It is not marked when used: it is gone, and leaves no trace of when."""

    scope = Owned("batch__station")

    id = models.BigAutoField(primary_key=True, default=random_key)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="open_slips")
    digest = models.CharField(max_length=64, unique=True)

    objects = ScopedManager()

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self):
        return self.digest[:6]
