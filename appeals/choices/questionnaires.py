"""Ready questionnaires (handbook §5, typical items). A template, Chinese by nature: the bureau copies and changes it.

One tuple a question: kind, text, and what differs from a plain one. `after`: (how many questions earlier, option numbers).
"""

from appeals.choices.surveys import SATISFACTION, QuestionKind

SINGLE, MULTI, SCALE, MATRIX, NUMBER, SHORT, LONG = (
    QuestionKind.SINGLE,
    QuestionKind.MULTI,
    QuestionKind.SCALE,
    QuestionKind.MATRIX,
    QuestionKind.NUMBER,
    QuestionKind.SHORT,
    QuestionKind.LONG,
)
YES_NO = ("是", "否")

ABOUT = "您的基本情况"
LIFE = "生活与就业"
SERVICE = "服务与满意度"
WISHES = "困难与建议"

FULL = (
    (
        SINGLE,
        "您的年龄",
        {
            "section": ABOUT,
            "options": ("35岁及以下", "36—45岁", "46—59岁", "60—69岁", "70岁及以上"),
            "is_required": True,
            "is_dimension": True,
        },
    ),
    (
        SINGLE,
        "您的身份类别",
        {
            "section": ABOUT,
            "options": (
                "自主就业退役士兵",
                "政府安排工作退役士兵",
                "军队转业干部",
                "军队离退休干部",
                "残疾军人",
                "参战参试退役人员",
                "烈属、军属",
                "其他",
            ),
            "is_required": True,
            "is_dimension": True,
        },
    ),
    (SINGLE, "您的服役年限", {"section": ABOUT, "options": ("5年以下", "5—11年", "12年及以上", "本人未服役（家属）")}),
    (
        SINGLE,
        "您的主要生活来源",
        {"section": LIFE, "options": ("务农", "务工", "个体经营", "退休金、养老金", "抚恤补助", "子女供养", "其他")},
    ),
    (SINGLE, "您觉得自己的身体状况", {"section": LIFE, "options": ("好", "一般", "较差", "很差")}),
    (
        MULTI,
        "您参加了哪些保险（可多选）",
        {"section": LIFE, "options": ("职工医保", "居民医保", "职工养老", "居民养老", "都没有"), "most": 4},
    ),
    (
        SINGLE,
        "您目前的就业情况",
        {"section": LIFE, "options": ("有稳定工作", "打零工", "正在找工作", "已退休或务农，不需要工作")},
    ),
    (SINGLE, "您愿意参加技能培训吗", {"section": LIFE, "options": ("愿意", "看项目", "不需要")}),
    (
        SINGLE,
        "您知道本村（社区）退役军人服务站在哪里吗",
        {"section": SERVICE, "options": ("知道，去过", "知道，没去过", "不知道")},
    ),
    (SINGLE, "近半年您去过服务站办事吗", {"section": SERVICE, "options": YES_NO}),
    (NUMBER, "近一年工作人员上门走访过您几次", {"section": SERVICE, "least": 0, "greatest": 50}),
    (SINGLE, "您家挂光荣牌了吗", {"section": SERVICE, "options": ("已挂", "未挂", "不符合条件")}),
    (SINGLE, "您领到优待证了吗", {"section": SERVICE, "options": ("已领", "已申请未领", "未申请")}),
    (
        MATRIX,
        "您对以下工作满意吗",
        {
            "section": SERVICE,
            "options": SATISFACTION,
            "items": ("服务站服务", "政策宣传", "就业帮扶", "待遇发放", "诉求办理"),
        },
    ),
    (SINGLE, "总的来说，您对退役军人工作满意吗", {"section": SERVICE, "options": SATISFACTION, "is_required": True}),
    (
        MULTI,
        "不满意的主要原因是（最多选3项）",
        {
            "section": SERVICE,
            "most": 3,
            "after": (1, (3, 4)),
            "options": ("政策不清楚", "办事慢、跑多趟", "态度不好", "待遇没落实", "反映了没有回音", "其他"),
        },
    ),
    (SCALE, "您给本村（社区）服务站打几分（5分最好）", {"section": SERVICE}),
    (
        MULTI,
        "您目前最主要的困难（最多选3项）",
        {
            "section": WISHES,
            "most": 3,
            "options": (
                "看病难、报销慢",
                "养老照料",
                "就业创业",
                "住房",
                "子女上学",
                "抚恤补助待遇",
                "社保接续",
                "没有困难",
            ),
        },
    ),
    (SHORT, "您最想了解哪一项政策", {"section": WISHES}),
    (LONG, "您的意见和建议", {"section": WISHES}),
)

BRIEF = (
    (SINGLE, "您的年龄", {"options": ("45岁及以下", "46—59岁", "60岁及以上"), "is_dimension": True}),
    (SINGLE, "您对今天（近期）的服务满意吗", {"options": SATISFACTION, "is_required": True}),
    (
        MULTI,
        "不满意的主要原因是（最多选2项）",
        {"most": 2, "after": (1, (3, 4)), "options": ("政策讲不清", "等得久", "态度不好", "问题没解决", "其他")},
    ),
    (LONG, "您的意见和建议", {}),
)

READY = {"full": ("退役军人服务需求与满意度问卷", FULL), "brief": ("服务满意度短问卷", BRIEF)}

# Shown before the first question. 个人信息保护法 §§4, 17, 35: what is asked for and what is not kept
NOTICE = (
    "本问卷不记姓名。不要求登录，不记手机号、网络地址和手机型号，只记填写的日期（到天）。"
    "填完后查不到是谁填的，我们自己也查不到。答案只用于改进工作，人数少于5人的分组不公布。"
    "请不要在意见里写姓名、身份证号和电话；想要回音，请到村（社区）服务站当面说。"
)
