"""Results: 304 paper sheets keyed and reported, 5,000 sheets within the budget, the same numbers on page and paper."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from appeals.figures import surveys as figures
from appeals.models import Response, Survey
from appeals.results import Results
from appeals.rules.disclosure import is_small
from core.actions import Refused
from core.figures import Period
from stations.models import Station
from tests.appeals import made_surveys as made
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
QUERIES = 12


def results_of(survey):
    towns = Station.objects.filter(tier="town").select_related("division")
    return Results(survey, made.questions_of(survey), {str(town.pk): town.place for town in towns})


@pytest.fixture
def reported(officer, network):
    """304 handed out in two towns, 300 came back on paper, 298 of them valid; keyed one by one."""
    survey = made.start(made.build_survey(officer), officer)
    for town, distributed, returned in (("赵李桥镇", 154, 152), ("神山镇", 150, 148)):
        batch = made.build_batch(officer, survey, distributed, station=network[town])
        made.count(batch, officer, returned)
        made.key(batch, officer, is_valid=False)
        for place in range(returned - 1):
            made.key(
                batch,
                officer,
                str(1 + place % 3),
                str((1, 1, 1, 2, 2, 3, 5)[place % 7]),
                "1",
                "多宣传。" if place % 50 == 0 else "",
            )
    return made.close_all(survey, officer)


def test_304_handed_out_are_reported_as_304_handed_out(reported, officer, enter):
    survey = Survey.objects.with_counts().get(pk=reported.pk)
    assert (survey.distributed, survey.returned, survey.valid) == (304, 300, 298)
    assert figures.DISTRIBUTED.evaluate(officer, YEAR).number == 304
    assert figures.VALID.evaluate(officer, YEAR).detail == "298 / 300"
    page = enter(officer).get(reverse("appeals:survey_results", args=[survey.pk])).content.decode()
    for number in ("304", "300 / 304", "298 / 300"):
        assert number in page


def test_satisfaction_is_taken_among_those_who_have_an_opinion(reported):
    finding = results_of(reported).overall
    counts = [line.number for line in finding.lines]
    satisfied, among = counts[0] + counts[1], sum(counts[:4])
    assert sum(counts) == 298 and finding.satisfaction == (satisfied, among)
    assert finding.rate == round(Decimal(satisfied) * 100 / among, 1)
    assert finding.mean == round(Decimal(counts[0] * 4 + counts[1] * 3 + counts[2] * 2 + counts[3]) / among, 2)


def test_tables_by_town_and_by_age_hold_no_small_number(reported):
    results = results_of(reported)
    shown = [cross for finding in results.findings for cross in results.crosses(finding)]
    assert {cross.title for cross in shown} == {results.titles["town"], "您的年龄"}
    assert any(cell for cross in shown for _label, _people, cells, _rate in cross.rows for cell in cells)
    for cross in shown:
        assert not any(is_small(cell or 0) for _label, _people, cells, _rate in cross.rows for cell in cells)


def test_workbook_and_paper_say_what_the_page_says(reported, officer, enter):
    client, rate = enter(officer), str(results_of(reported).overall.rate)
    book = load_workbook(BytesIO(client.get(reverse("appeals:results_workbook", args=[reported.pk])).getvalue()))
    cells = list(book.active.iter_rows(values_only=True))
    assert ("发放", 304) in [(row[4], row[5]) for row in cells] and float(rate) in [row[8] for row in cells]
    paper = Document(BytesIO(client.get(reverse("appeals:results_paper", args=[reported.pk])).content))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "共发放问卷304份，回收300份" in text and f"总体满意率{rate}%" in text


def test_only_who_has_the_whole_survey_in_sight_gets_results(reported, enter, town_clerk, clerk):
    for account in (town_clerk, clerk):
        assert enter(account).get(reverse("appeals:survey_results", args=[reported.pk])).status_code == 404
        assert enter(account).get(reverse("appeals:survey", args=[reported.pk])).status_code == 200


def test_a_station_s_counts_hold_its_own_batches_only(reported, enter, town_clerk):
    page = enter(town_clerk).get(reverse("appeals:surveys")).content.decode()
    assert ">154<" in page and ">304<" not in page


def test_before_the_end_and_with_fewer_than_five_sheets_nothing_is_published(enter, clerk):
    survey = made.build_closed_survey(clerk, sheets_in=4)
    answer = enter(clerk).get(reverse("appeals:survey_results", args=[survey.pk]))
    assert answer.status_code == 302
    running = made.build_batch(clerk).survey
    with pytest.raises(Refused):
        from appeals.rules.surveys import check_results

        check_results(running)


def test_five_thousand_sheets_stay_within_the_budget(enter, officer, network, django_assert_max_num_queries):
    survey, rng = made.start(made.build_survey(officer, "full"), officer), random.Random(8)
    for town in ("赵李桥镇", "神山镇"):
        batch = made.build_batch(officer, survey, 2500, station=network[town])
        Response.objects.bulk_create(
            [Response(batch=batch, on=TODAY, source="paper", answers=some_answers(rng)) for _sheet in range(2500)],
            batch_size=500,
        )
        made.count(batch, officer, 2500)
    survey = made.close_all(survey, officer)
    assert survey.tally["valid"] == 5000
    client = enter(officer)
    client.get(reverse("appeals:surveys"))
    for name in ("survey", "survey_results"):
        with django_assert_max_num_queries(QUERIES):
            page = client.get(reverse(f"appeals:{name}", args=[survey.pk]))
        assert page.status_code == 200 and "5,000" in page.content.decode()
    with django_assert_max_num_queries(QUERIES):
        client.get(reverse("appeals:surveys"))


def some_answers(rng):
    return {
        "1": rng.randint(1, 5), "2": rng.randint(1, 8), "6": rng.sample(range(1, 6), 2), "11": rng.randint(0, 12),
        "14": {str(row): rng.randint(1, 5) for row in range(1, 6)}, "15": rng.choice((1, 1, 1, 2, 2, 3, 4, 5)),
        "17": rng.randint(1, 5), "18": rng.sample(range(1, 9), 3),
    }  # fmt: skip


def test_several_choices_are_ranked_and_numbers_averaged(officer, network):
    survey = made.start(made.build_survey(officer, "full"), officer)
    batch = made.build_batch(officer, survey)
    for place in range(6):
        made.send(batch, q1=1, q2=1, q15=1, q11=place, q18=[8] if place else [1, 8], q17=5)
    findings = {finding.key: finding for finding in results_of(made.close_all(survey, officer)).findings}
    assert [(line.number, line.label) for line in findings["18"].lines[:2]] == [(6, "没有困难"), (1, "看病难、报销慢")]
    assert findings["11"].mean == Decimal("2.50") and findings["17"].rate == 100
