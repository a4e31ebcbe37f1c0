"""The words of the care centre (handbook §6)."""

from django.db import models


class Scale(models.TextChoices):
    GB2022 = "gb42195", "GB/T 42195-2022 老年人能力评估"
    NHSA2021 = "nhsa2021", "国家医保局2021年长期护理失能等级评估"


class Group(models.TextChoices):
    """Whom the care centre takes, in the words of the annual report 二（一）3."""

    ABLE = "able", "能力完好"
    HALF = "half", "半失能"
    DISABLED = "disabled", "失能"
    DEMENTIA = "dementia", "失智"


class Stay(models.TextChoices):
    LONG = "long", "长期入住"
    SHORT = "short", "短期托养"
    DAY = "day", "日间照料"


class FeeSource(models.TextChoices):
    STATE = "state", "财政供养"
    CARE_INSURANCE = "care_insurance", "长期护理保险"
    BUREAU = "bureau", "局优抚经费"
    SELF = "self", "本人或家属自付"
    MIXED = "mixed", "多方共担"


class RequestState(models.TextChoices):
    WAITING = "waiting", "轮候中"
    PLACED = "placed", "已入住"
    WITHDRAWN = "withdrawn", "已撤回"
