"""The pages of questionnaires: building, handing out, the public page, keying, workbooks, reading."""

from base64 import b64decode
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from appeals.models import Appeal, Batch, Category, Remark, Response, Slip, Survey
from tests.appeals import made_surveys as made
from tests.cast import *  # noqa: F403

QUERIES = 12


@pytest.fixture
def batch(clerk):
    batch = made.build_batch(clerk)
    Survey.objects.update(starts_on="2020-01-01", ends_on="2099-01-01")
    return Batch.objects.get(pk=batch.pk)


def at(name, *args):
    return reverse(f"appeals:{name}", args=args)


def test_a_questionnaire_is_made_from_the_ready_one_and_a_question_added(enter, clerk):
    client = enter(clerk)
    values = {"title": "冬季走访问卷", "starts_on": "2026-11-20", "ends_on": "2026-12-20", "ready": "brief"}
    answer = client.post(at("make_survey"), values)
    survey = Survey.objects.get()
    assert answer["Location"] == survey.get_absolute_url() and survey.questions.count() == 4
    why = {"text": "为什么这样选", "kind": "short", "depends": made.questions_of(survey)[1].pk, "depends_on": "3 4"}
    assert client.post(at("add_question", survey.pk), why).status_code == 302
    assert survey.questions.get(position=5).wanted == {3, 4}
    assert client.post(at("add_question", survey.pk), {**why, "depends_on": "9"}).status_code == 422


def test_a_condition_on_a_question_of_another_survey_is_no_choice(enter, clerk, officer):
    survey, other = made.build_survey(clerk), made.build_survey(clerk)
    values = {"text": "为什么", "kind": "short", "depends": made.first_question(other).pk, "depends_on": "1"}
    assert enter(clerk).post(at("add_question", survey.pk), values).status_code == 422


def test_a_village_hands_out_the_city_s_survey_but_cannot_change_it(enter, clerk, officer, outsider):
    survey = made.start(made.build_survey(officer), officer)
    values = {"station": clerk.station_id, "distributed": "30", "on": "2026-11-20"}
    assert enter(clerk).post(at("make_batch", survey.pk), values).status_code == 302
    assert enter(clerk).post(at("make_batch", survey.pk), {**values, "station": outsider.station_id}).status_code == 422
    assert enter(clerk).post(at("close_survey", survey.pk)).status_code == 404
    assert enter(clerk).get(at("amend_survey", survey.pk)).status_code == 404
    assert Batch.objects.get().station == clerk.station


def test_lists_and_the_survey_page_cost_few_queries(enter, clerk, batch, django_assert_max_num_queries):
    client = enter(clerk)
    client.get(at("surveys"))
    for address in (at("surveys"), at("survey", batch.survey_id), at("batch", batch.pk), at("key_sheets", batch.pk)):
        with django_assert_max_num_queries(QUERIES):
            client.get(address)


# ——— the public page ———


def test_an_unknown_code_is_not_found(client, db):
    assert client.get("/p/q/nothing-here/").status_code == 404


def test_what_was_ticked_stays_when_something_is_missing(client, batch):
    answer = client.post(at("answer", batch.code), {"q1": "3", "q4": "路灯不亮"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'name="q1" value="3" checked' in page and "路灯不亮" in page
    assert not Response.objects.exists()


def test_a_second_tap_is_thanked_for_and_not_counted(client, batch):
    for _tap in range(2):
        assert client.post(at("answer", batch.code), {"q2": "1", "once": "a-form-of-its-own"}).status_code == 302
    assert Response.objects.count() == 1


def test_a_wrong_code_keeps_the_form_and_may_be_tried_again(client, enter, clerk, batch):
    enter(clerk).post(at("make_slips", batch.pk))
    client.logout()
    answer = client.post(at("answer", batch.code), {"q2": "1", "slip": "WRONG", "once": "b"})
    assert answer.status_code == 409 and 'name="q2" value="1" checked' in answer.content.decode()
    assert Slip.objects.count() == 50 and not Response.objects.exists()


def test_codes_are_shown_once(enter, clerk, batch):
    client = enter(clerk)
    page = client.post(at("make_slips", batch.pk)).content.decode()
    assert page.count('<b class="what">') == 50
    assert client.post(at("make_slips", batch.pk)).status_code == 302


def test_a_closed_batch_says_so(client, clerk, batch):
    made.close(batch, clerk)
    page = client.get(at("answer", batch.code)).content.decode()
    assert "<form" not in page.split("<main")[1]


# ——— paper and workbooks ———


def test_a_sheet_that_does_not_fit_comes_back_with_what_was_keyed(enter, clerk, batch):
    made.count(batch, clerk, 2)
    answer = enter(clerk).post(at("key_sheets", batch.pk), {"q1": "7", "q2": "1", "q3": "", "q4": "好"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="7"' in page and "好" in page
    assert enter(clerk).post(at("key_sheets", batch.pk), {"q1": "2", "q2": "1"}).status_code == 302
    assert enter(clerk).post(at("key_sheets", batch.pk), {"void": "1"}).status_code == 302
    assert enter(clerk).post(at("key_sheets", batch.pk), {"q2": "1"}).status_code == 409
    assert sorted(Response.objects.values_list("is_valid", flat=True)) == [False, True]


def filled(client, batch, *rows):
    """The empty workbook of the batch with rows written into it."""
    book = load_workbook(BytesIO(client.get(at("sheet_workbook", batch.pk)).getvalue()))
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            book.active.cell(number, place, value)
    file = BytesIO()
    book.save(file)
    return SimpleUploadedFile("填好的表.xlsx", file.getvalue())


def take(client, batch, seen):
    """Press the button of the preview."""
    return client.post(at("take_sheets", batch.pk), {"sheets": seen.context["carried"]})


def test_a_filled_workbook_is_taken_whole(enter, clerk, batch):
    client = enter(clerk)
    seen = client.post(
        at("take_sheets", batch.pk), {"file": filled(client, batch, (2, 1, None, "多宣传。"), ("3", 4, "12", None))}
    )
    assert seen.status_code == 200 and not Response.objects.exists()
    assert take(client, batch, seen).status_code == 302
    answers = [sheet.answers for sheet in Response.objects.all()]
    assert sorted(map(str, answers)) == [str({"1": 2, "2": 1}), str({"1": 3, "2": 4, "3": [1, 2]})]
    assert Remark.objects.get().text == "多宣传。"
    made.close(batch, clerk)


def test_the_sheets_that_fit_are_taken_and_the_others_come_back_in_a_workbook_of_their_own(enter, clerk, batch):
    client = enter(clerk)
    file = filled(client, batch, (2, 1), (9, 1, None, "退回的话。"), (0, 0))
    seen = client.post(at("take_sheets", batch.pk), {"file": file})
    page = seen.content.decode()
    assert "1 + 1 + 1 = " in page and '<td class="num">3</td>' in page and "您的年龄" in page
    returned = load_workbook(BytesIO(b64decode(seen.context["returned"].partition("base64,")[2]))).active
    rows = [[cell.value for cell in row] for row in returned.rows]
    assert len(rows) == 2 and rows[1][0] == 9 and "退回的话" in rows[1][3] and "您的年龄" in rows[1][-1]
    take(client, batch, seen)
    assert sorted(Response.objects.values_list("is_valid", flat=True)) == [False, True]
    again = SimpleUploadedFile("退回.xlsx", b64decode(seen.context["returned"].partition("base64,")[2]))
    assert client.post(at("take_sheets", batch.pk), {"file": again}).context["total"] == 1


def test_a_page_sent_twice_or_to_another_batch_takes_nothing_more(enter, clerk, batch):
    client = enter(clerk)
    seen = client.post(at("take_sheets", batch.pk), {"file": filled(client, batch, (2, 1), (1, 1))})
    other = made.build_batch(clerk, batch.survey)
    assert take(client, other, seen).status_code == 302 and not Response.objects.exists()
    for _tap in range(2):
        take(client, batch, seen)
    client.post(at("take_sheets", batch.pk), {"sheets": seen.context["carried"] + "x"})
    assert Response.objects.count() == 2


def test_more_sheets_than_were_handed_out_are_refused_before_anything_is_taken(enter, clerk, batch):
    Batch.objects.update(distributed=1)
    client = enter(clerk)
    seen = client.post(at("take_sheets", batch.pk), {"file": filled(client, batch, (2, 1), (1, 1))})
    assert seen.context["refusal"].code == "full" and 'id="confirm"' in seen.content.decode()
    assert '<button class="btn go" type="submit">' not in seen.content.decode()
    take(client, batch, seen)
    assert not Response.objects.exists()


def test_another_file_is_refused_in_words(enter, clerk, batch):
    file = SimpleUploadedFile("x.xlsx", b"not a workbook")
    answer = enter(clerk).post(at("take_sheets", batch.pk), {"file": file})
    assert answer.status_code == 422 and not Response.objects.exists()


# ——— opinions ———


def test_one_key_sorts_and_the_next_comes(enter, clerk):
    remark, client = made.build_remark(clerk), enter(clerk)
    kind = Category.objects.get(code="OTHER")
    answer = client.post(at("sort_remark", remark.pk), {"category": str(kind.pk)})
    assert answer["Location"].endswith(f"?before={remark.pk}")
    assert Remark.objects.get().category == kind
    assert remark.text[:8] in client.get(answer["Location"]).content.decode()
    client.post(at("remark_to_appeal", remark.pk))
    assert Appeal.objects.get().category == kind
    client.post(at("sort_remark", remark.pk), {"category": "none"})
    assert Remark.objects.get().category is None


def test_what_is_not_sorted_is_not_taken_up(enter, clerk):
    remark = made.build_remark(clerk)
    enter(clerk).post(at("remark_to_issue", remark.pk))
    assert Remark.objects.get().issue is None
