"""A superior's form that others have filled is not taken from under them: theirs stays to be read, whatever its owner does."""

from datetime import date

import pytest
from django.urls import reverse

from bureau.actions.blanks import add_blank, amend_blank, discard_blank, fill_blank, map_cells
from bureau.choices import Over, Wording
from bureau.demo.tables import province_form
from bureau.grids import Form
from bureau.models import Blank, Filling
from core import sealed_files
from core.actions import Refused
from core.models import Event
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

NOVEMBER = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30), "today": TODAY}


@pytest.fixture
def blank(officer):
    content = province_form(["赵李桥镇", "神山镇"])
    given = {"title": "统计表", "file_name": "附件1.xlsx", "is_shared": True, "today": TODAY}
    made, grid = add_blank(by=officer, content=content, **given), Form(content).grids[0]
    values = {"figure": "visit.times", "words": "", "over": Over.PERIOD, "wording": Wording.EXACT}
    return map_cells(by=officer, blank=made, sheet=grid.name, spots=[(grid.at("E5"), None)], values=values)


def test_what_others_filled_is_not_taken_away_with_the_form(officer, clerk, blank, enter):
    filling = fill_blank(by=clerk, blank=blank, **NOVEMBER)
    with pytest.raises(Refused) as refusal:
        discard_blank(by=officer, blank=blank)
    assert refusal.value.code == "filled_by_others"
    assert Blank.objects.exists() and Filling.objects.exists() and sealed_files.content(filling.place)
    assert not Event.objects.filter(verb="blank.discard").exists()
    page = enter(officer).get(blank.get_absolute_url()).content.decode()
    assert "别人" in page and 'aria-disabled="true"' in page
    enter(officer).post(reverse("bureau:blank_discard", args=[blank.pk]))
    assert Filling.objects.exists()


def test_a_form_that_is_shared_no_longer_leaves_the_filled_ones_readable(officer, clerk, blank, enter):
    filling = fill_blank(by=clerk, blank=blank, **NOVEMBER)
    client = enter(clerk)
    link = f'href="{blank.get_absolute_url()}"'
    assert link in client.get(filling.get_absolute_url()).content.decode()
    amend_blank(by=officer, blank=blank, title=blank.title, is_shared=False)
    assert client.get(blank.get_absolute_url()).status_code == 404
    page = client.get(filling.get_absolute_url())
    assert page.status_code == 200 and link not in page.content.decode()
    assert client.get(reverse("bureau:filling_file", args=[filling.pk])).status_code == 200


def test_a_form_that_only_its_owner_filled_goes_with_what_was_filled(
    officer, blank, django_capture_on_commit_callbacks
):
    filling = fill_blank(by=officer, blank=blank, **NOVEMBER)
    with django_capture_on_commit_callbacks(execute=True):
        discard_blank(by=officer, blank=blank)
    assert not Filling.objects.exists()
    with pytest.raises(Refused):
        sealed_files.content(filling.place)
