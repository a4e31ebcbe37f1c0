"""Coming in and going out: login, also over an open form, logout, and one's own settings."""

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login, logout, password_validation, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core import audit
from core.actions import action
from core.forms import Field, PortalForm, Section
from core.pages import FormPage, PortalView, safe_address

YEAR = 365 * 24 * 3600


@action("account.settings")
def change_settings(*, by, language=None, has_large_print=None, password=None):
    """Somebody's own language, print size or password. Saves only what changed: at another's desk the rest is lent."""
    changes = {}
    for name, value in (("language", language), ("has_large_print", has_large_print)):
        if value is not None and value != getattr(by, name):
            changes[name] = (getattr(by, name), value)
            setattr(by, name, value)
    touched = list(changes)
    if password:
        by.set_password(password)
        by.password_changed_at, by.must_change_password = timezone.now(), False
        changes["password"] = ("", "***")
        touched += ["password", "password_changed_at", "must_change_password"]
        password_validation.password_changed(password, user=by)
    if changes:
        by.save(update_fields=touched)
        audit.record("account.settings", by, by=by, changes=changes)


class LoginForm(AuthenticationForm):
    """Account and password; a failure says how many tries are left before the lock."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": gettext_lazy("Account or password is wrong.")
    }

    def get_invalid_login_error(self):
        text = str(self.error_messages["invalid_login"])
        given = {"username": self.cleaned_data.get("username")}
        left = settings.AXES_FAILURE_LIMIT - AxesProxyHandler.get_failures(self.request, given)
        if left > 0:
            minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
            numbers = {"left": left, "minutes": minutes}
            text += _("After %(left)s more wrong tries it is locked for %(minutes)s minutes.") % numbers
        return ValidationError(text, code="invalid_login")


def record_failure(form):
    """A failed login in the ledger, by the account it was for; what was typed may be a password and is not kept."""
    account = get_user_model().objects.filter(username=form.cleaned_data.get("username")).first()
    audit.record("account.login", account, by=None, result="refused")


class Login(LoginView):
    template_name = "core/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        audit.record("account.login", self.request.user, by=self.request.user)
        return response

    def form_invalid(self, form):
        record_failure(form)
        return super().form_invalid(form)


@method_decorator(never_cache, name="dispatch")
class LoginAgain(View):
    """The login over a form whose session has ended: answers a script, so that nothing typed is lost."""

    def get(self, request):
        return render(request, "core/login_again.html", {"form": LoginForm(request)})

    def post(self, request):
        form = LoginForm(request, request.POST)
        if not form.is_valid():
            record_failure(form)
            return JsonResponse({"errors": form.non_field_errors()}, status=422)
        login(request, form.get_user())
        audit.record("account.login", request.user, by=request.user)
        return JsonResponse({"token": get_token(request), "account": request.user.pk})


@require_POST
def leave(request):
    if request.user.is_authenticated:
        audit.record("account.logout", request.user, by=request.user)
    logout(request)
    return redirect("core:login")


@require_POST
def switch_large_print(request):
    """Large print on or off: the account's setting, before the login a cookie."""
    response = redirect(safe_address(request, request.POST.get("next")))
    if request.user.is_authenticated:
        change_settings(by=request.user, has_large_print=not request.user.has_large_print)
    else:
        response.set_cookie("large", "0" if request.COOKIES.get("large") == "1" else "1", max_age=YEAR, samesite="Lax")
    return response


@require_POST
def switch_language(request):
    """The language, kept like the print size."""
    language = request.POST.get("language")
    response = redirect(safe_address(request, request.POST.get("next")))
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            change_settings(by=request.user, language=language)
        response.set_cookie("language", language, max_age=YEAR, samesite="Lax")
    return response


class Settings(PortalView):
    """One's own account: who one is here, print size, language, password, logout."""

    title = gettext_lazy("My account")
    template = "core/settings.html"

    def get(self, request):
        return self.show(languages=settings.LANGUAGES)


class PasswordForm(PortalForm):
    sections = (Section("password", gettext_lazy("Password"), (Field("old", 4), Field("new", 4), Field("again", 4))),)
    old = forms.CharField(
        label=gettext_lazy("Present password"), widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 10 characters, with three of: capitals, small letters, digits, signs."),
    )
    again = forms.CharField(
        label=gettext_lazy("New password again"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError(_("This is not your present password."), code="wrong_password")
        return self.cleaned_data["old"]

    def clean_new(self):
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self):
        values = super().clean()
        if values.get("new") and values.get("again") and values["new"] != values["again"]:
            self.add_error("again", ValidationError(_("The two new passwords differ."), code="differs"))
        return values


class Password(FormPage):
    title = gettext_lazy("Change the password")
    form = PasswordForm
    action = change_settings
    has_draft = False
    done = "core:settings"
    saved = gettext_lazy("The password is changed.")

    @property
    def note(self):
        if not self.user.must_change_password:
            return ""
        return _("Your password was given to you by somebody else: choose your own first.")

    def arguments(self, form):
        return {"by": self.user, "password": form.cleaned_data["new"]}

    def go_on(self, result):
        update_session_auth_hash(self.request, self.user)
        messages.success(self.request, self.saved)
        return redirect(self.done)
