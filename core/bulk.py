"""Many rows at once, past the model layer: COPY on PostgreSQL, one prepared statement on SQLite (design §3.6)."""

import contextlib
import gc
import io
import json
import threading
import time

from django.db import connection, connections
from django.db.models import Field, Lookup

WORTH_A_TABLE = 20  # rows from which a temporary table pays
NULL = "\x1f"  # alone in a cell it means nothing at all; `\\N` would make every line look as if it held something to escape
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", NULL: f"\\{NULL}"})


def chunk_rows():
    """How many rows one transaction takes: SQLite has one writer, so nobody may hold it for long (design §3.6)."""
    return 5000 if connection.vendor == "postgresql" else 500


def commit_lightly():
    """The transaction at hand does not wait for the disk. For steps that a crash of the server may take back, since their
    checkpoint goes with them; the next transaction that does wait keeps them for good. Nothing on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")


@contextlib.contextmanager
def calm_collector():
    """While very many small objects come and go, the garbage collector looks less often: a tenth of the time saved."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def breathe():
    """Between two chunks on SQLite, 50 ms in which the others can write."""
    if connection.vendor == "sqlite":
        time.sleep(0.05)


@Field.register_lookup
class Among(Lookup):
    """`field__among=values`: like `in`, but all the plain values are one parameter, which costs a tenth for thousands."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """As a table of its own, whose size the planner knows whatever it believes of the others."""
        column, params = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{column} IN (SELECT unnest(%s::{kind}[]))", [*params, list(self.rhs)]

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(list(self.rhs))]


@contextlib.contextmanager
def beside(work):
    """While the block computes, `work` has the database to itself, on the same connection and in the same transaction.

    The block must ask the database nothing. What `work` raises comes out behind it. On SQLite the work is done first:
    it would not let go of the interpreter.
    """
    if connection.vendor != "postgresql":
        work()
        yield
        return
    shared, raised = connections[connection.alias], []

    def run():
        connections[shared.alias] = shared
        try:
            work()
        except BaseException as problem:  # whatever it is, it belongs to the block's own thread
            raised.append(problem)

    thread = threading.Thread(target=run)
    shared.inc_thread_sharing()
    thread.start()
    try:
        yield
    finally:
        thread.join()
        shared.dec_thread_sharing()
    if raised:
        raise raised[0]


def insert_rows(model, fields, rows, *, same=None):
    """Add rows given as tuples of plain database values (text, numbers, moments) in the order of `fields`.

    `same`: {field: value} of what is alike in all rows. Nothing is checked but what the database checks; keys are not
    returned. Constraints raise IntegrityError.
    """
    same = same or {}
    columns = ", ".join(quoted(model._meta.get_field(name).column) for name in (*fields, *same))
    table, shared = quoted(model._meta.db_table), tuple(same.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy(cursor, f"{table} ({columns})", rows, shared)
        else:
            places = ", ".join(["%s"] * (len(fields) + len(shared)))
            rows = ((*row, *shared) for row in rows)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def reserve_keys(model, count):
    """Keys for `count` rows that are about to be inserted; nobody else gets them.

    On SQLite only inside a transaction that writes: it is the only writer then.
    """
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "(SELECT pg_get_serial_sequence(%s, %s)::regclass)"  # looked up once, not for each key
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [quoted(table), key, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def update_rows(model, fields, rows, *, same=None):
    """Set `fields` of rows given as tuples (new values…, key), and those of `same` ({field: value}) alike in all.

    On PostgreSQL the new values are copied in and joined: 31 µs a row where one statement each took 500 (design,
    “Measured”)."""
    columns = [model._meta.get_field(name).column for name in fields]
    table, key = quoted(model._meta.db_table), quoted(model._meta.pk.column)
    shared = {quoted(model._meta.get_field(name).column): value for name, value in (same or {}).items()}
    alike, values = [f"{name} = %s" for name in shared], list(shared.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) >= WORTH_A_TABLE:
            names = ", ".join(map(quoted, [*columns, model._meta.pk.column]))
            changes = ", ".join([*alike, *(f"{quoted(name)} = incoming.{quoted(name)}" for name in columns)])
            cursor.execute("DROP TABLE IF EXISTS incoming")
            cursor.execute(f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")
            copy(cursor, f"incoming ({names})", rows)
            cursor.execute(f"UPDATE {table} SET {changes} FROM incoming WHERE {table}.{key} = incoming.{key}", values)
        else:
            places = ", ".join([*alike, *(f"{quoted(name)} = %s" for name in columns)])
            cursor.executemany(f"UPDATE {table} SET {places} WHERE {key} = %s", ((*values, *row) for row in rows))


def quoted(name):
    return connection.ops.quote_name(name)


def copy(cursor, into, rows, shared=()):
    """COPY rows, each with the `shared` values behind its own."""
    tail = "".join(f"\t{_escaped(value)}" for value in shared) + "\n"
    text = "".join([_cells(row) + tail for row in rows]).encode()
    with connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {into} FROM STDIN WITH (NULL '{NULL}')", io.BytesIO(text), len(text) + 1)


def _cells(row):
    """A row as COPY reads it; looking once at a whole line takes a fraction of looking at each of its cells."""
    texts = [value if type(value) is str else NULL if value is None else str(value) for value in row]
    line = "\t".join(texts)
    is_plain = "\\" not in line and "\n" not in line and "\r" not in line and line.count("\t") == len(texts) - 1
    return line if is_plain and line.count(NULL) == row.count(None) else "\t".join(map(_escaped, row))


def _escaped(value):
    return NULL if value is None else str(value).translate(ESCAPES)
