"""Dependants: spouses who look for matching work, children who are to enter school."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import FormPage, ListPage
from employment.actions import dependants as actions
from employment.forms.dependants import EnterSchoolForm, PlaceSpouseForm, SchoolForm, SpouseForm
from employment.forms.placement import LimitsForm
from employment.forms.training import WhyForm
from employment.listings.enterprise import SchoolListing, SpouseListing
from employment.models import SchoolEnrolmentCase, SpousePlacement
from employment.pages.employers import HOME
from employment.pages.keeping import Act, AddRecord, AmendRecord, Facts, trail
from employment.rules import dependants as rules

SPOUSES = ("employment:spouses", _("Work for spouses"))
SCHOOLS = ("employment:schools", _("School entry of children"))


class WithLimits(ListPage):
    crumbs = (HOME,)

    @property
    def buttons(self):
        if not self.user.may("dependant.limits"):
            return ()
        return ({"label": _("Time limits"), "icon": "clock", "address": reverse("employment:dependant_limits")},)


class SpousesPage(WithLimits):
    model, needs = SpousePlacement, "dependant.view"
    title, listing, export = SPOUSES[1], SpouseListing, "dependant.export"
    add, add_label = "employment:add_spouse", _("Enter an application")


class AddSpouse(AddRecord):
    model, needs = SpousePlacement, "dependant.apply"
    title, form, action = _("A spouse looks for work"), SpouseForm, actions.apply_for_work
    list_name, list_title = SPOUSES


class AmendSpouse(AmendRecord):
    model, needs = SpousePlacement, "dependant.amend"
    title, form, action = _("Correct the application"), SpouseForm, actions.amend_spouse
    list_name, list_title = SPOUSES


class SpousePage(Facts):
    model, needs = SpousePlacement, "dependant.view"
    opens = "dependant.view"
    list_name, list_title = SPOUSES
    amend = "employment:amend_spouse"
    shown = (
        "soldier", "soldier_unit", "standing", "work_before", "wish", "applied_on", "state", "placed_in", "unit_name",
        "placed_on", "note",
    )  # fmt: skip
    buttons = ("employment:place_spouse", "employment:match_spouse", "employment:withdraw_spouse")

    def context(self):
        deadline = rules.spouse_deadline(self.row) if self.row.is_open else None
        law = gettext("Organs and institutions are matched with their like (军人抚恤优待条例 §46).")
        return {"steps": deadline.steps if deadline else (), "law": law}


class OfSpouse(Act):
    model, called = SpousePlacement, "case"


class MatchSpouse(OfSpouse):
    needs, action, check = "dependant.decide", actions.seek_match, rules.check_not_matching
    label, icon = _("Seek a match"), "search"


class PlaceSpouse(OfSpouse):
    needs, action, form, check = "dependant.decide", actions.place_spouse, PlaceSpouseForm, rules.check_spouse_open
    label, icon, title = _("Record the placement"), "tick", _("Where the spouse works now")


class WithdrawSpouse(OfSpouse):
    needs, action, form, check = "dependant.amend", actions.withdraw_spouse, WhyForm, rules.check_spouse_open
    label, icon, tone, title = _("Record a withdrawal"), "cross", "stop", _("The application is withdrawn")


class SchoolsPage(WithLimits):
    model, needs = SchoolEnrolmentCase, "dependant.view"
    title, listing, export = SCHOOLS[1], SchoolListing, "dependant.export"
    add, add_label = "employment:add_school", _("Enter an application")


class AddSchool(AddRecord):
    model, needs = SchoolEnrolmentCase, "dependant.apply"
    title, form, action = _("A child is to enter school"), SchoolForm, actions.apply_for_school
    list_name, list_title = SCHOOLS
    keeps = ("stage", "term_on", "applied_on")


class AmendSchool(AmendRecord):
    model, needs = SchoolEnrolmentCase, "dependant.amend"
    title, form, action = _("Correct the application"), SchoolForm, actions.amend_school
    list_name, list_title = SCHOOLS


class SchoolPage(Facts):
    model, needs = SchoolEnrolmentCase, "dependant.view"
    opens = "dependant.view"
    list_name, list_title = SCHOOLS
    amend = "employment:amend_school"
    shown = (
        "soldier", "soldier_unit", "born_on", "stage", "ground", "wished_school", "applied_on", "term_on", "state",
        "school", "is_public", "enrolled_on", "note",
    )  # fmt: skip
    buttons = ("employment:enter_school", "employment:forward_school", "employment:withdraw_school")

    def context(self):
        days = {"days": rules.limits()["school_days_before_term"]}
        law = gettext("Settled %(days)s days before the term; five grounds of entry (军人抚恤优待条例 §43).") % days
        return {"steps": (), "law": law}


class OfSchool(Act):
    model, called = SchoolEnrolmentCase, "case"


class ForwardSchool(OfSchool):
    needs, action, check = "dependant.decide", actions.forward_school, rules.check_not_forwarded
    label, icon = _("Passed to the education office"), "up"


class EnterSchool(OfSchool):
    needs, action, form, check = "dependant.decide", actions.enter_school, EnterSchoolForm, rules.check_school_open
    label, icon, title = _("Record the entry"), "tick", _("Which school the child entered")


class WithdrawSchool(OfSchool):
    needs, action, form, check = "dependant.amend", actions.withdraw_school, WhyForm, rules.check_school_open
    label, icon, tone, title = _("Record a withdrawal"), "cross", "stop", _("The application is withdrawn")


class Limits(FormPage):
    """The law names no days: the bureau sets its own."""

    model, needs = SpousePlacement, "dependant.limits"
    title, form, action = _("Time limits for dependants"), LimitsForm, actions.set_limits
    note = _("They hold for applications entered from now on.")
    done = "employment:spouses"
    has_draft = False

    @property
    def crumbs(self):
        return trail(*SPOUSES)

    def initial(self):
        return rules.limits()
