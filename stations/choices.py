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


class Have(models.TextChoices):
    """五有 (handbook §3.2). The labels are the usual ones; the bureau may change them."""

    ORGANISATION = "organisation", "有机构"
    POSTS = "posts", "有编制"
    PEOPLE = "people", "有人员"
    FUNDS = "funds", "有经费"
    SUPPORT = "support", "有保障"


HAVE_HINTS = {
    Have.ORGANISATION: "批复文号、挂牌日期",
    Have.POSTS: "核定编制数",
    Have.PEOPLE: "专职、兼职人员姓名",
    Have.FUNDS: "年度经费及来源",
    Have.SUPPORT: "场所面积、设备、制度上墙",
}


class SchemeKind(models.TextChoices):
    STARS = "stars", "星级创建"
    FENGQIAO = "fengqiao", "枫桥式创建"


class Stage(models.TextChoices):
    """Who has to look at an assessment now."""

    SELF = "self", "自评"
    TOWN = "town", "镇（街道）初评"
    CITY = "city", "市级验收"
    DONE = "done", "已评定"


class Standing(models.TextChoices):
    """How an integration stands."""

    WAITING = "waiting", "待批准"
    APPROVED = "approved", "已批准，未发令牌"
    IN_USE = "in_use", "使用中"
    EXPIRED = "expired", "已到期"
    REVOKED = "revoked", "已撤销"
    MOVED = "moved", "站点已变更，须重新批准"
