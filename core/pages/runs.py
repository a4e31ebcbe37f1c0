"""Pages that run an action."""

import inspect

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import actions
from core.actions import Refused
from core.pages import receipts
from core.pages.base import OfModel, PortalView, is_partial, today


def fill(action, offers):
    """The keyword arguments that the signature of `action` asks for, from what the page offers."""
    wanted = inspect.signature(action).parameters
    if any(parameter.kind == parameter.VAR_KEYWORD for parameter in wanted.values()):
        return offers
    return {name: offers[name] for name in wanted if name in offers}


class Runs(OfModel):
    """Pages that run an action: the same way of calling it, of saying no, and of going on."""

    action = None
    done = ""
    saved = ""

    def arguments(self, form):
        """What the action may ask for. Extend it with `super().arguments(form) | {…}`."""
        offers = {"by": self.user, "today": today(), "values": form.cleaned_data if form else {}}
        if form:
            offers |= form.cleaned_data
        if "pk" in self.kwargs:
            offers |= {"row": self.row, self.row._meta.model_name: self.row}
        return offers

    def run(self, form=None):
        return self.action(**fill(self.action, self.arguments(form)))

    def attempt(self, form):
        """The action's result; None when it said no, with the reasons in the form."""
        try:
            return True, self.run(form)
        except ValidationError as problem:
            form.take(problem)
        except Refused as refusal:
            form.refuse(refusal)
        return False, None

    def go_on(self, result):
        """After success: the receipt for what was handed over, else the page that shows the result."""
        if getattr(self.action, "hands_over", False):
            return redirect("core:receipt", token=receipts.give(self.request, self.receipt(result)))
        if text := self.saved_text(result):
            messages.success(self.request, text)
        return redirect(self.done_address(result))

    def saved_text(self, result):
        return self.saved or _("Saved.")

    def receipt(self, result):
        """What the author keeps of a row that may leave their sight: title, (label, value) facts, where to go on."""
        facts = [
            (_("Matter"), self.title),
            (_("Record"), str(result)),
            (_("When"), f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        ]
        return {"title": self.saved_text(result), "facts": facts, "back": self.back_address}

    def done_address(self, result):
        if self.done:
            return reverse(self.done)
        for shown in (result, self.row if "pk" in self.kwargs else None):
            if hasattr(shown, "get_absolute_url"):
                return shown.get_absolute_url()
        return self.back_address

    @property
    def back_address(self):
        """Where “cancel” leads."""
        row = self.row if "pk" in self.kwargs else None
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else "/"


class ActionPage(Runs, PortalView):
    """One verb on one row: a button, or a small form that opens over the page (and works as a page of its own).

    Place it with `{% act "veterans:reveal" row %}`: the button is missing for who may not, and dashed with its reason
    while `check(row, by, today)` refuses. `reads=True` fetches what the user may see; else what the user may change.
    `stays`: offered on several pages, so that its dialog comes back to the one below it.
    """

    template = "core/act.html"
    form = None
    check = None
    label = ""
    icon = ""
    tone = ""
    reads = stays = False

    @property
    def writes(self):
        return not self.reads

    @property
    def heading(self):
        return self.title or self.label

    def make_form(self, data=None, files=None):
        return self.form(data, files, user=self.user, today=today(), row=self.row) if self.form else None

    def reason_against(self):
        """The Refused of the rule, or None."""
        return why_not(type(self), self.row, self.user)

    def get(self, request, **kwargs):
        if self.form is None:
            return self.http_method_not_allowed(request)
        return self.ask(self.make_form())

    def ask(self, form, status=200):
        template = "core/act_part.html" if is_partial(self.request) else None
        return self.show(template, status, row=self.row, form=form, reason=self.reason_against())

    def post(self, request, **kwargs):
        if refusal := self.reason_against():
            raise refusal
        form = self.make_form(request.POST, request.FILES)
        if form is None:
            return self.leave(self.go_on(self.run_bare()))
        if form.is_valid():
            is_done, result = self.attempt(form)
            if is_done:
                return self.leave(self.go_on(result))
        return self.ask(form, 422)

    def run_bare(self):
        """Without a form there is no field to say it beside: what the action finds invalid is told as a refusal."""
        try:
            return self.run()
        except ValidationError as problem:
            raise Refused("invalid", " ".join(problem.messages)) from problem

    def leave(self, response):
        """From a dialog the whole page moves on. Where it would come back to the page below, that stays as it was:
        filtered, searched, on its tab."""
        if is_partial(self.request) and "Location" in response:
            address, below = response["Location"], self.request.htmx.current_url_abs_path or ""
            stays = below and (self.stays or below.partition("?")[0] == address)
            response = HttpResponse(headers={"HX-Redirect": below if stays else address})
        return response


def why_not(page, row, user):
    """Why a page's rule refuses the row now, or None."""
    if page.check is None:
        return None
    offers = {"by": user, "today": today(), "row": row, row._meta.model_name: row}
    positional = [offers.get(name, row) for name in inspect.signature(page.check).parameters]
    return actions.check(page.check, *positional)
