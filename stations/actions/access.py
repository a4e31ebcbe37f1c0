"""Access: sessions, the second factor, stand-ins, locks after wrong passwords, the policies."""

from base64 import b32encode

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.util import random_hex

from core import vault
from core.actions import Refused, action
from core.audit import record
from core.ledger import SHORTEST_RETENTION
from stations import policies, rules
from stations.models import Account, AccountSession, Authenticator, StandIn

RECOVERY_CODES = 10
CODE_LENGTH = 6
SECRET_BYTES = 20  # as long as the hash of the codes (RFC 4226 §4)


# ——— sessions ———


@action("account.end_session")
def end_session(*, by, session):
    """End somebody's session: their next click asks for the password."""
    _end(session)
    record("account.end_session", session.account, by=by, note=session.address or "")
    return session.account


@action("account.settings")
def end_own_session(*, by, session):
    if session.account_id != by.pk:
        raise Refused("not_yours", _("This is not your session."))
    _end(session)
    record("account.end_session", by, by=by, note=session.address or "")


def _end(session):
    Session.objects.filter(session_key=session.session_key).delete()
    AccountSession.objects.filter(pk=session.pk).delete()


def live_sessions(rows):
    """The rows whose session is still open, each with `seen_at`; rows of ended sessions are left out."""
    rows = list(rows)
    now = timezone.now()
    found = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now)
    expiry = dict(found.values_list("session_key", "expire_date"))
    return [row for row in rows if row.session_key in expiry]


# ——— the second factor ———


@action("account.settings")
def begin_factor(*, by):
    """A new secret for the authenticator; it counts only once a code of it was given."""
    Authenticator.objects.filter(user_id=by.pk, confirmed=False).delete()
    secret = random_hex(SECRET_BYTES)
    Authenticator.objects.create(user_id=by.pk, name=by.username, confirmed=False, key="", secret=secret)


def waiting_device(account):
    return Authenticator.objects.filter(user_id=account.pk, confirmed=False).order_by("-pk").first()


@action("account.settings")
def confirm_factor(*, by, code):
    """The first code proves that the authenticator works: the second factor is on. Returns the recovery codes."""
    device = waiting_device(by)
    if device is None or not device.verify_token(code):
        raise ValidationError({"code": _("This code does not fit. Is the clock of the telephone right?")})
    Authenticator.objects.filter(user_id=by.pk, confirmed=True).delete()
    device.confirmed = True
    device.save()
    Account.objects.filter(pk=by.pk).update(has_factor=True)
    by.has_factor = True
    record("account.factor", by, by=by, changes={"has_factor": (False, True)})
    return _new_codes(by)


@action("account.settings")
def renew_codes(*, by):
    record("account.factor", by, by=by, note=_("new recovery codes"))
    return _new_codes(by)


def _new_codes(account):
    StaticDevice.objects.filter(user_id=account.pk).delete()
    device = StaticDevice.objects.create(user_id=account.pk, name="recovery", confirmed=True)
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=fingerprint(code)) for code in codes)
    return codes


def fingerprint(code):
    """What is kept of a recovery code: a keyed digest, as long as the library's column. Nobody can read the code back."""
    return vault.digest(code, "recovery")[: StaticToken._meta.get_field("token").max_length]


@action("account.settings")
def give_factor(*, by, code):
    """The second factor at login: a code of the authenticator, or a recovery code, which is then used up. Whether it fits."""
    code = code.replace(" ", "").lower()
    # each kind by its shape: a wrong code of one must not slow down the other
    is_recovery = not (code.isdigit() and len(code) == CODE_LENGTH)
    devices = (StaticDevice if is_recovery else Authenticator).objects.filter(user_id=by.pk, confirmed=True)
    given = fingerprint(code) if is_recovery else code
    for device in devices:
        if device.verify_token(given):
            record("account.factor", by, by=by, note=_("recovery code") if is_recovery else "")
            return True
    record("account.factor", by, by=by, result="failed")
    return False


@action("account.reset_factor")
def reset_factor(*, by, account):
    """For who has lost the telephone: the second factor is off until it is set up anew."""
    rules.check_not_oneself(account, by)
    Authenticator.objects.filter(user=account).delete()
    StaticDevice.objects.filter(user=account).delete()
    account.has_factor = False
    account.save(update_fields=["has_factor"])
    record("account.reset_factor", account, by=by, changes={"has_factor": (True, False)})
    return account


# ——— stand-ins ———


@action("account.stand_in")
def stand_in(*, by, account, substitute, starts_on, ends_on, reason, today):
    """`substitute` may sit at the desk of `account` from one day to another (AB岗)."""
    rules.check_stand_in(account, substitute, starts_on, ends_on, today)
    row = StandIn(
        absent=account, substitute=substitute, starts_on=starts_on, ends_on=ends_on, reason=reason, made_by_id=by.pk
    )
    row.full_clean()
    row.save()
    changes = {"substitute": (None, substitute.username), "ends_on": (None, ends_on)}
    record("account.stand_in", account, by=by, changes=changes, note=reason)
    return row


@action("account.stand_in")
def end_stand_in(*, by, row):
    if row.ended_at:
        raise Refused("ended", _("It is over already."))
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record("account.stand_in", row.absent, by=by, note=_("ended"))
    return row


# ——— locks ———


def locked_attempts(usernames=None):
    """Wrong passwords by account and address, the latest first; `is_locked` once the limit is reached."""
    rows = AccessAttempt.objects.order_by("-attempt_time")
    return rows if usernames is None else rows.filter(username__in=usernames)


@action("account.unlock")
def unlock(*, by, account):
    """Forget the wrong passwords of an account, at every address."""
    count = AccessAttempt.objects.filter(username=account.username).delete()[0]
    record("account.unlock", account, by=by, note=str(count))
    return account


# ——— policies ———


@action("policy.edit")
def change_policies(*, by, factor_roles, password_days, ledger_days, api_rate=None, api_anonymous=None):
    """What holds for everybody; each change is a line in the ledger. Rates that are not given stay."""
    if ledger_days < SHORTEST_RETENTION.days:
        raise ValidationError({"ledger_days": _("The ledger must be kept for at least 180 days.")})
    values = {policies.FACTOR_ROLES: sorted(factor_roles), policies.PASSWORD_DAYS: password_days}
    rates = {policies.API_RATE: api_rate, policies.API_ANONYMOUS: api_anonymous}
    values |= {policies.LEDGER_DAYS: ledger_days} | {key: rate for key, rate in rates.items() if rate}
    changes = policies.write_policies(values)
    if changes:
        record("policy.edit", None, by=by, changes=changes)
    return None


def lock_policy(now):
    """What is fixed in the settings, for the pages that say it."""
    return {
        "limit": settings.AXES_FAILURE_LIMIT,
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
        "idle": settings.SESSION_COOKIE_AGE // 60,
        "locked_since": now - settings.AXES_COOLOFF_TIME,
    }


def secret_text(device):
    """The secret as an authenticator wants it typed: base32 in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
