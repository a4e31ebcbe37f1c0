"""Upkeep of the indexes from which lists and counts are answered alone (`include`, docs/decisions/0019)."""

from django.apps import apps
from django.db import connection


def rebuild_covering():
    """Write these indexes anew: a change of most rows leaves them twice their size, and each count reads all of it.

    Nobody writes to the table meanwhile: for the night. SQLite's hold no more columns than they sort by.
    """
    if connection.vendor != "postgresql":
        return
    names = [index.name for model in apps.get_models() for index in model._meta.indexes if index.include]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"REINDEX INDEX {connection.ops.quote_name(name)}")
