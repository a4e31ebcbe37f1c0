"""The stock admin at /sysadmin/: code tables for the system administrator, nothing for anybody else."""

import pytest

from stations.admin import site

pytestmark = pytest.mark.django_db
CODE_TABLES = {"stations.divisionalias", "outreach.hardship"}


def test_the_system_administrator_finds_the_code_tables(enter, system_admin):
    client = enter(system_admin)
    assert client.get("/sysadmin/").status_code == 200
    assert client.get("/sysadmin/stations/divisionalias/").status_code == 200


@pytest.mark.parametrize("role", ["clerk", "officer", "auditor", "security_admin", "city_admin"])
def test_nobody_else_gets_in(enter, request, role):
    client = enter(request.getfixturevalue(role))
    assert client.get("/sysadmin/").status_code == 302
    assert client.get("/sysadmin/stations/divisionalias/").status_code == 302


def test_nothing_but_code_tables_is_there():
    assert {model._meta.label_lower for model in site._registry} == CODE_TABLES
