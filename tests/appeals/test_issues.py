"""Points raised: noted, amended, settled, counted (6 aspects, 37 points)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from appeals.actions import issues
from appeals.figures import surveys as figures
from appeals.models import Category, Issue
from core.actions import Refused
from core.figures import Period
from core.models import Event
from tests.appeals import made_surveys as made
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

SETTLED = {"outcome": "solved", "result": "路灯已接通。", "settled_on": TODAY}
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ASPECTS = ("待遇落实", "就医养老", "就业创业", "基础设施", "荣誉褒扬", "组织生活")


def test_a_point_is_noted_and_settled(clerk):
    issue = made.build_issue(clerk)
    assert issue.handler == issue.station == clerk.station and issue.is_open
    issues.settle_issue(by=clerk, issue=issue, values=SETTLED, today=TODAY)
    issue = Issue.objects.get()
    assert (issue.outcome, issue.settled_on) == ("solved", TODAY)
    assert set(Event.objects.filter(verb__startswith="issue.").values_list("verb", flat=True)) == {
        "issue.raise",
        "issue.settle",
    }


def test_a_settled_point_is_neither_settled_nor_corrected_again(clerk):
    issue = made.build_issue(clerk)
    issues.settle_issue(by=clerk, issue=issue, values=SETTLED, today=TODAY)
    for verb, values in ((issues.settle_issue, SETTLED), (issues.amend_issue, {"title": "别的"})):
        with pytest.raises(Refused):
            verb(by=clerk, issue=Issue.objects.get(), values=values, today=TODAY)


def test_days_must_be_possible(clerk):
    with pytest.raises(ValidationError):
        made.build_issue(clerk, raised_on=TODAY + made.DAY)
    with pytest.raises(ValidationError):
        made.build_issue(clerk, due_on=TODAY - made.DAY)
    issue = made.build_issue(clerk)
    with pytest.raises(ValidationError):
        issues.settle_issue(by=clerk, issue=issue, values={**SETTLED, "settled_on": TODAY - made.DAY}, today=TODAY)
    assert Issue.objects.get().is_open


def test_the_station_in_charge_sees_it_and_nobody_else(clerk, outsider, network):
    issue = made.build_issue(clerk)
    assert not Issue.objects.visible_to(outsider).exists()
    issues.amend_issue(by=clerk, issue=issue, values={"handler": outsider.station}, today=TODAY)
    assert Issue.objects.visible_to(outsider).get() == issue and Issue.objects.visible_to(clerk).get() == issue


def test_six_aspects_and_thirty_seven_points_from_evening_talks(officer):
    for place in range(37):
        made.build_issue(officer, aspect=ASPECTS[place % 6], title=f"问题{place}")
    kinds = list(Category.objects.filter(valid_to__isnull=True))
    for place in range(10):
        made.build_issue(
            officer, source=("symposium", "chat", "survey")[place % 3], aspect="其他", category=kinds[place]
        )
    issues.settle_issue(
        by=officer, issue=Issue.objects.filter(source="evening_talk").first(), values=SETTLED, today=TODAY
    )
    asked = (figures.TALK_POINTS, figures.TALK_ASPECTS, figures.TALK_SETTLED, figures.FORMS, figures.CATEGORIES)
    said = {figure.key: figure.evaluate(officer, YEAR) for figure in (*asked, figures.RAISED)}
    assert {key: value.number for key, value in said.items()} == {
        "issue.talk_points": 37, "issue.talk_aspects": 6, "issue.talk_settled": 1, "issue.forms": 4,
        "issue.categories": 10, "issue.raised": 47,
    }  # fmt: skip
    assert said["issue.talk_settled"].detail == "1 / 37"
    assert figures.TALK_POINTS.rows(officer, YEAR).count() == 37


def test_the_list_costs_few_queries_and_shows_the_numbers(enter, clerk, django_assert_max_num_queries):
    for place in range(25):
        made.build_issue(clerk, title=f"问题{place}")
    client = enter(clerk)
    client.get(reverse("appeals:issues"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("appeals:issues")).content.decode()
    assert "25" in page and "羊楼洞" in page


def test_a_point_is_noted_on_the_page_and_the_next_begins_with_the_same_evening(enter, clerk, monkeypatch):
    values = {
        "source": "evening_talk", "raised_on": "2026-11-20", "occasion": "羊楼洞夜话", "title": "水渠淤塞",
        "category": Category.objects.get(code="OTHER").pk, "aspect": "基础设施", "next": "1",
    }  # fmt: skip
    answer = enter(clerk).post(reverse("appeals:raise_issue"), values)
    assert answer.status_code == 302, answer.content.decode()
    assert "occasion=" in answer["Location"] and Issue.objects.get().handler == clerk.station


def test_a_forged_station_in_charge_is_no_choice(enter, clerk, outsider):
    values = {**made.issue_values(), "category": Category.objects.first().pk, "handler": outsider.station_id}
    answer = enter(clerk).post(reverse("appeals:raise_issue"), values)
    assert answer.status_code == 422 and not Issue.objects.exists()
