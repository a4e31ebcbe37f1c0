"""The frame: menus no longer than seven, the current entry, the banners, language and print size, login and logout."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import health, help, navigation, panels
from core.models import Event, Heartbeat, Job
from core.notices import notify
from core.panels import Panel
from core.roles import ROLES
from tests.core.conftest import open_account
from tests.core.room import open_room
from veterans.models import Person

pytestmark = pytest.mark.urls("tests.core.room")
PASSWORD = "Chibi-Test-2026"


REGISTERED = tuple(navigation.menu.entries)


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """What pages look up only now and then is looked up anew."""
    open_room(monkeypatch)
    for glance in (navigation.is_demo, navigation.silent):
        monkeypatch.setattr(glance, "at", None)


@pytest.fixture
def inside(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def with_password(clerk):
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk


def page_of(client, address="/room/"):
    return client.get(address).content.decode()


# menu


@pytest.mark.parametrize("role", ROLES)
def test_no_role_has_more_than_seven_entries(station, role):
    account = open_account("somebody", station, role)
    allowed = [entry for entry in REGISTERED if entry.needs is None or account.may(entry.needs)]
    assert len(allowed) <= navigation.MOST_ENTRIES, [str(entry.label) for entry in allowed]


def test_entries_are_for_who_may_and_in_order(clerk):
    for name, needs, order in (("b", "room.view", 2), ("c", "nobody.may", 1), ("a", None, 0)):
        navigation.menu.register(navigation.Entry("room:people", name, "home", needs=needs, order=order))
    assert [entry.label for entry in navigation.menu.of(clerk)] == ["a", "b"]


def test_the_entry_of_the_page_is_current(inside):
    navigation.menu.register(
        navigation.Entry("room:people", "人员", "people", badge=lambda user: 7, badge_label="件逾期")
    )
    assert 'aria-current="page"' in page_of(inside)
    assert 'aria-current="true"' in page_of(inside, "/room/add/")
    assert 'aria-current="page"' not in page_of(inside, "/me/")
    assert '<span class="n">7<span class="vh"> 件逾期' in page_of(inside)


# banners


def test_demo_data_is_marked_on_every_page(inside, station):
    assert 'class="demo"' not in page_of(inside)
    Person.objects.create(station=station, name="虚构", is_demo=True)
    navigation.is_demo.at = None
    assert 'class="demo"' in page_of(inside)


def test_whether_anything_is_made_up_is_one_question(inside, station, django_assert_num_queries):
    Person.objects.create(station=station, name="虚构", is_demo=True)
    with django_assert_num_queries(1):
        assert health.demo_models() == ["veterans.Person"]


def test_a_silent_worker_is_told(inside):
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(hours=1))
    navigation.silent.at = None
    assert "silent" in page_of(inside)


def test_notices_are_counted_and_signed_for(inside, clerk):
    notice = notify(account=clerk, text="有一件到期", url="/room/")
    assert '<span class="n">1' in page_of(inside)
    assert inside.post(f"/notices/{notice.pk}/").url == "/room/"
    assert '<span class="n">1' not in page_of(inside)


def test_a_notice_leads_nowhere_else(inside, clerk):
    notice = notify(account=clerk, text="x", url="https://elsewhere.example/")
    assert inside.post(f"/notices/{notice.pk}/").url == "/notices/"


def test_notices_and_jobs_of_others_are_not_there(inside, colleague):
    notice = notify(account=colleague, text="x")
    job = Job.objects.create(kind="x", by=colleague)
    assert inside.post(f"/notices/{notice.pk}/").status_code == 404
    assert inside.get(f"/jobs/{job.pk}/").status_code == 404
    assert inside.post(f"/jobs/{job.pk}/cancel/").status_code == 404


# login


def test_login_leads_on_and_is_logged(client, with_password):
    address = reverse("core:login")
    sent = {"username": "clerk", "password": PASSWORD, "next": "/room/"}
    assert client.post(address, sent).url == "/room/"
    assert client.post(reverse("core:logout")).url == address
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == ["account.login", "account.logout"]


def test_a_failed_login_says_how_many_tries_are_left(client, with_password):
    answer = client.post(reverse("core:login"), {"username": "clerk", "password": "wrong"})
    assert "4" in answer.context["form"].non_field_errors()[0]
    assert Event.objects.get().result == "refused"


def test_the_lock_is_explained(client, with_password):
    for _try in range(6):
        answer = client.post(reverse("core:login"), {"username": "clerk", "password": "wrong"})
    assert answer.status_code == 429
    assert "lost" in answer.content.decode()


def test_the_login_over_a_form_answers_a_script(client, with_password):
    address = reverse("core:login_again")
    assert "<html" not in page_of(client, address)
    assert client.post(address, {"username": "clerk", "password": "wrong"}).json()["errors"]
    said = client.post(address, {"username": "clerk", "password": PASSWORD}).json()
    assert said["account"] == with_password.pk and said["token"]


def test_a_given_password_is_changed_first(client, with_password):
    with_password.must_change_password = True
    with_password.save()
    client.force_login(with_password)
    assert client.get("/room/").url == reverse("core:password")
    new = {"old": PASSWORD, "new": "Liushui-2027-x", "again": "Liushui-2027-x"}
    assert client.post(reverse("core:password"), {**new, "again": "x"}).status_code == 422
    assert client.post(reverse("core:password"), new).url == reverse("core:settings")
    with_password.refresh_from_db()
    assert with_password.check_password("Liushui-2027-x") and not with_password.must_change_password
    assert client.get("/room/").status_code == 200


# settings


def test_large_print_and_language_are_the_accounts(inside, clerk):
    inside.post(reverse("core:large_print"), {"next": "/room/"})
    assert 'data-text="large"' in page_of(inside)
    inside.post(reverse("core:language"), {"language": "en", "next": "/room/"})
    assert '<html lang="en"' in page_of(inside)
    inside.post(reverse("core:language"), {"language": "xx"})
    assert '<html lang="en"' in page_of(inside)


def test_before_the_login_they_are_a_cookie(client, db):
    client.post(reverse("core:large_print"))
    assert 'data-text="large"' in page_of(client, reverse("core:login"))


def test_the_browsers_header_chooses_no_language(client, db):
    assert '<html lang="zh-Hans"' in client.get(reverse("core:login"), HTTP_ACCEPT_LANGUAGE="en").content.decode()


# help and panels


def test_every_page_has_help(inside):
    assert "<h2" in client_part(inside, "/help/room:people/")
    assert inside.get("/help/..%2Fsecret/").status_code == 404


def client_part(client, address):
    return client.get(address, HTTP_HX_REQUEST="true").content.decode()


def test_help_texts_are_escaped():
    text = help.read("x", "# 标题\n\n**粗** <script>\n\n- 一\n- 二")
    assert text.body == "<p><b>粗</b> &lt;script&gt;</p>\n<ul><li>一</li><li>二</li></ul>"


def test_panels_stand_where_they_belong(inside, station, monkeypatch):
    monkeypatch.setattr(panels, "PANELS", {})
    person = Person.objects.create(station=station, name="廖国清", pinyin="l")
    made = []

    def context(row, user):
        made.append(row)
        return {"notices": []}

    for place, needs in (("aside", None), ("tab", "room.view"), ("main", "nobody.may")):
        panels.register(
            "veterans.person", Panel(place, f"板块{place}", "core/messages.html", context, needs=needs, place=place)
        )
    page = page_of(inside, f"/room/{person.pk}/")
    assert "板块aside" in page and "板块tab" in page and "板块main" not in page
    assert made == [person], "a tab's context is made when it is opened"
    page_of(inside, f"/room/{person.pk}/?tab=tab")
    assert len(made) == 3
