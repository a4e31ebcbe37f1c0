"""Handbook §2.4, “What a roster row means”, sentence by sentence."""

import pytest

from core.models import Event
from tests.builders import build_account, build_person, identity_number
from tests.imports.rosters import codes, counts, import_rows, row
from veterans.models import Claim, Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_with_name_number_and_village_creates_a_person(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row()])
    assert counts(report) == {"created": 1}
    person = Person.objects.get()
    assert (person.name, person.station.place, person.sex) == ("涂长林", "羊楼洞村委会", "1")
    assert str(person.birth_date) == "1958-03-12"


@pytest.mark.parametrize(
    ("missing", "code"), [("name", "name_missing"), ("id_no", "id_missing"), ("village", "village_missing")]
)
def test_a_new_person_lacking_one_of_the_three_is_returned(tmp_path, town_admin, missing, code):
    report = import_rows(tmp_path, town_admin, [row(mobile="12000000001", note="在家") | {missing: None}])
    assert counts(report) == {"rejected": 1}
    assert codes(report) == [code]
    assert not Person.objects.exists()


def test_a_village_clerks_own_station_is_the_village_of_rows_that_name_none(tmp_path, clerk):
    assert counts(import_rows(tmp_path, clerk, [row(village=None)])) == {"created": 1}
    assert Person.objects.get().station == clerk.station


def test_the_same_file_again_writes_nothing(tmp_path, town_admin):
    rows = [
        row(name=name, mobile="12000000001", category="参战", enlist_date="1976.11")
        for name in ("涂一", "涂二", "涂三")
    ]
    import_rows(tmp_path, town_admin, rows)
    before = (Event.objects.filter(subject_type="veterans.person").count(), list(Person.objects.values_list("version")))
    assert counts(import_rows(tmp_path, town_admin, rows)) == {"unchanged": 3}
    after = (Event.objects.filter(subject_type="veterans.person").count(), list(Person.objects.values_list("version")))
    assert after == before


def test_a_blank_cell_changes_nothing(tmp_path, town_admin):
    number = identity_number()
    import_rows(tmp_path, town_admin, [row(id_no=number, mobile="12000000001", note="退休")])
    for blank in (None, "/", "——", "不详"):
        assert counts(import_rows(tmp_path, town_admin, [row(id_no=number, mobile=blank, note=blank)])) == {
            "unchanged": 1
        }
    assert Person.objects.get().mobile.plain() == "12000000001"


def test_only_the_word_none_clears(tmp_path, town_admin):
    number = identity_number()
    import_rows(tmp_path, town_admin, [row(id_no=number, mobile="12000000001", note="退休")])
    assert counts(import_rows(tmp_path, town_admin, [row(id_no=number, mobile="无", note="清空")])) == {"changed": 1}
    person = Person.objects.get()
    assert (person.mobile, person.mobile_digest, person.note) == (None, None, "")


def test_a_change_keeps_old_and_new_in_the_ledger(tmp_path, town_admin):
    number = identity_number()
    import_rows(tmp_path, town_admin, [row(id_no=number, note="退休")])
    import_rows(tmp_path, town_admin, [row(id_no=number, note="务农")])
    line = Event.objects.filter(verb="person.amend").latest("pk")
    assert line.changes["note"] == ["退休", "务农"]
    assert Person.objects.get().version == 2


def test_a_roster_adds_categories_and_never_removes_them(tmp_path, town_admin):
    number = identity_number()
    import_rows(tmp_path, town_admin, [row(id_no=number, category="参战")])
    assert counts(import_rows(tmp_path, town_admin, [row(id_no=number, category="残疾军人")])) == {"changed": 1}
    held = set(Person.objects.get().categories.values_list("category", flat=True))
    assert held == {"51", "11"}


def test_a_second_row_for_one_person_counts_by_its_own_effect(tmp_path, town_admin):
    number = identity_number()
    report = import_rows(
        tmp_path,
        town_admin,
        [
            row(id_no=number, category="参战"),
            row(id_no=number, category="残疾军人"),
            row(id_no=number, category="参战"),
        ],
    )
    assert counts(report) == {"created": 1, "changed": 1, "unchanged": 1}
    assert set(Person.objects.get().categories.values_list("category", flat=True)) == {"51", "11"}


def test_fifteen_and_eighteen_digits_are_one_person(tmp_path, town_admin):
    number = identity_number()
    fifteen = number[:6] + number[8:17]
    assert counts(import_rows(tmp_path, town_admin, [row(id_no=number), row(id_no=fifteen)])) == {
        "created": 1,
        "unchanged": 1,
    }


def test_another_village_in_reach_is_a_proposal_and_not_applied_unticked(tmp_path, town_admin):
    number = identity_number()
    import_rows(tmp_path, town_admin, [row(id_no=number)])
    assert counts(import_rows(tmp_path, town_admin, [row(id_no=number, village="蓼坪村")])) == {"unchanged": 1}
    assert Person.objects.get().station.place == "羊楼洞村委会"


def test_an_unknown_village_makes_the_whole_row_wait(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(village="桃花源村")])
    assert counts(report) == {"questioned": 1}
    assert codes(report) == ["village_unknown"]


def test_a_village_name_of_two_places_is_asked_about(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(village="羊楼洞")])
    assert counts(report) == {"questioned": 1}
    assert codes(report) == ["village_ambiguous"]


def test_a_village_of_another_town_is_as_unknown_as_one_that_does_not_exist(tmp_path, town_admin):
    there = import_rows(tmp_path, town_admin, [row(village="毕畈村")])
    nowhere = import_rows(tmp_path, town_admin, [row(village="桃花源村")])
    assert [{**said, "row": 0} for said in there["errors"]] == [{**said, "row": 0} for said in nowhere["errors"]]
    assert not Person.objects.exists()


def test_an_unknown_code_word_is_asked_about_and_the_rest_of_the_row_applies(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(ethnic_group="火星族", note="退休")])
    assert counts(report) == {"created": 1}
    assert [(said["column"], said["code"]) for said in report["errors"]] == [("民族", "unknown_code")]
    assert (Person.objects.get().note, Person.objects.get().ethnic_group) == ("退休", "")


def test_a_number_that_may_be_january_or_october_is_asked_about(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(enlist_date=1985.1)])
    assert counts(report) == {"created": 1}
    assert codes(report) == ["date_ambiguous"]
    assert Person.objects.get().enlist_date is None


def test_a_number_typed_identity_cell_is_returned_with_the_reason(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(id_no=990001195803120016)])
    assert counts(report) == {"rejected": 1}
    assert codes(report) == ["id_numeric"]


def test_a_wrong_check_digit_is_returned(tmp_path, town_admin):
    number = identity_number()
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    report = import_rows(tmp_path, town_admin, [row(id_no=wrong)])
    assert (counts(report), codes(report)) == ({"rejected": 1}, ["id_checksum"])


def test_a_discharge_before_the_enlistment_is_returned(tmp_path, town_admin):
    report = import_rows(tmp_path, town_admin, [row(enlist_date="1980-01", discharge_date="1978-01")])
    assert (counts(report), codes(report)) == ({"rejected": 1}, ["discharge_before_enlist"])


def test_a_birth_date_that_differs_from_the_number_is_kept_beside_it(tmp_path, town_admin):
    assert counts(import_rows(tmp_path, town_admin, [row(birth_date="1957-01-01")])) == {"created": 1}
    person = Person.objects.get()
    assert (str(person.birth_date), str(person.birth_stated), person.conflict_count > 0) == (
        "1958-03-12",
        "1957-01-01",
        True,
    )


def test_somebody_of_the_same_name_and_birth_date_under_another_number_is_asked_about(tmp_path, town_admin):
    import_rows(tmp_path, town_admin, [row()])
    report = import_rows(tmp_path, town_admin, [row()])
    assert (counts(report), codes(report)) == ({"questioned": 1}, ["maybe_same"])


def test_somebody_held_elsewhere_waits_as_a_claim_and_nothing_is_said_of_them(tmp_path, town_admin, outsider):
    held = build_person(outsider, name="但家旺")
    report = import_rows(tmp_path, town_admin, [row(name="但家旺", id_no=held.id_no.plain())])
    assert (counts(report), codes(report)) == ({"questioned": 1}, ["needs_superior"])
    assert "毕畈" not in str(report["errors"]) and "神山" not in str(report["errors"])
    claim = Claim.objects.get()
    assert (claim.person, claim.superior.tier, claim.station.place) == (held, "city", "羊楼洞村委会")
    held.refresh_from_db()
    assert held.station == outsider.station and held.version == 1


def test_claiming_the_same_person_again_makes_no_second_claim(tmp_path, town_admin, outsider):
    held = build_person(outsider)
    for _ in range(2):
        import_rows(tmp_path, town_admin, [row(id_no=held.id_no.plain())])
    assert Claim.objects.count() == 1


def test_a_remark_of_death_behind_the_name_is_read(tmp_path, town_admin):
    import_rows(tmp_path, town_admin, [row(name="张　三(已故)")])
    person = Person.objects.get()
    assert (person.name, person.note, person.alive) == ("张三", "已故", "deceased")


def test_people_absent_from_the_file_are_never_touched(tmp_path, town_admin):
    there = build_person(town_admin, station=town_admin.station.children.first())
    import_rows(tmp_path, town_admin, [row(name="别人")])
    there.refresh_from_db()
    assert there.version == 1


def test_a_plan_alone_writes_nothing(tmp_path, town_admin):
    assert counts(import_rows(tmp_path, town_admin, [row()], plan_only=True)) == {"created": 1}
    assert not Person.objects.exists()


def test_who_may_not_import_is_refused(tmp_path, network):
    from core.actions import NotAllowed

    looker = build_account("looker", network["赤壁市"], "leader")
    with pytest.raises(NotAllowed):
        import_rows(tmp_path, looker, [row()])
