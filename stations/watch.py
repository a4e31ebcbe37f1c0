"""Around every page of somebody who is logged in: the session is known, the password fresh, the second factor given.

A session is noted at its first request (also after a change of password, which gives it a new key). What has to happen
first is decided there and kept in the session, so that every later request costs no query.
"""

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core import audit
from stations import desks, policies
from stations.models import AccountSession
from stations.passwords import is_expired

# in this order; the page where each is done
FIRST = {"factor": "stations:factor_check", "password": "core:password", "enrol": "stations:factor"}
ALWAYS_OPEN = ("core:logout", "core:login", "core:login_again", "core:large_print", "core:language", "core:alive")


def watch(get_response):
    def middleware(request):
        if request.user.is_authenticated:
            if request.session.get("watched") != request.session.session_key:
                begin(request)
            desks.sit_down(request)
            if detour := where_first(request):
                return redirect(detour)
        return get_response(request)

    return middleware


def begin(request):
    """Note the session and what its owner must do before anything else."""
    session, user = request.session, request.user
    known = AccountSession.objects.filter(account_id=user.pk, session_key=session.get("watched", ""))
    if not ("watched" in session and known.update(session_key=session.session_key)):
        noted = AccountSession(
            account_id=user.pk,
            session_key=session.session_key,
            address=audit.address_of(audit.origin.get()),
            browser=request.headers.get("User-Agent", "")[:200],
        )
        AccountSession.objects.bulk_create([noted], ignore_conflicts=True)  # two first requests may come at once
    session["watched"] = session.session_key
    settle(request)


def settle(request):
    """Decide anew what comes first."""
    user, rules = request.user, policies.read_policies()
    open_now = {
        "factor": user.has_factor and not request.session.get("factor_given"),
        "password": is_expired(user, rules[policies.PASSWORD_DAYS], timezone.now()),
        "enrol": policies.needs_factor(user, rules) and not user.has_factor,
    }
    request.session["first"] = [name for name in FIRST if open_now[name]]


def where_first(request):
    """The page to do first, or None when the way is free."""
    waiting = request.session.get("first")
    if not waiting:
        return None
    wanted = reverse(FIRST[waiting[0]])
    allowed = {wanted, *map(reverse, ALWAYS_OPEN)}
    # what was typed before the session ended is kept first: the page to do now replaces the form
    drafts = reverse("core:draft", args=["-"]).removesuffix("-/")
    is_open = request.path in allowed or request.path.startswith((settings.STATIC_URL, drafts))
    return None if is_open else wanted
