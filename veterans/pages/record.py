"""The page of one person, and what looks behind its mask."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, RecordPage
from veterans import actions, forms, rules
from veterans.models import Person
from veterans.pages import sight


class PersonPage(RecordPage):
    """Everything about one person. Each opening is a line in the ledger; the verb says whether it was masked."""

    model, needs = Person, "person.view"
    template = "veterans/person.html"

    def refine(self, rows):
        return rows.for_list().select_related("household", "updated_by", "created_by", "merged_into")

    def get(self, request, **kwargs):
        self.row.is_plain = self.is_plain  # for the panels
        return super().get(request, **kwargs)

    @property
    def opens(self):
        return "person.view_plain" if self.is_plain else "person.view"

    @cached_property
    def is_plain(self):
        return sight.is_plain(self.request, self.row)

    @property
    def crumbs(self):
        yield _("People"), reverse("veterans:people")
        if self.row.station.parent_id:
            yield self.row.station.parent.place, f"{reverse('veterans:people')}?town={self.row.station.parent_id}"
        yield self.row.station.place, f"{reverse('veterans:people')}?village={self.row.station_id}"

    def context(self):
        return {"is_plain": self.is_plain, "numbers": sight.Numbers(self.row, self.is_plain)}


class Reveal(ActionPage):
    """Numbers and addresses in full, for a reason, for a quarter of an hour."""

    model, needs = Person, "person.reveal"
    action, form = actions.reveal, forms.ReasonForm
    check = rules.check_live
    label, icon = _("Show numbers"), "eye"
    title = _("Show numbers and addresses in full")
    explain = _("For fifteen minutes this record is open to you in full, the form too. The reason goes into the log.")
    saved = _("The record is open to you in full for fifteen minutes.")
    reads = True

    def go_on(self, result):
        sight.reveal(self.request, result)
        return redirect(result.get_absolute_url())
