"""The ten categories of the first period (handbook §4.4)."""

from django.db import migrations

from appeals.choices import CATEGORIES


def enter(apps, schema_editor):
    Category = apps.get_model("appeals", "Category")
    for order, (code, label, short) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
