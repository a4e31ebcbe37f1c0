"""The ledger, for the auditor: who, when, from where, what, old → new, result. No business data: masks and numbers."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from core import audit, jobs
from core.models import Event, Setting
from core.pages import ListPage, PortalView
from stations import policies
from stations.listings import EventListing, said
from stations.reading import unusual_reading


class LedgerPage(ListPage):
    model, needs = Event, "ledger.view"
    title, listing = gettext_lazy("Ledger"), EventListing
    template = "stations/ledger.html"
    export = "ledger.export"
    blank_icon = "paper"

    def refine(self, rows):
        return rows.select_related("station")

    def get(self, request, **kwargs):
        response = super().get(request, **kwargs)
        if not request.GET:
            audit.record("ledger.view", None, by=request.user)
        return response

    def context(self):
        for row in self.look.page:
            row.said, row.kind = audit.said(row.verb), audit.kind_of(row.subject_type)
            row.differences = [(change.label, said(change.old), said(change.new)) for change in audit.differences(row)]
        verified = Setting.read("ledger.verified", None)
        if verified:
            verified["at"] = parse_datetime(verified["checked_at"])
        return {
            "verified": verified,
            "unusual": unusual_reading(timezone.now()),
            "keep_days": policies.read_policies()[policies.LEDGER_DAYS],
        }


class VerifyLedger(PortalView):
    """Prove the chain now, as long work."""

    needs = "ledger.verify"

    def post(self, request):
        audit.record("ledger.verify", None, by=request.user)
        job = jobs.start("ledger.verify", by=request.user, args={})
        return redirect("core:job", pk=job.pk)
