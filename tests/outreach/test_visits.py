"""Visits: what is counted, what is refused, who was not seen; photos without their place."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from appeals.choices import CATEGORIES
from appeals.models import Appeal, Category
from core import sealed_files
from core.actions import NotAllowed, Refused
from core.figures import Period
from core.models import Event
from outreach.actions import visits
from outreach.actions.photos import add_photos, check_photo, small_jpeg
from outreach.actions.visits import Given
from outreach.desk import visits as desk
from outreach.figures import honours as f
from outreach.models import Goods, Visit
from outreach.models.visits import contacted
from outreach.rules.goods import parse_goods
from tests.builders import TODAY, build_person
from tests.outreach.made_visits import build_plan, build_visit, photo_file
from veterans.actions import settle_household
from veterans.models import Person

YEAR = Period.year(TODAY)


def household_of_two(clerk):
    """A couple in one household."""
    one, two = build_person(clerk, name="张大山"), build_person(clerk, name="李小兰")
    for person in (one, two):
        settle_household(by=clerk, person=person, number="12", relation="01" if person is one else "10")
    return Person.objects.get(pk=one.pk), Person.objects.get(pk=two.pk)


def test_a_visit_is_saved_with_its_goods_and_a_line_in_the_ledger(clerk):
    person = build_person(clerk)
    visit = build_visit(clerk, person, goods=parse_goods("大米 2袋、食用油1桶"))
    assert visit.station == person.station and visit.team == "village"
    assert visit.brought == "大米 2袋、食用油 1桶"
    assert Event.objects.filter(verb="visit.record", subject_id=visit.pk).count() == 1


def test_a_day_to_come_is_refused_and_leaves_nothing(clerk):
    with pytest.raises(ValidationError) as problem:
        build_visit(clerk, on=TODAY + timedelta(days=1), goods=parse_goods("大米"))
    assert "on" in problem.value.error_dict
    assert not Visit.objects.exists() and not Goods.objects.exists()


def test_a_leader_does_not_enter_visits(leader, clerk):
    person = build_person(clerk)
    with pytest.raises(NotAllowed):
        build_visit(leader, person)


def test_a_visit_taken_back_no_longer_counts(clerk):
    visit = build_visit(clerk)
    visits.withdraw_visit(by=clerk, visit=visit, reason="重复录入")
    assert f.VISITS.evaluate(clerk, YEAR).number == 0
    with pytest.raises(Refused):
        visits.withdraw_visit(by=clerk, visit=visit, reason="再来")


def test_what_was_raised_becomes_an_appeal_found_on_a_visit(clerk):
    for code, label, short in CATEGORIES:
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short})
    visit, category = build_visit(clerk), Category.objects.get(code="AID")
    said = {"title": "屋顶漏雨", "category": category, "facts": "雨季漏水。", "demand": "维修。"}
    appeal = visits.raise_issue(by=clerk, visit=visit, today=TODAY, **said)
    assert (appeal.channel, appeal.person) == ("home_visit", visit.person)
    assert list(desk.raised_of(visit, clerk)) == [appeal]
    assert f.ISSUES.evaluate(clerk, YEAR).number == 1
    with pytest.raises(Refused):
        visits.withdraw_visit(by=clerk, visit=visit, reason="录错")
    assert Appeal.objects.count() == 1


def test_an_afternoon_is_saved_whole_or_not_at_all(clerk):
    people = [build_person(clerk) for _n in range(3)]
    values = {"occasion": "spring", "on": TODAY, "visitors": "刘敏", "way": "home", "subject": "person"}
    rows = [Given(person, Decimal(200), tuple(parse_goods("大米 1袋"))) for person in people]
    assert len(visits.record_afternoon(by=clerk, rows=rows, values=values, today=TODAY)) == 3
    assert Event.objects.filter(verb="visit.record").count() == 3
    with pytest.raises(ValidationError):
        wrong = [*rows, Given(people[0], Decimal("-1"))]
        visits.record_afternoon(by=clerk, rows=wrong, values=values, today=TODAY)
    assert Visit.objects.count() == 3
    with pytest.raises(ValidationError):
        visits.record_afternoon(by=clerk, rows=[], values=values, today=TODAY)


def test_persons_households_and_person_times_are_told_apart(clerk):
    one, two = household_of_two(clerk)
    build_visit(clerk, one)
    build_visit(clerk, one, on=TODAY - timedelta(days=3))
    build_visit(clerk, two, subject="household", money=Decimal("500"))
    build_visit(clerk, two, subject="household", way="phone", money=Decimal(0))
    counted = {
        figure.key: figure.evaluate(clerk, YEAR).number
        for figure in (f.VISITS, f.VISITED, f.VISITED_HOUSEHOLDS, f.CONTACTS)
    }
    assert counted == {"visit.times": 3, "visit.people": 2, "visit.households": 1, "visit.contacts": 4}
    assert f.MONEY.evaluate(clerk, YEAR).number == Decimal("1100")


def test_a_visit_to_the_household_is_a_contact_with_each_of_its_members(clerk):
    one, two = household_of_two(clerk)
    alone = build_person(clerk, name="王五")
    build_visit(clerk, one, subject="household")
    seen = set(Person.objects.filter(contacted(Q())))
    assert seen == {one, two} and alone not in seen
    assert f.CONTACTED.evaluate(clerk, YEAR).detail == "2 / 3"


def test_a_plan_knows_who_was_reached_and_who_is_left(clerk, officer):
    plan = build_plan(officer)
    seen, left = build_person(clerk), build_person(clerk)
    build_visit(clerk, seen, way="phone")
    build_visit(clerk, left, on=date(2026, 9, 30))
    assert desk.coverage(plan, clerk) == (1, 2)
    assert [(row[1], row[2]) for row in desk.coverage_by_place(plan, officer)] == [(1, 2)]
    spring = build_plan(officer, occasion="spring", title="春节")
    assert desk.coverage(spring, clerk) == (1, 2)
    army = build_plan(officer, occasion="army_day", title="八一")
    assert desk.coverage(army, clerk) == (0, 2)


def test_towns_of_the_bureau_and_stations_visited_are_counted_once(clerk, officer, network):
    person = build_person(clerk)
    for _again in range(2):
        build_visit(officer, person)
    build_visit(clerk, person)
    values = {
        "subject": "enterprise",
        "unit_name": "赤壁茶厂",
        "occasion": "routine",
        "on": TODAY,
        "visitors": "陈立群",
    }
    for _again in range(2):
        visits.record_visit(by=officer, values=values, station=network["神山镇"], today=TODAY)
    assert f.TOWNS.evaluate(officer, YEAR).number == 2
    assert f.ENTERPRISES.evaluate(officer, YEAR).number == 1
    assert f.STATIONS.evaluate(officer, YEAR).detail == "2 / 7"


def test_what_one_station_did_is_nothing_to_another(clerk, outsider):
    build_visit(clerk)
    assert f.VISITS.evaluate(outsider, YEAR).number == 0
    assert not desk.visits(outsider).exists()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("大米 2袋、食用油1桶", ["大米 2袋", "食用油 1桶"]),
        ("棉被", ["棉被 1"]),
        ("牛奶×2箱\n5L菜籽油 3桶", ["牛奶 2箱", "5L菜籽油 3桶"]),
        ("猪肉 2.5公斤", ["猪肉 2.5公斤"]),
        ("", []),
    ],
)
def test_goods_are_read_as_people_write_them(text, read):
    assert [str(Goods(name=one.name, quantity=one.quantity, unit=one.unit)) for one in parse_goods(text)] == read


@pytest.mark.parametrize("text", ["大米 0袋", "5", "大米 99999999", "字" * 41])
def test_goods_that_make_no_sense_are_refused(text):
    with pytest.raises(ValidationError):
        parse_goods(text)


@given(st.text(max_size=120))
def test_any_text_is_read_as_goods_or_refused(text):
    try:
        found = parse_goods(text)
    except ValidationError:
        return
    assert all(one.name and one.quantity > 0 and len(one.name) <= 40 and len(one.unit) <= 4 for one in found)


def test_a_photo_is_small_and_says_nothing_of_where_it_was_taken(clerk):
    visit = add_photos(by=clerk, visit=build_visit(clerk), photos=[photo_file()], today=TODAY)
    photo = visit.photos.get()
    kept = Image.open(BytesIO(sealed_files.content(photo.place)))
    assert max(kept.size) == 1600 and (photo.width, photo.height) == kept.size
    assert not kept.getexif() and "exif" not in kept.info


def test_a_turned_photo_stands_upright():
    picture, content = Image.new("RGB", (60, 30)), BytesIO()
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(content, "JPEG", exif=exif)
    assert small_jpeg(content)[1:] == (30, 60)


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0" + b"x" * 50, b"GIF89a" + b"0" * 30]
)
def test_what_is_no_photo_is_refused(content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(ValidationError):
        check_photo(SimpleUploadedFile("x.jpg", content))


def test_a_visit_moves_with_its_person_when_records_are_merged(clerk, officer):
    from veterans.actions import merge_people

    kept, absorbed = build_person(clerk), build_person(clerk, id_no=None)
    visit = build_visit(clerk, absorbed)
    merge_people(by=officer, kept=kept, absorbed=absorbed, reason="同一人", today=TODAY)
    assert Visit.objects.get(pk=visit.pk).person == kept
