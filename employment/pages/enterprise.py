"""Mentors, bases, contests, loans, policy documents."""

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from core.pages import ListPage
from employment.actions import enterprise as actions
from employment.desk import placement as desk
from employment.forms.enterprise import (
    BaseForm,
    EntryForm,
    GrantForm,
    LeaveForm,
    LoanForm,
    MentorForm,
    MentorSessionForm,
    PolicyForm,
    StayForm,
)
from employment.forms.training import WhyForm
from employment.listings.enterprise import BaseListing, EntryListing, LoanListing, MentorListing, PolicyListing
from employment.models import Base, BaseStay, ContestEntry, LoanSupport, Mentor, PolicyDocument
from employment.pages.employers import HOME
from employment.pages.keeping import Act, AddRecord, AmendRecord, Facts
from employment.rules import enterprise as rules

KEEP, VIEW, EXPORT = "enterprise.keep", "enterprise.view", "enterprise.export"
MENTORS = ("employment:mentors", _("Mentors"))
BASES = ("employment:bases", _("Bases"))
ENTRIES = ("employment:entries", _("Contests"))
LOANS = ("employment:loans", _("Loans"))
POLICIES = ("employment:policies", _("Policy documents"))


class Proved(Facts):
    """A record with its files. `kind`: whose table of evidence it is."""

    kind = ""

    def context(self):
        files = desk.evidence(self.kind, self.user).filter(**{self.kind: self.row})
        return {"files": files, **evidence_names(self.kind)}


def evidence_names(kind):
    """The addresses of a kind's files."""
    return {
        "attach": f"employment:attach_{kind}",
        "fetch": f"employment:{kind}_file",
        "remove": f"employment:remove_{kind}_file",
    }


class MentorsPage(ListPage):
    model, needs, title, listing, export = Mentor, VIEW, MENTORS[1], MentorListing, EXPORT
    crumbs = (HOME,)
    add, add_label = "employment:add_mentor", _("Appoint a mentor")

    def refine(self, rows):
        return rows.annotate(session_count=Count("sessions"))


class AddMentor(AddRecord):
    model, needs, title, form, action = Mentor, KEEP, _("Appoint a mentor"), MentorForm, actions.add_mentor
    list_name, list_title = MENTORS


class AmendMentor(AmendRecord):
    model, needs, title, form, action = Mentor, KEEP, _("Correct the mentor"), MentorForm, actions.amend_mentor
    list_name, list_title = MENTORS


class MentorPage(Facts):
    model, needs = Mentor, VIEW
    list_name, list_title = MENTORS
    amend = "employment:amend_mentor"
    shown = ("field", "firm", "is_veteran", "appointed_on", "until_on", "is_active")
    buttons = ("employment:hold_session",)
    part = "employment/parts/mentor.html"

    def context(self):
        files = Prefetch("evidence", desk.evidence("session", self.user), to_attr="files")
        return {"sessions": self.row.sessions.prefetch_related(files), **evidence_names("session")}


class HoldSession(Act):
    model, needs, called = Mentor, KEEP, "mentor"
    action, form = actions.hold_session, MentorSessionForm
    label, icon, title = _("Enter a session"), "plus", _("A session that was held")

    def done_address(self, result):
        return self.row.get_absolute_url()


class BasesPage(ListPage):
    model, needs, title, listing, export = Base, VIEW, BASES[1], BaseListing, EXPORT
    crumbs = (HOME,)
    add, add_label = "employment:add_base", _("Enter a base")

    def refine(self, rows):
        seen = Q(stays__station__reached_by__upper=self.user.station_id, stays__to_on__isnull=True)
        return rows.annotate(inside=Count("stays", filter=seen, distinct=True))


class AddBase(AddRecord):
    model, needs, title, form, action = Base, KEEP, _("Enter a base"), BaseForm, actions.add_base
    list_name, list_title = BASES


class AmendBase(AmendRecord):
    model, needs, title, form, action = Base, KEEP, _("Correct the base"), BaseForm, actions.amend_base
    list_name, list_title = BASES


class BasePage(Proved):
    """A base, and of those inside whom the user sees."""

    model, needs, kind = Base, VIEW, "base"
    list_name, list_title = BASES
    amend = "employment:amend_base"
    shown = ("kind", "partner", "address", "places", "opened_on", "closed_on")
    buttons = ("employment:move_in",)
    part = "employment/parts/base.html"

    def context(self):
        return super().context() | {"stays": desk.stays_of(self.row, self.user)}


class MoveIn(Act):
    """Stations bring their people into a base of the bureau: reading the base is enough."""

    model, needs, called, reads = Base, KEEP, "base", True
    action, form, check = actions.move_in, StayForm, rules.check_open_base
    label, icon, title = _("Enter a firm or trainee"), "plus", _("Who comes into the base")

    def arguments(self, form):
        return super().arguments(form) | {"station": self.user.station}

    def done_address(self, result):
        return self.row.get_absolute_url()


class MoveOut(Act):
    model, needs, called = BaseStay, KEEP, "stay"
    action, form, check = actions.move_out, LeaveForm, rules.check_inside
    label, icon, title = _("Moved out"), "door", _("Left the base")

    def refine(self, rows):
        return rows.select_related("base", "person")

    @property
    def back_address(self):
        return self.row.base.get_absolute_url()


class EntriesPage(ListPage):
    model, needs, title, listing, export = ContestEntry, VIEW, ENTRIES[1], EntryListing, EXPORT
    crumbs = (HOME,)
    add, add_label = "employment:add_entry", _("Enter a project")

    def refine(self, rows):
        return rows.select_related("person")


class AddEntry(AddRecord):
    model, needs, title, form, action = ContestEntry, KEEP, _("Enter a project"), EntryForm, actions.enter_contest
    list_name, list_title = ENTRIES
    keeps = ("contest", "level", "held_on")


class AmendEntry(AmendRecord):
    model, needs, title, form, action = ContestEntry, KEEP, _("Correct the entry"), EntryForm, actions.amend_entry
    list_name, list_title = ENTRIES


class EntryPage(Proved):
    model, needs, kind = ContestEntry, VIEW, "entry"
    list_name, list_title = ENTRIES
    amend = "employment:amend_entry"
    shown = ("contest", "level", "held_on", "firm", "prize")

    def refine(self, rows):
        return rows.select_related("person")


class LoansPage(ListPage):
    model, needs, title, listing, export = LoanSupport, VIEW, LOANS[1], LoanListing, EXPORT
    crumbs = (HOME,)
    add, add_label = "employment:add_loan", _("Enter a loan")


class AddLoan(AddRecord):
    model, needs, title, form, action = LoanSupport, KEEP, _("Enter a loan"), LoanForm, actions.apply_for_loan
    list_name, list_title = LOANS


class AmendLoan(AmendRecord):
    model, needs, title, form, action = LoanSupport, KEEP, _("Correct the loan"), LoanForm, actions.amend_loan
    list_name, list_title = LOANS


class LoanPage(Proved):
    model, needs, kind = LoanSupport, VIEW, "loan"
    list_name, list_title = LOANS
    amend = "employment:amend_loan"
    shown = (
        "enterprise_is_veteran_owned", "amount", "purpose", "bank", "applied_on", "has_interest_subsidy", "state",
        "granted_on",
    )  # fmt: skip
    buttons = ("employment:grant_loan", "employment:decline_loan", "employment:repaid_loan")

    def refine(self, rows):
        return rows.select_related("person", "employer")


class OfLoan(Act):
    model, needs, called = LoanSupport, "enterprise.grant", "loan"


class Grant(OfLoan):
    action, form, check = actions.grant, GrantForm, rules.check_applied
    label, icon, title = _("Granted"), "tick", _("The bank has granted the loan")


class Decline(OfLoan):
    action, form, check = actions.decline, WhyForm, rules.check_applied
    label, icon, title = _("Not granted"), "cross", _("The loan was not granted")


class Repaid(OfLoan):
    action, check = actions.repaid, rules.check_granted
    label, icon = _("Paid back"), "tick"


class PoliciesPage(ListPage):
    """Documents, found by any word of title, number, bodies or text."""

    model, needs, title, listing, export = PolicyDocument, "policy.view", POLICIES[1], PolicyListing, "policy.export"
    crumbs = (HOME,)
    add, add_label = "employment:add_policy", _("Enter a document")
    blank_icon = "paper"

    def refine(self, rows):
        return rows.annotate(body_count=Count("issuers", distinct=True)).prefetch_related("issuers")


class AddPolicy(AddRecord):
    model, needs, title = PolicyDocument, "policy.keep", _("Enter a document")
    form, action = PolicyForm, actions.add_policy
    list_name, list_title = POLICIES

    def arguments(self, form):
        return super().arguments(form) | split(form)


class AmendPolicy(AmendRecord):
    model, needs, title = PolicyDocument, "policy.keep", _("Correct the document")
    form, action = PolicyForm, actions.amend_policy
    list_name, list_title = POLICIES

    def arguments(self, form):
        return super().arguments(form) | split(form)


def split(form):
    """The document's own fields and its bodies apart."""
    values = dict(form.cleaned_data)
    return {"issuers": values.pop("bodies"), "values": values}


class PolicyPage(Facts):
    model, needs = PolicyDocument, "policy.view"
    list_name, list_title = POLICIES
    amend = "employment:amend_policy"
    shown = ("number", "level", "issued_on", "ended_on")
    part = "employment/parts/policy.html"

    def context(self):
        return {"bodies": list(self.row.issuers.all())}
