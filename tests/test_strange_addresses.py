"""What somebody writes into an address by hand: an answer in words or the plain page, never a server error."""

import pytest
from django.urls import reverse

from tests.builders import build_account
from tests.probes import all_probes

ODD = ("²", "9" * 30, "-1", "龘", "\x00", "' OR 1=1", "2026-13-45")
NAMES = (
    *("page", "n", "o", "q", "year", "month", "town", "village", "category", "cause", "row", "after", "person"),
    *("chosen", "desk", "verb", "since", "until", "next", "key", "state"),
)
PROBES = {name: probe for name, probe in all_probes().items() if probe.method == "get" and not name.startswith("api")}


@pytest.mark.parametrize("name", sorted(PROBES))
def test_odd_values_in_an_address_break_no_page(client, world, name):
    officer = build_account("odd", world.village, "station_clerk", "bureau_officer", "data_admin")
    client.force_login(officer, backend="stations.backends.PortalBackend")
    address = reverse(name, args=PROBES[name].args(world) if PROBES[name].args else [])
    for odd in ODD:
        status = client.get(address, dict.fromkeys(NAMES, odd)).status_code
        assert status < 500 or status in PROBES[name].at_home, f"{address} {odd!r}"
