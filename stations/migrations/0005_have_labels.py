"""The five haves as rows: the report counts the items of the standard, and each can be reworded."""

from django.db import migrations

from stations.choices import HAVE_HINTS, Have


def label(apps, _editor):
    model = apps.get_model("stations", "HaveLabel")
    for code, text in Have.choices:
        model.objects.get_or_create(code=code, defaults={"label": text, "hint": HAVE_HINTS[code]})


class Migration(migrations.Migration):
    dependencies = [("stations", "0004_integrations")]
    operations = [migrations.RunPython(label, migrations.RunPython.noop)]
