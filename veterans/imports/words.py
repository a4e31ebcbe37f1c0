"""The words found in roster cells and the codes they stand for (handbook §2.2; §2.5 items 9–10)."""

import re

from veterans import choices

SPLIT = re.compile(r"[、,，/;；\s及和+＋]+")


def _table(pairs, **more):
    """{word: code} of a code table with its other spellings (`code="word word"` as keyword, `_` before digits)."""
    words = {label: code for code, label in getattr(pairs, "choices", pairs)}
    for code, spellings in more.items():
        words.update(dict.fromkeys(spellings.split(), code.lstrip("_")))
    return words


def _ethnic_groups():
    words = {label: code for code, label in choices.ETHNIC_GROUPS}
    words.update({label.removesuffix("族"): code for label, code in list(words.items())})
    return words | {"亿佬": "37", "亿佬族": "37", "土": "30", "土族": "30"}


def _levels():
    words = {label: code for code, label in choices.DISABILITY_LEVELS}
    forms = ("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")
    for number in range(1, 11):
        for word in (str(number), f"{number:02d}", *(form[number - 1] for form in forms)):
            words[word] = words[f"{word}级"] = f"{number:02d}"
    romans = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
    words.update({roman: f"{number:02d}" for number, roman in enumerate(romans, start=1)})
    return words | {f"{roman}级": f"{number:02d}" for number, roman in enumerate(romans, start=1)}


CODES = {
    "sex": {"男": "1", "女": "2", "1": "1", "2": "2", "男性": "1", "女性": "2", "M": "1", "F": "2"},
    "ethnic_group": _ethnic_groups(),
    "political_status": _table(
        choices.POLITICAL_STATUSES,
        _01="党员 共产党员 中共党员 中国共产党党员 正式党员 是 中共",
        _02="预备党员 中共预备党员",
        _03="团员 共青团员 共青团",
        _04="民革",
        _05="民盟",
        _06="民建",
        _07="民进",
        _08="农工党",
        _09="致公党",
        _10="九三学社",
        _11="台盟",
        _12="无党派 无党派人士",
        _13="群众 普通群众 否 非党员",
    ),
    "education": _table(
        choices.EDUCATIONS,
        _10="研究生",
        _11="博士 博士研究生",
        _14="硕士 硕士研究生",
        _21="大学 本科 大学本科",
        _31="大专 专科 大学专科",
        _41="中专 中等专科",
        _44="职高 职业高中",
        _47="技校 中技",
        _61="高中",
        _71="初中",
        _81="小学",
        _90="文盲 半文盲 文盲或半文盲",
    ),
    "marriage": _table(choices.MARRIAGES, _10="未婚 否", _20="已婚 是 有配偶", _30="丧偶", _40="离婚 离异"),
    "hukou_type": _table(
        choices.HUKOU_TYPES, _1="农业 农业户口 农业户籍 农村户口 1", _2="非农业 非农 城市 城镇户口 居民 2"
    ),
    "household_relation": _table(
        choices.HOUSEHOLD_RELATIONS,
        _01="本人 户主",
        _10="妻 妻子 夫 丈夫 配偶",
        _20="儿子 长子 次子 三子 子",
        _30="女儿 长女 次女 女",
        _50="父亲 母亲 父 母 父母",
    ),
    "branch": _table(
        choices.BRANCHES,
        ROCKET="火箭军 第二炮兵 二炮",
        PAP="武警 武警部队 消防 边防 警卫",
        RAILWAY="铁道兵",
        STRATEGIC="战支",
        LOGISTICS="联勤",
    ),
    "discharge_mode": _table(
        choices.DISCHARGE_MODES,
        SELF_EMPLOYED="自主就业",
        ASSIGNED="安排工作 安置 政府安置 安排",
        TRANSFER="转业 计划分配",
        DISCHARGED="退伍 退役",
        DEMOBILISED="复员",
        MONTHLY="逐月 逐月领取退役金",
        EXPELLED="除名 开除军籍 开除",
    ),
    "disability_level": _levels(),
    "disability_nature": _table(choices.DISABILITY_NATURES, _1="战 1", _2="公 2", _3="病 3"),
    "employment": _table(
        choices.EMPLOYMENTS,
        ORGAN="机关 事业 机关事业 公务员 事业单位",
        STATE_FIRM="国企",
        PRIVATE_FIRM="在职 已就业 就业 民企 务工 企业 打工 外出务工 私企",
        SELF="个体 个体经营 自主创业 创业 经商",
        FLEXIBLE="灵活就业 自由职业 临时工",
        FARMING="务农 在家务农 种地",
        SEEKING="待业 失业 无业 未就业",
        UNABLE="无就业能力 丧失劳动能力",
        RETIRED="退休 离休",
        STUDYING="在读 学生 上学",
    ),
    "health": _table(
        choices.HEALTH_STATES,
        _10="健康 良好 好 1",
        _20="一般 较弱 2",
        _30="慢性病 有病 患病 体弱多病 3",
        _60="残疾 伤残",
    ),
    "work_ability": _table(choices.WORK_ABILITIES, _1="有 正常", _2="部分 部分丧失劳动能力", _3="无 丧失 无劳动能力"),
    "viability": _table(choices.VIABILITIES, _1="能 自理 能自理 可自理", _2="半自理", _3="不能 不自理 失能"),
    "living_state": _table(
        choices.LIVING_STATES, _1="好 良好 否 富裕 1", _2="一般 中等 2", _3="差 困难 特困 是 贫困 3"
    ),
    "medical_ins": _table(
        choices.MEDICAL_INSURANCES,
        RESIDENT="城乡居民 居民医保 新农合 农合 城乡居民基本医疗保险 合作医疗",
        EMPLOYEE="城镇职工 职工 城镇职工医保 职工医疗保险",
        PUBLIC="公费",
        NONE="未参加",
    ),
    "pension_ins": _table(
        choices.PENSION_INSURANCES,
        RESIDENT="城乡居民 居民养老 新农保 农保 城乡居民基本养老保险 城乡居民养老",
        EMPLOYEE="城镇职工 职工 职工养老 企业养老 企业职工养老保险",
        ORGAN="机关养老 机关事业",
        NONE="未参加",
    ),
    "alive": _table(
        choices.Alive,
        alive="健在 是 在世 在册 正常 有 1",
        deceased="去世 死亡 已故 病故 否 已去世 亡故 过世 已死亡 2",
        moved_out="迁出 已迁出 外迁",
    ),
    "category": _table(
        choices.CATEGORIES,
        _11="伤残军人 残疾军人 革命伤残军人 伤残 在乡残疾军人",
        _12="伤残公务员 伤残机关工作人员",
        _13="伤残警察 伤残人民警察",
        _14="伤残民兵 伤残民工 伤残民兵民工 残疾民兵",
        _21="烈属 烈士家属 烈士遗属",
        _22="因公牺牲遗属 因公牺牲军属 因公牺牲军人家属 因公属",
        _23="病故遗属 病故军属 病故军人家属 病故属",
        _41="复员军人 老复员军人 在乡复员军人 在乡老复员军人",
        _42="带病回乡 带病回乡退役军人 带病退伍",
        _51="参战 参战人员 参战退役人员 参战退伍军人",
        _61="参试 涉核 参核 参试退役人员 原8023部队退役人员 核试验 参试人员",
        _81="农村籍退役士兵 60周岁农村籍退役士兵 农村籍老年退役士兵 60岁以上农村籍退役士兵 年满60周岁农村籍退役士兵 老年农村籍退役士兵",
        B="烈士子女 老年烈士子女 部分烈士子女",
        RED_ARMY="红军 红军失散人员 西路军 老红军",
        TRANSFER_PLANNED="转业干部 军队转业干部 转业军官 军转干部 计划分配军转干部 转业",
        TRANSFER_SELF_CHOSEN="自主择业 自主择业军转干部 自主择业干部",
        MONTHLY_PENSION="逐月 逐月领取退役金退役军人 逐月退役金",
        SELF_EMPLOYED_PATH="自主就业 自主就业退役士兵 自主就业士兵",
        ASSIGNED_WORK="安排工作 安排工作退役士兵 政府安排工作退役士兵 转业志愿兵 转业士官",
        RETIRED_NCO="退休士官 退休军士",
        STATE_SUPPORT="供养 国家供养",
        DEMOBILISED_OFFICER="复员干部 复员军官",
        MIL_RETIREE="军休干部 军队离退休干部 离退休干部 军休",
        MIL_CIVILIAN_EMPLOYEE="无军籍 无军籍职工 无军籍退休职工",
        MIL_FAMILY="现役军人家属 军属 军人家属 现役家属",
        DISCHARGED="退役士兵 退伍军人 退伍士兵 退役军人 义务兵 士官 志愿兵 退伍 复退军人 退役士官",
        OTHER="其他",
    ),
}
# 军官 says only that somebody was an officer, not which way they left: asked about, never guessed
