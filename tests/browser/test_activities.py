"""A propaganda session with photos, entered on a phone in the hall."""

import re
from pathlib import Path

from outreach.models import PropagandaSession
from tests.browser.tools import PHONE, assert_accessible, login, scrolls_sideways
from tests.outreach.made_activities import phone_photo

VILLAGE = "421281101204"


def test_a_session_with_photos_is_entered_on_a_phone(new_page, account, tmp_path, shoot):
    clerk = account("station_clerk", VILLAGE)
    pictures = []
    for number in (1, 2):
        pictures.append(Path(tmp_path / f"IMG_{number}.jpg"))
        pictures[-1].write_bytes(phone_photo().read())
    page = new_page(PHONE, has_touch=True)
    login(page, clerk.username)
    page.goto("/outreach/sessions/")
    assert_accessible(page)
    page.locator("#list-head .btn.go").tap()
    page.fill("[name=theme]", "手机登记的红色宣讲")
    page.fill("[name=audience]", "86")
    page.locator("label.pick", has_text="进学校").tap()
    page.fill("[name=place]", "第三小学")
    page.fill("[name=speakers]", "涂长林、廖国清")
    page.set_input_files("[name=photos]", pictures)
    assert not scrolls_sideways(page)
    assert_accessible(page)
    shoot(page, "add-session")
    page.locator("[data-save]").tap()
    page.wait_for_url(re.compile(r"/outreach/sessions/\d+/$"))
    session = PropagandaSession.objects.get(theme="手机登记的红色宣讲")
    assert (session.station, session.audience, session.venue) == (clerk.station, 86, "school")
    assert [(photo.width, photo.height) for photo in session.photos.all()] == [(1600, 1200)] * 2
    seen = "Array.from(document.querySelectorAll('main img')).every(img => img.complete && img.naturalWidth > 0)"
    page.locator("main img").last.scroll_into_view_if_needed()
    page.wait_for_function(seen)
    assert page.locator("main img").count() == 2
    assert not scrolls_sideways(page)
    assert_accessible(page)
    shoot(page, "session")
