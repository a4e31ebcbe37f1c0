"""What a checkup found is told through no door but the officer's; the hospital's table is looked at before it is written."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from core.models import Event
from outreach.actions import checkup_results
from outreach.models import CheckupResult, ResultSheet
from tests.builders import TODAY, build_account, identity_number
from tests.outreach.made_checkups import CONCLUSION, SECRET, exam_of, examined
from tests.pictures import PLACE, phone_jpeg

pytestmark = pytest.mark.usefixtures("on_the_day")


def text(answer):
    return answer.content.decode()


# ——— what was found ———

READERS_OF_NOTHING = ("clerk", "town_clerk", "city_clerk", "leader", "city_admin")


@pytest.mark.parametrize("who", READERS_OF_NOTHING)
def test_findings_are_told_through_no_door_but_the_officers(who, enter, request, finding):
    """Pages, lists, exports, panels, search, home, the ledger: stations see done or call back."""
    user = request.getfixturevalue(who)
    client, exam = enter(user), finding.exam
    campaign, person = exam.campaign, exam.person
    seen = ""
    for address in (
        exam.get_absolute_url(),
        campaign.get_absolute_url(),
        reverse("outreach:exams", args=[campaign.pk]),
        reverse("outreach:board", args=[campaign.pk]),
        reverse("outreach:campaigns"),
        reverse("outreach:missed"),
        f"{person.get_absolute_url()}?tab=checkups",
        f"{person.get_absolute_url()}?tab=changes",
        person.get_absolute_url(),
        person.station.get_absolute_url(),
        reverse("core:inbox"),
        "/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        seen += text(answer)
    assert "待回访" in seen
    for word in (SECRET, CONCLUSION, "结节"):
        assert word not in seen
    refused = ("result", "checkup_report")
    assert {client.get(reverse(f"outreach:{name}", args=[finding.pk])).status_code for name in refused} <= {403, 404}
    assert client.get(reverse("outreach:findings")).status_code == 403
    assert client.get(reverse("outreach:exam_enter_result", args=[exam.pk])).status_code == 403
    assert not CheckupResult.objects.visible_to(user).exists()


def test_a_station_is_asked_to_call_back_on_the_page_of_the_person(enter, clerk, finding):
    page = text(enter(clerk).get(finding.exam.get_absolute_url()))
    assert "通知本人联系局里" in page and "现在没有要您办的事" not in page


def test_the_export_holds_the_outcome_and_nothing_found(enter, clerk, finding):
    client = enter(clerk)
    answer = client.post(reverse("outreach:exams", args=[finding.exam.campaign_id]), {"export": "1"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "待回访" in cells and "结节" not in cells and finding.exam.person.id_no.plain() not in cells


def test_the_database_and_the_ledger_hold_ciphertext(enter, officer, finding):
    checkup_results.follow_up(by=officer, exam=finding.exam, on=TODAY, way="phone", said="已约 CT 复查", today=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary, findings FROM outreach_checkupresult")
        stored = " ".join(map(str, cursor.fetchall()))
        cursor.execute("SELECT said FROM outreach_followup")
        stored += " ".join(map(str, cursor.fetchall()))
    ledger = " ".join(f"{event.changes} {event.note} {event.subject_label}" for event in Event.objects.all())
    for word in (SECRET, CONCLUSION, "CT 复查"):
        assert word not in stored and word not in ledger
    before = Event.objects.filter(verb="checkup.results").count()
    page = text(enter(officer).get(finding.get_absolute_url()))
    assert SECRET in page and "已约 CT 复查" in page
    assert Event.objects.filter(verb="checkup.results").count() == before + 1


def test_an_officer_of_another_place_reads_no_result(enter, finding, network):
    stranger = build_account("far_officer", network["毕畈村委会"], "bureau_officer")
    assert enter(stranger).get(finding.get_absolute_url()).status_code == 404
    assert enter(stranger).get(reverse("outreach:findings")).status_code == 200


def test_a_report_is_kept_sealed_and_given_out_to_the_officer(enter, officer, season, settings):
    exam = examined(officer, season[3][0])
    file = SimpleUploadedFile("体检报告.pdf", b"%PDF-1.4\nsynthetic")
    data = {"received_on": TODAY.isoformat(), "summary": "正常", "file": file}
    answer = enter(officer).post(reverse("outreach:exam_enter_result", args=[exam.pk]), data)
    assert answer.status_code == 302
    result = CheckupResult.objects.get()
    assert b"synthetic" not in (settings.MEDIA_ROOT / result.file_place).read_bytes()
    given = enter(officer).get(reverse("outreach:checkup_report", args=[result.pk]))
    assert given.content == b"%PDF-1.4\nsynthetic"


def test_a_photographed_report_does_not_tell_where_it_was_taken(officer, season):
    values = {"received_on": TODAY, "summary": "正常", "file": SimpleUploadedFile("报告.jpg", phone_jpeg())}
    checkup_results.enter_result(by=officer, exam=examined(officer, season[3][0]), values=values, today=TODAY)
    assert PLACE not in checkup_results.report_of(by=officer, result=CheckupResult.objects.get())


# ——— the hospital's table ———


def table(*rows):
    lines = ["序号,姓名,身份证号,总检结论,是否需随访,异常所见", *(",".join(map(str, row)) for row in rows)]
    return SimpleUploadedFile("体检结果.csv", "\n".join(lines).encode("gb18030"))


def test_a_table_is_matched_shown_and_only_then_written(enter, officer, clerk, season):
    campaign, *_rest, people = season
    for person in people[:2]:
        examined(officer, person)
    number = [person.id_no.plain() for person in people]
    file = table(
        (1, "任和平", number[0], "血糖高", "是", "空腹血糖 11.2"),
        (2, "彭传英", number[1], "未见异常", "否", ""),
        (3, "胡德胜", number[2], "未见异常", "否", ""),
        (4, "改了名", number[3], "未见异常", "", ""),
        (5, "任和平", number[0], "重复", "", ""),
        (6, "外地人", identity_number(), "正常", "", ""),
        (7, "没证号", "", "正常", "", ""),
    )
    client = enter(officer)
    answer = client.post(reverse("outreach:upload_results", args=[campaign.pk]), {"file": file})
    sheet = ResultSheet.objects.get()
    assert answer["Location"] == sheet.get_absolute_url() and not CheckupResult.objects.exists()
    assert number[0] not in sheet.rows.plain()
    page = client.get(sheet.get_absolute_url())
    assert [line.exam.person.name for line in page.context["lines"]] == ["任和平", "彭传英"]
    problems = [line.problem for line in page.context["left"]]
    assert problems == ["not_come", "other_name", "twice", "not_listed", "no_number"]
    assert not re.search(r"\d{17}[\dX]", text(page))
    client.post(reverse("outreach:write_sheet", args=[sheet.pk]))
    assert [exam_of(person).needs_callback for person in people[:2]] == [True, False]
    assert CheckupResult.objects.get(exam__person=people[0]).findings.plain() == "空腹血糖 11.2"
    again = client.post(reverse("outreach:write_sheet", args=[sheet.pk]), follow=True)
    assert "已处理" in text(again)


def test_a_file_that_is_no_table_is_refused_beside_the_field(enter, officer, season):
    file = SimpleUploadedFile("结果.xlsx", b"PK\x03\x04broken")
    answer = enter(officer).post(reverse("outreach:upload_results", args=[season[0].pk]), {"file": file})
    assert answer.status_code == 422 and answer.context["form"].errors["file"]
    assert not ResultSheet.objects.exists()
