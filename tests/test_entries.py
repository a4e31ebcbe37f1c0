"""Whatever a role may open without naming a row is found from its own home page: no page that only its address leads to."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from tests.probes import all_addresses, all_probes

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
STEPS = 4
KNOWN = {"bureau:errand_add"}  # a village has nobody below it: the button is not shown, the page says why
ROLES = ("clerk", "officer", "leader", "city_admin", "system_admin", "security_admin", "auditor")


def found_from_home(client):
    """The names of the pages without a row that links lead to from home; pages of single rows are not gone through."""
    seen, edge = set(), ["/"]
    for _step in range(STEPS):
        following = []
        for address in edge:
            html = client.get(address).content.decode(errors="ignore")
            for link in LINK.findall(html):
                path = urlsplit(link).path
                try:
                    match = resolve(path)
                except Resolver404:
                    continue
                if match.view_name not in seen and not match.kwargs:
                    seen.add(match.view_name)
                    following.append(path)
        edge = following
    return seen


def pages_for(user):
    """The names of the pages without a row that the user may open."""
    probes = all_probes()
    for name, view in all_addresses().items():
        page = getattr(view, "view_class", None)
        needs = getattr(page, "needs", None)
        probe = probes.get(name)
        if page and needs and probe and probe.args is None and probe.method == "get" and user.may(needs):
            yield name


@pytest.mark.parametrize("name", ROLES)
def test_every_page_is_found_from_home(name, request, enter):
    user = request.getfixturevalue(name)
    client = enter(user)
    missing = {page for page in pages_for(user) if client.get(reverse(page)).status_code == 200}
    assert sorted(missing - found_from_home(client) - KNOWN) == []
