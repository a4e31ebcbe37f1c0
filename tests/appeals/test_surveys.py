"""Building a questionnaire, handing it out, answering, keying, closing: actions and rules."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from appeals.actions import remarks, sheets, surveys
from appeals.choices.questionnaires import FULL
from appeals.models import Appeal, Batch, Category, Issue, Question, Remark, Response, Survey
from appeals.rules.answers import from_form, from_keys, split_keys
from core.actions import NotAllowed, Refused
from core.models import Event
from tests.appeals import made_surveys as made
from tests.builders import TODAY
from tests.cast import *  # noqa: F403


def form(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.fixture
def full(officer):
    return made.build_survey(officer, "full")


@pytest.fixture
def batch(clerk):
    return made.build_batch(clerk)


# ——— building ———


def test_the_ready_questionnaire_comes_whole_with_its_condition(full):
    questions = made.questions_of(full)
    assert len(questions) == len(FULL)
    assert {question.kind for question in questions} == {
        "single",
        "multi",
        "scale",
        "matrix",
        "number",
        "short",
        "long",
    }
    why = questions[15]
    assert why.depends == questions[14] and why.wanted == {3, 4} and why.most == 3
    assert Event.objects.filter(verb="survey.make").exists()


def test_every_kind_of_question_says_what_it_lacks(officer):
    survey = made.build_survey(officer, "")
    wrong = [
        ({"text": "甲", "kind": "single", "options": "一"}, "options"),
        ({"text": "乙", "kind": "matrix", "options": "一\n二"}, "items"),
        ({"text": "丙", "kind": "multi", "options": "一\n二", "most": 3}, "most"),
        ({"text": "丁", "kind": "number", "least": 5, "greatest": 1}, "greatest"),
        ({"text": "戊", "kind": "multi", "options": "一\n二", "is_dimension": True}, "is_dimension"),
    ]
    for values, field in wrong:
        with pytest.raises(ValidationError) as problem:
            surveys.add_question(by=officer, survey=survey, values=values, today=TODAY)
        assert field in problem.value.message_dict
    assert not survey.questions.exists()


def test_a_question_goes_up_but_not_above_the_one_that_decides_it(full, officer):
    third = made.questions_of(full)[2]
    surveys.raise_question(by=officer, question=third, today=TODAY)
    assert [question.text for question in made.questions_of(full)][1] == third.text
    with pytest.raises(ValidationError):
        surveys.raise_question(by=officer, question=made.questions_of(full)[15], today=TODAY)


def test_removing_a_question_closes_the_gap_and_frees_what_depended_on_it(full, officer):
    surveys.remove_question(by=officer, question=made.questions_of(full)[14], today=TODAY)
    questions = made.questions_of(full)
    assert [question.position for question in questions] == list(range(1, 20))
    assert not any(question.depends_id for question in questions)


def test_a_started_questionnaire_is_frozen_and_a_new_version_is_not(full, officer):
    made.start(full, officer)
    survey = Survey.objects.get(pk=full.pk)
    question = made.questions_of(survey)[0]
    for verb, values in (
        (surveys.add_question, {"survey": survey, "values": {"text": "新", "kind": "short"}}),
        (surveys.amend_question, {"question": question, "values": {"text": "新"}}),
        (surveys.remove_question, {"question": question}),
        (surveys.raise_question, {"question": question}),
    ):
        with pytest.raises(Refused) as refusal:
            verb(by=officer, today=TODAY, **values)
        assert refusal.value.code == "frozen"
    copy = surveys.new_version(by=officer, survey=survey, today=TODAY)
    assert copy.version == 2 and copy.is_draft and copy.questions.count() == 20
    assert made.questions_of(copy)[15].depends.survey_id == copy.pk


def test_while_it_runs_only_the_last_day_moves(full, officer):
    survey = made.start(full, officer)
    values = {"title": "别的标题", "ends_on": TODAY + 60 * made.DAY}
    surveys.amend_survey(by=officer, survey=survey, values=values, today=TODAY)
    survey = Survey.objects.get(pk=survey.pk)
    assert survey.title == full.title and survey.ends_on == TODAY + 60 * made.DAY


def test_an_empty_questionnaire_does_not_start_and_a_leader_does_not_build(officer, leader):
    survey = made.build_survey(officer, "")
    with pytest.raises(Refused):
        made.start(survey, officer)
    with pytest.raises(NotAllowed):
        made.build_survey(leader)
    assert Survey.objects.count() == 1


# ——— reading answers ———


def test_an_answer_that_was_not_to_be_asked_is_left_out(batch):
    questions = made.questions_of(batch.survey)
    assert from_form(questions, form(q2="1", q3=["1"])).answers == {"2": 1}
    assert from_form(questions, form(q2="4", q3=["1", "2"])).answers == {"2": 4, "3": [1, 2]}


def test_what_must_be_answered_and_what_is_too_much_is_said(batch):
    questions = made.questions_of(batch.survey)
    assert set(from_form(questions, form(q1="1")).problems) == {"2"}
    assert set(from_form(questions, form(q2="4", q3=["1", "2", "3"])).problems) == {"3"}
    assert set(from_form(questions, form(q2="²")).problems) == {"2"}
    assert set(from_form(questions, form(q2="9")).problems) == {"2"}


def test_keys_of_a_paper_sheet(full):
    questions = made.questions_of(full)
    sheet = from_keys(questions, {"1": "３", "6": "13", "11": "12", "14": "12045", "15": "4", "16": "2 5", "17": "5"})
    assert not sheet.problems
    assert sheet.answers == {
        "1": 3, "6": [1, 3], "11": 12, "14": {"1": 1, "2": 2, "4": 4, "5": 5}, "15": 4, "16": [2, 5], "17": 5,
    }  # fmt: skip
    assert set(from_keys(questions, {"1": "7", "11": "51", "14": "123456", "17": "x"}).problems) == {
        "1",
        "11",
        "14",
        "17",
    }


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_or_said_to_be_wrong(text):
    question = Question(position=1, kind="multi", options="\n".join(f"第{n}项" for n in range(1, 9)))
    sheet = from_keys([question], {"1": text})
    chosen = sheet.answers.get("1", [])
    assert sheet.problems or all(1 <= number <= 8 for number in chosen)


def test_more_options_than_keys_are_written_apart():
    assert split_keys("135", 8) == [1, 3, 5]
    assert split_keys("1 12，3", 12) == [1, 12, 3]


# ——— batches ———


def test_distributed_returned_and_valid_are_kept_apart(clerk, batch):
    made.send(batch, q2=1)
    made.count(batch, clerk, 2)
    made.key(batch, clerk, "1", "2")
    made.key(batch, clerk, is_valid=False)
    survey = Survey.objects.with_counts().get(pk=batch.survey_id)
    assert (survey.distributed, survey.returned, survey.valid) == (50, 3, 2)


def test_a_batch_closes_only_when_the_keyed_are_as_many_as_the_counted(clerk, batch):
    with pytest.raises(Refused) as refusal:
        made.key(batch, clerk, "1", "2")
    assert refusal.value.code == "not_counted"
    made.count(batch, clerk, 2)
    made.key(batch, clerk, "1", "2")
    with pytest.raises(Refused) as refusal:
        made.close(batch, clerk)
    assert refusal.value.code == "not_equal"
    made.key(batch, clerk, "2", "1")
    with pytest.raises(Refused) as refusal:
        made.key(batch, clerk, "2", "1")
    assert refusal.value.code == "all_keyed"
    assert made.close(batch, clerk).closed_on == TODAY
    with pytest.raises(Refused):
        made.send(Batch.objects.get(pk=batch.pk), q2=1)


def test_no_more_come_back_than_were_handed_out(clerk):
    batch = made.build_batch(clerk, distributed=1)
    made.send(batch, q2=1)
    with pytest.raises(Refused) as refusal:
        made.send(batch, q2=1)
    assert refusal.value.code == "full"
    with pytest.raises(ValidationError):
        made.count(batch, clerk, 2)
    assert Response.objects.count() == 1


def test_nobody_answers_before_its_time_nor_after(clerk, batch):
    Survey.objects.update(starts_on=TODAY + made.DAY)
    with pytest.raises(Refused) as refusal:
        made.send(Batch.objects.get(pk=batch.pk), q2=1)
    assert refusal.value.code == "not_answering"


def test_an_empty_sheet_is_void_not_keyed(clerk, batch):
    made.count(batch, clerk, 1)
    with pytest.raises(Refused):
        made.key(batch, clerk)
    assert not Response.objects.exists()


def test_sheets_of_a_workbook_come_all_or_none(clerk):
    batch = made.build_batch(clerk, distributed=2)
    found = [from_keys(made.questions_of(batch.survey), {"2": "1"}) for _row in range(3)]
    with pytest.raises(Refused):
        sheets.take_sheets(by=clerk, batch=batch, sheets=found, today=TODAY)
    assert not Response.objects.exists()
    sheets.take_sheets(by=clerk, batch=batch, sheets=found[:2], today=TODAY)
    assert Response.objects.filter(source="import").count() == 2
    made.close(batch, clerk)


def test_a_survey_closes_when_its_batches_are_closed(clerk, batch):
    with pytest.raises(Refused):
        surveys.close_survey(by=clerk, survey=batch.survey, today=TODAY)
    survey = made.close_all(batch.survey, clerk)
    assert survey.is_closed and survey.tally["valid"] == 0


# ——— opinions ———


def test_an_opinion_is_sorted_and_becomes_one_thing(clerk):
    remark, kind = made.build_remark(clerk), Category.objects.get(code="OTHER")
    remarks.sort_remark(by=clerk, remark=remark, category=kind, today=TODAY)
    remarks.make_issue(by=clerk, remark=remark, category=kind, today=TODAY)
    issue = Issue.objects.get()
    assert (issue.source, issue.aspect, issue.detail) == ("survey", kind.label, remark.text)
    with pytest.raises(Refused):
        remarks.make_appeal(by=clerk, remark=Remark.objects.get(), category=kind, today=TODAY)
    assert not Appeal.objects.exists()


def test_an_opinion_becomes_an_anonymous_appeal(clerk):
    remark, kind = made.build_remark(clerk), Category.objects.get(code="OTHER")
    remarks.make_appeal(by=clerk, remark=remark, category=kind, today=TODAY)
    appeal = Appeal.objects.get()
    assert appeal.is_anonymous and appeal.channel == "survey" and appeal.title == "村口路灯坏了半年没人修"
    assert Remark.objects.get().appeal == appeal and Event.objects.filter(verb="remark.take_up").exists()
