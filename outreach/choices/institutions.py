"""Where people are examined, treated and cared for."""

from django.db import models


class InstitutionKind(models.TextChoices):
    """健康服务中心、体检医院、康养中心、签约诊所（年度报告二（一）3）."""

    HEALTH_CENTRE = "health_centre", "退役军人健康服务中心"
    HOSPITAL = "hospital", "医院"
    CARE_CENTRE = "care_centre", "康养中心"
    CLINIC = "clinic", "卫生院或诊所"
