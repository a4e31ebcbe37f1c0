"""What makes the import fast must not change what it means: lines in bulk, keys reserved, rows of one person far apart."""

import json
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from core import audit, bulk, keyring, ledger
from core.imports import actions, tasks
from core.imports.models import Batch, Outcome
from core.models import Event, Seal
from core.validators.text import _BLANK_RUN, _INVISIBLE, _LINE_END, _NARROW, clean_text
from tests.builders import TODAY, build_person, identity_number
from tests.imports.centre import OTHER_VILLAGE, VILLAGE, finish_job, line, on_file, plan, undo, write
from veterans.actions import add_person
from veterans.models import Person

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
VALUES = TEXTS | st.booleans() | st.none() | st.integers(-(2**40), 2**40) | st.fixed_dictionaries({"sealed": TEXTS})


@settings(max_examples=20)
@given(
    rows=st.lists(
        st.tuples(st.integers(1, 2**40), st.dictionaries(TEXTS, st.tuples(VALUES, VALUES), max_size=4), TEXTS)
    )
)
def test_lines_written_in_bulk_bear_the_portals_own_stamp(db, town_admin, rows):
    before = Event.objects.count()
    audit.record_rows("x.y", "veterans.person", rows, by=town_admin, at=datetime.now(UTC))
    written = Event.objects.order_by("pk").values_list(*audit.COLUMNS)[before:]
    assert [(one[8], one[9], one[11]) for one in written] == [(pk, f"#{pk}", note) for pk, _changes, note in rows]
    assert all(audit.has_own_stamp(audit.canonical(one[:-1]), one[-1]) for one in written)


@pytest.mark.django_db(transaction=True)
def test_the_chain_holds_after_an_import_and_its_undoing(town_admin):
    ledger.head_file().unlink(missing_ok=True)  # a test before, whose rows are gone, may have left one
    undo(town_admin, write(town_admin, plan(town_admin, line(), line("雷家喜"))))
    ledger.keep_up(everything=True)
    verdict = ledger.verify()
    assert verdict.ok and not verdict.pending, verdict


@given(TEXTS | st.text("羊楼洞村12号·（）ab，。 　\n", max_size=8))
def test_text_that_needs_no_tidying_is_what_tidying_would_make_of_it(text):
    import unicodedata

    slow = _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_NARROW)))
    assert clean_text(text) == _LINE_END.sub("\n", slow).strip()


def test_values_by_the_thousand_are_found_as_one_by_one(town_admin, network):
    people = [build_person(town_admin, network[VILLAGE]) for _n in range(3)]
    found = Person.objects.filter(id_digest__among=[people[0].id_digest, people[2].id_digest, "nobody's"])
    assert {person.pk for person in found} == {people[0].pk, people[2].pk}
    assert not Person.objects.filter(pk__among=[]).exists()


def test_reserved_keys_are_nobody_elses(town_admin, network):
    with transaction.atomic():
        build_person(town_admin, network[VILLAGE])
        keys = bulk.reserve_keys(Person, 3)
    assert len(set(keys)) == 3 and not Person.objects.filter(pk__in=keys).exists()


@pytest.mark.parametrize("size", [1, 2, 100])
def test_rows_of_one_person_build_on_one_another_however_far_apart(town_admin, monkeypatch, size):
    monkeypatch.setattr(tasks, "CHUNK", size)
    number = identity_number(serial=9100)
    rows = [line("涂长林", number, 现住址="甲"), line(), line("涂长林", number.lower(), 现住址="乙"), line()]
    rows.append(line("涂长林", f" {number} ", 现住址="丙", 联系电话="12000000077"))
    batch = write(town_admin, plan(town_admin, *rows))
    assert (batch.created, batch.changed) == (3, 2)
    person = Person.objects.live().holding_number(number).get()
    assert (person.addr, person.mobile.plain(), person.version) == ("丙", "12000000077", 3)
    undo(town_admin, batch)
    assert not on_file()


def test_a_number_taken_out_of_sight_since_the_plan_leaves_the_row_waiting(town_admin, officer, network):
    number = identity_number(serial=9200)
    batch = plan(town_admin, line("涂长林", number), line())
    values = {"name": "别人", "id_no": number, "categories": ["DISCHARGED"]}
    add_person(by=officer, station=network["毕畈村委会"], values=values, today=TODAY)
    batch = write(town_admin, batch)
    assert (batch.created, batch.questioned) == (1, 1)
    assert "stale" in batch.plan_rows.get(outcome=Outcome.QUESTIONED).codes


def test_a_plan_made_with_an_older_key_of_the_indexes_is_not_written(town_admin):
    batch = plan(town_admin, line())
    assert batch.digest_key == keyring.ring().digesting
    Batch.objects.filter(pk=batch.pk).update(digest_key="older")
    batch.refresh_from_db()
    batch = write(town_admin, batch)
    assert batch.questioned == 1 and not Person.objects.exists()


def test_personal_numbers_are_sealed_in_the_plan(town_admin):
    number = identity_number(serial=9300)
    batch = plan(town_admin, line("涂长林", number, 联系电话="12000000066"), line("雷家喜", village="石桥新村"))
    for row in batch.plan_rows.all():
        assert number not in row.payload and "12000000066" not in row.payload and '"sealed"' in row.payload
    actions.confirm(by=town_admin, batch=batch)
    finish_job(batch)
    person = Person.objects.get()
    assert (person.id_no.plain(), person.mobile.plain()) == (number, "12000000066")
    assert Person.objects.holding_number(number).exists() and person.station.place != OTHER_VILLAGE


def test_a_plan_made_before_an_upgrade_is_written_after_it(town_admin):
    batch = plan(town_admin, line(), line("雷家喜"))
    migration = import_module("core.imports.migrations.0003_perf_payloads")
    before = {row.pk: row.payload for row in batch.plan_rows.all()}
    for row in batch.plan_rows.all():
        payload = json.loads(row.payload)
        values = {name: new for name, (_old, new) in payload["changes"].items()} | payload["derived"]
        row.payload = json.dumps({"values": values, "categories": payload["categories"]})
        row.save()
    migration.rewrite(apps, None)
    assert {row.pk: row.payload for row in batch.plan_rows.all()} == before


def test_what_the_database_refuses_in_bulk_is_the_same_kind_of_error_as_one_by_one(db):
    """By its kind a job tells a lost connection, after which it goes on, from a fault of its own."""
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_rows(Seal, ("sequence", "event_id", "digest"), [(-1, -1, "a"), (-1, -2, "b")])


@pytest.mark.postgresql
def test_what_fails_beside_other_work_comes_out_behind_it(db):
    def fail():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    done = []
    with pytest.raises(DatabaseError), transaction.atomic(), bulk.beside(fail):
        done.append(True)
    assert done and connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_a_line_altered_before_its_seal_is_named_by_the_verification(town_admin):
    with transaction.atomic():
        audit.record_rows(
            "x.y", "veterans.person", [(1, {"name": (None, "甲")}, "")], by=town_admin, at=datetime.now(UTC)
        )
        Event.objects.filter(verb="x.y").update(note="另写的")
    verdict = ledger.verify()
    assert not verdict.ok and verdict.at
