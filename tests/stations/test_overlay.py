"""Coming in: failures in the ledger, secrets at rest, and what was typed when the session ended is never lost."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken

from core.models import Draft, Event
from stations import policies
from stations.actions import access, change_policies
from stations.models import Account, Authenticator
from tests.builders import PASSWORD
from tests.cast import *  # noqa: F403

FORM = "veterans:add:"


def enrol(account):
    access.begin_factor(by=account)
    device = access.waiting_device(account)
    return device, access.confirm_factor(by=account, code=f"{totp(device.bin_key):06d}")


@pytest.mark.parametrize("address", ["/login/", "/login/again/"])
def test_a_wrong_password_is_a_line_of_that_account_without_what_was_typed(client, clerk, address):
    client.post(address, {"username": "clerk", "password": "Secret-Typed-1"})
    line = Event.objects.get(verb="account.login")
    assert (line.result, line.subject_id, line.by_id) == ("refused", clerk.pk, None)
    assert "Secret-Typed-1" not in repr(line.__dict__)


def test_an_unknown_account_is_a_line_that_does_not_repeat_the_name(client, clerk):
    client.post("/login/", {"username": "Passw0rd-Typed-Here", "password": "x"})
    line = Event.objects.get(verb="account.login")
    assert (line.result, line.subject_id) == ("refused", None)
    assert "Passw0rd" not in repr(line.__dict__)


def test_the_secret_of_an_authenticator_is_sealed(officer):
    device, codes = enrol(officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM stations_authenticator")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT key FROM otp_totp_totpdevice")
        assert cursor.fetchone()[0] == ""
    assert device.bin_key.hex() not in stored
    assert not set(StaticToken.objects.values_list("token", flat=True)) & set(codes)


def test_a_recovery_code_counts_once(officer):
    _device, codes = enrol(officer)
    assert access.give_factor(by=officer, code=codes[0].upper())
    assert not access.give_factor(by=officer, code=codes[0])


def log_in_again(client, username):
    return client.post("/login/again/", {"username": username, "password": PASSWORD})


def keep(client):
    return client.post(f"/drafts/{FORM}/", {"name": "涂长林", "note": "已打了一半"})


def test_a_draft_is_kept_before_the_second_factor_is_given(client, officer, security_admin):
    enrol(officer)
    change_policies(by=security_admin, factor_roles=policies.BUREAU_ROLES, password_days=90, ledger_days=1095)
    assert log_in_again(client, "officer").status_code == 200
    assert keep(client).json()["saved"]
    assert Draft.objects.get(account=officer, form=FORM)
    assert client.get("/veterans/add/").headers["Location"] == "/login/factor/"


def test_a_draft_is_kept_before_an_old_password_is_changed(client, officer):
    Account.objects.filter(pk=officer.pk).update(password_changed_at=timezone.now() - timedelta(days=91))
    assert log_in_again(client, "officer").status_code == 200
    assert keep(client).status_code == 200
    assert client.get("/veterans/add/").headers["Location"] == "/me/password/"
    new = {"old": PASSWORD, "new": "Chibi-Other-2026", "again": "Chibi-Other-2026"}
    assert client.post("/me/password/", new).status_code == 302
    assert "已打了一半" in client.get("/veterans/add/").content.decode()


def test_the_secret_follows_a_change_of_keys(officer, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    device, _codes = enrol(officer)
    secret = device.bin_key
    call_command("rotate_keys")
    assert Authenticator.objects.get().bin_key == secret
