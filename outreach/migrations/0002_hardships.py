"""The four hardships stand from the first day (handbook §1.2); the bureau renames them as it likes."""

from django.db import migrations

from outreach.choices.assistance import HARDSHIPS


def fill(apps, schema_editor):
    model = apps.get_model("outreach", "Hardship")
    for code, label, order in HARDSHIPS:
        model.objects.get_or_create(code=code, defaults={"label": label, "order": order})


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
