"""Codes and labels of questionnaires and of issues (handbook §5, §9 rows 11–18). Labels are Chinese by nature."""

from django.db import models


class QuestionKind(models.TextChoices):
    SINGLE = "single", "单选"
    MULTI = "multi", "多选"
    SCALE = "scale", "1–5 分"
    MATRIX = "matrix", "矩阵（多项同一组选项）"
    NUMBER = "number", "数字"
    SHORT = "short", "简短文字"
    LONG = "long", "长文字"


WITH_OPTIONS = (QuestionKind.SINGLE, QuestionKind.MULTI, QuestionKind.MATRIX)
IN_WORDS = (QuestionKind.SHORT, QuestionKind.LONG)
# What another question may depend on, and what answers may be broken down by
CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTI, QuestionKind.SCALE, QuestionKind.MATRIX)
SCALE_POINTS = 5

# The words of satisfaction (P:ppfocus): the rate is 满意+比较满意 among those who have an opinion
SATISFACTION = ("满意", "比较满意", "不太满意", "不满意", "说不清")
SATISFIED = frozenset(("满意", "比较满意", "基本满意", "很满意", "非常满意"))
NO_OPINION = frozenset(("说不清", "不清楚", "不了解"))


class SurveyState(models.TextChoices):
    DRAFT = "draft", "编制中"
    OPEN = "open", "调查中"
    CLOSED = "closed", "已结束"


class SheetSource(models.TextChoices):
    """How a sheet came back."""

    PAPER = "paper", "纸质录入"
    ONLINE = "online", "扫码填写"
    IMPORT = "import", "表格导入"


class IssueSource(models.TextChoices):
    """Where a point was raised (handbook §9 row 11: 拉家常、村湾夜话、搞座谈、无记名问卷)."""

    EVENING_TALK = "evening_talk", "村湾夜话"
    SYMPOSIUM = "symposium", "座谈会"
    HEART_TO_HEART = "heart_to_heart", "交心谈心"
    CHAT = "chat", "拉家常"
    VISIT = "visit", "走访"
    SURVEY = "survey", "无记名问卷"


class IssueOutcome(models.TextChoices):
    SOLVED = "solved", "已解决"
    EXPLAINED = "explained", "已解释说明"
    PLANNED = "planned", "列入计划"
    PASSED_ON = "passed_on", "转有关部门"
