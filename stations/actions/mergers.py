"""Merging and closing stations: everything of every department goes to the successor in one step that can be undone."""

from collections import Counter, defaultdict

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from stations import rules
from stations.actions.accounts import end_sessions
from stations.belongings import column, key_of, moving_columns
from stations.models import Account, NetworkChange
from stations.tree import rebuild_reach

CHUNK = 500


def what_would_move(station):
    """[(what, how many)] that would go to the successor: shown before anybody decides."""
    counts = ((field, field.model._base_manager.filter(**{field.name: station}).count()) for field in moving_columns())
    return named([(field, count) for field, count in counts if count])


def said(change):
    """[(what, how many)] of what went over."""
    return named([(column(key), len(keys)) for key, keys in change.moved.items()])


def named(counts):
    """The rows of each column in words; a kind of record with several columns says which is meant."""
    columns = Counter(field.model for field, _count in counts)
    for field, count in counts:
        rows = field.model._meta.verbose_name_plural
        yield (f"{rows}（{field.verbose_name}）" if columns[field.model] > 1 else rows), count


@action("station.close")
def close_station(*, by, station, successor, kind, on, reason, today):
    """Close a village or town station into `successor`: people, every scoped row of every department, accounts."""
    rules.check_close(station, by)
    rules.check_close_into(station, successor, on, today)
    change = NetworkChange(
        kind=kind, source=station, target=successor, on=on, reason=reason, made_by_id=by.pk, moved={}, renamed={}
    )
    for field in moving_columns():
        _tell_apart(field, station, successor, change.renamed)
        if keys := _move(field, station, successor):
            change.moved[key_of(field)] = keys
    change.save()
    _close(station, successor, kind, on)
    _tell_sessions(change)
    record("station.close", change, by=by, changes=_counts(change), note=f"{change.get_kind_display()} {on} {reason}")
    return change


def _move(field, station, successor):
    rows = field.model._base_manager.filter(**{field.name: station})
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(**{field.name: successor})
    return keys


def _close(station, successor, kind, on):
    station.closed_on = on
    station.save(update_fields=["closed_on"])
    division = station.division
    division.valid_to, division.closing, division.successor = on, kind, successor.division
    division.save(update_fields=["valid_to", "closing", "successor"])
    rebuild_reach()


def _tell_apart(field, station, successor, renamed):
    """Rows that both stations hold under the same key (household no. 12) get the closed village's name behind it."""
    for constraint in field.model._meta.constraints:
        names = getattr(constraint, "fields", ())
        if not isinstance(constraint, models.UniqueConstraint) or field.name not in names:
            continue
        others = [name for name in names if name != field.name]
        rows = field.model._base_manager.filter(constraint.condition or models.Q())
        held = set(rows.filter(**{field.name: successor}).values_list(*others))
        twice = [row for row in rows.filter(**{field.name: station}) if tuple(getattr(row, n) for n in others) in held]
        if twice:
            _rename(field.model, _nameable(field, others), twice, station, renamed)


def _nameable(field, names):
    for name in names:
        if isinstance(field.model._meta.get_field(name), models.CharField):
            return name
    message = _("Both stations hold %(rows)s that exclude one another: settle them first.")
    raise Refused("both_hold", message % {"rows": field.model._meta.verbose_name_plural})


def _rename(model, name, rows, station, renamed):
    length = model._meta.get_field(name).max_length
    ending = f"（{station.place}）"
    kept = renamed.setdefault(f"{model._meta.app_label}.{model._meta.model_name}.{name}", {})
    for row in rows:
        kept[str(row.pk)] = getattr(row, name)
        setattr(row, name, getattr(row, name)[: length - len(ending)] + ending)
    model._base_manager.bulk_update(rows, [name], batch_size=CHUNK)


def _counts(change):
    return {key: (None, len(keys)) for key, keys in change.moved.items()}


def _tell_sessions(change):
    """Who moved to another station logs in anew: what was open would be out of sight."""
    for account in Account.objects.filter(pk__in=change.moved.get("stations.account.station", [])):
        end_sessions(account)


@action("station.close")
def undo_change(*, by, change, reason):
    """Take a merger back: every row that went returns, what was renamed gets its name, the station opens again.

    Rows that somebody has since moved elsewhere stay where they are; `change.left` says how many.
    """
    rules.check_undo(change, by)
    change.left = defaultdict(int)
    for key, keys in change.moved.items():
        change.left[key] = len(keys) - _move_back(column(key), keys, change)
    _name_back(change)
    _reopen(change)
    change.undone_by_id, change.undone_at = by.pk, timezone.now()
    change.save(update_fields=["undone_by", "undone_at"])
    _tell_sessions(change)
    left = {key: (number, None) for key, number in change.left.items() if number}
    record("station.close", change, by=by, changes=left, note=_("taken back: %(reason)s") % {"reason": reason})
    return change


def _move_back(field, keys, change):
    rows, count = field.model._base_manager, 0
    for start in range(0, len(keys), CHUNK):
        ours = rows.filter(pk__in=keys[start : start + CHUNK], **{field.name: change.target})
        count += ours.update(**{field.name: change.source})
    return count


def _name_back(change):
    for key, names in change.renamed.items():
        field = column(key)
        for number, former in names.items():
            field.model._base_manager.filter(pk=number).update(**{field.name: former})


def _reopen(change):
    station, division = change.source, change.source.division
    station.closed_on = None
    station.save(update_fields=["closed_on"])
    division.valid_to, division.closing, division.successor = None, "", None
    division.save(update_fields=["valid_to", "closing", "successor"])
    rebuild_reach()
