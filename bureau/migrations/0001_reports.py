import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stations', '0002_authenticator'),
        ('stations', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('first_on', models.DateField(verbose_name='from')),
                ('last_on', models.DateField(verbose_name='to')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('evaluated_at', models.DateTimeField(blank=True, null=True, verbose_name='numbers of')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='stations.station', verbose_name='station')),
            ],
            options={
                'verbose_name': 'work report',
                'verbose_name_plural': 'work reports',
                'ordering': ['-last_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_on__lte', models.F('last_on'))), name='report_period_runs_forward'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='published_report_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.CharField(max_length=10, verbose_name='row')),
                ('figure', models.CharField(max_length=60, verbose_name='figure')),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('number', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='number')),
                ('among', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='among')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='as written')),
                ('rows', models.JSONField(blank=True, null=True)),
                ('later_number', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('later_words', models.CharField(blank=True, max_length=300)),
                ('later_at', models.DateTimeField(blank=True, null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='bureau.report')),
            ],
            options={
                'verbose_name': 'number of a report',
                'verbose_name_plural': 'numbers of reports',
                'constraints': [models.UniqueConstraint(fields=('report', 'row'), name='one_answer_a_slot')],
            },
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('paragraph', models.PositiveIntegerField()),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'text'), (1, 'chapter'), (2, 'section')], default=0)),
                ('template', models.TextField()),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('edited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='bureau.report')),
            ],
            options={
                'verbose_name': 'sentence',
                'verbose_name_plural': 'sentences',
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('report', 'place'), name='one_sentence_a_place')],
            },
        ),
    ]
