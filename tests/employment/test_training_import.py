"""The list that a school hands in after a course: days attended, end, certificate, subsidy, with the course's own verbs."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from core.figures import Period
from core.imports import showing
from core.imports.undo import report
from core.models import Event
from employment.actions import training
from employment.figures import placement as figures
from employment.models import Enrolment
from tests.builders import TODAY, build_person
from tests.employment import made_placement as made
from tests.imports.centre import undo, write
from tests.imports.tables import planned, reasons, said

KIND = "employment.enrolments"
ENDED = {"days_told": "4", "ended_on": "2026-11-13", "certificate_no": "赤培2026001", "certified_on": "2026年11月16日"}
PAID = {"subsidy": "800元", "subsidy_on": "2026-11-20"}
FACTS = ("state", "days_told", "ended_on", "certificate_no", "certified_on", "subsidy", "subsidy_on")
FINISHED = ("completed", 4, date(2026, 11, 13), "赤培2026001", date(2026, 11, 16), Decimal("800"), date(2026, 11, 20))
NOTHING = ("enrolled", None, None, "", None, None, None)


@pytest.fixture
def line(officer):
    """A row that only enrols somebody."""
    course = made.build_course(officer)
    person = build_person(officer, name="但家旺")
    return {"id_no": person.id_no.plain(), "course": course.title, "enrolled_on": "2026-11-09"}


def facts():
    return tuple(getattr(Enrolment.objects.get(), name) for name in FACTS)


def test_a_list_after_the_course_enters_everything_at_once_and_its_verbs_are_in_the_ledger(officer, line):
    batch = planned(officer, KIND, line | ENDED | PAID)
    assert batch.created == 1, said(batch)
    assert not Enrolment.objects.exists()
    write(officer, batch)
    assert facts() == FINISHED
    verbs = set(Event.objects.filter(subject_type="employment.enrolment").values_list("verb", flat=True))
    assert verbs == {"training.enrol", "training.attend", "training.finish", "training.pay"}
    assert planned(officer, KIND, line | ENDED | PAID).unchanged == 1
    undo(officer, batch)
    assert not Enrolment.objects.exists() and not report(batch)["kept"]


def test_a_later_list_adds_to_who_is_enrolled_and_undoing_it_takes_only_that_back(officer, line):
    write(officer, planned(officer, KIND, line))
    assert facts() == NOTHING
    batch = planned(officer, KIND, line | ENDED | PAID)
    assert batch.changed == 1, said(batch)
    assert "结业日期" in {change.label for change in showing.changes(batch.plan_rows.get())}
    write(officer, batch)
    assert facts() == FINISHED
    undo(officer, batch)
    assert facts() == NOTHING and not report(batch)["kept"]


def test_blank_cells_leave_what_is_on_file_and_a_correction_goes_back(officer, line):
    write(officer, planned(officer, KIND, line | ENDED | PAID))
    assert planned(officer, KIND, line).unchanged == 1
    batch = write(officer, planned(officer, KIND, line | {"certificate_no": "赤培2026002", "days_told": "5"}))
    assert facts()[1:4] == (5, date(2026, 11, 13), "赤培2026002")
    undo(officer, batch)
    assert facts() == FINISHED


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"ended_on": "2026-11-13"}, "never_there", "到课天数"),
        ({"days_told": "0", "ended_on": "2026-11-13"}, "never_there", "到课天数"),
        ({"days_told": "4", "ended_on": "2026-11-08"}, "before_course", "结业日期"),
        ({"days_told": "4", "certificate_no": "赤培2026001"}, "no_end", "结业日期"),
        ({"days_told": "4", **PAID}, "no_end", "结业日期"),
        (ENDED | {"subsidy": "800"}, "half_paid", "补贴发放日期"),
        (ENDED | {"subsidy_on": "2026-11-20"}, "half_paid", "补贴金额（元）"),
        (ENDED | PAID | {"subsidy": "-800"}, "not_paid", "补贴金额（元）"),
        ({"days_told": "四天"}, "number", "到课天数"),
    ],
)
def test_what_does_not_fit_is_returned_beside_its_column(officer, line, cells, code, column):
    batch = planned(officer, KIND, line | cells)
    found = [(one["code"], one["column"]) for row in batch.plan_rows.all() for one in row.findings]
    assert (batch.rejected, found) == (1, [(code, column)]), said(batch)


def test_more_days_than_the_course_has_are_returned(officer, line):
    course = made.build_course(officer, title="两天的班", ends_on=date(2026, 11, 10))
    assert reasons(planned(officer, KIND, line | {"course": course.title, "days_told": "3"})) == [["days_over"]]


def test_a_village_enters_who_came_but_not_ends_or_subsidies(clerk, officer):
    course = made.build_course(officer)
    row = {"id_no": build_person(clerk).id_no.plain(), "course": course.title, "enrolled_on": "2026-11-09"}
    assert planned(clerk, KIND, row | {"days_told": "4"}).created == 1
    refused = planned(clerk, KIND, row | ENDED, row | {"days_told": "4", **PAID, "ended_on": "2026-11-13"})
    assert reasons(refused)[0] == ["not_yours"]
    assert refused.plan_rows.first().findings[0]["column"] == "结业日期"


def test_who_left_early_has_no_end_by_a_list(clerk, officer, line):
    write(officer, planned(officer, KIND, line))
    training.drop(by=officer, enrolment=Enrolment.objects.get(), why="外出务工", today=TODAY)
    assert reasons(planned(officer, KIND, line | ENDED)) == [["ended"]]


def test_an_end_on_which_a_subsidy_was_paid_since_stays_and_is_told(officer, line):
    write(officer, planned(officer, KIND, line))
    batch = write(officer, planned(officer, KIND, line | ENDED))
    training.pay(by=officer, course=Enrolment.objects.get().course, paid_on=TODAY, today=TODAY)
    undo(officer, batch)
    assert facts()[:5] == FINISHED[:5], "all or nothing: what can be taken back only in part stays"
    assert [one["code"] for one in report(batch)["kept"]] == ["kept_refused"]


def test_days_of_a_list_count_as_taking_part_and_stand_on_the_pages(enter, officer, line):
    write(officer, planned(officer, KIND, line | {"days_told": "4"}))
    enrolment = Enrolment.objects.get()
    assert figures.SKILLED.evaluate(officer, Period.year(TODAY)).number == 1
    client = enter(officer)
    assert "4 / 5" in client.get(enrolment.course.get_absolute_url()).content.decode()
    assert '<td class="num wide">4</td>' in client.get(reverse("employment:enrolments")).content.decode()
    training.finish(by=officer, enrolment=enrolment, ended_on=TODAY, today=TODAY)
    assert made.fresh(enrolment).state == "completed"
