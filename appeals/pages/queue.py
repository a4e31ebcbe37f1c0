"""The queue, registering, and one case."""

from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import desk
from appeals.actions import cases
from appeals.casefile import CaseFile
from appeals.choices import Kind
from appeals.forms import AppealForm
from appeals.listings import AppealListing
from appeals.models import Appeal
from core.listing import recall
from core.pages import FormPage, ListPage, RecordPage, receipts, today
from core.scoping import is_visible
from core.validators import clean_text, parse_whole

QUEUE_ROWS = ("category", "handler__division", "origin__division", "officer")


class AppealsPage(ListPage):
    """The queue: what is open, by deadline. A search looks at finished cases too."""

    model, needs = Appeal, "appeal.view"
    title = _("Appeals")
    listing = AppealListing
    export = "appeal.export"
    add, add_label = "appeals:register", _("Register an appeal")
    blank_icon = "talk"

    def refine(self, rows):
        is_asked = self.request.GET.get("view") or self.request.GET.get("state") or recall(self.request)
        return rows if is_asked else rows.open()

    def dress(self, rows):
        return rows.select_related(*QUEUE_ROWS)

    @property
    def buttons(self):
        pages = [
            ("appeals:to_sign", "appeal.sign_opinion", _("To sign"), "pen"),
            ("appeals:dashboard", "appeal.dashboard", _("Dashboard"), "chart"),
            ("appeals:calendar", "appeal.calendar", _("Calendar"), "calendar"),
            ("appeals:surveys", "survey.view", _("Questionnaires"), "paper"),
            ("appeals:issues", "issue.view", _("Points raised"), "people"),
        ]
        return [
            {"label": label, "icon": icon, "address": reverse(name)}
            for name, needs, label, icon in pages
            if self.user.may(needs)
        ]


class Register(FormPage):
    """At the counter, by phone, from a visit: who, what, how it came."""

    model = Appeal
    needs = "appeal.register"
    title = _("Register an appeal")
    template = "appeals/register.html"
    form = AppealForm
    action = cases.register_appeal
    keeps = ("channel",)
    writes = False

    def make_form(self, data=None, files=None):
        typed = data or self.request.GET
        self.people = self.meant(typed)
        kwargs = {"user": self.user, "today": today(), "row": None, "initial": self.initial()}
        return self.form(data, files, candidates=self.people, **kwargs)

    def meant(self, typed):
        """The people on file that the entry may mean, whoever is chosen already among them."""
        name, phone, id_no = (clean_text(typed.get(key, "")) for key in ("name", "phone", "id_no"))
        people = desk.candidates(self.user, name=name, phone=phone, id_no=id_no)
        chosen = parse_whole(typed.get("chosen") or typed.get("person") or "")
        if chosen is not None and chosen not in {person.pk for person in people}:
            people = [*desk.person(self.user, chosen), *people]
        return people

    def arguments(self, form):
        return super().arguments(form) | {"station": self.user.station}

    def run(self, form=None):
        """Accusations go another way: to the bureau, out of this station's sight."""
        verb = cases.register_appeal
        if form.cleaned_data["kind"] == Kind.ACCUSATION:
            verb = cases.register_accusation
        offers = self.arguments(form)
        return verb(**{name: offers[name] for name in ("by", "station", "values", "today")})

    def go_on(self, result):
        if is_visible(result, self.user):
            return super().go_on(result)
        return redirect("core:receipt", token=self.keep_receipt(result))

    def keep_receipt(self, result):
        facts = [(gettext("Number"), result.number), (gettext("Query code"), result.query_code or "—")]
        return receipts.give(
            self.request, {"title": gettext("Handed to the bureau."), "facts": facts, "back": "/appeals/"}
        )

    def saved_text(self, result):
        code = gettext("Query code: %(code)s") % {"code": result.query_code} if result.query_code else ""
        return gettext("Registered: %(number)s. %(code)s") % {"number": result.number, "code": code}

    def ask(self, form, status=200, **context):
        return super().ask(form, status, notice=self.notice(form), **context)

    def live(self, form, name):
        return {"notice": self.notice(form)}

    def notice(self, form):
        """People on file to choose from, their earlier cases, and open cases about the same."""
        typed = form.data or form.initial
        name, title = clean_text(typed.get("name") or ""), clean_text(typed.get("title") or "")
        chosen = str(typed.get("chosen") or typed.get("person") or "")
        people = [person for person in self.people if not chosen or str(person.pk) == chosen] or self.people
        earlier = desk.earlier_of(self.user, people, name) if name or people else []
        similar = desk.same_matter(self.user, cases.matter_key(title), without=earlier)
        if not (self.people or earlier or similar):
            return ""
        context = {"people": self.people, "chosen": chosen, "earlier": earlier, "similar": similar}
        return render_to_string("appeals/known.html", context, request=self.request)

    @property
    def back_address(self):
        return reverse("appeals:appeals")


class AppealPage(RecordPage):
    """One case: facts, clock, what comes next, history, papers, promises."""

    model, needs = Appeal, "appeal.view"
    template = "appeals/appeal.html"
    opens = "appeal.view"

    def refine(self, rows):
        related = ("person__station__division", "created_by", "merged_into", "follows", "drafted_by", "signed_by")
        return rows.select_related(*QUEUE_ROWS, *related)

    @property
    def crumbs(self):
        return ((_("Appeals"), reverse("appeals:appeals")), (self.row.number, ""))

    def context(self):
        return {"file": CaseFile(self.row, self.user, today())}
