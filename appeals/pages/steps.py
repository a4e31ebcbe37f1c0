"""A page for every step of the table, and the small actions beside it. Nothing here says what may happen when."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals import desk
from appeals.actions import cases, files, opinions, reviews, steps
from appeals.forms import FORMS, AttachForm, KeptForm, PromiseForm, ServeForm
from appeals.models import Appeal, Attachment, Paper, Promise
from appeals.papers import as_word
from appeals.workflow import APPEALS
from core.actions import VERBS, Refused
from core.pages import ActionPage, OfModel, PortalView, today
from core.pages.files import as_download
from core.papers import WORD
from core.scoping import is_visible

ROOMS = (cases, files, opinions, reviews, steps)


class StepPage(ActionPage):
    """One step of the table on one case."""

    model = Appeal
    step = None

    def refine(self, rows):
        return rows.select_related("handler__parent", "origin", "category", "person")

    def make_form(self, data=None, files=None):
        if self.form is None:
            return None
        initial = {name: self.request.GET[name] for name in self.step.fields if name in self.request.GET}
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial=initial)

    @property
    def explain(self):
        return self.step.deadline

    def go_on(self, result):
        """A receipt only when the case has really left the author's sight."""
        if self.step.hands_over and is_visible(result, self.user):
            return redirect(result.get_absolute_url())
        return super().go_on(result)


def page_for(step):
    """The page class of a step."""

    def check(row, by, today):
        APPEALS.check(step.action, row, by, today)

    permission = APPEALS.permission(step.action)
    attributes = {
        "step": step,
        "needs": permission,
        "action": staticmethod(VERBS[permission]),
        "form": FORMS[step.action],
        "check": staticmethod(check),
        "label": step.label,
        "icon": step.icon,
        "tone": step.tone,
        "title": step.label,
    }
    return type(f"{step.action.title().replace('_', '')}Page", (StepPage,), attributes)


# Steps that somebody takes on a page; the system's own have none
PAGES = {step.action: page_for(step) for step in APPEALS.steps if step.source and not step.is_hidden}


class Attach(ActionPage):
    model, needs = Appeal, "appeal.attach"
    action, form = files.attach, AttachForm
    label, icon = _("Upload"), "up"
    title = _("Add a file")

    def go_on(self, result):
        return redirect(result.appeal.get_absolute_url())


class MakePromise(ActionPage):
    model, needs = Appeal, "appeal.promise"
    action, form = files.promise, PromiseForm
    label, icon = _("Note a promise"), "plus"
    title = _("What was promised")

    def go_on(self, result):
        return redirect(result.appeal.get_absolute_url())


class KeepPromise(ActionPage):
    model, needs = Promise, "appeal.promise"
    action, form = files.keep_promise, KeptForm
    label, icon = _("Kept"), "tick"
    title = _("Record that it was kept")

    def refine(self, rows):
        return rows.select_related("appeal")

    @property
    def back_address(self):
        return self.row.appeal.get_absolute_url()

    def go_on(self, result):
        return redirect(result.appeal.get_absolute_url())


class ServePaper(ActionPage):
    """The record of service of a notice; the opinion has its own step, it starts a clock."""

    model, needs = Paper, "appeal.serve_paper"
    action, form = opinions.serve_paper, ServeForm
    label, icon = _("Record the service"), "paper"

    def refine(self, rows):
        return rows.filter(number__isnull=False).exclude(kind="opinion").select_related("appeal")

    @property
    def back_address(self):
        return self.row.appeal.get_absolute_url()

    def go_on(self, result):
        return redirect(result.appeal.get_absolute_url())


class PaperPage(OfModel, PortalView):
    """A paper as .docx."""

    model, needs = Paper, "appeal.view"

    def refine(self, rows):
        return rows.select_related("appeal__handler", "appeal__origin", "by__station")

    def get(self, request, pk):
        issuer = self.row.by.station or self.row.appeal.handler
        response = HttpResponse(as_word(self.row, issuer_name(issuer)), content_type=WORD)
        return as_download(response, f"{self.row.title}_{self.row.appeal.number}.docx")


def issuer_name(station):
    """The bureau's papers carry its name, a station's own theirs."""
    return settings.BUREAU_NAME if station.tier == "city" else station.name


class FilePage(OfModel, PortalView):
    """An attachment: always a download, never shown in the browser."""

    model, needs = Attachment, "appeal.download"

    def refine(self, rows):
        return rows.select_related("appeal")

    def get(self, request, pk):
        content = files.content_of(by=self.user, attachment=self.row)
        return as_download(HttpResponse(content, content_type="application/octet-stream"), self.row.name)


class ToSign(PortalView):
    """The leader reads and signs, several at once, at a desk or on a phone."""

    needs = "appeal.sign_opinion"
    title = _("To sign")
    template = "appeals/to_sign.html"

    @property
    def crumbs(self):
        return ((_("Appeals"), reverse("appeals:appeals")),)

    def get(self, request):
        return self.show(**self.waiting())

    def waiting(self):
        return {"papers": desk.waiting_papers(self.user), "extensions": desk.waiting_extensions(self.user)}

    def post(self, request):
        """Each is a step of its own: one that is refused does not hold up the others."""
        chosen, signed = set(request.POST.getlist("paper")), 0
        for paper in self.waiting()["papers"]:
            if str(paper.pk) in chosen:
                try:
                    opinions.sign_opinion(by=self.user, appeal=paper.appeal, today=today())
                    signed += 1
                except Refused as refusal:
                    messages.warning(request, f"{paper.appeal.number}: {refusal.message}")
        if signed:
            messages.success(request, SIGNED % {"count": signed})
        elif not chosen:
            messages.warning(request, CHOOSE)
        return redirect("appeals:to_sign")


SIGNED = _("%(count)s signed, numbered and filed.")
CHOOSE = _("Tick what you want to sign.")
