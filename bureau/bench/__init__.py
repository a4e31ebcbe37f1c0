"""What the portal costs: measures on a scratch PostgreSQL database, written to docs/benchmarks.md (design §4, Budgets).

    @measure("people", "People: list and search", sizes=(30_000, 100_000))      a table, one column for each size
    def people(bench): yield Row(…)

Milliseconds are reported beside their budget; what fails the run is a ratio (the same page at two sizes) or a number of
queries or bytes, which no busy machine changes.
"""

from collections.abc import Callable
from dataclasses import dataclass

TABLES: dict = {}


@dataclass(frozen=True)
class Row:
    """One measured thing at one size. `budget_ms`, `most_queries`, `most_bytes`: what it may cost; 0: no limit."""

    name: str
    median_ms: float
    p95_ms: float
    queries: int = 0
    bytes: int = 0
    budget_ms: int = 0
    most_queries: int = 0
    most_bytes: int = 0

    @property
    def excess(self):
        """Which limits that do not depend on the machine are exceeded."""
        limits = (("queries", self.queries, self.most_queries), ("bytes", self.bytes, self.most_bytes))
        return [f"{self.name}: {value} {what}, at most {most}" for what, value, most in limits if most and value > most]


@dataclass(frozen=True)
class Table:
    """A group of measures. `sizes`: how many people the database holds; `most_ratio`: from the first size to the last.
    `is_apart`: in a database of its own, since what it writes would weigh on the others."""

    name: str
    title: str
    run: Callable
    sizes: tuple
    most_ratio: float = 0
    is_apart: bool = False


def measure(name, title, *, sizes, most_ratio=0, is_apart=False):
    """Declare a table: `run(bench)` yields its rows at the size the database has then."""

    def declare(run):
        TABLES[name] = Table(name, title, run, sizes, most_ratio, is_apart)
        return run

    return declare
