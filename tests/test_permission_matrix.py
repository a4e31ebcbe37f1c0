"""Role × address × own or foreign station, made from the URL table and the role classes.

Every address has a probe (tests/<app>/probes.py); one without fails here, so that no page can be forgotten.
"""

import pytest
from django.urls import reverse

from core.roles import ROLES
from tests.builders import build_account
from tests.probes import all_addresses, all_probes

PROBES = all_probes()
NAMES = sorted(PROBES)
# nothing is broken, nothing is refused for want of permission or scope
LETS_IN = {200, 204, 302, 409, 422}


def test_every_address_has_a_probe():
    missing = sorted(set(all_addresses()) - set(PROBES))
    assert not missing, "\n" + "\n".join(missing)


def test_no_probe_is_left_over():
    assert not sorted(set(PROBES) - set(all_addresses()))


def permission_of(name):
    """The permission that the page asks for: declared by the page, or by the probe where the page has none."""
    view = getattr(all_addresses()[name], "view_class", None)
    return PROBES[name].needs or getattr(view, "needs", None)


def visit(client, world, name):
    probe = PROBES[name]
    address = reverse(name, args=probe.args(world) if probe.args else [])
    return getattr(client, probe.method)(address, probe.data or {}).status_code


def enter(client, account):
    client.force_login(account, backend="stations.backends.PortalBackend")
    return client


@pytest.mark.parametrize("name", NAMES)
def test_nobody_logged_in_gets_in(name, world, client):
    probe = PROBES[name]
    status = visit(client, world, name)
    open_to_all = {200, 204, 302, 422, 404, *probe.at_home}
    assert status in (open_to_all if probe.public else {302, 401, 403, 405}), status


@pytest.mark.parametrize("name", [name for name in NAMES if not PROBES[name].public])
def test_each_role_at_home_and_abroad(name, world, client):
    permission, probe = permission_of(name), PROBES[name]
    for role in ROLES.values():
        may = permission is None or permission in role.may
        home = visit(enter(client, world.at_home(role)), world, name)
        assert home in (LETS_IN | set(probe.at_home) if may else {403}), f"{role.name} at home: {home}"
        abroad = visit(enter(client, world.abroad(role)), world, name)
        expected = {403} if not may else {404} if probe.stranger == "404" else LETS_IN | set(probe.at_home)
        assert abroad in expected, f"{role.name} abroad: {abroad}"


def test_an_account_without_roles_sees_nothing(world, client):
    account = build_account("nobody", world.village)
    for name in NAMES:
        if not PROBES[name].public and permission_of(name):
            assert visit(enter(client, account), world, name) in (403, 404, 405), name
