"""The roster of people: its columns, the words found in them, what a row means (handbook §2.4–2.5)."""

from veterans.imports.columns import COLUMNS
from veterans.imports.compare import Comparison
from veterans.imports.roster import Roster

__all__ = ["COLUMNS", "Comparison", "Roster"]
