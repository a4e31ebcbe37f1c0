"""The world of the permission matrix: a home village, a foreign village, and accounts of every role in both.

Rows are made when a probe asks for them. Each app adds its own as functions that take the world. The network and the
accounts are laid once a module; what a test adds is rolled back after it.
"""

from functools import cached_property

import pytest
from django.db import transaction

from core.roles import ROLES
from stations.models import Account
from tests.builders import build_account, build_network, build_person


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """The network with every role at home and abroad."""
    with django_db_blocker.unblock(), transaction.atomic():
        network = build_network()
        for role in ROLES.values():
            World(network).at_home(role)
            World(network).abroad(role)
        yield network
        transaction.set_rollback(True)


@pytest.fixture
def world(ground, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(ground)
        transaction.set_rollback(True)


class World:
    def __init__(self, network):
        self.network = network
        self.city, self.town, self.village = (network[name] for name in ("赤壁市", "赵李桥镇", "羊楼洞村委会"))
        self.far_town, self.far_village = network["神山镇"], network["毕畈村委会"]
        self.made = {}

    def at_home(self, role):
        """An account of this role whose station has the home village in sight (the town: officers and administrators too)."""
        return self._account(f"home_{role.name}", self.city, role)

    def abroad(self, role):
        """The same role at a village in another town."""
        return self._account(f"far_{role.name}", self.far_village, role)

    def _account(self, username, station, role):
        found = Account.objects.filter(username=username).first()
        return found or build_account(username, station, role.name, full_name=role.name)

    @cached_property
    def clerk(self):
        return build_account("village_clerk", self.village, "station_clerk")

    @cached_property
    def person(self):
        return build_person(self.clerk, self.village)

    def once(self, make):
        """A row made by `make(world)`, the same one for every visit; made anew when a visit has used it up."""
        row = self.made.get(make)
        if row is None or not type(row).objects.filter(pk=row.pk).exists():
            row = self.made[make] = make(self)
        return row
