"""When something may happen to a questionnaire, its batches and its sheets. No writes."""

from django.utils.translation import gettext as _

from appeals.choices.surveys import SheetSource
from appeals.models import Response
from appeals.rules.disclosure import SMALL
from core.actions import Refused


def check_draft(survey, by, today):
    """A questionnaire is frozen as soon as it is handed out: answers belong to the very words that were asked."""
    if not survey.is_draft:
        raise Refused("frozen", _("It has been handed out and cannot be changed any more. Make a new version instead."))


def check_start(survey, by, today):
    check_draft(survey, by, today)
    if not survey.questions.exists():
        raise Refused("empty", _("There is no question in it yet."))


def check_running(survey, by, today):
    if not survey.is_open:
        raise Refused("not_open", _("This survey is not running."))


def check_close(survey, by, today):
    """Results are made once, of closed batches: who compares today's with yesterday's must find no difference."""
    check_running(survey, by, today)
    if survey.batches.filter(closed_on__isnull=True).exists():
        raise Refused("open_batches", _("Some batches are not closed yet; close them first."))


def check_batch_open(batch, by, today):
    if not batch.is_open or not batch.survey.is_open:
        raise Refused("batch_closed", _("This batch is closed."))


def check_answering(batch, today):
    """Whether somebody may answer now."""
    survey = batch.survey
    if not batch.is_open or not survey.is_open or not survey.starts_on <= today <= survey.ends_on:
        raise not_asked()


def not_asked():
    """What people are told at the address of a questionnaire that is not, or no longer, being asked."""
    return Refused("not_answering", _("This questionnaire is not being asked now. Thank you for looking in."))


def check_room(batch):
    """No more sheets come back than were handed out."""
    if batch.sheets.count() >= batch.distributed:
        raise Refused("full", _("As many sheets have come back as were handed out."))


def check_room_for(batch, more):
    if batch.sheets.count() + more > batch.distributed:
        raise Refused("full", _("With these more sheets would have come back than were handed out."))


def keyed(batch):
    """How many paper sheets are in."""
    return batch.sheets.exclude(source=SheetSource.ONLINE).count()


def check_keying(batch, by, today):
    check_batch_open(batch, by, today)
    if batch.paper_returned is None:
        raise Refused("not_counted", _("Count the returned paper sheets first and enter the number."))
    if keyed(batch) >= batch.paper_returned:
        raise Refused("all_keyed", _("All returned sheets are keyed."))


def check_close_batch(batch, by, today):
    """The keyed sheets must be as many as were counted (handbook §5: tally totals must equal returned)."""
    check_batch_open(batch, by, today)
    counted, done = batch.paper_returned or 0, keyed(batch)
    if counted != done:
        words = _("%(counted)s sheets came back, %(done)s are keyed. They must be equal before the batch is closed.")
        raise Refused("not_equal", words % {"counted": counted, "done": done})


def check_slips(batch, by, today):
    check_batch_open(batch, by, today)
    if batch.slips >= batch.distributed:
        raise Refused("enough", _("There is a code for every sheet handed out."))


def check_readable(remark, by, today):
    """Opinions are read when their batch is closed: by then their order says nothing."""
    if remark.batch.is_open:
        raise Refused("still_open", _("Opinions are read when their batch is closed."))


def check_unsettled(issue, by, today):
    if not issue.is_open:
        raise Refused("settled", _("This point is settled already."))


def check_results(survey):
    """The fewest sheets that a survey can be published with."""
    if not survey.is_closed:
        raise Refused("not_closed", _("Results are published once, when the survey is closed."))
    if survey.tally.get("valid", 0) < SMALL:
        raise Refused("too_few", _("Fewer than five valid sheets: nothing is published."))


def sheets_of(survey):
    """(town station, answers) of every valid sheet, as the tally reads them."""
    rows = Response.objects.filter(batch__survey=survey, is_valid=True).values_list(
        "batch__station__tier", "batch__station_id", "batch__station__parent_id", "answers"
    )
    for tier, station, parent, answers in rows.iterator(chunk_size=2000):
        yield {"village": parent, "town": station}.get(tier, 0), answers


def check_sorted(remark, by, today):
    """What is taken up has its category first."""
    check_readable(remark, by, today)
    if remark.category_id is None:
        raise Refused("unsorted", _("Sort it into a category first."))
    check_unused(remark, by, today)


def check_unused(remark, by, today):
    """One opinion becomes one thing."""
    check_readable(remark, by, today)
    if remark.appeal_id or remark.issue_id:
        raise Refused("used", _("This opinion has been taken up already."))
