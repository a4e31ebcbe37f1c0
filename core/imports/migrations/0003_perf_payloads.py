"""The plans of rosters in the form the ledger writes: what a new record is given as changes from nothing, sorted by field;
what follows from it (blind indexes, keys of names, station) beside them."""

import json

from django.db import migrations

from core import bulk
from core.audit import json_of

DERIVED = frozenset(("station", "pinyin", "initials", "initials_other", "gap_count", "conflict_count"))


def rewrite(apps, schema_editor):
    PlanRow = apps.get_model("imports", "PlanRow")
    rows = PlanRow.objects.filter(
        batch__kind="veterans.roster", outcome__in=["created", "changed"], payload__isnull=False
    )
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "payload")[:1000]):
        last = chunk[-1][0]
        bulk.update_rows(PlanRow, ("payload",), [(json_of(new_form(json.loads(text))), pk) for pk, text in chunk])


def new_form(payload):
    if "values" not in payload:
        return payload
    told, derived = {}, {}
    for name, value in payload["values"].items():
        if name in DERIVED or name.endswith("_digest"):
            derived[name] = value
        else:
            told[name] = None, value
    return {"changes": told, "categories": payload["categories"], "derived": derived}


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_speed")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
