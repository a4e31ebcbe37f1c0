"""Many at once: two hundred bookings on the last fifty places, one person booked by eight, hundreds in a few statements."""

import threading

import pytest
from django.db import connection

from core.actions import Refused
from core.models import Event
from outreach.actions import checkup_days, checkup_steps
from outreach.choices.checkups import ExamState
from outreach.models import Exam, ExamMove
from tests.builders import TODAY, build_account, build_network
from tests.outreach.made_checkups import build_running, build_session, exam_of, given_days, village


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_hundred_bookings_at_once_on_fifty_places_give_exactly_fifty():
    """The proof of handbook §6 (race rule): forty connections, five bookings each, nothing but the action itself."""
    network = build_network()
    officer = build_account("officer", network["赤壁市"], "bureau_officer")
    people = village(build_account("clerk", network["羊楼洞村委会"], "station_clerk"), 200)
    _campaign, hospital = build_running(officer)
    session = build_session(officer, hospital, quota=50)
    exams = list(Exam.objects.filter(person__in=people))
    start, outcomes = threading.Barrier(40), []

    def book_some(mine):
        start.wait()
        for exam in mine:
            try:
                checkup_days.book(by=officer, exam=exam, session=session, today=TODAY)
                outcomes.append("booked")
            except Refused as refusal:
                outcomes.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=book_some, args=(exams[number::40],)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.refresh_from_db()
    assert (outcomes.count("booked"), outcomes.count("full")) == (50, 150)
    assert session.taken == 50 == Exam.objects.filter(session=session, state=ExamState.BOOKED).count()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_person_booked_by_two_at_once_takes_one_place():
    network = build_network()
    officer = build_account("officer", network["赤壁市"], "bureau_officer")
    (person,) = village(build_account("clerk", network["羊楼洞村委会"], "station_clerk"), 1)
    _campaign, hospital = build_running(officer)
    session, exam = build_session(officer, hospital), exam_of(person)
    start, outcomes = threading.Barrier(8), []

    def book_once():
        start.wait()
        try:
            checkup_days.book(by=officer, exam=exam, session=session, today=TODAY)
            outcomes.append("booked")
        except Refused as refusal:
            outcomes.append(refusal.code)
        connection.close()

    threads = [threading.Thread(target=book_once) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.refresh_from_db()
    assert outcomes.count("booked") == 1 == session.taken


def test_many_at_once_are_written_like_one(officer, clerk):
    """More people than single statements are worth: the same columns, steps and ledger lines."""
    people = village(clerk, 22)
    campaign, hospital = build_running(officer)
    session = build_session(officer, hospital)
    given_days(officer, campaign)
    exams = list(Exam.objects.all())
    assert {(exam.state, exam.session, exam.version) for exam in exams} == {("booked", session, 2)}
    assert ExamMove.objects.filter(action="book", to_session=session).count() == len(people)
    assert Event.objects.filter(verb="checkup.book").count() == len(people)
    answers = {exam.pk: "unreachable" for exam in exams}
    checkup_steps.record_calls(by=clerk, exams=exams, answers=answers, channel="phone", today=TODAY)
    assert {(exam.answer, exam.told_on) for exam in Exam.objects.all()} == {("unreachable", None)}
    with pytest.raises(Refused) as refusal:
        checkup_steps.record_calls(by=clerk, exams=exams, answers=answers, channel="phone", today=TODAY)
    assert refusal.value.code == "overtaken"
