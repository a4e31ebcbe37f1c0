"""Answering open rows in the browser: the row means what it would have meant, had the file said so at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import Refused
from core.imports import mend
from core.imports.models import Outcome, PlanRow
from stations.models import DivisionAlias
from tests.builders import TODAY, build_person, identity_number
from tests.imports.centre import (
    HEADINGS,
    OTHER_VILLAGE,
    VILLAGE,
    WRONG_NUMBER,
    line,
    misspelt,
    on_file,
    plan,
    undo,
    workbook,
    write,
)
from veterans.actions import amend_person
from veterans.models import Person

AMBIGUOUS = "ask:date_ambiguous:enlist_date"


def answer(by, batch, row, token, given, **options):
    count = mend.mend(by=by, batch=batch, row=row, token=token, answer=given, today=TODAY, **options)
    batch.refresh_from_db()
    return count


def first(batch, token):
    return mend.waiting(batch, token).first()


def test_a_wrong_number_is_typed_again(town_admin):
    right = identity_number()
    batch = plan(town_admin, line("雷家喜", misspelt(right)), line())
    assert batch.rejected == 1
    answer(town_admin, batch, first(batch, "error:id_checksum:id_no"), "error:id_checksum:id_no", right)
    assert (batch.created, batch.rejected) == (2, 0)
    write(town_admin, batch)
    assert Person.objects.live().holding_number(right).get().name == "雷家喜"


def test_an_answer_that_is_wrong_again_stays_open(town_admin):
    batch = plan(town_admin, line("雷家喜", WRONG_NUMBER))
    answer(town_admin, batch, first(batch, "error:id_checksum:id_no"), "error:id_checksum:id_no", "123")
    assert batch.rejected == 1 and sum(batch.counts.values()) == batch.rows


def test_an_ambiguous_date_is_answered_for_all_rows_alike(town_admin):
    batch = plan(town_admin, *(line(入伍时间=1976.1) for _n in range(3)), line(入伍时间=1977.1))
    row = first(batch, AMBIGUOUS)
    assert answer(town_admin, batch, row, AMBIGUOUS, "1976-10", does_all=True) == 4
    write(town_admin, batch)
    assert sorted(map(str, Person.objects.values_list("enlist_date", flat=True))) == ["1976-10"] * 3 + ["1977-10"]


def test_only_the_year_may_be_taken(town_admin):
    batch = plan(town_admin, line(入伍时间=1976.1), line(入伍时间=1977.1))
    answer(town_admin, batch, first(batch, AMBIGUOUS), AMBIGUOUS, "1976", does_all=True)
    write(town_admin, batch)
    assert sorted(map(str, Person.objects.values_list("enlist_date", flat=True))) == ["1976", "1977"]


def test_a_field_may_be_left_as_it_is(town_admin):
    batch = plan(town_admin, line(政治面貌="民主人士"))
    token = "ask:unknown_code:political_status"
    answer(town_admin, batch, first(batch, token), token, mend.LEAVE)
    assert not mend.waiting(batch, token).exists() and batch.created == 1


def test_a_village_is_chosen_and_its_name_remembered(town_admin, network):
    batch = plan(town_admin, line(village="石桥新村"), line(village="石桥新村"))
    token = "question:village_unknown:village"
    place = str(network[OTHER_VILLAGE].pk)
    assert answer(town_admin, batch, first(batch, token), token, place, does_all=True, remembers=True) == 2
    write(town_admin, batch)
    assert set(Person.objects.values_list("station", flat=True)) == {network[OTHER_VILLAGE].pk}
    assert DivisionAlias.objects.get().name == "石桥新村"
    assert plan(town_admin, line("另一人", village="石桥新村")).created == 1


def test_a_village_out_of_sight_is_no_answer(town_admin, network):
    batch = plan(town_admin, line(village="石桥新村"))
    token = "question:village_unknown:village"
    with pytest.raises(Refused):
        answer(town_admin, batch, first(batch, token), token, str(network["毕畈村委会"].pk))
    batch.refresh_from_db()
    assert batch.questioned == 1


def twin(town_admin, network):
    known = build_person(town_admin, network[VILLAGE], name="涂长林", addr="原住址")
    number = identity_number(serial=7001)
    return known, plan(town_admin, line("涂长林", number, 现住址="新住址"))


def test_two_possible_people_are_one(town_admin, network):
    known, batch = twin(town_admin, network)
    token = "question:maybe_same:id_no"
    question = mend.question(batch, first(batch, token), token)
    assert [value for value, _label in question.options] == ["same", "other"] and question.beside
    answer(town_admin, batch, first(batch, token), token, "same")
    write(town_admin, batch)
    known.refresh_from_db()
    assert known.addr == "新住址" and Person.objects.count() == 1


def test_two_possible_people_are_two(town_admin, network):
    _known, batch = twin(town_admin, network)
    token = "question:maybe_same:id_no"
    answer(town_admin, batch, first(batch, token), token, "other")
    write(town_admin, batch)
    assert Person.objects.live().filter(name="涂长林").count() == 2


def test_a_mended_row_that_turns_out_to_be_somebody_of_the_file_is_not_created_twice(town_admin):
    right = identity_number()
    batch = plan(town_admin, line("涂长林", misspelt(right), 现住址="甲"), line("涂长林", right, 现住址="乙"))
    answer(town_admin, batch, first(batch, "error:id_checksum:id_no"), "error:id_checksum:id_no", right)
    assert (batch.created, batch.changed) == (1, 1)
    write(town_admin, batch)
    assert Person.objects.get().addr == "乙"


def test_rows_can_be_answered_and_written_after_the_others(town_admin):
    batch = write(town_admin, plan(town_admin, line(), line("雷家喜", village="石桥新村")))
    assert Person.objects.count() == 1
    token = "question:village_unknown:village"
    place = mend.question(batch, first(batch, token), token).options[0][0]
    answer(town_admin, batch, first(batch, token), token, place)
    write(town_admin, batch)
    assert Person.objects.count() == 2 and batch.plan_rows.filter(is_written=True).count() == 2


def test_numbers_are_masked_where_a_row_is_shown(town_admin):
    number = identity_number()
    batch = plan(town_admin, line("雷家喜", number, village="石桥新村", 联系电话="12000000123"))
    shown = str(mend.shown_cells(batch, batch.plan_rows.get()))
    assert number not in shown and "12000000123" not in shown


def test_a_row_is_answered_once(town_admin):
    batch = plan(town_admin, line(入伍时间=1976.1))
    row = first(batch, AMBIGUOUS)
    answer(town_admin, batch, row, AMBIGUOUS, "1976-10")
    with pytest.raises(Refused):
        mend.mend(by=town_admin, batch=batch, row=PlanRow.objects.get(), token=AMBIGUOUS, answer="1976-01", today=TODAY)


WRONG = st.sampled_from(
    [{}, {"village": "石桥新村"}, {"入伍时间": 1976.1}, {"退役时间": "1970-01"}, {"姓名": ""}, {"政治面貌": "怪"}]
)


@settings(max_examples=10)
@given(rows=st.lists(WRONG, min_size=1, max_size=5))
def test_mending_every_row_ends_with_every_row_planned(town_admin, network, rows):
    before = on_file()
    batch = plan(town_admin, *(line(**row) for row in rows))
    answers = {
        "question:village_unknown:village": str(network[VILLAGE].pk), AMBIGUOUS: "1976-10",
        "error:discharge_before_enlist:discharge_date": "1981-01", "error:name_missing:name": "某人",
        "ask:unknown_code:political_status": "群众",
    }  # fmt: skip
    for token, given_ in answers.items():
        while row := first(batch, token):
            answer(town_admin, batch, row, token, given_)
            assert sum(batch.counts.values()) == batch.rows == len(rows)
    assert set(batch.plan_rows.values_list("outcome", flat=True)) == {Outcome.CREATED} and on_file() == before


def written_with_an_open_date(town_admin, *more):
    return write(town_admin, plan(town_admin, line("田福来", identity_number(serial=8101), 入伍时间=1976.1), *more))


def test_a_field_left_open_is_answered_after_the_row_was_written(town_admin):
    batch = written_with_an_open_date(town_admin)
    person, counts = Person.objects.get(), batch.counts
    assert person.enlist_date is None and batch.created == 1
    answer(town_admin, batch, first(batch, AMBIGUOUS), AMBIGUOUS, "1976-10")
    assert batch.counts == counts and not mend.waiting(batch, AMBIGUOUS).exists()
    write(town_admin, batch)
    person.refresh_from_db()
    assert str(person.enlist_date) == "1976-10" and person.version == 2 and batch.counts == counts
    undo(town_admin, batch)
    assert not on_file()


def test_an_answer_to_a_written_row_leaves_what_others_have_edited_since(town_admin):
    batch = written_with_an_open_date(town_admin)
    person = Person.objects.get()
    amend_person(
        by=town_admin, person=person, values={"addr": "新家", "name": "田富来"}, version=person.version, today=TODAY
    )
    answer(town_admin, batch, first(batch, AMBIGUOUS), AMBIGUOUS, "1976-01")
    write(town_admin, batch)
    person.refresh_from_db()
    assert (person.addr, person.name, str(person.enlist_date)) == ("新家", "田富来", "1976-01")


def test_written_and_waiting_rows_are_answered_alike(town_admin):
    batch = written_with_an_open_date(town_admin, line("雷家喜", village="石桥新村", 入伍时间=1977.1))
    assert answer(town_admin, batch, first(batch, AMBIGUOUS), AMBIGUOUS, "1976-10", does_all=True) == 2
    assert not mend.waiting(batch, AMBIGUOUS).exists() and batch.rows == 2
    write(town_admin, batch)
    assert str(Person.objects.get().enlist_date) == "1976-10"


def test_a_field_of_a_written_row_may_stay_as_it_is(town_admin):
    batch = written_with_an_open_date(town_admin)
    answer(town_admin, batch, first(batch, AMBIGUOUS), AMBIGUOUS, mend.LEAVE)
    assert not mend.waiting(batch, AMBIGUOUS).exists() and batch.plan_rows.count() == 1


def test_a_wrong_answer_to_a_written_row_stays_open(town_admin):
    batch = write(town_admin, plan(town_admin, line("田福来", identity_number(serial=8102), 联系电话="1380013")))
    row = batch.plan_rows.get()
    token = row.codes.strip()
    answer(town_admin, batch, row, token, "12000")
    row.refresh_from_db()
    assert mend.waiting(batch, row.codes.strip()).exists() and not batch.plan_rows.filter(is_follow_up=True).exists()
    answer(town_admin, batch, row, row.codes.strip(), "12000000077")
    write(town_admin, batch)
    assert Person.objects.get().mobile.plain() == "12000000077"


@pytest.mark.parametrize("said", ["NaN", "-nan", "Infinity", "1e400"])
def test_an_amount_that_is_none_is_a_question_and_no_failure(town_admin, said):
    headings = [*HEADINGS, "年收入"]
    batch = plan(town_admin, content=workbook([*line(), "一万二"], headings=headings))
    token = "ask:not_a_number:income_year"
    answer(town_admin, batch, first(batch, token), token, said)
    assert mend.waiting(batch, token).exists() and batch.created == 1
