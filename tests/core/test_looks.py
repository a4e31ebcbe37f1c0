"""Many figures in one look at a table: what all of them ask is asked once, and the parts make the whole."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from core.figures import Figure
from core.looks import answers, summed, table
from tests.builders import build_person
from tests.cast import *  # noqa: F403
from veterans.figures import COMPLETE, CONFLICTS, GAPS, NO_PHONE, ON_FILE, PEOPLE, WITH_PHONE
from veterans.models import Person

SHOWN = (PEOPLE, GAPS, CONFLICTS, NO_PHONE, COMPLETE, WITH_PHONE)


@pytest.fixture
def people(officer, network):
    for place, more in (
        ("羊楼洞村委会", {}),
        ("羊楼洞村委会", {"mobile": None}),
        ("毕畈村委会", {"alive": "deceased"}),
    ):
        build_person(officer, network[place], **more)


def asked(figures, user):
    with CaptureQueriesContext(connection) as queries:
        found = answers(figures, user)
    return queries.captured_queries[-1]["sql"], found


def test_what_every_figure_asks_is_asked_of_each_row_once(officer, people):
    sql, found = asked(SHOWN, officer)
    assert sql.count('"alive" =') == sql.count('"record_state" =') == 1, sql
    assert {key: value.number for key, value in found.items()} == {
        figure.key: figure.evaluate(officer).number for figure in SHOWN
    }


def test_figures_that_share_nothing_keep_what_each_asks(officer, people):
    dead = Figure("t.dead", "", Person, Q(alive="deceased"))
    both = Figure("t.both", "", Person, ON_FILE | Q(alive="deceased"))
    _sql, found = asked((PEOPLE, dead), officer)
    assert (found["person.on_file"].number, found["t.dead"].number) == (2, 1)
    _sql, found = asked((PEOPLE, both, dead), officer)
    assert [value.number for value in found.values()] == [2, 3, 1]


def test_the_parts_make_the_whole_without_another_look(officer, clerk, people, django_assert_num_queries):
    for user in (officer, clerk):
        with django_assert_num_queries(1):
            whole = summed(SHOWN, table(SHOWN, user, "town").values())
        for figure in SHOWN:
            said = figure.evaluate(user)
            assert (whole[figure.key].number, whole[figure.key].among) == (said.number, said.among), figure.key


def test_nothing_counted_anywhere_is_zero(outsider):
    whole = summed(SHOWN, [])
    assert [(value.number, value.among) for value in whole.values()] == [(0, None)] * 4 + [(0, 0)] * 2


def test_who_may_count_in_several_parts_is_never_added_up():
    once = Figure("t.once", "", Person, distinct="household")
    with pytest.raises(ValueError, match="parts"):
        summed([once], [])
