"""Placement: the ways of being placed, the stages of a case, what retirees are due every year (handbook §1.1, §7)."""

from django.db import models


class Mode(models.TextChoices):
    """安置方式 (退役军人安置条例 §12)."""

    TRANSFER_OFFICER = "TRANSFER_OFFICER", "军队转业干部"
    MIL_RETIREE = "MIL_RETIREE", "军队离退休干部"
    ASSIGNED_WORK = "ASSIGNED_WORK", "安排工作退役士兵"
    SELF_EMPLOYED = "SELF_EMPLOYED", "自主就业退役士兵"
    RELOCATION = "RELOCATION", "随调随迁"


# Who chooses a post in order of score
CHOOSING = (Mode.ASSIGNED_WORK,)
# Whose work is to be assigned within six months of acceptance (条例 §31)
ON_THE_CLOCK = (Mode.TRANSFER_OFFICER, Mode.ASSIGNED_WORK)
# Who draws the monthly subsidy while waiting for work (条例 §31)
SUBSIDISED = (Mode.ASSIGNED_WORK,)
# Who should be trained after discharge (handbook §7): soldiers, whatever their path
SOLDIERS = (Mode.ASSIGNED_WORK, Mode.SELF_EMPLOYED)
# The work report speaks of these (handbook §9 row 35)
IN_REPORT = (Mode.TRANSFER_OFFICER, Mode.MIL_RETIREE)
# Placed by being received, without a post or letter
RECEIVED = (Mode.MIL_RETIREE, Mode.RELOCATION)


class State(models.TextChoices):
    WAITING = "waiting", "待安置"
    CHOSEN = "chosen", "已选岗"
    ASSIGNED = "assigned", "已开介绍信"
    STARTED = "started", "已到位"
    REPORTED = "reported", "已报到"
    WITHDRAWN = "withdrawn", "不再安置"


OPEN = (State.WAITING, State.CHOSEN, State.ASSIGNED)
PLACED = (State.ASSIGNED, State.STARTED)
STATE_TONES = {State.WAITING: "amber", State.CHOSEN: "blue", State.ASSIGNED: "blue"}


class Leaving(models.TextChoices):
    """Why nobody is placed any more; the case no longer counts among those due."""

    GIVES_UP = "gives_up", "本人放弃安置待遇"
    SELF_FOUND = "self_found", "本人自愿转为自主就业"
    MOVED = "moved", "安置地变更"
    DIED = "died", "去世"
    STUDIES = "studies", "入学或复学"
    RETURNED = "returned", "退回部队"


class Exemption(models.TextChoices):
    """Why somebody need not be trained; they are left out of the denominator (handbook §7)."""

    STUDIES = "studies", "在校就读"
    EMPLOYED = "employed", "已稳定就业并书面放弃"
    HEALTH = "health", "因伤病不能参加"
    ABROAD = "away", "长期外出无法联系，已公告"
    DIED = "died", "去世"


class PaperKind(models.TextChoices):
    LETTER = "letter", "安置介绍信"
    NOTICE = "notice", "安置通知书"


class TurnState(models.TextChoices):
    """Where somebody stands in a session of choosing."""

    WAITING = "waiting", "待选"
    DEFERRED = "deferred", "暂缓"
    ABSENT = "absent", "缺席"
    CHOSEN = "chosen", "已选"
    NONE = "none", "未选岗"


STILL_TO_CHOOSE = (TurnState.WAITING, TurnState.DEFERRED, TurnState.ABSENT)


class Session(models.TextChoices):
    PLANNED = "planned", "准备中"
    OPEN = "open", "选岗进行中"
    CLOSED = "closed", "选岗结束"


class Treatment(models.TextChoices):
    POLITICAL = "political", "政治待遇"
    LIVING = "living", "生活待遇"


# What a military retiree is due every year: code, kind, label
TREATMENTS = (
    ("reading", Treatment.POLITICAL, "阅读文件、听报告"),
    ("meetings", Treatment.POLITICAL, "参加重要会议和重大活动"),
    ("party", Treatment.POLITICAL, "组织生活和学习"),
    ("visits", Treatment.POLITICAL, "春节、八一走访慰问"),
    ("papers", Treatment.POLITICAL, "订阅报刊"),
    ("pension", Treatment.LIVING, "离退休费按月足额发放"),
    ("allowances", Treatment.LIVING, "生活补助、护理费等补贴落实"),
    ("medical", Treatment.LIVING, "医疗保障和医疗费报销"),
    ("checkup", Treatment.LIVING, "年度健康体检"),
    ("housing", Treatment.LIVING, "住房补贴和住房保障"),
    ("transport", Treatment.LIVING, "用车或交通补贴"),
)
TREATMENT_CHOICES = tuple((code, label) for code, _kind, label in TREATMENTS)
