"""Other systems: one administrator asks for an integration and is given its token, another approves it, either ends it."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from core import roles
from core.actions import action
from core.audit import record
from stations import rules, tokens
from stations.models import Account, Integration


@action("integration.create")
def create_integration(*, by, name, purpose, station, role, permissions, expires_on, plain_reason="", today):
    """Waits for the second person. `permissions`: of the role's own, and what only tokens are given."""
    rules.check_integration(role, permissions, plain_reason, expires_on, today)
    integration = Integration(
        name=name,
        purpose=purpose,
        station=station,
        permissions=sorted(permissions),
        plain_reason=plain_reason,
        expires_on=expires_on,
        created_by=by,
        account=_service_account(by, name, station, role),
    )
    integration.full_clean()
    integration.save()
    told = {"purpose": purpose, "station": station.name, "role_names": roles.ROLES[role].name}
    told |= {"permissions": integration.permissions, "expires_on": expires_on, "plain_reason": plain_reason}
    record("integration.create", integration, by=by, changes={key: (None, value) for key, value in told.items()})
    return integration


def _service_account(by, name, station, role):
    """Nobody logs in with it: no password, and in use only from the approval to the revocation."""
    username = f"api.{secrets.token_hex(4)}"
    account = Account(username=username, full_name=name, station=station, role_names=[role], is_service=True)
    account.created_by, account.is_active = by, False
    account.set_unusable_password()
    account.full_clean()
    account.save()
    return account


@action("integration.approve")
def approve_integration(*, by, integration, today):
    """The second person agrees; the token is issued afterwards, by the first."""
    integration = _locked(integration)
    rules.check_approve(integration, by, today)
    integration.approved_by, integration.approved_at = by, timezone.now()
    integration.save(update_fields=["approved_by", "approved_at"])
    _let_in(integration, True)
    record("integration.approve", integration, by=by, changes={"approved_by": (None, by.username)})
    return integration


@action("integration.issue")
def issue_token(*, by, integration, today):
    """A token, told once (`integration.token`). The one before stops at this moment."""
    integration = _locked(integration)
    rules.check_issue(integration, by, today)
    token = tokens.new_token()
    is_first = integration.digest is None
    integration.digest, integration.issued_at = tokens.digest_of(token.encode()), timezone.now()
    integration.save(update_fields=["digest", "issued_at"])
    note = "" if is_first else _("replaces the one before")
    record("integration.issue", integration, by=by, changes={"token": ("", "***")}, note=note)
    integration.token = token
    return integration


@action("integration.revoke")
def revoke_integration(*, by, integration, reason):
    """It lets nobody in any more, from this moment. What it wrote stays in its name."""
    integration = _locked(integration)
    rules.check_revoke(integration, by)
    integration.revoked_by, integration.revoked_at, integration.digest = by, timezone.now(), None
    integration.save(update_fields=["revoked_by", "revoked_at", "digest"])
    _let_in(integration, False)
    record("integration.revoke", integration, by=by, changes={"revoked_by": (None, by.username)}, note=reason)
    return integration


def _let_in(integration, is_open):
    integration.account.is_active = is_open
    integration.account.save(update_fields=["is_active"])


def _locked(integration):
    rows = Integration.objects.select_for_update(of=("self",)).select_related("account", "station")
    return rows.get(pk=integration.pk)
