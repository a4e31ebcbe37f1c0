"""A village merged into another: everything of every department goes over in one step, and comes back exactly."""

import pytest
from django.apps import apps
from django.db import models

from core.actions import NotAllowed, OutOfScope, Refused
from core.models import Event, Notice
from core.scoping import Exempt, Personal
from stations import belongings
from stations.actions import add_staff, close_station, system_account, undo_change
from stations.models import NetworkChange, Reach, Station
from stations.places import PlaceFinder
from tests.builders import TODAY, build_account, build_network, build_person
from veterans.models import Household, Person

OURS = ("core", "imports", "stations", "veterans", "appeals", "employment", "outreach", "bureau")


@pytest.fixture
def network(db):
    return build_network()


@pytest.fixture
def city_admin(network):
    return build_account("city_admin", network["赤壁市"], "data_admin")


def our_models():
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def close(by, source, target, **changes):
    given = {"kind": "merged", "on": TODAY, "reason": "赤民发〔2026〕5号", "today": TODAY}
    return close_station(by=by, station=source, successor=target, **(given | changes))


# What happened stays told, both ways
HISTORY = ("veterans.Movement", "veterans.Arrival", "veterans.Departure")


def snapshot(*labels):
    """Every row of every table that a merger may touch."""
    left_out = {"core.Event", "stations.NetworkChange", "stations.Reach", *HISTORY, *labels}
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in our_models()
        if model._meta.label not in left_out
    }


def test_every_scope_ends_in_a_column_that_moves_or_says_why_it_stays():
    """No department can be forgotten: whatever a model's scope leads to goes over with the merger."""
    moving = {belongings.key_of(field) for field in belongings.moving_columns()}
    for model in our_models():
        if isinstance(model.scope, (Exempt, Personal)) and not hasattr(model.scope, "station"):
            continue
        for path in belongings.scope_paths(model):
            column = belongings.last_column(model, path)
            if column is not None:
                key = belongings.key_of(column)
                assert key in moving or key in belongings.STAYS, f"{model._meta.label} {path}: {key}"


def test_what_stays_is_still_there_and_says_why():
    columns = {belongings.key_of(field) for field in belongings.station_columns()}
    assert set(belongings.STAYS) <= columns
    assert all(len(reason.split()) >= 3 for reason in belongings.STAYS.values())


def test_every_foreign_key_to_a_station_is_known():
    fields = [
        field
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Station
    ]
    assert len(fields) == len([field for field in belongings.station_columns() if field.model in our_models()])


def test_a_thousand_people_open_work_and_accounts_go_over_and_come_back(network, city_admin):
    source, target = network["蓼坪村委会"], network["羊楼洞村委会"]
    clerk = build_account("liaoping", source, "station_clerk")
    first = build_person(clerk, source)
    Person.objects.bulk_create(
        Person(name=f"王{number}", station=source, pinyin=f"wang {number}") for number in range(999)
    )
    Household.objects.bulk_create(Household(station=source, number=str(number)) for number in range(30))
    Household.objects.bulk_create(Household(station=target, number=str(number)) for number in range(10))
    Notice.objects.create(station=source, text="待办")
    add_staff(by=clerk, station=source, values={"name": "李主任"})
    before, reach = snapshot(), set(Reach.objects.values_list("upper", "lower", "depth"))

    change = close(city_admin, source, target)

    assert Person.objects.filter(station=source).count() == 0
    assert Person.objects.filter(station=target).count() == 1000
    clerk.refresh_from_db()
    assert clerk.station == target
    assert Person.objects.visible_to(clerk).filter(pk=first.pk).exists()
    assert Household.objects.filter(station=target, number="3（蓼坪村委会）").exists()
    source.refresh_from_db()
    assert source.closed_on == TODAY
    assert source.division.successor == target.division
    assert Notice.objects.get(text="待办").station == target
    assert Event.objects.filter(verb="station.close", subject_id=change.pk).count() == 1

    undo_change(by=city_admin, change=change, reason="批复撤回")

    assert snapshot() == before
    assert set(Reach.objects.values_list("upper", "lower", "depth")) == reach
    assert not any(change.left.values())


def test_rows_moved_elsewhere_meanwhile_stay_where_they_are(network, city_admin):
    source, target = network["蓼坪村委会"], network["羊楼洞村委会"]
    clerk = build_account("liaoping", source, "station_clerk")
    person, other = build_person(clerk, source), build_person(clerk, source)
    change = close(city_admin, source, target)
    Person.objects.filter(pk=other.pk).update(station=network["羊楼洞社区居委会"])
    undo_change(by=city_admin, change=change, reason="撤回")
    person.refresh_from_db()
    other.refresh_from_db()
    assert person.station == source
    assert other.station == network["羊楼洞社区居委会"]
    assert change.left["veterans.person.station"] == 1


def test_rosters_that_name_the_closed_village_find_its_successor(network, city_admin):
    close(city_admin, network["蓼坪村委会"], network["羊楼洞村委会"])
    assert PlaceFinder(city_admin).find("蓼坪村", "赵李桥镇").station_id == network["羊楼洞村委会"].pk


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("羊楼洞村委会", "羊楼洞村委会", "bad_successor"),
        ("蓼坪村委会", "神山镇", "other_tier"),
        ("神山镇", "赵李桥镇", "has_stations_below"),
    ],
)
def test_a_wrong_successor_is_refused_and_nothing_changes(network, city_admin, source, target, code):
    with pytest.raises(Refused) as refusal:
        close(city_admin, network[source], network[target])
    assert refusal.value.code == code
    assert not NetworkChange.objects.exists()
    assert not Station.objects.filter(closed_on__isnull=False).exists()


def test_a_day_to_come_is_refused(network, city_admin):
    with pytest.raises(Refused, match="in_future"):
        close(city_admin, network["蓼坪村委会"], network["羊楼洞村委会"], on=TODAY.replace(year=2027))


def test_a_step_is_taken_back_once_and_in_order(network, city_admin):
    first = close(city_admin, network["蓼坪村委会"], network["羊楼洞村委会"])
    second = close(city_admin, network["羊楼洞村委会"], network["羊楼洞社区居委会"])
    first.refresh_from_db()
    with pytest.raises(Refused, match="successor_closed"):
        undo_change(by=city_admin, change=first, reason="撤回")
    undo_change(by=city_admin, change=second, reason="撤回")
    with pytest.raises(Refused, match="undone"):
        undo_change(by=city_admin, change=second, reason="撤回")


def test_a_clerk_may_not_and_a_foreign_administrator_cannot(network):
    clerk = build_account("clerk", network["赵李桥镇"], "station_clerk")
    with pytest.raises(NotAllowed):
        close(clerk, network["蓼坪村委会"], network["羊楼洞村委会"])
    far = build_account("far", network["神山镇"], "data_admin")
    with pytest.raises(OutOfScope):
        close(far, network["蓼坪村委会"], network["羊楼洞村委会"])
    assert Station.objects.filter(closed_on__isnull=False).count() == 0


def test_the_page_shows_what_goes_over_and_merges(client, network, city_admin):
    clerk = build_account("liaoping", network["蓼坪村委会"], "station_clerk")
    build_person(clerk, network["蓼坪村委会"])
    client.force_login(city_admin, backend="stations.backends.PortalBackend")
    address = f"/stations/{network['蓼坪村委会'].pk}/close/"
    assert "<b>1</b>" in client.get(address).content.decode()
    data = {"kind": "merged", "successor": network["羊楼洞村委会"].pk, "on": "2026-11-01", "reason": "批复"}
    response = client.post(address, data)
    assert response.status_code == 302, response.content.decode()
    assert client.get(response.headers["Location"]).status_code == 200
    foreign = client.post(f"/stations/{network['羊楼洞村委会'].pk}/close/", data | {"successor": 999999})
    assert foreign.status_code == 422


def test_the_system_account_is_nobody_to_move(network):
    assert system_account().station_id is None
