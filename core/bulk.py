"""Many rows at once, past the model layer: COPY on PostgreSQL, one prepared statement on SQLite (design §3.6)."""

import io
import time

from django.db import connection

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def chunk_rows():
    """How many rows one transaction takes: SQLite has one writer, so nobody may hold it for long (design §3.6)."""
    return 5000 if connection.vendor == "postgresql" else 500


def breathe():
    """Between two chunks on SQLite, 50 ms in which the others can write."""
    if connection.vendor == "sqlite":
        time.sleep(0.05)


def insert_rows(model, fields, rows):
    """Add rows given as tuples of plain database values (text, numbers, moments) in the order of `fields`.

    Nothing is checked but what the database checks; keys are not returned. Constraints raise IntegrityError.
    """
    columns = ", ".join(quoted(model._meta.get_field(name).column) for name in fields)
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("".join([_line(row) for row in rows]))
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", text)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def update_rows(model, fields, rows):
    """Set `fields` of rows given as tuples (new values…, key)."""
    columns = ", ".join(f"{quoted(model._meta.get_field(name).column)} = %s" for name in fields)
    key = quoted(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(model._meta.db_table)} SET {columns} WHERE {key} = %s", rows)


def quoted(name):
    return connection.ops.quote_name(name)


def _line(row):
    return "\t".join(["\\N" if value is None else str(value).translate(ESCAPES) for value in row]) + "\n"
