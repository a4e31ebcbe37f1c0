"""Ad-hoc tables: kept under a title, changed, shared, taken away. What is kept is the recipe."""

from bureau import rules
from bureau.models import SavedTable
from core.actions import action
from core.audit import record


@action("table.save")
def save_table(*, by, title, is_shared, listed, recipe, saved=None):
    """Keep a recipe under a title, or change the one that is kept. Refuses somebody else's."""
    table = saved or SavedTable(made_by=by)
    if saved:
        rules.check_own(saved, by)
    table.title, table.is_shared, table.listed, table.recipe = title.strip(), is_shared, listed, recipe
    table.station = by.station
    table.full_clean()
    table.save()
    record("table.save", table, by=by, note=listed)
    return table


@action("table.discard")
def discard_table(*, by, row):
    """Take a kept table away; the rows it showed are untouched."""
    rules.check_own(row, by)
    record("table.discard", row, by=by, note=row.title)
    row.delete()
