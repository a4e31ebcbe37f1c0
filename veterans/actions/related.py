"""What one person may have several of: family, service, merits, schools … Added, amended, taken back, never deleted."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from core.actions import action
from core.audit import record
from veterans import rules
from veterans.actions import movements
from veterans.models import Disability, EmploymentSnapshot, PersonCategory
from veterans.models.derive import plain
from veterans.models.related import RELATED


@action("related.add")
def add_related(*, by, person, kind, values):
    """A new row of one kind."""
    rules.check_live(person)
    row = RELATED[kind](person=person, **values)
    if kind == "employment":
        row.recorded_by = by
    row.full_clean()
    row.save()
    _follow(person, row)
    changes = {name: (None, getattr(row, name)) for name, value in values.items() if value not in (None, "")}
    record("related.add", person, by=by, changes=changes, note=_what(row))
    return row


@action("person.employ")
def note_employment(*, by, person, values):
    """The employment that another department's step brings about: somebody is hired, placed, or has left."""
    rules.check_live(person)
    row = EmploymentSnapshot(person=person, recorded_by=by, **values)
    row.full_clean()
    row.save()
    _follow(person, row)
    changes = {name: (None, value) for name, value in values.items() if value not in (None, "")}
    record("person.employ", person, by=by, changes=changes, note=_what(row))
    return row


@action("related.amend")
def amend_related(*, by, row, values):
    """Change a row."""
    rules.check_live(row.person)
    changes = {}
    for name, new in values.items():
        old = getattr(row, name)
        if plain(old) != plain(new) and (old or new or isinstance(new, bool)):
            setattr(row, name, new)
            changes[name] = (old, getattr(row, name))
    row.full_clean()
    row.save()
    _follow(row.person, row)
    if changes:
        record("related.amend", row.person, by=by, changes=changes, note=_what(row))
    return row


@action("related.withdraw")
def withdraw_related(*, by, row, reason):
    """Take back a row entered by mistake: it stays in the history."""
    rules.check_live(row.person)
    if row.withdrawn_at:
        raise ValidationError(_what(row))
    row.withdrawn_at = timezone.now()
    if isinstance(row, PersonCategory):
        row.ended_on, row.reason = row.ended_on or timezone.localdate(), reason
    row.save()
    if isinstance(row, PersonCategory):
        movements.follow([row.person_id], timezone.localdate(), is_correction=True)
    record("related.withdraw", row.person, by=by, note=f"{_what(row)}: {reason}")
    return row


def _what(row):
    return f"{row._meta.verbose_name} {row}"


def _follow(person, row):
    """The record itself shows the disability and the employment that are in force; a category is a movement."""
    if isinstance(row, PersonCategory):
        movements.follow([person.pk], timezone.localdate())
    if isinstance(row, Disability) and row == person.disabilities.in_force().first():
        _set(person, disability_level=row.level, disability_nature=row.nature, disability_part=row.part)
    if isinstance(row, EmploymentSnapshot) and row == person.employment_snapshots.in_force().first():
        _set(person, employment=row.employment, employer=row.employer)


def _set(person, **values):
    type(person).objects.filter(pk=person.pk).update(**values, version=person.version + 1)
