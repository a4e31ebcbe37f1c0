"""Dependants: matched placement of spouses (军人抚恤优待条例 §46) and school entry of children (§43)."""

from django.db import models


class SpouseState(models.TextChoices):
    APPLIED = "applied", "已申请"
    MATCHING = "matching", "对接中"
    PLACED = "placed", "已安置"
    WITHDRAWN = "withdrawn", "已撤回"


class Standing(models.TextChoices):
    """Where the spouse worked before: organs and institutions are matched with their like (§46, 对口)."""

    ORGAN = "organ", "机关（公务员）"
    INSTITUTION = "institution", "事业单位"
    STATE_FIRM = "state_firm", "国有企业"
    OTHER = "other", "其他企业或灵活就业"
    NONE = "none", "无工作"


class Ground(models.TextChoices):
    """Where a soldier's child may enter school (§43): five places, the family chooses."""

    OWN = "own", "子女本人户籍地"
    PARENTS = "parents", "父母户籍地"
    GRANDPARENTS = "grandparents", "祖父母、外祖父母户籍地"
    RESIDENCE = "residence", "父母居住地"
    GARRISON = "garrison", "部队驻地"


class Stage(models.TextChoices):
    NURSERY = "nursery", "托育"
    KINDERGARTEN = "kindergarten", "幼儿园"
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "高中"


class EnrolState(models.TextChoices):
    APPLIED = "applied", "已申请"
    FORWARDED = "forwarded", "已转教育部门"
    ENROLLED = "enrolled", "已入学"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN_SPOUSE = (SpouseState.APPLIED, SpouseState.MATCHING)
OPEN_SCHOOL = (EnrolState.APPLIED, EnrolState.FORWARDED)
TONES = {"applied": "amber", "matching": "blue", "forwarded": "blue"}
