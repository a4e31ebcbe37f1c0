"""Questionnaires for tests, made by the actions themselves."""

from datetime import timedelta

from django.http import QueryDict

from appeals.actions import issues, sheets, surveys
from appeals.models import Batch, Category, Question, Remark, Survey
from appeals.rules.answers import from_form, from_keys
from stations.actions import system_account
from tests.builders import TODAY

DAY = timedelta(days=1)
SPAN = {"starts_on": TODAY - 30 * DAY, "ends_on": TODAY + 30 * DAY}


def build_survey(by, template="brief", **values):
    """A draft; the brief one: age (dimension), satisfaction, why, opinion."""
    values = {"title": "服务满意度短问卷", "purpose": "", **SPAN, **values}
    return surveys.make_survey(by=by, station=by.station, values=values, template=template, today=TODAY)


def start(survey, by):
    return surveys.start_survey(by=by, survey=survey, today=TODAY)


def build_batch(by, survey=None, distributed=50, station=None):
    """A batch of a running survey at the author's station."""
    survey = survey or start(build_survey(by), by)
    values = {"distributed": distributed, "on": TODAY}
    return sheets.make_batch(by=by, survey=survey, station=station or by.station, values=values, today=TODAY)


def questions_of(survey):
    return list(survey.questions.select_related("depends").order_by("position"))


def send(batch, slip="", **answers):
    """A sheet from a phone: `send(batch, q1=2, q3=[1, 2], q4="路灯不亮")`."""
    data = QueryDict(mutable=True)
    for name, value in answers.items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
    sheet = from_form(questions_of(batch.survey), data)
    assert not sheet.problems, sheet.problems
    sheets.answer(by=system_account(), batch=batch, sheet=sheet, today=TODAY, slip=slip)


def key(batch, by, *typed, is_valid=True):
    """A paper sheet: what is keyed, question by question."""
    keyed = {str(place): text for place, text in enumerate(typed, start=1)}
    sheet = from_keys(questions_of(batch.survey), keyed)
    assert not sheet.problems, sheet.problems
    sheets.key_sheet(by=by, batch=batch, sheet=sheet, today=TODAY, is_valid=is_valid)


def count(batch, by, returned):
    values = {"distributed": batch.distributed, "paper_returned": returned}
    return sheets.count_batch(by=by, batch=Batch.objects.get(pk=batch.pk), values=values, today=TODAY)


def close(batch, by):
    """Close the batch; the survey stays open."""
    return sheets.close_batch(by=by, batch=Batch.objects.get(pk=batch.pk), today=TODAY)


def close_all(survey, by):
    for batch in survey.batches.filter(closed_on__isnull=True):
        close(batch, by)
    return surveys.close_survey(by=by, survey=Survey.objects.get(pk=survey.pk), today=TODAY)


def build_closed_survey(by, sheets_in=6):
    """A closed survey with so many phone sheets."""
    batch = build_batch(by)
    for _sheet in range(sheets_in):
        send(batch, q1=2, q2=1)
    return close_all(batch.survey, by)


def build_remark(by, text="村口路灯坏了半年没人修。"):
    """An opinion of a closed batch."""
    batch = build_batch(by)
    send(batch, q2=2, q4=text)
    close(batch, by)
    return Remark.objects.get(batch=batch)


def issue_values(**changes):
    values = {
        "source": "evening_talk",
        "occasion": "羊楼洞村湾夜话",
        "raised_on": TODAY,
        "aspect": "基础设施",
        "category": Category.objects.get(code="CONSULT"),
        "title": "湾里到公路的路灯不亮",
        "detail": "三组到公路一段。",
    }
    return values | changes


def build_issue(by, **changes):
    return issues.raise_issue(by=by, station=by.station, values=issue_values(**changes), today=TODAY)


def first_question(survey):
    return Question.objects.filter(survey=survey).order_by("position").first()
