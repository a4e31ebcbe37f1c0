"""What questionnaires and points raised show beside their own pages, and what the public page looks up."""

from datetime import timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.choices.surveys import SheetSource
from appeals.models import Batch, Category, Issue, Remark, Response, Survey
from core.worklist import Work
from stations.models import Station

MOST = 20
AHEAD = timedelta(days=7)


def batches(user, survey):
    """The batches in sight with what came back; the answers themselves are not looked at."""
    rows = Batch.objects.visible_to(user).filter(survey=survey).select_related("station__division", "survey")
    return rows.annotate(**COUNTS).order_by("station__division__code", "pk")


COUNTS = {
    "returned": Count("sheets"),
    "valid": Count("sheets", filter=Q(sheets__is_valid=True)),
    "online": Count("sheets", filter=Q(sheets__source=SheetSource.ONLINE)),
}


def is_whole(user, survey):
    """Whether the survey stands in the user's own subtree, so that all its batches are in sight."""
    return Survey.objects.writable_by(user).filter(pk=survey.pk).exists()


def with_counts(user, rows):
    """Surveys with what the user's own stations handed out and got back: a count never holds what is out of sight."""
    return rows.with_counts(Batch.objects.visible_to(user), Response.objects.visible_to(user))


def counts_of(user, survey):
    """The survey with what was distributed, returned and valid."""
    return with_counts(user, Survey.objects.visible_to(user)).select_related("station__division").get(pk=survey.pk)


def places(user):
    """{key of a town's station: name} in sight, in the order of the division codes."""
    towns = Station.objects.visible_to(user).filter(tier="town").select_related("division").order_by("division__code")
    return {str(town.pk): town.place for town in towns}


def remarks(user, survey):
    """The opinions that may be read: those of closed batches."""
    rows = Remark.objects.visible_to(user).filter(batch__survey=survey, batch__closed_on__isnull=False)
    return rows.select_related("question", "batch__survey", "category", "appeal", "issue")


def sorted_remarks(user, survey):
    """(category, how many, how many taken up), the most frequent first."""
    taken = Count("pk", filter=Q(appeal__isnull=False) | Q(issue__isnull=False))
    rows = remarks(user, survey).filter(category__isnull=False).order_by().values("category__label")
    rows = rows.annotate(found=Count("pk"), taken=taken).order_by("-found", "category__label")
    return rows.values_list("category__label", "found", "taken")


def keys_of_categories():
    """[(key, category)] of the present ten: 1 to 9 and 0."""
    return list(zip("1234567890", Category.current()[:10], strict=False))


def by_code(code):
    """The batch behind a public address, or None."""
    return Batch.objects.select_related("survey", "station__division").filter(code=code).first()


def work(user, today):
    """What waits: paper sheets to key, batches to close, points to settle."""
    mine = Batch.objects.visible_to(user).filter(station=user.station_id, closed_on__isnull=True, survey__state="open")
    rows = mine.filter(survey__ends_on__lte=today + AHEAD) | mine.filter(paper_returned__gt=0)
    if user.may("survey.key"):
        for batch in rows.select_related("survey", "station__division")[:MOST]:
            yield Work(
                _("Questionnaires"),
                str(batch.survey),
                batch.get_absolute_url(),
                batch.survey.ends_on,
                batch.station.place,
                _("Key and close"),
            )
    points = (
        Issue.objects.visible_to(user).open().filter(handler=user.station_id).order_by(F("due_on").asc(nulls_last=True))
    )
    if user.may("issue.settle"):
        for issue in points.select_related("handler")[:MOST]:
            note = f"{issue.get_source_display()}·{issue.owner or issue.aspect}"
            address = reverse("appeals:settle_issue", args=[issue.pk])
            yield Work(
                _("Point raised"), issue.title, issue.get_absolute_url(), issue.due_on, note, _("Settle"), address
            )
