"""The changes for another system: whatever happens, replaying them gives exactly what the token sees."""

import itertools
import random
import threading

import pytest
from django.core.cache import cache
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st

from core import api_changes, changes, ledger
from core.models import ChangesRead, Event, Sight
from stations.models import Station
from tests.appeals.made import build_accusation
from tests.builders import TODAY, build_account, build_network, build_person
from tests.bureau.made_changes import (
    EVENTS,
    FEED,
    Copy,
    History,
    build_categories,
    build_integration,
    build_park,
    in_sight,
)
from veterans import actions
from veterans.models import Person


@pytest.fixture
def ground(transactional_db):
    ledger.head_file().unlink(missing_ok=True)
    network = build_network()
    build_park(network)
    build_categories()
    creator = build_account("creator", network["赤壁市"], "system_admin")
    approver = build_account("approver", network["赤壁市"], "security_admin")
    by = lambda place, *more, **options: build_integration(creator, approver, network[place], more, **options)  # noqa: E731
    network["tokens"] = {
        "city": by("赤壁市", "appeal.restricted", role="bureau_officer"),
        "city, no accusations": by("赤壁市"),
        "town": by("赵李桥镇"),
        "village": by("羊楼洞村委会"),
        "far town, in plain": by("神山镇", "changes.plain", plain_reason="移交省厅"),
    }
    return network


def pages(dice):
    """Limits of any size; some answers are lost."""
    while True:
        cache.clear()  # the throttle has its own test
        yield dice.choice([4, 9, 40, 200, None])


@settings(max_examples=2)
@given(seed=st.integers(0, 2**32), names=st.lists(st.sampled_from(EVENTS), min_size=10, max_size=24))
def test_replaying_any_history_gives_what_the_token_sees(ground, seed, names):
    dice, tokens = random.Random(seed), ground["tokens"]
    history = History(ground, dice)
    long_kept = {name: Copy(token) for name, token in tokens.items()}
    for number, name in enumerate(names):
        history.happen(name)
        if number % 5 == 0:  # somebody looks in now and then, and does not always read to the end
            copy = long_kept[dice.choice(list(tokens))]
            copy.take(copy.page(dice.choice([1, 3, 200])))
    for name, token in tokens.items():
        expected = in_sight(token, plain="plain" in name)
        assert Copy(token).follow(pages(dice)).rows == expected, name
        assert long_kept[name].follow(pages(dice)).rows == expected, name


def test_what_leaves_is_removed_and_what_enters_is_created(ground):
    tokens, by = ground["tokens"], build_account("keeper", ground["赤壁市"], "data_admin")
    person = build_person(by, ground["羊楼洞村委会"])
    near, far = (
        Copy(tokens["town"]).follow(itertools.repeat(50)),
        Copy(tokens["far town, in plain"]).follow(itertools.repeat(50)),
    )
    assert near.rows["person", person.pk]["id_no"] == f"**************{person.id_no.plain()[-4:]}"
    actions.transfer_person(by=by, person=person, station=ground["毕畈村委会"], reason="迁居", today=TODAY)
    assert [(c["kind"], c["id"], c["what"]) for c in near.page(50)["changes"]] == [("person", person.pk, "removed")]
    entered = far.page(50)["changes"]
    assert [(c["what"], c["data"]["id_no"]) for c in entered] == [("created", person.id_no.plain())]
    line = Event.objects.filter(verb="changes.plain").latest("pk")
    assert (line.by, line.note) == (tokens["far town, in plain"].account, "api 1")
    assert not Event.objects.filter(verb="changes.plain", by=tokens["town"].account).exists()


def test_what_came_and_went_between_two_looks_is_not_told(ground):
    by = build_account("keeper", ground["赤壁市"], "data_admin")
    copy = Copy(ground["tokens"]["village"]).follow(itertools.repeat(50))
    person = build_person(by, ground["羊楼洞村委会"])
    changes.catch_up()
    actions.transfer_person(by=by, person=person, station=ground["毕畈村委会"], reason="迁居", today=TODAY)
    assert copy.page(50)["changes"] == []


@pytest.mark.parametrize("leaves", [False, True], ids=["changes", "leaves"])
def test_what_changes_and_changes_back_while_a_page_is_read_is_told(ground, monkeypatch, leaves):
    """The page is of a moment that the reading of the ledger has not reached: its time was over before."""
    by, home = build_account("keeper", ground["赤壁市"], "data_admin"), ground["羊楼洞村委会"]
    copy = Copy(ground["tokens"]["village"]).follow(itertools.repeat(50))
    person = build_person(by, home)
    move = lambda station: actions.transfer_person(  # noqa: E731
        by=by, person=Person.objects.get(pk=person.pk), station=station, reason="迁居", today=TODAY
    )
    away = (lambda: move(ground["毕畈村委会"])) if leaves else lambda: die(by, person)
    back = (lambda: move(home)) if leaves else lambda: revive(by, person)
    changes.catch_up()
    away()
    with monkeypatch.context() as patch:
        patch.setattr(api_changes, "SECONDS", 0)
        copy.take(copy.page(50))
    back()
    copy.follow(itertools.repeat(50))
    assert copy.rows["person", person.pk]["alive"] == "alive"
    assert copy.rows == in_sight(copy.integration)


def die(by, person):
    return actions.report_death(by=by, person=Person.objects.get(pk=person.pk), died_on=TODAY, today=TODAY)


def revive(by, person):
    return actions.reinstate(by=by, person=Person.objects.get(pk=person.pk), reason="误报", today=TODAY)


def test_an_accusation_is_not_hinted_at_to_who_may_not_see_it(ground):
    copy = Copy(ground["tokens"]["village"]).follow(itertools.repeat(50))
    clerk = build_account("village_clerk", ground["羊楼洞村委会"], "station_clerk")
    appeal = build_accusation(clerk)
    assert copy.page(50)["changes"] == []
    assert ("appeal", appeal.pk) in Copy(ground["tokens"]["city"]).follow(itertools.repeat(50)).rows
    assert ("appeal", appeal.pk) not in Copy(ground["tokens"]["city, no accusations"]).follow(itertools.repeat(50)).rows


def test_what_nobody_wrote_a_line_about_is_found_by_the_nightly_comparison(ground):
    copy = Copy(ground["tokens"]["village"]).follow(itertools.repeat(50))
    Station.objects.filter(pk=ground["羊楼洞村委会"].pk).update(address="新址")
    assert copy.page(50)["changes"] == []
    changes.compare_everything()
    assert copy.page(50)["changes"][0]["data"]["address"] == "新址"


def test_a_cursor_of_another_station_or_of_nobody_is_refused(ground):
    village, town = Copy(ground["tokens"]["village"]), Copy(ground["tokens"]["town"])
    town.cursor = village.follow(itertools.repeat(50)).cursor
    answer = town.client.get(FEED, {"cursor": town.cursor})
    assert (answer.status_code, answer.json()["code"]) == (409, "other_scope")
    for nonsense in ("1:5", "x$y$z", "0"):
        assert town.client.get(FEED, {"cursor": nonsense}).status_code == 400
    for limit in ("0", "-1", "x", "²", "99999999999999999999"):
        assert town.client.get(FEED, {"limit": limit}).json()["limit"][0]["code"] == "invalid"
    Sight.objects.all().delete()
    ChangesRead.objects.all().delete()
    assert village.client.get(FEED, {"cursor": village.cursor}).json()["code"] == "ahead"


def test_a_masked_page_leaves_a_line_and_an_empty_one_none(ground):
    copy = Copy(ground["tokens"]["village"]).follow(itertools.repeat(50))
    lines = Event.objects.filter(verb="changes.view")
    before = lines.count()
    assert before == 1
    copy.follow(itertools.repeat(50))
    assert lines.count() == before


@pytest.mark.postgresql
def test_with_many_writers_at_once_nothing_is_lost(ground):
    """Lines are numbered before they are committed: who commits late still is told of."""
    names = ["add", "amend", "transfer", "serve", "appeal", "die", "come_back", "withdraw_category"]
    failed = []

    def write(seed):
        try:
            history = History(ground, random.Random(seed))
            for _number in range(25):
                history.happen(history.dice.choice(names))
        except Exception as problem:
            failed.append(problem)
        finally:
            connections.close_all()

    copies = {name: Copy(token) for name, token in ground["tokens"].items()}
    for station in Station.objects.filter(tier="village"):
        History(ground, random.Random(0)).by_clerk_of(station)  # two writers would make the same account
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for writer in writers:
        writer.start()
    dice = random.Random(7)
    while any(writer.is_alive() for writer in writers):
        cache.clear()
        copy = dice.choice(list(copies.values()))
        copy.take(copy.page(dice.choice([1, 7, 50])))
    assert not failed, failed
    assert connection.vendor == "postgresql"
    for name, copy in copies.items():
        assert copy.follow(pages(dice)).rows == in_sight(copy.integration, plain="plain" in name), name
