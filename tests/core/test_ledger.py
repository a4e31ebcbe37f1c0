import json
import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core import audit, bulk, ledger
from core.models import Draft, Event, Seal
from tests.core.conftest import sql, write

NUMBER = "421281197311051234"

pytestmark = pytest.mark.usefixtures("keys")


# ——— lines ———


def test_a_line_says_who_did_what_to_which_record_and_from_where(clerk, station):
    token = audit.origin.set("::ffff:10.1.2.3")
    event = audit.record("person.amend", clerk, by=clerk, changes={"phone": ("1", "2")}, note="更正")
    audit.origin.reset(token)
    event.refresh_from_db()
    assert (event.by, event.by_name, event.by_roles, event.station) == (clerk, "李文", "station_clerk", station)
    assert (event.subject_type, event.subject_id) == ("stations.account", clerk.pk)
    assert (event.address, event.changes, event.result) == ("10.1.2.3", {"phone": ["1", "2"]}, "done")


@pytest.mark.parametrize("address", ["2001:db8::1", "10.0.0.1", "not an address", "fe80::1%eth0", None])
def test_whatever_address_a_request_has_its_line_verifies(clerk, address):
    token = audit.origin.set(address)
    audit.record("person.view", clerk, by=clerk)
    audit.origin.reset(token)
    assert ledger.verify().ok


def test_a_line_may_be_about_nothing_about_a_list_and_by_nobody(clerk):
    audit.record("division.load", None, by=clerk)
    audit.record("person.export", Draft, by=clerk, note="3 rows")
    audit.record("appeal.ask", audit.Subject("appeals.appeal", 7, "XF2025-7"), by=None)
    kinds = list(Event.objects.order_by("pk").values_list("subject_type", "subject_label", "by"))
    assert kinds == [("", "", clerk.pk), ("core.draft", "", clerk.pk), ("appeals.appeal", "XF2025-7", None)]


def test_personal_numbers_never_stand_in_the_ledger(clerk):
    draft = Draft.objects.create(account=clerk, form="f", values=NUMBER)
    audit.record("draft.amend", draft, by=clerk, changes={"values": (None, draft.values)})
    text = json.dumps(list(Event.objects.values("changes", "subject_label")))
    assert NUMBER not in text and "sm4$" in text
    [line] = audit.history(draft)
    assert line.differences[0].new == NUMBER and str(line.differences[0].new) == "****"


def test_values_of_every_kind_are_kept_as_people_read_them(clerk):
    changes = {"on": (date(2025, 11, 3), None), "list": ((), ["a", {"b"}]), "to": (None, clerk), "share": (0.5, 1)}
    event = audit.record("x.y", clerk, by=clerk, changes=changes)
    event.refresh_from_db()
    assert event.changes["on"] == ["2025-11-03", None]
    assert event.changes["list"] == [[], ["a", ["b"]]]
    assert event.changes["to"] == [None, audit.label(clerk)] and event.changes["share"] == ["0.5", 1]


def test_the_history_of_a_record_is_its_own_newest_first(clerk, colleague):
    write(clerk, 3)
    audit.record("account.create", colleague, by=clerk)
    lines = audit.history(clerk)
    assert [line.differences[0].new for line in lines] == ["张三2", "张三1", "张三0"]
    [line] = audit.history(colleague)
    assert line.said == audit.said("account.create") and audit.said("no.such") == "no.such"


def test_many_lines_say_the_same_as_single_ones(clerk):
    awkward = "tab\t newline\n return\r back\\slash \\N 𬭎 ''\""
    with audit.batch() as number:
        lines = [
            audit.line(
                "person.add", audit.Subject("veterans.person", n), by=clerk, note=awkward, changes={"a": (n, awkward)}
            )
            for n in range(7)
        ]
        assert audit.record_many(lines) == 7
        single = audit.record("person.add", None, by=clerk, note=awkward, changes={"a": (1, awkward)})
    for event in Event.objects.all():
        assert (event.note, event.batch, event.changes["a"][1]) == (awkward, number, awkward)
        assert event.at.tzinfo and event.by == clerk
    assert Event.objects.get(subject_id=3).changes == {"a": [3, awkward]}
    assert ledger.seal_pending() == 8 and ledger.verify().ok and single.batch == number


@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_a_line_reads_back_as_it_was_stamped_whatever_it_says(value):
    event = audit.line("x.y", None, by=None, changes={"field": (None, value)})
    again = [*(getattr(event, name) for name in audit.SPOKEN)]
    again[10] = json.loads(json.dumps(event.changes))
    assert audit.has_own_stamp(audit.canonical(again), event.stamp)


# ——— the chain ———


def test_an_empty_ledger_holds(db):
    assert ledger.verify() == ledger.Verdict(ok=True)


def test_lines_are_chained_in_order_and_the_rest_is_reported_as_waiting(clerk, chain):
    write(clerk, 2)
    verdict = ledger.verify()
    assert (verdict.ok, verdict.events, verdict.pending) == (True, 7, 2)
    assert ledger.seal_pending() == 2 and ledger.seal_pending() == 0
    assert ledger.verify().pending == 0
    assert list(Seal.objects.values_list("sequence", flat=True)) == list(range(1, 8))


def test_count_and_head_stand_beside_the_keys(keys, chain):
    content = json.loads((keys / "ledger_head.json").read_text())
    assert content["count"] == 5 and content["head"] == Seal.objects.get(pk=5).digest


def test_lines_with_lower_numbers_that_commit_later_come_later(clerk):
    first, second, third = write(clerk, 3)
    values = Event.objects.filter(pk=first.pk).values(*audit.COLUMNS).get()
    Event.objects.filter(pk=first.pk).delete()
    ledger.seal_pending()
    Event.objects.create(pk=first.pk, **values)
    ledger.seal_pending()
    assert list(Seal.objects.values_list("event_id", flat=True)) == [second.pk, third.pk, first.pk]
    assert ledger.verify().ok


@pytest.mark.parametrize(
    "column, value",
    [
        ("note", "x"),
        ("by_name", "王五"),
        ("verb", "person.view"),
        ("at", "2025-01-01 00:00:00"),
        ("changes", "{}"),
        ("subject_id", 99),
        ("address", "10.9.9.9"),
        ("station_id", None),
    ],
)
def test_a_changed_line_is_found(chain, column, value):
    assert sql(f"UPDATE core_event SET {column} = %s WHERE id = %s", value, chain[2].pk) == 1
    verdict = ledger.verify()
    assert not verdict.ok and verdict.at == "3"


def test_a_changed_line_is_found_before_it_is_sealed(clerk):
    event = write(clerk, 1)[0]
    sql("UPDATE core_event SET note = 'x' WHERE id = %s", event.pk)
    assert ledger.verify().at == f"event {event.pk}"


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_removed_line_is_found(chain, place):
    sql("DELETE FROM core_event WHERE id = %s", chain[place].pk)
    verdict = ledger.verify()
    assert not verdict.ok and verdict.at == str(place + 1)


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_line_removed_together_with_its_seal_is_found(chain, place):
    sql("DELETE FROM core_seal WHERE event_id = %s", chain[place].pk)
    sql("DELETE FROM core_event WHERE id = %s", chain[place].pk)
    assert not ledger.verify().ok


def test_a_removed_tail_is_found_and_nothing_is_built_upon_what_is_left(clerk, chain):
    sql("DELETE FROM core_seal WHERE sequence > 3")
    sql("DELETE FROM core_event WHERE id > %s", chain[2].pk)
    assert ledger.verify().at == "4"
    write(clerk, 2)
    with pytest.raises(ledger.LedgerBroken):
        ledger.seal_pending()
    assert not ledger.verify().ok and Seal.objects.count() == 3


def test_a_ledger_emptied_altogether_is_found(chain):
    sql("DELETE FROM core_seal")
    sql("DELETE FROM core_event")
    assert not ledger.verify().ok


COLUMNS = ", ".join(name for name in audit.SPOKEN)


def test_an_inserted_copy_of_a_line_is_found_and_never_enters_the_chain(clerk, chain):
    sql(
        f"INSERT INTO core_event ({COLUMNS}, stamp) SELECT {COLUMNS}, 'forged' FROM core_event WHERE id = %s",
        chain[1].pk,
    )
    forged = Event.objects.get(stamp="forged").pk
    assert ledger.verify().at == f"event {forged}"
    write(clerk, 1)
    assert ledger.seal_pending() == 1 and ledger.verify().at == f"event {forged}"


def test_the_same_stamp_cannot_stand_twice(chain):
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(
            f"INSERT INTO core_event ({COLUMNS}, stamp) SELECT {COLUMNS}, stamp FROM core_event WHERE id = %s",
            chain[1].pk,
        )


def test_a_line_inserted_with_a_seal_of_its_own_is_found(chain):
    sql(
        f"INSERT INTO core_event ({COLUMNS}, stamp) SELECT {COLUMNS}, 'forged' FROM core_event WHERE id = %s",
        chain[1].pk,
    )
    forged = Event.objects.get(stamp="forged")
    *values, stamp = Event.objects.filter(pk=forged.pk).values_list(*audit.COLUMNS).get()
    head = Seal.objects.get(pk=5).digest
    Seal.objects.create(
        sequence=6, event_id=forged.pk, digest=ledger._link(head, 6, forged.pk, audit.canonical(values), stamp)
    )
    assert not ledger.verify().ok


def test_a_chain_computed_anew_after_a_change_is_found(chain):
    sql("UPDATE core_event SET note = 'x' WHERE id = %s", chain[0].pk)
    head = ledger.GENESIS
    for number, event_id, _digest, values in list(ledger._sealed_rows(0, 10)):
        head = ledger._link(head, number, event_id, audit.canonical(values[:-1]), values[-1])
        Seal.objects.filter(pk=number).update(digest=head)
    assert not ledger.verify().ok


def test_seals_that_changed_places_are_found(chain):
    sql("UPDATE core_seal SET event_id = -1 WHERE sequence = 2")
    sql("UPDATE core_seal SET event_id = %s WHERE sequence = 3", chain[1].pk)
    sql("UPDATE core_seal SET event_id = %s WHERE sequence = 2", chain[2].pk)
    assert ledger.verify().at == "2"


def test_a_missing_head_file_is_found(keys, chain):
    (keys / "ledger_head.json").unlink()
    assert ledger.verify().at == "head"


def test_a_power_cut_between_the_two_writes_of_the_head_breaks_nothing(clerk, chain, monkeypatch):
    write(clerk, 2)
    real, calls = ledger._write_head, []

    def cut(*states):
        calls.append(states)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*states)

    monkeypatch.setattr(ledger, "_write_head", cut)
    with pytest.raises(KeyboardInterrupt):
        ledger.seal_pending()
    monkeypatch.undo()
    assert ledger.verify().ok and Seal.objects.count() == 7
    write(clerk, 1)
    assert ledger.seal_pending() == 1 and ledger.verify().events == 8


def test_a_power_cut_before_the_commit_breaks_nothing(clerk, chain, monkeypatch):
    write(clerk, 2)
    monkeypatch.setattr(bulk, "insert_rows", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        ledger.seal_pending()
    monkeypatch.undo()
    assert ledger.verify().ok and ledger.verify().pending == 2
    assert ledger.seal_pending() == 2 and ledger.verify().ok


def test_a_sealer_steps_back_while_another_is_at_work(clerk):
    write(clerk, 2)
    with ledger.held():
        assert ledger.seal_pending() == 0
    assert ledger.seal_pending() == 2


def test_the_minute_looks_at_recent_lines_and_the_hour_at_all(clerk):
    audit.record_many([audit.line("x.y", None, by=clerk, at=timezone.now() - timedelta(days=3))])
    write(clerk, 1)
    assert ledger.seal_recent() == 1 and ledger.seal_pending() == 1


@pytest.mark.django_db(transaction=True)
def test_a_broken_chain_stops_no_job_but_stands_in_the_log(keys, caplog):
    audit.record("x.y", None, by=None)
    ledger.keep_up()
    sql("DELETE FROM core_seal")
    ledger.keep_up()
    assert "cannot be sealed" in caplog.text and not ledger.verify().ok


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_each_line_once(keys, django_user_model):
    audit.record_many([audit.line("x.y", None, by=None, note=str(n)) for n in range(1500)])
    sealed, barrier = [], threading.Barrier(2)

    def seal():
        barrier.wait()
        sealed.append(ledger.seal_pending())
        connection.close()

    threads = [threading.Thread(target=seal) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger.seal_pending()
    assert ledger.verify() == ledger.Verdict(ok=True, events=1500)
