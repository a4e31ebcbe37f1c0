"""The public page: with the query code and the last four digits somebody sees how their case stands, and may rate the reply."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from appeals import desk
from appeals.actions import opinions
from appeals.forms import PublicQuery, PublicRating
from core.actions import Refused
from core.pages import today
from stations.actions import system_account

UNKNOWN = _("Code and digits do not fit together. Please compare them with your registration form.")
LOCKED = _("Too many tries. Please wait a quarter of an hour, or call the station.")


@method_decorator(never_cache, name="dispatch")
class PublicAppeal(View):
    """Nothing in the address, nothing kept in the browser; the same answer for an unknown code as for wrong digits."""

    heading = _("How does my case stand?")

    def get(self, request):
        return self.show(PublicQuery())

    def post(self, request):
        form = PublicQuery(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        appeal, problem = self.find(form.cleaned_data)
        if appeal is None:
            return self.show(form, problem=problem, status=429 if problem is LOCKED else 404)
        said = self.rate(request, appeal) if "rating" in request.POST else ""
        return self.show(form, appeal=appeal, clock=desk.clock_shown(appeal), said=said)

    def find(self, asked):
        if desk.is_locked_out(asked["code"]):
            return None, LOCKED
        appeal = desk.asked(asked["code"], asked["last4"])
        return appeal, None if appeal else UNKNOWN

    def rate(self, request, appeal):
        form = PublicRating(request.POST)
        if not form.is_valid():
            return _("Please choose how satisfied you are.")
        try:
            opinions.rate(by=system_account(), appeal=appeal, values=form.cleaned_data, today=today())
        except Refused as refusal:
            return refusal.message
        return _("Thank you, your rating is on record.")

    def show(self, form, *, status=200, **context):
        context |= {"page": self, "form": form, "today": today()}
        return render(self.request, "appeals/public.html", context, status=status)
