"""What the clock calls for the desks of the bureau."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bureau.actions.errands import urge_overdue
from bureau.actions.reports import fill_in
from bureau.models import Report
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


@job("report.evaluate", title=_("Numbers of a work report"))
def evaluate_report(run):
    """Look up every figure of a report; one step, so that the numbers belong together."""
    report = Report.objects.get(pk=run.args["report"])
    with run.step(done=1):
        fill_in(by=run.by, report=report)
    return {"report": report.pk}
