"""Institutions: the list, one of them with its agreements and beds."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, RecordPage
from outreach.actions import care, institutions
from outreach.choices.institutions import InstitutionKind
from outreach.forms.care import BedForm
from outreach.forms.entitlements import AgreementForm, InstitutionForm
from outreach.listings.entitlements import InstitutionListing
from outreach.models import Institution
from outreach.rules.care import check_has_beds


def above():
    return (
        (_("Services for veterans"), reverse("outreach:home")),
        (_("Institutions"), reverse("outreach:institutions")),
    )


class InstitutionsPage(ListPage):
    model, needs = Institution, "institution.view"
    title, listing = _("Institutions"), InstitutionListing
    export = "institution.export"
    add, add_label = "outreach:add_institution", _("Enter an institution")
    blank_icon = "home"

    def refine(self, rows):
        rows = rows.select_related("station__division")
        return rows.filter(closed_on__isnull=False) if self.request.GET.get("state") == "closed" else rows.working()

    @property
    def crumbs(self):
        return above()[:1]


class AddInstitution(FormPage):
    model, needs = Institution, "institution.add"
    title = _("Enter an institution")
    form, action = InstitutionForm, institutions.add_institution
    writes = False

    @property
    def crumbs(self):
        return above()

    @property
    def back_address(self):
        return reverse("outreach:institutions")


class AmendInstitution(FormPage):
    model, needs = Institution, "institution.amend"
    title = _("Amend the institution")
    form, action = InstitutionForm, institutions.amend_institution

    @property
    def crumbs(self):
        return (*above(), (self.row.name, self.row.get_absolute_url()))


class InstitutionPage(RecordPage):
    model, needs = Institution, "institution.view"
    template = "outreach/institution.html"

    def refine(self, rows):
        return rows.select_related("station__division").prefetch_related("agreements")

    @property
    def crumbs(self):
        return (*above(), (self.row.name, ""))

    def context(self):
        is_care = self.row.kind == InstitutionKind.CARE_CENTRE
        return {"beds": self.row.beds.with_guest() if is_care else None, "is_care": is_care}


class AddAgreement(ActionPage):
    model, needs = Institution, "institution.amend"
    action, form = institutions.add_agreement, AgreementForm
    label, icon = _("Enter an agreement"), "plus"


class AddBed(ActionPage):
    model, needs = Institution, "care.beds"
    action, form = care.add_bed, BedForm
    check = check_has_beds
    label, icon = _("Enter a bed"), "plus"
