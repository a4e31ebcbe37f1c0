"""What the bureau shares with stations below it: they read it, and no button leads them to a page that is not theirs."""

import re

import pytest

from tests.cast import *  # noqa: F403
from tests.employment import made_market as made
from tests.employment import made_placement

# a new post of a shared employer or a firm in a shared base is the clerk's own; who fits a post is a question
THEIRS = {"post", "people", "hold", "in", "notice", "enrol", "attendance", "session"}


@pytest.fixture
def shared(officer):
    post = made.build_post(officer, is_welfare=True, funder="市财政")
    fairs = [made.build_fair(officer, posts=[post], is_open=is_open) for is_open in (True, False)]
    kept = [
        made_placement.build_mentor(officer),
        made_placement.build_base(officer),
        made_placement.build_course(officer),
    ]
    return [post.employer, post, *fairs, *kept]


def verbs(page):
    """The last word of every address inside the department that the page's main part offers beside its lists."""
    main = page[page.index("<main") :]
    return {found[1] for found in re.finditer(r'(?:href|action)="/employment/\w+/\d+/([\w-]+)/', main)}


def test_no_button_leads_where_a_station_may_not_write(enter, officer, clerk, shared):
    for row in shared:
        address = row.get_absolute_url()
        assert verbs(enter(officer).get(address).content.decode()) - THEIRS, f"{address}: the test sees nothing"
        seen = verbs(enter(clerk).get(address).content.decode())
        assert seen <= THEIRS | {"signed", "came", "results"}, address
