"""The page of measurements: a run puts its own tables in their place and leaves the others."""

import re
from datetime import date

import pytest

from bureau.bench import Row, report
from bureau.management.commands.bench import groups, known_tables

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)


@pytest.mark.postgresql
def test_a_run_of_one_table_leaves_the_others_as_they_were_measured(db, monkeypatch, tmp_path):
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    people, imports = (known_tables()[name] for name in ("people", "imports"))
    report.write(
        [(imports, {1: [Row("整个导入", 5, 6)]}), (people, {1: [Row("名单", 1, 2)], 2: [Row("名单", 3, 4)]})], DAY
    )
    before = report.sections(report.PAGE.read_text())
    report.write([(people, {1: [Row("名单", 7, 8)]})], NEXT)
    after = report.sections(report.PAGE.read_text())
    assert list(after) == [table.title for table in known_tables().values() if table in (people, imports)]
    assert after[imports.title] == before[imports.title] and "2026-03-01" in after[imports.title]
    assert "2026-03-02" in after[people.title] and "7.0 (8.0)" in after[people.title]
    assert re.search(r"yardstick [1-9]\d* ms", after[people.title]), "without it two runs cannot be compared"


@pytest.mark.postgresql
def test_a_table_that_no_module_declares_any_more_goes(db, monkeypatch, tmp_path):
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    report.PAGE.write_text(f"{report.HEAD}{report.MARK}旧表\n\n…\n")
    report.write([(known_tables()["people"], {1: [Row("名单", 1, 2)]})], DAY)
    assert list(report.sections(report.PAGE.read_text())) == [known_tables()["people"].title]


def test_what_writes_many_rows_is_measured_in_a_database_of_its_own():
    together, *apart = groups(known_tables().values())
    assert apart == [["imports"]] and "imports" not in together and "people" in together
    assert groups([known_tables()["imports"]]) == [["imports"]]
