"""Two records made one, and apart again: merge → un-merge is the identity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import NotAllowed, OutOfScope, Refused
from core.models import Event
from tests.builders import TODAY, build_person
from veterans.actions import add_related, amend_person, merge_people, unmerge_people
from veterans.actions.merging import CHOSEN, STAMPS
from veterans.models import FamilyMember, Person, PersonCategory

pytestmark = pytest.mark.django_db
LEFT_OUT = STAMPS


def everything():
    """The whole content of all records: fields by value, rows by their person."""
    people = {
        person.pk: {
            field.name: str(getattr(value, "plain", lambda value=value: value)())
            for field in Person._meta.concrete_fields
            if field.name not in LEFT_OUT
            for value in [getattr(person, field.attname)]
        }
        for person in Person.objects.all()
    }
    rows = [
        list(model.objects.order_by("pk").values_list("pk", "person_id")) for model in (FamilyMember, PersonCategory)
    ]
    return people, rows


def pair(by):
    kept = build_person(by, name="涂长林", addr="", awards="三等功", categories=["51"])
    absorbed = build_person(by, name="涂常林", addr="羊楼洞村6组", categories=["51", "11"])
    add_related(by=by, person=absorbed, kind="family", values={"relation": "配偶", "name": "饶桂芝"})
    return kept, absorbed


def merge(by, kept, absorbed, taken=("addr",)):
    return merge_people(by=by, kept=kept, absorbed=absorbed, taken=taken, reason="同一人", today=TODAY)


def test_the_chosen_values_and_all_rows_come_together(officer, clerk):
    kept, absorbed = pair(clerk)
    merge(officer, kept, absorbed)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert (kept.name, kept.addr, kept.awards) == ("涂长林", "羊楼洞村6组", "三等功")
    assert (absorbed.record_state, absorbed.merged_into_id) == ("merged", kept.pk)
    assert kept.family_members.count() == 1
    assert {row.category for row in kept.categories.all()} == {"51", "11"}
    assert Event.objects.filter(verb="person.merge").count() == 2


@given(taken=st.lists(st.sampled_from(CHOSEN), unique=True))
def test_undoing_a_merge_restores_everything(officer, clerk, taken):
    kept, absorbed = pair(clerk)
    before = everything()
    done = merge(officer, kept, absorbed, taken)
    unmerge_people(by=officer, merge=done, reason="两个人", today=TODAY)
    assert everything() == before


def test_a_field_amended_since_keeps_the_later_value(officer, clerk):
    kept, absorbed = pair(clerk)
    done = merge(officer, kept, absorbed)
    kept.refresh_from_db()
    amend_person(by=clerk, person=kept, values={"addr": "新址"}, version=kept.version, today=TODAY)
    unmerge_people(by=officer, merge=done, reason="两个人", today=TODAY)
    kept.refresh_from_db()
    assert kept.addr == "新址"


def test_a_merge_is_undone_once(officer, clerk):
    done = merge(officer, *pair(clerk))
    unmerge_people(by=officer, merge=done, reason="两个人", today=TODAY)
    with pytest.raises(Refused):
        unmerge_people(by=officer, merge=done, reason="两个人", today=TODAY)


def test_a_clerk_does_not_merge_and_nobody_merges_out_of_sight(clerk, town_admin, outsider):
    kept, absorbed = pair(clerk)
    with pytest.raises(NotAllowed):
        merge(clerk, kept, absorbed)
    far = build_person(outsider)
    with pytest.raises(OutOfScope):
        merge(town_admin, kept, far)
    far.refresh_from_db()
    assert far.record_state == "live"
