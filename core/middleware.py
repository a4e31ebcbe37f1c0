"""What happens around every page: where the request comes from, the user's language, nothing kept in the browser."""

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from core import audit

LANGUAGES = dict(settings.LANGUAGES)


def portal(get_response):
    def middleware(request):
        origin = audit.origin.set(get_client_ip_address(request) or None)
        try:
            with translation.override(language_of(request)):
                response = first_the_password(request) or get_response(request)
        finally:
            audit.origin.reset(origin)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def language_of(request):
    """The user's setting, before the login the cookie; never the browser's header."""
    chosen = request.user.language if request.user.is_authenticated else request.COOKIES.get("language")
    return chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE


def first_the_password(request):
    """Whoever has a password that somebody else knows changes it before anything else."""
    if not (request.user.is_authenticated and request.user.must_change_password):
        return None
    allowed = {reverse("core:password"), reverse("core:logout"), reverse("core:large_print")}
    is_open = request.path in allowed or request.path.startswith(settings.STATIC_URL)
    return None if is_open else redirect("core:password")
