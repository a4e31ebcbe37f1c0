"""National and bureau code tables: codes are stored, labels shown (handbook §2.2). Labels are Chinese by nature."""

from django.db import models


class Sex(models.TextChoices):
    """GB/T 2261.1"""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
    UNSTATED = "9", "未说明"


class IdType(models.TextChoices):
    """Serving soldiers may have an officer's or soldier's card instead of an identity card (handbook §2.3)."""

    IDENTITY = "identity", "居民身份证"
    OFFICER = "officer", "军官证"
    SOLDIER = "soldier", "士兵证"
    OTHER = "other", "其他证件"


# GB/T 3304
ETHNIC_GROUPS = tuple(
    (f"{number:02d}", f"{name}族")
    for number, name in enumerate(
        "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
        "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
        "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺".split(),
        start=1,
    )
) + (("97", "其他"), ("98", "外国血统中国籍"))

# GB/T 4762
POLITICAL_STATUSES = (
    ("01", "中共党员"),
    ("02", "中共预备党员"),
    ("03", "共青团员"),
    ("04", "民革党员"),
    ("05", "民盟盟员"),
    ("06", "民建会员"),
    ("07", "民进会员"),
    ("08", "农工党党员"),
    ("09", "致公党党员"),
    ("10", "九三学社社员"),
    ("11", "台盟盟员"),
    ("12", "无党派人士"),
    ("13", "群众"),
)

# GB/T 4658
EDUCATIONS = (
    ("10", "研究生"),
    ("11", "博士研究生毕业"),
    ("14", "硕士研究生毕业"),
    ("20", "大学本科"),
    ("21", "大学本科毕业"),
    ("28", "大学普通班毕业"),
    ("30", "大学专科"),
    ("31", "大学专科毕业"),
    ("40", "中等职业教育"),
    ("41", "中专毕业"),
    ("44", "职业高中毕业"),
    ("47", "技工学校毕业"),
    ("60", "普通高中"),
    ("61", "普通高中毕业"),
    ("70", "初中"),
    ("71", "初中毕业"),
    ("80", "小学"),
    ("81", "小学毕业"),
    ("90", "其他"),
)

# GB/T 2261.2
MARRIAGES = (
    ("10", "未婚"),
    ("20", "已婚"),
    ("21", "初婚"),
    ("22", "再婚"),
    ("23", "复婚"),
    ("30", "丧偶"),
    ("40", "离婚"),
    ("90", "未说明"),
)

HUKOU_TYPES = (("1", "农村"), ("2", "城镇"))

# GB/T 2261.3, head codes
HEALTH_STATES = (("10", "健康或良好"), ("20", "一般或较弱"), ("30", "有慢性病"), ("60", "残疾"))

LIVING_STATES = (("1", "良好"), ("2", "一般"), ("3", "差"))

WORK_ABILITIES = (("1", "有劳动能力"), ("2", "部分丧失"), ("3", "丧失劳动能力"))

VIABILITIES = (("1", "完全自理"), ("2", "部分自理"), ("3", "不能自理"))

DISABILITY_NATURES = (("1", "因战"), ("2", "因公"), ("3", "因病"))

DISABILITY_LEVELS = tuple(
    (f"{level:02d}", f"{word}级") for level, word in enumerate("一 二 三 四 五 六 七 八 九 十".split(), start=1)
)

# 优抚类别 codes first (handbook §2.2), then the placement groups of §1.1 that have no national two-digit code
CATEGORIES = (
    ("11", "残疾军人"),
    ("12", "伤残国家机关工作人员"),
    ("13", "伤残人民警察"),
    ("14", "伤残民兵民工"),
    ("15", "因战因公伤残人员"),
    ("21", "烈士遗属"),
    ("22", "因公牺牲军人遗属"),
    ("23", "病故军人遗属"),
    ("41", "在乡老复员军人"),
    ("42", "带病回乡退伍军人"),
    ("51", "参战退役军人"),
    ("61", "参试退役军人"),
    ("81", "年满60周岁农村籍退役士兵"),
    ("B", "老年烈士子女"),
    ("RED_ARMY", "退伍红军老战士"),
    ("TRANSFER_PLANNED", "转业军官（计划分配）"),
    ("TRANSFER_SELF_CHOSEN", "转业军官（自主择业）"),
    ("MONTHLY_PENSION", "逐月领取退役金"),
    ("SELF_EMPLOYED_PATH", "自主就业退役士兵"),
    ("ASSIGNED_WORK", "安排工作退役士兵"),
    ("RETIRED_NCO", "退休军士"),
    ("STATE_SUPPORT", "国家供养"),
    ("DEMOBILISED_OFFICER", "复员干部"),
    ("MIL_RETIREE", "军队离退休干部"),
    ("MIL_CIVILIAN_EMPLOYEE", "无军籍职工"),
    ("MIL_FAMILY", "现役军人家属"),
    ("DISCHARGED", "退役士兵（其他）"),
    ("OTHER", "其他"),
)

# Each category's place in `Person.holds`: new categories go to the end, none ever changes its place
BITS = {code: 1 << place for place, (code, _name) in enumerate(CATEGORIES)}


def bits_of(codes):
    """Several categories as one number, a bit each."""
    return sum({BITS[code] for code in codes})


# Who draws a regular pension or subsidy (重点优抚对象, handbook §1.1)
KEY_CATEGORIES = frozenset({"11", "14", "21", "22", "23", "41", "42", "51", "61", "81", "B", "RED_ARMY"})
DISABLED_CATEGORIES = frozenset({"11", "12", "13", "14", "15"})
BEREAVED_CATEGORIES = frozenset({"21", "22", "23"})
# Relatives, not veterans themselves
FAMILY_CATEGORIES = frozenset({"21", "22", "23", "B", "MIL_FAMILY"})
# Categories whose holder must be of an age on the day (手册 §2.4: RURAL_60, MARTYR_CHILD)
SIXTY_CATEGORIES = frozenset({"81", "B"})

BRANCHES = (
    ("ARMY", "陆军"),
    ("NAVY", "海军"),
    ("AIR", "空军"),
    ("ROCKET", "火箭军（第二炮兵）"),
    ("STRATEGIC", "战略支援部队"),
    ("AEROSPACE", "军事航天部队"),
    ("CYBER", "网络空间部队"),
    ("INFORMATION", "信息支援部队"),
    ("LOGISTICS", "联勤保障部队"),
    ("PAP", "武警"),
    ("RAILWAY", "铁道兵"),
    ("ENGINEERS", "基建工程兵"),
    ("OTHER", "其他"),
)

DISCHARGE_MODES = (
    ("TRANSFER", "转业"),
    ("MONTHLY", "逐月领取退役金"),
    ("SELF_EMPLOYED", "自主就业"),
    ("ASSIGNED", "安排工作"),
    ("RETIRED", "退休"),
    ("SUPPORT", "供养"),
    ("DEMOBILISED", "复员"),
    ("DISCHARGED", "退伍"),
    ("SELF_SOUGHT", "自谋职业"),
    ("SELF_CHOSEN", "自主择业"),
    ("EXPELLED", "除名或开除军籍"),
)

EMPLOYMENTS = (
    ("ORGAN", "在职（机关事业）"),
    ("STATE_FIRM", "在职（国企）"),
    ("PRIVATE_FIRM", "在职（民企）"),
    ("SELF", "个体经营"),
    ("FLEXIBLE", "灵活就业"),
    ("FARMING", "务农"),
    ("SEEKING", "待业（有就业意愿）"),
    ("UNABLE", "无就业能力"),
    ("RETIRED", "退休"),
    ("STUDYING", "在读"),
)

MEDICAL_INSURANCES = (
    ("RESIDENT", "城乡居民医保"),
    ("EMPLOYEE", "职工医保"),
    ("PUBLIC", "公费医疗"),
    ("NONE", "未参保"),
    ("OTHER", "其他"),
)

PENSION_INSURANCES = (
    ("RESIDENT", "城乡居民养老保险"),
    ("EMPLOYEE", "职工养老保险"),
    ("ORGAN", "机关事业养老保险"),
    ("NONE", "未参保"),
    ("OTHER", "其他"),
)

HOUSEHOLD_RELATIONS = (
    ("01", "户主"),
    ("10", "配偶"),
    ("20", "子"),
    ("30", "女"),
    ("40", "孙子女或外孙子女"),
    ("50", "父母"),
    ("60", "祖父母或外祖父母"),
    ("70", "兄弟姐妹"),
    ("80", "其他亲属"),
    ("90", "非亲属"),
)

HOUSING = (
    ("OWN", "自有住房"),
    ("RENTED", "租住"),
    ("PUBLIC", "公租房或廉租房"),
    ("RELATIVES", "与亲属同住"),
    ("DILAPIDATED", "危房"),
    ("INSTITUTION", "集中供养"),
    ("NONE", "无住房"),
)

MERITS = (
    ("MEDAL", "勋章或荣誉称号"),
    ("WAR1", "一等战功"),
    ("WAR2", "二等战功"),
    ("WAR3", "三等战功"),
    ("WAR4", "四等战功"),
    ("MERIT1", "一等功"),
    ("MERIT2", "二等功"),
    ("MERIT3", "三等功"),
    ("COMMEND1", "一级表彰"),
    ("COMMEND2", "二级表彰"),
    ("PRAISE", "嘉奖"),
    ("EXCELLENT", "优秀士兵"),
    ("OTHER", "其他"),
)


class Alive(models.TextChoices):
    """对象状态: whether the person is alive and still belongs here."""

    ALIVE = "alive", "在册"
    DECEASED = "deceased", "已去世"
    MOVED_OUT = "moved_out", "已迁出"
    UNKNOWN = "unknown", "不详"


class MovementKind(models.TextChoices):
    """增减原因: why the people on file became more or fewer at a place or in a category."""

    NEW = "new", "新增"
    RETURNED = "returned", "迁回"
    TRANSFERRED = "transferred", "转移"
    CATEGORY = "category", "类别变动"
    DECEASED = "deceased", "去世"
    LEFT = "left", "迁出"
    CORRECTED = "corrected", "更正"


class RecordState(models.TextChoices):
    """A record is never deleted: it is live, merged into another, or withdrawn by undoing the import that made it."""

    LIVE = "live", "有效"
    MERGED = "merged", "已并入"
    WITHDRAWN = "withdrawn", "已撤回"


class CardState(models.TextChoices):
    """优待证: accepted at the station, reviewed by county, city, province, made, signed for, handed over (handbook §1.2)."""

    ACCEPTED = "accepted", "镇站已受理"
    COUNTY = "county", "县级审核通过"
    PREFECTURE = "prefecture", "市级审核通过"
    PROVINCE = "province", "省级审核通过"
    MADE = "made", "已制卡"
    RECEIVED = "received", "县中心已签收"
    HANDED_OVER = "handed_over", "已发放"
    REFUSED = "refused", "不予发放"
    CANCELLED = "cancelled", "已注销"


class PlaqueState(models.TextChoices):
    """光荣牌, one per household (国办发〔2018〕72号 §2)."""

    APPLIED = "applied", "已申请"
    HUNG = "hung", "已悬挂"
    REPLACED = "replaced", "已更换"
    CANCELLED = "cancelled", "已取消"
    REFUSED = "refused", "本人谢绝"


class ClaimState(models.TextChoices):
    """A claim waits for the lowest common superior, who transfers, merges or returns it."""

    WAITING = "waiting", "待上级核对"
    TRANSFERRED = "transferred", "已转入"
    MERGED = "merged", "已并入原档案"
    RETURNED = "returned", "已退回"


class CorrectionState(models.TextChoices):
    """A correction request on a field that somebody else entered."""

    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已采纳"
    DECLINED = "declined", "未采纳"
