"""Codes and labels of appeals (handbook §4). Labels are the bureau's own words, Chinese by nature."""

from django.db import models


class Kind(models.TextChoices):
    """信访工作条例 §§29–31: what is asked for decides the way it goes."""

    CLAIM = "claim", "申诉求决"
    SUGGESTION = "suggestion", "意见建议"
    ACCUSATION = "accusation", "检举控告"


class State(models.TextChoices):
    REGISTERED = "registered", "已登记"
    ASSIGNED = "assigned", "已交办"
    ACCEPTED = "accepted", "已受理"
    IN_PROGRESS = "in_progress", "办理中"
    REPLIED = "replied", "已答复"
    UNDER_REVIEW = "under_review", "复查中"
    REVIEWED = "reviewed", "复查办结"
    UNDER_RECHECK = "under_recheck", "复核中"
    FINAL = "final", "复核终结"
    SETTLED = "settled", "已办结"
    CLOSED = "closed", "已结案"
    TRANSFERRED = "transferred", "已转送"
    REJECTED = "rejected", "不予受理"
    MERGED = "merged", "已并案"
    WITHDRAWN = "withdrawn", "已撤回"


# 在办: somebody of ours still has to do something; what waits for the petitioner or a superior is open too
WORKING = (State.REGISTERED, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)
OPEN = (*WORKING, State.REPLIED, State.UNDER_REVIEW, State.REVIEWED, State.UNDER_RECHECK)
STATE_TONES = {
    State.REGISTERED: "amber",
    State.ASSIGNED: "amber",
    State.ACCEPTED: "blue",
    State.IN_PROGRESS: "blue",
    State.REPLIED: "blue",
    State.UNDER_REVIEW: "blue",
    State.REVIEWED: "blue",
    State.UNDER_RECHECK: "blue",
}


class Channel(models.TextChoices):
    """Handbook §4.1"""

    VISIT = "visit", "来访"
    LETTER = "letter", "来信"
    ONLINE = "online", "网上"
    CALL_12345 = "call_12345", "12345热线"
    CALL_12397 = "call_12397", "来电"
    HOME_VISIT = "home_visit", "走访发现"
    TALK = "talk", "座谈夜话"
    SURVEY = "survey", "问卷"
    SUPERIOR = "superior", "上级交办"
    OTHER_ORGAN = "other_organ", "其他部门转送"
    LEADER_VISIT = "leader_visit", "领导接访"


class Outcome(models.TextChoices):
    """How it ended (§32: support, explain, not support); the last two are for suggestions."""

    SOLVED = "solved", "解决"
    EXPLAINED = "explained", "解释"
    AIDED = "aided", "帮扶"
    NOT_SUPPORTED = "not_supported", "不支持"
    PASSED_ON = "passed_on", "转出"
    ADOPTED = "adopted", "采纳"
    ANSWERED = "answered", "研究答复"


FOR_CLAIMS = (Outcome.SOLVED, Outcome.EXPLAINED, Outcome.AIDED, Outcome.NOT_SUPPORTED)
FOR_SUGGESTIONS = (Outcome.ADOPTED, Outcome.ANSWERED)


class Escalation(models.TextChoices):
    """Why a station hands a case up."""

    NO_POWER = "no_power", "本级无权办理"
    POLICY = "policy", "政策需上级明确"
    MONEY = "money", "需上级资金"
    MANY = "many", "涉及多村多部门"
    WISH = "wish", "本人要求"
    OVERDUE = "overdue", "期限已到仍未办结"


class Rejection(models.TextChoices):
    """Row 8: why a case is not accepted (条例 §§19, 31, 36)."""

    LITIGATION = "litigation", "应通过诉讼、仲裁、行政复议等途径"
    DISCIPLINE = "discipline", "属纪检监察机关职权"
    ENDED = "ended", "已经复核终结"
    PENDING = "pending", "正在办理或复查、复核期限内"
    NOT_OURS = "not_ours", "不属本局职权"


class Work(models.TextChoices):
    """Row 10: what is done in a case."""

    INQUIRY = "inquiry", "调查"
    MEDIATION = "mediation", "调解"
    CONTACT = "contact", "联系本人"
    CHECK = "check", "核对资料"


class Review(models.TextChoices):
    UPHELD = "upheld", "维持"
    CHANGED = "changed", "变更或撤销"


class Rating(models.TextChoices):
    """信访事项办理群众满意度"""

    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"


class Superior(models.TextChoices):
    """Who reviews the bureau's opinion (条例 §35): never the bureau itself."""

    CITY_GOVERNMENT = "city_government", "赤壁市人民政府"
    PREFECTURE_BUREAU = "prefecture_bureau", "咸宁市退役军人事务局"


class RecheckBody(models.TextChoices):
    """Who rechecks (§36): the body above the reviewer."""

    PREFECTURE_GOVERNMENT = "prefecture_government", "咸宁市人民政府"
    PROVINCE_DEPARTMENT = "province_department", "湖北省退役军人事务厅"


class ServedHow(models.TextChoices):
    IN_PERSON = "in_person", "直接送达"
    POST = "post", "邮寄送达"
    LEFT = "left", "留置送达"
    AGENT = "agent", "委托送达"
    NOTICE = "notice", "公告送达"


class ClockKind(models.TextChoices):
    """Each clock of handbook §4.2 and 4.3; its length and unit stand in `rules.CLOCKS`."""

    LOCAL = "local", "本站办理期限"
    RECEIPT = "receipt", "告知是否受理"
    FEEDBACK = "feedback", "反馈期限"
    OBJECTION = "objection", "提出异议"
    OPINION = "opinion", "作出处理意见"
    REVIEW_WINDOW = "review_window", "可申请复查"
    REVIEW = "review", "上级复查"
    RECHECK_WINDOW = "recheck_window", "可申请复核"
    RECHECK = "recheck", "上级复核"


# What we owe; the others are the petitioner's windows and the superiors' own limits
OUR_CLOCKS = (ClockKind.LOCAL, ClockKind.RECEIPT, ClockKind.FEEDBACK, ClockKind.OPINION)


class PaperKind(models.TextChoices):
    REGISTRATION = "registration", "登记表"
    ESCALATION = "escalation", "上报单"
    TRANSFER = "transfer", "转送函"
    TRANSFER_NOTICE = "transfer_notice", "转送告知书"
    ASSIGNMENT = "assignment", "交办函"
    OBJECTION = "objection", "异议说明"
    REJECTION = "rejection", "不予受理告知书"
    ACCEPTANCE = "acceptance", "受理告知书"
    INQUIRY = "inquiry", "调查笔录"
    MEDIATION = "mediation", "调解协议书"
    EXTENSION = "extension", "延期告知书"
    HEARING = "hearing", "听证记录"
    OPINION = "opinion", "处理意见书"
    URGE = "urge", "督办函"
    REVIEW = "review", "复查意见书"
    RECHECK = "recheck", "复核意见书"
    TALK = "talk", "谈话记录"
    WITHDRAWAL = "withdrawal", "撤回书"
    CLOSING = "closing", "结案登记"


class PaperState(models.TextChoices):
    DRAFT = "draft", "草稿"
    WAITING = "waiting", "待签发"
    FILED = "filed", "已归档"
    RETURNED = "returned", "退回修改"


# Handbook §4.4: nine categories of the national form and social insurance; the first period's
CATEGORIES = (
    ("PLACEMENT", "退役安置", "安置"),
    ("BENEFIT", "优待抚恤", "抚恤"),
    ("EMPLOYMENT", "创业就业", "就业"),
    ("HONOUR", "褒扬纪念", "褒扬"),
    ("RETIREE_SERVICE", "军休服务", "军休"),
    ("AID", "帮扶援助", "帮扶"),
    ("PARTY_MEMBER", "党员管理", "党员"),
    ("CONSULT", "咨询建议", "咨询"),
    ("SOCIAL_INSURANCE", "社会保险", "社保"),
    ("OTHER", "其他", "其他"),
)
