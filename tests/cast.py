"""The people of the tests: who works where, as fixtures. Import them in a conftest or name them in a test.

village (羊楼洞村) ⊂ town (赵李桥镇) ⊂ city (赤壁市);  far_village (毕畈村) ⊂ far_town (神山镇)
"""

import pytest

from tests.builders import build_account, build_network

__all__ = [
    "auditor",
    "city_admin",
    "city_clerk",
    "clerk",
    "enter",
    "leader",
    "network",
    "officer",
    "outsider",
    "security_admin",
    "system_admin",
    "town_admin",
    "town_clerk",
]


@pytest.fixture
def network(db):
    return build_network()


@pytest.fixture
def clerk(network):
    """Station clerk of a village."""
    return build_account("clerk", network["羊楼洞村委会"], "station_clerk")


@pytest.fixture
def town_clerk(network):
    return build_account("town_clerk", network["赵李桥镇"], "station_clerk", full_name="徐婧")


@pytest.fixture
def town_admin(network):
    """Data administrator of a town."""
    return build_account("town_admin", network["赵李桥镇"], "data_admin", full_name="何晓")


@pytest.fixture
def city_clerk(network):
    return build_account("city_clerk", network["赤壁市"], "station_clerk", full_name="赵启航")


@pytest.fixture
def officer(network):
    return build_account("officer", network["赤壁市"], "bureau_officer", full_name="陈立群")


@pytest.fixture
def leader(network):
    return build_account("leader", network["赤壁市"], "leader", full_name="周向阳")


@pytest.fixture
def city_admin(network):
    """Data administrator of the city."""
    return build_account("city_admin", network["赤壁市"], "data_admin", full_name="何晓")


@pytest.fixture
def system_admin(network):
    return build_account("system_admin", network["赤壁市"], "system_admin", full_name="系统管理员")


@pytest.fixture
def security_admin(network):
    return build_account("security_admin", network["赤壁市"], "security_admin", full_name="安全管理员")


@pytest.fixture
def auditor(network):
    return build_account("auditor", network["赤壁市"], "auditor", full_name="审计员")


@pytest.fixture
def outsider(network):
    """Clerk of a village in another town: sees nothing of the others'."""
    return build_account("outsider", network["毕畈村委会"], "station_clerk", full_name="但家旺")


@pytest.fixture
def enter(client):
    """Log somebody in: `enter(clerk)` returns the test client as them."""

    def enter_as(account):
        client.force_login(account, backend="stations.backends.PortalBackend")
        return client

    return enter_as
