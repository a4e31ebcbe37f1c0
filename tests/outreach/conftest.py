"""What the tests of outreach share."""

import pytest

from tests.builders import TODAY


@pytest.fixture
def on_the_day(monkeypatch):
    """Pages of the checkups work on the tests' day."""
    import core.pages.base
    import core.pages.entry
    import core.pages.runs
    from outreach.pages import campaigns, checkin, checkup_calls, checkup_days, checkup_results, exams

    rooms = (campaigns, checkin, checkup_calls, checkup_days, checkup_results, exams)
    for module in (core.pages.base, core.pages.entry, core.pages.runs, *rooms):
        monkeypatch.setattr(module, "today", lambda: TODAY)
