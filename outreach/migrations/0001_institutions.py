import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stations', '0002_authenticator'),
        ('stations', '0002_authenticator'),
    ]

    operations = [
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('health_centre', '退役军人健康服务中心'), ('hospital', '医院'), ('care_centre', '康养中心'), ('clinic', '卫生院或诊所')], max_length=16, verbose_name='kind')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('contact', models.CharField(blank=True, max_length=50, verbose_name='contact person')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='People a day; for the care centre: beds.', null=True, verbose_name='capacity')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='working since')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='no longer since')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='institutions', to='stations.station', verbose_name='kept by')),
            ],
            options={
                'verbose_name': 'institution',
                'verbose_name_plural': 'institutions',
                'ordering': ['kind', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='agreed')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='outreach.institution')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['-signed_on', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='institution',
            constraint=models.UniqueConstraint(fields=('station', 'name'), name='one_institution_per_name', violation_error_message='This institution is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('signed_on')), _connector='OR'), name='agreement_runs_forward'),
        ),
    ]
