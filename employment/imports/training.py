"""Who takes part in a course: the list that a school or a town hands in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from core.imports.columns import Column
from core.imports.plan import sheet_kind
from core.imports.words import TAKEN_BACK, Read, a_day_gone
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


class EnrolmentResource(AboutPerson):
    """Enrolments of people of the user's area, found by person and course."""

    course = Field("course", "course")
    begins = Field("course__starts_on", "begins", readonly=True)
    order = ("-course__starts_on", "course", "pk")

    class Meta(AboutPerson.Meta):
        model = Enrolment
        fields = ("name", "id_no", "record", "course", "begins", "enrolled_on")
        import_id_fields = ("id_no", "course")

    def widgets(self):
        return super().widgets() | {
            "course": CourseRead(self.named(Course), self.today),
            "enrolled_on": a_day_gone(self.today),
        }

    def in_order(self, rows):
        return super().in_order(rows.select_related("person", "course"))

    def init_instance(self, row=None):
        return Enrolment(created_by=self.by)

    def add(self, values):
        """Judged as of the day of enrolment: lists come in after the course has begun, or is over."""
        return training.enrol(by=self.by, today=values["enrolled_on"], **values)

    def amend(self, row, values):
        training.amend_enrolment(by=self.by, row=row, enrolled_on=values.get("enrolled_on", row.enrolled_on))

    def remove(self, row):
        training.remove_enrolment(by=self.by, row=row, reason=TAKEN_BACK)


@sheet_kind("employment.enrolments")
class Enrolments(AboutPeople):
    """Who takes part in which course, one a row."""

    title, model, resource = gettext_lazy("Enrolments in training"), Enrolment, EnrolmentResource
    needs, export_needs = "training.enrol", "training.export"
    key_columns = (*NAMES_A_PERSON, "course", "begins")
    blames = {"over": "enrolled_on", "full": "course"}
    columns = (
        *PERSON_COLUMNS,
        Column("course", gettext_lazy("course"), formal="培训班", synonyms=("班次", "课程", "培训班名称", "培训项目"),
               is_required=True, example="退役军人适应性培训", note="与系统中的班名一致"),
        Column("begins", gettext_lazy("begins on"), formal="开班日期", synonyms=("开课日期", "开班时间"),
               note="同名的班不止一个时填写"),
        Column("enrolled_on", gettext_lazy("enrolled on"), formal="报名日期", synonyms=("报名时间",), is_required=True,
               example="2026-03-05"),
    )  # fmt: skip
