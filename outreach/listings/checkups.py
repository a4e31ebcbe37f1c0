"""The lists of the checkups: campaigns, the people of one, findings to follow up, who was missed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Filters, Listing
from outreach.choices import checkups as choices
from outreach.figures import checkups as f
from stations.place_filters import Placed, TownChoice, VillageChoice

# What the numbers of board and statistics open: a figure's own rows, or a word of the table
FIGURES = {figure.key.removeprefix("checkup."): figure for figure in (*f.STRIP, *f.BY_TOWN)}
VIEWS = (
    ("waiting", _("Without a day")),
    ("untold", _("With a day, not told")),
    ("placed", _("With a day")),
    ("done", _("Examined")),
    ("absent", _("Absent")),
    ("declined", _("Not taking part")),
    ("callback", _("Call back")),
    ("home", _("At home")),
    ("hand", _("Added by hand")),
    ("off", _("No longer on the list")),
    ("entitled", _("Entitled")),
    ("told", _("Told")),
    ("flagged", _("Something found")),
    ("followed", _("Followed up")),
    ("cost", _("With a cost")),
)


class ExamFilters(Placed):
    place = "person__station"

    view = Choice(choices=VIEWS, label=_("Which"), every=_("The whole list"), method="in_view")
    town = TownChoice()
    village = VillageChoice()
    state = Choice(choices=choices.ExamState.choices, label=_("State"), every=_("Any state"))
    answer = Choice(choices=choices.Answer.choices, label=_("Answer"), every=_("Any answer"))

    def in_view(self, rows, name, view):
        more = {
            "untold": lambda: rows.untold(),
            "callback": lambda: rows.to_follow_up(),
            "hand": lambda: rows.filter(listed_by=choices.ListedBy.HAND),
            "off": lambda: rows.filter(state__in=choices.GONE),
        }
        if view in more:
            return more[view]()
        return FIGURES[view].narrow(rows, None)


def day_of(exam):
    return exam.examined_on or (exam.session.on if exam.session else None)


class ExamListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="person__pinyin", value="person.name"),
        Column(
            "age",
            _("Age"),
            sort="person__birth_date",
            num=True,
            wide=True,
            value=lambda e: e.person.age(timezone.localdate()),
        ),
        Column("town", _("Town"), value="person.station.parent.place", shown=False),
        Column(
            "village", _("Village"), sort="person__station__division__code", value="person.station.place", wide=True
        ),
        Column("reason", _("Why on the list"), wide=True),
        Column("listed_by", _("On the list"), value="get_listed_by_display", shown=False),
        Column("session", _("Day"), sort="session__on", value=lambda e: str(e.session or ""), wide=True),
        Column("answer", _("Answer"), value="get_answer_display", wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("examined_on", _("Examined on"), sort="examined_on", num=True, wide=True),
        Column("outcome", _("Outcome"), value="outcome"),
        Column("is_home", _("At home"), shown=False),
    )
    filters = ExamFilters
    more = ("answer",)
    search_label = _("Name, initials, end of the identity number, or check-in code")
    default_order = "village"
    row_template = "outreach/exam_row.html"
    counted = _("%(count)s people listed")
    empty_title = _("Nobody here")
    empty_text = _("Nobody of this campaign in your area meets these conditions.")

    def search(self, rows, text):
        return rows.matching(text)


class CampaignListing(Listing):
    columns = (
        Column("title", _("Campaign"), sort="year"),
        Column("year", _("Year"), num=True, shown=False),
        Column("season_from", _("season from"), num=True, wide=True),
        Column("season_to", _("season to"), num=True, wide=True),
        Column("entitled", _("Entitled"), num=True),
        Column("done", _("Examined"), num=True),
        Column("state", _("State"), value="get_state_display"),
    )
    default_order = "-title"
    row_template = "outreach/campaign_row.html"
    counted = _("%(count)s campaigns")
    empty_title = _("No campaign yet")
    empty_text = _("A campaign begins with its rule: whom it entitles, when, and what may be spent.")


class FindingFilters(Filters):
    state = Choice(
        choices=(("open", _("To follow up")), ("closed", _("Closed"))),
        label=_("State"),
        every=_("All flagged"),
        method="of",
    )

    def of(self, rows, name, word):
        return rows.open() if word == "open" else rows.filter(closed_on__isnull=False)


class FindingListing(Listing):
    columns = (
        Column("due_on", _("Deadline"), sort="due_on"),
        Column("name", _("Full name"), value="exam.person.name"),
        Column("village", _("Village"), value="exam.person.station.place", wide=True),
        Column("told_on", _("Told by the station"), value="exam.callback_told_on", num=True, wide=True),
        Column("campaign", _("Campaign"), value="exam.campaign.title", wide=True),
        Column("last_contact", _("Last contact"), value="last_contact.on", wide=True),
        Column("last_way", _("Way of following up"), value="last_contact.get_way_display", shown=False),
        Column("contacts", _("Contacts"), value="contact_count", num=True, wide=True),
        Column("closed_on", _("Closed on"), sort="closed_on", num=True, wide=True),
    )
    filters = FindingFilters
    default_order = "due_on"
    row_template = "outreach/finding_row.html"
    counted = _("%(count)s people listed")
    empty_title = _("Nothing to follow up")
    empty_text = _("Results with something to follow up stand here until somebody closes them.")


class MissedListing(Listing):
    columns = (
        Column("name", _("Full name"), sort="pinyin"),
        Column("age", _("Age"), sort="birth_date", num=True, value=lambda person: person.age(timezone.localdate())),
        Column("categories", _("Category"), wide=True, value=lambda person: "、".join(map(str, person.held))),
        Column("town", _("Town"), value="station.parent.place", shown=False),
        Column("village", _("Village"), sort="station__division__code", value="station.place"),
        Column("last", _("Last examined"), value="last_examined", num=True),
    )
    search_label = _("Name, initials, end of the identity number or phone")
    default_order = "village"
    row_template = "outreach/missed_row.html"
    counted = _("%(count)s people listed")
    empty_title = _("Nobody was missed")
    empty_text = _("Everybody who stood on an earlier list has been examined within two years.")

    def search(self, rows, text):
        return rows.matching(text)
