"""Changing the keys: everything sealed is sealed anew, chunk by chunk, while work goes on (design §3.8).

`reseal` and `reindex` are jobs: killed, they go on where they were. The ledger is never rewritten; its sealed values
stay readable because old sealing keys stay in the ring.
The key of the blind indexes changes only when asked for: meanwhile no sealed value can be written (`vault.digest` and
saving a SealedField raise Refused `keys_changing`).
"""

from django.apps import apps
from django.db import connection
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from core import bulk, keyring, vault

TITLE = _("Changing the keys")
NAMED = 20
MOST_ROWS, MOST_CHARACTERS = 500, 5_000_000


def reseal(run):
    """Seal every sealed value with the current key. Values that cannot be opened stay as they are and are reported."""
    return _walk(run, [(model, sealed_fields(model)) for model in _models() if sealed_fields(model)], _resealed)


def reindex(run):
    """Recompute the blind indexes that models declare in `digests = {digest field: (sealed field, purpose)}`."""
    keyring.begin_digest_change()
    result = _walk(run, [(model, list(model.digests)) for model in _models() if hasattr(model, "digests")], _reindexed)
    keyring.finish_digest_change()
    return result


def sealed_fields(model):
    """The names of a model's sealed fields."""
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, vault.SealedField)]


def _models():
    return sorted(apps.get_models(), key=lambda model: model._meta.label_lower)


def _walk(run, targets, renew):
    """Go through the rows of all targets by key. `renew(model, rows locked, unreadable)` gives the rows to write."""
    place = run.checkpoint or {"model": "", "after": None, "rows": 0, "changed": 0, "unreadable": []}
    run.progress(total=sum(model._base_manager.count() for model, _fields in targets))
    for model, fields in targets:
        if model._meta.label_lower < place["model"]:
            continue
        if model._meta.label_lower > place["model"]:
            place = {**place, "model": model._meta.label_lower, "after": None}
        finished = False
        while not finished:
            with run.step() as step:
                place, finished = _chunk(model, fields, renew, place)
                step.checkpoint, step.done = place, place["rows"]
    return {name: place[name] for name in ("rows", "changed", "unreadable")}


def _chunk(model, fields, renew, place):
    """Renew the next rows of a model. Returns the new place and whether the model is finished."""
    if place["after"] is None:
        _wait_for_writers(model)
    rows = model._base_manager.order_by("pk").select_for_update()
    if place["after"] is not None:
        rows = rows.filter(pk__gt=place["after"])
    unreadable, numbers = [], _next_numbers(model, rows)
    changed = renew(model, rows.filter(pk__in=numbers), unreadable)
    if changed:
        bulk.update_rows(model, fields, changed)
    return {
        "model": place["model"],
        "after": numbers[-1] if numbers else place["after"],
        "rows": place["rows"] + len(numbers),
        "changed": place["changed"] + len(changed),
        "unreadable": (place["unreadable"] + unreadable)[:NAMED],
    }, not numbers


def _next_numbers(model, rows):
    """The keys of the next rows: at most 500, fewer when they hold whole files."""
    numbers, room = [], MOST_CHARACTERS
    for pk, *lengths in rows.values_list("pk", *(Length(name) for name in sealed_fields(model)))[:MOST_ROWS]:
        room -= sum(length or 0 for length in lengths)
        if numbers and room < 0:
            break
        numbers.append(pk)
    return numbers


def _wait_for_writers(model):
    """Let those finish who began before the key changed (PostgreSQL; on SQLite the step itself has waited for them)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {bulk.quoted(model._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")


def _resealed(model, rows, unreadable):
    current, changed = keyring.ring().sealing, []
    for pk, *values in rows.values_list("pk", *sealed_fields(model)):
        if all(value is None or value.key_id in ("", current) for value in values):
            continue
        tokens = [_token(value, model, pk, unreadable) for value in values]
        changed.append((*tokens, pk))
    return changed


def _token(value, model, pk, unreadable):
    try:
        return value and value.token
    except vault.Unreadable:
        unreadable.append(f"{model._meta.label_lower} {pk}")
        return value.raw


def _reindexed(model, rows, unreadable):
    ring, changed = keyring.ring(), []
    sources = [source for source, _purpose in model.digests.values()]
    purposes = [purpose for _source, purpose in model.digests.values()]
    for pk, *values in rows.values_list("pk", *sources, *model.digests):
        sealed, digests = values[: len(sources)], values[len(sources) :]
        try:
            renewed = [
                vault.digest_with(ring, ring.next_digesting, value.plain(), purpose) if value else old
                for value, purpose, old in zip(sealed, purposes, digests, strict=True)
            ]
        except vault.Unreadable:
            unreadable.append(f"{model._meta.label_lower} {pk}")
            continue
        changed.append((*renewed, pk))
    return changed
