"""The indexes that counts are answered from, written anew by night."""

import pytest
from django.apps import apps
from django.db import connection

from core.indexes import rebuild_covering


def files():
    """{index: the file it lies in}, which is another one after it was written anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, relfilenode FROM pg_class WHERE relkind = 'i'")
        return dict(cursor.fetchall())


@pytest.mark.postgresql
def test_those_that_hold_further_columns_are_written_anew_and_no_others(db):
    before = files()
    rebuild_covering()
    after = files()
    changed = {name for name in before if before[name] != after[name]}
    assert {"person_counted", "category_person"} <= changed
    assert "person_pinyin" not in changed


def test_another_database_is_left_alone(db, django_assert_num_queries):
    with django_assert_num_queries(len(covering()) if connection.vendor == "postgresql" else 0):
        rebuild_covering()


def covering():
    return [index for model in apps.get_models() for index in model._meta.indexes if index.include]
