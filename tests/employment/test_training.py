"""Training: places, attendance, certificates, subsidies; scope between the bureau's course and the villages' people."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.actions import NotAllowed, Refused
from core.models import Event
from employment.actions import training
from employment.models import Attendance
from tests.builders import TODAY, build_person
from tests.employment.made_placement import build_course, build_enrolment, fresh


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def there(by, course, *present, on=TODAY, among=None):
    rows = among if among is not None else list(course.enrolments.all())
    return training.attend(by=by, course=course, on=on, among=rows, present=present, today=TODAY)


@pytest.fixture
def course(officer):
    return build_course(officer)


def test_a_village_enrols_its_people_in_the_bureaus_course(clerk, course):
    enrolment = build_enrolment(clerk, course)
    assert enrolment.person.station == clerk.station
    assert Event.objects.filter(verb="training.enrol", subject_id=enrolment.pk).count() == 1


def test_the_last_place_is_given_once_and_a_dropout_frees_it(clerk, course):
    rows = [build_enrolment(clerk, course) for _each in range(3)]
    with refused("full"):
        build_enrolment(clerk, course)
    training.drop(by=clerk, enrolment=rows[0], why="外出务工", today=TODAY)
    assert build_enrolment(clerk, course).state == "enrolled"


def test_nobody_is_enrolled_twice_or_after_the_end(clerk, officer, course):
    enrolment = build_enrolment(clerk, course)
    with pytest.raises(ValidationError):
        build_enrolment(clerk, course, enrolment.person)
    past = build_course(officer, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6))
    with refused("over"):
        build_enrolment(clerk, past)


def test_the_register_of_a_day_can_be_corrected(clerk, course):
    first, second = build_enrolment(clerk, course), build_enrolment(clerk, course)
    assert there(clerk, course, first, second) == 2
    assert there(clerk, course, second) == 1
    assert [row.enrolment for row in Attendance.objects.all()] == [second]
    with refused("other_day"):
        there(clerk, course, first, on=date(2026, 11, 30))


def test_one_stations_register_leaves_the_others_alone(clerk, outsider, course):
    mine, theirs = build_enrolment(clerk, course), build_enrolment(outsider, course)
    there(outsider, course, theirs, among=[theirs])
    there(clerk, course, mine, among=[mine])
    there(clerk, course, among=[mine])
    assert [row.enrolment for row in Attendance.objects.all()] == [theirs]


def test_nobody_is_certified_who_was_never_there(clerk, officer, course):
    enrolment = build_enrolment(clerk, course)
    with refused("never_there"):
        training.finish(by=officer, enrolment=enrolment, ended_on=TODAY, today=TODAY)
    there(clerk, course, enrolment)
    done = training.finish(by=officer, enrolment=enrolment, ended_on=TODAY, certificate_no="SY2026-01", today=TODAY)
    assert (done.state, done.certificate_no) == ("completed", "SY2026-01")
    with refused("ended"):
        training.drop(by=clerk, enrolment=enrolment, why="—", today=TODAY)


def test_the_subsidy_goes_once_to_those_who_finished(clerk, officer, course):
    rows = [build_enrolment(clerk, course) for _each in range(2)]
    there(clerk, course, *rows)
    training.finish(by=officer, enrolment=rows[0], ended_on=TODAY, today=TODAY)
    assert training.pay(by=officer, course=course, paid_on=TODAY, today=TODAY) == 1
    assert fresh(rows[0]).subsidy == Decimal("800.00")
    assert fresh(rows[1]).subsidy is None
    with refused("nobody"):
        training.pay(by=officer, course=course, paid_on=TODAY, today=TODAY)
    with pytest.raises(NotAllowed):
        training.pay(by=clerk, course=course, paid_on=TODAY, today=TODAY)


def test_a_village_sees_the_course_but_not_the_others_people(enter, clerk, outsider, course):
    build_enrolment(clerk, course, build_person(clerk, name="王近邻"))
    build_enrolment(outsider, course, build_person(outsider, name="王远方"))
    page = enter(clerk).get(course.get_absolute_url()).content.decode()
    assert "王近邻" in page and "王远方" not in page
    register = enter(clerk).get(f"/employment/courses/{course.pk}/attendance/").content.decode()
    assert "王近邻" in register and "王远方" not in register
    listed = enter(clerk).get("/employment/enrolments/").content.decode()
    assert "王近邻" in listed and "王远方" not in listed


def test_a_forged_enrolment_of_another_village_is_no_choice(enter, clerk, outsider, course):
    mine, theirs = build_enrolment(clerk, course), build_enrolment(outsider, course)
    data = {"on": "2026-11-20", "present": [mine.pk, theirs.pk]}
    assert enter(clerk).post(f"/employment/courses/{course.pk}/attendance/", data).status_code == 422
    assert not Attendance.objects.exists()


def test_a_person_of_another_village_cannot_be_enrolled_by_name_or_number(enter, clerk, outsider, course):
    far = build_person(outsider, name="王远方")
    for text in ("王远方", f"王远方#{far.pk}"):
        response = enter(clerk).post(
            f"/employment/courses/{course.pk}/enrol/", {"person": text, "enrolled_on": "2026-11-23"}
        )
        assert response.status_code == 422
    assert not course.enrolments.exists()


def test_of_several_people_of_a_name_the_form_asks_which_and_says_how(enter, clerk, course):
    first, _second = build_person(clerk, name="王大勇"), build_person(clerk, name="王大勇")
    client = enter(clerk)
    address = f"/employment/courses/{course.pk}/enrol/"
    response = client.post(address, {"person": "王大勇", "enrolled_on": "2026-11-23"})
    assert response.status_code == 422
    assert f"王大勇#{first.pk}" in response.content.decode()
    assert client.post(address, {"person": f"王大勇#{first.pk}", "enrolled_on": "2026-11-23"}).status_code == 302
    assert course.enrolments.get().person == first
