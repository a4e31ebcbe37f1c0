"""How another system comes in: `Authorization: Bearer …`. Only a digest of the token is kept, failures lock like wrong passwords.

The account behind the token is an ordinary one for everything that follows: scope, permissions, ledger, authorship.
"""

import secrets
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.throttling import SimpleRateThrottle

from core import audit
from stations import policies
from stations.choices import Standing
from stations.models import Integration

PREFIX = "zp_"
BYTES = 32
# What wrong tokens are counted under, beside the address they come from
COUNTED_AS = {"username": "(token)"}
NOTED_EVERY = timedelta(minutes=1)


def new_token():
    return PREFIX + secrets.token_urlsafe(BYTES)


def digest_of(token):
    """What is kept of a token. It is long and random: nobody finds it again by trying."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(token)
    return digest.finalize().hex()


class BearerToken(BaseAuthentication):
    """The integration whose token the request carries. A wrong one is counted by address, as wrong passwords are."""

    def authenticate(self, request):
        scheme, _space, token = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        self._stop_who_guesses(request._request)
        integration = usable(token.strip())
        if integration is None:
            self._count(request._request)
            raise AuthenticationFailed(_("This token is not valid."))
        note_use(integration)
        return integration.account, integration

    def authenticate_header(self, request):
        return 'Bearer realm="api"'

    @staticmethod
    def _stop_who_guesses(request):
        if not AxesProxyHandler.is_allowed(request, COUNTED_AS):
            raise Throttled(wait=settings.AXES_COOLOFF_TIME.total_seconds())

    @staticmethod
    def _count(request):
        AxesProxyHandler.user_login_failed(BearerToken, COUNTED_AS, request)
        request.axes_locked_out = False  # the answer is ours, not the page for people
        audit.record("integration.use", Integration, by=None, result="refused")


def usable(token):
    """The integration of a token that lets in today, with its account."""
    rows = Integration.objects.select_related("account__station__division").filter(digest=digest_of(token))
    found = rows.first()
    is_open = found and found.account.is_active and found.standing(timezone.localdate()) == Standing.IN_USE
    return found if is_open else None


def note_use(integration):
    """When and from where it was last used, at most once a minute."""
    now = timezone.now()
    stale = Integration.objects.filter(pk=integration.pk).filter(
        Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED_EVERY)
    )
    stale.update(last_used_at=now, last_address=audit.address_of(audit.origin.get()))


class Rate(SimpleRateThrottle):
    """Requests a minute: of a token, of an account, of an address without either. The policies say how many."""

    rate = "a minute"

    def __init__(self):
        self.duration = 60

    def allow_request(self, request, view):
        is_known = request.user.is_authenticated
        self.num_requests = policies.read_policies()[policies.API_RATE if is_known else policies.API_ANONYMOUS]
        return super().allow_request(request, view)

    def get_cache_key(self, request, view):
        who = f"account.{request.user.pk}" if request.user.is_authenticated else f"address.{audit.origin.get()}"
        return f"api.rate.{who}"
