import core.vault
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stations', '0001_initial'),
        ('stations', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('state', models.CharField(choices=[('uploaded', 'Uploaded'), ('planning', 'Being read'), ('planned', 'Planned'), ('applying', 'Being written'), ('applied', 'Written'), ('discarded', 'Discarded'), ('undoing', 'Being undone'), ('undone', 'Undone'), ('failed', 'Could not be read')], default='uploaded', max_length=10, verbose_name='state')),
                ('signature', models.CharField(blank=True, max_length=64)),
                ('mapping', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=dict)),
                ('skipped', models.JSONField(default=dict)),
                ('is_complete', models.BooleanField(default=False, verbose_name='the file lists everybody')),
                ('moves_people', models.BooleanField(default=False, verbose_name='apply the proposed transfers')),
                ('rows', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('questioned', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('failure_code', models.CharField(blank=True, max_length=40)),
                ('job', models.PositiveBigIntegerField(null=True)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['station', '-id'], name='batch_station')],
            },
        ),
        migrations.CreateModel(
            name='BatchFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', core.vault.SealedField()),
                ('layout', core.vault.SealedField(null=True)),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='imports.batch')),
            ],
            options={
                'verbose_name': 'uploaded file',
                'verbose_name_plural': 'uploaded files',
            },
        ),
        migrations.CreateModel(
            name='PlanRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=60)),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('created', 'New'), ('changed', 'Changed'), ('unchanged', 'Unchanged'), ('questioned', 'Waits for your answer'), ('rejected', 'Returned')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=50)),
                ('key', models.CharField(max_length=64, null=True)),
                ('target', models.PositiveBigIntegerField(null=True)),
                ('version', models.PositiveIntegerField(null=True)),
                ('payload', core.vault.SealedField(null=True)),
                ('findings', models.JSONField(default=list)),
                ('codes', models.TextField(default='')),
                ('touched', models.TextField(default='')),
                ('cells', core.vault.SealedField(null=True)),
                ('proposal', models.PositiveBigIntegerField(null=True)),
                ('is_written', models.BooleanField(default=False)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_rows', to='imports.batch')),
            ],
            options={
                'verbose_name': 'row of a plan',
                'verbose_name_plural': 'rows of a plan',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['batch', 'outcome', 'id'], name='plan_row_outcome'), models.Index(fields=['batch', 'target'], name='plan_row_target')],
            },
        ),
        migrations.CreateModel(
            name='RememberedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('signature', models.CharField(max_length=64)),
                ('mapping', models.JSONField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'remembered mapping',
                'verbose_name_plural': 'remembered mappings',
                'constraints': [models.UniqueConstraint(fields=('account', 'kind', 'signature'), name='one_mapping_per_header')],
            },
        ),
    ]
