"""Codes and words of publicity (handbook §8, 媒体). Labels are the bureau's own, Chinese by nature."""

from django.db import models


class Level(models.TextChoices):
    """The level of an outlet: “省级以上” is province and nation."""

    NATION = "nation", "中央"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地市级"
    CITY = "city", "县市级"


class Channel(models.TextChoices):
    PRESS = "press", "报刊"
    TV = "tv", "电视"
    RADIO = "radio", "广播"
    WEB = "web", "网络"
    WECHAT = "wechat", "微信公众号"
    DOUYIN = "douyin", "抖音"
    PHONE = "phone", "电访"


# 电访 is a channel of publicity (handbook §9 row 45), nothing is published there
PUBLISHING = tuple(choice for choice in Channel.choices if choice[0] != Channel.PHONE)
# What is printed is counted in 篇, what is broadcast or put on the web in 条 (handbook §8)
PRINTED = (Channel.PRESS,)


class ItemKind(models.TextChoices):
    BRIEF = "brief", "动态信息"
    NEWS = "news", "新闻"
    FEATURE = "feature", "专题报道"


class Purpose(models.TextChoices):
    """What a column or a telephone campaign makes known."""

    EMPLOYMENT = "employment", "就业创业"
    POLICY = "policy", "政策法规"
    THOUGHT = "thought", "思想政治"
    STYLE = "style", "军人风采"
