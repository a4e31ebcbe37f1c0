"""The database part of a backup: pg_dump and pg_restore on PostgreSQL, SQLite's own backup elsewhere."""

import contextlib
import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.actions import Refused

# sessions end with a restore, and the broker's rows are no records
LEFT_OUT = {"django_session"}
DUMP, COPY = "database.dump", "database.sqlite3"


def is_postgresql():
    return connection.vendor == "postgresql"


def dump(folder):
    """Write the database into `folder`. Returns (name of the file, {table: {rows, digest}} of the same snapshot)."""
    return _dump_postgresql(folder) if is_postgresql() else _dump_sqlite(folder)


def load(file):
    """Put the saved database in place of this one."""
    return _load_postgresql(file, connection.settings_dict["NAME"]) if is_postgresql() else _load_sqlite(file)


def is_empty():
    """Whether nobody works here yet: no tables, or no account but the portal's own."""
    with connection.cursor() as cursor:
        if "stations_account" not in connection.introspection.table_names(cursor):
            return True
        cursor.execute("SELECT count(*) FROM stations_account WHERE NOT is_system")
        return cursor.fetchone()[0] == 0


def tables_here():
    """{table: {rows, digest}} of the database in use."""
    if not is_postgresql():
        # a plain connection: Django's own would turn some columns into dates on the way
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            return _tables_of_sqlite(database)
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {name: digest_table(cursor, name) for name in sorted(names) if name not in LEFT_OUT}


def digest_table(cursor, name):
    """Count and digest of a table's rows, whatever order they lie in."""
    quoted = '"' + name.replace('"', '""') + '"'
    cursor.execute(f"SELECT * FROM {quoted}")
    rows, total = 0, 0
    while chunk := cursor.fetchmany(2000):
        for row in chunk:
            rows += 1
            total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest()[:16])
    return {"rows": rows, "digest": f"{total % 2**128:032x}"}


# ——— PostgreSQL ———


def _tool(name):
    found = shutil.which(name)
    if not found:
        message = _("%(tool)s is not installed: the PostgreSQL client programs make the backup.")
        raise Refused("no_client_tools", message % {"tool": name})
    return found


def _run(arguments):
    """Run one of PostgreSQL's programs; the password goes by the environment, never by the command line."""
    options = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {name: str(options[key]) for name, key in given.items() if options.get(key)}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused("tool_failed", f"{Path(arguments[0]).name}: {done.stderr.strip()[-500:]}")


def _dump_postgresql(folder):
    tool, name = _tool("pg_dump"), connection.settings_dict["NAME"]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run([tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
              f"--file={folder / DUMP}", name])  # fmt: skip
        names = connection.introspection.table_names(cursor)
        return DUMP, {name: digest_table(cursor, name) for name in sorted(names) if name not in LEFT_OUT}


def _load_postgresql(file, name):
    connection.close()
    _run([_tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
          f"--dbname={name}", str(file)])  # fmt: skip


@contextlib.contextmanager
def scratch(file):
    """The saved database, restored beside this one for a moment: yields its {table: {rows, digest}}."""
    yield from _scratch_postgresql(file) if is_postgresql() else _scratch_sqlite(file)


def _scratch_postgresql(file):
    name = f"drill_{secrets.token_hex(4)}"
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": name}
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        _load_postgresql(file, name)
        with other.cursor() as cursor:
            names = other.introspection.table_names(cursor)
            found = {table: digest_table(cursor, table) for table in names if table not in LEFT_OUT}
        other.close()
        yield found
    finally:
        other.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


# ——— SQLite ———


def _tables_of_sqlite(database):
    cursor = database.cursor()
    rows = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    names = sorted(name for (name,) in rows.fetchall())
    return {name: digest_table(cursor, name) for name in names if name not in LEFT_OUT}


def _dump_sqlite(folder):
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(folder / COPY)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        return COPY, _tables_of_sqlite(target)


def _load_sqlite(file):
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as source:
        source.backup(connection.connection)


def _scratch_sqlite(file):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / COPY
        shutil.copy(file, copy)
        with contextlib.closing(sqlite3.connect(copy)) as database:
            yield _tables_of_sqlite(database)
