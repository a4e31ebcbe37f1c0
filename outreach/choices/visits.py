"""Codes and words of visits (handbook §8, 走访慰问 and 常态化联系). Labels are the bureau's own, Chinese by nature."""

from django.db import models


class Occasion(models.TextChoices):
    SPRING = "spring", "春节"
    ARMY_DAY = "army_day", "八一"
    ROUTINE = "routine", "日常联系"
    ILLNESS = "illness", "生病住院"
    DEATH = "death", "去世"
    MERIT = "merit", "立功"
    NINETY = "ninety", "九十岁以上"


class Subject(models.TextChoices):
    """Whom the visit was paid to. 户 and 人 are counted apart."""

    PERSON = "person", "个人"
    HOUSEHOLD = "household", "家庭"
    STATION = "station", "服务站"
    ENTERPRISE = "enterprise", "企业"


class Way(models.TextChoices):
    """常态化联系: a call is a contact, only a home visit is a visit."""

    HOME = "home", "上门走访"
    PHONE = "phone", "电话联系"
    OFFICE = "office", "到站面谈"
    ONLINE = "online", "视频微信"


class Team(models.TextChoices):
    """Who came: figure 10 counts the towns that the bureau's own people went to."""

    VILLAGE = "village", "村（社区）"
    TOWN = "town", "镇（街道）"
    CITY = "city", "市局（中心）"


class Target(models.TextChoices):
    """Whom a plan wants to reach."""

    ALL = "all", "全部在册人员"
    KEY = "key", "重点优抚对象"
    SEVENTY = "seventy", "七十岁以上"
    NINETY = "ninety", "九十岁以上"
    DISABLED = "disabled", "伤残人员"
    BEREAVED = "bereaved", "三属"
