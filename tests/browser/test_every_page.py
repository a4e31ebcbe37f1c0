"""Every main page for every role: a quiet console, nothing for axe to find, nothing wider than the screen.

What a role may not open is left out by the page's own permission, so a new permission needs no line here.
"""

import pytest
from django.urls import reverse

from core.pages.base import allows
from core.roles import ROLES
from tests.browser.tools import DESKTOP, PHONE, assert_accessible, login, scrolls_sideways
from tests.builders import TODAY, person_values
from tests.probes import all_probes

TOWN = "421281105"
AT_TOWN = {"station_clerk", "data_admin"}
SETTLED = "document.readyState === 'complete' && !document.querySelector('.htmx-request')"

# the pages everybody has, then those of the rooms; {person} and {station} stand for rows at home
PAGES = (
    "bureau:home",
    "bureau:search",
    "core:settings",
    "core:password",
    "core:inbox",
    "stations:own_sessions",
    "stations:factor",
    "stations:desks",
    "veterans:people",
    "veterans:add",
    "veterans:call_list",
    "veterans:blank_form",
    "veterans:who_sees",
    "veterans:transfers",
    "veterans:claims",
    "veterans:corrections",
    "veterans:person person",
    "veterans:amend person",
    "veterans:transfer person",
    "veterans:deceased person",
    "veterans:moved_out person",
    "veterans:find_other person",
    "veterans:filled_form person",
    "veterans:household person",
    "veterans:ask_correction person",
    "bureau:imports",
    "bureau:upload",
    "bureau:compare",
    "appeals:appeals",
    "appeals:register",
    "appeals:to_sign",
    "appeals:dashboard",
    "appeals:calendar",
    "appeals:limits",
    "stations:network",
    "stations:stations",
    "stations:divisions",
    "stations:changes",
    "stations:schemes",
    "stations:station station",
    "stations:station_edit station",
    "stations:staff_add station",
    "stations:five_haves station",
    "stations:accounts",
    "stations:account_add",
    "stations:sessions",
    "stations:locks",
    "stations:policies",
    "stations:ledger",
)
DEPARTMENTS = ("appeals", "employment", "outreach", "bureau")
# one role sees each of these in all three looks; the others differ in menu and buttons only
IN_ALL_LOOKS = {"station_clerk", "system_admin", "auditor"}


@pytest.fixture(scope="module")
def rows(account):
    from veterans.actions import add_person

    clerk = account("station_clerk", TOWN)
    values = person_values(name="阿依古丽·买买提江", hukou_addr="赤壁市" + "很长的地址" * 12)
    person = add_person(by=clerk, station=clerk.station, values=values, today=TODAY)
    return {"person": person.pk, "station": clerk.station_id}


def addresses(user, rows):
    """{page: address} of the pages that are open to the user."""
    found = {}
    for page in PAGES:
        name, _, row = page.partition(" ")
        args = [rows[row]] if row else []
        if allows(name, user, *args):
            found[page] = reverse(name, args=args)
    return found


def problems(page, address):
    """What is wrong with the page behind the address at the present size, in words."""
    answer = page.goto(address)
    page.wait_for_function(SETTLED)
    if answer.status != 200:
        return [f"{address}: {answer.status}"]
    found = [f"{address}: wider than {page.viewport_size['width']}"] if scrolls_sideways(page) else []
    try:
        assert_accessible(page)
    except AssertionError as said:
        found.append(f"{address} at {page.viewport_size['width']}: {said}")
    return found + [f"{address}: {line}" for line in complaints(page)]


def complaints(page):
    said, page.complaints[:] = list(page.complaints), []
    return said


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_page_of_a_role(role, account, rows, new_page):
    user = account(role, TOWN if role in AT_TOWN else "421281")
    page = new_page()
    login(page, user.username)
    open_to_role = addresses(user, rows)
    assert "bureau:home" in open_to_role
    found = []
    for address in open_to_role.values():
        page.set_viewport_size(DESKTOP)
        found += problems(page, address)
        page.set_viewport_size(PHONE)
        if scrolls_sideways(page):
            found.append(f"{address}: wider than 390")
    assert not found, "\n".join(found)


def test_every_list_and_form_of_the_departments(account, new_page):
    """As an officer finds them at first, most of them empty; at a desk and on a phone."""
    user = account("bureau_officer")
    page = new_page()
    login(page, user.username)
    names = [
        name
        for name, probe in sorted(all_probes().items())
        if name.partition(":")[0] in DEPARTMENTS and not probe.args and probe.method == "get" and not probe.public
    ]
    found = []
    for address in (reverse(name) for name in names if name not in PAGES and allows(name, user)):
        page.set_viewport_size(DESKTOP)
        found += problems(page, address)
        page.set_viewport_size(PHONE)
        if scrolls_sideways(page):
            found.append(f"{address}: wider than 390")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", sorted(IN_ALL_LOOKS))
def test_on_a_phone_and_in_large_print(role, account, rows, new_page):
    """Large print stays on for the rest of the account's tests, so the account is one of its own."""
    from stations.models import Account

    user = account(role, TOWN + "201" if role in AT_TOWN else "421281106")
    own = {**rows, "station": user.station_id}
    page = new_page(PHONE)
    login(page, user.username)
    open_to_role = {name: at for name, at in addresses(user, own).items() if "person" not in name.split()[1:]}
    found = [line for address in open_to_role.values() for line in problems(page, address)]
    Account.objects.filter(pk=user.pk).update(has_large_print=True)
    for address in open_to_role.values():
        page.set_viewport_size(PHONE)
        found += problems(page, address)
        page.set_viewport_size(DESKTOP)
        if scrolls_sideways(page):
            found.append(f"{address}: wider than 1366 in large print")
    assert not found, "\n".join(found)


def test_an_outsider_gets_404_everywhere(account, rows, new_page):
    user = account("station_clerk", "421281106201")
    page = new_page()
    login(page, user.username)
    for name, address in addresses(user, rows).items():
        if " " in name:
            assert page.request.get(address).status == 404, name
