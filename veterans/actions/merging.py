"""Two records of one person made one, and apart again. What each held is kept sealed, so nothing is lost either way."""

import json

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import OutOfScope, Refused, action, may_keep
from core.audit import record
from core.vault import Sealed
from veterans import rules
from veterans.actions.entry import live_categories, take_version
from veterans.actions.movements import follow
from veterans.choices import RecordState
from veterans.models import Merge, Person
from veterans.models.derive import derive, plain

# Each side chooses these itself: where the record is kept, and which household it belongs to, are the kept record's
FIXED = frozenset({"station", "household", "id_raw", "birth_date", "sex", "birth_stated", "sex_stated", "id_override"})
CHOSEN = tuple(
    field.name for field in Person._meta.concrete_fields if field.editable and field.name not in FIXED | {"id"}
)
# With a number come the paper it was written on and the reason why its check digit may be wrong
WITH_NUMBER = ("id_raw", "id_override", "birth_date", "sex", "birth_stated", "sex_stated")
STAMPS = frozenset({"id", "version", "created_at", "updated_at", "created_by", "updated_by"})
KEPT_FIELDS = tuple(field for field in Person._meta.concrete_fields if field.name not in STAMPS)
# Rows that say what happened to one of the two records stay with it
STAYING = frozenset(f"veterans.{name}" for name in ("person", "merge", "transfer", "claim", "household", "movement"))


def differing(kept, absorbed):
    """The fields to choose: (field, value of the kept record, value of the other), where they are not the same."""
    for name in CHOSEN:
        mine, other = getattr(kept, name), getattr(absorbed, name)
        if plain(mine) != plain(other) and (mine or other):
            yield Person._meta.get_field(name), mine, other


@action("person.merge")
def merge_people(*, by, kept, absorbed, taken=(), reason, today):
    """One live record of two. `taken`: names of the fields whose value comes from the absorbed record."""
    kept, absorbed = _locked(kept, absorbed)
    if not may_keep(kept, by) or not may_keep(absorbed, by):
        raise OutOfScope
    rules.check_merge(kept, absorbed)
    before = _snapshot(kept)
    _close(absorbed, kept)
    moved = _move_rows(absorbed, kept)
    changes = _take(kept, absorbed, taken)
    take_version(kept, kept.version)
    derive(kept, live_categories(kept), today)
    kept.updated_by = by
    kept.full_clean(exclude=["household", "station"], validate_constraints=False)
    kept.save()
    follow([kept.pk, absorbed.pk], today, is_correction=True)
    memory = json.dumps({"before": before, "after": _snapshot(kept), "moved": moved}, ensure_ascii=False)
    merge = Merge.objects.create(kept=kept, absorbed=absorbed, before=memory, reason=reason, made_by=by)
    record("person.merge", kept, by=by, changes=changes, note=f"{absorbed.ledger_label}: {reason}")
    record(
        "person.merge", absorbed, by=by, changes={"record_state": (RecordState.LIVE, RecordState.MERGED)}, note=reason
    )
    return merge


@action("person.unmerge")
def unmerge_people(*, by, merge, reason, today):
    """Two records again, each with what it held. A field amended since the merge keeps the later value."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    rules.check_unmerge(merge)
    kept, absorbed = _locked(merge.kept, merge.absorbed)
    memory = json.loads(merge.before.plain())
    changes = _restore(kept, memory["before"], memory["after"])
    take_version(kept, kept.version)
    kept.updated_by = by
    kept.save()
    _move_back(memory["moved"], kept, absorbed)
    _open_again(absorbed)
    follow([kept.pk, absorbed.pk], today, is_correction=True)
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    record("person.unmerge", kept, by=by, changes=changes, note=reason)
    record(
        "person.unmerge", absorbed, by=by, changes={"record_state": (RecordState.MERGED, RecordState.LIVE)}, note=reason
    )
    return merge


def _locked(*people):
    """The rows as they are now, held until the end; always in the same order, so that two merges cannot wait for one another."""
    found = Person.objects.select_for_update().in_bulk(sorted(person.pk for person in people))
    return [found[person.pk] for person in people]


def _close(absorbed, kept):
    absorbed.record_state, absorbed.merged_into = RecordState.MERGED, kept
    take_version(absorbed, absorbed.version)
    absorbed.save(update_fields=["record_state", "merged_into"])


def _open_again(absorbed):
    """The absorbed record in force again, unless its number has been given to a third one meanwhile."""
    absorbed.record_state, absorbed.merged_into = RecordState.LIVE, None
    take_version(absorbed, absorbed.version)
    try:
        with transaction.atomic():
            absorbed.save(update_fields=["record_state", "merged_into"])
    except IntegrityError:
        raise Refused("id_held", _("Another record has the identity number of the absorbed one by now.")) from None


def _snapshot(person):
    """Every field as text, by name."""
    return {field.name: _text(getattr(person, field.attname)) for field in KEPT_FIELDS}


def _text(value):
    if isinstance(value, Sealed):
        return value.plain()
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)


def _take(kept, absorbed, taken):
    """Set the chosen values of the absorbed record on the kept one; returns {field: (old, new)}."""
    names = [name for name in CHOSEN if name in taken]
    if "id_no" in names:
        names += WITH_NUMBER
    changes = {}
    for name in names:
        old, new = getattr(kept, name), getattr(absorbed, name)
        if plain(old) != plain(new):
            setattr(kept, name, plain(new))
            changes[name] = (old, getattr(kept, name))
    return changes


def _restore(kept, before, after):
    changes = {}
    for field in KEPT_FIELDS:
        name = field.name
        if before[name] == after[name] or _text(getattr(kept, field.attname)) != after[name]:
            continue
        old = getattr(kept, name)
        setattr(kept, field.attname, field.to_python(before[name]))
        if field.editable:
            changes[name] = (old, getattr(kept, name))
    return changes


def _links():
    """Every foreign key to a person, of this department and of those above it."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model._meta.label_lower not in STAYING and relation.field.many_to_one:
            yield model, relation.field.name


def _move_rows(absorbed, kept):
    """Give the absorbed record's rows to the kept one: {"model.field": [keys]}. A row that would stand twice stays."""
    moved = {}
    for model, name in _links():
        keys = [key for key in _keys(model, name, absorbed) if _move(model, name, key, kept)]
        if keys:
            moved[f"{model._meta.label_lower}.{name}"] = keys
    return moved


def _keys(model, name, person):
    return list(model._base_manager.filter(**{name: person}).order_by("pk").values_list("pk", flat=True))


def _move(model, name, key, person):
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=key).update(**{name: person}))
    except IntegrityError:
        return False


def _move_back(moved, kept, absorbed):
    for model, name in _links():
        keys = moved.get(f"{model._meta.label_lower}.{name}", ())
        model._base_manager.filter(pk__in=keys, **{name: kept}).update(**{name: absorbed})
