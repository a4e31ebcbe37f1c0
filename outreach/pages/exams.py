"""The list of a campaign, one person in it, and a page for every step of the table."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, ListPage, RecordPage, today
from outreach.actions import checkup_days, checkup_results, checkup_steps
from outreach.desk import checkups as desk
from outreach.forms import checkups as forms
from outreach.listings.checkups import ExamListing, MissedListing
from outreach.models import Exam
from outreach.pages.campaigns import CAMPAIGNS, InCampaign
from outreach.workflow.checkups import CHECKUPS
from veterans.models import Person

RELATED = ("campaign__station", "session__hospital__institution", "hospital__institution", "person__station__division")
# action of the table: (verb, form)
STEP_VERBS = {
    "notify": (checkup_steps.record_call, forms.CallForm),
    "tell": (checkup_steps.record_call, forms.CallForm),
    "book": (checkup_days.book, forms.DayForm),
    "rebook": (checkup_days.book, forms.DayForm),
    "unbook": (checkup_steps.unbook, forms.NoteForm),
    "check_in": (checkup_steps.check_in, None),
    "undo_check_in": (checkup_steps.undo_check_in, forms.NoteForm),
    "miss": (checkup_steps.miss, forms.NoteForm),
    "examine": (checkup_steps.examine, None),
    "examine_at_home": (checkup_steps.examine_at_home, forms.HomeForm),
    "enter_result": (checkup_results.enter_result, forms.ResultForm),
    "follow_up": (checkup_results.follow_up, forms.FollowUpForm),
    "close_follow_up": (checkup_results.close_follow_up, forms.CloseForm),
    "pass_on": (checkup_steps.pass_on, forms.PassOnForm),
    "decline": (checkup_steps.decline, forms.ReasonForm),
    "remove": (checkup_steps.remove, forms.ReasonForm),
    "restore": (checkup_steps.restore, forms.ReasonForm),
}


class ExamsPage(InCampaign, ListPage):
    """The frozen list, with the reasons, who was added and who was taken off."""

    model, needs = Exam, "checkup.view"
    listing = ExamListing
    export = "checkup.export"
    title = _("List of the campaign")

    def refine(self, rows):
        return rows.filter(campaign=self.campaign).for_list()

    @property
    def lede(self):
        return self.campaign.title

    @property
    def buttons(self):
        if self.user.may("checkup.list"):
            address = reverse("outreach:add_to_list", args=[self.campaign.pk])
            yield {"label": _("Add somebody"), "icon": "plus", "address": address, "is_main": True}


class MissedPage(ListPage):
    """Who stood on an earlier list and was not examined for two years."""

    model, needs = Person, "checkup.view"
    listing = MissedListing
    export = "checkup.export"
    title = _("Not examined for two years")

    def refine(self, rows):
        return desk.missed(rows.on_file(), today()).for_list()

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")),)


class ExamPage(RecordPage):
    """One person in one campaign: state, day, answers, history. What was found stands on a page of its own."""

    model, needs = Exam, "checkup.view"
    template = "outreach/exam.html"

    def refine(self, rows):
        return rows.select_related(*RELATED)

    @property
    def crumbs(self):
        campaign = self.row.campaign
        return (
            (campaign.title, campaign.get_absolute_url()),
            (_("List of the campaign"), reverse("outreach:exams", args=[campaign.pk])),
        )

    @cached_property
    def steps(self):
        """(step, page) for what the user may do now; following up only where something was found."""
        offered = CHECKUPS.offered(self.row, self.user, today()) if self.is_ours else ()
        fitting = [step for step, refusal in offered if refusal is None or refusal.code != "not_flagged"]
        return [(step, f"outreach:exam_{step.action}") for step in fitting]

    @property
    def main(self):
        """The step that the eye meets first: following up once something was found, else the first of the table."""
        actions = [step.action for step, _address in self.steps]
        return "follow_up" if "follow_up" in actions else next(iter(actions), "")

    @staticmethod
    def said(move):
        """What a step came to: the new state; what was done, where it changes none."""
        return CHECKUPS.label_of(move.action) if move.from_state == move.to_state else move.get_to_state_display()

    @property
    def is_ours(self):
        return self.user.may("checkup.notify") or self.user.may("checkup.results")

    def context(self):
        exam = self.row
        return {
            "calls": list(exam.calls.select_related("by", "session")),
            "moves": [
                (move, self.said(move)) for move in exam.moves.select_related("by", "from_session", "to_session")
            ],
            "result": desk.result_of(exam, self.user),
        }


class StepPage(ActionPage):
    """One step of the table with one person."""

    model = Exam
    step = None

    def refine(self, rows):
        return rows.select_related(*RELATED)

    def arguments(self, form):
        offers = super().arguments(form)
        return offers | ({"is_granted": bool(form.cleaned_data.get("is_granted"))} if form else {})

    @property
    def explain(self):
        return self.step.deadline

    def done_address(self, result):
        return self.row.get_absolute_url()


def page_for(step):
    """The page class of a step."""
    verb, form = STEP_VERBS[step.action]

    def check(row, by, today):
        CHECKUPS.check(step.action, row, by, today)

    attributes = {
        "step": step,
        "needs": verb.permission,
        "action": staticmethod(verb),
        "form": form,
        "check": staticmethod(check),
        "label": step.label,
        "icon": step.icon,
        "tone": step.tone,
        "title": step.label,
    }
    return type(f"{step.action.title().replace('_', '')}Page", (StepPage,), attributes)


PAGES = {step.action: page_for(step) for step in CHECKUPS.steps if not step.is_hidden}
