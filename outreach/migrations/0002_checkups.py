import core.vault
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0001_institutions'),
        ('stations', '0002_authenticator'),
        ('veterans', '0002_name_grams'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckupCampaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='title')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('season_from', models.DateField(verbose_name='season from')),
                ('season_to', models.DateField(verbose_name='season to')),
                ('categories', models.JSONField(default=list, verbose_name='categories')),
                ('min_age', models.PositiveSmallIntegerField(default=60, verbose_name='age on 31 December, at least')),
                ('without', models.JSONField(blank=True, default=list, verbose_name='not who is in another scheme')),
                ('limit_men', models.DecimalField(decimal_places=2, default=500, max_digits=8, verbose_name='cost limit, men (yuan)')),
                ('limit_women', models.DecimalField(decimal_places=2, default=600, max_digits=8, verbose_name='cost limit, women (yuan)')),
                ('state', models.CharField(choices=[('planned', '筹备'), ('running', '进行中'), ('closed', '已结束')], default='planned', max_length=10, verbose_name='state')),
                ('frozen_on', models.DateField(editable=False, null=True, verbose_name='list frozen on')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station', verbose_name='station')),
            ],
            options={
                'verbose_name': 'checkup campaign',
                'verbose_name_plural': 'checkup campaigns',
                'ordering': ['-year', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckupHospital',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('price_men', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='price a man (yuan)')),
                ('price_women', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='price a woman (yuan)')),
                ('items', models.CharField(blank=True, max_length=300, verbose_name='items of the checkup')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hospitals', to='outreach.checkupcampaign')),
            ],
            options={
                'verbose_name': 'hospital of a campaign',
                'verbose_name_plural': 'hospitals of a campaign',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckupInvoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='invoice number')),
                ('on', models.DateField(verbose_name='dated')),
                ('heads', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='people charged')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount (yuan)')),
                ('settled_on', models.DateField(editable=False, null=True, verbose_name='settled on')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='outreach.checkupcampaign')),
                ('hospital', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='outreach.checkuphospital', verbose_name='hospital')),
            ],
            options={
                'verbose_name': 'hospital invoice',
                'verbose_name_plural': 'hospital invoices',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CheckupSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='day')),
                ('part', models.CharField(choices=[('day', '全天'), ('morning', '上午'), ('afternoon', '下午')], default='day', max_length=10, verbose_name='part of the day')),
                ('quota', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
                ('extra', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='granted beyond')),
                ('taken', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='places taken')),
                ('is_makeup', models.BooleanField(default=False, verbose_name='make-up day')),
                ('cancelled_on', models.DateField(editable=False, null=True, verbose_name='cancelled on')),
                ('cancelled_why', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was cancelled')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='outreach.checkupcampaign')),
                ('hospital', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='outreach.checkuphospital', verbose_name='hospital')),
            ],
            options={
                'verbose_name': 'checkup day',
                'verbose_name_plural': 'checkup days',
                'ordering': ['on', 'part', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Exam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listed_by', models.CharField(choices=[('rule', '按规则'), ('hand', '人工补充')], default='rule', max_length=6, verbose_name='on the list')),
                ('reason', models.CharField(max_length=200, verbose_name='why')),
                ('state', models.CharField(choices=[('eligible', '应检'), ('notified', '已通知'), ('booked', '已排期'), ('checked_in', '已到检'), ('examined', '已检'), ('result_in', '结果已回'), ('followed_up', '已随访'), ('absent', '缺席'), ('declined', '不参加'), ('deceased', '已去世'), ('moved', '已迁出'), ('removed', '已移出名单')], default='eligible', editable=False, max_length=12, verbose_name='state')),
                ('code', models.CharField(editable=False, max_length=10, unique=True, verbose_name='check-in code')),
                ('answer', models.CharField(blank=True, choices=[('confirmed', '能来'), ('declined', '不参加'), ('unreachable', '没联系上')], editable=False, max_length=12, verbose_name='answer')),
                ('told_on', models.DateField(editable=False, null=True, verbose_name='told on')),
                ('arrived_at', models.DateTimeField(editable=False, null=True, verbose_name='arrived')),
                ('examined_on', models.DateField(editable=False, null=True, verbose_name='examined on')),
                ('is_home', models.BooleanField(default=False, editable=False, verbose_name='at home')),
                ('cost', models.DecimalField(decimal_places=2, editable=False, max_digits=8, null=True, verbose_name='cost (yuan)')),
                ('needs_callback', models.BooleanField(default=False, editable=False, verbose_name='call back')),
                ('callback_on', models.DateField(editable=False, null=True, verbose_name='call back until')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='outreach.checkupcampaign')),
                ('hospital', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='outreach.checkuphospital')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='veterans.person')),
                ('session', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='outreach.checkupsession')),
            ],
            options={
                'verbose_name': 'person in a campaign',
                'verbose_name_plural': 'people in a campaign',
                'ordering': ['campaign', 'person__pinyin'],
            },
        ),
        migrations.CreateModel(
            name='CheckupResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_on', models.DateField(verbose_name='received on')),
                ('is_flagged', models.BooleanField(default=False, verbose_name='something to follow up')),
                ('summary', core.vault.SealedField(blank=True, null=True, verbose_name='conclusion')),
                ('findings', core.vault.SealedField(blank=True, null=True, verbose_name='what needs following up')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='follow up until')),
                ('closed_on', models.DateField(editable=False, null=True, verbose_name='closed on')),
                ('ended', core.vault.SealedField(blank=True, editable=False, null=True, verbose_name='how it ended')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=120, verbose_name='file name')),
                ('file_place', models.CharField(blank=True, editable=False, max_length=120)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exam', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='outreach.exam')),
            ],
            options={
                'verbose_name': 'checkup result',
                'verbose_name_plural': 'checkup results',
                'ordering': ['closed_on', 'due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', '电话'), ('home', '上门'), ('relative', '亲属转告'), ('message', '短信或微信')], max_length=10, verbose_name='how')),
                ('answer', models.CharField(choices=[('confirmed', '能来'), ('declined', '不参加'), ('unreachable', '没联系上')], max_length=12, verbose_name='answer')),
                ('on', models.DateField(verbose_name='on')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='outreach.exam')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.checkupsession')),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(max_length=20)),
                ('from_state', models.CharField(blank=True, choices=[('eligible', '应检'), ('notified', '已通知'), ('booked', '已排期'), ('checked_in', '已到检'), ('examined', '已检'), ('result_in', '结果已回'), ('followed_up', '已随访'), ('absent', '缺席'), ('declined', '不参加'), ('deceased', '已去世'), ('moved', '已迁出'), ('removed', '已移出名单')], max_length=12)),
                ('to_state', models.CharField(choices=[('eligible', '应检'), ('notified', '已通知'), ('booked', '已排期'), ('checked_in', '已到检'), ('examined', '已检'), ('result_in', '结果已回'), ('followed_up', '已随访'), ('absent', '缺席'), ('declined', '不参加'), ('deceased', '已去世'), ('moved', '已迁出'), ('removed', '已移出名单')], max_length=12)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('data', models.JSONField(default=dict)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='outreach.exam')),
                ('from_session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='left', to='outreach.checkupsession')),
                ('station', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stations.station')),
                ('to_session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='outreach.checkupsession')),
            ],
            options={
                'verbose_name': 'step in a campaign',
                'verbose_name_plural': 'steps in a campaign',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='on')),
                ('way', models.CharField(choices=[('phone', '电话回访'), ('home', '上门随访'), ('hospital', '陪同复查'), ('referred', '转诊')], max_length=10, verbose_name='how')),
                ('said', core.vault.SealedField(verbose_name='what was found')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='outreach.checkupresult')),
            ],
            options={
                'verbose_name': 'follow-up contact',
                'verbose_name_plural': 'follow-up contacts',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='checkuphospital',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outreach.institution', verbose_name='hospital'),
        ),
        migrations.CreateModel(
            name='ResultSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=120, verbose_name='file name')),
                ('state', models.CharField(choices=[('waiting', 'to be checked'), ('written', 'written'), ('discarded', 'thrown away')], default='waiting', max_length=10, verbose_name='state')),
                ('rows', core.vault.SealedField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='outreach.checkupcampaign')),
            ],
            options={
                'verbose_name': 'table of results',
                'verbose_name_plural': 'tables of results',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='checkupcampaign',
            constraint=models.CheckConstraint(condition=models.Q(('season_to__gte', models.F('season_from'))), name='checkup_season_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='checkupcampaign',
            constraint=models.UniqueConstraint(fields=('station', 'year', 'title'), name='one_checkup_of_a_title_a_year', violation_error_message='A campaign of this title stands for the year already.'),
        ),
        migrations.AddConstraint(
            model_name='checkupinvoice',
            constraint=models.UniqueConstraint(fields=('hospital', 'number'), name='one_checkup_invoice_a_number', violation_error_message='This invoice is entered already.'),
        ),
        migrations.AddConstraint(
            model_name='checkupsession',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_on__isnull', True)), fields=('hospital', 'on', 'part'), name='one_checkup_session'),
        ),
        migrations.AddConstraint(
            model_name='checkupsession',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', django.db.models.expressions.CombinedExpression(models.F('quota'), '+', models.F('extra')))), name='checkup_places_hold'),
        ),
        migrations.AddIndex(
            model_name='exam',
            index=models.Index(fields=['campaign', 'state'], name='exam_campaign_state'),
        ),
        migrations.AddIndex(
            model_name='exam',
            index=models.Index(fields=['person', 'examined_on'], name='exam_person_examined'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.UniqueConstraint(fields=('campaign', 'person'), name='once_in_a_checkup_campaign'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'booked'), _negated=True), ('session__isnull', False), _connector='OR'), name='checkup_booked_has_a_day'),
        ),
        migrations.AddIndex(
            model_name='checkupresult',
            index=models.Index(condition=models.Q(('closed_on__isnull', True), ('is_flagged', True)), fields=['due_on'], name='checkup_open_follow_up'),
        ),
        migrations.AddConstraint(
            model_name='checkuphospital',
            constraint=models.UniqueConstraint(fields=('campaign', 'institution'), name='one_checkup_hospital', violation_error_message='This hospital is in the campaign already.'),
        ),
    ]
