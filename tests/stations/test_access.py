"""Passwords, lockout, second factor, sessions, stand-ins: who gets in, and how."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_otp.oath import totp

from core.actions import NotAllowed, Refused
from core.models import Event
from stations import policies
from stations.actions import (
    change_policies,
    create_account,
    end_stand_in,
    grant_roles,
    open_account,
    stand_in,
    system_account,
)
from stations.models import Account, AccountSession, Authenticator
from stations.passwords import classes_in, is_expired
from tests.builders import PASSWORD, TODAY, build_account, build_network


@pytest.fixture
def network(db):
    return build_network()


@pytest.fixture
def clerk(network):
    return build_account("clerk", network["羊楼洞村委会"], "station_clerk", full_name="刘敏")


@pytest.fixture
def system_admin(network):
    return build_account("sys", network["赤壁市"], "system_admin")


@pytest.fixture
def security_admin(network):
    return build_account("sec", network["赤壁市"], "security_admin")


def log_in(client, username, password=PASSWORD):
    return client.post("/login/", {"username": username, "password": password})


@pytest.mark.parametrize(
    ("password", "is_fine"),
    [
        ("Chibi-2026", True),
        ("chibichibi1", False),
        ("Ch1-", False),
        ("CHIBI-chibi", True),
        ("1234567890", False),
        ("军人Chibi2026", True),
    ],
)
def test_ten_characters_of_three_classes(password, is_fine):
    if is_fine:
        validate_password(password)
    else:
        with pytest.raises(ValidationError):
            validate_password(password)


def test_signs_of_any_script_are_a_class():
    assert classes_in("Ab1") == 3
    assert classes_in("军") == 1


def test_none_of_the_last_five_comes_back(clerk):
    for number in range(5):
        clerk.set_password(f"Chibi-New-{number}")
        clerk.save()
    with pytest.raises(ValidationError):
        validate_password("Chibi-New-0", clerk)
    validate_password(PASSWORD, clerk)
    assert clerk.former_passwords.count() == 5


def test_a_password_of_ninety_one_days_is_changed_first(client, clerk):
    Account.objects.filter(pk=clerk.pk).update(password_changed_at=timezone.now() - timedelta(days=91))
    log_in(client, "clerk")
    response = client.get("/me/sessions/")
    assert (response.status_code, response.headers["Location"]) == (302, "/me/password/")
    clerk.refresh_from_db()
    assert is_expired(clerk, 90)
    assert not is_expired(clerk, 0)


def test_five_wrong_passwords_lock_the_account_at_that_address(client, clerk, system_admin):
    for _number in range(5):
        log_in(client, "clerk", "wrong")
    assert log_in(client, "clerk").status_code == 429
    client.force_login(system_admin, backend="stations.backends.PortalBackend")
    assert "刘敏" in client.get("/accounts/locks/").content.decode()
    assert client.post(f"/accounts/{clerk.pk}/unlock/").status_code == 302
    client.logout()
    assert log_in(client, "clerk").status_code == 302


def test_two_people_never_one(network, system_admin, security_admin):
    account = open_account(by=system_admin, username="new", full_name="新人", station=network["赤壁市"])
    assert account.role_names == []
    assert account.must_change_password
    assert account.check_password(account.first_password)
    with pytest.raises(Refused, match="two_people"):
        create_account(
            by=system_admin,
            username="b",
            full_name="乙",
            station=network["赤壁市"],
            role_names=["leader"],
            password=PASSWORD,
        )
    with pytest.raises(NotAllowed):
        grant_roles(by=system_admin, account=account, role_names=["leader"])
    Account.objects.filter(pk=account.pk).update(created_by=security_admin)
    account.refresh_from_db()
    with pytest.raises(Refused, match="two_people"):
        grant_roles(by=security_admin, account=account, role_names=["leader"])
    with pytest.raises(Refused, match="own_account"):
        grant_roles(by=security_admin, account=security_admin, role_names=["leader"])


@pytest.mark.parametrize(
    "pair", [("system_admin", "auditor"), ("security_admin", "station_clerk"), ("auditor", "leader")]
)
def test_the_three_administrators_exclude_each_other_and_business(clerk, security_admin, pair):
    with pytest.raises(ValidationError):
        grant_roles(by=security_admin, account=clerk, role_names=list(pair))
    clerk.refresh_from_db()
    assert clerk.role_names == ["station_clerk"]


def test_the_second_factor_is_asked_for_where_the_policy_says_so(client, network, security_admin):
    build_account("officer", network["赤壁市"], "bureau_officer")
    change_policies(by=security_admin, factor_roles=policies.BUREAU_ROLES, password_days=90, ledger_days=1095)
    log_in(client, "officer")
    assert client.get("/stations/").headers["Location"] == "/me/factor/"
    assert client.get("/me/factor/").status_code == 200
    device = Authenticator.objects.get()
    response = client.post("/me/factor/", {"code": f"{totp(device.bin_key):06d}"})
    codes = response.context["codes"]
    assert len(codes) == 10
    assert client.get("/stations/").status_code == 200
    client.post("/logout/")
    log_in(client, "officer")
    assert client.get("/stations/").headers["Location"] == "/login/factor/"
    assert client.post("/login/factor/", {"code": "000000"}).status_code == 422
    assert client.post("/login/factor/", {"code": codes[0]}).status_code == 302
    assert client.get("/stations/").status_code == 200
    client.post("/logout/")
    log_in(client, "officer")
    assert client.post("/login/factor/", {"code": codes[0]}).status_code == 422


def test_a_session_is_listed_and_revoked(client, clerk, system_admin):
    log_in(client, "clerk")
    client.get("/me/sessions/")
    session = AccountSession.objects.get(account=clerk)
    other = type(client)()
    other.force_login(system_admin, backend="stations.backends.PortalBackend")
    assert "刘敏" in other.get("/accounts/sessions/").content.decode()
    assert other.post(f"/accounts/sessions/{session.pk}/end/").status_code == 302
    assert client.get("/me/").headers["Location"].startswith("/login/")


def test_a_stand_in_sits_at_the_desk_in_both_names(client, network, clerk, security_admin):
    colleague = build_account("colleague", network["毕畈村委会"], "station_clerk", full_name="王五")
    today = timezone.localdate()
    row = stand_in(
        by=security_admin,
        account=clerk,
        substitute=colleague,
        starts_on=today,
        ends_on=today,
        reason="休假",
        today=today,
    )
    log_in(client, "colleague")
    assert client.get(f"/stations/{clerk.station_id}/").status_code == 404
    client.post("/me/desk/", {"desk": row.pk})
    page = client.get(f"/stations/{clerk.station_id}/")
    assert page.status_code == 200
    assert "王五（代刘敏）" in page.content.decode()
    client.post(f"/stations/{clerk.station_id}/staff/add/", {"name": "李主任"})
    line = Event.objects.get(verb="staff.amend")
    assert (line.by_id, line.by_name, line.station_id) == (colleague.pk, "王五（代刘敏）", clerk.station_id)
    end_stand_in(by=security_admin, row=row)
    assert client.get(f"/stations/{clerk.station_id}/").status_code == 404
    colleague.refresh_from_db()
    assert (colleague.full_name, colleague.station) == ("王五", network["毕畈村委会"])


def test_nobody_stands_in_across_the_three_administrators(clerk, security_admin, system_admin):
    with pytest.raises(Refused, match="roles_conflict"):
        stand_in(
            by=security_admin,
            account=system_admin,
            substitute=clerk,
            starts_on=TODAY,
            ends_on=TODAY,
            reason="休假",
            today=TODAY,
        )


def test_the_ledger_is_kept_for_180_days_at_least(security_admin):
    with pytest.raises(ValidationError):
        change_policies(by=security_admin, factor_roles=[], password_days=90, ledger_days=30)


def test_the_system_account_cannot_log_in(client, db):
    system_account()
    assert log_in(client, "system", "").status_code == 200
