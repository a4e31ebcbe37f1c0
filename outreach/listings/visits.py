"""The lists of visits, of everybody's last contact, of plans."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Listing, RowChoice
from outreach.choices.visits import Occasion, Subject, Target, Way
from outreach.desk import visits as desk
from outreach.listings.places import DatedPlaceFilters
from outreach.models import VisitPlan
from outreach.models.visits import TARGETS, contacted
from stations.place_filters import PlaceFilters
from veterans.models.naming import called

ISSUES = (("yes", _("Issues raised")), ("no", _("No issues")))
SINCE = (("30", _("Not for 30 days")), ("90", _("Not for 90 days")), ("180", _("Not for half a year")),
         ("365", _("Not for a year")), ("never", _("Never")))  # fmt: skip


class VisitFilters(DatedPlaceFilters):
    day = "on"

    occasion = Choice(choices=Occasion.choices, label=_("Occasion"), every=_("Any occasion"))
    subject = Choice(choices=Subject.choices, label=_("Visited"), every=_("Whoever was visited"))
    way = Choice(choices=Way.choices, label=_("Way"), every=_("Any way"))
    issues = Choice(choices=ISSUES, label=_("Issues"), every=_("Issues or not"), method="with_issues")

    def with_issues(self, rows, name, answer):
        return rows.filter(raised__isnull=answer == "no")


class VisitListing(Listing):
    columns = (
        Column("on", _("Date"), sort="on"),
        Column("who", _("Visited")),
        Column("place", _("Place"), value="station.place", wide=True),
        Column("subject", _("Kind"), value="get_subject_display", shown=False),
        Column("occasion", _("Occasion"), value="get_occasion_display"),
        Column("way", _("Way"), value="get_way_display", wide=True),
        Column("money", _("Money (yuan)"), sort="money", num=True),
        Column("brought", _("Goods"), wide=True),
        Column("has_letter", _("Letter"), shown=False),
        Column("is_signed", _("Signed for"), shown=False),
        Column("visitors", _("Visitors"), wide=True),
        Column("note", _("What was said"), shown=False),
        Column("issues", _("Issues"), value=lambda row: row.issue_count, num=True, shown=False),
    )
    filters = VisitFilters
    more = ("subject", "way", "issues", "village")
    search_label = _("Name, visitors or enterprise")
    default_order = "-on"
    row_template = "outreach/visit_row.html"
    counted = _("%(count)s visits")
    empty_title = _("No visits yet")
    empty_text = _("Enter one visit, or a whole village's afternoon on one sheet.")

    def search(self, rows, text):
        return rows.filter(called(text) | Q(unit_name__contains=text) | Q(visitors__contains=text))


def plans(rows):
    return rows.order_by("-last_on", "-pk")


class ContactFilters(PlaceFilters):
    target = Choice(choices=Target.choices, label=_("Who"), every=_("Everybody on file"), method="meant")
    since = Choice(choices=SINCE, label=_("Last contact"), every=_("Whenever seen"), method="not_since")
    plan = RowChoice(
        of=VisitPlan, named="title", refine=plans, label=_("Left over of a plan"), every=_("No plan"), method="left_of"
    )

    def meant(self, people, name, target):
        return TARGETS[target](people, timezone.localdate())

    def not_since(self, people, name, days):
        about = Q() if days == "never" else Q(on__gt=timezone.localdate() - timedelta(days=int(days)))
        return people.filter(~contacted(about))

    def left_of(self, people, name, key):
        plan = desk.plans(self.request.user).get(pk=key)
        return plan.meant(people).filter(~plan.reached())


def last_of(person):
    """The later of the own last contact and the household's."""
    return max((day for day in (person.last_own, person.last_home) if day), default=None)


class ContactListing(Listing):
    """Everybody on file with the day somebody last saw or called them."""

    columns = (
        Column("name", _("Name"), sort="pinyin"),
        Column("place", _("Village"), value="station.place", sort=("station__division__code", "pinyin")),
        Column("held", _("Category"), value=lambda row: "·".join(map(str, row.held)), wide=True),
        Column("last", _("Last contact"), value=last_of),
    )
    filters = ContactFilters
    more = ("village", "plan")
    search_label = _("Name or last four digits")
    default_order = "place"
    row_template = "outreach/contact_row.html"
    counted = _("%(count)s persons")
    empty_title = _("Nobody is left out")
    empty_text = _("Everybody asked for has been seen.")

    def search(self, people, text):
        return people.matching(text)


class PlanListing(Listing):
    columns = (
        Column("title", _("Plan"), sort="title"),
        Column("occasion", _("Occasion"), value="get_occasion_display", wide=True),
        Column("target", _("Whom to reach"), value="get_target_display"),
        Column("first_on", _("From"), sort="first_on", wide=True),
        Column("last_on", _("Until"), sort="last_on"),
        Column("place", _("Made by"), value="station.place", wide=True),
        Column("note", _("Note"), shown=False),
    )
    search_label = _("Plan")
    default_order = "-last_on"
    row_template = "outreach/plan_row.html"
    counted = _("%(count)s plans")
    empty_title = _("No plans yet")
    empty_text = _("A plan says whom to reach until when; who was not reached is then a list.")

    def search(self, rows, text):
        return rows.filter(title__contains=text)
