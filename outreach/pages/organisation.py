"""Evidence of the “six ones”; leading groups, key villages and their posts."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage
from outreach.actions import organisation
from outreach.forms.media import EndForm
from outreach.forms.organisation import EndPostForm, EvidenceForm, OrganForm, PostForm
from outreach.listings.organisation import EvidenceListing, OrganListing
from outreach.models import Evidence, EvidencePhoto, Organ, Post
from outreach.pages.photos import PhotoPage
from outreach.pages.recorded import AddPhotos, Amend, Enter, OfKind, RecordedList, RecordedPage, Withdraw
from outreach.rules import activities as rules


class OfEvidence:
    model, listed, plural = Evidence, "outreach:evidence_list", _("Evidence of the “six ones”")


class EvidenceList(OfEvidence, RecordedList):
    needs, listing, export = "organisation.view", EvidenceListing, "organisation.export"
    add, add_label = "outreach:add_evidence", _("Enter evidence")
    blank_icon = "tick"

    @property
    def buttons(self):
        yield {"label": _("The “six ones”"), "icon": "chart", "address": reverse("outreach:six_ones")}


class EvidencePage(OfEvidence, RecordedPage):
    needs = "organisation.view"
    amend, withdraw = "outreach:amend_evidence", "outreach:withdraw_evidence"
    photos, photo = "outreach:add_evidence_photos", "outreach:evidence_photo"
    acts = ("outreach:end_evidence",)
    on_label = _("Since")

    def facts(self):
        row = self.row
        return (
            (_("Which of the six"), row.get_part_display(), False),
            (_("Pieces of evidence"), row.title, False),
            (_("Document number"), row.document_no, False),
            (_("Ended on"), row.ended_on, False),
        )


class AddEvidence(OfEvidence, Enter):
    needs, form, action = "organisation.record", EvidenceForm, organisation.record_organisation
    title = _("Enter evidence")
    keeps = ("part", "station")


class AmendEvidence(OfEvidence, Amend):
    needs, form, action = "organisation.record", EvidenceForm, organisation.amend_organisation


class WithdrawEvidence(OfEvidence, Withdraw):
    needs, action = "organisation.withdraw", organisation.withdraw_organisation


class AddEvidencePhotos(OfEvidence, AddPhotos):
    needs, action = "organisation.record", organisation.add_evidence_photos


class End(OfKind, ActionPage):
    needs, form, action, check = "organisation.record", EndForm, organisation.end_organisation, rules.check_running
    label, icon = _("It has ended"), "clock"


class EndEvidence(OfEvidence, End):
    pass


class EvidencePhotoPage(PhotoPage):
    model, needs = EvidencePhoto, "organisation.view"


class OfOrgan:
    model, listed, plural = Organ, "outreach:organs", _("Leading groups and key villages")


class OrgansPage(OfOrgan, RecordedList):
    needs, listing, export = "organisation.view", OrganListing, "organisation.export"
    add, add_label = "outreach:add_organ", _("Enter a group")
    blank_icon = "tree"

    def refine(self, rows):
        return super().refine(rows).annotate(held=Count("posts", filter=Q(posts__until__isnull=True), distinct=True))


class OrganPage(OfOrgan, RecordedPage):
    needs, template = "organisation.view", "outreach/organ.html"
    amend, withdraw = "outreach:amend_organ", "outreach:withdraw_organ"
    acts = ("outreach:end_organ",)
    on_label = _("Set up on")

    def facts(self):
        row = self.row
        return (
            (_("Kind"), row.get_kind_display(), False),
            (_("Document number"), row.document_no, False),
            (_("Ended on"), row.ended_on, False),
        )

    def context(self):
        return super().context() | {"posts": list(self.row.posts.all())}


class AddOrgan(OfOrgan, Enter):
    needs, form, action = "organisation.record", OrganForm, organisation.record_organisation
    title = _("Enter a group")
    keeps = ("kind", "on")


class AmendOrgan(OfOrgan, Amend):
    needs, form, action = "organisation.record", OrganForm, organisation.amend_organisation


class WithdrawOrgan(OfOrgan, Withdraw):
    needs, action = "organisation.withdraw", organisation.withdraw_organisation


class EndOrgan(OfOrgan, End):
    pass


class AddPost(OfOrgan, OfKind, FormPage):
    needs, form, action = "organisation.record", PostForm, organisation.add_post
    title = _("Enter who holds a post")
    keeps = ("since", "duty")

    def refine(self, rows):
        return rows.in_force()


class EndPost(ActionPage):
    model, needs = Post, "organisation.record"
    form, action, check = EndPostForm, organisation.end_post, rules.check_holds_post
    label, icon = _("Left the post"), "clock"

    def refine(self, rows):
        return rows.select_related("organ")
