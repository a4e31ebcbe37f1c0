"""One's own access: the second factor, one's sessions, somebody else's desk while they are away."""

import segno
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.pages import ActionPage, FormPage, OfModel, PortalView, today
from core.validators import parse_whole
from stations import actions, desks, policies, watch
from stations.actions import access
from stations.forms.accounts import CodeForm
from stations.models import AccountSession


def own_crumb():
    return gettext_lazy("My account"), reverse("core:settings")


class Factor(FormPage):
    """Set up the second factor: scan, type the first code, keep the recovery codes."""

    needs = None
    title, form, action = gettext_lazy("Second factor"), CodeForm, access.confirm_factor
    template = "stations/factor.html"
    has_draft = False

    @property
    def crumbs(self):
        return (own_crumb(),)

    def ask(self, form, status=200, **context):
        device = access.waiting_device(self.user)
        if device is None and not self.user.has_factor:
            access.begin_factor(by=self.user)
            device = access.waiting_device(self.user)
        return super().ask(form, status, **self.drawn(device), required=policies.needs_factor(self.user), **context)

    def drawn(self, device):
        """The picture to scan, and the same secret to type."""
        if device is None:
            return {"device": None}
        code = segno.make(device.config_url, error="m")
        secret = access.secret_text(device)
        return {"device": device, "picture": code.svg_data_uri(scale=5, border=2), "secret": secret}

    def go_on(self, result):
        self.request.session["factor_given"] = True
        watch.settle(self.request)
        return self.show("stations/codes.html", codes=result)

    @property
    def back_address(self):
        return reverse("core:settings")


class NewFactor(PortalView):
    """Another telephone: a new secret; the old one counts until the new one has given its first code."""

    def post(self, request):
        access.begin_factor(by=request.user)
        return redirect("stations:factor")


class NewCodes(PortalView):
    """Ten new recovery codes; the old ones are void."""

    title = gettext_lazy("Recovery codes")

    @property
    def crumbs(self):
        return (own_crumb(),)

    def post(self, request):
        if not request.user.has_factor:
            raise Http404
        return self.show("stations/codes.html", codes=access.renew_codes(by=request.user))


class FactorCheck(FormPage):
    """The second step of the login."""

    title, form = gettext_lazy("Second factor"), CodeForm
    template = "stations/factor_check.html"
    has_draft = False

    def attempt(self, form):
        given = access.give_factor(by=self.user, code=form.cleaned_data["code"])
        if not given:
            form.add_error("code", _("This code does not fit. Each code counts once; wait for the next one."))
        return given, None

    def go_on(self, result):
        self.request.session["factor_given"] = True
        watch.settle(self.request)
        return redirect("/")


class OwnSessions(OfModel, PortalView):
    """Where somebody is logged in."""

    model = AccountSession
    title, template = gettext_lazy("Where I am logged in"), "stations/own_sessions.html"

    @property
    def crumbs(self):
        return (own_crumb(),)

    def get(self, request):
        rows = request.user.sessions.all()
        return self.show(sessions=access.live_sessions(rows), own=request.session.session_key)


class EndOwnSession(ActionPage):
    model, reads = AccountSession, True
    action = actions.end_own_session
    label, icon = gettext_lazy("End it"), "cross"
    done = "stations:own_sessions"
    saved = gettext_lazy("The session is ended.")

    def refine(self, rows):
        return rows.filter(account_id=self.user.pk)

    def arguments(self, form):
        return super().arguments(form) | {"session": self.row}


class Desks(PortalView):
    """Whose desk one may sit at today, and back to one's own."""

    title, template = gettext_lazy("Stand-in"), "stations/desks.html"

    @property
    def crumbs(self):
        return (own_crumb(),)

    def get(self, request):
        return self.show(desks=desks.desks_of(request.user, today()), sitting=desks.sitting_at(request))

    def post(self, request):
        wanted = request.POST.get("desk", "")
        if not wanted:
            request.session.pop("desk", None)
            return redirect("stations:desks")
        row = desks.desks_of(request.user, today()).filter(pk=parse_whole(wanted)).first()
        if row is None:
            raise Http404
        request.session["desk"] = row.pk
        audit.record("account.sit_down", row.absent, by=request.user, note=row.reason)
        messages.success(request, _("You sit at the desk of %(name)s now.") % {"name": row.absent.full_name})
        return redirect("/")
