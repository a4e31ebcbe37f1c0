from django.db import migrations

import core.vault

SEALED = {"score": "points or level", "level": "level", "group": "care group"}


def seal(apps, schema_editor):
    """What assessments found goes under seal; dementia is a group of its own and needs no column."""
    for row in apps.get_model("outreach", "CareAssessment").objects.iterator():
        for name in SEALED:
            setattr(row, name, str(getattr(row, f"{name}_plain")))
        row.save(update_fields=list(SEALED))


class Migration(migrations.Migration):
    dependencies = [("outreach", "0003_talk_points")]

    operations = [
        *(migrations.RenameField("careassessment", name, f"{name}_plain") for name in SEALED),
        *(
            migrations.AddField("careassessment", name, core.vault.SealedField(label, editable=False, null=True))
            for name, label in SEALED.items()
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *(migrations.RemoveField("careassessment", f"{name}_plain") for name in SEALED),
        migrations.RemoveField("careassessment", "is_dementia"),
        *(
            migrations.AlterField("careassessment", name, core.vault.SealedField(label, editable=False))
            for name, label in SEALED.items()
        ),
    ]
