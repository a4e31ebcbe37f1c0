"""Increase and decrease: opening + came − went = closing, for every station, category and period, on whatever happened."""

import random
from collections import Counter
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.actions import Refused
from core.figures import Period
from stations.actions import close_station, undo_change
from stations.choices import Tier
from stations.models import NetworkChange, Station
from tests.builders import TODAY, build_account, build_person, person_values
from tests.cast import *  # noqa: F403
from tests.imports.centre import line, plan, undo, write
from veterans import actions, figures
from veterans.actions.movements import remember
from veterans.change_table import NAMES, Changes
from veterans.choices import BITS
from veterans.desk import stations
from veterans.models import Merge, Movement, Person, PersonCategory
from veterans.models.movement import ALL, marks
from veterans.models.related import holding

pytestmark = pytest.mark.django_db
FIRST = TODAY - timedelta(days=120)
CODES = ["11", "51", "81", "SELF_EMPLOYED_PATH"]
VILLAGES = ["羊楼洞村委会", "羊楼洞社区居委会", "蓼坪村委会", "毕畈村委会"]


@pytest.fixture
def keeper(network):
    return build_account("keeper", network["赤壁市"], "bureau_officer", "data_admin")


# A life takes half a second to tell and cannot be told shorter: a seed that fails is told as it is
FEW = settings(max_examples=8, phases=(Phase.explicit, Phase.reuse, Phase.generate))


class Story:
    """A random life of the files, told with the real verbs, a day or more between two of them."""

    def __init__(self, keeper, network, seed):
        self.by, self.network, self.pick, self.day = keeper, network, random.Random(seed), FIRST
        self.steps = [
            self.enter, self.enter, self.enter, self.transfer, self.transfer, self.decease, self.leave, self.come_back,
            self.recategorise, self.recategorise, self.withdraw, self.merge, self.unmerge, self.close, self.reopen,
        ]  # fmt: skip

    def go_on(self, steps):
        for _step in range(steps):
            self.day += timedelta(days=self.pick.randint(0, 4))
            try:
                with transaction.atomic():
                    self.pick.choice(self.steps)()
            except Refused:
                continue

    def somebody(self, **having):
        rows = list(Person.objects.filter(record_state="live", **having).order_by("pk"))
        return self.pick.choice(rows) if rows else None

    def place(self):
        return self.pick.choice([self.network[name] for name in (*VILLAGES, "赵李桥镇", "赤壁市")])

    def codes(self):
        return self.pick.sample(CODES, self.pick.randint(1, 3))

    def enter(self):
        alive = self.pick.choice(["alive", "alive", "alive", "deceased"])
        values = person_values(categories=self.codes(), alive=alive)
        actions.add_person(by=self.by, station=self.place(), values=values, today=self.day)

    def transfer(self):
        if person := self.somebody():
            actions.transfer_person(by=self.by, person=person, station=self.place(), reason="迁居", today=self.day)

    def decease(self):
        if person := self.somebody(alive="alive"):
            died = self.day - timedelta(days=self.pick.randint(0, 60))
            actions.report_death(by=self.by, person=person, died_on=died, today=self.day)

    def leave(self):
        if person := self.somebody(alive="alive"):
            actions.report_moving_out(by=self.by, person=person, moved_out_on=self.day, today=self.day)

    def come_back(self):
        if person := self.somebody(alive__in=("deceased", "moved_out")):
            actions.reinstate(by=self.by, person=person, reason="误报", today=self.day)

    def recategorise(self):
        if person := self.somebody():
            given = {"categories": self.codes()}
            actions.amend_person(by=self.by, person=person, values=given, version=person.version, today=self.day)

    def withdraw(self):
        rows = PersonCategory.objects.filter(ended_on__isnull=True, person__record_state="live").order_by("pk")
        if rows:
            actions.withdraw_related(by=self.by, row=self.pick.choice(list(rows)), reason="误录")

    def merge(self):
        kept, absorbed = self.somebody(), self.somebody()
        if kept and kept != absorbed:
            actions.merge_people(by=self.by, kept=kept, absorbed=absorbed, reason="同一人", today=self.day)

    def unmerge(self):
        if merge := Merge.objects.filter(undone_at=None).order_by("-pk").first():
            actions.unmerge_people(by=self.by, merge=merge, reason="不是同一人", today=self.day)

    def close(self):
        source, target = (self.network[name] for name in self.pick.sample(VILLAGES, 2))
        for station in (source, target):
            station.refresh_from_db()
        day = {"on": self.day, "today": self.day}
        close_station(by=self.by, station=source, successor=target, kind="merged", reason="批复", **day)

    def reopen(self):
        if change := NetworkChange.objects.filter(undone_at=None).order_by("-pk").first():
            undo_change(by=self.by, change=change, reason="撤回")


def tables(user, network, period):
    """Every change table there is of a period: {(station, by what): [Line, …]}."""
    found = {}
    for station in Station.objects.select_related("division"):
        changes = Changes(user, station, period, stations(user))
        found[station.pk, ""] = changes.by_category
        for code in (ALL, "51"):
            lines, total = changes.by_place(code)
            found[station.pk, code] = [*lines, total]
    return found


def numbers(found):
    return {key: [(line.label, line.numbers) for line in lines] for key, lines in found.items()}


def on_file_now():
    """{(station, mark): people} as the records themselves say."""
    counts = Counter()
    for person in Person.objects.on_file():
        held = PersonCategory.objects.filter(person=person, ended_on__isnull=True).values_list("category", flat=True)
        counts.update((person.station_id, mark) for mark in marks(held))
    return counts


def held_now():
    """{person: their categories in force as one number}"""
    held = dict.fromkeys(Person.objects.values_list("pk", flat=True), 0)
    for person, code in PersonCategory.objects.filter(ended_on=None).values_list("person_id", "category"):
        held[person] |= BITS[code]
    return held


def noted():
    return dict(Person.objects.values_list("pk", "holds"))


def test_a_category_never_changes_its_place_in_the_number():
    last = ["MIL_CIVILIAN_EMPLOYEE", "MIL_FAMILY", "DISCHARGED", "OTHER"]
    assert (BITS["11"], BITS["B"], BITS["RED_ARMY"]) == (1, 1 << 13, 1 << 14)
    assert [BITS[code] for code in last] == [1 << place for place in (24, 25, 26, 27)]


def test_the_condition_on_categories_finds_who_holds_one_now(keeper, network):
    """Asked of the number on the record and of the rows beside it: the same people."""
    for codes in (["11"], ["51", "42"], ["OTHER"]):
        build_person(keeper, network["蓼坪村委会"], categories=codes)
    for codes in (["11", "OTHER"], ["42"], ["21"]):
        assert set(Person.objects.filter(holding(*codes))) == set(Person.objects.in_category(*codes))
    assert Person.objects.filter(holding("11", "42")).count() == 2
    assert Person.objects.filter(~holding("11", "42")).count() == 1


def test_the_migration_notes_what_everybody_holds(keeper, network):
    build_person(keeper, network["蓼坪村委会"], categories=["51", "42"])
    other = build_person(keeper, network["蓼坪村委会"], categories=["OTHER", "11"])
    actions.amend_person(by=keeper, person=other, values={"categories": ["11"]}, version=1, today=TODAY)
    before = noted()
    Person.objects.update(holds=0)
    import_module("veterans.migrations.0009_categories_held").note_held(apps, None)
    assert noted() == before == held_now()


def as_written(user):
    counts = Counter()
    for movement in figures.CLOSING.rows(user, Period(TODAY, TODAY + timedelta(days=400))):
        counts.update((movement.target_id, mark) for mark in movement.held.strip(",").split(","))
    return counts


@FEW
@given(st.integers(0, 2**32), st.integers(0, 60), st.integers(0, 60))
def test_opening_and_what_came_and_went_make_the_closing(keeper, network, seed, start, length):
    first = FIRST + timedelta(days=start)
    period = Period(first, first + timedelta(days=length))
    with transaction.atomic():
        story = Story(keeper, network, seed)
        story.go_on(20)
        past = Period(FIRST, story.day - timedelta(days=1))
        before = numbers(tables(keeper, network, past))
        story.go_on(10)
        assert as_written(keeper) == on_file_now()
        assert noted() == held_now()
        assert numbers(tables(keeper, network, past)) == before, "what is entered later changes no past table"
        for lines in tables(keeper, network, period).values():
            assert all(line.adds_up for line in lines)
        transaction.set_rollback(True)


@FEW
@given(st.integers(0, 2**32))
def test_every_number_opens_as_many_names(keeper, network, seed):
    with transaction.atomic():
        Story(keeper, network, seed).go_on(25)
        period = Period(FIRST + timedelta(days=10), TODAY)
        changes = Changes(keeper, network["赤壁市"], period, stations(keeper))
        for code in (ALL, "11"):
            lines, total = changes.by_place(code)
            assert total.counts == sum((line.counts for line in lines), Counter())
            for figure, number, _address in total.cells:
                assert figure.of(code).rows(keeper, period, network["赤壁市"]).count() == number
        for line in changes.by_category:
            code = next(code for code, name in NAMES.items() if name == line.label)
            for figure, number, _address in line.cells:
                assert figure.of(code).rows(keeper, period, network["赤壁市"]).count() == number
        transaction.set_rollback(True)


def kinds(person):
    return list(person.movements.order_by("pk").values_list("kind", flat=True))


def test_a_late_report_of_a_death_counts_on_the_day_it_was_entered(keeper, network):
    person = build_person(keeper, network["蓼坪村委会"])
    october = Period(TODAY.replace(month=10, day=1), TODAY.replace(month=10, day=31))
    actions.report_death(by=keeper, person=person, died_on=october.last, today=TODAY)
    gone = person.movements.get(kind="deceased")
    assert (gone.on, gone.happened_on) == (TODAY, october.last)
    assert figures.DECEASED.evaluate(keeper, october).number == 0
    assert figures.DECEASED.evaluate(keeper, Period(TODAY, TODAY)).number == 1


def test_a_move_within_a_town_is_no_change_of_the_town(keeper, network):
    person = build_person(keeper, network["蓼坪村委会"])
    actions.transfer_person(by=keeper, person=person, station=network["羊楼洞村委会"], reason="迁居", today=TODAY)
    numbers = {
        tier: figures.MOVED_IN[tier].evaluate(keeper, Period(TODAY, TODAY)).number
        for tier in (Tier.CITY, Tier.TOWN, Tier.VILLAGE)
    }
    assert {str(tier) for tier, number in numbers.items() if number} == {"village"}


def test_a_refused_verb_leaves_no_movement(keeper, network):
    person = build_person(keeper, network["蓼坪村委会"])
    with pytest.raises(Refused):
        actions.reinstate(by=keeper, person=person, reason="误报", today=TODAY)
    assert kinds(person) == ["new"]


def test_an_import_and_its_undoing_are_movements(keeper, network):
    batch = write(keeper, plan(keeper, line()))
    person = Person.objects.get()
    assert kinds(person) == ["new"]
    assert as_written(keeper) == on_file_now()
    assert noted() == held_now() != {person.pk: 0}
    undo(keeper, batch)
    assert kinds(person) == ["new", "corrected"]
    assert as_written(keeper) == on_file_now()
    assert noted() == held_now()


def test_the_past_is_told_from_the_dates_on_the_record(keeper, network):
    """What was on file before movements were written: the same steps in the same order, ending where the record stands."""
    person = build_person(keeper, network["蓼坪村委会"], categories=["11", "81"])
    actions.transfer_person(by=keeper, person=person, station=network["毕畈村委会"], reason="迁居", today=TODAY)
    actions.report_death(by=keeper, person=person, died_on=TODAY, today=TODAY)
    PersonCategory.objects.filter(category="81").update(approved_on=FIRST + timedelta(days=30))
    Movement.objects.all().delete()
    remember(Person.objects.all(), TODAY, since=lambda _person: FIRST)
    assert kinds(person) == ["new", "category", "transferred", "deceased"]
    assert as_written(keeper) == on_file_now()
    assert [movement.on for movement in person.movements.order_by("pk")][:2] == [FIRST, FIRST + timedelta(days=30)]
    assert person.movements.filter(until=None).count() == 1
