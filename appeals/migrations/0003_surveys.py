import appeals.models.surveys
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appeals', '0002_categories'),
        ('stations', '0002_authenticator'),
        ('stations', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('distributed', models.PositiveIntegerField(verbose_name='distributed')),
                ('on', models.DateField(verbose_name='handed out on')),
                ('paper_returned', models.PositiveIntegerField(blank=True, null=True, verbose_name='paper sheets returned')),
                ('code', models.CharField(default=appeals.models.surveys.public_code, editable=False, max_length=16, unique=True)),
                ('has_slips', models.BooleanField(default=False, verbose_name='one-time codes only')),
                ('slips', models.PositiveIntegerField(default=0, editable=False, verbose_name='one-time codes made')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_batches', to='stations.station')),
            ],
            options={
                'verbose_name': 'batch of questionnaires',
                'verbose_name_plural': 'batches of questionnaires',
                'ordering': ['-on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('paper_returned__isnull', True), ('paper_returned__lte', models.F('distributed')), _connector='OR'), name='no_more_returned_than_distributed')],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(blank=True, max_length=40, verbose_name='who sees to it')),
                ('source', models.CharField(choices=[('evening_talk', '村湾夜话'), ('symposium', '座谈会'), ('heart_to_heart', '交心谈心'), ('chat', '拉家常'), ('visit', '走访'), ('survey', '无记名问卷')], max_length=16, verbose_name='raised at')),
                ('occasion', models.CharField(blank=True, max_length=60, verbose_name='occasion')),
                ('raised_on', models.DateField(verbose_name='raised on')),
                ('aspect', models.CharField(max_length=20, verbose_name='aspect')),
                ('title', models.CharField(max_length=60, verbose_name='matter')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='what was said')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='to be settled by')),
                ('outcome', models.CharField(blank=True, choices=[('solved', '已解决'), ('explained', '已解释说明'), ('planned', '列入计划'), ('passed_on', '转有关部门')], editable=False, max_length=10, verbose_name='outcome')),
                ('result', models.TextField(blank=True, editable=False, max_length=500, verbose_name='result')),
                ('settled_on', models.DateField(editable=False, null=True, verbose_name='settled on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='appeals.category', verbose_name='appeal category')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handler', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues_handled', to='stations.station', verbose_name='station in charge')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues_raised', to='stations.station')),
            ],
            options={
                'verbose_name': 'point raised',
                'verbose_name_plural': 'points raised',
                'ordering': ['-raised_on', '-pk'],
                'indexes': [models.Index(fields=['station', 'raised_on'], name='issue_station')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_on__isnull', True)), models.Q(('settled_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='issue_settled_with_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(editable=False)),
                ('kind', models.CharField(choices=[('single', '单选'), ('multi', '多选'), ('scale', '1–5 分'), ('matrix', '矩阵（多项同一组选项）'), ('number', '数字'), ('short', '简短文字'), ('long', '长文字')], default='single', max_length=8, verbose_name='kind of question')),
                ('section', models.CharField(blank=True, max_length=30, verbose_name='section')),
                ('text', models.CharField(max_length=120, verbose_name='question')),
                ('options', models.TextField(blank=True, max_length=1000, verbose_name='options, one a line')),
                ('items', models.TextField(blank=True, max_length=600, verbose_name='items of the matrix, one a line')),
                ('most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most so many')),
                ('least', models.IntegerField(blank=True, null=True, verbose_name='smallest number')),
                ('greatest', models.IntegerField(blank=True, null=True, verbose_name='largest number')),
                ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                ('is_dimension', models.BooleanField(default=False, verbose_name='results are broken down by it')),
                ('depends_on', models.CharField(blank=True, max_length=40, verbose_name='when the answer there was')),
                ('depends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='dependants', to='appeals.question', verbose_name='only asked after')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['survey', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(default=appeals.models.surveys.random_key, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=2000, verbose_name='words')),
                ('sorted_on', models.DateField(editable=False, null=True, verbose_name='sorted on')),
                ('appeal', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='remarks', to='appeals.appeal')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='appeals.batch')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='appeals.category', verbose_name='category')),
                ('issue', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='remarks', to='appeals.issue')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='appeals.question')),
            ],
            options={
                'verbose_name': 'opinion',
                'verbose_name_plural': 'opinions',
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(default=appeals.models.surveys.random_key, primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='day')),
                ('source', models.CharField(choices=[('paper', '纸质录入'), ('online', '扫码填写'), ('import', '表格导入')], max_length=6, verbose_name='way')),
                ('is_valid', models.BooleanField(default=True, verbose_name='valid')),
                ('answers', models.JSONField(default=dict)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='appeals.batch')),
            ],
            options={
                'verbose_name': 'sheet',
                'verbose_name_plural': 'sheets',
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(default=appeals.models.surveys.random_key, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_slips', to='appeals.batch')),
            ],
            options={
                'verbose_name': 'one-time code',
                'verbose_name_plural': 'one-time codes',
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='what it is for')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('open', '调查中'), ('closed', '已结束')], default='draft', editable=False, max_length=8, verbose_name='state')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('tally', models.JSONField(default=dict, editable=False)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followers', to='appeals.survey')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='stations.station')),
            ],
            options={
                'verbose_name': 'survey',
                'verbose_name_plural': 'surveys',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='survey_lasts')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='appeals.survey'),
        ),
        migrations.AddField(
            model_name='batch',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='appeals.survey'),
        ),
    ]
