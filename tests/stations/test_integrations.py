"""Other systems: let in by two people, for a year at most, for what was approved; out at once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from appeals.rules import officers
from core.actions import NotAllowed, Refused
from core.models import Event
from stations import policies
from stations.actions import (
    approve_integration,
    close_station,
    create_integration,
    issue_token,
    revoke_integration,
    system_account,
)
from stations.choices import Standing
from stations.models import Account, Integration
from tests.builders import TODAY, build_person

PEOPLE = "/api/v1/people/"


@pytest.fixture
def ask(network, system_admin):
    def make(place="羊楼洞村委会", role="station_clerk", permissions=("person.view",), **more):
        today = timezone.localdate()
        values = {"name": "省厅汇聚平台", "purpose": "汇聚", "expires_on": today + timedelta(days=90), "today": today}
        values |= {"by": system_admin, "station": network[place], "role": role, "permissions": list(permissions)}
        return create_integration(**(values | more))

    return make


@pytest.fixture
def let_in(ask, system_admin, security_admin):
    """An integration in use, and a client that carries its token."""

    def make(*args, **more):
        today = timezone.localdate()
        row = approve_integration(by=security_admin, integration=ask(*args, **more), today=today)
        row = issue_token(by=system_admin, integration=row, today=today)
        return row, Client(HTTP_AUTHORIZATION=f"Bearer {row.token}")

    return make


def test_it_takes_two_people_and_the_token_is_told_once(enter, ask, system_admin, security_admin):
    row = ask()
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        approve_integration(by=system_admin, integration=row, today=today)
    with pytest.raises(Refused, match="waiting"):
        issue_token(by=system_admin, integration=row, today=today)
    assert enter(security_admin).post(f"/accounts/integrations/{row.pk}/approve/").status_code == 302
    page = enter(system_admin).post(f"/accounts/integrations/{row.pk}/issue/", follow=True).content.decode()
    token = page[page.index("zp_") :][:46]
    assert Client(HTTP_AUTHORIZATION=f"Bearer {token}").get(PEOPLE).status_code == 200
    assert token not in enter(system_admin).get(f"/accounts/integrations/{row.pk}/").content.decode()
    assert all(token not in str(vars(one)) for one in (*Event.objects.all(), *Integration.objects.all()))
    verbs = Event.objects.filter(subject_type="stations.integration").order_by("pk").values_list("verb", "by__username")
    assert list(verbs) == [
        ("integration.create", "system_admin"),
        ("integration.approve", "security_admin"),
        ("integration.issue", "system_admin"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "system_admin"}, "no_business"),
        ({"permissions": ["appeal.sign_opinion"]}, "beyond_role"),
        ({"expires_on": timezone.localdate() + timedelta(days=400)}, "expiry"),
        ({"expires_on": timezone.localdate()}, "expiry"),
        ({"permissions": ["changes.view", "changes.plain"]}, "plain_reason"),
        ({"permissions": ["changes.plain"], "plain_reason": "移交"}, "plain_reason"),
    ],
)
def test_no_more_than_a_role_no_longer_than_a_year_and_plain_numbers_with_a_reason(ask, changes, code):
    with pytest.raises(Refused, match=code):
        ask(**changes)
    assert not Integration.objects.exists() and not Account.objects.filter(is_service=True).exists()


def test_the_form_says_what_is_wrong_beside_the_field(enter, system_admin, network):
    data = {
        "name": "省厅", "purpose": "汇聚", "station": network["赤壁市"].pk, "role": "station_clerk",
        "expires_on": "2099-01-01", "permissions": ["person.view"], "plain_reason": "",
    }  # fmt: skip
    page = enter(system_admin).post("/accounts/integrations/add/", data)
    assert page.status_code == 422 and page.context["form"].errors.as_data()["expires_on"][0].code == "expiry"
    data |= {"expires_on": str(timezone.localdate() + timedelta(days=30)), "permissions": ["appeal.sign_opinion"]}
    assert "permissions" in enter(system_admin).post("/accounts/integrations/add/", data).context["form"].errors
    data |= {"permissions": ["person.view", "changes.view"]}
    assert enter(system_admin).post("/accounts/integrations/add/", data).status_code == 302
    assert Integration.objects.get().permissions == ["changes.view", "person.view"]


def test_it_works_as_its_account_within_its_station_and_permissions(let_in, clerk, outsider):
    own, foreign = build_person(clerk), build_person(outsider)
    row, client = let_in(permissions=("person.view", "person.amend"))
    assert [one["id"] for one in client.get(PEOPLE).json()["results"]] == [own.pk]
    assert client.get(f"{PEOPLE}{foreign.pk}/").status_code == 404
    changed = client.patch(f"{PEOPLE}{own.pk}/", {"rank": "班长"}, content_type="application/json")
    assert changed.status_code == 200
    line = Event.objects.get(verb="person.amend")
    assert (line.by, line.by_name) == (row.account, "省厅汇聚平台")
    refused = client.post(PEOPLE, {"name": "涂"}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert client.get("/api/v1/appeals/").status_code == 403
    row.refresh_from_db()
    assert row.last_used_at and row.last_address == "127.0.0.1"


def test_it_is_out_at_once(let_in, system_admin, security_admin, network):
    today = timezone.localdate()
    row, client = let_in()
    renewed = issue_token(by=system_admin, integration=row, today=today)
    assert client.get(PEOPLE).status_code == 401
    client = Client(HTTP_AUTHORIZATION=f"Bearer {renewed.token}")
    assert client.get(PEOPLE).status_code == 200
    revoke_integration(by=security_admin, integration=row, reason="对接结束")
    answer = client.get(PEOPLE)
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    row, client = let_in()
    Integration.objects.filter(pk=row.pk).update(expires_on=today - timedelta(days=1))
    assert client.get(PEOPLE).status_code == 401


def test_a_merger_of_its_village_does_not_widen_what_was_approved(let_in, network):
    row, client = let_in()
    close_station(
        by=system_account(), station=network["羊楼洞村委会"], successor=network["蓼坪村委会"],
        kind="merged", on=TODAY, reason="合村", today=TODAY,
    )  # fmt: skip
    assert client.get(PEOPLE).status_code == 401
    row = Integration.objects.select_related("account").get(pk=row.pk)
    assert row.standing(timezone.localdate()) == Standing.MOVED


def test_wrong_tokens_lock_the_address_like_wrong_passwords(let_in):
    _row, client = let_in()
    stranger = Client(HTTP_AUTHORIZATION="Bearer zp_guess")
    assert [stranger.get(PEOPLE).status_code for _try in range(5)] == [401] * 5
    locked = client.get(PEOPLE)
    assert (locked.status_code, locked.json()["code"], locked["Retry-After"]) == (429, "throttled", "900")
    assert (
        Client(HTTP_AUTHORIZATION=f"{client.defaults['HTTP_AUTHORIZATION']}", REMOTE_ADDR="10.0.0.9")
        .get(PEOPLE)
        .status_code
        == 200
    )
    assert Event.objects.filter(verb="integration.use", result="refused").count() == 5


def test_so_many_requests_a_minute_and_no_more(let_in, client):
    _row, carrier = let_in()
    policies.write_policies({policies.API_RATE: 2, policies.API_ANONYMOUS: 1})
    assert [carrier.get(PEOPLE).status_code for _try in range(3)] == [200, 200, 429]
    assert 0 < int(carrier.get(PEOPLE)["Retry-After"]) <= 60
    assert [client.get(PEOPLE).status_code for _try in range(2)] == [401, 429]
    cache.clear()
    assert carrier.get(PEOPLE).status_code == 200


def test_a_session_still_needs_the_sign_against_forged_requests(clerk):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk, backend="stations.backends.PortalBackend")
    assert strict.get(PEOPLE).status_code == 200
    assert strict.post(PEOPLE, {"name": "涂"}, content_type="application/json").status_code == 403


def test_nobody_logs_in_with_its_account_or_gives_it_work(enter, let_in, officer, system_admin, network):
    row, _client = let_in(place="赤壁市", role="bureau_officer")
    account = row.account
    assert not account.has_usable_password()
    assert list(officers(network["赤壁市"])) == [officer]
    assert account.username not in enter(system_admin).get("/accounts/").content.decode()
    assert enter(system_admin).post(f"/accounts/{account.pk}/password/").status_code == 404
