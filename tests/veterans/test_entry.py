"""Entering and amending one person: derived fields, the number that is held, versions, the ledger."""

import pytest
from django.core.exceptions import ValidationError

from core.actions import NotAllowed
from core.models import Event
from tests.builders import TODAY, build_person, identity_number, person_values
from veterans.actions import HeldElsewhere, add_person, amend_person
from veterans.actions.entry import Stale
from veterans.models import Person, PersonCategory

pytestmark = pytest.mark.django_db


def amend(by, person, **values):
    return amend_person(by=by, person=person, values=values, version=person.version, today=TODAY)


def test_adding_derives_birth_sex_keys_and_leaves_a_line(clerk):
    person = build_person(clerk, name="单 雄信", mobile="+86 122 0000 0001、0715-5350000", sex="", birth_date=None)
    person.refresh_from_db()
    assert (person.name, person.initials, person.initials_other[0]) == ("单雄信", "sxx", "d")
    assert (str(person.birth_date), person.sex) == ("1958-03-12", "1")
    assert person.mobile.plain() == "12200000001" and person.phone_other.plain() == "0715-5350000"
    assert Event.objects.filter(verb="person.add", subject_id=person.pk).count() == 1
    assert "涂" not in Event.objects.get(verb="person.add").subject_label


def test_a_number_on_file_in_sight_is_refused_beside_its_field(clerk):
    known = build_person(clerk)
    before = Event.objects.count()
    with pytest.raises(ValidationError) as refusal:
        build_person(clerk, id_no=known.id_no.plain())
    assert refusal.value.error_dict["id_no"][0].code == "id_held"
    assert Person.objects.count() == 1 and Event.objects.count() == before


def test_a_number_out_of_sight_is_held_elsewhere(clerk, outsider):
    known = build_person(outsider)
    with pytest.raises(HeldElsewhere):
        build_person(clerk, id_no=known.id_no.plain())
    assert Person.objects.count() == 1


def test_a_wrong_check_digit_passes_only_with_an_officers_reason(clerk, officer):
    number = identity_number()
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    with pytest.raises(ValidationError):
        build_person(clerk, id_no=wrong)
    with pytest.raises(NotAllowed):
        build_person(clerk, id_no=wrong, id_override="老证号")
    assert build_person(officer, id_no=wrong, id_override="老证号").id_override == "老证号"


def test_a_station_out_of_sight_is_refused(clerk, network):
    with pytest.raises(ValidationError):
        add_person(by=clerk, station=network["毕畈村委会"], values=person_values(), today=TODAY)
    assert not Person.objects.exists()


def test_a_leader_does_not_write(leader, clerk):
    with pytest.raises(NotAllowed):
        build_person(leader)


def test_amending_keeps_old_and_new_in_the_ledger(clerk):
    person = build_person(clerk)
    amend(clerk, person, hukou_addr="赤壁市赵李桥镇羊楼洞村7组", mobile="12200000009")
    changes = Event.objects.get(verb="person.amend").changes
    assert changes["hukou_addr"] == ["赤壁市赵李桥镇羊楼洞村6组", "赤壁市赵李桥镇羊楼洞村7组"]
    assert set(changes["mobile"][1]) == {"sealed"}


def test_a_version_that_is_past_is_stale(clerk):
    person = build_person(clerk)
    old = Person.objects.get(pk=person.pk)
    amend(clerk, person, note="先改")
    with pytest.raises(Stale):
        amend(clerk, old, note="后改")
    assert Person.objects.get(pk=person.pk).note == "先改"


def test_categories_end_and_are_not_deleted(clerk):
    person = build_person(clerk, categories=["51"])
    amend(clerk, person, categories=["11", "51"])
    amend(clerk, Person.objects.get(pk=person.pk), categories=["11"])
    held = PersonCategory.objects.filter(person=person)
    assert held.get(category="51").ended_on == TODAY and held.get(category="11").ended_on is None


def test_bad_phones_and_accounts_stand_beside_their_fields(clerk):
    with pytest.raises(ValidationError) as refusal:
        build_person(clerk, mobile="1388", account_no="12")
    assert set(refusal.value.error_dict) == {"mobile", "account_no"}
