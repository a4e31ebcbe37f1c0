"""The lists of family-doctor contracts and of the care centre."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.listing import Choice, Column, Filters, Listing, RowChoice
from outreach.choices.care import FeeSource, Group, RequestState, Stay
from outreach.choices.institutions import InstitutionKind
from outreach.models import Institution
from stations.place_filters import PlaceFilters

VIEWS = (
    ("ending", _("Ends within 30 days")),
    ("unserved", _("Signed but not served")),
    ("over", _("Run out or ended")),
    ("all", _("All contracts")),
)
PLACE = ("person__station__division__code", "person__pinyin")


class ContractFilters(PlaceFilters):
    place = "person__station"

    view = Choice(choices=VIEWS, label=_("Which"), every=_("Running contracts"), method="in_view")
    institution = RowChoice(of=Institution, named="name", label=_("Institution"), every=_("All institutions"))

    def in_view(self, rows, name, view):
        today = timezone.localdate()
        if view == "over":
            return rows.exclude(pk__in=rows.on(today).values("pk"))
        return {"ending": rows.ending, "unserved": rows.unserved}[view](today) if view != "all" else rows


class ContractListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="person__pinyin", value="person.name"),
        Column("institution", _("Institution"), sort="institution__name", value="institution.name", wide=True),
        Column("doctor", _("Doctor")),
        Column("package", _("Package"), value="get_package_display", wide=True),
        Column("starts_on", _("Runs from"), sort="starts_on", num=True, wide=True),
        Column("ends_on", _("Runs until"), sort="ends_on", value=lambda row: row.ended_on or row.ends_on, num=True),
        Column("end_reason", _("Why it was ended"), shown=False),
        Column("last_visit_on", _("Last service"), sort="last_visit_on", num=True),
        Column("village", _("Village"), sort=PLACE, value="person.station.place", wide=True),
    )
    filters = ContractFilters
    more = ("institution",)
    search_label = _("Name or doctor")
    default_order = "ends_on"
    row_template = "outreach/rows/contract.html"
    counted = _("%(count)s contracts")
    empty_title = _("No contracts")
    empty_text = _("Sign one from the page of a person, under “Doctor and care”.")

    def search(self, rows, text):
        return rows.filter(person__name__contains=text) | rows.filter(doctor__contains=text)


def care_centres(institutions):
    return institutions.of_kind(InstitutionKind.CARE_CENTRE)


class RequestFilters(PlaceFilters):
    place = "person__station"

    state = Choice(choices=RequestState.choices, label=_("State"), every=_("Waiting ones"), method="of_state")
    group = Choice(choices=Group.choices, label=pgettext_lazy("care", "Group"), every=_("All groups"))

    def of_state(self, rows, name, state):
        return rows.filter(state=state)


class RequestListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="person__pinyin", value="person.name"),
        Column("group", pgettext_lazy("care", "Group"), value="get_group_display", wide=True),
        Column("stay", _("Kind of stay"), value="get_stay_display", wide=True),
        Column("urgent", _("urgent"), value="is_urgent", shown=False),
        Column("asked_on", _("Asked on"), sort=("turn", "asked_on"), num=True),
        Column("institution", _("Care centre"), value="institution.name", wide=True),
        Column("state", _("State"), value="get_state_display", wide=True),
        Column("reason", _("Why withdrawn"), shown=False),
        Column("village", _("Village"), sort=PLACE, value="person.station.place", wide=True),
        Column("do", "", exported=False),
    )
    filters = RequestFilters
    search_label = _("Name")
    default_order = "asked_on"
    row_template = "outreach/rows/request.html"
    counted = _("%(count)s requests")
    empty_title = _("Nobody waits")
    empty_text = _("A place is asked for from the page of a person, under “Doctor and care”.")

    def search(self, rows, text):
        return rows.filter(person__name__contains=text)


class PlacementFilters(PlaceFilters):
    place = "person__station"

    state = Choice(
        choices=[("all", _("Also who has left"))], label=_("Which"), every=_("Living there"), method="of_state"
    )
    group = Choice(choices=Group.choices, label=pgettext_lazy("care", "Group"), every=_("All groups"))
    stay = Choice(choices=Stay.choices, label=_("Kind of stay"), every=_("Any stay"))
    fee_source = Choice(choices=FeeSource.choices, label=_("Paid by"), every=_("Paid by anybody"))

    def of_state(self, rows, name, state):
        return rows


class PlacementListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="person__pinyin", value="person.name"),
        Column("bed", _("Bed"), sort="bed__label", value="bed.label"),
        Column("group", pgettext_lazy("care", "Group"), value="get_group_display", wide=True),
        Column("stay", _("Kind of stay"), value="get_stay_display", wide=True),
        Column("fee_source", _("Paid by"), value="get_fee_source_display", wide=True),
        Column("fee_month", _("A month (yuan)"), sort="fee_month", num=True, wide=True),
        Column("in_on", _("Moved in on"), sort="in_on", num=True),
        Column("out_on", _("Left on"), sort="out_on", num=True, wide=True),
        Column("out_reason", _("Why they left"), shown=False),
        Column("village", _("Village"), sort=PLACE, value="person.station.place", wide=True),
        Column("do", "", exported=False),
    )
    filters = PlacementFilters
    more = ("stay", "fee_source")
    search_label = _("Name or bed")
    default_order = "bed"
    row_template = "outreach/rows/placement.html"
    counted = _("%(count)s residents")
    empty_title = _("Nobody lives there yet")
    empty_text = _("Somebody moves in from the waiting list.")

    def search(self, rows, text):
        return rows.filter(person__name__contains=text) | rows.filter(bed__label__contains=text)


class BedFilters(Filters):
    institution = RowChoice(
        of=Institution, named="name", refine=care_centres, label=_("Care centre"), every=_("All care centres")
    )
    state = Choice(choices=[("free", _("free"))], label=_("State"), every=_("All beds"), method="of_state")

    def of_state(self, rows, name, state):
        return rows.filter(is_taken=False, is_in_use=True)


class BedListing(Listing):
    columns = (
        Column("label", _("Room and bed"), sort="label"),
        Column("state", _("State"), value=lambda bed: _("taken") if bed.is_taken else _("free")),
        Column("guest", _("Who lies there"), value="guest.person.name"),
        Column("group", pgettext_lazy("care", "Group"), value="guest.get_group_display"),
        Column("village", _("Village"), value="guest.person.station.place", wide=True),
        Column("institution", _("Care centre"), value="institution.name", wide=True),
    )
    filters = BedFilters
    search_label = _("Name or bed")
    searched = ("label", "guest_name")
    default_order = "label"
    page_sizes = (100, 200)
    row_template = "outreach/rows/bed.html"
    counted = _("%(count)s beds")
    empty_title = _("No beds entered")
    empty_text = _("Beds are entered on the page of the care centre.")
