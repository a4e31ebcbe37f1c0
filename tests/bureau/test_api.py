"""Figures and reports for programs: the same numbers as the pages', from the caller's own rows."""

from datetime import date

import pytest

from bureau.actions.reports import begin_report, fill_in, publish
from core.figures import FIGURES
from stations import policies
from tests.appeals.made import build_appeal
from tests.builders import TODAY, build_person
from tests.bureau.made_changes import build_categories

pytestmark = pytest.mark.django_db
FIGURE = "/api/v1/figures/"
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


@pytest.fixture
def cases(clerk, outsider):
    build_categories()
    return [build_appeal(clerk), build_appeal(clerk), build_appeal(outsider)]


def test_a_figure_says_what_its_page_says(enter, officer, clerk, cases):
    told = enter(officer).get(f"{FIGURE}appeal.received/", YEAR | {"breakdown": "channel"}).json()
    assert (told["number"], told["parts"]) == (3, [{"of": "visit", "number": 3, "among": None}])
    station = clerk.station.division.code
    assert enter(officer).get(f"{FIGURE}appeal.received/", YEAR | {"station": station}).json()["number"] == 2
    assert enter(clerk).get(f"{FIGURE}appeal.received/", YEAR).json()["number"] == 2
    rows = enter(clerk).get(f"{FIGURE}appeal.received/rows/", YEAR | {"limit": 1}).json()
    assert (rows["count"], len(rows["results"])) == (2, 1)


def test_every_figure_answers_along_every_dimension(enter, leader, clerk, cases):
    build_person(clerk)
    policies.write_policies({policies.API_RATE: 6000})
    client = enter(leader)
    listed = client.get(FIGURE).json()
    assert {one["key"] for one in listed} == {key for key, f in FIGURES.items() if f.model._meta.model_name not in (
        "batch", "response")}  # fmt: skip
    for one in listed[::5]:
        for dimension in [None, *one["dimensions"]]:
            asked = client.get(f"{FIGURE}{one['key']}/", YEAR | ({"breakdown": dimension} if dimension else {}))
            assert asked.status_code == 200, (one["key"], dimension, asked.content)


def test_a_wrong_question_is_told_by_field(enter, leader, outsider, clerk, cases):
    client, address = enter(clerk), f"{FIGURE}appeal.received/"
    for question, field in (
        ({"breakdown": "nothing"}, "breakdown"),
        ({"from": "2026-13-01"}, "from"),
        ({"from": "2026-12-31", "to": "2026-01-01"}, "to"),
        ({"station": outsider.station.division.code}, "station"),
        ({"station": "²"}, "station"),
    ):
        answer = client.get(address, question)
        assert answer.status_code == 400 and list(answer.json()) == [field], question
    assert client.get(f"{FIGURE}survey.returned/").status_code == 404


def test_a_report_is_read_as_it_is_printed_and_drafts_by_who_writes_them(enter, leader, clerk, cases):
    days = {"first_on": date(2026, 1, 1), "last_on": TODAY}
    report = fill_in(by=leader, report=begin_report(by=leader, title="工作报告", has_job=False, **days))
    address = f"/api/v1/reports/{report.pk}/"
    assert enter(leader).get(address).json()["state"] == "draft"
    city_reader = clerk.__class__.objects.create(
        username="reader", full_name="读者", station=leader.station, role_names=["station_clerk"]
    )
    assert enter(city_reader).get(address).status_code == 404
    report.sentences.update(source="省厅通报")
    publish(by=leader, report=report)
    told = enter(city_reader).get(address).json()
    assert told["state"] == "published" and told["sentences"] and told["answers"]
    kept = {answer.row: answer for answer in report.answers.all() if answer.rows}
    shown = {answer["row"]: answer for answer in told["answers"] if answer["rows"]}
    assert shown and all(shown[row]["rows"] == [key for key, *_said in kept[row].rows] for row in shown)
    assert enter(clerk).get(address).status_code == 404
