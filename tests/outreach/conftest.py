"""What the tests of outreach share."""

import pytest

from tests.builders import TODAY
from tests.outreach.made_visits import Way


@pytest.fixture
def way(clerk, town_clerk, leader, officer):
    """Brings a grant through its reviews."""
    return Way(clerk, town_clerk, leader, officer)


@pytest.fixture
def on_the_day(monkeypatch):
    """Pages work on the tests' day."""
    import core.pages.base
    import core.pages.entry
    import core.pages.runs
    import outreach.pages.afternoon
    import outreach.pages.assistance
    import outreach.pages.today
    import outreach.pages.visits
    import outreach.pages.watch
    import outreach.pages.whom

    pages = outreach.pages
    for module in (core.pages.base, core.pages.entry, core.pages.runs, pages.afternoon, pages.assistance, pages.today,
                   pages.visits, pages.watch, pages.whom):  # fmt: skip
        monkeypatch.setattr(module, "today", lambda: TODAY)
