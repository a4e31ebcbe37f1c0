"""Results and what follows: sealed findings, follow-up until closed, the hospital's table and its invoice."""

import json
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core import sealed_files
from core.actions import Refused, action
from core.audit import record
from core.notices import notify
from core.uploads import check_file
from outreach.actions.checkup_steps import examined
from outreach.choices.checkups import ExamState, SheetState
from outreach.models import CheckupInvoice, CheckupResult, Exam, FollowUp, ResultSheet
from outreach.rules import checkup_results as rules
from outreach.rules.checkups import CALLBACK_DAYS
from outreach.workflow.checkups import CHECKUPS

TEXTS = ("summary", "findings")


@action("checkup.enter_result")
def enter_result(*, by, exam, values, today):
    """What the hospital reports about one person. Flagged findings are to be followed up, by default within a week;
    the station learns only that the person is to be called back. A text left empty keeps what was entered before."""
    values = dict(values)
    file = values.pop("file", None)
    is_flagged = bool(values.get("is_flagged"))
    result = CheckupResult.objects.filter(exam=exam).first() or CheckupResult(exam=exam)
    if is_flagged and not (values.get("findings") or result.findings):
        raise ValidationError({"findings": ValidationError(_("Say what needs following up."), "missing")})
    rules.check_days("received_on", values["received_on"], exam, today, values.get("due_on"))
    due = (values.get("due_on") or today + timedelta(days=CALLBACK_DAYS)) if is_flagged else None
    before = {name: getattr(result, name) for name in TEXTS}
    result.received_on, result.is_flagged, result.due_on, result.by = values["received_on"], is_flagged, due, by
    for name in TEXTS:
        setattr(result, name, values.get(name) or before[name])
    if not is_flagged:
        result.findings = None
    if file is not None:
        _keep_file(result, file, today)
    result.full_clean()
    result.save()
    changes = {"needs_callback": is_flagged, "callback_on": due, "callback_told_on": None}
    if exam.state == ExamState.CHECKED_IN:
        changes |= examined(exam, timezone.localtime(exam.arrived_at).date())
    (exam,) = CHECKUPS.advance_many("enter_result", [exam], by=by, today=today, changes=changes)
    told = {name: (before[name], getattr(result, name)) for name in TEXTS}
    record("checkup.enter_result", result, by=by, changes=told)
    if is_flagged:
        _ask_station(exam, due)
    return exam


def _ask_station(exam, due):
    """The station is told whom to call back and until when; never why."""
    text = _("Please ask %(name)s to get in touch about the checkup by %(day)s.") % {
        "name": exam.person.name,
        "day": due,
    }
    to = exam.person.station
    notify(station=to, text=text, url=exam.get_absolute_url(), kind="checkup", level="warning", due_on=due)


def _keep_file(result, file, today):
    """The report itself: sealed, under a name that says nothing, outside what the web server gives out."""
    content = check_file(file)
    place = sealed_files.new_place("checkups", today)
    sealed_files.keep(content, place)
    result.file_name, result.file_place = Path(file.name).name[-120:], place


@action("checkup.results")
def report_of(*, by, result):
    """The bytes of a report; who took it is in the ledger."""
    content = sealed_files.content(result.file_place)
    record("checkup.results", result, by=by, note="file")
    return content


@action("checkup.results")
def open_result(*, by, result):
    """Reading what was found leaves a line, as every look behind a mask does."""
    record("checkup.results", result, by=by)
    return result


@action("checkup.follow_up")
def follow_up(*, by, exam, on, way, said, due_on=None, today):
    """One contact about a finding; `due_on` sets the day of the next."""
    rules.check_days("on", on, exam, today, due_on)
    result = exam.result
    FollowUp.objects.create(result=result, on=on, way=way, said=said, by=by)
    if due_on:
        CheckupResult.objects.filter(pk=result.pk).update(due_on=due_on)
    changes = {"callback_on": due_on or result.due_on}
    (exam,) = CHECKUPS.advance_many("follow_up", [exam], by=by, today=today, changes=changes)
    record("checkup.follow_up", result, by=by, changes={"due_on": (result.due_on, due_on or result.due_on)})
    return exam


@action("checkup.close_follow_up")
def close_follow_up(*, by, exam, said, today):
    """The finding is settled; how is sealed."""
    (exam,) = CHECKUPS.advance_many("close_follow_up", [exam], by=by, today=today, changes={"callback_on": None})
    result = exam.result
    result.closed_on, result.ended = today, said
    result.save()
    record("checkup.close_follow_up", result, by=by, changes={"closed_on": (None, today)})
    return exam


@action("checkup.results")
def keep_sheet(*, by, campaign, file_name, rows, unread, today):
    """A hospital's table as it was read: sealed until somebody has looked at what matches. `unread`: the names of the
    sheets that nothing was read from."""
    kept = {"rows": json.dumps(rows, ensure_ascii=False), "unread": unread or None}
    sheet = ResultSheet.objects.create(campaign=campaign, file_name=file_name[-120:], by=by, **kept)
    record("checkup.results", sheet, by=by, note=str(len(rows)))
    return sheet


def lines_of(sheet):
    """The rows of a table, each with whom it means and what stands against writing it."""
    return rules.matched(json.loads(sheet.rows.plain()), _exams_of(sheet))


def _exams_of(sheet):
    rows = Exam.objects.filter(campaign=sheet.campaign, person__id_digest__isnull=False).select_related("person")
    wanted = {row["digest"] for row in json.loads(sheet.rows.plain()) if row["digest"]}
    return {exam.person.id_digest: exam for exam in rows.filter(person__id_digest__in=wanted)}


@action("checkup.enter_result")
def write_sheet(*, by, sheet, today):
    """Write what matches; the table keeps which rows did not. Returns the table."""
    sheet = ResultSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.state != SheetState.WAITING:
        raise Refused("settled", _("This table is settled already."))
    found = lines_of(sheet)
    lines = [line for line in found if line.will_be_written]
    for line in lines:
        enter_result(by=by, exam=line.exam, values={**line.values, "received_on": today}, today=today)
    rows = zip(json.loads(sheet.rows.plain()), found, strict=True)
    marked = [row | {"was_written": line.will_be_written} for row, line in rows]
    sheet.state, sheet.rows = SheetState.WRITTEN, json.dumps(marked, ensure_ascii=False)
    sheet.save(update_fields=["state", "rows"])
    record("checkup.enter_result", sheet, by=by, note=str(len(lines)))
    return sheet


@action("checkup.enter_result")
def discard_sheet(*, by, sheet, today):
    if sheet.state != SheetState.WAITING:
        raise Refused("settled", _("This table is settled already."))
    sheet.state, sheet.rows = SheetState.DISCARDED, "[]"
    sheet.save(update_fields=["state", "rows"])
    record("checkup.results", sheet, by=by, note="discarded")
    return sheet


@action("checkup.invoice")
def add_invoice(*, by, campaign, values, today):
    """What a hospital asks for."""
    if values["hospital"].campaign_id != campaign.pk:
        raise ValidationError({"hospital": ValidationError(_("This hospital is not in the campaign."), "other")})
    if values["on"] > today:
        raise ValidationError({"on": ValidationError(_("The day lies in the future."), "future")})
    invoice = CheckupInvoice(campaign=campaign, **values)
    invoice.full_clean()
    invoice.save()
    record(
        "checkup.invoice", campaign, by=by, changes={"heads": (None, invoice.heads), "amount": (None, invoice.amount)}
    )
    return invoice


@action("checkup.invoice")
def settle_invoice(*, by, invoice, today):
    """Found right and passed on for payment."""
    if invoice.settled_on:
        raise Refused("settled", _("This invoice is settled already."))
    invoice.settled_on = today
    invoice.save(update_fields=["settled_on"])
    record("checkup.invoice", invoice.campaign, by=by, changes={"settled_on": (None, today)}, note=invoice.number)
    return invoice
