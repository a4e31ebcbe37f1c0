"""Choosing posts in order of score: who is called, what is given, what is taken back; two staff at once."""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from core.actions import NotAllowed, Refused
from core.models import Event
from employment.actions import choosing, placement
from employment.models import PlacementPaper, Turn
from employment.rules import choosing as rules
from tests.builders import TODAY, build_account, build_network, build_person
from tests.employment.made_placement import build_batch, build_case, build_session, called, fresh, post_of

ONE_EACH = (("市城管局", "队员", 1), ("市水务局", "管护员", 1))


def say(by, batch, said, turn=None):
    return choosing.pass_over(by=by, batch=batch, turn=turn or called(batch), said=said, today=TODAY)


def take(by, batch, title, turn=None):
    post = post_of(batch, title)
    return choosing.choose(by=by, batch=batch, turn=turn or called(batch), post=post, today=TODAY)


def order(batch):
    return [turn.case.person.name for turn in batch.turns.select_related("case__person")]


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


class TestOrder:
    def test_the_higher_score_comes_first_then_longer_service_then_the_smaller_lot(self, officer):
        batch = build_batch(officer)
        for name, score, months, lot in (
            ("甲", "80.5", 144, 2),
            ("乙", "91", 120, None),
            ("丙", "80.5", 160, None),
            ("丁", "80.5", 144, 1),
        ):
            person = build_person(officer, name=f"王{name}")
            build_case(officer, person, score=Decimal(score), service_months=months, lot_no=lot, batch=batch)
        choosing.open_session(by=officer, batch=batch, today=TODAY)
        assert order(batch) == ["王乙", "王丙", "王丁", "王甲"]

    def test_a_tie_without_lots_keeps_the_session_shut_and_names_them(self, officer):
        batch = build_batch(officer)
        build_case(officer, build_person(officer, name="王甲"), batch=batch)
        build_case(officer, build_person(officer, name="王乙"), batch=batch)
        with refused("tie") as refusal:
            choosing.open_session(by=officer, batch=batch, today=TODAY)
        assert "王甲" in refusal.value.message and "王乙" in refusal.value.message
        assert not Turn.objects.exists()

    def test_without_a_score_or_posts_or_people_nothing_begins(self, officer):
        batch = build_batch(officer, posts=())
        with refused("no_posts"):
            choosing.open_session(by=officer, batch=batch, today=TODAY)
        batch = build_batch(officer)
        with refused("nobody"):
            choosing.open_session(by=officer, batch=batch, today=TODAY)
        build_case(officer, score=None, batch=batch)
        with refused("no_score"):
            choosing.open_session(by=officer, batch=batch, today=TODAY)

    def test_once_it_is_open_scores_posts_and_people_stay(self, officer):
        batch = build_session(officer)
        case = called(batch).case
        values = {"accepted_on": case.accepted_on, "score": Decimal("99"), "mode": case.mode}
        with refused("in_session"):
            placement.amend(by=officer, case=case, values=values, today=TODAY)
        with refused("not_planned"):
            choosing.add_post(by=officer, batch=batch, values={"unit_name": "局", "title": "员"}, today=TODAY)
        with refused("not_planned"):
            build_case(officer, batch=batch)
        with refused("in_session"):
            placement.withdraw(by=officer, case=case, values={"leaving": "died", "note": "证明"}, today=TODAY)

    def test_everybody_who_waits_comes_in_at_once(self, officer):
        batch = build_batch(officer)
        first, _other_year = build_case(officer), build_case(officer, batch_year=2025)
        count = choosing.gather(by=officer, batch=batch, cases=[first, _other_year], today=TODAY)
        assert count == 1
        assert fresh(first).batch == batch

    def test_batches_are_the_bureaus(self, network):
        far = build_account("far", network["神山镇"], "bureau_officer")
        with refused("not_city"):
            build_batch(far)


class TestCalls:
    def test_a_post_is_given_and_the_next_is_called(self, officer):
        batch = build_session(officer, names=("王甲", "王乙", "王丙"))
        turn = take(officer, batch, "执法队员")
        assert turn.case.person.name == "王甲"
        case = fresh(turn.case)
        assert (case.state, case.unit_name, case.post_title) == ("chosen", "市城市管理执法局", "执法队员")
        assert called(batch).case.person.name == "王乙"
        assert Event.objects.filter(verb="placement.choose", subject_id=case.pk).count() == 1

    def test_whoever_is_deferred_or_absent_is_called_once_more_in_the_same_order(self, officer):
        batch = build_session(officer, posts=(("局", "岗", 9),), names=("王甲", "王乙", "王丙"))
        say(officer, batch, "absent")
        say(officer, batch, "deferred")
        assert called(batch).case.person.name == "王丙"
        take(officer, batch, "岗")
        assert called(batch).case.person.name == "王甲"
        say(officer, batch, "absent")
        assert called(batch).case.person.name == "王乙"
        take(officer, batch, "岗")
        assert called(batch) is None
        assert [turn.state for turn in batch.turns.all()] == ["none", "chosen", "chosen"]

    def test_a_post_without_a_place_left_is_refused(self, officer):
        batch = build_session(officer)
        take(officer, batch, "执法队员")
        with refused("post_taken"):
            take(officer, batch, "执法队员")
        assert called(batch).place == 2

    def test_an_answer_for_somebody_else_is_refused_and_says_whose_turn_it_is(self, officer):
        batch = build_session(officer, names=("王甲", "王乙", "王丙"))
        first = called(batch)
        take(officer, batch, "抄表员", first)
        with refused("not_their_turn") as refusal:
            take(officer, batch, "执法队员", first)
        assert "王乙" in refusal.value.message

    def test_a_post_of_another_batch_is_refused(self, officer):
        batch, other = build_session(officer), build_batch(officer)
        with refused("other_batch"):
            choosing.choose(by=officer, batch=batch, turn=called(batch), post=other.posts.first(), today=TODAY)

    def test_the_last_call_is_taken_back_and_stays_on_record(self, officer):
        batch = build_session(officer)
        turn = take(officer, batch, "执法队员")
        choosing.undo_last(by=officer, batch=batch, today=TODAY)
        again = fresh(turn)
        assert (again.state, again.post, again.seat, again.round) == ("waiting", None, None, 1)
        assert fresh(turn.case).state == "waiting"
        assert fresh(turn.case).unit_name == ""
        assert called(batch) == turn
        assert batch.calls.get().undone_by == officer
        take(officer, batch, "执法队员")
        with refused("nothing"):
            choosing.undo_last(by=officer, batch=batch, today=TODAY)
            choosing.undo_last(by=officer, batch=batch, today=TODAY)

    def test_calls_are_taken_back_one_after_the_other_from_the_last(self, officer):
        batch = build_session(officer)
        say(officer, batch, "absent")
        take(officer, batch, "执法队员")
        choosing.undo_last(by=officer, batch=batch, today=TODAY)
        choosing.undo_last(by=officer, batch=batch, today=TODAY)
        assert [turn.state for turn in batch.turns.all()] == ["waiting"] * 3
        assert {turn.round for turn in batch.turns.all()} == {1}

    def test_nobody_else_may_run_it(self, officer, leader):
        batch = build_session(officer)
        with pytest.raises(NotAllowed):
            say(leader, batch, "absent")

    @given(script=st.lists(st.sampled_from(["A", "B", "absent", "deferred", "undo"]), max_size=14))
    def test_whatever_is_said_nobody_chooses_twice_and_no_place_is_given_twice(self, officer, script):
        with transaction.atomic():
            batch = build_session(officer, posts=(("局", "A", 1), ("局", "B", 2)), scores=(90, 80, 70, 60))
            for word in script:
                try:
                    if word == "undo":
                        choosing.undo_last(by=officer, batch=batch, today=TODAY)
                    elif called(batch) is not None:
                        (take if word in "AB" else say)(officer, batch, word)
                except Refused as refusal:
                    assert refusal.code in ("nothing", "post_taken")
                self.check(batch)
            transaction.set_rollback(True)

    @staticmethod
    def check(batch):
        turns = list(batch.turns.select_related("post", "case"))
        given = [(turn.post_id, turn.seat) for turn in turns if turn.post_id]
        assert len(given) == len(set(given))
        assert all(turn.seat <= turn.post.places for turn in turns if turn.post_id)
        assert all((turn.case.state == "chosen") == (turn.state == "chosen") for turn in turns)
        live = batch.calls.filter(undone_at__isnull=True, said="chosen").count()
        assert live == len(given)
        following = rules.next_turn(batch)
        assert following is None or all(
            (following.round, following.place) <= (turn.round, turn.place)
            for turn in turns
            if turn.state in ("waiting", "deferred", "absent")
        )


class TestEnd:
    def test_it_closes_when_everybody_has_been_called_or_nothing_is_left(self, officer):
        batch = build_session(officer, posts=ONE_EACH)
        with refused("not_over"):
            choosing.close_session(by=officer, batch=batch, today=TODAY)
        take(officer, batch, "队员")
        take(officer, batch, "管护员")
        choosing.close_session(by=officer, batch=batch, today=TODAY)
        assert [turn.state for turn in batch.turns.all()] == ["chosen", "chosen", "none"]
        with refused("closed"):
            say(officer, batch, "absent", batch.turns.first())

    def test_letters_follow_in_the_order_of_choosing_numbered_without_a_gap(self, officer):
        batch = build_session(officer, posts=ONE_EACH, names=("王甲", "王乙", "王丙"))
        first = take(officer, batch, "管护员")
        take(officer, batch, "队员")
        with refused("session_open"):
            placement.write_letter(by=officer, case=first.case, today=TODAY)
        choosing.close_session(by=officer, batch=batch, today=TODAY)
        assert placement.write_letters(by=officer, batch=batch, today=TODAY) == 2
        papers = list(PlacementPaper.objects.values_list("case__person__name", "kind", "number"))
        assert papers == [
            ("王甲", "letter", "赤退安〔2026〕1号"),
            ("王甲", "notice", "赤退安〔2026〕2号"),
            ("王乙", "letter", "赤退安〔2026〕3号"),
            ("王乙", "notice", "赤退安〔2026〕4号"),
        ]
        assert fresh(first.case).state == "assigned"

    def test_who_chose_nothing_is_named_a_post_afterwards(self, officer):
        batch = build_session(officer, posts=(("局", "A", 1),), scores=(90, 80))
        take(officer, batch, "A")
        last = called(batch).case
        values = {"unit_name": "市林业局", "post_title": "护林员"}
        with refused("chooses"):
            placement.assign(by=officer, case=last, values=values, today=TODAY)
        choosing.close_session(by=officer, batch=batch, today=TODAY)
        placement.assign(by=officer, case=fresh(last), values=values, today=TODAY)
        assert fresh(last).state == "assigned"


def test_the_database_itself_refuses_to_give_a_place_twice(officer):
    batch = build_session(officer)
    first = take(officer, batch, "执法队员")
    second = called(batch)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=second.pk).update(state="chosen", post=first.post, seat=first.seat)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_staff_who_answer_at_the_same_moment_one_is_heard_and_no_post_is_given_twice():
    officers = [build_account(f"o{n}", s, "bureau_officer") for s in [build_network()["赤壁市"]] for n in range(6)]
    batch = build_session(officers[0], posts=(("局", "A", 2), ("局", "B", 1)), scores=(90, 80, 70, 60))
    for _round in range(3):
        turn, heard, told = called(batch), [], []
        start = threading.Barrier(len(officers))

        def answer(by, title, turn=turn, heard=heard, told=told, start=start):
            try:
                start.wait()
                heard.append(take(by, batch, title, turn))
            except Refused as refusal:
                told.append(refusal.code)
            finally:
                connection.close()

        free = next(post.title for post in batch.posts.with_left() if post.left)
        threads = [threading.Thread(target=answer, args=(by, free)) for by in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(heard) == 1
        assert told == ["not_their_turn"] * (len(officers) - 1)
    given = list(Turn.objects.filter(batch=batch, state="chosen").values_list("post__title", "seat").order_by("place"))
    assert given == [("A", 1), ("A", 2), ("B", 1)]
    assert batch.calls.count() == 3
