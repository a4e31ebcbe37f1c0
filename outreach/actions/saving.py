"""How a row of outreach is set and written into the ledger: what differs, old and new."""

from core.audit import record


def fill(row, values):
    """Set what differs; returns {field: (old, new)}."""
    names = {field.name for field in row._meta.fields if field.editable}
    changes = {
        name: (getattr(row, name), value)
        for name, value in values.items()
        if name in names and getattr(row, name) != value
    }
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    return changes


def add(verb, row, values, *, by, about=None):
    """A new row, checked, saved, on record. `about`: the record whose history shows it (default: the row itself)."""
    fill(row, values)
    row.full_clean()
    row.save()
    record(verb, about or row, by=by, changes={"added": (None, said(row))})
    return row


def amend(verb, row, values, *, by, about=None, note=""):
    """Change a row; nothing is written when nothing differs."""
    changes = fill(row, values)
    if changes:
        row.full_clean()
        row.save()
        shown = {name: tuple(in_words(row, name, value) for value in pair) for name, pair in changes.items()}
        record(verb, about or row, by=by, changes=shown, note=note)
    return row


def in_words(row, name, value):
    """As `said`; a code in words, since the record whose history shows it has none or other codes of this name."""
    words = dict(row._meta.get_field(name).flatchoices)
    return str(words[value]) if words and value in words else said(value)


def said(value):
    """A value as the ledger keeps it: keys and words, never a name of a person."""
    return getattr(value, "ledger_label", None) or (None if value is None else str(value))
