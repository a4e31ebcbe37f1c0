"""What the clock calls for outreach: once a day, whatever is due."""

from celery import shared_task
from django.utils import timezone, translation

from outreach.actions.daily import look_after
from stations.actions import system_account


@shared_task(ignore_result=True)
def look_after_the_day():
    """Reminders and proposals. The database says what is due."""
    with translation.override("zh-hans"):
        return look_after(by=system_account(), today=timezone.localdate())
