"""Every list can be taken away as it is shown: no list without its export, and each one is a workbook."""

import pytest
from django.urls import reverse

from core.pages import ListPage
from tests.probes import all_addresses, all_probes

pytestmark = pytest.mark.django_db
READERS = ("officer", "city_admin", "leader", "system_admin", "security_admin", "auditor")


def lists():
    """{name: page} of every list of the portal."""
    for name, view in sorted(all_addresses().items()):
        page = getattr(view, "view_class", None)
        if page and issubclass(page, ListPage):
            yield name, page


def test_no_list_is_without_export():
    # the rows of a plan go back in the uploaded workbook itself, with their reasons
    assert [name for name, page in lists() if not page.export] == ["bureau:rows"]


@pytest.mark.parametrize("name", [name for name, page in lists() if all_probes()[name].args is None])
def test_each_list_is_a_workbook(name, request, enter):
    page = dict(lists())[name]
    users = (request.getfixturevalue(reader) for reader in READERS)
    user = next(user for user in users if user.may(page.needs) and user.may(page.export))
    answer = enter(user).post(reverse(name), {"export": "masked"})
    assert answer.status_code == 200 and b"".join(answer)[:2] == b"PK"
