"""The bases of the REST interface: what another station holds cannot be named either."""

import pytest
from rest_framework.test import APIRequestFactory

from core.api import MaskedSerializer
from tests.builders import build_person
from tests.cast import *  # noqa: F403
from veterans.models import Household


class HouseholdEntry(MaskedSerializer):
    class Meta:
        model = Household
        fields = ("head", "number")


@pytest.fixture
def entry(outsider):
    def make(**data):
        request = APIRequestFactory().post("/")
        request.user = outsider
        entry = HouseholdEntry(data=data, context={"request": request})
        entry.is_valid()
        return entry

    return make


def test_a_row_out_of_sight_is_refused_as_one_that_does_not_exist(entry, clerk):
    person = build_person(clerk)
    foreign, missing = entry(head=person.pk).errors["head"], entry(head=10**9).errors["head"]
    assert [error.code for error in foreign] == [error.code for error in missing] == ["does_not_exist"]
    assert str(foreign[0]).replace(str(person.pk), "N") == str(missing[0]).replace(str(10**9), "N")


def test_a_row_in_sight_may_be_named(entry, outsider):
    assert "head" not in entry(head=build_person(outsider).pk).errors
