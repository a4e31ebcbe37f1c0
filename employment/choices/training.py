"""Training 双提升: education and skills (handbook §7)."""

from django.db import models


class CourseKind(models.TextChoices):
    ADAPTIVE = "adaptive", "适应性培训"
    ACADEMIC = "academic", "学历教育"
    SKILL = "skill", "技能培训"
    BUSINESS = "business", "创业培训"


# The two parts of 双提升 (handbook §9 row 36)
EDUCATION = (CourseKind.ACADEMIC,)
SKILLS = (CourseKind.ADAPTIVE, CourseKind.SKILL, CourseKind.BUSINESS)


class ProviderKind(models.TextChoices):
    SCHOOL = "school", "职业院校"
    COLLEGE = "college", "高等院校"
    AGENCY = "agency", "社会培训机构"
    FIRM = "firm", "企业"
    CENTRE = "centre", "退役军人服务中心"


class EnrolmentState(models.TextChoices):
    ENROLLED = "enrolled", "已报名"
    COMPLETED = "completed", "已结业"
    DROPPED = "dropped", "中途退出"
