"""Questionnaires as people meet them: on a phone, with scripts and without; paper sheets by number keys; opinions by one key."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.test_appeals import categories, people  # noqa: F401  (fixtures)
from tests.browser.tools import PHONE, assert_accessible, forgive, login, scrolls_sideways

WORDS = "村口到卫生室的路晚上没有灯，老人看病不方便。"


@pytest.fixture
def running(people, categories):  # noqa: F811
    """A running survey of the village with the ready questionnaire, and its batch."""
    from appeals.actions import sheets, surveys

    clerk, _officer, _leader = people
    today = timezone.localdate()
    values = {"title": "浏览器问卷", "purpose": "", "starts_on": today, "ends_on": today + timedelta(days=9)}

    def make(template):
        survey = surveys.make_survey(by=clerk, station=clerk.station, values=values, template=template, today=today)
        surveys.start_survey(by=clerk, survey=survey, today=today)
        batch = {"distributed": 20, "on": today, "paper_returned": 2}
        return sheets.make_batch(by=clerk, survey=survey, station=clerk.station, values=batch, today=today)

    return make


def choose(page, question, label):
    page.locator(f"#fq{question} label", has_text=label).first.click()


def test_with_scripts_the_reason_is_asked_only_of_the_dissatisfied(new_page, running, shoot):
    batch = running("full")
    page = new_page(PHONE)
    page.goto(f"/p/q/{batch.code}/")
    assert not scrolls_sideways(page)
    assert_accessible(page)
    shoot(page, "questionnaire")
    assert page.locator("#fq16").is_hidden()
    choose(page, 15, "不太满意")
    page.locator("#fq16").wait_for(state="visible")
    choose(page, 16, "办事慢")
    choose(page, 15, "比较满意")
    page.locator("#fq16").wait_for(state="hidden")
    choose(page, 1, "60—69岁")
    page.click("button[type=submit]:has-text('提交')")
    assert page.locator(".box.red").inner_text().count("身份类别") == 1
    assert page.locator("#fq15 input:checked").count() == 1
    choose(page, 2, "参战参试")
    page.fill("#fq20 textarea", WORDS)
    page.click("button[type=submit]:has-text('提交')")
    page.wait_for_url("**/thanks/")
    forgive(page, "422")
    assert batch.sheets.get().answers == {"1": 4, "2": 6, "15": 2}
    assert batch.remarks.get().text == WORDS


def test_without_scripts_everything_works(new_page, running):
    batch = running("brief")
    page = new_page(PHONE, java_script_enabled=False)
    page.goto(f"/p/q/{batch.code}/")
    assert page.locator("#fq3").is_visible()
    page.click("button[type=submit]:has-text('提交')")
    assert page.locator(".box.red").is_visible()
    choose(page, 2, "不满意")
    choose(page, 3, "等得久")
    page.click("button[type=submit]:has-text('提交')")
    page.wait_for_url("**/thanks/")
    forgive(page, "422")
    answers = batch.sheets.get().answers
    assert answers["2"] in (3, 4) and answers["3"] == [2]


def test_paper_by_number_keys_and_opinions_by_one_key(new_page, running, people, shoot):  # noqa: F811
    clerk, _officer, _leader = people
    batch = running("brief")
    page = new_page()
    login(page, clerk.username)
    page.goto(f"/appeals/surveys/batches/{batch.pk}/key/")
    assert_accessible(page)
    for sheet, words in enumerate((WORDS, "")):
        page.locator("input:focus").wait_for()
        page.keyboard.type("24")
        page.keyboard.type("12")
        page.keyboard.press("Enter")
        page.keyboard.insert_text(words)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert batch.sheets.count() == sheet + 1
    assert {str(sheet.answers) for sheet in batch.sheets.all()} == {str({"1": 2, "2": 4, "3": [1, 2]})}
    page.goto(f"/appeals/surveys/batches/{batch.pk}/")
    with page.expect_navigation():
        page.click("button:has-text('结束本批')")
    page.goto(f"/appeals/surveys/{batch.survey_id}/opinions/")
    assert_accessible(page)
    shoot(page, "opinions")
    with page.expect_navigation():
        page.keyboard.press("0")
    with page.expect_navigation():
        page.keyboard.press("a")
    remark = batch.remarks.get()
    assert remark.category.label == "其他" and remark.appeal.is_anonymous
