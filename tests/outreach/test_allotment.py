"""Giving days to villages: what holds for whatever people and days there are."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from outreach.rules.allotment import Room, Waiting, allot, way_out


@st.composite
def crowds(draw):
    """People of a few villages, some of them couples; somebody's spouse may have a day already."""
    people, key = [], 0
    for village in range(draw(st.integers(1, 6))):
        for household in range(draw(st.integers(0, 8))):
            size = draw(st.sampled_from((1, 1, 1, 2)))
            number = village * 100 + household if size > 1 or draw(st.booleans()) else None
            joins = draw(st.sampled_from((None, None, None, 1))) if number is not None and size == 1 else None
            for _one in range(size):
                people.append(Waiting(key, village, number, joins))
                key += 1
    return people


@st.composite
def calendars(draw):
    """Days of one or two sessions."""
    rooms = []
    for day in range(draw(st.integers(0, 5))):
        for _part in range(draw(st.integers(1, 2))):
            rooms.append(Room(len(rooms) + 1, day, draw(st.integers(0, 12))))
    return rooms


@given(crowds(), calendars())
def test_everybody_stands_once_or_waits_and_no_session_is_overfull(people, rooms):
    found = allot(people, rooms)
    assert sorted([*found.places, *found.left]) == sorted(person.key for person in people)
    taken = Counter(found.places.values())
    assert all(taken[room.key] <= room.free for room in rooms)


@given(crowds(), calendars())
def test_couples_go_together_or_wait_together(people, rooms):
    found = allot(people, rooms)
    homes = defaultdict(set)
    for person in people:
        if person.household is not None:
            homes[person.household].add(found.places.get(person.key))
            if person.joins is not None:
                assert found.places.get(person.key) in (None, person.joins)
    assert all(len(sessions) == 1 for sessions in homes.values())


@given(crowds(), calendars())
def test_a_village_is_torn_only_when_no_day_has_room_for_all_of_it(people, rooms):
    free = [person for person in people if person.joins is None]
    found = allot(free, rooms)
    day_of = {room.key: room.day for room in rooms}
    taken, singles = Counter(found.places.values()), defaultdict(int)
    for room in rooms:
        singles[room.day] = max(singles[room.day], room.free - taken[room.key])
    for village in {person.village for person in free}:
        members = [person for person in free if person.village == village]
        days = {day_of.get(found.places.get(person.key)) for person in members}
        if len(days) > 1 or None in days:
            assert all(room < len(members) for room in singles.values())


@given(crowds(), calendars())
def test_the_same_people_and_days_give_the_same_days(people, rooms):
    assert allot(people, rooms) == allot(people, rooms)


def test_villages_follow_one_another_from_the_first_day():
    people = [Waiting(number, number // 10) for number in range(30)]
    found = allot(people, [Room(1, "19", 20), Room(2, "20", 20)])
    assert [found.places[number] for number in (0, 10, 20)] == [1, 1, 2]


def test_the_rest_of_a_village_joins_the_day_where_its_others_stand():
    people = [Waiting(1, 7), Waiting(2, 7)]
    rooms = [Room(1, "19", 9), Room(2, "20", 9)]
    assert set(allot(people, rooms, {7: "20"}).places.values()) == {2}
    assert set(allot(people, [rooms[0], Room(2, "20", 1)], {7: "20"}).places.values()) == {1}


def test_a_spouse_joins_the_session_of_the_other_or_waits():
    waits = Waiting(1, 7, household=5, joins=2)
    assert allot([waits], [Room(1, "19", 9), Room(2, "20", 1)]).places == {1: 2}
    assert allot([waits], [Room(1, "19", 9), Room(2, "20", 0)]).left == [1]


def test_the_way_out_of_an_overfull_day_is_the_smallest_village_that_frees_it():
    """The page of the looks: 32 people on 30 places; seven of them can go to a day with thirteen places."""
    rooms = [Room(24, "24", 13), Room(25, "25", 18)]
    found = way_out(2, {1: 7, 2: 4, 3: 21}, rooms)
    assert (found.village, found.count, found.room, found.free) == (2, 4, 24, 13)
    assert way_out(6, {1: 7, 2: 4}, rooms).village == 1
    assert way_out(2, {1: 30}, rooms) is None
