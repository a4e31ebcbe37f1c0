"""Family-doctor contracts and the care centre."""

from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, ListPage, RecordPage, today
from outreach.actions import care, doctors
from outreach.desk import people
from outreach.forms.care import (
    AssessmentForm,
    ContractForm,
    EndForm,
    LeaveForm,
    PlaceForm,
    RequestForm,
    VisitForm,
)
from outreach.forms.entitlements import ReasonForm
from outreach.listings.care import BedListing, ContractListing, PlacementListing, RequestListing
from outreach.models import CareBed, CarePlacement, CareRequest, FamilyDoctorContract
from outreach.pages.parents import OnPerson
from outreach.rules import care as care_rules
from outreach.rules import doctors as doctor_rules

PLACES = ("person__station__division", "person__station__parent__division")


def above():
    return ((_("Services for veterans"), reverse("outreach:home")),)


class ContractsPage(ListPage):
    model, needs = FamilyDoctorContract, "contract.view"
    title, listing = _("Family-doctor contracts"), ContractListing
    export = "contract.export"
    blank_icon = "heart"
    crumbs = property(lambda self: above())

    def refine(self, rows):
        rows = rows.select_related("institution", *PLACES)
        return rows if self.request.GET.get("view") else rows.on(today())


class ContractPage(RecordPage):
    model, needs = FamilyDoctorContract, "contract.view"
    template = "outreach/contract.html"

    def refine(self, rows):
        return rows.select_related("person__station__division", "institution")

    @property
    def heading(self):
        return self.row.person.name

    @property
    def crumbs(self):
        return (*above(), (_("Family-doctor contracts"), reverse("outreach:contracts")), (self.row.person.name, ""))

    def context(self):
        row = self.row
        kept = {"institution": row.institution_id, "team": row.team, "doctor": row.doctor, "phone": row.phone}
        kept |= {"package": row.package, "starts_on": (row.ends_on + timedelta(days=1)).isoformat()}
        renew = f"{reverse('outreach:sign_contract', args=[row.person_id])}?{urlencode(kept)}"
        return {"visits": row.visits.all(), "renew": renew, "day": today()}


class SignContract(OnPerson):
    needs, action, form = "contract.sign", doctors.sign_contract, ContractForm
    label, icon = _("Sign with a family doctor"), "heart"
    saved = _("The contract is entered.")
    tab = "care"

    def done_address(self, result):
        return result.get_absolute_url()


class OnContract(ActionPage):
    model = FamilyDoctorContract

    def refine(self, rows):
        return rows.select_related("person")

    def arguments(self, form):
        return super().arguments(form) | {"contract": self.row}


class LogVisit(OnContract):
    needs, action, form = "contract.log", doctors.log_visit, VisitForm
    check = doctor_rules.check_not_ended
    label, icon = _("Enter what the doctor did"), "plus"
    saved = _("The visit is entered.")


class EndContract(OnContract):
    needs, action, form = "contract.end", doctors.end_contract, EndForm
    check = doctor_rules.check_runs
    label, icon, tone = _("End before its time"), "cross", "stop"
    saved = _("This contract was ended.")


class WaitingPage(ListPage):
    model, needs = CareRequest, "care.view"
    title, listing = _("Waiting for the care centre"), RequestListing
    export = "care.export"
    blank_icon = "clock"
    crumbs = property(lambda self: above())

    def refine(self, rows):
        rows = rows.with_turn().select_related("institution", *PLACES)
        return rows if self.request.GET.get("state") else rows.waiting()


class ResidentsPage(ListPage):
    model, needs = CarePlacement, "care.view"
    title, listing = _("Residents of the care centre"), PlacementListing
    export = "care.export"
    blank_icon = "home"
    crumbs = property(lambda self: above())

    def refine(self, rows):
        rows = rows.select_related("bed__institution", *PLACES)
        return rows if self.request.GET.get("state") == "all" else rows.present()


class BedsPage(ListPage):
    model, needs = CareBed, "care.view"
    title, listing = _("Beds of the care centre"), BedListing
    export = "care.export"
    blank_icon = "home"
    crumbs = property(lambda self: above())

    def refine(self, rows):
        return rows.select_related("institution").with_guest().found_by_guest(people.placements(self.user))

    def dress(self, rows):
        return rows.naming(people.placements(self.user))


class Assess(OnPerson):
    needs, action, form = "care.assess", care.assess, AssessmentForm
    label, icon = _("Enter an assessment"), "pen"
    saved = _("The assessment is entered.")
    tab = "care"


class AskPlace(OnPerson):
    needs, action, form = "care.ask", care.ask_place, RequestForm
    label, icon = _("Ask for a place"), "plus"
    saved = _("On the waiting list.")
    tab = "care"


class OnRequest(ActionPage):
    model = CareRequest
    check = care_rules.check_waiting
    done = "outreach:waiting"

    def refine(self, rows):
        return rows.select_related("person", "institution")

    def arguments(self, form):
        return super().arguments(form) | {"request": self.row}

    @property
    def back_address(self):
        return reverse("outreach:waiting")


class Place(OnRequest):
    needs, action, form = "care.place", care.place, PlaceForm
    label, icon = _("Move in"), "door"
    saved = _("Moved in.")
    done = "outreach:residents"


class Withdraw(OnRequest):
    needs, action, form = "care.ask", care.withdraw_request, ReasonForm
    label, icon = _("Withdraw the request"), "cross"
    saved = _("Withdrawn.")
    stays = True


class Leave(ActionPage):
    model, needs, action, form = CarePlacement, "care.place", care.leave, LeaveForm
    check = care_rules.check_present
    label, icon = _("Leaves"), "door"
    saved = _("The bed is free again.")
    done = "outreach:residents"

    def refine(self, rows):
        return rows.select_related("person", "bed")

    def arguments(self, form):
        return super().arguments(form) | {"placement": self.row}

    @property
    def back_address(self):
        return reverse("outreach:residents")
