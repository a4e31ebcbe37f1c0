"""What every answer carries, what keeps a session alive, what locks an account, what is too large."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from config.wsgi import application
from core import health
from core.models import Heartbeat
from stations.actions import create_account, system_account
from stations.models import Division, Station

PASSWORD = "Chibi-2024-portal"


@pytest.fixture
def clerk(db):
    division = Division.objects.create(code="421281000000", name="赤壁市", tier="city")
    station = Station.objects.create(division=division, name="赤壁市退役军人服务中心", tier="city")
    who = {"username": "clerk", "full_name": "测试员", "role_names": ["station_clerk"]}
    return create_account(by=system_account(), station=station, password=PASSWORD, **who)


def log_in(client, password=PASSWORD, **extra):
    return client.post("/login/", {"username": "clerk", "password": password}, **extra)


def test_every_answer_is_under_a_strict_policy(client, db):
    policy = client.get("/login/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'" and parts["script-src"] == "'self'" and parts["style-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'" and parts["form-action"] == "'self'" and parts["base-uri"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy


def test_security_headers(client, db):
    headers = client.get("/login/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_closed_to_scripts(client, clerk):
    response = log_in(client)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        assert response.cookies[name]["httponly"] and response.cookies[name]["samesite"] in ("Lax", "Strict")


@override_settings(
    BEHIND_TLS=True,
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31_536_000,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_behind_tls(client, db):
    assert client.get("/login/").status_code == 301
    assert client.get("/healthz").status_code == 200
    secure = client.get("/login/", headers={"X-Forwarded-Proto": "https"})
    assert secure.status_code == 200 and "max-age=31536000" in secure.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("is_behind", "address"), [(True, "10.9.8.7"), (False, "192.0.2.1")])
def test_the_address_behind_a_proxy(monkeypatch, is_behind, address):
    """Only the last entry is the proxy's own; the rest is whatever the client wrote."""
    monkeypatch.setattr("config.wsgi.django_application", lambda environ, start: environ["REMOTE_ADDR"])
    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 10.9.8.7"}
    with override_settings(BEHIND_TLS=is_behind):
        assert application(environ, None) == address


def test_five_failures_lock_the_account_at_that_address(client, clerk):
    for _attempt in range(5):
        refused = log_in(client, "wrong-Password-1")
    assert refused.status_code == 429
    assert log_in(client).status_code == 429
    # Elsewhere the same account works: nobody can lock a clerk out from outside.
    assert log_in(Client(REMOTE_ADDR="10.1.1.1")).status_code == 302


def test_a_session_is_renewed_by_work_but_at_most_once_a_minute(client, clerk, django_assert_num_queries):
    log_in(client)
    client.get("/healthz")
    session = Session.objects.get()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/healthz")
    assert Session.objects.get(pk=session.pk).expire_date < timezone.now() + timedelta(minutes=2)
    age_the_session(client)
    client.get("/healthz")
    assert Session.objects.get(pk=session.pk).expire_date > timezone.now() + timedelta(minutes=29)


def age_the_session(client):
    session = client.session
    session["seen"] = int(time.time()) - 120
    session.save()


def test_what_refreshes_itself_does_not_keep_a_session(client, clerk):
    log_in(client)
    client.get("/healthz")
    age_the_session(client)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/healthz", headers={"Portal-Poll": "1"})
    assert Session.objects.get().expire_date < timezone.now() + timedelta(minutes=2)


def test_a_body_beyond_every_limit_is_refused_before_it_is_kept(client, db, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    file = SimpleUploadedFile("big.xlsx", b"x" * 1_100_000)
    assert client.post("/login/", {"username": "a", "password": "b", "file": file}).status_code == 400


def test_healthz(client, db):
    assert client.get("/healthz").status_code == 200


def test_healthz_without_a_database(client, db, monkeypatch):
    def fail():
        raise health.DatabaseError

    monkeypatch.setattr(health, "is_migrated", fail)
    assert client.get("/healthz").status_code == 503
    found = client.get("/readyz")
    assert found.status_code == 503 and found.json()["database"] == "unreachable"


def test_readyz_tells_of_silence(client, db):
    now = timezone.now()
    Heartbeat.objects.create(name="worker", at=now - timedelta(minutes=9))
    Heartbeat.objects.create(name="beat", at=now - timedelta(minutes=9))
    assert client.get("/readyz").json()["ready"] is True
    Heartbeat.objects.filter(name="beat").update(at=now - timedelta(minutes=11))
    found = client.get("/readyz")
    assert found.status_code == 503
    assert (found.json()["worker"], found.json()["beat"]) == ("ok", "silent")


def test_readyz_tells_of_a_full_disk(client, db, monkeypatch):
    monkeypatch.setattr(health, "LOW_DISK_MB", 2**40)
    assert client.get("/readyz").json()["disk"] == "low"


def test_demo_data_in_production_is_told(client, db, settings, monkeypatch):
    settings.IS_DEMO = False
    monkeypatch.setattr(health, "demo_models", lambda: ["veterans.Person"])
    found = client.get("/readyz")
    assert found.status_code == 503 and found.json()["data"] == "demo data in production"
