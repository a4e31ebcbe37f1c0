"""What the tests of appeals share."""

import pytest

from appeals.choices import CATEGORIES
from appeals.models import Category


@pytest.fixture(autouse=True)
def categories(db):
    """The ten of the first period, also where a test has emptied the tables."""
    for order, (code, label, short) in enumerate(CATEGORIES):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})
