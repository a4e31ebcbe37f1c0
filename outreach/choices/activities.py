"""Codes and words of activities (handbook §8). Labels are the bureau's own, Chinese by nature."""

from django.db import models


class Venue(models.TextChoices):
    """八进: where a propaganda session goes (annual report, part 二)."""

    SCHOOL = "school", "进学校"
    COMMUNITY = "community", "进社区"
    COUNTRYSIDE = "countryside", "进农村"
    OFFICE = "office", "进机关"
    HOSPITAL = "hospital", "进医院"
    BARRACKS = "barracks", "进军营"
    ENTERPRISE = "enterprise", "进企业"
    SOCIETY = "society", "进社会团体"


class Campaign(models.TextChoices):
    """“六大”活动 (handbook §9 row 14)."""

    STUDY = "study", "大学习"
    RESEARCH = "research", "大调研"
    DISCUSSION = "discussion", "大讨论"
    UNITY = "unity", "大统一"
    CHANGE = "change", "大转变"
    ACTION = "action", "大落实"


class TalkKind(models.TextChoices):
    """The ways in which people are heard (handbook §9 rows 9 and 11)."""

    SYMPOSIUM = "symposium", "座谈会"
    HEART_TO_HEART = "heart_to_heart", "交心会"
    EVENING_TALK = "evening_talk", "村湾夜话"
    HOME_CHAT = "home_chat", "拉家常"
    FIELD_STUDY = "field_study", "下基层调研"


class LecturerKind(models.TextChoices):
    """授课既有外请的专家学者，也有本土的退役老兵、创业典型."""

    EXPERT = "expert", "专家学者"
    OLD_SOLDIER = "old_soldier", "退役老兵"
    ENTREPRENEUR = "entrepreneur", "创业典型"
    OFFICIAL = "official", "党员干部"
    OTHER = "other", "其他"


# The theme that the annual report counts sessions of (handbook §9 row 20)
MOTHERLAND = "我和我的祖国"
