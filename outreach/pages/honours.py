"""Honours: households and their plaques, cards, merit notices, awards."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage
from core.validators import parse_whole
from outreach.actions import honours
from outreach.desk import honours as desk
from outreach.desk import people
from outreach.forms.honours import (
    AwardForm,
    EndForm,
    HandOverForm,
    HangForm,
    HangManyForm,
    MeritNoticeForm,
    ReplaceForm,
)
from outreach.listings.honours import AwardListing, CardListing, HouseholdListing, NoticeListing, PlaqueListing
from outreach.models import Award, MeritNotice
from outreach.models.honours import household_counted, standing
from outreach.pages.visits import above
from outreach.pages.whom import AboutPerson
from outreach.rules import honours as rules
from veterans import actions as verbs
from veterans.choices import PlaqueState
from veterans.desk import named
from veterans.forms import ReasonForm
from veterans.models import HonourPlaque, Person, PreferenceCard


class HouseholdsPage(ListPage):
    """Every entitled household once, with or without its plaque: the very rows of the hanging rate."""

    model, needs = Person, "plaque.view"
    title, listing = _("Plaques by household"), HouseholdListing
    export = "honour.export"
    blank_icon = "home"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return rows.filter(household_counted())

    def dress(self, rows):
        return rows.for_list().annotate(standing=standing())

    @property
    def is_by_place(self):
        """Whether the list is that of a place as a whole; its rate is then said, and is the list's number."""
        return self.look.is_narrowed_only_by("town", "village")

    @cached_property
    def standing(self):
        """(households with a plaque, that should have one, that want none) of the place that is looked at"""
        return desk.hanging_rate(self.user, self.look.chosen("village") or self.look.chosen("town"))

    def known_total(self, look):
        if not self.is_by_place:
            return None
        _hung, entitled, refused = self.standing
        return entitled + refused

    @cached_property
    def lede(self):
        if not self.is_by_place:
            return ""
        hung, entitled, refused = self.standing
        rate = f"{100 * hung / entitled:.1f}%" if entitled else "—"
        said = {"rate": rate, "hung": f"{hung:,}", "entitled": f"{entitled:,}", "refused": f"{refused:,}"}
        return gettext("hung %(hung)s of %(entitled)s, %(rate)s; want none: %(refused)s") % said

    @property
    def buttons(self):
        yield {"label": _("All plaques"), "icon": "paper", "address": reverse("outreach:plaques")}
        if self.user.may("plaque.advance"):
            yield {"label": _("Hang several"), "icon": "tick", "address": reverse("outreach:hang_many")}


class PlaquesPage(ListPage):
    model, needs = HonourPlaque, "plaque.view"
    title, listing = _("Honour plaques"), PlaqueListing
    export = "honour.export"
    blank_icon = "paper"

    @property
    def crumbs(self):
        return above((_("Plaques by household"), reverse("outreach:households")))

    def refine(self, rows):
        return named(rows.select_related("person", "household__station__division"), self.user)


class OnPlaque(ActionPage):
    """A verb of the people's own department, run from the lists of honours."""

    model = HonourPlaque
    done = "outreach:plaques"

    def refine(self, rows):
        return rows.select_related("person", "household")

    def arguments(self, form):
        return super().arguments(form) | {"plaque": self.row}

    @property
    def back_address(self):
        return reverse(self.done)


class ReplacePlaque(OnPlaque):
    needs, form, action = "plaque.advance", ReplaceForm, verbs.replace_plaque
    check = rules.check_replace
    label, icon = _("Replace"), "swap"
    title = _("Replace the plaque")
    saved = _("The old plaque ends, the new one hangs.")


class CancelPlaque(OnPlaque):
    needs, form, action = "plaque.advance", EndForm, verbs.advance_plaque
    check = rules.check_cancel
    label, icon, tone = _("Cancel"), "cross", "stop"
    title = _("Cancel the plaque")
    explain = _("Removed or expelled, or hung by mistake. After a death the plaque stays.")

    def arguments(self, form):
        return super().arguments(form) | {"state": PlaqueState.CANCELLED}


class HangPlaque(ActionPage):
    model, needs, form, action = Person, "plaque.advance", HangForm, verbs.hang_plaque
    label, icon = _("Hang"), "tick"
    title = _("Hang the plaque")
    done = "outreach:households"
    saved = _("The plaque hangs.")

    def refine(self, rows):
        return rows.live().select_related("household", "station")

    @property
    def back_address(self):
        return reverse("outreach:households")


class RefusePlaque(HangPlaque):
    form, action = EndForm, verbs.refuse_plaque
    label, icon, tone = _("Wants none"), "cross", "quiet"
    title = _("The household wants no plaque")
    saved = _("Noted: this household wants no plaque.")


class HangMany(FormPage):
    """One afternoon in a village: the households without a plaque, ticked, saved in one action."""

    model, needs, form, action = Person, "plaque.advance", HangManyForm, verbs.hang_plaques
    title = _("Hang plaques in a village")
    template = "outreach/hang_many.html"
    save_label = _("Hang what is ticked")
    done = "outreach:households"
    has_draft = writes = False

    @property
    def crumbs(self):
        return above((_("Plaques by household"), reverse("outreach:households")))

    @property
    def place(self):
        """The village: the chosen one, else the user's own."""
        asked = self.request.GET.get("station") or self.request.POST.get("station") or self.user.station_id
        return people.station(self.user, asked)

    def ask(self, form, status=200, **context):
        is_above = self.user.station.tier != "village"
        places = people.stations(self.user).filter(tier="village") if is_above else ()
        rows = desk.without_plaque(self.user, self.place)
        return super().ask(form, status, sheet=rows, place=self.place, places=places, chosen=self.chosen)

    @property
    def chosen(self):
        return {parse_whole(key) for key in self.request.POST.getlist("person")} - {None}

    def arguments(self, form):
        ticked = list(people.writable(self.user, self.chosen).filter(station=self.place))
        if not ticked:
            raise ValidationError(_("Tick the households."), code="nobody")
        return super().arguments(form) | {"people": ticked}

    def saved_text(self, result):
        return gettext("%(count)s plaques hang.") % {"count": len(result)}

    @property
    def back_address(self):
        return reverse("outreach:households")


class CardsPage(ListPage):
    model, needs = PreferenceCard, "plaque.view"
    title, listing = _("Preferential cards"), CardListing
    export = "honour.export"
    blank_icon = "case"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return rows.in_force().select_related("person__station__division")


class HandOverCard(ActionPage):
    model, needs, form, action = PreferenceCard, "card.advance", HandOverForm, verbs.hand_over_card
    check = rules.check_hand_over
    label, icon = _("Hand over"), "tick"
    title = _("Hand over the card")
    done = "outreach:cards"
    saved = _("The card is handed over.")

    def refine(self, rows):
        return rows.in_force().select_related("person")

    def arguments(self, form):
        return super().arguments(form) | {"card": self.row}

    @property
    def back_address(self):
        return reverse("outreach:cards")


class NoticesPage(ListPage):
    model, needs = MeritNotice, "honour.view"
    title, listing = _("Merit notices"), NoticeListing
    export = "honour.export"
    add, add_label = "outreach:add_notice", _("Enter a merit notice")
    blank_icon = "bell"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return named(rows.select_related("person", "station__division"), self.user)


class AddNotice(AboutPerson):
    model, needs, form, action = MeritNotice, "merit_notice.record", MeritNoticeForm, honours.deliver_notice
    title = _("Enter a merit notice")
    keeps = ("delivered_on", "delivered_by")

    @property
    def crumbs(self):
        return above((_("Merit notices"), reverse("outreach:merit_notices")))


class RemoveNotice(ActionPage):
    model, needs, form, action = MeritNotice, "merit_notice.remove", ReasonForm, honours.remove_notice
    label, icon, tone = _("Remove"), "cross", "quiet"
    done = "outreach:merit_notices"
    saved = _("Removed.")


class AwardsPage(ListPage):
    model, needs = Award, "honour.view"
    title, listing = _("Awards"), AwardListing
    export = "honour.export"
    add, add_label = "outreach:add_award", _("Enter an award")
    blank_icon = "heart"

    @property
    def crumbs(self):
        return above()

    def refine(self, rows):
        return named(rows.select_related("person", "station__division"), self.user)


class AddAward(AboutPerson):
    model, needs, form, action = Award, "award.record", AwardForm, honours.record_award
    title = _("Enter an award")
    keeps = ("name", "level", "awarded_on", "issuer", "document_no")

    @property
    def crumbs(self):
        return above((_("Awards"), reverse("outreach:awards")))


class RemoveAward(ActionPage):
    model, needs, form, action = Award, "award.remove", ReasonForm, honours.remove_award
    label, icon, tone = _("Remove"), "cross", "quiet"
    done = "outreach:awards"
    saved = _("Removed.")
