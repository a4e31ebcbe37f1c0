"""Visits: the list, one visit, entering one, taking it back, raising an issue; plans and everybody's last contact."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, RecordPage, today
from outreach.actions import photos, visits
from outreach.desk import visits as desk
from outreach.forms.photos import PhotosForm
from outreach.forms.visits import PlanForm, RaiseForm, UnitVisitForm, VisitForm
from outreach.listings.visits import ContactListing, PlanListing, VisitListing
from outreach.models import Visit, VisitPlan
from outreach.models.visits import last_contact
from outreach.pages.whom import AboutPerson
from outreach.rules import visits as rules
from veterans.desk import named
from veterans.forms import ReasonForm
from veterans.models import Person

SERVICES = _("Services for veterans")
QUARTER_DAYS = 90


def above(*more):
    return ((SERVICES, reverse("outreach:home")), *more)


class VisitsPage(ListPage):
    model, needs = Visit, "visit.view"
    title, listing = _("Visits"), VisitListing
    export = "visit.export"
    add, add_label = "outreach:add_visit", _("Enter a visit")
    blank_icon = "home"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        rows = named(rows.in_force().select_related("person", "station__division"), self.user)
        return rows.prefetch_related("goods").annotate(issue_count=Count("raised", distinct=True))

    @property
    def buttons(self):
        yield {"label": _("Last contact"), "icon": "clock", "address": reverse("outreach:contacts")}
        if self.user.may("visit.record"):
            yield {"label": _("A village's afternoon"), "icon": "people", "address": reverse("outreach:afternoon")}


class VisitPage(RecordPage):
    """One visit with what was brought, what was raised, and its photos."""

    model, needs = Visit, "visit.view"
    template = "outreach/visit.html"
    has_aside = tells = True

    def refine(self, rows):
        return named(rows.select_related("person", "station__division", "household", "created_by"), self.user)

    @property
    def heading(self):
        return f"{self.row.get_occasion_display()}：{self.row.who}"

    @property
    def crumbs(self):
        return above((_("Visits"), reverse("outreach:visits")))

    def context(self):
        return {
            "is_ours": desk.visits(self.user).filter(pk=self.row.pk).exists(),
            "raised": desk.raised_of(self.row, self.user),
            "photos": self.row.photos.all(),
            "earlier": desk.of_person(self.row.person, self.user).exclude(pk=self.row.pk)[:5]
            if self.row.person
            else (),
        }


class AddVisit(AboutPerson):
    needs, form, action = "visit.record", VisitForm, visits.record_visit
    model = Visit
    title = _("Enter a visit")
    keeps = ("on", "occasion", "way", "visitors", "money", "goods", "subject")

    @property
    def crumbs(self):
        return above((_("Visits"), reverse("outreach:visits")))

    def saved_text(self, result):
        return gettext("The visit is saved. Was something raised? It becomes an appeal here.")

    def facts(self, person):
        last = desk.of_person(person, self.user).first()
        if last is None:
            return (gettext("Nobody has been there yet, as far as you can see."),)
        said = {"on": last.on, "occasion": last.get_occasion_display(), "way": last.get_way_display()}
        return (gettext("Last contact: %(on)s, %(occasion)s, %(way)s") % said,)


class AddUnitVisit(FormPage):
    """A service station or an enterprise."""

    model, needs, form, action = Visit, "visit.record", UnitVisitForm, visits.record_visit
    title = _("Visit to a station or enterprise")
    writes = False

    @property
    def crumbs(self):
        return above((_("Visits"), reverse("outreach:visits")))

    @property
    def back_address(self):
        return reverse("outreach:visits")


class OnVisit(ActionPage):
    model = Visit
    check = rules.check_in_force

    def refine(self, rows):
        return rows.select_related("person", "station__division")


class WithdrawVisit(OnVisit):
    needs, action, form = "visit.withdraw", visits.withdraw_visit, ReasonForm
    check = rules.check_raised_none
    label, icon, tone = _("Take back"), "cross", "stop"
    explain = _("For what was entered by mistake. It no longer counts and stays in the history.")
    saved = _("Taken back.")


class RaiseIssue(OnVisit):
    needs, action, form = "visit.raise", visits.raise_issue, RaiseForm
    check = rules.check_may_raise
    label, icon = _("Register an issue"), "talk"
    title = _("An issue raised on the visit")

    def saved_text(self, result):
        return gettext("Registered as an appeal: %(number)s") % {"number": result.number}


class AddPhotos(OnVisit):
    needs, action, form = "visit.record", photos.add_photos, PhotosForm
    label, icon = _("Add photos"), "up"


class ContactsPage(ListPage):
    """Everybody on file with their last contact; who was not seen is one filter away."""

    model, needs = Person, "visit.view"
    title, listing = _("Last contact"), ContactListing
    export = "visit.export"
    blank_icon = "tick"

    @property
    def crumbs(self):
        return above((_("Visits"), reverse("outreach:visits")))

    def refine(self, rows):
        return rows.on_file()

    def dress(self, rows):
        return rows.for_list().annotate(**last_contact())

    @cached_property
    def rate(self):
        """(seen within a quarter, everybody on file)"""
        return desk.contact_rate(self.user, today() - timedelta(days=QUARTER_DAYS))

    def known_total(self, look):
        """Of everybody the number is known: it is what the rate is of."""
        return None if look.is_narrowed else self.rate[1]

    @cached_property
    def lede(self):
        seen, everybody = self.rate
        rate = f"{100 * seen / everybody:.1f}%" if everybody else "—"
        return gettext("seen within 90 days: %(seen)s of %(all)s, %(rate)s") % {
            "seen": seen,
            "all": everybody,
            "rate": rate,
        }


class PlansPage(ListPage):
    model, needs = VisitPlan, "visit.view"
    title, listing = _("Visit plans"), PlanListing
    export = "visit.export"
    add, add_label = "outreach:add_plan", _("Make a plan")
    blank_icon = "calendar"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return rows.select_related("station__division")


class PlanPage(RecordPage):
    """A plan: how far it is, place by place, the least covered first."""

    model, needs = VisitPlan, "visit.view"
    template = "outreach/plan.html"

    def refine(self, rows):
        return rows.select_related("station__division", "created_by")

    @property
    def crumbs(self):
        return above((_("Visit plans"), reverse("outreach:visit_plans")))

    def context(self):
        places = desk.coverage_by_place(self.row, self.user)
        reached, meant = (sum(row[index] for row in places) for index in (1, 2))
        return {"places": places, "reached": reached, "meant": meant, "left": meant - reached}


class AddPlan(FormPage):
    model, needs, form, action = VisitPlan, "visit_plan.add", PlanForm, visits.plan_visits
    title = _("Make a plan")
    writes = False

    @property
    def crumbs(self):
        return above((_("Visit plans"), reverse("outreach:visit_plans")))

    @property
    def back_address(self):
        return reverse("outreach:visit_plans")


class RemovePlan(ActionPage):
    model, needs, action = VisitPlan, "visit_plan.remove", visits.remove_plan
    label, icon, tone = _("Remove the plan"), "cross", "stop"
    done = "outreach:visit_plans"
    saved = _("The plan is removed. The visits stay.")

    def arguments(self, form):
        return super().arguments(form) | {"plan": self.row}
