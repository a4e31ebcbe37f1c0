"""docs/benchmarks.md: the tables of one run, with the machine, the day and the commit."""

import os
import platform
import subprocess

from django.conf import settings
from django.db import connection

PAGE = settings.BASE_DIR / "docs" / "benchmarks.md"
HEAD = """# What the portal costs

Written by `make bench` (`manage.py bench`); every number is measured, none is typed in. Server time is the portal's own, from
the request to the finished answer, in one process without a network. Budgets are those of the design. A run fails when a
ratio, a number of queries or a size is beyond its limit; milliseconds are for reading, since they depend on the machine.

| | |
|---|---|
"""


def write(results, today):
    """`results`: [(table, {size: [Row, …]})]."""
    facts = [
        ("machine", f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"),
        ("load at the end (1, 5, 15 minutes)", "{:.1f}, {:.1f}, {:.1f}".format(*os.getloadavg())),
        ("Python", platform.python_version()),
        ("PostgreSQL", database_version()),
        ("day", today.isoformat()),
        ("commit", commit()),
    ]
    parts = [HEAD + "".join(f"| {name} | {value} |\n" for name, value in facts)]
    parts += [section(table, by_size) for table, by_size in results]
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def database_version():
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0].split()[0]


def commit():
    """The commit measured; `+` when the working tree differs from it."""
    try:
        name = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True
        )
        changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=settings.BASE_DIR, capture_output=True)
    except OSError:
        return "unknown"
    return name.stdout.strip() + ("+" if changed.returncode else "") or "unknown"


def section(table, by_size):
    """One table: for each size median, 95th percentile; queries and bytes at the largest; the ratio of the medians."""
    sizes = list(by_size)
    heads = [f"{size:,} people: median (p95) ms" for size in sizes]
    columns = ["", *heads, *(["ratio"] if len(sizes) > 1 else []), "queries", "bytes", "budget ms"]
    lines = [f"\n## {table.title}\n", row(columns), row(["---"] + ["---:"] * (len(columns) - 1))]
    for rows in zip(*by_size.values(), strict=True):
        last = rows[-1]
        cells = [f"{one.median_ms:.1f} ({one.p95_ms:.1f})" for one in rows]
        ratio = [f"{last.median_ms / rows[0].median_ms:.2f}"] if len(rows) > 1 else []
        lines.append(row([last.name, *cells, *ratio, last.queries or "–", f"{last.bytes:,}", last.budget_ms or "–"]))
    return "\n".join(lines) + "\n"


def row(cells):
    return "| " + " | ".join(map(str, cells)) + " |"
