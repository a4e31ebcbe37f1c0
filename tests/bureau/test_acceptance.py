"""The acceptance case of the work report: records that yield the bureau's own report, sentence by sentence.

`annual_report_expected.txt` is that report as the bureau published it, without the footer and the spam around it.
"""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from bureau import drafting
from bureau.demo import load
from bureau.demo.report.scene import FIRST, LAST
from bureau.models import Report
from core.figures import Period
from stations.models import Account

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


@pytest.fixture(scope="module")
def scenario(django_db_setup, django_db_blocker):
    """Loaded once; what a test adds is rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
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
