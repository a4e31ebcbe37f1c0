"""docs/benchmarks.md: each table with the day, the commit and the load of the run that last measured it."""

import os
import platform
import subprocess
import timeit

from django.conf import settings
from django.db import connection

from bureau.bench import TABLES

PAGE = settings.BASE_DIR / "docs" / "benchmarks.md"
HEAD = """# What the portal costs

Written by `make bench` (`manage.py bench`); every number is measured, none is typed in. Server time is the portal's own, from
the request to the finished answer, in one process without a network. Budgets are those of the design. A run fails when a
ratio, a number of queries or a size is beyond its limit; milliseconds are for reading, since they depend on the machine.

Each table names the run that measured it. Its yardstick is the time that five million additions took in Python right after it:
a run whose yardstick is twice another's was measured on a machine that was half as fast in that hour.
"""
MARK = "\n## "


def write(results, today):
    """Put the tables of a run in their place; the others stay. `results`: [(table, {size: [Row, …]})]."""
    kept = sections(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    kept |= {table.title: facts(today) + section(by_size) for table, by_size in results}
    known = [table.title for table in TABLES.values() if table.title in kept]
    PAGE.write_text(HEAD + "".join(f"{MARK}{title}\n\n{kept[title]}" for title in known), encoding="utf-8")


def sections(page):
    """{title: what stands below it} of a page as `write` leaves it."""
    parts = (part.partition("\n\n") for part in page.split(MARK)[1:])
    return {title: text for title, _blank, text in parts}


def facts(today):
    said = [
        f"{today.isoformat()}",
        f"commit {commit()}",
        f"{os.cpu_count()} cores {platform.machine()} {platform.system()}",
        f"Python {platform.python_version()}",
        f"PostgreSQL {database_version()}",
        "load {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()),
        f"yardstick {yardstick():.0f} ms",
    ]
    return " · ".join(said) + "\n\n"


def yardstick():
    """How fast the machine is just now: milliseconds of a work that is always the same."""
    return 1000 * timeit.timeit("total += 1", "total = 0", number=5_000_000)


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


def section(by_size):
    """One table: for each size median, 95th percentile; queries and bytes at the largest; the ratio of the medians."""
    sizes = list(by_size)
    heads = [f"{size:,} people: median (p95) ms" for size in sizes]
    columns = ["", *heads, *(["ratio"] if len(sizes) > 1 else []), "queries", "bytes", "budget ms"]
    lines = [row(columns), row(["---"] + ["---:"] * (len(columns) - 1))]
    for rows in zip(*by_size.values(), strict=True):
        last = rows[-1]
        cells = [f"{one.median_ms:.1f} ({one.p95_ms:.1f})" for one in rows]
        ratio = [f"{last.median_ms / rows[0].median_ms:.2f}"] if len(rows) > 1 else []
        lines.append(row([last.name, *cells, *ratio, last.queries or "–", f"{last.bytes:,}", last.budget_ms or "–"]))
    return "\n".join(lines) + "\n"


def row(cells):
    return "| " + " | ".join(map(str, cells)) + " |"
