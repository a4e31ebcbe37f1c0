"""Codes and words of honours (handbook §8). Labels are Chinese by nature."""

from django.db import models


class Level(models.TextChoices):
    NATION = "nation", "国家级"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地市级"
    CITY = "city", "县（市）级"
    TOWN = "town", "镇（街道）级"


# Titles that the bureau's reports name; others are typed
AWARD_NAMES = ("最美退役军人", "模范退役军人", "荆楚楷模", "抗疫先锋", "兵支书", "优秀共产党员", "道德模范", "好人榜")
