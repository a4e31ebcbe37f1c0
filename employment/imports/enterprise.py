"""Mentors and bases, as they are appointed and recognised once a year."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.secondary import Scoped, Secondary
from core.imports.words import TAKEN_BACK, YES_NO, a_day, a_day_gone, a_number, coded, labels_of, yes_or_no
from employment.actions import enterprise
from employment.choices.enterprise import BaseKind
from employment.models import Base, Mentor

BASE_WORDS = {
    BaseKind.INCUBATOR: ("孵化", "创业孵化基地", "就业创业孵化基地"),
    BaseKind.TRAINING: ("实训", "技能实训基地"),
    BaseKind.PRACTICE: ("实践", "就业实践基地", "见习基地"),
}


class Kept(Scoped):
    """Rows of the user's own station; `enter` and `correct` are the department's two verbs."""

    enter = correct = None

    def init_instance(self, row=None):
        return self._meta.model(station=self.by.station)

    def add(self, values):
        return type(self).enter(by=self.by, station=self.by.station, values=values, today=self.today)

    def amend(self, row, values):
        type(self).correct(by=self.by, row=row, values=values, today=self.today)

    def remove(self, row):
        enterprise.remove_kept(by=self.by, row=row, reason=TAKEN_BACK)


class MentorResource(Kept):
    """Mentors, found by name and day of appointment."""

    enter, correct = staticmethod(enterprise.add_mentor), staticmethod(enterprise.amend_mentor)
    order = ("name", "pk")

    class Meta(Kept.Meta):
        model = Mentor
        fields = ("name", "field", "firm", "is_veteran", "appointed_on", "until_on", "is_active")
        import_id_fields = ("name", "appointed_on")

    def widgets(self):
        return {
            "appointed_on": a_day_gone(self.today),
            "until_on": a_day(self.today),
            "is_veteran": yes_or_no(),
            "is_active": yes_or_no(),
        }


class BaseResource(Kept):
    """Bases, found by name and kind."""

    enter, correct = staticmethod(enterprise.add_base), staticmethod(enterprise.amend_base)
    order = ("kind", "name", "pk")

    class Meta(Kept.Meta):
        model = Base
        fields = ("name", "kind", "partner", "address", "places", "opened_on", "closed_on")
        import_id_fields = ("name", "kind")

    def widgets(self):
        return {
            "kind": coded(BaseKind.choices, BASE_WORDS),
            "places": a_number(),
            "opened_on": a_day_gone(self.today),
            "closed_on": a_day_gone(self.today),
        }


@sheet_kind("employment.mentors")
class Mentors(Secondary):
    """Mentors, one a row."""

    title, model, resource = _("Mentors"), Mentor, MentorResource
    needs, export_needs = "enterprise.keep", "enterprise.export"
    key_columns = ("name", "appointed_on")
    columns = (
        Column("name", _("full name"), formal="姓名", synonyms=("导师姓名", "导师"), is_required=True, takes_ditto=False,
               example="雷勇"),
        Column("field", pgettext_lazy("mentor", "field"), formal="指导领域", synonyms=("领域", "专业领域", "擅长领域"),
               is_required=True, example="现代农业"),
        Column("firm", _("firm and post"), formal="单位及职务", synonyms=("单位职务", "工作单位", "单位")),
        Column("is_veteran", _("veteran"), formal="是否退役军人", synonyms=("退役军人",), choices=YES_NO),
        Column("appointed_on", _("appointed on"), formal="聘任日期", synonyms=("聘任时间", "受聘日期"), is_required=True,
               example="2025-03-01"),
        Column("until_on", _("appointed until"), formal="聘期至", synonyms=("聘任到期", "聘期截止")),
        Column("is_active", _("active"), formal="是否在聘", synonyms=("在聘",), choices=YES_NO),
    )  # fmt: skip


@sheet_kind("employment.bases")
class Bases(Secondary):
    """Bases, one a row."""

    title, model, resource = _("Bases"), Base, BaseResource
    needs, export_needs = "enterprise.keep", "enterprise.export"
    key_columns = ("name", "kind")
    columns = (
        Column("name", _("name of the base"), formal="基地名称", synonyms=("名称", "基地"), is_required=True,
               takes_ditto=False),
        Column("kind", _("kind of base"), formal="基地类型", synonyms=("类型", "类别"), is_required=True,
               choices=labels_of(BaseKind.choices), example="孵化基地"),
        Column("partner", _("partner"), formal="合作单位", synonyms=("依托单位", "运营单位"), is_required=True),
        Column("address", _("address"), formal="地址", synonyms=("基地地址",)),
        Column("places", _("room for"), formal="可容纳（人或户）", synonyms=("容纳人数", "容量")),
        Column("opened_on", _("opened on"), formal="挂牌日期", synonyms=("成立日期", "启用日期"), is_required=True,
               example="2024-05-01"),
        Column("closed_on", _("closed on"), formal="撤牌日期", synonyms=("关闭日期",)),
    )  # fmt: skip
