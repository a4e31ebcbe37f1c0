"""Titles that people were given: the list behind a decision, one award a row."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.words import TAKEN_BACK, a_day_gone, coded, labels_of
from outreach.actions import honours
from outreach.choices.honours import Level
from outreach.models import Award
from veterans.imports.named import NAMES_A_PERSON, PERSON_COLUMNS, AboutPeople, AboutPerson

LEVEL_WORDS = {
    Level.NATION: ("国家", "全国"),
    Level.PROVINCE: ("省",),
    Level.PREFECTURE: ("地级市", "咸宁市级"),
    Level.CITY: ("县级", "县市级", "赤壁市级"),
    Level.TOWN: ("镇级", "乡镇级"),
}


class AwardResource(AboutPerson):
    """Awards, found by person, award, level and day."""

    award = Field("name", "award")
    order = ("-awarded_on", "pk")

    class Meta(AboutPerson.Meta):
        model = Award
        clean_model_instances = False  # the action checks the whole row
        fields = ("name", "id_no", "record", "award", "level", "awarded_on", "document_no", "issuer", "note")
        import_id_fields = ("id_no", "award", "level", "awarded_on")

    def widgets(self):
        return super().widgets() | {
            "level": coded(Level.choices, LEVEL_WORDS),
            "awarded_on": a_day_gone(self.today),
        }

    def in_order(self, rows):
        return super().in_order(rows.select_related("person"))

    def add(self, values):
        return honours.record_award(by=self.by, person=values["person"], values=values, today=self.today)

    def amend(self, row, values):
        honours.amend_award(by=self.by, row=row, values=values)

    def remove(self, row):
        honours.remove_award(by=self.by, award=row, reason=TAKEN_BACK)


@sheet_kind("outreach.awards")
class Awards(AboutPeople):
    """Awards, one a row."""

    title, model, resource = _("Awards"), Award, AwardResource
    needs, export_needs = "award.record", "honour.export"
    key_columns = (*NAMES_A_PERSON, "award", "level", "awarded_on")
    columns = (
        *PERSON_COLUMNS,
        Column("award", _("award"), formal="荣誉名称", synonyms=("荣誉称号", "表彰名称", "奖项"), is_required=True,
               example="最美退役军人"),
        Column("level", _("level"), formal="级别", synonyms=("表彰级别", "荣誉级别"), is_required=True,
               choices=labels_of(Level.choices), example="省级"),
        Column("awarded_on", _("awarded on"), formal="授予日期", synonyms=("表彰时间", "授予时间", "表彰日期"), is_required=True,
               example="2026-07-30"),
        Column("document_no", _("document number"), formal="文号", synonyms=("表彰文号", "文件号")),
        Column("issuer", _("awarded by"), formal="授予单位", synonyms=("表彰单位", "发文单位")),
        Column("note", _("what for"), formal="事迹", synonyms=("备注", "主要事迹")),
    )  # fmt: skip
