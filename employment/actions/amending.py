"""How a row of these tables is changed: the values set, the version raised, the differences told to the ledger."""

from core.audit import record


def amend(row, values, *, verb, by):
    """Set `values` on the row, check and save it, one line in the ledger. Returns the row."""
    changes = {}
    for name, new in values.items():
        old = getattr(row, name)
        if old != new and (old or new or isinstance(new, bool)):
            setattr(row, name, new)
            changes[name] = (told(old), told(new))
    if hasattr(row, "version"):
        row.version += 1
    row.full_clean()
    row.save()
    record(verb, row, by=by, changes=changes)
    return row


def told(value):
    """A value as the ledger keeps it: rows by their words."""
    return value if value is None or isinstance(value, str | int | bool) or hasattr(value, "plain") else str(value)


def told_of_new(values):
    """The changes of a new row."""
    return {name: (None, told(value)) for name, value in values.items() if value not in (None, "", False)}
