"""Codes and labels of the network. Labels are Chinese by nature (the bureau's own words)."""

from django.db import models


class Tier(models.TextChoices):
    """The levels of the division tree, from the nation down; the bureau's own city is `city`."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省"
    PREFECTURE = "prefecture", "市（州）"
    CITY = "city", "市（县）"
    TOWN = "town", "镇（街道）"
    VILLAGE = "village", "村（社区）"


class Closing(models.TextChoices):
    """Why a division or station ended."""

    MERGED = "merged", "合并"
    CLOSED = "closed", "撤销"
