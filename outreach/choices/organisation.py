"""Codes and words of the organisation of thought work (annual report, part 二). Chinese by nature."""

from django.db import models


class SixOne(models.TextChoices):
    """“六个一”工作体系 (handbook §9 row 28)."""

    PLATFORM = "platform", "一个平台"
    BASES = "bases", "一批基地"
    TEAM = "team", "一支队伍"
    MATERIALS = "materials", "一套教材"
    MECHANISMS = "mechanisms", "一套机制"
    EVALUATION = "evaluation", "一套评估体系"


SIX_ONE_HINTS = {
    SixOne.PLATFORM: "融媒体平台、栏目、公众号",
    SixOne.BASES: "教育基地、纪念设施、实践基地",
    SixOne.TEAM: "宣讲员、授课人、志愿服务队",
    SixOne.MATERIALS: "读本、课件、先进事迹汇编",
    SixOne.MECHANISMS: "印发的制度、联席会议、联系办法",
    SixOne.EVALUATION: "考核办法、评分表、通报",
}


class OrganKind(models.TextChoices):
    LEADING_GROUP = "leading_group", "领导小组"
    OFFICE = "office", "领导机构"
    KEY_VILLAGE = "key_village", "重点村（社区）"


class Duty(models.TextChoices):
    HEAD = "head", "组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"
