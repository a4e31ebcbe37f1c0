"""The lists of institutions, entitlements, standards and the yearly confirmation."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.listing import Choice, Column, Filters, Listing
from outreach.choices.confirmation import ConfirmationState, How
from outreach.choices.institutions import InstitutionKind
from stations.place_filters import PlaceFilters
from veterans import choices
from veterans.listings import PeopleFilters


class InstitutionFilters(Filters):
    kind = Choice(choices=InstitutionKind.choices, label=_("Kind"), every=_("All kinds"))
    state = Choice(
        choices=[("closed", _("no longer working"))], label=_("State"), every=_("Working ones"), method="of_state"
    )

    def of_state(self, rows, name, value):
        return rows


class InstitutionListing(Listing):
    columns = (
        Column("name", pgettext_lazy("institution", "Name"), sort="name"),
        Column("kind", _("Kind"), value="get_kind_display", wide=True),
        Column("address", _("Address"), wide=True),
        Column("contact", _("Contact person"), wide=True),
        Column("phone", _("Telephone")),
        Column("capacity", _("Capacity"), sort="capacity", num=True, wide=True),
        Column("place", _("Kept by"), value="station.place", wide=True),
    )
    filters = InstitutionFilters
    search_label = _("Name, address, contact person")
    default_order = "name"
    row_template = "outreach/rows/institution.html"
    counted = _("%(count)s institutions")
    empty_title = _("No institution yet")
    empty_text = _("Enter the hospitals, clinics and the care centre that work with the bureau.")

    def search(self, rows, text):
        return rows.filter(Q(name__contains=text) | Q(address__contains=text) | Q(contact__contains=text))


class EntitledFilters(PeopleFilters):
    quality = status = employment = plaque = card = None


def age(person):
    return person.age(timezone.localdate())


class EntitledListing(Listing):
    """People of one list of a rule; `why(person)` says what put them there, where that is not the rule itself."""

    filters = EntitledFilters
    search_label = _("Name, initials, end of the identity number or phone")
    default_order = "village"
    keys_first = True
    row_template = "outreach/rows/entitled.html"
    empty_title = _("Nobody on this list")
    empty_text = _("That is as it should be: there is nothing to do here.")

    def __init__(self, counted, why=None, *, has_button=False):
        self.counted = counted
        reason = (Column("why", _("Why"), value=why),) if why else ()
        self.columns = (
            Column("name", _("Full name"), sort="pinyin"),
            Column("age", _("Age"), sort="birth_date", value=age, num=True),
            Column("categories", _("Category"), wide=True, value=lambda person: "、".join(map(str, person.held))),
            *reason,
            Column("mobile", _("Phone"), wide=True),
            Column("town", _("Town"), value="station.parent.place", shown=False),
            Column(
                "village", _("Village"), sort=("station__division__code", "pinyin"), value="station.place", wide=True
            ),
            Column("group", _("villagers' group"), wide=True),
            *((Column("do", "", exported=False),) if has_button else ()),
        )

    def search(self, rows, text):
        return rows.matching(text)


class StandardFilters(Filters):
    category = Choice(choices=choices.CATEGORIES, label=_("Category"), every=_("All categories"))


class StandardListing(Listing):
    columns = (
        Column("whom", _("For whom"), sort=("category", "level", "nature"), value=str),
        Column("valid_from", _("Paid from"), sort="valid_from", num=True),
        Column("amount", _("Amount (yuan)"), sort="amount", num=True),
        Column("per", pgettext_lazy("standard", "Paid"), value="get_per_display"),
        Column("before", _("Before"), num=True, wide=True),
        Column("change", _("Change (%)"), sort="change", num=True),
        Column("document", _("Document"), wide=True),
        Column("do", "", exported=False),
    )
    filters = StandardFilters
    default_order = "-valid_from"
    row_template = "outreach/rows/standard.html"
    counted = _("%(count)s standards")
    empty_title = _("No standard yet")
    empty_text = _("Enter what each kind of recipient is paid, with the day and the document.")


class RoundListing(Listing):
    columns = (
        Column("year", _("Year"), sort="year"),
        Column("opened_on", _("Opened"), num=True),
        Column("due_on", _("To be confirmed by"), num=True),
    )
    default_order = "-year"
    row_template = "outreach/rows/round.html"
    counted = _("%(count)s years")
    empty_title = _("No confirmation yet")
    empty_text = _("The bureau opens the year; the list of who draws a regular payment is then made by itself.")


class ConfirmationFilters(PlaceFilters):
    place = "person__station"

    state = Choice(choices=ConfirmationState.choices, label=_("State"), every=_("Any state"))
    how = Choice(choices=How.choices, label=_("Confirmed how"), every=_("Any way"))
    category = Choice(
        choices=[code for code in choices.CATEGORIES if code[0] in choices.KEY_CATEGORIES],
        label=_("Category"),
        every=_("All categories"),
        method="in_category",
    )

    def in_category(self, rows, name, code):
        held = {"person__categories__category": code, "person__categories__ended_on__isnull": True}
        return rows.filter(**held)


class ConfirmationListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="person__pinyin", value="person.name"),
        Column("state", _("State"), sort="state", value="get_state_display"),
        Column("how", _("Confirmed how"), value="get_how_display", wide=True),
        Column("confirmed_on", _("Confirmed on"), sort="confirmed_on", num=True, wide=True),
        Column("by", _("Confirmed by"), value="confirmed_by.full_name", wide=True),
        Column("note", _("Remark"), value=lambda row: row.decision or row.reason, wide=True),
        Column("town", _("Town"), value="person.station.parent.place", shown=False),
        Column(
            "village",
            _("Village"),
            sort=("person__station__division__code", "person__pinyin"),
            value="person.station.place",
            wide=True,
        ),
        Column("do", "", exported=False),
    )
    filters = ConfirmationFilters
    more = ("how", "category")
    search_label = _("Name")
    default_order = "village"
    keys_first = True
    row_template = "outreach/rows/confirmation.html"
    counted = _("%(count)s recipients")
    empty_title = _("Nobody to confirm")
    empty_text = _("Nobody of this area draws a regular payment.")

    def search(self, rows, text):
        return rows.filter(person__name__contains=text)
