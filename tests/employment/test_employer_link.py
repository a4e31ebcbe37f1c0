"""An employer's link: its own fair, its own posts, its own candidates, nothing else, and not for ever."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import Event
from employment.actions import employer_link, employers, fairs
from employment.models import Post
from tests.builders import TODAY, build_person
from tests.employment import made_market as made
from tests.employment.the_day import *  # noqa: F403


def link_address(stand):
    return reverse("employment:employer_link", args=[stand.token])


def test_an_employer_confirms_and_offers_through_the_link(client, officer, clerk, fair, post, link):
    candidacy = made.build_intent(officer, fair, build_person(clerk, name="贺小川"), post)
    page = client.get(link_address(link)).content.decode()
    assert "贺小川" in page and str(candidacy.person.id_no) not in page and str(candidacy.person.mobile) not in page
    answer = client.post(link_address(link), {"number": candidacy.pk, "result": "hire", "on": "2026-11-23"})
    candidacy.refresh_from_db()
    assert (answer.status_code, candidacy.state, candidacy.hired_on) == (302, "hired", TODAY)
    assert post.employer.short_name in candidacy.moves.first().note
    typed = {"title": "司机", "trade": "DRIVER", "openings": "2", "pay_to": "5000"}
    assert client.post(link_address(link), typed).status_code == 302
    assert fair.stands.get().offers.filter(post__title="司机", post__station=fair.station).exists()


def test_a_link_opens_only_its_own_fair_and_posts(client, officer, clerk, fair, link):
    foreign_post = made.build_post(officer)
    foreign_fair = made.build_fair(officer, posts=[foreign_post], title="另一场")
    theirs = made.build_intent(officer, foreign_fair, build_person(clerk, name="贺小川"), foreign_post)
    assert "贺小川" not in client.get(link_address(link)).content.decode()
    answer = client.post(link_address(link), {"number": theirs.pk, "result": "hire", "on": "2026-11-23"})
    theirs.refresh_from_db()
    assert (answer.status_code, theirs.state) == (409, "intent")


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"result": "hire", "on": "2001-01-01"}, 409), ({"result": "hire", "on": "2099-01-01"}, 409),
        ({"result": "interview", "on": "2099-01-01"}, 409), ({"result": "leave", "on": "2026-11-23"}, 422),
        ({"result": "intend", "on": "2026-11-23"}, 422), ({"result": "hire", "on": "昨天"}, 422),
        ({"number": "9" * 30, "result": "hire", "on": "2026-11-23"}, 409), ({"number": "x"}, 422),
    ],
)  # fmt: skip
def test_nothing_forged_gets_through_a_link(client, officer, clerk, fair, post, link, typed, status):
    """Neither a past that would change old numbers, nor a future, nor a step that is the desk's own."""
    candidacy = made.build_intent(officer, fair, build_person(clerk), post)
    answer = client.post(link_address(link), {"number": candidacy.pk} | typed)
    candidacy.refresh_from_db()
    assert (answer.status_code, candidacy.state, candidacy.person.employment) == (status, "intent", "")


def test_who_is_still_thinking_about_it_is_not_shown_to_the_employer(client, officer, clerk, fair, post, link):
    theirs = made.build_intent(officer, fair, build_person(clerk, name="贺小川"), post, result="considering")
    assert "贺小川" not in client.get(link_address(link)).content.decode()
    answer = client.post(link_address(link), {"number": theirs.pk, "result": "refuse", "on": "2026-11-23"})
    theirs.refresh_from_db()
    assert (answer.status_code, theirs.state) == (409, "considering")


def test_what_an_employer_offers_is_its_own_and_no_more_than_a_stand_holds(client, officer, fair, link, monkeypatch):
    other = made.build_employer(officer)
    typed = {"title": "司机", "trade": "DRIVER", "openings": "2", "employer": other.pk, "is_welfare": "on", "funder": "财政",
             "station": "1", "state": "closed", "filled": "9"}  # fmt: skip
    assert client.post(link_address(link), typed).status_code == 302
    post = Post.objects.get(title="司机")
    stand = fair.stands.get()
    assert (post.employer, post.station, post.is_welfare, post.state, post.filled) == (
        stand.employer, fair.station, False, "open", 0,
    )  # fmt: skip
    monkeypatch.setattr("employment.rules.market.MOST_OFFERS", stand.offers.count())
    assert client.post(link_address(link), typed | {"title": "第二个"}).status_code == 409
    assert not Post.objects.filter(title="第二个").exists()


def test_a_link_ends_and_is_kept_as_a_digest_only(client, officer, fair, link):
    stand = fair.stands.get()
    assert link.token not in str(vars(stand)) and len(stand.token_digest) == 32
    again = fairs.issue_link(by=officer, stand=stand, today=TODAY)
    assert client.get(link_address(link)).status_code == 404
    assert client.get(link_address(again)).status_code == 200
    assert employer_link.stand_of(again.token, again.token_until + timedelta(days=1)) is None
    fairs.withdraw_link(by=officer, stand=again)
    assert client.get(link_address(again)).status_code == 404
    assert link.token not in "".join(map(str, Event.objects.values_list("note", "changes", "subject_label")))


def test_a_blacklisted_employers_link_is_closed(client, officer, post, link):
    employers.blacklist_employer(by=officer, employer=post.employer, reason="虚假招聘", today=TODAY)
    assert client.get(link_address(link)).status_code == 404
