"""年度确认: the years, the list of one year, a village confirmed at once, proposals and decisions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, today
from core.validators import parse_whole
from outreach.actions import confirmation as actions
from outreach.choices.confirmation import ConfirmationState
from outreach.forms.entitlements import ConfirmForm, DecisionForm, ReasonForm, RoundForm
from outreach.listings.entitlements import ConfirmationListing, RoundListing
from outreach.models import Confirmation, ConfirmationYear
from outreach.pages.parents import Parent
from outreach.rules import confirmation as rules


def above():
    return (
        (_("Services for veterans"), reverse("outreach:home")),
        (_("Yearly confirmation"), reverse("outreach:confirmations")),
    )


class RoundsPage(ListPage):
    model, needs = ConfirmationYear, "confirmation.view"
    title, listing = _("Yearly confirmation"), RoundListing
    export = "confirmation.export"
    add, add_label = "outreach:open_confirmation", _("Open a year")
    blank_icon = "tick"

    @property
    def crumbs(self):
        return above()[:1]


class OpenRound(FormPage):
    model, needs = ConfirmationYear, "confirmation.open"
    title = _("Open a year's confirmation")
    note = _("Everybody on file who draws a regular payment is put on the list.")
    form, action = RoundForm, actions.open_round
    has_draft = writes = False

    @property
    def crumbs(self):
        return above()

    @property
    def back_address(self):
        return reverse("outreach:confirmations")


class OfRound(OfModel):
    """Pages below one year."""

    model = Confirmation

    @cached_property
    def round(self):
        return Parent(ConfirmationYear, self.user, self.kwargs["pk"]).row

    @property
    def crumbs(self):
        return (*above(), (str(self.round), self.round.get_absolute_url()))

    def of_round(self, rows):
        return rows.of_live().filter(round=self.round)

    def dress(self, rows):
        places = ("person__station__division", "person__station__parent__division")
        return rows.select_related("round", "confirmed_by", *places)


class RoundPage(OfRound, ListPage):
    """Who is to be confirmed this year, and how far it is."""

    needs = "confirmation.view"
    template = "outreach/round.html"
    listing = ConfirmationListing
    export = "confirmation.export"
    blank_icon = "tick"

    def refine(self, rows):
        return self.of_round(rows)

    @cached_property
    def found(self):
        """{state: how many} of the whole year."""
        return dict(self.rows.order_by().values_list("state").annotate(Count("pk")))

    def known_total(self, look):
        """Of the year, and of those in one state, the number is known: it stands above the list."""
        asked = look.asked.get("state")
        known = self.found.get(asked, 0) if asked else sum(self.found.values())
        return known if look.is_narrowed_only_by("state") else None

    @property
    def title(self):
        return str(self.round)

    @property
    def crumbs(self):
        return above()

    @property
    def buttons(self):
        if self.user.may("confirmation.confirm"):
            address = reverse("outreach:confirm_village", args=[self.round.pk])
            village = parse_whole(self.request.GET.get("village", ""))
            query = "" if village is None else f"?village={village}"
            yield {"label": _("Confirm a village"), "icon": "tick", "address": address + query, "is_main": True}

    def context(self):
        counts = [(state, state.label, self.found.get(state, 0)) for state in ConfirmationState]
        return {"counts": counts, "total": sum(self.found.values()), "round": self.round}


class ConfirmVillage(OfRound, PortalView):
    """The people of one village with a tick before each name; how and when is said once."""

    needs = "confirmation.confirm"
    title = _("Confirm a village")
    template = "outreach/confirm_village.html"
    writes = True

    def refine(self, rows):
        return self.dress(self.of_round(rows).open())

    @cached_property
    def village(self):
        """The key of the village asked for; who works in one needs no asking."""
        asked = parse_whole(self.request.POST.get("village") or self.request.GET.get("village", ""))
        if asked is not None:
            return asked
        return self.user.station_id if self.user.station.tier == "village" else None

    @property
    def people(self):
        return self.rows.filter(person__station=self.village).order_by("person__group", "person__pinyin", "pk")

    def get(self, request, pk):
        return self.ask(ConfirmForm(user=self.user, today=today()))

    def ask(self, form, status=200, ticked=frozenset()):
        if self.village is None:
            names = ("person__station", "person__station__division__name", "person__station__parent__division__name")
            villages = self.rows.order_by("person__station__division__code").values_list(*names).annotate(Count("pk"))
            return self.show(villages=villages)
        return self.show(status=status, form=form, people=list(self.people), village=self.village, ticked=ticked)

    def post(self, request, pk):
        form = ConfirmForm(request.POST, user=self.user, today=today())
        chosen = {parse_whole(key) for key in request.POST.getlist("person")} - {None}
        people = [row for row in self.people if row.pk in chosen]
        if form.is_valid():
            try:
                said = form.cleaned_data
                count = actions.confirm_many(by=self.user, confirmations=people, today=today(), **said)
            except Refused as refusal:
                form.refuse(refusal)
            except ValidationError as problem:
                form.take(problem)
            else:
                messages.success(request, gettext("%(count)s people confirmed.") % {"count": count})
                return redirect(f"{self.round.get_absolute_url()}?state=due")
        return self.ask(form, 422, ticked=frozenset(row.pk for row in people))


class OnConfirmation(ActionPage):
    model = Confirmation

    def refine(self, rows):
        return rows.select_related("person", "round")

    @property
    def crumbs(self):
        return above()


class Confirm(OnConfirmation):
    needs, action, form = "confirmation.confirm", actions.confirm, ConfirmForm
    check = rules.check_confirm
    label, icon = _("Confirm"), "tick"
    saved = _("Confirmed.")


class Propose(OnConfirmation):
    needs, action, form = "confirmation.propose", actions.propose_stop, ReasonForm
    check = rules.check_propose
    label, icon = _("Propose to stop"), "cross"
    explain = _("The bureau decides; until then nothing is stopped.")
    saved = _("The bureau is asked to decide.")


class Decide(OnConfirmation):
    needs, action, form = "confirmation.decide", actions.decide, DecisionForm
    check = rules.check_decide
    label, icon = _("Decide the proposal"), "pen"
    explain = property(lambda self: _("Why the station proposes to stop: %(reason)s") % {"reason": self.row.reason})
    saved = _("Decided.")
