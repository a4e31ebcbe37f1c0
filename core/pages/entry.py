"""Entry forms: add or amend. Drafts while typing, a check of single fields on the way, and never a silent overwrite."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core import drafts
from core.pages.base import PortalView, today
from core.pages.runs import Runs


class FormPage(Runs, PortalView):
    """A form that runs one action. With `pk` in the address and a form of `model` it amends that row; with `pk` and
    another form it adds something to the row (a service period to a person).

    `has_draft=False` for forms with secrets.
    `keeps`: names of fields that “save and enter the next” carries over (None: no such button).
    `unmasked`: whether this user may see and type sealed numbers here in plain; override as a property.
    `live(form, name)`: what the server says while somebody types (see `check`).
    """

    template = "core/form.html"
    form = None
    writes = has_draft = True
    unmasked = False
    keeps: tuple | None = None
    save_label = _("Save")
    note = ""

    @property
    def of_row(self):
        return self.row if "pk" in self.kwargs else None

    @property
    def draft_key(self):
        return f"{self.request.resolver_match.view_name}:{self.kwargs.get('pk', '')}"

    def initial(self):
        """Values to begin with: what the address names (keys and codes)."""
        return {name: value for name, value in self.request.GET.items() if name in self.form.base_fields}

    def make_form(self, data=None, files=None):
        user, row = self.user, self.of_row
        return self.form(data, files, user=user, today=today(), row=row, unmasked=self.unmasked, initial=self.initial())

    def get(self, request, **kwargs):
        form = self.make_form()
        typed, saved_at = drafts.load(self.user, self.draft_key) if self.has_draft else (None, None)
        if typed:
            form.restore(typed)
        return self.ask(form, draft_at=saved_at)

    def ask(self, form, status=200, **context):
        return self.show(status=status, form=form, row=self.of_row, **context)

    def post(self, request, **kwargs):
        form = self.make_form(request.POST, request.FILES)
        if name := request.headers.get("X-Check"):
            return self.check_field(form, name)
        if theirs := form.overtaken():
            self.keep(form.data)
            return self.ask(form, 409, theirs=theirs)
        if form.is_valid():
            is_done, result = self.attempt(form)
            if is_done:
                return self.leave(form, result)
        self.keep(request.POST)
        return self.ask(form, 422)

    def keep(self, data):
        if self.has_draft:
            drafts.save(self.user, self.draft_key, data)

    def leave(self, form, result):
        """Saved: the draft goes, what was doubtful is said once more, and the next form or the record follows."""
        drafts.drop(self.user, self.draft_key)
        response = self.go_on(result)
        for text in form.all_warnings:
            messages.warning(self.request, text)
        if self.keeps is None or "next" not in self.request.POST:
            return response
        kept = {name: form.data.get(form.add_prefix(name), "") for name in self.keeps}
        return redirect(f"{self.request.path}?{urlencode({name: value for name, value in kept.items() if value})}")

    def check_field(self, form, name):
        """What there is to say about one field while the form is being filled in: its error, warnings, reading."""
        form.is_valid()
        said = {field: form[field].remarks for field in (name, *form.linked.get(name, ())) if field in form.fields}
        return JsonResponse({"fields": said, **self.live(form, name)})

    def live(self, form, name):
        """More to say at once: {"fill": {field: value}, "notice": html}."""
        return {}
