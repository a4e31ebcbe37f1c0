"""What the clock calls for the desks of the bureau."""

from celery import shared_task
from django.utils import timezone

from core.imports.actions import expire
from stations.actions import system_account


@shared_task(ignore_result=True)
def expire_imports():
    """Uploaded rosters hold everybody's numbers: plans that nobody wrote and files past their use go (剩余信息保护)."""
    return expire(by=system_account(), today=timezone.localdate())
