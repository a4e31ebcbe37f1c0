"""What the clock wakes every minute, and how it is heard."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from kombu import Connection

from core import tasks
from core.models import Heartbeat

pytestmark = pytest.mark.usefixtures("keys")


def test_the_beat_is_heard_while_no_worker_takes_its_messages(db):
    tasks.every_minute.apply_async(connection=Connection("memory://"))
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["beat"]


def test_at_night_sessions_that_have_ended_go(client, clerk, monkeypatch):
    client.force_login(clerk)
    Session.objects.update(expire_date=timezone.now() - timedelta(hours=1))
    night = timezone.localtime().replace(hour=3, minute=30)
    monkeypatch.setattr(tasks.timezone, "localtime", lambda: night)
    tasks.every_minute()
    assert not Session.objects.exists()
