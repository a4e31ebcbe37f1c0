"""Records without a life of their own: entered and corrected, each time with a line in the ledger."""

from core.actions import action
from core.audit import record


def keeper(permission, model, *, amending="", settle=None):
    """The two verbs of a model whose rows belong to a station: (add, amend).

    `settle(row, by, today)` refuses what may not be entered any more, and fills what follows (a deadline).
    """

    @action(permission)
    def add(*, by, station, values, today):
        row = model(station=station, **values)
        if hasattr(model, "created_by"):
            row.created_by = by
        return _write(row, by, today, {})

    @action(amending or permission)
    def amend(*, by, row, values, today):
        changes = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
        for name, (_old, new) in changes.items():
            setattr(row, name, new)
        return _write(row, by, today, changes)

    def _write(row, by, today, changes):
        if settle:
            settle(row, by, today)
        row.full_clean()
        row.save()
        record(permission, row, by=by, changes=changes)
        return row

    return add, amend
