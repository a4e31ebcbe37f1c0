"""Job fairs: the list, the plan, one fair with its stands and its funnel, the names behind every number."""

import segno
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from employment.actions import fairs
from employment.desk import fairs as desk
from employment.desk import results
from employment.desk.placement import may_write
from employment.forms.fairs import ConcludeForm, FairForm, SeatForm, StandForm
from employment.listings.market import AttendeeListing, FairListing, ResultListing, SignUpListing
from employment.models import Attendee, Candidacy, Fair, SignUp, Stand
from employment.pages.employers import HOME
from employment.rules import market as rules


class FairsPage(ListPage):
    model, needs = Fair, "fair.view"
    title, listing = _("Job fairs"), FairListing
    export = "market.export"
    add, add_label = "employment:plan_fair", _("Plan a job fair")
    blank_icon = "calendar"
    crumbs = (HOME,)

    def refine(self, rows):
        return results.with_numbers(rows, self.user)


class PlanFair(FormPage):
    model, needs = Fair, "fair.plan"
    form, action = FairForm, fairs.plan_fair
    title = _("Plan a job fair")
    crumbs = (HOME, (_("Job fairs"), "/employment/fairs/"))

    @property
    def back_address(self):
        return reverse("employment:fairs")


class AmendFair(FormPage):
    model, needs, writes = Fair, "fair.amend", True
    form, action = FairForm, fairs.amend_fair
    title = _("Amend the job fair")


class FairPage(RecordPage):
    """One fair: what to do next, the funnel, the stands."""

    model, needs = Fair, "fair.view"
    template = "employment/fair.html"
    crumbs = (HOME, (_("Job fairs"), "/employment/fairs/"))

    def context(self):
        stands, funnel = desk.stands_of(self.row, self.user), desk.funnel(self.row, self.user)
        return {
            "stands": stands,
            "openings": sum(stand.openings for stand in stands),
            "funnel": funnel,
            "widest": max(step.number for step in funnel) or 1,
            "is_ours": may_write(self.row, self.user),
            "board": self.request.build_absolute_uri(reverse("employment:board", args=[self.row.code])),
        }


class PublishFair(ActionPage):
    model, needs = Fair, "fair.publish"
    action = fairs.publish_fair
    check = rules.check_can_publish
    label, icon = _("Open the signing up"), "run"
    saved = _("Signing up is open. Print the notice with its QR code.")


class ConcludeFair(ActionPage):
    model, needs = Fair, "fair.conclude"
    action, form = fairs.conclude_fair, ConcludeForm
    check = rules.check_can_conclude
    label, icon = _("Conclude the fair"), "tick"

    def make_form(self, data=None, files=None):
        initial = {"leaflets": self.row.leaflets, "consultations": self.row.consultations}
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial=initial)


class SeatEmployer(ActionPage):
    """An employer takes part with all its open posts."""

    model, needs = Fair, "fair.seat"
    action, form = fairs.seat_employer, SeatForm
    check = rules.check_not_done
    label, icon = _("Add an employer"), "plus"

    def arguments(self, form):
        posts = results.open_posts_of(form.cleaned_data["employer"], self.user)
        return super().arguments(form) | {"posts": posts}


class OnStand(ActionPage):
    model = Stand

    def refine(self, rows):
        return rows.select_related("fair__station", "employer").prefetch_related("offers")


class ChoosePosts(OnStand):
    needs, action, form = "fair.seat", fairs.seat_employer, StandForm
    label, icon = _("Choose its posts"), "pen"

    def arguments(self, form):
        return super().arguments(form) | {"fair": self.row.fair, "employer": self.row.employer}


class UnseatEmployer(OnStand):
    needs, action = "fair.unseat", fairs.unseat_employer
    label, icon, tone = _("Does not come"), "cross", "stop"


class IssueLink(OnStand):
    """The link is shown once, on this very answer; only its digest is kept."""

    needs, action = "fair.link", fairs.issue_link
    label, icon = _("Link for the employer"), "lock"

    def go_on(self, result):
        address = self.request.build_absolute_uri(reverse("employment:employer_link", args=[result.token]))
        picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
        response = self.show("employment/link.html", stand=result, address=address, picture=picture)
        response["Cache-Control"] = "no-store"
        return response


class WithdrawLink(OnStand):
    needs, action = "fair.unlink", fairs.withdraw_link
    label, icon = _("Withdraw the link"), "cross"


class NoticePage(OfModel, PortalView):
    """The notice with its QR code, for the wall of every station."""

    model, needs = Fair, "fair.view"
    template = "employment/notice.html"

    @property
    def heading(self):
        return self.row.title

    def get(self, request, pk):
        rules.check_running(self.row)
        address = request.build_absolute_uri(reverse("employment:sign_up", args=[self.row.code]))
        picture = segno.make(address, error="m").svg_data_uri(scale=8, border=2)
        return self.show(fair=self.row, address=address, picture=picture, stands=desk.stands_of(self.row, self.user))


class OfFair(ListPage):
    """The names behind one number of a fair."""

    needs = "fair.view"
    export = "market.export"

    @cached_property
    def fair(self):
        return results.fair_in_sight(self.user, self.kwargs["pk"])

    @property
    def crumbs(self):
        return (HOME, (_("Job fairs"), reverse("employment:fairs")), (self.fair.title, self.fair.get_absolute_url()))

    def refine(self, rows):
        return rows.filter(fair=self.fair)


class SignUpsPage(OfFair):
    model, listing, title = SignUp, SignUpListing, _("Signed up")

    def refine(self, rows):
        return results.with_presence(super().refine(rows))


class AttendeesPage(OfFair):
    model, listing, title = Attendee, AttendeeListing, _("Came")

    def refine(self, rows):
        return super().refine(rows).select_related("person__station__division", "by")


class ResultsPage(OfFair):
    model, listing, title = Candidacy, ResultListing, _("What came of the fair")

    def refine(self, rows):
        return super().refine(rows).select_related("post__employer", "person__station__division", "fair")
