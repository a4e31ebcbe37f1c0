"""Who takes part in a course, who came, finished and was paid: the list that a school or a town hands in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from core.actions import Refused
from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.words import TAKEN_BACK, Read, a_day_gone, a_number, an_amount
from core.validators import Problem, parse_partial_date
from employment.actions import training
from employment.models import Course, Enrolment
from veterans.imports.named import NAMES_A_PERSON, PERSON_COLUMNS, AboutPeople, AboutPerson


class CourseRead(Read):
    """The course that a title names, with its first day where the title alone is not enough."""

    def __init__(self, courses, today):
        super().__init__(None)
        self.courses, self.today, self.found = courses, today, {}

    def look(self, text, row):
        named = (text, row.get("begins", ""))
        if named not in self.found:
            self.found[named] = self.find(*named)
        return self.found[named]

    def find(self, title, begins):
        rows = self.courses.filter(title=title)
        if begins:
            day = parse_partial_date(begins, today=self.today)
            rows = rows.none() if isinstance(day, Problem) or not day.day else rows.filter(starts_on=day.first_day)
        found = list(rows[:2])
        if len(found) > 1:
            return Problem("courses", _("Several courses have this title: give the day on which it begins."))
        return found[0] if found else Problem("no_course", _("No course that you see has this title and first day."))


# What a list says of an enrolment, in the order in which it happens, each with the verb that enters it
FACTS = {
    training.amend_enrolment: ("enrolled_on",),
    training.tell_days: ("days_told",),
    training.amend_end: ("ended_on", "certificate_no", "certified_on"),
    training.amend_subsidy: ("subsidy", "subsidy_on"),
}


class EnrolmentResource(AboutPerson):
    """Enrolments of people of the user's area, found by person and course."""

    course = Field("course", "course")
    begins = Field("course__starts_on", "begins", readonly=True)
    order = ("-course__starts_on", "course", "pk")

    class Meta(AboutPerson.Meta):
        model = Enrolment
        fields = ("name", "id_no", "record", "course", "begins", *(name for names in FACTS.values() for name in names))
        import_id_fields = ("id_no", "course")

    def widgets(self):
        return super().widgets() | {
            "course": CourseRead(self.named(Course), self.today),
            "days_told": a_number(),
            "subsidy": an_amount(),
            **dict.fromkeys(("enrolled_on", "ended_on", "certified_on", "subsidy_on"), a_day_gone(self.today)),
        }

    def in_order(self, rows):
        return super().in_order(rows.select_related("person", "course"))

    def init_instance(self, row=None):
        return Enrolment(created_by=self.by)

    def add(self, values):
        """Judged as of the day of enrolment: lists come in after the course has begun, or is over."""
        first = {name: values[name] for name in ("course", "person", "enrolled_on")}
        enrolment = training.enrol(by=self.by, today=values["enrolled_on"], **first)
        self.amend(enrolment, values)
        return enrolment

    def amend(self, row, values):
        """Each fact by its own verb; where the end is taken back, what followed it goes first."""
        is_over = values.get("ended_on", row.ended_on)
        for verb in FACTS if is_over else reversed(FACTS):
            new = {name: values[name] for name in FACTS[verb] if name in values}
            if any(getattr(row, name) != value for name, value in new.items()):
                self.enter(verb, row, new)

    def enter(self, verb, row, values):
        if not self.by.may(verb.permission):
            raise Refused("not_yours", _("The bureau enters who has finished and what was paid."))
        verb(by=self.by, enrolment=row, values=values, today=self.today)

    def remove(self, row):
        training.remove_enrolment(by=self.by, row=row, reason=TAKEN_BACK)


@sheet_kind("employment.enrolments")
class Enrolments(AboutPeople):
    """Who takes part in which course, one a row."""

    title, model, resource = gettext_lazy("Enrolments in training"), Enrolment, EnrolmentResource
    needs, export_needs = "training.enrol", "training.export"
    key_columns = (*NAMES_A_PERSON, "course", "begins")
    blames = {
        "over": "enrolled_on", "full": "course", "not_begun": "days_told", "never_there": "days_told",
        "ended": "ended_on", "not_yours": "ended_on", "unfinished": "subsidy",
    }  # fmt: skip
    columns = (
        *PERSON_COLUMNS,
        Column("course", gettext_lazy("course"), formal="培训班", synonyms=("班次", "课程", "培训班名称", "培训项目"),
               is_required=True, example="退役军人适应性培训", note="与系统中的班名一致"),
        Column("begins", gettext_lazy("begins on"), formal="开班日期", synonyms=("开课日期", "开班时间"),
               note="同名的班不止一个时填写"),
        Column("enrolled_on", gettext_lazy("enrolled on"), formal="报名日期", synonyms=("报名时间",), is_required=True,
               example="2026-03-05"),
        Column("days_told", gettext_lazy("days attended"), formal="到课天数", example="5",
               synonyms=("出勤天数", "参训天数", "实到天数", "出勤"), note="学校点名册上的天数"),
        Column("ended_on", gettext_lazy("finished the course on"), formal="结业日期", example="2026-03-13",
               synonyms=("结业时间", "毕业日期", "毕业时间"), note="须先有到课"),
        Column("certificate_no", gettext_lazy("certificate"), formal="证书编号", takes_ditto=False,
               synonyms=("证书号", "证书号码", "结业证编号", "结业证书编号")),
        Column("certified_on", gettext_lazy("certificate dated"), formal="发证日期", synonyms=("发证时间", "证书日期")),
        Column("subsidy", gettext_lazy("subsidy (yuan)"), formal="补贴金额（元）", example="800",
               synonyms=("补贴金额", "培训补贴", "补贴标准", "补贴")),
        Column("subsidy_on", gettext_lazy("subsidy paid on"), formal="补贴发放日期", synonyms=("补贴发放时间", "发放日期")),
    )  # fmt: skip
