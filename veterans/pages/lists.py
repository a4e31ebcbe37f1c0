"""Lists of people, claims, corrections and transfers."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.choosing import Use
from core.listing import Look
from core.pages import ListPage, OfModel, PortalView
from veterans import actions, desk, rules
from veterans.listings import ClaimListing, CorrectionListing, PeopleListing, TransferListing
from veterans.models import Claim, CorrectionRequest, Person, Transfer

MOST_CALLS = 1000


class PeoplePage(ListPage):
    model, needs = Person, "person.view"
    title, listing = _("People"), PeopleListing
    export, export_plain = "person.export", "person.export_plain"
    add, add_label = "veterans:add", _("Enter a person")

    def refine(self, rows):
        return rows.live().for_list()

    @property
    def lede(self):
        return self.user.station.place if self.user.station_id else ""

    @property
    def buttons(self):
        if not self.user.may("person.call_list"):
            return
        address = reverse("veterans:call_list") + self.look.link()
        yield {"label": _("Call list"), "icon": "phone", "address": address}


class CallList(OfModel, PortalView):
    """The people of the list as a sheet to call from: numbers in full for the user's own station, one line for the list."""

    model, needs = Person, "person.call_list"
    title = _("Call list")
    template = "veterans/call_list.html"

    def refine(self, rows):
        return rows.on_file().for_list()

    def get(self, request):
        look = Look(PeopleListing(), self.rows, request)
        return self.sheet(look.rows, reverse("veterans:people") + look.link())

    def sheet(self, rows, back):
        people = list(rows.order_by("station__division__code", "group", "pinyin")[:MOST_CALLS])
        actions.take_call_list(by=self.user, count=len(people))
        sheet = [(person, self.phones(person), rules.is_own_clerk(person, self.user)) for person in people]
        return self.show(sheet=sheet, back=back, at=timezone.now(), is_cut=len(people) == MOST_CALLS)

    def phones(self, person):
        is_plain = rules.is_own_clerk(person, self.user)
        return " / ".join(number.plain() if is_plain else str(number) for number in person.phones)


def call_ticked(page):
    """The people behind the ticked rows of any list as a sheet to call from."""
    view = CallList()
    view.setup(page.request)
    return view.sheet(view.rows.filter(pk__in=desk.people_behind(page)), page.request.path + page.look.here)


CALL = Use("call", _("Call list"), "phone", run=call_ticked, fits=desk.has_people, needs="person.call_list")


class ClaimsPage(ListPage):
    """What waits for this superior to decide."""

    model, needs = Claim, "claim.view"
    title, listing = _("Claims"), ClaimListing
    export = "person.export"

    def refine(self, rows):
        return rows.select_related("station__division", "person__station__division")


class CorrectionsPage(ListPage):
    model, needs = CorrectionRequest, "person.view"
    title, listing = _("Correction requests"), CorrectionListing
    export = "person.export"

    def refine(self, rows):
        return rows.select_related("person__station__division", "made_by")


class TransfersPage(ListPage):
    """Who came and who went: both sides see it."""

    model, needs = Transfer, "person.view"
    title, listing = _("Transfers"), TransferListing
    export = "person.export"

    def refine(self, rows):
        return rows.select_related("from_station__division", "to_station__division", "made_by")
