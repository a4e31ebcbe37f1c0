"""What the clock calls for the desks of the bureau."""

from datetime import date

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bureau import filling
from bureau.actions.blanks import fill_blank
from bureau.actions.errands import remind_of_due, urge_overdue
from bureau.actions.reports import fill_in, publish
from bureau.drafting import evaluate
from bureau.grids import Form
from bureau.models import Blank, Report
from bureau.rules import check_publish
from bureau.slots import SLOTS
from core import sealed_files
from core.actions import Refused
from core.imports.actions import expire
from core.jobs import job
from stations.actions import system_account


@shared_task(ignore_result=True)
def expire_imports():
    """Uploaded rosters hold everybody's numbers: plans that nobody wrote and files past their use go (剩余信息保护)."""
    return expire(by=system_account(), today=timezone.localdate())


@shared_task(ignore_result=True)
def urge_late_tasks():
    """Each morning: stations that are late with a task are reminded."""
    return urge_overdue(by=system_account(), today=timezone.localdate())


@shared_task(ignore_result=True)
def remind_of_tasks():
    """Each morning: stations whose part of a task is due within two working days are told."""
    return remind_of_due(by=system_account(), today=timezone.localdate())


@job("report.evaluate", title=_("Numbers of a work report"))
def evaluate_report(run):
    """Look up every figure of a report; they are put down in one step, so that the numbers belong together."""
    report = Report.objects.get(pk=run.args["report"])
    found = looked_up(run, report)
    with run.step(done=len(SLOTS)):
        fill_in(by=run.by, report=report, found=found)
    return {"report": report.pk}


@job("report.publish", title=_("Publishing a work report"))
def publish_report(run):
    """Look up every figure with the rows behind it and freeze them in one step; done is done, however often it is begun."""
    report = Report.objects.get(pk=run.args["report"])
    if not run.checkpoint.get("is_published"):
        check_publish(report)
        found = looked_up(run, report, with_rows=True)
        with run.step(done=len(SLOTS), checkpoint={"is_published": True}):
            publish(by=run.by, report=report, found=found)
    return {"report": report.pk}


@job("blank.fill", title=_("Filling a superior's form"))
def fill_form(run):
    """Fill a form for a period and lead to the workbook. Its place is settled first: begun again, nothing is left lying."""
    blank, place = Blank.objects.filter(pk=run.args["blank"]).first(), run.checkpoint.get("place")
    if blank is None:
        raise Refused("gone", gettext("The form was taken away meanwhile."))
    if place is None:
        place = sealed_files.new_place("forms", timezone.localdate())
        with run.step(checkpoint={"place": place}):
            pass
    if "filling" not in run.checkpoint:
        days = {f"{end}_on": date.fromisoformat(run.args[end]) for end in ("first", "last")}
        found = _values(run, blank, **days)
        with run.step() as step:
            made = fill_blank(by=run.by, blank=blank, **days, today=timezone.localdate(), found=found, place=place)
            run.leads_to(made.get_absolute_url())
            step.checkpoint = {"place": place, "filling": made.pk}
    return {"filling": run.checkpoint["filling"]}


def _values(run, blank, first_on, last_on):
    def told(done, total):
        run.check()
        run.progress(done=done, total=total)

    form = Form(sealed_files.content(blank.place))
    return filling.evaluate(blank, form, run.by, first_on, last_on, timezone.localdate(), told)


def looked_up(run, report, **how):
    """The answers to every slot, with the progress told; nothing is written and nobody waits for a lock meanwhile."""
    run.progress(done=0, total=len(SLOTS))

    def told(done):
        run.check()
        run.progress(done=done)

    return evaluate(report, run.by, told=told, **how)
