"""Assistance: the list, the application, one grant with its three reviews, a page for every step; the funds."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actions import VERBS
from core.pages import ActionPage, FormPage, ListPage, RecordPage, today
from outreach.actions import assistance
from outreach.desk import assistance as desk
from outreach.forms.assistance import FORMS, ApplyForm, BudgetForm, FundForm
from outreach.listings.assistance import FundListing, GrantListing
from outreach.models import FundYear, Grant
from outreach.pages.visits import above
from outreach.pages.whom import AboutPerson
from outreach.workflow.grants import GRANTS
from veterans.desk import named

REVIEWS = (("review", "村初审"), ("check", "镇审核"), ("approve", "局审批"), ("pay", "发放"))
BOOKED = (("book", "外来发放补录"),)


class GrantsPage(ListPage):
    model, needs = Grant, "grant.view"
    title, listing = _("Assistance"), GrantListing
    export = "grant.export"
    add, add_label = "outreach:add_grant", _("Apply for assistance")
    blank_icon = "heart"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return named(rows.select_related("person", "hardship", "station__division", "budget__fund"), self.user)

    @property
    def buttons(self):
        if self.user.may("fund.view"):
            yield {"label": _("Funds"), "icon": "case", "address": reverse("outreach:funds")}
        if self.user.may("watch.view"):
            yield {"label": _("Watch list"), "icon": "eye", "address": reverse("outreach:watch")}


class GrantPage(RecordPage):
    """One grant: what is asked, who has reviewed it, what comes next."""

    model, needs = Grant, "grant.view"
    template = "outreach/grant.html"
    has_aside = tells = True
    opens = "grant.view"

    def refine(self, rows):
        rows = rows.select_related("person", "hardship", "station__division", "budget__fund", "created_by")
        return named(rows, self.user)

    @property
    def heading(self):
        return f"{self.row.named}：{self.row.hardship}"

    @property
    def crumbs(self):
        return above((_("Assistance"), reverse("outreach:grants")), (self.row.number, ""))

    def context(self):
        moves = list(self.row.moves.select_related("by", "station__division"))
        done = {move.action: move for move in moves}
        steps = desk.offered(self.row, self.user, today())
        return {
            "reviews": [(label, done.get(action)) for action, label in (BOOKED if "book" in done else REVIEWS)],
            "lines": [(move, GRANTS.label_of(move.action)) for move in reversed(moves)],
            "main": steps[:1],
            "others": steps[1:],
            "earlier": desk.earlier_of(self.row.person, self.user).exclude(pk=self.row.pk),
        }


class Apply(AboutPerson):
    model, needs, form, action = Grant, "grant.apply", ApplyForm, assistance.apply_for_grant
    title = _("Apply for assistance")
    keeps = ("hardship",)

    @property
    def crumbs(self):
        return above((_("Assistance"), reverse("outreach:grants")))

    def facts(self, person):
        for grant in desk.earlier_of(person, self.user)[:3]:
            said = {"on": grant.applied_on, "what": grant.hardship, "state": grant.get_state_display()}
            yield gettext("Earlier: %(on)s %(what)s, %(state)s") % said

    def saved_text(self, result):
        return gettext("Applied: %(number)s. Somebody else does the first review.") % {"number": result.number}


class StepPage(ActionPage):
    """One step of the table on one grant."""

    model, step = Grant, None

    def refine(self, rows):
        return rows.select_related("person", "hardship", "station", "budget__fund")

    def make_form(self, data=None, files=None):
        more = {"budgets": desk.budgets(self.user, today().year)} if "budget" in self.step.fields else {}
        return self.form(data, files, user=self.user, today=today(), row=self.row, **more)

    @property
    def explain(self):
        return self.step.deadline


def page_for(step):
    """The page class of a step."""

    def check(row, by, today):
        GRANTS.check(step.action, row, by, today)

    permission = GRANTS.permission(step.action)
    attributes = {
        "step": step,
        "needs": permission,
        "action": staticmethod(VERBS[permission]),
        "form": FORMS[step.action],
        "check": staticmethod(check),
        "label": step.label,
        "title": step.label,
        "icon": step.icon,
        "tone": step.tone,
    }
    return type(f"{step.action.title().replace('_', '')}Page", (StepPage,), attributes)


PAGES = {step.action: page_for(step) for step in GRANTS.steps if step.source}


class FundsPage(ListPage):
    """The ledger: each fund's year to the fen, held against its grants."""

    model, needs = FundYear, "fund.view"
    title, listing = _("Funds"), FundListing
    export = "fund.view"
    template = "outreach/funds.html"
    add, add_label = "outreach:add_fund", _("Enter a budget")
    blank_icon = "case"

    @property
    def crumbs(self):
        return above((_("Assistance"), reverse("outreach:grants")))

    def refine(self, rows):
        return rows.select_related("fund__station").annotate(**desk.fund_sums())

    def context(self):
        rows = list(self.look.rows)
        names = ("budget", "approved", "paid", "unpaid", "left")
        totals = {name: sum((getattr(row, name) for row in rows), Decimal(0)) for name in names}
        return {"totals": totals, "differences": desk.differences(self.user)}


class AddFund(FormPage):
    model, needs, form, action = FundYear, "fund.set", FundForm, assistance.set_budget
    title = _("Enter a budget")
    done = "outreach:funds"
    writes = False

    @property
    def crumbs(self):
        return above((_("Assistance"), reverse("outreach:grants")), (_("Funds"), reverse("outreach:funds")))

    @property
    def back_address(self):
        return reverse("outreach:funds")


class ChangeBudget(ActionPage):
    model, needs, form, action = FundYear, "fund.set", BudgetForm, assistance.change_budget
    label, icon = _("Change"), "pen"
    title = _("Change the budget")
    done = "outreach:funds"

    def refine(self, rows):
        return rows.select_related("fund")

    @property
    def back_address(self):
        return reverse("outreach:funds")
