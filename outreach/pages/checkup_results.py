"""What was found, for the officer who follows it up: results, the hospital's table, reports, invoices."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from outreach.actions import checkup_results
from outreach.choices.checkups import SheetState
from outreach.desk import checkups as desk
from outreach.forms import checkups as forms
from outreach.imports.checkups import read_results
from outreach.listings.checkups import FindingListing
from outreach.models import CheckupCampaign, CheckupInvoice, CheckupResult, ResultSheet
from outreach.pages.campaigns import CAMPAIGNS, InCampaign


class FindingsPage(ListPage):
    """Flagged findings until somebody closes them. What was found is not on the list."""

    model, needs = CheckupResult, "checkup.results"
    listing, title = FindingListing, _("Follow-ups")
    export = "checkup.export"
    blank_icon = "heart"

    def refine(self, rows):
        return rows.flagged().select_related("exam__person__station__division", "exam__campaign")

    def dress(self, rows):
        return rows.with_contacts()

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")),)


class ResultPage(RecordPage):
    """The result of one person; opening it is in the ledger."""

    model, needs = CheckupResult, "checkup.results"
    template = "outreach/result.html"
    opens = "checkup.results"

    def refine(self, rows):
        return rows.select_related("exam__person__station__division", "exam__campaign", "by")

    @property
    def crumbs(self):
        return ((_("Follow-ups"), reverse("outreach:findings")), (str(self.row), self.row.exam.get_absolute_url()))

    def context(self):
        row = self.row
        opened = {name: value.plain() for name in ("summary", "findings", "ended") if (value := getattr(row, name))}
        contacts = [(contact, contact.said.plain()) for contact in row.contacts.select_related("by")]
        told = list(row.exam.moves.filter(action="pass_on").select_related("by"))
        return {"opened": opened, "contacts": contacts, "exam": row.exam, "told": told}


class ReportPage(OfModel, PortalView):
    """The hospital's report as a file."""

    model, needs = CheckupResult, "checkup.results"

    def refine(self, rows):
        return rows.exclude(file_place="")

    def get(self, request, pk):
        content = checkup_results.report_of(by=self.user, result=self.row)
        answer = HttpResponse(content, content_type="application/octet-stream")
        answer["Content-Disposition"] = content_disposition_header(True, self.row.file_name)
        return answer


class UploadResults(FormPage):
    """The hospital's table: read, matched by identity number, shown. Nothing is written yet."""

    model, needs = CheckupCampaign, "checkup.results"
    title, form = _("Upload the hospital's table"), forms.SheetForm
    action = checkup_results.keep_sheet
    has_draft = False
    save_label = _("Read and compare")
    saved = _("Read. Nothing is written yet.")

    def arguments(self, form):
        file = form.cleaned_data["file"]
        rows, unread = read_results(file)
        return super().arguments(form) | {
            "campaign": self.row,
            "file_name": file.name,
            "rows": rows,
            "unread": unread,
        }

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")), (self.row.title, self.row.get_absolute_url()))


class SheetPage(RecordPage):
    """What of the table matches and what does not, before anything is written."""

    model, needs = ResultSheet, "checkup.results"
    template = "outreach/result_sheet.html"
    opens = "checkup.results"

    def refine(self, rows):
        return rows.select_related("campaign")

    @property
    def crumbs(self):
        campaign = self.row.campaign
        return ((CAMPAIGNS, reverse("outreach:campaigns")), (campaign.title, campaign.get_absolute_url()))

    def context(self):
        lines = checkup_results.lines_of(self.row)
        is_waiting = self.row.state == SheetState.WAITING
        fine = [line for line in lines if line.will_be_written] if is_waiting else []
        return {
            "sheet": self.row,
            "lines": fine,
            "left": [line for line in lines if not (line.will_be_written if is_waiting else line.was_written)],
            "flagged": sum(line.is_flagged for line in fine),
            "again": sum(line.replaces for line in fine),
            "is_waiting": is_waiting,
            "unread": self.row.unread.plain() if self.row.unread else "",
        }


class OnSheet(ActionPage):
    model, needs = ResultSheet, "checkup.enter_result"

    def refine(self, rows):
        return rows.select_related("campaign")

    def arguments(self, form):
        return super().arguments(form) | {"sheet": self.row}


class WriteSheet(OnSheet):
    action = checkup_results.write_sheet
    label, icon, tone = _("Write what matches"), "tick", "go"

    def saved_text(self, result):
        return gettext("Written.")


class DiscardSheet(OnSheet):
    action = checkup_results.discard_sheet
    label, icon = _("Throw the table away"), "cross"

    def done_address(self, result):
        return result.campaign.get_absolute_url()


class Invoices(InCampaign, PortalView):
    """Heads and yuan: ours beside the hospital's."""

    needs = "checkup.invoice"
    template = "outreach/invoices.html"
    title = _("Reconciliation with the hospitals")

    def get(self, request, pk):
        return self.show(bill=list(desk.bill(self.user, self.campaign)), campaign=self.campaign)


class AddInvoice(FormPage):
    model, needs = CheckupCampaign, "checkup.invoice"
    title, form = _("Enter an invoice"), forms.InvoiceForm
    action = checkup_results.add_invoice
    has_draft = False

    def make_form(self, data=None, files=None):
        return self.form(data, files, user=self.user, today=today(), campaign=self.row)

    def arguments(self, form):
        return super().arguments(form) | {"campaign": self.row}

    @property
    def crumbs(self):
        above = (CAMPAIGNS, reverse("outreach:campaigns")), (self.row.title, self.row.get_absolute_url())
        return (*above, (Invoices.title, self.back_address))

    @property
    def back_address(self):
        return reverse("outreach:invoices", args=[self.row.pk])


class SettleInvoice(ActionPage):
    model, needs = CheckupInvoice, "checkup.invoice"
    action = checkup_results.settle_invoice
    label, icon = _("Mark as settled"), "tick"

    def refine(self, rows):
        return rows.select_related("campaign")

    def arguments(self, form):
        return super().arguments(form) | {"invoice": self.row}

    def go_on(self, result):
        return redirect("outreach:invoices", pk=result.campaign_id)
