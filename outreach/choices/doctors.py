"""The words of family-doctor contracts."""

from django.db import models


class VisitKind(models.TextChoices):
    HOME = "home", "上门"
    CLINIC = "clinic", "门诊"
    PHONE = "phone", "电话"


class Package(models.TextChoices):
    """What the team owes; the bureau's own package names are kept as a remark on the contract."""

    BASIC = "basic", "基础服务包"
    OLD = "old", "老年人服务包"
    DISABLED = "disabled", "残疾人服务包"
    CHRONIC = "chronic", "慢性病服务包"
