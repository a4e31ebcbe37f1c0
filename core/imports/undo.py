"""Undoing a batch: what may be taken back, what later work stands on, and what therefore stays (design §3.9)."""

from collections import defaultdict

from django.db.models import Count
from django.utils.translation import gettext as _

from core.imports.plan import NOTE, finding

EDITED, REFERRED, GONE, REFUSED = "kept_edited", "kept_referred", "kept_gone", "kept_refused"
KEPT = (EDITED, REFERRED, GONE, REFUSED)


def kept(code, *, fields="", things="", why=""):
    """Why a row, or some fields of it, were not taken back: a finding, shown like any other."""
    messages = {
        EDITED: _("Somebody has changed this since, it stays: %(fields)s."),
        REFERRED: _("Later work refers to this record, it stays: %(things)s."),
        GONE: _("The record is no longer in your area or in force; it stays as it is."),
        REFUSED: _("This can no longer be taken back, it stays: %(why)s"),
    }
    return finding(code, messages[code] % {"fields": fields, "things": things, "why": why}, level=NOTE)


def referring(model, keys, *, but=()):
    """{key: the kinds of records that point at it}, over every relation of the model that any department declares.

    Rows that were taken back themselves do not count; `but`: models whose rows come with the import itself.
    What an import creates has keys side by side: sixty tables are asked for the span of them, not for thousands of keys.
    """
    found, asked = defaultdict(list), set(keys)
    if not asked:
        return found
    span = min(asked), max(asked)
    for relation in model._meta.get_fields(include_hidden=True):
        other = relation.related_model
        if not relation.auto_created or relation.concrete or relation.many_to_many or other in but:
            continue
        rows = other._base_manager.filter(**{f"{relation.field.name}__pk__range": span})
        if any(field.name == "withdrawn_at" for field in other._meta.concrete_fields):
            rows = rows.filter(withdrawn_at__isnull=True)
        for key in asked & set(rows.values_list(relation.field.attname, flat=True)):
            found[key].append(str(other._meta.verbose_name))
    return found


def report(batch):
    """What an undoing did: rows withdrawn and restored, and each row that stays, with the reason."""
    rows = batch.plan_rows.exclude(codes="").order_by("pk").values_list("sheet", "row", "name", "findings")
    told = [
        {"sheet": sheet, "row": row, "name": name, "code": said["code"], "message": said["message"]}
        for sheet, row, name, findings in rows.filter(codes__contains=":kept_")
        for said in findings
        if said["code"] in KEPT
    ]
    kept_rows = {(one["sheet"], one["row"]) for one in told}
    back = batch.plan_rows.filter(target__isnull=False, is_written=False, outcome__in=["created", "changed"])
    counts = dict(back.values_list("outcome").annotate(n=Count("pk")).values_list("outcome", "n"))
    return {
        "batch": batch.pk,
        "withdrawn": counts.get("created", 0),
        "restored": counts.get("changed", 0),
        "kept_rows": len(kept_rows),
        "kept": told,
    }
