"""Merging two records, undoing it, and settling claims."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, OfModel, PortalView, today
from veterans import actions, forms, rules
from veterans.actions.claims import entry_of
from veterans.forms.small import shown
from veterans.models import Claim, Merge, Person


class FindOther(OfModel, PortalView):
    """Which record is the same person: those of the same name and, among them, of the same year first."""

    model, needs, writes = Person, "person.merge", True
    template = "veterans/find_other.html"
    title = _("Merge with another record")

    def refine(self, rows):
        return rows.live().for_list()

    def get(self, request, pk):
        text = request.GET.get("name", "").strip() or self.row.name
        found = self.rows.exclude(pk=self.row.pk).matching(text)[:20]
        return self.show(row=self.row, person=self.row, found=found, text=text)

    @property
    def crumbs(self):
        yield _("People"), reverse("veterans:people")
        yield self.row.name, self.row.get_absolute_url()


class MergePage(FormPage):
    """The two records side by side; for each field in which they differ one value is chosen."""

    model, needs, action, form = Person, "person.merge", actions.merge_people, forms.MergeForm
    title, template = _("Merge two records"), "veterans/merge.html"
    save_label = _("Merge records")
    has_draft = False
    saved = _("The two records are one now. The merge can be undone on the page of the record.")

    def refine(self, rows):
        return rows.live().for_list()

    @cached_property
    def other(self):
        found = self.rows.filter(pk=self.kwargs["other"]).exclude(pk=self.row.pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def note(self):
        return f"{self.row.name}（{self.row.station.place}）← {self.other.name}（{self.other.station.place}）"

    def make_form(self, data=None, files=None):
        return self.form(data, files, user=self.user, today=today(), row=self.row, other=self.other)

    def arguments(self, form):
        return super().arguments(form) | {"kept": self.row, "absorbed": self.other, "taken": form.taken}

    def done_address(self, result):
        return result.kept.get_absolute_url()

    @property
    def crumbs(self):
        yield _("People"), reverse("veterans:people")
        yield self.row.name, self.row.get_absolute_url()


class UnmergePage(ActionPage):
    model, needs, action, form = Merge, "person.unmerge", actions.unmerge_people, forms.ReasonForm
    check = rules.check_unmerge
    label, icon, tone = _("Undo the merge"), "swap", "stop"
    title = _("Undo the merge")
    explain = _("Each record gets back what it held; a field amended since the merge keeps the later value.")
    saved = _("Two records again.")

    def refine(self, rows):
        return rows.select_related("kept", "absorbed")

    def done_address(self, result):
        return result.kept.get_absolute_url()


class ClaimPage(OfModel, PortalView):
    """One claim: the entry beside the record on file, and the three ways to settle it."""

    model, needs = Claim, "claim.view"
    template = "veterans/claim.html"
    title = _("Claim")

    def refine(self, rows):
        return rows.select_related(
            "station__division", "superior", "person__station__division", "made_by", "settled_by"
        )

    def get(self, request, pk):
        return self.show(row=self.row, claim=self.row, differences=compared(self.row))

    @property
    def heading(self):
        return gettext("Claim: %(name)s") % {"name": self.row.name}

    @property
    def crumbs(self):
        yield _("Claims"), reverse("veterans:claims")


def compared(claim):
    """(field name, label, on file, in the entry, whether they differ) for what the entry says."""
    person, entry = claim.person, entry_of(claim)
    rows = []
    for name, value in entry.items():
        if name in ("categories", "id_no", "id_override", "id_type") or value in (None, ""):
            continue
        field = Person._meta.get_field(name)
        old = shown(field, getattr(person, name), person)
        new = shown(field, value, claim)
        rows.append((name, field.verbose_name, old, new, str(getattr(person, name) or "") == ""))
    return rows


class Settle(ActionPage):
    """A way to settle a claim."""

    model, check = Claim, rules.check_claim

    def refine(self, rows):
        return rows.select_related("station__division", "person__station__division", "made_by")

    def arguments(self, form):
        return super().arguments(form) | {"fields": self.request.POST.getlist("fields")}

    def done_address(self, result):
        return reverse("veterans:claims")

    @property
    def back_address(self):
        return self.row.get_absolute_url()


class TransferClaimed(Settle):
    needs, action = "claim.transfer", actions.transfer_claimed
    label, icon, tone = _("Transfer the person there"), "swap", "go"
    saved = _("The record is on file at the claiming station now.")


class MergeClaimed(Settle):
    needs, action = "claim.merge", actions.merge_claimed
    label, icon = _("Leave the record, take the entry over"), "tick"
    saved = _("The record stays where it is; what you ticked was taken over.")


class ReturnClaim(Settle):
    needs, action, form = "claim.return", actions.return_claim, forms.OpinionForm
    label, icon, tone = _("Return"), "cross", "stop"
    title = _("Return the entry to its author")
    saved = _("Returned with your opinion.")
