"""A hospital's table of results: what it may hold, why a row is left, where the table is found again."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core.validators import mask_identity
from outreach.actions import checkup_results
from outreach.imports.checkups import read_results
from outreach.models import CheckupResult, ResultSheet
from outreach.rules.checkup_results import matched
from tests.builders import TODAY
from tests.outreach.made_checkups import examined

pytestmark = pytest.mark.usefixtures("on_the_day")
HEAD = ("姓名", "身份证号", "是否需随访", "异常所见", "体检结论")


def workbook(*rows, head=HEAD, others=()):
    """A table of results; `others` {sheet: its rows} stand behind it in the same file."""
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    book.active.title = "总表"
    for name, lines in dict(others).items():
        sheet = book.create_sheet(name)
        for row in lines:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("体检结果.xlsx", file.getvalue())


def text(answer):
    return answer.content.decode()


@pytest.fixture
def came(officer, season):
    """The campaign, and two of its people who were examined."""
    campaign, *_rest, people = season
    for person in people[:2]:
        examined(officer, person)
    return campaign, people[:2]


def upload(client, campaign, file):
    return client.post(reverse("outreach:upload_results", args=[campaign.pk]), {"file": file}, follow=True)


def test_a_table_without_rows_is_refused_beside_the_field(enter, officer, came):
    answer = upload(enter(officer), came[0], workbook())
    assert answer.status_code == 422 and answer.context["form"].errors["file"] and not ResultSheet.objects.exists()


def test_a_table_that_is_too_long_is_refused_not_cut(officer, monkeypatch):
    monkeypatch.setattr("outreach.imports.checkups.MOST_ROWS", 1)
    with pytest.raises(ValidationError):
        read_results(workbook(("甲", "110105194912310028"), ("乙", "110105194912310028")))


def test_a_row_says_why_its_number_cannot_be_read_and_whose_it_is(enter, officer, came):
    campaign, (first, second) = came
    number = first.id_no.plain()
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    rows = (
        ("任和平", wrong),
        ("任和平", int(number[:17] + "0")),
        ("任和平", number[:-1]),
        ("改了名", second.id_no.plain()),
    )
    page = upload(enter(officer), campaign, workbook(*rows))
    left = page.context["left"]
    assert [line.problem for line in left] == ["no_number"] * 3 + ["other_name"]
    assert "校验" in left[0].said and "数字" in left[1].said and "17" in left[2].said and "彭传英" in left[3].said
    assert number not in ResultSheet.objects.get().rows.plain() and wrong not in text(page)


def test_what_was_not_written_is_still_shown_afterwards_and_the_table_is_found_on_the_campaign(enter, officer, came):
    campaign, (first, _second) = came
    client = enter(officer)
    upload(client, campaign, workbook(("任和平", first.id_no.plain()), ("没证号", "", "否")))
    sheet = ResultSheet.objects.get()
    assert sheet.get_absolute_url() in text(client.get(campaign.get_absolute_url()))
    client.post(reverse("outreach:write_sheet", args=[sheet.pk]))
    page = text(client.get(sheet.get_absolute_url()))
    assert "没证号" in page and "没有写入" in page and "任和平" not in page


def test_a_row_that_matches_after_all_is_not_lost(enter, officer, came, season):
    campaign, *_rest, people = season
    client = enter(officer)
    rows = [(person.name, person.id_no.plain(), "否") for person in people[1:3]]
    upload(client, campaign, workbook(*rows))
    sheet = ResultSheet.objects.get()
    client.post(reverse("outreach:write_sheet", args=[sheet.pk]))
    examined(officer, people[2])
    (line,) = client.get(sheet.get_absolute_url()).context["left"]
    assert line.exam.person == people[2] and "重新上传" in line.said


def test_stations_see_no_tables_on_the_campaign(enter, officer, clerk, came):
    upload(enter(officer), came[0], workbook(("没证号", "", "否")))
    page = text(enter(clerk).get(came[0].get_absolute_url()))
    assert "体检结果.xlsx" not in page


def test_a_line_with_one_filled_cell_is_told_of_and_not_lost(enter, officer, came):
    number = came[1][0].id_no.plain()
    rows = (("任和平",), (number,), ("合计", "2人"), ("备注：以上结果已通知本人",), ("", "", "", "右肺结节"))
    page = upload(enter(officer), came[0], workbook(*rows))
    left = page.context["left"]
    assert [(line.number, line.name) for line in left] == [(2, "任和平"), (3, mask_identity(number)), (6, "右肺结节")]
    assert {line.said for line in left} == {"没有身份证号，其他栏也几乎没填，看不出是谁"}
    assert number not in text(page) and number not in ResultSheet.objects.get().rows.plain()


STRANGE = {"附表": [("任和平", "右肺结节"), ("彭传英", "正常")], "空白": []}


def test_a_sheet_without_headings_is_told_of_and_the_rows_of_the_others_are_kept(enter, officer, came):
    campaign, (first, _second) = came
    client = enter(officer)
    page = upload(client, campaign, workbook(("任和平", first.id_no.plain()), others=STRANGE))
    assert "没有识别出表头" in text(page) and "附表" in text(page) and "空白" not in text(page)
    assert [line.name for line in page.context["lines"]] == ["任和平"] and page.context["left"] == []
    sheet = ResultSheet.objects.get()
    client.post(reverse("outreach:write_sheet", args=[sheet.pk]))
    assert CheckupResult.objects.get().exam.person == first
    assert "附表" in text(client.get(sheet.get_absolute_url()))
    client.post(reverse("outreach:upload_results", args=[campaign.pk]), {"file": workbook(("任和平", ""))})
    assert "没有识别出表头" not in text(client.get(ResultSheet.objects.first().get_absolute_url()))


def test_a_row_says_on_which_of_several_sheets_it_stands(enter, officer, came):
    others = {"上门体检": [HEAD, ("任和平", "")]}
    page = upload(enter(officer), came[0], workbook(("彭传英", ""), others=others))
    assert [(line.place, line.name) for line in page.context["left"]] == [
        ("总表 2", "彭传英"),
        ("上门体检 2", "任和平"),
    ]
    assert "上门体检 2" in text(page)
    (line,) = lines(("任和平", ""))
    assert line.place == "2"


def test_where_only_sheets_without_headings_hold_rows_the_refusal_names_them(enter, officer, came):
    number = came[1][0].id_no.plain()
    answer = upload(enter(officer), came[0], workbook(others={**STRANGE, f"复查{number}": [("右肺结节", "大")]}))
    said = str(answer.context["form"].errors["file"])
    assert answer.status_code == 422 and "附表" in said and "复查" in said and "空白" not in said
    assert number not in text(answer) and not ResultSheet.objects.exists()


def test_every_line_without_a_person_is_told_of_however_many_there_are():
    names = [(f"老兵{number}",) for number in range(60)]
    rows, _unread = read_results(workbook(*names[:30], ("任和平", "", "否", "", "正常"), *names[30:]))
    assert [row["number"] for row in rows] == list(range(2, 63))


def lines(*rows, head=HEAD):
    return matched(read_results(workbook(*rows, head=head))[0], {})


def test_a_finding_that_needs_no_follow_up_stands_in_the_conclusion():
    (line,) = lines(("任和平", "", "否", "轻度脂肪肝", "余未见异常"))
    assert line.values == {"summary": "余未见异常；轻度脂肪肝", "is_flagged": False, "findings": ""}


def test_in_a_table_that_does_not_say_whom_to_follow_up_findings_are_followed_up():
    head = ("姓名", "身份证号", "异常所见", "体检结论")
    found = lines(("甲", "", "右肺结节", "异常"), ("乙", "", "未见异常", "正常"), ("丙", "", "", "正常"), head=head)
    assert [(line.is_flagged, line.values["findings"]) for line in found] == [
        (True, "右肺结节"),
        (False, ""),
        (False, ""),
    ]


@pytest.mark.parametrize("word", ["无异常", "不需要", "无需复查", "/"])
def test_words_that_say_nothing_was_found_flag_nobody(word):
    assert not lines(("任和平", "", word, "", "正常"))[0].is_flagged


def test_the_list_of_follow_ups_says_when_and_how_somebody_was_last_reached(enter, officer, finding):
    client, said = enter(officer), {"said": "电话无人接听", "today": TODAY}
    assert "还没有联系" in text(client.get(reverse("outreach:findings")))
    for way in ("phone", "home"):
        exam = CheckupResult.objects.get().exam
        checkup_results.follow_up(by=officer, exam=exam, on=TODAY, way=way, **said)
    page = text(client.get(reverse("outreach:findings")))
    assert f"{TODAY:%m-%d} 上门随访" in page and "还没有联系" not in page and said["said"] not in page
    answer = client.post(reverse("outreach:findings"), {"export": "1"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "上门随访" in cells and said["said"] not in str(cells)


def test_a_closed_follow_up_and_its_contact_are_one_record(enter, officer, finding):
    checkup_results.follow_up(by=officer, exam=finding.exam, on=TODAY, way="phone", said="已约", today=TODAY)
    finding.exam.refresh_from_db()
    page = text(enter(officer).get(finding.get_absolute_url()))
    assert "随访记录" in page and CheckupResult.objects.get().is_flagged
    assert "<b>登记随访</b>" in text(enter(officer).get(finding.exam.get_absolute_url()))
