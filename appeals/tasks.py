"""What the clock calls for appeals: once an hour, whatever is due."""

from celery import shared_task
from django.utils import timezone, translation

from appeals.actions.watch import watch
from stations.actions import system_account


@shared_task(ignore_result=True)
def watch_clocks():
    """Warn, urge, pass on, close; and prove that nothing overdue was forgotten. The database says what is due."""
    with translation.override("zh-hans"):
        return watch(by=system_account(), today=timezone.localdate())
