"""The station tells somebody to get in touch about the checkup: it notes when and how, the officer sees it, nobody learns why."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.actions import NotAllowed, Refused
from core.models import Event
from outreach.actions import checkup_results, checkup_steps
from outreach.desk import checkups as desk
from outreach.models import CheckupResult
from tests.builders import TODAY
from tests.outreach.made_checkups import CONCLUSION, DAY, FOUND, SECRET, exam_of, examined

pytestmark = pytest.mark.usefixtures("on_the_day")
TOLD = {"on": TODAY, "channel": "home", "note": "女儿陪同，答应周三去"}


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def address(exam):
    return reverse("outreach:exam_pass_on", args=[exam.pk])


def told(by, exam, **changes):
    return checkup_steps.pass_on(by=by, exam=exam, **{**TOLD, **changes}, today=TODAY)


def test_a_station_notes_on_which_day_and_how_somebody_was_told(enter, clerk, finding):
    client, exam = enter(clerk), finding.exam
    assert address(exam) in text(client.get(exam.get_absolute_url()))
    answer = client.post(address(exam), {**TOLD, "on": TODAY.isoformat()}, follow=True)
    page = text(answer)
    assert "登记已通知本人" in page and "上门" in page and TOLD["note"] in page and "已通知本人 11-" in page
    exam.refresh_from_db()
    assert (exam.callback_told_on, exam.state, exam.needs_callback) == (TODAY, "result_in", True)
    assert SECRET not in page and CONCLUSION not in page


def test_it_leaves_a_line_in_the_ledger_that_does_not_say_what_was_found(clerk, finding):
    told(clerk, finding.exam)
    event = Event.objects.get(verb="checkup.pass_on")
    assert event.by == clerk and event.subject_id == finding.exam_id
    assert "上门" in event.note and TOLD["note"] in event.note and SECRET not in str(event.__dict__)


def test_the_officer_sees_it_in_the_list_and_beside_the_finding(enter, officer, clerk, finding):
    client = enter(officer)
    assert "村站还没有登记" in text(client.get(finding.get_absolute_url()))
    told(clerk, finding.exam)
    listed = text(client.get(reverse("outreach:findings")))
    assert f"{TODAY:%m-%d}" in listed.split("任和平")[1].split("</tr>")[0] and "已通知本人" in listed
    page = text(client.get(finding.get_absolute_url()))
    assert "上门" in page and TOLD["note"] in page and "村站还没有登记" not in page


def test_every_time_they_were_told_stays(clerk, finding):
    told(clerk, finding.exam, channel="phone", note="没人接")
    told(clerk, exam_of(finding.exam.person))
    notes = [move.note for move in finding.exam.moves.filter(action="pass_on")]
    assert ["上门" in notes[0], "电话" in notes[1]] == [True, True]


def test_who_was_told_is_no_longer_work_of_the_station_until_a_new_result_asks_again(clerk, officer, finding):
    def work():
        return [one.about for one in desk.work(clerk, TODAY) if one.url == finding.exam.get_absolute_url()]

    assert work() == ["任和平"]
    told(clerk, finding.exam)
    assert work() == []
    checkup_results.enter_result(by=officer, exam=exam_of(finding.exam.person), values=FOUND, today=TODAY)
    assert work() == ["任和平"]


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-1, "too_early")])
def test_the_day_is_neither_to_come_nor_before_the_checkup(enter, clerk, finding, days, code):
    with pytest.raises(ValidationError) as problem:
        told(clerk, finding.exam, on=TODAY + days * DAY)
    assert problem.value.error_dict["on"][0].code == code
    answer = enter(clerk).post(address(finding.exam), {**TOLD, "on": (TODAY + days * DAY).isoformat()})
    assert answer.status_code == 422 and not finding.exam.moves.filter(action="pass_on").exists()


def test_only_who_is_to_be_called_back_is_told(enter, officer, clerk, season):
    exam = examined(officer, season[3][1])
    fine = {"received_on": TODAY, "summary": "未见异常", "is_flagged": False}
    exam = checkup_results.enter_result(by=officer, exam=exam, values=fine, today=TODAY)
    with pytest.raises(Refused):
        told(clerk, exam)
    assert "登记已通知本人" not in text(enter(clerk).get(exam.get_absolute_url()))
    with pytest.raises(Refused):
        told(clerk, exam_of(season[3][2]))


def test_a_closed_follow_up_needs_no_telling(officer, clerk, finding):
    checkup_results.follow_up(by=officer, exam=finding.exam, on=TODAY, way="phone", said="已约", today=TODAY)
    checkup_results.close_follow_up(by=officer, exam=exam_of(finding.exam.person), said="良性", today=TODAY)
    with pytest.raises(Refused):
        told(clerk, exam_of(finding.exam.person))


@pytest.mark.parametrize("who", ["officer", "leader", "city_admin"])
def test_it_is_for_who_works_at_a_station(who, enter, request, finding):
    user = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        told(user, finding.exam)
    assert enter(user).post(address(finding.exam), {**TOLD, "on": TODAY.isoformat()}).status_code == 403
    assert CheckupResult.objects.get().exam.callback_told_on is None


def test_somebody_of_another_place_finds_nobody_there(enter, outsider, town_clerk, finding):
    said = {**TOLD, "on": TODAY.isoformat()}
    assert enter(outsider).get(address(finding.exam)).status_code == 404
    assert enter(outsider).post(address(finding.exam), said).status_code == 404
    assert enter(town_clerk).post(address(finding.exam), said).status_code == 302
