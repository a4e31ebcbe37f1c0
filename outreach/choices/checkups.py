"""The words of checkup campaigns (handbook §6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OTHER_SCHEMES = ("MIL_RETIREE", "MIL_CIVILIAN_EMPLOYEE")  # 军休干部 and 无军籍职工 have medical care of their own


class CampaignState(models.TextChoices):
    """A campaign is planned, then its list is frozen; at the end it is closed and its numbers stand."""

    PLANNED = "planned", "筹备"
    FREEZING = "freezing", "正在生成名单"
    RUNNING = "running", "进行中"
    CLOSED = "closed", "已结束"


class ExamState(models.TextChoices):
    """Where one person stands in a campaign: the way of handbook §6, then the states beside it."""

    ELIGIBLE = "eligible", "应检"
    NOTIFIED = "notified", "已通知"
    BOOKED = "booked", "已排期"
    CHECKED_IN = "checked_in", "已到检"
    EXAMINED = "examined", "已检"
    RESULT_IN = "result_in", "结果已回"
    FOLLOWED_UP = "followed_up", "已随访"
    ABSENT = "absent", "缺席"
    DECLINED = "declined", "不参加"
    DECEASED = "deceased", "已去世"
    MOVED = "moved", "已迁出"
    REMOVED = "removed", "已移出名单"


UNFROZEN = (CampaignState.PLANNED, CampaignState.FREEZING)  # the list is not there, or not whole

S = ExamState
WAITING = (S.ELIGIBLE, S.NOTIFIED)  # nobody has given them a day yet
PLACEABLE = (*WAITING, S.ABSENT)  # who can be given a day
HAVE_COME = (S.CHECKED_IN, S.EXAMINED, S.RESULT_IN, S.FOLLOWED_UP)
EXAMINED = (S.EXAMINED, S.RESULT_IN, S.FOLLOWED_UP)
GONE = (S.DECEASED, S.MOVED, S.REMOVED)  # no longer among the entitled
ON_BOARD = (S.BOOKED, *HAVE_COME)  # who stands in a session
TONES = {S.ABSENT: "amber", S.CHECKED_IN: "blue"}


class Answer(models.TextChoices):
    """What a call or a visit ended with."""

    CONFIRMED = "confirmed", "能来"
    DECLINED = "declined", "不参加"
    UNREACHABLE = "unreachable", "没联系上"


class CallChannel(models.TextChoices):
    """How somebody was told; a week ahead by telephone and at the door (中山 2023, handbook §6)."""

    PHONE = "phone", "电话"
    HOME = "home", "上门"
    RELATIVE = "relative", "亲属转告"
    MESSAGE = "message", "短信或微信"


class SessionPart(models.TextChoices):
    DAY = "day", "全天"
    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"


class ListedBy(models.TextChoices):
    RULE = "rule", "按规则"
    HAND = "hand", "人工补充"


class ContactWay(models.TextChoices):
    """How a flagged finding was followed up."""

    PHONE = "phone", "电话回访"
    HOME = "home", "上门随访"
    HOSPITAL = "hospital", "陪同复查"
    REFERRED = "referred", "转诊"


class SheetState(models.TextChoices):
    WAITING = "waiting", _("to be checked")
    WRITTEN = "written", _("written")
    DISCARDED = "discarded", _("thrown away")
