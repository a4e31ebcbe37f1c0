"""Undoing an import: everything goes back, and nobody's later work is lost."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import NotAllowed, Refused
from core.imports import actions
from core.imports.models import BatchState
from core.imports.undo import report
from core.models import Event
from tests.builders import TODAY, build_person, identity_number
from tests.imports.centre import OTHER_VILLAGE, VILLAGE, line, on_file, plan, undo, write
from veterans.actions import amend_person
from veterans.choices import RecordState
from veterans.models import Claim, Person, Transfer


@pytest.fixture
def known(town_admin, network):
    return build_person(town_admin, network[VILLAGE], name="涂传英", addr="原住址")


def row_of(person, **changes):
    return line(person.name, person.id_no.plain(), **changes)


def test_created_people_are_withdrawn(town_admin):
    batch = write(town_admin, plan(town_admin, line(), line("雷家喜")))
    assert undo(town_admin, batch).state == BatchState.UNDONE
    assert set(Person.objects.values_list("record_state", flat=True)) == {RecordState.WITHDRAWN}
    assert report(batch)["withdrawn"] == 2 and not report(batch)["kept"]


def test_changed_fields_are_restored(town_admin, known):
    before = on_file()
    batch = write(town_admin, plan(town_admin, row_of(known, 现住址="新住址", 类别="参战退役军人")))
    assert on_file() != before
    undo(town_admin, batch)
    assert on_file() == before


def test_undone_people_can_be_imported_again(town_admin):
    rows = [line(), line("雷家喜")]
    undo(town_admin, write(town_admin, plan(town_admin, *rows)))
    again = write(town_admin, plan(town_admin, *rows))
    assert again.created == 2 and Person.objects.live().count() == 2


def test_a_field_that_somebody_edited_since_is_kept_and_listed(town_admin, known):
    batch = write(town_admin, plan(town_admin, row_of(known, 现住址="新住址", 联系电话="12000000099")))
    known.refresh_from_db()
    amend_person(by=town_admin, person=known, values={"addr": "又搬了"}, version=known.version, today=TODAY)
    undo(town_admin, batch)
    known.refresh_from_db()
    assert known.addr == "又搬了" and known.mobile.plain() != "12000000099"
    [kept] = report(batch)["kept"]
    assert (kept["name"], kept["code"]) == ("涂传英", "kept_edited")


def test_a_created_person_whom_somebody_edited_since_stays(town_admin):
    batch = write(town_admin, plan(town_admin, line()))
    person = Person.objects.get()
    amend_person(by=town_admin, person=person, values={"addr": "核实过"}, version=person.version, today=TODAY)
    undo(town_admin, batch)
    person.refresh_from_db()
    assert person.record_state == RecordState.LIVE and report(batch)["kept"][0]["code"] == "kept_edited"


def test_a_created_person_whom_only_an_undone_import_changed_since_is_withdrawn(town_admin):
    """Two wrong files, one after the other, both taken back: nobody's work is in the record."""
    number = identity_number()
    first = write(town_admin, plan(town_admin, line("骆承义", number, 现住址="甲地", 联系电话="12000000001")))
    later = {"现住址": "乙地", "联系电话": "12000000099", "类别": "参战退役军人"}
    second = write(town_admin, plan(town_admin, line("骆承义", number, **later)))
    assert second.changed == 1
    undo(town_admin, second)
    undo(town_admin, first)
    assert Person.objects.get().record_state == RecordState.WITHDRAWN and not report(first)["kept"]


def test_what_an_undone_import_could_not_take_back_keeps_a_created_person(town_admin):
    number = identity_number()
    first = write(town_admin, plan(town_admin, line("骆承义", number, 现住址="甲地")))
    second = write(town_admin, plan(town_admin, line("骆承义", number, 现住址="乙地")))
    person = Person.objects.get()
    amend_person(by=town_admin, person=person, values={"rank": "班长"}, version=person.version, today=TODAY)
    undo(town_admin, second)
    undo(town_admin, first)
    person.refresh_from_db()
    assert (person.record_state, person.addr, person.rank) == (RecordState.LIVE, "甲地", "班长")


def test_a_created_person_to_whom_later_work_refers_stays(town_admin, network):
    batch = write(town_admin, plan(town_admin, line()))
    person = Person.objects.get()
    Claim.objects.create(
        station=network["神山镇"],
        superior=network["赤壁市"],
        person=person,
        name="某",
        id_no="99",
        values="{}",
        made_by=town_admin,
    )
    undo(town_admin, batch)
    person.refresh_from_db()
    assert person.record_state == RecordState.LIVE
    [kept] = report(batch)["kept"]
    assert kept["code"] == "kept_referred" and str(Claim._meta.verbose_name) in kept["message"]


def test_a_person_twice_in_the_file_goes_back_whole(town_admin, known):
    before = on_file()
    rows = [
        row_of(known, 现住址="甲"),
        row_of(known, 现住址="乙"),
        line("新人", number := identity_number(), 现住址="一"),
    ]
    batch = write(town_admin, plan(town_admin, *rows, line("新人", number, 现住址="二")))
    assert Person.objects.live().count() == 2
    undo(town_admin, batch)
    assert on_file() == before


def test_transfers_go_back_too(town_admin, known, network):
    batch = plan(town_admin, row_of(known, village=OTHER_VILLAGE))
    write(town_admin, batch, moves_people=True)
    known.refresh_from_db()
    assert known.station == network[OTHER_VILLAGE] and Transfer.objects.count() == 1
    undo(town_admin, batch)
    known.refresh_from_db()
    assert known.station == network[VILLAGE]


def test_transfers_are_made_only_when_ticked(town_admin, known, network):
    write(town_admin, plan(town_admin, row_of(known, village=OTHER_VILLAGE)))
    known.refresh_from_db()
    assert known.station == network[VILLAGE] and not Transfer.objects.exists()


def test_after_thirty_days_it_is_refused(town_admin):
    batch = write(town_admin, plan(town_admin, line()))
    with pytest.raises(Refused) as refusal:
        actions.undo(by=town_admin, batch=batch, today=TODAY + timedelta(days=400))
    assert refusal.value.code == "undo_expired"
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED


def test_a_plan_that_was_not_written_cannot_be_undone(town_admin):
    with pytest.raises(Refused):
        actions.undo(by=town_admin, batch=plan(town_admin, line()), today=TODAY)


def test_it_cannot_be_undone_twice(town_admin):
    batch = write(town_admin, plan(town_admin, line()))
    undo(town_admin, batch)
    with pytest.raises(Refused):
        actions.undo(by=town_admin, batch=batch, today=TODAY)


def test_a_leader_may_not(town_admin, leader):
    batch = write(town_admin, plan(town_admin, line()))
    with pytest.raises(NotAllowed):
        actions.undo(by=leader, batch=batch, today=TODAY)


def test_each_person_leaves_a_line_in_the_ledger(town_admin, known):
    batch = write(town_admin, plan(town_admin, line(), row_of(known, 现住址="新住址")))
    lines = Event.objects.count()
    undo(town_admin, batch)
    verbs = list(Event.objects.order_by("pk")[lines:].values_list("verb", flat=True))
    assert verbs.count("person.withdraw") == 1 and verbs.count("person.amend") == 1 and "import.undo" in verbs


ADDRESSES = st.sampled_from(["原住址", "甲处", "乙处", "", "无"])


@pytest.mark.django_db(transaction=False)
@settings(max_examples=15)
@given(
    data=st.lists(
        st.tuples(st.integers(0, 5), ADDRESSES, st.sampled_from(["12000000001", "12000000002", "", "无"])), max_size=8
    )
)
def test_importing_and_undoing_is_the_identity(town_admin, known, data):
    numbers = [known.id_no.plain(), *(f"{identity_number(serial=n)}" for n in range(9001, 9006))]
    before = on_file()
    batch = plan(
        town_admin, *(line("涂传英", numbers[n], 现住址=addr, 联系电话=phone) for n, addr, phone in data), line()
    )
    assert batch.rows == len(data) + 1 == sum(batch.counts.values())
    undo(town_admin, write(town_admin, batch))
    assert on_file() == before
