"""Records without a life of their own: entered and corrected, each time with a line in the ledger."""

from core.actions import action
from core.audit import record
from employment.actions.amending import told


def remover(permission):
    """The verb that takes back a row entered by mistake; what other rows refer to stays. The ledger keeps what it was."""

    @action(permission)
    def remove(*, by, row, reason):
        known = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.editable}
        changes = {name: (told(value), None) for name, value in known.items() if value not in (None, "", False)}
        record(permission, row, by=by, changes=changes, note=reason)
        row.delete()

    return remove


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
