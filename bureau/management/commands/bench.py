import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from bureau import bench
from bureau.bench import report
from bureau.bench.scratch import Bench, is_inside, scratch_environment
from core.actions import Refused
from core.collector import spare_the_portal
from core.commands import PortalCommand


class Command(PortalCommand):
    help = "Measure the portal on a scratch PostgreSQL database and write docs/benchmarks.md."
    seals = False  # the outer run writes nothing; the ledger of the scratch database is dropped with it

    def arguments(self, parser):
        parser.add_argument("tables", nargs="*", help="names of tables; all by default")
        parser.add_argument(
            "--people", type=int, default=0, help="another size besides the usual ones, such as 1000000"
        )
        parser.add_argument("--sizes", default="", help="instead of the usual ones: 300,600")
        parser.add_argument(
            "--dry-run", action="store_true", help="measure and gate, leave docs/benchmarks.md as it is"
        )

    def work(self, *, tables, people, sizes, dry_run, **options):
        if unknown := set(tables) - set(known_tables()):
            raise Refused(
                "no_table", f"no such table: {', '.join(sorted(unknown))}; known: {', '.join(known_tables())}"
            )
        wanted = [table for name, table in known_tables().items() if not tables or name in tables]
        if not is_inside():
            said = [argument for argument in sys.argv[2:] if argument not in tables]
            sys.exit(max(run_inside([*group, *said]) for group in groups(wanted)))
        today = timezone.localdate()
        spare_the_portal()  # as the processes that answer people
        results = self.measure([resized(table, sizes) for table in wanted], people, Bench(today))
        if not dry_run:
            report.write(results, today)
        if wrong := list(excesses(results)):
            raise Refused("beyond_limits", "; ".join(wrong))
        return {table.name: sorted(by_size) for table, by_size in results}

    def measure(self, tables, people, ground):
        """Every table at its sizes, the smallest first, so that the database only grows."""
        results = {table.name: (table, {}) for table in tables}
        sizes = sorted({size for table in tables for size in table.sizes} | ({people} if people else set()))
        for size in sizes:
            ground.grow(size)
            for table in tables:
                if size in table.sizes or size == people:
                    self.stderr.write(f"{table.name} at {size:,} …")
                    results[table.name][1][size] = list(self.told(table.run(ground)))
        return list(results.values())

    def told(self, rows):
        """Each row as it comes: a run takes minutes."""
        for row in rows:
            self.stderr.write(f"  {row.name}: {row.median_ms:.1f} ms, {row.queries} queries, {row.bytes:,} bytes")
            yield row


def groups(tables):
    """Names of tables that are measured in one database: all that leave it to the others as they found it, then each alone."""
    together = [table.name for table in tables if not table.is_apart]
    return [group for group in (together, *([table.name] for table in tables if table.is_apart)) if group]


def run_inside(arguments):
    """Measure in a scratch database; returns the process's code."""
    with scratch_environment() as environment:
        command = [sys.executable, sys.argv[0], "bench", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


def resized(table, sizes):
    return replace(table, sizes=tuple(map(int, sizes.split(",")))) if sizes else table


def known_tables():
    """The tables that the modules of bureau.bench declare."""
    for module in iter_modules(bench.__path__):
        import_module(f"{bench.__name__}.{module.name}")
    if not bench.TABLES:
        raise ImproperlyConfigured("no table is declared")
    return bench.TABLES


def excesses(results):
    """What is beyond a limit that does not depend on the machine."""
    for table, by_size in results:
        for rows in by_size.values():
            for row in rows:
                yield from row.excess
        first, last = by_size[min(by_size)], by_size[max(table.sizes)]
        for before, after in zip(first, last, strict=True):
            if not table.most_ratio:
                continue
            ratio = after.median_ms / before.median_ms
            if ratio > table.most_ratio and after.median_ms > (after.budget_ms or 0):
                yield f"{after.name}: {ratio:.1f} times the time of the smallest size, at most {table.most_ratio}"
