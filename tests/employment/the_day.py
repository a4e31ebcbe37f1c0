"""A fair on the tests' day, as fixtures. Import them with `*`."""

import pytest

from employment.actions import fairs
from tests.builders import TODAY
from tests.cast import *  # noqa: F403
from tests.employment import made_market as made


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Pages work on the tests' day."""
    import core.pages.base
    import core.pages.entry
    import core.pages.runs
    import employment.pages.candidacies
    import employment.pages.fair_day
    import employment.pages.fairs
    import employment.pages.public_market

    pages = employment.pages
    for module in (core.pages.base, core.pages.entry, core.pages.runs, pages.candidacies, pages.fair_day, pages.fairs,
                   pages.public_market):  # fmt: skip
        monkeypatch.setattr(module, "today", lambda: TODAY)


@pytest.fixture
def post(officer):
    return made.build_post(officer, title="实习记者", openings=8)


@pytest.fixture
def fair(officer, post):
    return made.build_fair(officer, posts=[post])


@pytest.fixture
def link(officer, fair):
    return fairs.issue_link(by=officer, stand=fair.stands.get(), today=TODAY)
