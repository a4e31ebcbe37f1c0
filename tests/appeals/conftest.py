"""What the tests of appeals share."""

import pytest

from appeals.choices import CATEGORIES
from appeals.models import Category
from tests.builders import build_person


@pytest.fixture(autouse=True)
def categories(db):
    """The ten of the first period, also where a test has emptied the tables."""
    for order, (code, label, short) in enumerate(CATEGORIES):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})


@pytest.fixture
def person_on_file(clerk):
    return build_person(clerk, name="廖国清")
