from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_of_then(apps, schema_editor):
    """Earlier transfers kept no name: the one on file is the nearest there is."""
    person, transfer = (apps.get_model("veterans", name) for name in ("Person", "Transfer"))
    names = person.objects.filter(pk=OuterRef("person")).values("name")[:1]
    transfer.objects.update(name=Subquery(names))


class Migration(migrations.Migration):
    dependencies = [("veterans", "0005_boards_movements")]

    operations = [
        migrations.AddField(
            "transfer", "name", models.CharField(default="", max_length=50, verbose_name="full name"), preserve_default=False
        ),
        migrations.RunPython(name_of_then, migrations.RunPython.noop),
    ]
