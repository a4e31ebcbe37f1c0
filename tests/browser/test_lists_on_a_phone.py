"""Lists of employment in a hand: the name has room, and the button at the end of the row is within the screen."""

import pytest
from django.utils import timezone

from tests.browser.tools import OVERHANG, PHONE, login

CITY, VILLAGE = "421281", "421281101204"
HEADS = "[...document.querySelectorAll('tbody th[scope=row]')].map(head => head.clientWidth)"
# The first column of these holds a name of three or four signs, nothing longer
NARROW = 60


@pytest.fixture
def rows(account):
    """One row in each list, with the longest words that are usual."""
    from employment.actions import choosing, placement
    from tests.builders import build_person
    from tests.employment import made_market as made

    officer, clerk, today = account("bureau_officer", CITY), account("station_clerk", VILLAGE), timezone.localdate()
    person = build_person(clerk, clerk.station, name="欧阳长青", employment="SEEKING")
    made.build_wish(officer, person)
    post = made.build_post(officer, title="村（社区）退役军人服务站协理员", is_welfare=True, funder="市财政")
    fair = made.build_fair(officer, posts=[post], held_on=today, title="退役军人和军属专场招聘会（春季场）")
    made.build_intent(officer, fair, person, post)
    values = {"title": f"{today.year}年度符合安排工作条件退役士兵选岗", "year": today.year, "session_on": today}
    batch = choosing.add_batch(by=officer, station=officer.station, values=values | {"place": "三楼"}, today=today)
    case = {"person": person, "mode": "ASSIGNED_WORK", "batch_year": today.year, "accepted_on": today, "batch": batch}
    placement.register(by=officer, values=case, today=today)
    return officer


def test_the_lists_fit_a_phone(new_page, rows):
    page = new_page(PHONE)
    login(page, rows.username)
    for name in ("fairs", "posts", "seekers", "seekers/silent", "candidacies", "batches", "placement"):
        page.goto(f"/employment/{name}/")
        assert set(page.evaluate(OVERHANG)) == {0}, f"{name} is wider than the screen"
        assert min(page.evaluate(HEADS)) >= NARROW, f"{name} has no room for the name"
