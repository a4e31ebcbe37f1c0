"""The columns of a roster: field, formal heading, and the headings seen for it (handbook §2.4)."""

from core.imports.columns import Column
from veterans import choices


def labels(table):
    """The labels of a code table, for the drop-downs of the template."""
    return tuple(label for _code, label in getattr(table, "choices", table))


YES_NO = ("是", "否")

COLUMNS = (
    Column("seq", "序号", synonyms=("编号", "NO", "序", "No.", "排序")),
    Column(
        "name",
        "姓名",
        synonyms=("名字", "退役军人姓名", "对象姓名", "优抚对象姓名", "人员姓名", "本人姓名"),
        is_required=True,
        example="涂长林",
    ),
    Column(
        "id_no",
        "身份证件号码",
        synonyms=(
            "身份证号",
            "身份证",
            "身份证号码",
            "公民身份号码",
            "证件号码",
            "居民身份证号",
            "居民身份证号码",
            "证件号",
            "ID",
        ),
        is_required=True,
        example="99010119580312093X",
        note="请先把整列设为文本格式再填写",
    ),
    Column("sex", "性别", synonyms=("男/女",), choices=("男", "女"), example="男"),
    Column("birth_date", "出生日期", synonyms=("出生年月", "出生年月日", "生日", "出生时间"), example="1958-03-12"),
    Column("age", "年龄", synonyms=("周岁", "岁数")),
    Column("ethnic_group", "民族", choices=labels(choices.ETHNIC_GROUPS), example="汉族"),
    Column(
        "town",
        "属地行政区划",
        synonyms=(
            "所属镇(街道)",
            "所属镇",
            "乡镇办",
            "乡镇",
            "镇",
            "镇街",
            "镇（街道）",
            "街道",
            "所属乡镇",
            "乡镇街道",
        ),
    ),
    Column(
        "village",
        "村（社区）",
        synonyms=(
            "镇村",
            "村",
            "所在村",
            "村组",
            "单位",
            "村社区",
            "所属村",
            "所属村社区",
            "村名",
            "社区",
            "村居",
            "行政村",
            "所在村社区",
            "村委会",
            "所在单位",
        ),
        is_required=True,
        example="羊楼洞村",
    ),
    Column("group", "村民组", synonyms=("组别", "组", "小组", "村民小组"), example="2组"),
    Column(
        "hukou_addr",
        "户口簿住址",
        synonyms=("户口薄住址", "户籍地址", "户籍所在地", "户口所在地", "家庭住址", "户籍住址", "户口地址"),
    ),
    Column("hukou_div", "户口薄行政代码", synonyms=("户口簿行政代码", "行政区划代码", "区划代码")),
    Column(
        "addr",
        "现居住地址",
        synonyms=(
            "实际居住地址",
            "现住址",
            "家庭地址",
            "居住地",
            "详细地址",
            "通讯地址",
            "住址",
            "地址",
            "现居住地",
            "居住地址",
        ),
    ),
    Column("work_addr", "务工地址", synonyms=("外出务工地", "务工地", "外出地址")),
    Column(
        "hukou_type",
        "户籍类别",
        synonyms=("户口性质", "城乡", "农业/非农业", "农村/城镇", "户籍性质", "户口类别"),
        choices=("农村", "城镇"),
    ),
    Column(
        "household_relation",
        "与户主关系",
        synonyms=("家庭关系", "户主关系"),
        choices=labels(choices.HOUSEHOLD_RELATIONS),
    ),
    Column("householder", "户主姓名", synonyms=("户主",)),
    Column("household_no", "户号", synonyms=("户编号", "家庭编号")),
    Column(
        "mobile",
        "联系方式（手机）",
        formal="联系方式(手机)",
        synonyms=("电话", "联系电话", "手机", "手机号码", "联系方式", "手机号", "电话号码", "联系人电话", "本人电话"),
        example="12000000000",
        note="多个号码用顿号隔开",
    ),
    Column("political_status", "政治面貌", synonyms=("是否党员", "党派"), choices=labels(choices.POLITICAL_STATUSES)),
    Column("education", "文化程度", synonyms=("学历", "受教育程度"), choices=labels(choices.EDUCATIONS)),
    Column("marriage", "婚姻状况", synonyms=("婚否", "婚姻"), choices=labels(choices.MARRIAGES)),
    Column(
        "category",
        "优抚对象类别",
        synonyms=("人员类别", "对象类别", "身份类别", "类别", "优抚类别", "属性", "军人类型", "人员类型", "对象类型"),
        example="残疾军人、参战退役军人",
        note="一人可有几类，用顿号隔开",
    ),
    Column("branch", "军种", synonyms=("兵种", "军兵种"), choices=labels(choices.BRANCHES)),
    Column("rank", "军衔", synonyms=("军衔级别", "职务(级别)", "职务", "职级")),
    Column(
        "enlist_date",
        "入伍时间",
        synonyms=("入伍年月", "入伍日期", "参军时间", "何时入伍", "参加工作时间", "入伍年份"),
        example="1976-11",
    ),
    Column(
        "discharge_date",
        "退役时间",
        synonyms=("退伍时间", "退伍年月", "复员时间", "转业时间", "离队时间", "退役年月", "退役日期", "退伍日期"),
        example="1981-01",
    ),
    Column("service_span", "服役时间", synonyms=("起止时间", "服役起止时间", "服役起止")),
    Column("service_years", "军龄（年）", formal="军龄(年)", synonyms=("兵龄", "服役年限", "军龄")),
    Column(
        "unit_name",
        "服役部队名称（番号）",
        formal="服役部队名称(番号)",
        synonyms=("原部队", "部队番号", "服役部队", "原部别", "部队名称", "服役部队名称"),
    ),
    Column("unit_code", "服役部队代号", synonyms=("部队代号",)),
    Column(
        "discharge_mode",
        "安置方式",
        synonyms=("退役方式", "安置类别", "退役类型"),
        choices=labels(choices.DISCHARGE_MODES),
    ),
    Column(
        "discharge_cert_no", "退役证书编号", synonyms=("退伍证号", "退役证号", "义务兵证", "退役证编号", "退伍证编号")
    ),
    Column(
        "benefit_cert_no", "优抚证书编号", synonyms=("优待证号", "抚恤证号", "残疾军人证号", "证书编号", "优抚证号")
    ),
    Column("awards", "立功受奖情况", synonyms=("立功", "奖励", "荣誉", "立功受奖", "立功情况")),
    Column(
        "disability_level", "伤残等级", synonyms=("残疾等级", "几级", "等级"), choices=labels(choices.DISABILITY_LEVELS)
    ),
    Column(
        "disability_nature",
        "伤残性质",
        synonyms=("残疾性质", "因战/因公/因病", "致残性质"),
        choices=labels(choices.DISABILITY_NATURES),
    ),
    Column("disability_part", "致残部位", synonyms=("残疾部位", "伤残部位")),
    Column(
        "employment", "就业状况", synonyms=("就业情况", "就业安置情况", "从业状况"), choices=labels(choices.EMPLOYMENTS)
    ),
    Column("employer", "工作单位", synonyms=("现工作单位", "就业单位", "单位名称")),
    Column("health", "健康状况", synonyms=("身体状况", "患病情况"), choices=labels(choices.HEALTH_STATES)),
    Column("work_ability", "劳动能力", choices=labels(choices.WORK_ABILITIES)),
    Column("viability", "生活能力", synonyms=("自理能力", "生活自理能力"), choices=labels(choices.VIABILITIES)),
    Column(
        "living_state",
        "生活状况",
        synonyms=("家庭经济状况", "困难情况", "是否困难"),
        choices=labels(choices.LIVING_STATES),
    ),
    Column("is_dibao", "是否享受低保", synonyms=("低保", "是否低保", "享受低保", "是否享受低保待遇"), choices=YES_NO),
    Column(
        "is_wubao",
        "是否享受五保",
        synonyms=("特困", "五保", "是否五保", "是否享受五保待遇", "是否特困"),
        choices=YES_NO,
    ),
    Column("old_lonely", "是否孤老", synonyms=("孤老",), choices=YES_NO),
    Column("orphan", "是否孤儿", synonyms=("孤儿",), choices=YES_NO),
    Column(
        "medical_ins",
        "医疗保障方式",
        synonyms=("医保类型", "社保", "医保", "医疗保险", "医疗保险类型"),
        choices=labels(choices.MEDICAL_INSURANCES),
    ),
    Column(
        "pension_ins",
        "养老保障方式",
        synonyms=("养老保险", "养老保险类型", "养老类型"),
        choices=labels(choices.PENSION_INSURANCES),
    ),
    Column("income_year", "年收入", synonyms=("家庭年收入", "年收入(元)", "年收入（元）", "家庭收入")),
    Column("family_size", "家庭人口数", synonyms=("家庭人口", "人口数", "家庭人数")),
    Column("bank", "开户银行", synonyms=("银行", "开户行")),
    Column("account_name", "开户名称", synonyms=("户名", "开户名", "开户人")),
    Column("account_no", "银行账号", synonyms=("社保卡号", "卡号", "一卡通账号", "银行卡号", "账号", "一卡通")),
    Column("plaque_hung", "是否悬挂光荣牌", synonyms=("光荣牌", "挂牌", "是否挂牌"), choices=YES_NO),
    Column("card_issued", "是否办理优待证", synonyms=("优待证", "是否办证"), choices=YES_NO),
    Column("alive", "对象状态", synonyms=("是否健在", "去世时间", "状态"), choices=("健在", "去世", "迁出")),
    Column("note", "备注", synonyms=("说明", "其他", "备注信息")),
)

# Recognised so that they are not reported as unknown; never written: derived or of no meaning of their own
IGNORED = frozenset({"seq", "age", "service_years"})
