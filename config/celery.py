"""The Celery application. Jobs keep their own truth in the database (core.jobs); Celery only wakes them."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_embedded_init, beat_init, setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


@setup_logging.connect
def keep_django_logging(**_):
    """A receiver, though empty, keeps Celery from replacing the handlers of settings.LOGGING."""


app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What the clock (beat) wakes, all of it here. A task asks the database what is due: a missed one is made good later.
app.conf.beat_schedule = {
    "every minute": {"task": "core.tasks.every_minute", "schedule": crontab(), "options": {"expires": 55}},
    "old uploads": {"task": "bureau.tasks.expire_imports", "schedule": crontab(hour=3, minute=40)},
    "appeals' clocks": {
        "task": "appeals.tasks.watch_clocks",
        "schedule": crontab(minute=5),
        "options": {"expires": 3300},
    },
    "late tasks": {"task": "bureau.tasks.urge_late_tasks", "schedule": crontab(hour=7, minute=50)},
    "tasks due soon": {"task": "bureau.tasks.remind_of_tasks", "schedule": crontab(hour=7, minute=45)},
    "outreach's day": {"task": "outreach.tasks.look_after_the_day", "schedule": crontab(hour=6, minute=10)},
}


@worker_ready.connect
def say_worker_is_up(**_):
    app.send_task("core.tasks.beat_heartbeat")


@beat_init.connect
@beat_embedded_init.connect
def first_minute(**_):
    """At the start, not up to a minute later: jobs that the last stop interrupted go on at once."""
    app.send_task("core.tasks.every_minute")
