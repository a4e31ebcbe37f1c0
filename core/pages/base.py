"""What every page does: who may come in, which rows it fetches, how a refusal is told."""

from types import FunctionType
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views import View

from core import audit
from core.actions import NotAllowed, OutOfScope, Refused


def today():
    """The date where the bureau is."""
    return timezone.localdate()


def is_partial(request):
    """Whether only the live part of a page is asked for."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def safe_address(request, address, fallback="/"):
    """`address` when it leads to this portal."""
    is_ours = url_has_allowed_host_and_scheme(address or "", {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else fallback


def page_at(url_name, *args):
    """The page class behind an address."""
    kind = url_name, len(args)
    if kind not in _PAGES:
        _PAGES[kind] = getattr(resolve(reverse(url_name, args=args)).func, "view_class", None)
    return _PAGES[kind]


# Looked up once for each name: an address is sought among hundreds, and every button of every row of a list asks
_PAGES: dict = {}


def allows(url_name, user, *args):
    """Whether the page at this address is open to the user, as far as permissions go."""
    needs = getattr(page_at(url_name, *args), "needs", None)
    return needs is None or user.may(needs)


class PortalView(View):
    """A page for somebody who is logged in and holds the permission `needs` (None: everybody)."""

    needs: str | None = None
    title = ""
    template = ""
    functions = ("action", "check")

    def __init_subclass__(cls):
        """Functions given as `action` and `check` are declarations, not methods."""
        if cls.needs and (words := getattr(cls, "label", "") or cls.title):
            audit.VERB_LABELS.setdefault(cls.needs, words)  # what the ledger calls it, unless an app says it better
        for name in cls.functions:
            if isinstance(cls.__dict__.get(name), FunctionType):
                setattr(cls, name, staticmethod(cls.__dict__[name]))

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return ask_to_log_in(request)
        try:
            if self.needs and not request.user.may(self.needs):
                raise NotAllowed(self.needs)
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed as refusal:
            return render(request, "403.html", {"permission": refusal.permission}, status=403)
        except OutOfScope:
            raise Http404 from None
        except Refused as refusal:
            return self.refused(refusal)

    def refused(self, refusal):
        """A rule says no: told where the user is."""
        if is_partial(self.request):
            return render(self.request, "core/refused.html", {"refusal": refusal}, status=409)
        messages.error(self.request, refusal.message)
        before = safe_address(self.request, self.request.META.get("HTTP_REFERER"))
        is_itself = self.request.method == "GET" and urlsplit(before).path == self.request.path
        return redirect("/" if is_itself else before)

    def show(self, template=None, status=200, **context):
        """The page's template; `page` is this view."""
        return render(self.request, template or self.template, {"page": self, **context}, status=status)

    @property
    def heading(self):
        return self.title

    crumbs_label = _("You are here")

    @property
    def crumbs(self):
        """(label, address) of the pages above this one; an empty address is a word only."""
        return ()

    @property
    def user(self):
        return self.request.user


def ask_to_log_in(request):
    """The login page for a page, 401 for a script: it opens the login over the form and carries on."""
    if request.htmx or request.headers.get("X-Portal"):
        return HttpResponse(status=401)
    address = resolve_url("core:login")
    wanted = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "")
    path = urlsplit(wanted)
    wanted = path.path + (f"?{path.query}" if path.query else "")
    return redirect(f"{address}?{urlencode({'next': wanted})}" if wanted not in ("", "/") else address)


class OfModel:
    """Pages about rows of `model`. `refine(rows)` adds what the page reads besides: select_related, annotations, a filter.

    `tells`: a page to read a row also beside the record of somebody who came from elsewhere (`told_to`).
    """

    model: type[Model]
    writes = tells = False

    def refine(self, rows):
        return rows

    @property
    def in_sight(self):
        manager = self.model.objects
        asked = manager.writable_by if self.writes else manager.told_to if self.tells else manager.visible_to
        return asked(self.user)

    @property
    def rows(self):
        return self.refine(self.in_sight)

    @cached_property
    def row(self):
        """The row of the address, or 404."""
        return get_object_or_404(self.rows, pk=self.kwargs["pk"])
