"""Enterprise: bases, contests, loans, policy documents (handbook §7)."""

from django.db import models


class BaseKind(models.TextChoices):
    INCUBATOR = "incubator", "孵化基地"
    TRAINING = "training", "实训基地"
    PRACTICE = "practice", "实践基地"


class ContestLevel(models.TextChoices):
    NATION = "nation", "全国"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县（市）级"


class LoanState(models.TextChoices):
    APPLIED = "applied", "已申请"
    GRANTED = "granted", "已发放"
    REPAID = "repaid", "已还清"
    DECLINED = "declined", "未获批"


class PolicyLevel(models.TextChoices):
    NATION = "nation", "国家"
    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "市"
    COUNTY = "county", "县（市）"
    BUREAU = "bureau", "本局"
