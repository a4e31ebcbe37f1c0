"""Whether the portal is well: what `/healthz` and `/readyz` answer and what the banner on every page says."""

import shutil
from datetime import timedelta
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import Heartbeat

SILENCE = timedelta(minutes=10)
PARTS = ("worker", "beat")
LOW_DISK_MB = 500
STARTED_AT = timezone.now()


@never_cache
@require_safe
def healthz(request):
    """200 when this process serves and its database is migrated."""
    try:
        is_well = is_migrated()
    except DatabaseError:
        is_well = False
    return HttpResponse("ok" if is_well else "not ready", status=200 if is_well else 503, content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """What works and what does not, for whoever watches the machine. 503 when something needs a person."""
    findings = examine(timezone.now())
    return JsonResponse(findings, status=200 if findings["ready"] else 503)


def examine(now):
    """One word a part: `ok`, or what is wrong with it."""
    findings = {"database": database_state()}
    if findings["database"] == "ok":
        silent = silent_parts(now)
        findings |= {part: "silent" if part in silent else "ok" for part in PARTS}
        findings["data"] = "ok" if settings.IS_DEMO or not demo_models() else "demo data in production"
    free_mb = shutil.disk_usage(settings.DATA_DIR).free // 2**20
    findings["disk"] = "ok" if free_mb >= LOW_DISK_MB else "low"
    is_ready = all(state == "ok" for state in findings.values())
    return {"ready": is_ready, "mode": settings.PORTAL_MODE, **findings, "disk_free_mb": free_mb}


def database_state():
    try:
        return "ok" if is_migrated() else "not migrated"
    except DatabaseError:
        return "unreachable"


def silent_parts(now, since=STARTED_AT):
    """Which of worker and beat have said nothing for ten minutes (one that never spoke: since `since`). One query."""
    heard = dict(Heartbeat.objects.filter(name__in=PARTS).values_list("name", "at"))
    return [part for part in PARTS if now - heard.get(part, since) >= SILENCE]


def is_migrated():
    """Whether the database answers and no migration waits (asked until that is so; it stays so while this runs)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _no_migration_waits() or _no_migration_waits.cache_clear() or False


@cache
def _no_migration_waits():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def demo_models():
    """The models with rows marked as made up for a demonstration (`is_demo`); all are asked in one query."""
    marked = [model for model in apps.get_models() if any(field.name == "is_demo" for field in model._meta.fields)]
    tables = (connection.ops.quote_name(model._meta.db_table) for model in marked)
    asked = ", ".join(f"EXISTS (SELECT 1 FROM {table} WHERE is_demo)" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [model._meta.label for model, found in zip(marked, cursor.fetchone(), strict=True) if found]
