"""The lists: people, claims, correction requests."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Filters, Listing
from stations.place_filters import PlaceFilters
from veterans import choices
from veterans.models.naming import called

AGE_BANDS = ((0, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, None))
QUALITY = (
    ("complete", _("Complete")),
    ("gaps", _("Something is missing")),
    ("conflicts", _("Contradictory")),
    ("no_mobile", _("No phone")),
)
YES_NO = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known")))


def band_label(band):
    least, most = band
    if most is None:
        return gettext("%(least)s and over") % {"least": least}
    return gettext("under %(age)s") % {"age": most + 1} if not least else f"{least}–{most}"


def bands():
    return [(str(least), band_label((least, most))) for least, most in AGE_BANDS]


KEY = ("KEY", "重点优抚对象（全部）")


class PeopleFilters(PlaceFilters):
    category = Choice(
        choices=(KEY, *choices.CATEGORIES), label=_("Category"), every=_("All categories"), method="in_category"
    )
    age = Choice(choices=bands, label=_("Age"), every=_("All ages"), method="in_band")
    quality = Choice(choices=QUALITY, label=_("Quality"), every=_("Any quality"), method="of_quality")
    status = Choice(field_name="alive", choices=choices.Alive.choices, label=_("Status"), every=_("Any status"))
    employment = Choice(choices=choices.EMPLOYMENTS, label=_("Employment"), every=_("Any employment"))
    plaque = Choice(choices=YES_NO, label=_("Plaque"), every=_("Plaque: any"), method="flagged")
    card = Choice(choices=YES_NO, label=_("Card"), every=_("Card: any"), method="flagged")

    def in_category(self, people, name, code):
        return people.key_recipients() if code == KEY[0] else people.in_category(code)

    def in_band(self, people, name, least):
        most = dict(AGE_BANDS)[int(least)]
        return people.aged(int(least), most, timezone.localdate())

    def of_quality(self, people, name, word):
        if word == "complete":
            return people.filter(gap_count=0, conflict_count=0)
        if word == "no_mobile":
            return people.filter(mobile_digest__isnull=True)
        return people.filter(**{"gap_count__gt" if word == "gaps" else "conflict_count__gt": 0})

    def flagged(self, people, name, answer):
        field = {"plaque": "plaque_hung", "card": "card_issued"}[name]
        return people.filter(**{field: {"yes": True, "no": False, "unknown": None}[answer]})


def year_of_birth(person):
    """Beside the last four digits of the number only the year stands (handbook §10.4)."""
    return person.birth_date.year if person.birth_date else None


def quality(person):
    parts = []
    if person.conflict_count:
        parts.append(gettext("%(count)s contradictions") % {"count": person.conflict_count})
    if person.gap_count:
        parts.append(gettext("%(count)s missing") % {"count": person.gap_count})
    return "、".join(parts)


class PeopleListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="pinyin"),
        Column("sex", _("Sex"), value="get_sex_display"),
        Column("age", _("Age"), sort="birth_date", value=lambda person: person.age(timezone.localdate()), num=True),
        Column("birth_year", _("Born in"), value=year_of_birth, num=True, shown=False),
        Column("id_no", _("Identity number"), wide=True),
        Column("mobile", _("Phone"), wide=True),
        Column("categories", _("Category"), wide=True, value=lambda person: "、".join(map(str, person.held))),
        Column("town", _("Town"), value="station.parent.place", shown=False),
        Column("village", _("Village"), sort="station__division__code", value="station.place", wide=True),
        Column("enlisted", _("Enlisted"), value="enlist_date", shown=False),
        Column("service", _("Service"), sort="enlist_date", wide=True, exported=False),
        Column("discharged", _("Discharged"), value="discharge_date", shown=False),
        Column("employment", _("Employment"), value="get_employment_display", shown=False),
        Column("status", _("Status"), value="get_alive_display", shown=False),
        Column("quality", _("Record quality"), sort=("conflict_count", "gap_count"), value=quality),
        Column("updated", _("Changed"), sort="updated_at", value="updated_at", wide=True, num=True),
    )
    filters = PeopleFilters
    more = ("status", "employment", "plaque", "card")
    search_label = _("Name, initials, end of the identity number or phone")
    default_order = "-updated"
    row_template = "veterans/person_row.html"
    foot_note = _("Numbers are masked; looking behind the mask needs a reason and leaves a line")
    empty_title = _("Nobody on file yet")
    empty_text = _("Enter the first person, or import a roster.")

    def search(self, rows, text):
        return rows.matching(text)


class ClaimFilters(Filters):
    state = Choice(choices=choices.ClaimState.choices, label=_("State"), every=_("Any state"))


class ClaimListing(Listing):
    columns = (
        Column("name", _("Full name"), value="name"),
        Column("id_no", _("Identity number"), wide=True),
        Column("station", _("Claimed by"), value="station.place", wide=True),
        Column("holder", _("On file at"), value="person.station.place"),
        Column("state", _("State"), value="get_state_display"),
        Column("made", _("Submitted"), sort="made_at", value="made_at", num=True),
    )
    filters = ClaimFilters
    default_order = "-made"
    row_template = "veterans/claim_row.html"
    empty_title = _("No claims")
    empty_text = _("Entries whose number is on file elsewhere wait here for you.")


class CorrectionFilters(Filters):
    state = Choice(choices=choices.CorrectionState.choices, label=_("State"), every=_("Any state"))


class CorrectionListing(Listing):
    columns = (
        Column("person", _("Full name"), value="person.name"),
        Column("field", _("Field"), value="field_label"),
        Column("station", _("On file at"), value="person.station.place", wide=True),
        Column("evidence", _("Evidence"), wide=True),
        Column("made_by", _("Asked by"), value="made_by.full_name", wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("made", _("Asked"), sort="made_at", value="made_at", num=True),
    )
    filters = CorrectionFilters
    default_order = "-made"
    row_template = "veterans/correction_row.html"
    empty_title = _("No correction requests")
    empty_text = _("Requests to correct a field of a record come in here.")


class TransferListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("name", _("Full name")),
        Column("origin", _("From"), value="from_station.place"),
        Column("target", _("To"), value="to_station.place"),
        Column("reason", _("Reason"), wide=True),
        Column("made_by", _("By"), value="made_by.full_name", wide=True),
    )
    default_order = "-on"
    row_template = "veterans/transfer_row.html"
    empty_title = _("No transfers")
    empty_text = _("Records that move from one station to another are listed here, for both sides.")


class MovementFilters(Filters):
    kind = Choice(choices=choices.MovementKind.choices, label=_("Reason"), every=_("Any reason"))


class MovementListing(Listing):
    columns = (
        Column("on", _("Entered"), sort="on"),
        Column("person", _("Full name"), sort="person__pinyin", value="named"),
        Column("kind", _("Reason"), value="get_kind_display"),
        Column("categories", _("Category"), value="about", wide=True),
        Column("origin", _("From"), value="origin.place"),
        Column("target", _("To"), value="target.place"),
        Column("happened", _("Happened on"), sort="happened_on", value="happened_on", wide=True, num=True),
    )
    filters = MovementFilters
    search_label = _("Name")
    default_order = "-on"
    row_template = "veterans/movement_row.html"
    foot_note = _("Counted on the day it was entered, so that a past period stays as it was")
    empty_title = _("Nobody")
    empty_text = _("In this period nobody is counted here.")

    def search(self, rows, text):
        return rows.filter(called(text))
