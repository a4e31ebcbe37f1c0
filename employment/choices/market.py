"""The words of posts, wishes, fairs and referrals. Codes are stored, labels are shown."""

from django.db.models import TextChoices

TRADES = (
    ("DRIVER", "驾驶员"),
    ("SECURITY", "保安、押运"),
    ("ASSEMBLY", "装配、操作工"),
    ("ELECTRIC", "电工"),
    ("WELDER", "焊工"),
    ("MECHANIC", "机修、汽修"),
    ("BUILDING", "建筑施工"),
    ("WAREHOUSE", "仓储、快递"),
    ("COOK", "厨师、餐饮"),
    ("CLEANING", "保洁、园林"),
    ("FARMING", "种养、农技"),
    ("SALES", "销售、客服"),
    ("OFFICE", "文员、行政"),
    ("ACCOUNTS", "会计、出纳"),
    ("TEACHER", "教师、实训"),
    ("MEDIA", "采编、宣传"),
    ("IT", "计算机、通信"),
    ("MEDICAL", "医护、养老护理"),
    ("SAFETY", "安全员、消防"),
    ("COMMUNITY", "社区、网格员"),
    ("MANAGER", "管理"),
    ("OTHER", "其他"),
)

# What somebody can show a paper for; the second group comes from service
SKILLS = (
    ("C1", "驾驶证 C1"),
    ("B2", "驾驶证 B2"),
    ("A1", "驾驶证 A1/A2"),
    ("FORKLIFT", "叉车证"),
    ("ELECTRICIAN", "电工证"),
    ("WELDING", "焊工证"),
    ("CRANE", "起重机械证"),
    ("GUARD", "保安员证"),
    ("FIRE", "消防设施操作员证"),
    ("SAFETY", "安全员证"),
    ("COOKING", "厨师证"),
    ("ACCOUNTING", "会计证"),
    ("TEACHING", "教师资格证"),
    ("NURSING", "护理证"),
    ("COMPUTER", "计算机等级证"),
)
MILITARY_SKILLS = (
    ("M_DRIVE", "军用车辆驾驶"),
    ("M_REPAIR", "装备修理"),
    ("M_SIGNAL", "通信"),
    ("M_ENGINEER", "工程机械"),
    ("M_MEDIC", "卫生救护"),
    ("M_COOK", "炊事"),
    ("M_CLERK", "文书"),
    ("M_GUARD", "警卫"),
    ("M_FIRE", "消防救援"),
)
ALL_SKILLS = SKILLS + MILITARY_SKILLS
# Who holds the first can do what asks for any of the others
COVERS = {"A1": ("B2", "C1"), "B2": ("C1",)}

# GB/T 4658 head codes in their order; a record's two-digit code counts by its tens
EDUCATION_RANKS = (("7", 1), ("6", 2), ("4", 3), ("3", 4), ("2", 5), ("1", 6))
MIN_EDUCATIONS = (
    (1, "初中"),
    (2, "高中"),
    (3, "中专、中职"),
    (4, "大专"),
    (5, "本科"),
    (6, "研究生"),
)

EMPLOYED = ("ORGAN", "STATE_FIRM", "PRIVATE_FIRM", "SELF", "FLEXIBLE", "FARMING")
SEEKING = "SEEKING"
# How the record of a hired person says what they do, by the kind of employer
EMPLOYMENT_OF_KIND = {
    "ORGAN": "ORGAN",
    "INSTITUTION": "ORGAN",
    "STATE_FIRM": "STATE_FIRM",
    "SOLE_TRADER": "FLEXIBLE",
}
EMPLOYED_ELSEWHERE = "PRIVATE_FIRM"


class Reach(TextChoices):
    """How far from home somebody will work."""

    VILLAGE = "village", "本村（社区）"
    TOWN = "town", "本镇（街道）"
    CITY = "city", "赤壁市内"
    ANY = "any", "市外也可以"


class PostState(TextChoices):
    OPEN = "open", "招聘中"
    FILLED = "filled", "已招满"
    CLOSED = "closed", "已停止"


class FairState(TextChoices):
    PLANNED = "planned", "筹备"
    OPEN = "open", "报名中"
    DONE = "done", "已结束"


class Contacted(TextChoices):
    PHONE = "phone", "电话"
    VISIT = "visit", "上门"
    DESK = "desk", "来站"
    MESSAGE = "message", "微信、短信"


class Origin(TextChoices):
    FAIR = "fair", "招聘会"
    REFERRAL = "referral", "推荐"


class Stage(TextChoices):
    """Where a person stands with a post."""

    CONSIDERING = "considering", "再考虑"
    INTENT = "intent", "达成意向"
    INTERVIEW = "interview", "约面试"
    RECOMMENDED = "recommended", "已推荐"
    TRIAL = "trial", "实习、试用"
    OFFERED = "offered", "拟录用"
    HIRED = "hired", "已录用"
    NOT_HIRED = "not_hired", "未录用"
    LEFT = "left", "已离职"


OPEN_STAGES = ("considering", "intent", "interview", "recommended", "trial", "offered")
STAGE_TONES = {"intent": "blue", "interview": "blue", "recommended": "blue", "trial": "blue", "offered": "amber"}
# 在岗回访 (handbook §7): days after the start
CHECK_DAYS = (30, 90, 180)
EARLY_DAYS = 7  # how long before its day a check can be answered


def joined(codes):
    """Codes as a column keeps them, each between blanks, so that one can be asked for by `contains`."""
    return f" {' '.join(codes)} " if codes else ""


def asked_for(code):
    """What a column of joined codes contains when it holds this one."""
    return f" {code} "


def labels_of(table, column):
    """The labels of a column of joined codes."""
    words = dict(table)
    return [words.get(code, code) for code in column.split()]


def education_rank(code):
    """The rank of a record's education, 0 for none known."""
    return dict(EDUCATION_RANKS).get(code[:1], 0) if code else 0
