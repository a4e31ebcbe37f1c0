from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def carry_over(apps, editor):
    """Whoever was ticked was done; each part is due when its task is."""
    of = apps.get_model
    of("bureau", "ErrandPerson").objects.filter(is_done=True).update(outcome="done")
    due = of("bureau", "Errand").objects.filter(pk=OuterRef("errand")).values("due_on")
    of("bureau", "ErrandPart").objects.update(due_on=Subquery(due))


def carry_back(apps, editor):
    apps.get_model("bureau", "ErrandPerson").objects.filter(outcome="done").update(is_done=True)


DAY = {"editable": False, "null": True}


class Migration(migrations.Migration):

    dependencies = [('bureau', '0005_parts_of_numbers')]

    operations = [
        migrations.AddField('errandperson', 'outcome', models.CharField(blank=True, choices=[('done', '已办'), ('unable', '未能办')], max_length=10, verbose_name='how it went')),
        migrations.AddField('errandperson', 'note', models.CharField(blank=True, max_length=200, verbose_name='note')),
        migrations.AddField('errandpart', 'due_on', models.DateField(verbose_name='due on', **DAY)),
        migrations.AddField('errandpart', 'corrected_on', models.DateField(verbose_name='last corrected on', **DAY)),
        migrations.AddField('errandpart', 'reissued_on', models.DateField(verbose_name='asked again on', **DAY)),
        migrations.AddField('errandpart', 'reissue_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it is asked again')),
        migrations.AddField('errandpart', 'reissues', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times asked again')),
        migrations.AddField('errandpart', 'reminded_on', models.DateField(verbose_name='reminded before the day on', **DAY)),
        migrations.RunPython(carry_over, carry_back),
        migrations.AlterField('errandpart', 'due_on', models.DateField(editable=False, verbose_name='due on')),
        migrations.RemoveField('errandperson', 'is_done'),
    ]
