"""Sheets of other departments whose rows are about somebody on file: named by identity number, or by the record's number.

The columns, the resource they belong to, and the sheet's own part are declared once, here.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from core.imports.columns import Column
from core.imports.secondary import Scoped, Secondary
from core.imports.words import Read
from core.validators import Problem, clean_name, mask_identity, parse_identity, parse_whole
from veterans.models import Person

PERSON_COLUMNS = (
    Column("name", gettext_lazy("name"), formal="姓名", synonyms=("对象姓名", "人员姓名", "户主姓名", "领取人"),
           example="但家旺", note="与档案核对，不一致的退回", takes_ditto=False),
    Column("id_no", gettext_lazy("identity number"), formal="身份证号",
           synonyms=("身份证号码", "证件号码", "身份证", "公民身份号码", "居民身份证号"),
           note="身份证号和档案号填一个", takes_ditto=False),
    Column("record", gettext_lazy("number of the record"), formal="档案号", synonyms=("档案编号",),
           example="123", note="系统导出的名单带档案号，可原样导回", takes_ditto=False),
)  # fmt: skip
NAMES_A_PERSON = ("id_no", "record")


class PersonRead(Read):
    """The person of the user's area whom a row names. Nobody on file and somebody out of sight are answered alike."""

    def __init__(self, people):
        super().__init__(None, lambda person: str(person.id_no or ""))
        self.people, self.found = people, {}

    def look(self, text, row):
        named = (text, row.get("record", ""))
        if named not in self.found:
            self.found[named] = self.find(*named)
        person = self.found[named]
        return person if isinstance(person, Problem) else compared(person, row.get("name", ""))

    def find(self, number, record):
        if number:
            read = parse_identity(number)
            return read if isinstance(read, Problem) else self.one(self.people.holding_number(read.number))
        if record:
            key = parse_whole(record.removeprefix("#"))
            return UNKNOWN if key is None else self.one(self.people.live().filter(pk=key))
        return Problem("person_missing", gettext_lazy("Give the identity number, or the number of the record."))

    def one(self, rows):
        return rows.select_related("station").first() or UNKNOWN


UNKNOWN = Problem("person_unknown", gettext_lazy("Nobody on file in your area has this number."))


def compared(person, name):
    """The person, unless the file calls them by another name."""
    if name and clean_name(name)[0] != person.name:
        return Problem("other_name", _("On file this number belongs to somebody of another name."))
    return person


class AboutPerson(Scoped):
    """A resource whose rows belong to somebody on file."""

    name = Field("person__name", "name", readonly=True)
    id_no = Field("person", "id_no")
    record = Field("person__pk", "record", readonly=True)

    def widgets(self):
        return {"id_no": PersonRead(self.named(Person))}

    def in_order(self, rows):
        """A workbook names people by their numbers: those whose record is in sight, who alone could come back in it."""
        return super().in_order(rows.filter(person__in=self.named(Person)))

    def completed(self, row):
        return {"id_no": "", **row}

    def init_instance(self, row=None):
        return self._meta.model(person=self.fields["id_no"].clean(row))


class AboutPeople(Secondary):
    """Its sheet: the numbers masked wherever a page shows a cell."""

    masks = {"id_no": mask_identity}
