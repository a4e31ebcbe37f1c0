"""What the tests of the machinery share: keys of their own, one town with one clerk."""

import pytest
from django.db import connection

from core import audit, keyring, ledger
from core.roles import ADMINISTRATORS
from stations.models import Account, Division, Reach, Station


@pytest.fixture
def keys(settings, tmp_path):
    """A keyring and a ledger head for one test."""
    settings.KEYS_DIR, settings.DATA_DIR = tmp_path / "keys", tmp_path
    keyring.ring()
    return tmp_path / "keys"


def open_station(code, name):
    division = Division.objects.create(code=code, name=name, tier="town")
    station = Station.objects.create(division=division, name=f"{name}退役军人服务站", tier="town")
    Reach.objects.create(upper=station, lower=station, depth=0)
    return station


def open_account(username, station, role="station_clerk"):
    full_name = "管理员" if role in ADMINISTRATORS else "李文"
    return Account.objects.create(username=username, full_name=full_name, station=station, role_names=[role])


@pytest.fixture
def station(db):
    return open_station("421281100000", "赵李桥镇")


@pytest.fixture
def clerk(station):
    return open_account("clerk", station)


@pytest.fixture
def colleague(station):
    return open_account("colleague", station)


def sql(statement, *values):
    """What somebody with the database's password, and without the keys, can do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def write(clerk, count=5):
    return [audit.record("person.amend", clerk, by=clerk, changes={"name": ("张三", f"张三{n}")}) for n in range(count)]


@pytest.fixture
def chain(clerk):
    """Five sealed lines."""
    events = write(clerk)
    ledger.seal_pending()
    return events
