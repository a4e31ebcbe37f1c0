"""The acceptance case of the work report: records that yield the bureau's own report, sentence by sentence.

`annual_report_expected.txt` is that report as the bureau published it, without the footer and the spam around it.
"""

import json
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Value
from django.db.models.functions import Concat
from django.urls import reverse

from appeals.models import Category
from bureau import drafting
from bureau.actions.reports import fill_in, publish
from bureau.behind import Explained
from bureau.demo import load
from bureau.demo.report.scene import FIRST, LAST
from bureau.models import Report
from bureau.slots import SLOTS
from core.actions import Refused
from core.figures import FIGURES, Period
from outreach.models import Grant, Institution
from stations.models import Account, StaffMember, Station
from veterans.models import HonourPlaque, Person

EXPECTED = (Path(__file__).parent / "annual_report_expected.txt").read_text(encoding="utf-8").strip().split("\n")
# Handbook §9: what each row of the table says in the bureau's report
NUMBERS = {
    "1": 5, "2": 3, "3": 100, "4": 1, "5": 14, "6": 182, "7": 100, "8": 1, "9": 5, "10": 14, "11": 4, "12": 304, "13": 10,
    "15": 100, "16": 1500, "17": 6, "18": 37, "19": 8, "20": range(31, 40), "21": 1, "22": 1, "23": range(1001, 1100),
    "24": 1, "25": 100, "28": 6, "29": range(81, 90), "30": range(285, 300), "32": 12, "33": 2, "34": range(2, 100), "35": 100,
    "36": 2, "37": 100, "38": range(1, 100), "40": 597.38, "41": 11432, "42": 31, "43": 100, "44": 17, "45": 4, "46": 15,
    "47": 8, "48": 3, "49": range(3, 10), "50": range(1, 100), "51": range(1, 100),
}  # fmt: skip
NEVER = {"14", "26", "27", "31", "39", "52", "53"}
YEARS = Period(FIRST, LAST)


def sow():
    """What the first migrations enter: a test that empties the tables may have run before."""
    if not Category.objects.exists():
        for name, enter in (
            ("appeals.migrations.0002_categories", "enter"),
            ("outreach.migrations.0002_hardships", "fill"),
            ("stations.migrations.0005_have_labels", "label"),
        ):
            getattr(import_module(name), enter)(apps, None)


@pytest.fixture(scope="module")
def scenario(django_db_setup, django_db_blocker):
    """Loaded once; what a test adds is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        sow()
        yield load.load_scenario("report", today=date(2026, 11, 23))
        transaction.set_rollback(True)


@pytest.fixture
def told(scenario, django_db_blocker):
    """What the command prints, and the report it made; the officer, who asked."""
    with django_db_blocker.unblock(), transaction.atomic():
        out = StringIO()
        call_command("work_report", "--from", str(FIRST), "--to", str(LAST), user="yewu", json=True, stdout=out)
        yield json.loads(out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture
def bureau(scenario, django_db_blocker):
    """The accounts of the scenario, by name."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {account.username: account for account in Account.objects.filter(is_system=False)}
        transaction.set_rollback(True)


def sentences(lines):
    return [part["text"] for part in drafting.parse_template("\n".join(lines))]


def test_the_report_says_what_the_bureau_said_sentence_by_sentence(told):
    headings = {line for line in EXPECTED if line[1:2] == "、" or line[:1] == "("}
    wanted = sentences([f"# {line}" if line in headings else line for line in EXPECTED])
    for number, (said, expected) in enumerate(zip(told["sentences"], wanted, strict=True), start=1):
        assert said == expected, number
    report = Report.objects.get(pk=told["report"])
    assert [paragraph.text for paragraph in drafting.paragraphs(report)] == EXPECTED


def test_every_row_of_the_table_has_its_number_and_constants_have_none(told):
    wrong = {
        row: told["figures"].get(row)
        for row, number in NUMBERS.items()
        if (told["figures"].get(row) not in number if isinstance(number, range) else told["figures"].get(row) != number)
    }
    assert not wrong
    assert set(told["figures"]) == set(NUMBERS)
    assert NEVER | set(NUMBERS) == {str(row) for row in range(1, 54)}
    assert "九游会" not in "".join(told["sentences"]) and "8182290" not in "".join(told["sentences"])


def counted(figure, rows):
    """What a list holds, as its figure counts: its sum, its different people or things, or its rows."""
    if figure.field:
        return sum(rows.values_list(figure.field, flat=True))
    if figure.distinct:
        return rows.order_by().aggregate(many=Count(figure.distinct, distinct=True))["many"]
    return rows.count()


def test_every_figure_counts_its_list_also_in_every_part(bureau):
    """Of the whole registry, on a world where nearly everything has happened; of the parts of a breakdown two each.
    Who is counted among all people is counted in one town: there are twelve thousand."""
    officer, said_something = bureau["yewu"], set()
    town = Station.objects.get(tier="town", division__name="神山镇")
    for key, figure in FIGURES.items():
        if figure.show == "median":
            continue
        where = town if figure.model is Person else None
        value = figure.evaluate(officer, YEARS, where)
        assert value.number == counted(figure, figure.rows(officer, YEARS, where)), key
        if not value.number:
            continue
        said_something.add(key.split(".")[0])
        for name in figure.dimensions:
            parts = figure.evaluate(officer, YEARS, where, name).parts
            if not figure.distinct:
                assert sum(part.number for part in parts.values()) == value.number, (key, name)
            for part_key, part in list(parts.items())[:2]:
                rows = figure.rows(officer, YEARS, where, **{name: part_key})
                assert counted(figure, rows) == part.number, (key, name, part_key)
    assert said_something >= {
        "station", "issue", "survey", "market", "placement", "training", "dependants", "loans", "bases", "mentors", "contest",
        "policy", "session", "lecture", "talk", "media", "lesson", "column", "organisation", "visit", "grant", "honour",
        "checkup", "institution", "care", "contract", "entitlement",
    }  # fmt: skip


def test_people_and_person_times_are_told_apart(told):
    answer = Report.objects.get(pk=told["report"]).answers.get(row="41")
    assert answer.beside == [["grant.times", "11,600", "人次"]]
    assert Grant.objects.values("person").distinct().count() == answer.number == 11_432


def test_stocks_are_as_of_the_last_day(bureau):
    """What came after it, or had ended before, is not told of it; and the year before bears its own numbers."""
    village = Station.objects.filter(tier="village").order_by("pk").first()
    StaffMember.objects.filter(station=village).update(left_on=LAST)
    Station.objects.filter(pk=village.pk + 1).update(opened_on=date(2022, 3, 1))
    Institution.objects.filter(kind="care_centre").update(opened_on=date(2022, 1, 1))
    HonourPlaque.objects.filter(pk__in=HonourPlaque.objects.order_by("pk").values("pk")[:2]).update(
        hung_on=date(2022, 5, 1)
    )

    def number(row, period=YEARS):
        return SLOTS[row].declared.evaluate(bureau["yewu"], period).number

    assert (number("6"), number("7"), number("24")) == (181, 195, 0)
    plaques = SLOTS["25"].declared.evaluate(bureau["yewu"], YEARS)
    assert plaques.among - plaques.number == 2
    assert number("8", Period(date(2020, 1, 1), date(2020, 6, 30))) == 0
    assert number("49", Period(date(2019, 1, 1), date(2019, 12, 31))) == 0


def test_the_last_twelve_months_see_nothing_of_the_year_before(told):
    report = Report.objects.get(pk=told["report"])
    yearly = report.answers.filter(row__in=[row for row, slot in SLOTS.items() if slot.over == "year"])
    assert {(answer.first_on, answer.last_on) for answer in yearly} == {(date(2021, 1, 1), LAST)}
    assert report.answers.get(row="35").number == 12  # seven officers and five retirees of 2021, not those of 2020


def test_nobody_of_the_scenario_bears_a_living_persons_number(scenario, django_db_blocker):
    with django_db_blocker.unblock():
        sample = Person.objects.order_by("?")[:50]
        assert {person.id_no.plain()[:2] for person in sample} == {"99"}
        assert Person.objects.get(name="张向温").id_no.plain().startswith("99")


def test_the_scenario_is_loaded_once_and_only_alone(bureau, tmp_path):
    assert load.load_scenario("report", today=LAST)["people"] == 0
    Grant.objects.filter(person=Person.objects.first()).delete()
    Grant.objects.update(number=Concat(Value("X"), "number"))
    with pytest.raises(Refused) as refusal:
        load.load_scenario("report", today=LAST)
    assert refusal.value.code == "not_empty" and "11900" in refusal.value.message


def test_a_published_report_stays_and_corrections_stand_beside(told, client):
    leader, report = Account.objects.get(username="lingdao"), Report.objects.get(pk=told["report"])
    report.sentences.filter(text__regex="全省前列|率先").update(source="鄂退役军人发〔2021〕40号通报")
    report = publish(by=leader, report=report)
    page, lines = report.get_absolute_url(), [one.text for one in drafting.paragraphs(report)]
    assert lines == EXPECTED and len(report.answers.get(row="41").rows) == 11_600
    gone = Grant.objects.get(pk=report.answers.get(row="40").rows[0][0])
    Grant.objects.filter(pk=gone.pk).update(state="withdrawn")
    fill_in(by=leader, report=report)
    assert [one.text for one in drafting.paragraphs(report)] == EXPECTED
    answer = report.answers.get(row="40")
    assert (answer.value, answer.later_words) == (597.38, f"{(answer.number - gone.amount) / 10_000:.2f}")
    client.force_login(leader, backend="stations.backends.PortalBackend")
    shown = client.get(f"{page}?row=40").content.decode()
    assert "597.38" in shown and answer.later_words in shown
    rows = client.get(reverse("bureau:report_rows", args=[report.pk, "40"])).content.decode()
    assert "1–50 / 11600" in rows and gone.get_absolute_url() in rows


def test_a_part_of_a_draft_opens_its_own_list(told, client):
    report = Report.objects.get(pk=told["report"])
    client.force_login(Account.objects.get(username="yewu"), backend="stations.backends.PortalBackend")
    address = reverse("bureau:report_rows", args=[report.pk, "20"])
    town = Station.objects.get(tier="town", division__name="神山镇")
    by_town = client.get(f"{address}?by=town").content.decode()
    assert f"?town={town.pk}" in by_town and "神山" in by_town
    one = Explained(Account.objects.get(username="yewu"), report, report.answers.get(row="20"), {"town": town.pk})
    assert f"/ {one.total}<" in client.get(f"{address}?town={town.pk}").content.decode()
    for by in ("month", "category"):
        assert client.get(f"{address}?by={by}").status_code == 200
    for nonsense in ("town=x", "month=2020"):
        assert client.get(f"{address}?{nonsense}").status_code == 404
