"""PostgreSQL: names are found through their one- and two-character pieces (design §3.6). Elsewhere this does nothing."""

from django.db import migrations

MAKE = r"""
CREATE FUNCTION veterans_name_grams(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
        SELECT substr(bare, at, size) AS gram
        FROM (SELECT lower(regexp_replace(name, '[\s·]+', '', 'g')) AS bare) AS text,
             generate_series(1, length(bare)) AS at,
             generate_series(1, 2) AS size
        WHERE at + size <= length(bare) + 1
    ) AS pieces
$$;
ALTER TABLE veterans_person ADD COLUMN grams text[] GENERATED ALWAYS AS (veterans_name_grams(name)) STORED;
CREATE INDEX person_grams ON veterans_person USING gin (grams) WITH (fastupdate = off);
"""
DROP = """
ALTER TABLE veterans_person DROP COLUMN grams;
DROP FUNCTION veterans_name_grams(text);
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP, params=None)


class Migration(migrations.Migration):
    dependencies = [("veterans", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
