"""Referrals and what came of fairs: the list, one candidacy, a page for every step of the table, the checks that are due."""

from django.utils.translation import gettext_lazy as _

from core.actions import VERBS
from core.pages import ActionPage, ListPage, RecordPage, today
from employment.actions import candidacies
from employment.desk import market as desk
from employment.forms.market import FORMS, CheckForm
from employment.listings.market import CandidacyListing, CheckListing
from employment.models import Candidacy, JobCheck
from employment.pages.employers import HOME
from employment.pages.keeping import list_before
from employment.rules import market as rules
from employment.workflow.candidacies import CANDIDACIES

RELATED = ("post__employer", "person__station__division", "fair")


class CandidaciesPage(ListPage):
    model, needs = Candidacy, "candidacy.view"
    title, listing = _("Referrals and intents"), CandidacyListing
    export = "market.export"
    blank_icon = "case"
    crumbs = (HOME,)

    def refine(self, rows):
        return rows.select_related(*RELATED)


class CandidacyPage(RecordPage):
    """One person and one post: where it stands, what comes next, what happened."""

    model, needs = Candidacy, "candidacy.view"
    template = "employment/candidacy.html"
    has_aside = True
    crumbs = (HOME, (_("Referrals and intents"), "/employment/candidacies/"))

    def refine(self, rows):
        return rows.select_related(*RELATED, "attendee", "station__division")

    def context(self):
        moves = [{"move": move, "label": CANDIDACIES.label_of(move.action)} for move in desk.moves_of(self.row)]
        offered = [f"employment:{step.action}" for step, _reason in CANDIDACIES.offered(self.row, self.user, today())]
        is_ours = desk.may_change(self.row, self.user)
        return {"moves": moves, "checks": desk.checks_of(self.row, today()), "offered": offered if is_ours else []}


class StepPage(ActionPage):
    """One step of the table on one candidacy."""

    model = Candidacy
    step = None

    def refine(self, rows):
        return rows.select_related(*RELATED)

    def make_form(self, data=None, files=None):
        if self.form is None:
            return None
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial={"on": today()})


def page_for(step):
    """The page class of a step."""

    def check(row, by, today):
        CANDIDACIES.check(step.action, row, by, today)

    permission = CANDIDACIES.permission(step.action)
    attributes = {
        "step": step,
        "needs": permission,
        "action": staticmethod(VERBS[permission]),
        "form": FORMS.get(step.action),
        "check": staticmethod(check),
        "label": step.label,
        "icon": step.icon,
        "tone": step.tone,
        "title": step.label,
    }
    return type(f"{step.action.title().replace('_', '')}Page", (StepPage,), attributes)


PAGES = {step.action: page_for(step) for step in CANDIDACIES.steps if step.source}


class ChecksPage(ListPage):
    """Who was hired thirty, ninety, a hundred and eighty days ago and is to be asked now."""

    model, needs = JobCheck, "candidacy.view"
    title, listing = _("Still in work?"), CheckListing
    export = "market.export"
    blank_icon = "tick"
    crumbs = (HOME,)

    def refine(self, rows):
        return (
            rows.waiting().with_near(today()).select_related("candidacy__post__employer", "candidacy__person__station")
        )


class AnswerCheck(ActionPage):
    model, needs = JobCheck, "jobcheck.answer"
    action, form = candidacies.answer_check, CheckForm
    label, icon = _("Ask"), "phone"
    title = _("Still in work?")
    saved = _("Noted.")

    @staticmethod
    def check(row, today):
        rules.check_waiting(row, today)

    def refine(self, rows):
        return rows.select_related("candidacy__post__employer")

    def arguments(self, form):
        return super().arguments(form) | {"check": self.row}

    @property
    def back_address(self):
        return self.row.get_absolute_url()

    def done_address(self, result):
        return list_before(self.request, "employment:checks") or self.back_address
