"""Employers and posts, as the human-resources office and fairs send them round."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.secondary import Scoped, Secondary
from core.imports.words import (
    TAKEN_BACK,
    YES_NO,
    Read,
    a_day,
    a_number,
    an_amount,
    coded,
    labels_of,
    one_phone,
    several,
    yes_or_no,
)
from core.validators import Problem, mask_phone
from employment.actions import employers, posts
from employment.choices import market as choices
from employment.choices.employers import EMPLOYER_KINDS, INDUSTRIES, credit_code, credit_problem
from employment.models import Employer, Post
from stations.models import Station
from stations.villages import place

KIND_WORDS = {
    "ORGAN": ("党政机关", "行政机关"),
    "STATE_FIRM": ("国企", "国有", "央企"),
    "PRIVATE_FIRM": ("民企", "民营", "私营企业", "私企", "有限责任公司"),
    "FOREIGN_FIRM": ("外企", "外商投资企业", "港澳台企业"),
    "SOLE_TRADER": ("个体户", "个体"),
    "COOPERATIVE": ("合作社",),
    "SOCIAL": ("社会团体", "民办非企业单位"),
}
EDUCATION_WORDS = {code: (f"{label}以上", f"{label}及以上") for code, label in choices.MIN_EDUCATIONS}
CREDIT_CODE = Column(
    "credit_code", _("unified social credit code"), formal="统一社会信用代码", is_required=True, takes_ditto=False,
    synonyms=("信用代码", "社会信用代码", "营业执照号", "单位代码"), example="91429000MA0000001X", note="18 位，列请设为文本",
)  # fmt: skip


def parts(labels):
    """{code: the words that its label joins by 、}"""
    return {code: tuple(label.split("、")) for code, label in labels if "、" in label}


def credit(text):
    code = credit_code(text)
    return Problem(*problem) if (problem := credit_problem(code)) else code


class EmployerResource(Scoped):
    """Employers of the user's stations, found by credit code; new ones are their own station's, to be vetted."""

    order = ("name", "pk")

    class Meta(Scoped.Meta):
        model = Employer
        fields = ("credit_code", "name", "short_name", "kind", "industry", "is_veteran_owned", "contact_name",
                  "contact_phone", "address", "note")  # fmt: skip
        import_id_fields = ("credit_code",)

    def widgets(self):
        return {
            "credit_code": Read(credit),
            "kind": coded(EMPLOYER_KINDS, KIND_WORDS),
            "industry": coded(INDUSTRIES, parts(INDUSTRIES)),
            "is_veteran_owned": yes_or_no(),
            "contact_phone": one_phone(),
        }

    def init_instance(self, row=None):
        return Employer(station=self.by.station, created_by=self.by)

    def add(self, values):
        return employers.add_employer(by=self.by, values=values, today=self.today)

    def amend(self, row, values):
        employers.amend_employer(by=self.by, employer=row, values=values)

    def remove(self, row):
        employers.remove_employer(by=self.by, row=row, reason=TAKEN_BACK)


class OnFile(Read):
    """The employer on file that a credit code names: of the user's own stations or of a superior."""

    def __init__(self, rows):
        super().__init__(self.find, lambda employer: employer.credit_code)
        self.rows = rows

    def find(self, text):
        code = credit(text)
        if isinstance(code, Problem):
            return code
        return self.rows.filter(credit_code=code).first() or Problem(
            "no_employer", _("No employer that you see has this credit code: enter it first, or upload the employers.")
        )


class Place(Read):
    """The town or village of the work: by name, by town and village, or by division code."""

    def __init__(self, stations):
        super().__init__(self.find, place)
        self.stations, self.by_name = stations, {}

    def find(self, text):
        if not self.by_name:
            for station in self.stations.select_related("division", "parent__division"):
                for name in (station.place, place(station), station.division.code):
                    self.by_name.setdefault(name, []).append(station)
        found = self.by_name.get(text, ())
        if len(found) > 1:
            return Problem("places", _("Several villages have this name: write the town before it."))
        return found[0] if found else Problem("no_place", _("No town or village of your area has this name."))


class PostResource(Scoped):
    """Posts still offered of the user's stations, found by employer and title."""

    credit_code = Field("employer", "credit_code")
    employer = Field("employer__name", "employer", readonly=True)
    workplace = Field("workplace", "workplace")
    order = ("employer__name", "title", "pk")

    class Meta(Scoped.Meta):
        model = Post
        fields = ("credit_code", "employer", "title", "trade", "openings", "pay_from", "pay_to", "workplace", "place",
                  "min_education", "age_from", "age_to", "skills", "requirements", "is_veteran_preferred", "is_welfare",
                  "funder", "from_on", "to_on")  # fmt: skip
        import_id_fields = ("credit_code", "title")

    def widgets(self):
        places = self.named(Station).filter(closed_on__isnull=True, tier__in=("town", "village"))
        return {
            "credit_code": OnFile(self.named(Employer)),
            "trade": coded(choices.TRADES, parts(choices.TRADES)),
            "workplace": Place(places),
            "min_education": coded(choices.MIN_EDUCATIONS, EDUCATION_WORDS),
            "skills": several(choices.SKILLS, keep=choices.joined, show=skills),
            **dict.fromkeys(("openings", "age_from", "age_to"), a_number()),
            **dict.fromkeys(("pay_from", "pay_to"), an_amount()),
            **dict.fromkeys(("is_veteran_preferred", "is_welfare"), yes_or_no()),
            **dict.fromkeys(("from_on", "to_on"), a_day(self.today)),
        }

    def get_queryset(self):
        return super().get_queryset().exclude(state=choices.PostState.CLOSED).select_related("employer", "workplace")

    def in_order(self, rows):
        rows = rows.exclude(state=choices.PostState.CLOSED)
        return super().in_order(rows.select_related("employer", "workplace__division", "workplace__parent__division"))

    def init_instance(self, row=None):
        return Post(station=self.by.station, created_by=self.by, offered_on=self.today)

    def add(self, values):
        return posts.add_post(by=self.by, employer=values.pop("employer"), values=values, today=self.today)

    def amend(self, row, values):
        posts.amend_post(by=self.by, post=row, values=values)

    def remove(self, row):
        posts.remove_post(by=self.by, row=row, reason=TAKEN_BACK)


def skills(column):
    return choices.labels_of(choices.SKILLS, column)


@sheet_kind("employment.employers")
class Employers(Secondary):
    """Employers, one a row."""

    title, model, resource = _("Employers"), Employer, EmployerResource
    needs, export_needs = "employer.add", "market.export"
    key_columns = ("credit_code",)
    masks = {"contact_phone": mask_phone}
    columns = (
        CREDIT_CODE,
        Column("name", _("name of the employer"), formal="单位名称", is_required=True, takes_ditto=False,
               synonyms=("用人单位", "企业名称", "用人单位名称", "公司名称")),
        Column("short_name", _("short name"), formal="简称", synonyms=("单位简称",)),
        Column("kind", _("kind of employer"), formal="单位性质", synonyms=("企业性质", "单位类型", "性质"), is_required=True,
               choices=labels_of(EMPLOYER_KINDS), example="民营企业"),
        Column("industry", _("industry"), formal="所属行业", synonyms=("行业", "行业类别"), choices=labels_of(INDUSTRIES)),
        Column("is_veteran_owned", _("owned by a veteran"), formal="是否退役军人创办", choices=YES_NO,
               synonyms=("退役军人创办", "军创企业", "是否军创")),
        Column("contact_name", _("contact"), formal="联系人", synonyms=("招聘联系人", "负责人"), is_required=True),
        Column("contact_phone", _("contact phone"), formal="联系电话", synonyms=("电话", "手机", "联系方式", "招聘电话")),
        Column("address", _("address"), formal="单位地址", synonyms=("地址", "企业地址", "办公地址")),
        Column("note", _("note"), formal="备注"),
    )  # fmt: skip


@sheet_kind("employment.posts")
class Posts(Secondary):
    """Posts, one a row; their employers stand on file."""

    title, model, resource = _("Posts"), Post, PostResource
    needs, export_needs = "post.add", "market.export"
    key_columns, called = ("credit_code", "title"), "title"
    blames = {"blacklisted": "credit_code"}
    columns = (
        CREDIT_CODE,
        Column("employer", _("name of the employer"), formal="单位名称", synonyms=("用人单位", "企业名称", "用人单位名称"),
               note="只作对照，以信用代码为准"),
        Column("title", _("post"), formal="岗位名称", is_required=True, takes_ditto=False, example="装配工",
               synonyms=("岗位", "招聘岗位", "职位", "职位名称", "工种名称")),
        Column("trade", _("trade"), formal="工种", synonyms=("岗位类别", "职业类别"), choices=labels_of(choices.TRADES),
               is_required=True),
        Column("openings", _("openings"), formal="招聘人数", example="3",
               synonyms=("人数", "需求人数", "岗位数", "招聘名额", "招聘数量")),
        Column("pay_from", _("pay a month from (yuan)"), formal="月薪起（元）",
               synonyms=("最低月薪", "月薪下限", "最低工资", "月工资下限", "工资下限", "月工资起", "薪资下限")),
        Column("pay_to", _("pay a month to (yuan)"), formal="月薪止（元）",
               synonyms=("最高月薪", "月薪上限", "最高工资", "月工资上限", "工资上限", "月工资止", "薪资上限")),
        Column("workplace", _("town or village of the work"), formal="工作所在镇村", synonyms=("工作乡镇", "所在乡镇")),
        Column("place", _("address of the work"), formal="工作地址", synonyms=("工作地点", "上班地点")),
        Column("min_education", _("education at least"), formal="学历要求", synonyms=("最低学历", "学历"),
               choices=labels_of(choices.MIN_EDUCATIONS)),
        Column("age_from", _("age from"), formal="年龄下限", synonyms=("最小年龄",)),
        Column("age_to", _("age to"), formal="年龄上限", synonyms=("最大年龄",)),
        Column("skills", _("certificates asked for"), formal="证书要求", synonyms=("技能证书", "资格证书"), note="多个用、隔开"),
        Column("requirements", _("other requirements"), formal="其他要求", synonyms=("岗位要求", "任职要求", "备注")),
        Column("is_veteran_preferred", _("veterans preferred"), formal="退役军人优先", choices=YES_NO),
        Column("is_welfare", _("public-welfare post"), formal="是否公益性岗位", choices=YES_NO,
               synonyms=("公益性岗位", "公益岗")),
        Column("funder", _("who pays for it"), formal="资金来源", synonyms=("出资单位",), note="公益性岗位必填"),
        Column("from_on", _("from"), formal="开始日期", synonyms=("起始日期",)),
        Column("to_on", _("until"), formal="结束日期", synonyms=("截止日期",)),
    )  # fmt: skip
