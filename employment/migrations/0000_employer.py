import core.vault
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('stations', '0002_authenticator'),
        ('stations', '__first__'),
        ('veterans', '0002_name_grams'),
    ]

    operations = [
        migrations.CreateModel(
            name='Employer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name of the employer')),
                ('short_name', models.CharField(blank=True, max_length=20, verbose_name='short name')),
                ('credit_code', models.CharField(max_length=18, verbose_name='unified social credit code')),
                ('kind', models.CharField(choices=[('ORGAN', '机关'), ('INSTITUTION', '事业单位'), ('STATE_FIRM', '国有企业'), ('PRIVATE_FIRM', '民营企业'), ('FOREIGN_FIRM', '外资企业'), ('SOLE_TRADER', '个体工商户'), ('COOPERATIVE', '农民专业合作社'), ('SOCIAL', '社会组织')], max_length=12, verbose_name='kind of employer')),
                ('industry', models.CharField(blank=True, choices=[('FARMING', '农林牧渔'), ('MANUFACTURE', '制造'), ('BUILDING', '建筑'), ('TRADE', '批发零售'), ('TRANSPORT', '交通运输、仓储'), ('HOTEL', '住宿餐饮'), ('TOURISM', '文化旅游'), ('IT', '信息技术'), ('SECURITY', '保安、物业'), ('EDUCATION', '教育培训'), ('HEALTH', '卫生、养老'), ('PUBLIC', '公共管理'), ('OTHER', '其他')], max_length=12, verbose_name='industry')),
                ('is_veteran_owned', models.BooleanField(default=False, verbose_name='owned by a veteran')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('contact_name', models.CharField(max_length=50, verbose_name='contact')),
                ('contact_phone', core.vault.SealedField(blank=True, null=True, verbose_name='contact phone')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('vetted_on', models.DateField(editable=False, null=True, verbose_name='vetted on')),
                ('blacklisted_on', models.DateField(editable=False, null=True, verbose_name='on the black list since')),
                ('blacklist_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why on the black list')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('blacklisted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='employers', to='stations.station', verbose_name='station')),
                ('vetted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'employer',
                'verbose_name_plural': 'employers',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(fields=('credit_code',), name='one_employer_per_credit_code', violation_error_code='credit_held', violation_error_message='An employer with this credit code is on file already.'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('blacklisted_on__isnull', True), models.Q(('blacklist_reason', ''), _negated=True), _connector='OR'), name='black_list_has_reason'),
        ),
    ]
