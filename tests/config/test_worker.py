"""A real worker on the broker that the settings name: the folder of the embedded default, or Redis."""

import time

import pytest

from config.celery import app
from core.models import Heartbeat


def eventually(happened, seconds=90):
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.2)
    return happened()


@pytest.mark.django_db(transaction=True)
def test_a_task_reaches_the_worker_and_the_database(own_worker):
    app.send_task("core.tasks.beat_heartbeat", args=["somebody"])
    assert eventually(lambda: Heartbeat.objects.filter(name="somebody").exists()), own_worker.log.read_text()[-2000:]


@pytest.mark.django_db(transaction=True)
def test_a_worker_says_that_it_is_up(own_worker):
    assert eventually(lambda: Heartbeat.objects.filter(name="worker").exists()), own_worker.log.read_text()[-2000:]


def test_every_clock_wakes_a_task_that_exists():
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert wanted <= set(app.tasks), wanted - set(app.tasks)
