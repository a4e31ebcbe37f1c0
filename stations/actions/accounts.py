"""Accounts: made by the system administrator, given roles by the security administrator; disabled, never deleted."""

import secrets
import string

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core import handover, roles
from core.actions import Refused, action
from core.audit import record
from stations import rules
from stations.models import Account, AccountSession, StandIn

LETTERS = "abcdefghjkmnpqrstuvwxyz"


@action("account.create")
def create_account(*, by, username, full_name, station, role_names, password, phone=""):
    """A new account at a station. Raises ValidationError for a bad name, password or pair of roles.

    Roles at once only from the command line; in the portal the security administrator gives them (two people).
    """
    _check_roles(role_names)
    if role_names and not by.is_system:
        raise Refused("two_people", _("Roles are given by the security administrator."))
    account = Account(username=username, full_name=full_name, station=station, role_names=list(role_names), phone=phone)
    account.created_by = None if by.is_system else by
    account.must_change_password = not by.is_system
    _set_password(account, password)
    account.full_clean()
    account.save()
    record("account.create", account, by=by, changes={"role_names": (None, sorted(role_names))})
    return account


def _check_roles(role_names):
    unknown = [name for name in role_names if name not in roles.ROLES]
    if unknown:
        raise ValidationError({"role_names": _("There is no role %(name)s.") % {"name": unknown[0]}})
    try:
        rules.check_roles_fit(role_names)
    except Refused as refusal:
        raise ValidationError({"role_names": ValidationError(refusal.message, code=refusal.code)}) from refusal


def _set_password(account, password):
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise ValidationError({"password": problem.error_list}) from problem
    account.set_password(password)
    account.password_changed_at = timezone.now()


def first_password():
    """A password to be told once and changed at the first login: readable, no letter that looks like another."""
    letters = "".join(secrets.choice(LETTERS) for _number in range(6))
    digits = "".join(secrets.choice(string.digits[2:]) for _number in range(5))
    return f"{letters.capitalize()}-{digits}"


@action("account.create")
def open_account(*, by, username, full_name, station, phone=""):
    """The portal's way: no role yet, and a first password that is told once (`account.first_password`)."""
    password = first_password()
    account = create_account(
        by=by, username=username, full_name=full_name, station=station, role_names=[], password=password, phone=phone
    )
    account.first_password = password
    return account


@action("account.amend")
def amend_account(*, by, account, full_name, station, phone):
    """Name, station, telephone. A move to another station ends the sessions: what was open there is out of sight."""
    wanted = {"full_name": full_name, "station": station, "phone": phone}
    changes = {
        name: (getattr(account, name), value) for name, value in wanted.items() if getattr(account, name) != value
    }
    for name, value in wanted.items():
        setattr(account, name, value)
    account.full_clean()
    account.save(update_fields=[*wanted])
    if "station" in changes:
        end_sessions(account)
    if changes:
        record("account.amend", account, by=by, changes=changes)
    return account


@action("account.grant")
def grant_roles(*, by, account, role_names):
    """The roles of an account, all of them. Never by whoever created it, nor to oneself (two people)."""
    rules.check_grant(account, by)
    _check_roles(role_names)
    before, account.role_names = sorted(account.role_names), sorted(role_names)
    account.save(update_fields=["role_names"])
    ended = StandIn.objects.filter(absent=account, ended_at__isnull=True).update(ended_at=timezone.now())
    end_sessions(account)
    note = _("%(count)s stand-ins ended") % {"count": ended} if ended else ""
    record("account.grant", account, by=by, changes={"role_names": (before, account.role_names)}, note=note)
    return account


@action("account.disable")
def disable_account(*, by, account):
    """Nobody can log in with it any more; its sessions and stand-ins end. What it wrote stays in its name."""
    rules.check_disable(account, by)
    _disable(account)
    record("account.disable", account, by=by, changes={"is_active": (True, False)})
    return account


def _disable(account):
    account.is_active = False
    account.save(update_fields=["is_active"])
    for row in (*account.stand_ins.filter(ended_at__isnull=True), *account.stands_in.filter(ended_at__isnull=True)):
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
    end_sessions(account)


@action("account.disable")
def enable_account(*, by, account):
    rules.check_enable(account, by)
    account.is_active, account.handed_over_to = True, None
    account.save(update_fields=["is_active", "handed_over_to"])
    record("account.disable", account, by=by, changes={"is_active": (False, True)})
    return account


@action("account.reset_password")
def reset_password(*, by, account):
    """A first password again, told once (`account.first_password`); its sessions end."""
    rules.check_not_oneself(account, by)
    password = first_password()
    _set_password(account, password)
    account.must_change_password = True
    account.save()
    end_sessions(account)
    record("account.reset_password", account, by=by, changes={"password": ("", "***")})
    account.first_password = password
    return account


@action("account.hand_over")
def hand_over(*, by, account, successor):
    """All open work goes to the successor, then the account is disabled. One step: either everything or nothing."""
    rules.check_hand_over(account, by)
    rules.check_successor(account, successor)
    moved = handover.reassign_all(account, successor, by=by)
    account.handed_over_to = successor
    account.save(update_fields=["handed_over_to"])
    _disable(account)
    changes = {"handed_over_to": (None, successor.username), "is_active": (True, False)}
    record(
        "account.hand_over", account, by=by, changes=changes, note=" ".join(f"{key} {n}" for key, n in moved.items())
    )
    account.moved = moved
    return account


def end_sessions(account):
    """End every session of an account. Returns how many there were."""
    keys = list(AccountSession.objects.filter(account=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    AccountSession.objects.filter(account=account).delete()
    return len(keys)


def system_account():
    """The user of hourly and daily steps and of the command line; nobody can log in as it."""
    account, is_new = Account.objects.get_or_create(
        username="system", defaults={"full_name": "系统", "is_system": True, "is_active": False}
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
