"""A case goes all the ways of the table."""

import pytest

from appeals.choices import State
from tests.appeals.made import Way, build_appeal, build_petition
from tests.builders import build_person
from tests.cast import *  # noqa: F403

STATION = {"settled", "merged"}


@pytest.mark.parametrize("state", State.values)
def test_every_state_can_be_reached(state, officer, leader, city_clerk, clerk):
    build = build_appeal if state in STATION else build_petition
    appeal = build(city_clerk, person=build_person(clerk))
    assert Way(officer, leader, city_clerk).to(state, appeal).state == state
